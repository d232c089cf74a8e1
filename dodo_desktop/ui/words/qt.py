"""The language of Qt's own words (its dialogs and menus) and the direction of the whole window."""

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui import words

_NAME = "qt.words"


def install_qt(app: QApplication) -> None:
    """Let Qt speak the language that `words.install` chose, and turn the window where it runs leftwards."""
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        # It goes a turn of the loop later, and must not be found again until then.
        old.setObjectName("")
        old.deleteLater()
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if words.is_rtl() else Qt.LayoutDirection.LeftToRight
    )
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    if translator.load(QLocale(words.language()), "qtbase", "_", folder):
        app.installTranslator(translator)
