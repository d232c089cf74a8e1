"""The sidebar: mode, business, the four pages, and whether Dodo can be reached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.rich import tip
from dodo_desktop.ui.theme import leading, set_text, theme
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.mode_badge import ModeBadge
from dodo_desktop.ui.widgets.nav_button import NavButton
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import mode_line

if TYPE_CHECKING:
    from dodo_desktop.ui.places_menu import PlaceChoice, PlacesMenu

WIDE, RAIL = 184, 84
_RAIL_MOST, _RAIL_MARGIN = 108, 8


class Sidebar(QWidget):
    """Signals: `chosen` with the name of a page; `place_chosen` with the id of an account or practice;
    `try_now` when the person wants Dodo, or the keyring, asked at once."""

    chosen = Signal(str)
    place_chosen = Signal(str)
    try_now = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rail = False
        self.badge = ModeBadge("mode.badge", parent=self)
        self.badge.clicked.connect(self._badge_pressed)
        self.business = ElidedLabel("", self)
        set_text(self.business, "small-strong")
        self.money = QLabel(self)
        set_text(self.money, "small", "muted")
        self.connection = ConnectionStatus(self)
        self.connection.try_now.connect(self.try_now)
        column = QVBoxLayout(self)
        column.setSpacing(2)
        column.addWidget(self.badge)
        column.addSpacing(6)
        column.addWidget(self.business)
        column.addWidget(self.money)
        column.addSpacing(12)
        self.buttons: dict[str, NavButton] = {}
        group = QButtonGroup(self)
        pages = {
            "compose": (_("Compose"), "compose"),
            "outbox": (_("Outbox"), "outbox"),
            "links": (_("Links"), "links"),
            "settings": (_("Settings"), "settings"),
        }
        for page, (text, icon) in pages.items():
            made = NavButton(f"nav.{page}", text, icon, self)
            made.clicked.connect(lambda _checked=False, page=page: self.chosen.emit(page))
            group.addButton(made)
            column.addWidget(made)
            self.buttons[page] = made
        column.addStretch(1)
        column.addWidget(self.connection)
        self._column = column
        self.set_rail(rail=False)
        theme().changed.connect(self.update)

    @cached_property
    def places(self) -> PlacesMenu:
        """What the badge opens; made with the services."""
        from dodo_desktop.ui.places_menu import PlacesMenu

        made = PlacesMenu(self.badge)
        made.chosen.connect(self.place_chosen)
        made.settings_asked.connect(lambda: self.chosen.emit("settings"))
        return made

    def show_page(self, page: str) -> None:
        """Mark the page in use."""
        self.buttons[page].setChecked(True)

    def set_place(self, mode: str, name: str, host: str) -> None:
        """Name the mode and the business; `host` is the one of a custom place."""
        money = mode_line(mode)
        self.badge.set_mode(mode, host)
        about = "\n".join(part for part in (name, host, money) if part)
        self.badge.setToolTip(tip(about))
        self.badge.setAccessibleDescription(about)
        self.business.setText(name)
        self.money.setText(money)

    def set_places(self, choices: Sequence[PlaceChoice]) -> None:
        """What the badge offers; where there is only one place, it opens Settings."""
        self.places.set_places(choices)
        self.badge.set_opens(self.places.useful)

    def set_pages_usable(self, usable: bool) -> None:
        """Whether there are pages to go to; without a place there are none."""
        self.badge.setEnabled(usable)
        for button in self.buttons.values():
            button.setVisible(usable)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """*Try now* had the focus and is gone with what was amiss: the page that is open has it."""
        focus = self.window().focusWidget()
        page = next((button for button in self.buttons.values() if button.isChecked()), None)
        if focus is not self.connection.button or focus.isVisible() or page is None or not page.isVisible():
            return super().focusNextPrevChild(forward)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _badge_pressed(self) -> None:
        if not self.places.useful:
            self.chosen.emit("settings")
        elif self.places.is_open:
            self.places.close_menu()
        else:
            self.places.open_menu()

    def set_rail(self, rail: bool) -> None:
        """Text under the icons, 84 px or as many as a longer word needs and the form can spare; or 184 px."""
        self._rail = rail
        if rail:
            longest = max(button.rail_room() for button in self.buttons.values()) + 2 * _RAIL_MARGIN
            self.setFixedWidth(min(max(RAIL, longest), _RAIL_MOST))
            self._column.setContentsMargins(_RAIL_MARGIN, 10, _RAIL_MARGIN, 10)
        else:
            self.setFixedWidth(WIDE)
            self._column.setContentsMargins(12, 12, 12, 12)
        self.badge.set_rail(rail)
        for button in self.buttons.values():
            button.set_rail(rail)
        self.connection.set_rail(rail)
        # Its room is there before the name is known: what is below must not move under a click.
        self.business.setVisible(not rail)
        self.money.setVisible(not rail)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.color("window"))
        painter.setPen(tokens.color("mid"))
        edge = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 1
        painter.drawLine(edge, 0, edge, self.height())


class ConnectionStatus(QWidget):
    """Online, offline since when with *Try now*, ready without a connection, or what the key waits for."""

    try_now = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name, self._role = "online", "muted"
        self._icon = QLabel(self)
        self._icon.setFixedSize(18, 18)
        # The words change, so they are their own accessible text and no fixed name hides them.
        self.word = QLabel(self)
        self.word.setObjectName("connection.status")
        set_text(self.word, "small-strong")
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        set_text(self.detail, "small", "muted")
        self.button = Button(_("Try now"), "link")
        self.button.setObjectName("connection.try_now")
        self.button.clicked.connect(self.try_now)
        self.button.hide()
        self._texts = texts = QVBoxLayout()
        texts.setSpacing(0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 8, 2, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(texts, 1)
        texts.addWidget(self.word)
        texts.addWidget(self.detail)
        # Aligned, or its own width would be the most that the column may have.
        texts.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._rail = False
        theme().changed.connect(self._draw)

    def say(self, word: str, detail: str, *, icon: str = "online", action: str = "") -> None:
        """`detail` says since when or when last checked; where there is an `action`, something is amiss."""
        self.word.setText(word)
        self.detail.setText(detail)
        self._icon_name, self._role = icon, "warning" if action else "muted"
        set_text(self.word, "small-strong", "warning" if action else None)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setToolTip(detail)
        self._draw()
        self.set_rail(self._rail)

    def set_unlocking(self, busy: bool) -> None:
        """While the keyring is asked."""
        self.button.set_busy(busy)

    def set_rail(self, rail: bool) -> None:
        """Below each other and without the detail, for narrow windows."""
        self._rail = rail
        box = self._row.Direction.TopToBottom if rail else self._row.Direction.LeftToRight
        self._row.setDirection(box)
        self._row.setSpacing(2 if rail else 8)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._row.setAlignment(self._icon, centre if rail else Qt.AlignmentFlag.AlignTop)
        self._texts.setAlignment(self.button, centre if rail else Qt.AlignmentFlag.AlignLeading)
        self.word.setAlignment(centre if rail else leading(self.word))
        self.word.setWordWrap(rail)
        self.detail.setVisible(not rail and bool(self.detail.text()))

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._icon_name, self._role, 18, self.devicePixelRatio()))
