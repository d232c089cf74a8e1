"""The accounts to work in, as a list laid over the page below the mode's badge.

It is a child of the window and no menu of its own, because assistive tools do not see those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from dodo_desktop.core.value import value
from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import TextSize, set_text, theme
from dodo_desktop.ui.widgets.mode_badge import mode_icon
from dodo_desktop.ui.widgets.outline import paint_panel
from dodo_desktop.ui.widgets.shadow import Shadow
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.keys import told_apart
from dodo_desktop.ui.words.labels import mode_word, practice_shop

if TYPE_CHECKING:
    from dodo_desktop.services.ports import Profile
    from dodo_desktop.services.workspace import Place

_LEAST, _MOST = 260, 420
_TICK, _ICON, _GAP, _MODE = 16, 16, 8, 84
_BACK = {Qt.Key.Key_Up, Qt.Key.Key_Backtab}
_ON = {Qt.Key.Key_Down, Qt.Key.Key_Tab}


@value
class PlaceChoice:
    """A place in the list. `profile_id` is empty for one that can only be left, such as the environment's."""

    profile_id: str
    mode: str
    name: str
    current: bool = False


def place_choices(profiles: Sequence[Profile], place: Place) -> list[PlaceChoice]:
    """Practice and the accounts of this computer; first the place in use, if it is none of these."""
    names = told_apart(profiles)
    choices = [PlaceChoice("practice", "practice", practice_shop(), place.profile_id == "practice")]
    choices += [
        PlaceChoice(each.profile_id, each.mode, names[each.profile_id], each.profile_id == place.profile_id)
        for each in profiles
    ]
    if any(choice.current for choice in choices):
        return choices
    name = place.host or _("Key of the environment")
    return [PlaceChoice("", place.mode, name, current=True), *choices]


class PlacesMenu(QFrame):
    """Opens below its anchor. Signals: `chosen` with the id of another place; `settings_asked`."""

    chosen = Signal(str)
    settings_asked = Signal()

    def __init__(self, anchor: QWidget) -> None:
        super().__init__()
        self.setObjectName("mode.menu")
        self.setAccessibleName(_("Work in"))
        self._anchor = anchor
        self._choices: tuple[PlaceChoice, ...] = ()
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(5, 5, 5, 5)
        self._column.setSpacing(1)
        self._shadow = Shadow(self)
        self._rule = QFrame()
        self._rule.setProperty("surface", "rule")
        self._rule.setFixedHeight(1)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self.isHidden()

    @property
    def useful(self) -> bool:
        """Whether there is a place to go to beside the one in use."""
        return len(self._choices) > 1

    def set_places(self, choices: Sequence[PlaceChoice]) -> None:
        """List these, in their order."""
        if tuple(choices) == self._choices:
            return
        self.close_menu()
        self._choices = tuple(choices)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(choice) for choice in choices]
        for row in self._rows:
            row.clicked.connect(lambda _checked=False, choice=row.choice: self._choose(choice))
        settings = _Row(None)
        settings.clicked.connect(self._to_settings)
        self._rows.append(settings)
        for row in self._rows:
            row.installEventFilter(self)
            self._column.addWidget(row)
        self._column.insertWidget(len(choices), self._rule)

    def open_menu(self) -> None:
        """Show the list, with the keyboard on the place in use."""
        window = self._anchor.window()
        self.setParent(window)
        for row in self._rows:
            row.refresh()
        self._place(window)
        self.show()
        self.raise_()
        current = next((row for row in self._rows if row.isChecked()), self._rows[0])
        current.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_menu(self) -> None:
        """Go away; the keyboard is where it was before."""
        if not self.is_open:
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self._anchor)
        self.hide()
        if had_focus:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, window: QWidget) -> None:
        width = max(_LEAST, min(_MOST, max(row.sizeHint().width() for row in self._rows) + 10))
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 4))
        left = corner.x()
        if self.isRightToLeft():
            left = corner.x() + self._anchor.width() - width
        left = max(8, min(left, window.width() - width - 8))
        self.setGeometry(left, corner.y(), width, self._column.totalSizeHint().height())

    def _choose(self, choice: PlaceChoice) -> None:
        self.close_menu()
        if choice.profile_id and not choice.current:
            self.chosen.emit(choice.profile_id)

    def _to_settings(self) -> None:
        self.close_menu()
        self.settings_asked.emit()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """A click elsewhere closes it, as it would a menu."""
        outside = new is not None and new not in (self, self._anchor) and not self.isAncestorOf(new)
        if self.is_open and outside:
            self.close_menu()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key in _BACK | _ON:
            at = next((n for n, row in enumerate(self._rows) if row is watched), 0)
            step = 1 if key in _ON else -1
            self._rows[(at + step) % len(self._rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, _Row):
            watched.click()
        elif key == Qt.Key.Key_Escape:
            self.close_menu()
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_panel(self)


class _Row(QToolButton):
    """One place: a tick where it is in use, icon and word of its mode, its name. None is *Settings…*."""

    def __init__(self, choice: PlaceChoice | None) -> None:
        super().__init__()
        self.choice = choice or PlaceChoice("", "", "")
        self._settings = choice is None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_text(self, "body")
        if choice is None:
            self.setObjectName("mode.menu.settings")
            self.setText(_("Settings…"))
            return
        self.setObjectName(f"mode.menu.{choice.profile_id or 'environment'}")
        self.setText(choice.name)
        self.setAccessibleName(f"{mode_word(choice.mode)}: {choice.name}")
        self.setCheckable(True)
        self.refresh()

    def refresh(self) -> None:
        """A click turns the tick; it belongs to the place in use alone."""
        self.setChecked(self.choice.current)

    def nextCheckState(self) -> None:
        """A click chooses; what is in use is told from outside."""

    def sizeHint(self) -> QSize:
        name = QFontMetrics(theme().font("strong")).horizontalAdvance(self.text())
        before = 10 + _TICK + _GAP + (0 if self._settings else _ICON + _GAP + _MODE)
        return QSize(before + name + 14, max(36, self.fontMetrics().height() + 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("midlight"))
            painter.drawRoundedRect(self.rect(), 4, 4)
        high = self.height()
        if self._settings:
            icons.paint(painter, self._spot(10, _TICK, high), "settings", "text")
            painter.setPen(tokens.color("text"))
            self._write(painter, 10 + _TICK + _GAP, self.width(), self.text(), "body")
            return
        if self.isChecked():
            icons.paint(painter, self._spot(10, _TICK, high), "check", "link")
        left = 10 + _TICK + _GAP
        icons.paint(painter, self._spot(left, _ICON, high), mode_icon(self.choice.mode), "muted")
        left += _ICON + _GAP
        painter.setPen(tokens.color("muted"))
        self._write(painter, left, left + _MODE - 6, mode_word(self.choice.mode), "small-strong")
        size: TextSize = "strong" if self.isChecked() else "medium"
        painter.setPen(tokens.color("text"))
        self._write(painter, left + _MODE, self.width() - 10, self.text(), size)

    def _spot(self, left: int, width: int, height: int) -> QRect:
        spot = QRect(left, 0, width, height)
        if self.isRightToLeft():
            spot.moveLeft(self.width() - left - width)
        return spot

    def _write(self, painter: QPainter, left: int, right: int, text: str, size: TextSize) -> None:
        painter.setFont(theme().font(size))
        room = self._spot(left, right - left, self.height())
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
