"""What stands in the place of the pages while it is not known what the environment's key is for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.keys import unready
from dodo_desktop.ui.words.labels import mode_word

_WIDTH = 520


class UnreadyPage(QFrame):
    """Signals: `try_again`, and `instead` where the person would rather work without that key."""

    try_again = Signal()
    instead = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "page")
        self._icon = QLabel()
        self._icon.setFixedSize(24, 24)
        self.title = QLabel()
        self.title.setObjectName("start.title")
        self.title.setWordWrap(True)
        set_text(self.title, "title")
        self.text = Prose()
        self.text.setObjectName("start.text")
        set_text(self.text, "body")
        self.again_button = Button(_("Try now"), "primary", "refresh")
        self.again_button.setObjectName("start.try_again")
        self.again_button.clicked.connect(self.try_again)
        self.instead_button = Button("", "plain")
        self.instead_button.setObjectName("start.instead")
        self.instead_button.clicked.connect(self.instead)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        box = QWidget()
        box.setFixedWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        for widget in (self._icon, self.title, self.text):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addLayout(buttons)
        buttons.addWidget(self.again_button)
        buttons.addWidget(self.instead_button)
        buttons.addStretch(1)
        # Aligned, the sentence would not be given the height that it needs.
        middle = QHBoxLayout()
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(middle)
        middle.addStretch(1)
        middle.addWidget(box)
        middle.addStretch(1)
        whole.addStretch(3)
        theme().changed.connect(self._draw)
        self.hide()

    def say(self, reason: str, mode: str, name: str) -> None:
        """Say why nothing is open. `mode` and `name` are of the place where one could work instead."""
        told = unready(reason)
        self.title.setText(told.title)
        self.text.setText(told.text)
        self.again_button.setVisible(told.again)
        place = name or mode_word(mode)
        self.instead_button.setText(
            _("Work in {place} instead").format(place=isolate(place).replace("&", "&&"))
        )
        self._draw()

    def focus_start(self) -> None:
        """The first thing that can be done."""
        first = self.instead_button if self.again_button.isHidden() else self.again_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap("unsure", "warning", 24, self.devicePixelRatio()))
