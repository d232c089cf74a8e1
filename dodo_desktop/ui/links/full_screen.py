"""The customer's screen: the QR code as large as it goes, the amount, and nothing about the customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QScreen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dodo_desktop.core.currencies import currency_name
from dodo_desktop.core.link import PaymentLink, host_of, link_state
from dodo_desktop.ui import icons
from dodo_desktop.ui.sheet import style_sheet
from dodo_desktop.ui.theme import TextSize, leading, theme
from dodo_desktop.ui.tokens import LIGHT, palette
from dodo_desktop.ui.widgets.list_page import on_key
from dodo_desktop.ui.widgets.mode_badge import mode_icon
from dodo_desktop.ui.widgets.mode_strip import paint_hatching
from dodo_desktop.ui.widgets.qr_view import QrView
from dodo_desktop.ui.words import _, isolate, language, links
from dodo_desktop.ui.words.states import link_word
from dodo_desktop.ui.words.times import absolute

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Place

_BAR = 44
_WORDS = 400


class _ModeBar(QWidget):
    """Says across the top that no real money moves."""

    def __init__(self) -> None:
        super().__init__()
        self._mode, self._text = "practice", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, mode: str, text: str) -> None:
        self._mode, self._text = mode, text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = LIGHT.color(self._mode)
        paint_hatching(painter, self.rect(), colour, LIGHT.color("base"), 2)
        font = theme().font("customer")
        font.setBold(True)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 105)
        painter.setFont(font)
        words = painter.fontMetrics().horizontalAdvance(self._text)
        icon, gap, edge = 18, 10, 22
        box = QRect(0, 0, words + icon + gap + 2 * edge, self.height())
        box.moveCenter(self.rect().center())
        painter.fillRect(box, colour)
        rtl = self.isRightToLeft()
        mark = QRect(box.right() - edge - icon if rtl else box.left() + edge, 0, icon, self.height())
        said = (
            box.adjusted(edge, 0, -edge - icon - gap, 0)
            if rtl
            else box.adjusted(edge + icon + gap, 0, -edge, 0)
        )
        ink = LIGHT.color(f"{self._mode}_fg")
        icons.paint_in(painter, mark, mode_icon(self._mode), ink)
        painter.setPen(ink)
        painter.drawText(said, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._text)


class _Clock(QWidget):
    """The clock in front of the expiry, in the light theme's colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint_in(QPainter(self), self.rect(), "clock", LIGHT.color("muted"))


class FullScreen(QWidget):
    """White in every theme, in the app's language. Signals: `closed` once.

    It is a window of its own, without a frame, on the screen of `parent`.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, *, now: Callable[[], datetime]) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._now = now
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("customer.screen")
        self.setWindowTitle(_("Scan to pay"))
        self.setPalette(palette(LIGHT))
        # The sheet of the program colours no plain label; in the dark theme its text would be white on white.
        self.setStyleSheet(style_sheet(LIGHT) + f"QLabel {{ color: {LIGHT.text}; }}")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._bar = _ModeBar()
        self.qr = QrView("customer.qr")
        self._shop = _line("customer-strong", 0.85)
        self._amount = _line("customer-amount")
        self._currency = _line("customer", tone="muted")
        self._how = _line("customer", tone="muted")
        self._host = _line("customer")
        self._until = _line("customer", tone="muted")
        self._clock = _Clock()
        self._close = QPushButton(_("Close") + "   Esc")
        self._close.setIcon(_cross(self.devicePixelRatio()))
        self._close.setObjectName("customer.close")
        self._close.setAccessibleName(_("Close"))
        self._close.clicked.connect(self.close)
        on_key(self, [QKeySequence("F11"), QKeySequence("Ctrl+Meta+F")], self.close)
        self._lay_out()

    def _lay_out(self) -> None:
        for label in (self._shop, self._how):
            label.setWordWrap(True)
        bold = self._host.font()
        bold.setWeight(bold.Weight.DemiBold)
        self._host.setFont(bold)
        scan = _line("customer-strong")
        scan.setText(_("Scan to pay"))
        rule = QFrame()
        rule.setProperty("surface", "rule")
        rule.setFixedHeight(1)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        until = QHBoxLayout()
        until.setSpacing(10)
        middle = QHBoxLayout()
        middle.setContentsMargins(24, 0, 48, 0)
        middle.setSpacing(40)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 6, 20, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(middle, 1)
        middle.addStretch(1)
        middle.addWidget(self.qr)
        middle.addLayout(self._words)
        self._words.addStretch(1)
        for part, gap in (
            (self._shop, 6),
            (self._amount, 0),
            (self._currency, 26),
            (rule, 22),
            (scan, 4),
            (self._how, 0),
            (self._host, 14),
        ):
            self._words.addWidget(part)
            self._words.addSpacing(gap)
        self._words.addLayout(until)
        until.addWidget(self._clock)
        until.addWidget(self._until, 1)
        self._words.addStretch(1)
        middle.addStretch(1)
        column.addLayout(foot)
        foot.addStretch(1)
        foot.addWidget(self._close)

    def show_link(self, link: PaymentLink, place: Place) -> None:
        """Show this link; it may be brought up to date while the customer looks at it."""
        live = link.mode == "live"
        self._bar.setVisible(not live)
        self._bar.say(link.mode, "" if live else links.mode_banner(link.mode, place.host))
        self.qr.set_text(link.url)
        self._shop.setText(place.name)
        self._shop.setVisible(bool(place.name))
        amount, tail = links.total_text(link)
        self._amount.setText(amount if link.total is not None else "")
        self._amount.setVisible(link.total is not None)
        self._currency.setText(currency_name(tail, language()) if link.total is not None else "")
        self._currency.setVisible(link.total is not None)
        self._how.setText(_("Point your phone’s camera at the code. The page that opens is at"))
        self._host.setText(isolate(host_of(link.url)))
        self._show_until(link)

    def _show_until(self, link: PaymentLink) -> None:
        now = self._now()
        state = link_state(link, now)
        if state.value != "not_paid":
            text = link_word(state, link).word
        elif link.expires_at is not None:
            text = _("Pay until {until}").format(until=absolute(link.expires_at, now, year=False))
        else:
            text = ""
        self._until.setText(text)
        self._until.setVisible(bool(text))
        self._clock.setVisible(bool(text))

    def show_on(self, screen: QScreen) -> None:
        """Take the whole of a screen."""
        area = screen.geometry()
        # Some window managers leave a frameless window where it was made.
        self.setGeometry(area)
        self._fit(area.size())
        self.showFullScreen()
        self.activateWindow()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self, area: QSize) -> None:
        """The code at about two thirds of the height; its quiet zone is white as all around it is."""
        words = min(_WORDS, area.width() // 3)
        side = min(round(area.height() * 0.876), area.height() - 2 * _BAR, area.width() - words - 140)
        self.qr.setFixedSize(side, side)
        for label in (self._how, self._shop):
            label.setFixedWidth(words)
        self._amount.setMinimumWidth(words)

    def resizeEvent(self, event: object) -> None:
        self._fit(self.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _cross(ratio: float) -> QIcon:
    """The cross of the button, in the light theme's colour."""
    picture = QPixmap(round(16 * ratio), round(16 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    icons.paint_in(painter, QRect(0, 0, 16, 16), "clear", LIGHT.color("text"))
    painter.end()
    return QIcon(picture)


def _line(size: TextSize, scale: float = 1.0, tone: str = "text") -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    font = theme().font(size, tabular=True)
    if scale != 1.0:
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * scale)
        else:
            font.setPixelSize(round(font.pixelSize() * scale))
    made.setFont(font)
    # The sheet of the window is the light one, so this tone is light, too.
    made.setProperty("tone", tone)
    made.setAlignment(leading(made) | Qt.AlignmentFlag.AlignVCenter)
    return made
