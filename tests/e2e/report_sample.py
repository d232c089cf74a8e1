"""The window that tells of a mistake of ours, with a made-up one, for the pictures."""

import sys

from PySide6.QtWidgets import QApplication

from dodo_desktop.ui import words
from dodo_desktop.ui.bugs import bug_of
from dodo_desktop.ui.report_window import ReportWindow
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words.qt import install_qt


def main() -> int:
    """Show the window until it is closed; the only argument is the language, empty for the system's."""
    app = QApplication(["dodo-desktop"])
    words.install(sys.argv[1] or None)
    install_qt(app)
    theme().apply()
    window = ReportWindow()
    try:
        int("not a number")
    except ValueError as raised:
        window.add(bug_of(raised, "slot"))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
