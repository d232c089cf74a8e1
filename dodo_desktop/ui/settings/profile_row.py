"""One account in Settings: whether it is in use, its mode, its name and what is known of its key."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.buttons import Button, icon_button
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.widgets.mode_badge import ModeBadge
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import mode_word


class ProfileRow(QWidget):
    """Signals: `chosen` when it is to be worked in; `check`, `replace` and `remove` for its key; `more` for
    its name and the way off the list."""

    chosen = Signal()
    more = Signal()
    check = Signal()
    replace = Signal()
    remove = Signal()

    def __init__(self, profile_id: str, mode: str, name: str, *, current: bool, first: bool) -> None:
        super().__init__()
        self._current, self._first = current, first
        self.radio = QRadioButton(self)
        self.radio.setObjectName(f"settings.mode.{profile_id}")
        self.radio.setAccessibleName(f"{mode_word(mode)}: {name}")
        self.radio.setChecked(current)
        self.radio.toggled.connect(lambda on: self.chosen.emit() if on and not self._current else None)
        badge = ModeBadge(solid=current)
        badge.set_mode(mode)
        badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        holder = QWidget()
        holder.setFixedWidth(106)
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(badge)
        inside.addStretch(1)
        self.name = ElidedLabel(name)
        set_text(self.name, "strong")
        self.detail = Prose()
        set_text(self.detail, "small", "muted")
        self.verdict = Line(f"settings.verdict.{profile_id}")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 13, 14, 13)
        self._row.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        self._row.addWidget(self.radio, 0, top)
        self._row.addWidget(holder, 0, top)
        self._row.addLayout(texts, 1)
        texts.addWidget(self.name)
        texts.addWidget(self.detail)
        texts.addWidget(self.verdict)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(8)
        self._row.addLayout(self._offers)
        self._buttons: list[Button] = []

    def offer_key_buttons(self, suffix: str, *, key_there: bool) -> None:
        """Check, Replace and Remove, or Add where there is no key, and what there is besides; `suffix` keeps
        the object names of rows not in use apart."""
        if key_there:
            self._offer(_("Check key"), "settings.test_key" + suffix, self.check)
            self._offer(_("Replace…"), "settings.replace_key" + suffix, self.replace)
            self._offer(_("Remove…"), "settings.remove_key" + suffix, self.remove, danger=True)
        else:
            self._offer(_("Add key…"), "settings.replace_key" + suffix, self.replace)
        more = icon_button("more", _("Name and more of {name}").format(name=self.name.text()), small=True)
        self._put(more, "settings.more" + suffix, self.more)

    def _offer(self, text: str, name: str, signal: SignalInstance, *, danger: bool = False) -> None:
        self._put(Button(text, "danger" if danger else "plain", small=True), name, signal)

    def _put(self, button: Button, name: str, signal: SignalInstance) -> None:
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: signal.emit())
        self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.append(button)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard here, as it is read."""
        return [self.radio, *self.verdict.choices, *self._buttons]

    def set_busy(self, busy: bool) -> None:
        """While Dodo or the keyring is asked."""
        for button in (*self.verdict.choices, *self._buttons):
            button.set_busy(busy)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole row is a target, not only the small circle."""
        if self.radio.isEnabled():
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        if self._current:
            painter.fillRect(self.rect(), tokens.color("base" if tokens.outlined else "tint"))
        if not self._first:
            painter.setPen(tokens.color("mid"))
            painter.drawLine(0, 0, self.width(), 0)
