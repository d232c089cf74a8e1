"""The white card with the QR code, the mode under it, and what can be done with the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Signal
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QImageWriter,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.ui import icons
from dodo_desktop.ui.links.qr_picture import qr_image, qr_svg
from dodo_desktop.ui.links.saving import ask_where, safe_name, write_file
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.tokens import LIGHT
from dodo_desktop.ui.widgets.buttons import Button, button, say_copied
from dodo_desktop.ui.widgets.mode_badge import ModeBadge
from dodo_desktop.ui.widgets.qr_view import QrView
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.links import mode_note, not_written

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Place

_LEAST = 32
_ICONS = 3 * 23 + 23 + 6 * 4
"""Pixels that icons, the chevron and the least padding take in the row of buttons."""

_LARGE, _SMALL = 247, 168


class _Card(QWidget):
    """White in every theme, so that cameras find the code's edge."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(LIGHT.color("base"))
        painter.setPen(QPen(theme().tokens.color("mid"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class QrCard(QWidget):
    """Signals: `full_screen` when it is asked for, `refused` with a sentence where a file was not saved."""

    full_screen = Signal()
    refused = Signal(str)

    def __init__(self, prefix: str, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self._compact = compact
        self._link: PaymentLink | None = None
        self._place: Place | None = None
        self.qr = QrView(f"{prefix}.qr")
        self.qr.coded.connect(self._show_tools)
        self.qr.setMaximumHeight(_SMALL if compact else _LARGE)
        self._tag = ModeBadge(tag=True)
        self._note = QLabel()
        set_text(self._note, "small")
        on_white = self._note.palette()
        on_white.setColor(QPalette.ColorRole.WindowText, LIGHT.color("text"))
        self._note.setPalette(on_white)
        self._mode_line = QWidget()
        self._card = _Card()
        self.full = button(_("Full screen"), icon="full-screen", small=True)
        self.full.setObjectName(f"{prefix}.full_screen")
        self.full.clicked.connect(self.full_screen)
        self.copy = button(_("Copy QR") if compact else _("Copy image"), icon="copy-image", small=True)
        self.copy.setObjectName(f"{prefix}.copy_image")
        self.copy.clicked.connect(self.copy_image)
        self.save = button(_("Save"), icon="save", small=True)
        self.save.setObjectName(f"{prefix}.save_qr")
        self.save.set_chevron(True)
        self.save.setMenu(self._make_menu())
        self._tools = (self.full, self.copy, self.save)
        self._texts = [made.text() for made in self._tools]
        for made, text in zip(self._tools, self._texts, strict=True):
            made.setAccessibleName(text)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """Where the words have no room the icons stand alone, and the words are in the tooltips."""
        room = self.width() - 2 * 8
        roomy = (
            sum(made.fontMetrics().horizontalAdvance(text) for made, text in self._words()) + _ICONS <= room
        )
        for made, text in self._words():
            made.setToolTip("" if roomy else text)
            made.setText(text if roomy else "")

    def _words(self) -> list[tuple[Button, str]]:
        return list(zip(self._tools, self._texts, strict=True))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._mode_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self._tag)
        line.addWidget(self._note)
        line.addStretch(1)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(1, 2, 1, 10)
        card.setSpacing(0)
        # The code's own quiet zone is white, too: what is above and below it is the first to go.
        gap = 0 if self._compact else 6
        card.addSpacerItem(_shrinking(gap))
        card.addWidget(self.qr)
        card.addSpacerItem(_shrinking(gap))
        card.addWidget(self._mode_line)
        for whole in (self, self._card):
            whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._card)
        column.addLayout(tools)
        for made, share in zip(self._tools, (5, 5, 4), strict=True):
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            made.setMinimumWidth(_LEAST)
            tools.addWidget(made, share)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text, do in (
            ("save_png", _("As a PNG image…"), self._ask_png),
            ("save_svg", _("As an SVG drawing…"), self._ask_svg),
        ):
            action = QAction(icons.icon("save"), text, menu)
            action.setObjectName(f"{self._prefix}.{name}")
            action.triggered.connect(do)
            menu.addAction(action)
        return menu

    def show_link(self, link: PaymentLink, place: Place) -> None:
        """Show the code of a trusted link."""
        self._link, self._place = link, place
        self.qr.set_text(link.url)
        self._tag.set_mode(link.mode)
        self._note.setText(mode_note(link.mode))
        self._mode_line.setVisible(link.mode != "live")
        self._show_tools()

    def _show_tools(self) -> None:
        for made in self._tools:
            made.setEnabled(self.qr.has_code)

    def copy_image(self) -> None:
        """Put the code on the clipboard as a picture that can be scanned wherever it is pasted."""
        if self._link is None or self._place is None:
            return
        image = qr_image(self._link.url, self._link.mode, self._place.host)
        QGuiApplication.clipboard().setImage(image)
        say_copied(self.copy)

    def _ask_png(self) -> None:
        ask_where(self, _("Save the QR code"), self._name(), (_("PNG image"), "png"), self.save_png)

    def _ask_svg(self) -> None:
        ask_where(self, _("Save the QR code"), self._name(), (_("SVG drawing"), "svg"), self.save_svg)

    def _name(self) -> str:
        link = self._link
        return safe_name(link.order_reference, link.payment_id) if link else safe_name()

    def save_png(self, path: str) -> None:
        """Save the code as an image at `path`."""
        if self._link is None or self._place is None:
            return
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image = qr_image(self._link.url, self._link.mode, self._place.host)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
        self._written(write_file(path, bytes(buffer.data().data())))

    def save_svg(self, path: str) -> None:
        """Save the code as a drawing at `path`."""
        if self._link is None or self._place is None:
            return
        text = qr_svg(self._link.url, self._link.mode, self._place.host)
        self._written(write_file(path, text.encode()))

    def _written(self, done: bool) -> None:
        self.refused.emit("" if done else not_written())


def _shrinking(pixels: int) -> QSpacerItem:
    return QSpacerItem(0, pixels, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
