"""The QR code of a link: whole device pixels to a module, black on white in every theme."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dodo_desktop.core.qr import QrMatrix, known_matrix, module_pixels, qr_matrix
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words import _

_LEAST_STEP = 2
"""Device pixels to a module under which cameras fail."""

_GREY = bytes.maketrans(b"\0\1", b"\xff\0")


class QrView(QWidget):
    """Shows the code of one link, as large as whole pixels allow; says so where there is no room for it.

    Signals: `coded` once it is known whether a text has a code that was made aside.
    """

    coded = Signal()

    def __init__(self, object_name: str = "result.qr", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._text = ""
        self._matrix: QrMatrix | None = None
        self._image = QImage()
        self._awaited = False
        self._ask_aside: Callable[[str], None] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("QR code"))

    @property
    def text(self) -> str:
        """The link that is shown; empty for none."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show the code of `text`; an empty text, or one too long for a code, shows none."""
        if text == self._text and not self._awaited:
            return
        self._text = text
        self._awaited = False
        if text and self._ask_aside is not None and known_matrix(text) is None:
            # No other link's code stays in its place meanwhile.
            self._matrix, self._image, self._awaited = None, QImage(), True
            self._ask_aside(text)
        else:
            self._take()
        self.setAccessibleDescription(
            _("QR code of the payment link {link}").format(link=text) if text else ""
        )
        self.update()

    def make_aside(self, ask: Callable[[str], None]) -> None:
        """A code that is not there yet is asked for with `ask`, instead of being made here, and comes with
        `show_made`."""
        self._ask_aside = ask

    def show_made(self, text: str) -> None:
        """The code of `text` is made, or there is none; it is shown if it is still waited for."""
        if self._awaited and text == self._text:
            self._awaited = False
            self._take()
            self.update()
            self.coded.emit()

    def _take(self) -> None:
        try:
            self._matrix = qr_matrix(self._text) if self._text else None
        except ValueError:
            self._matrix = None
        self._image = self._drawn(1)

    @property
    def has_code(self) -> bool:
        """Whether there is a code for the text, as far as is known."""
        return self._matrix is not None or self._awaited

    @property
    def step(self) -> int:
        """Device pixels to a module now; 0 is none at all."""
        if self._matrix is None:
            return 0
        ratio = self.devicePixelRatio()
        available = int(min(self.width(), self.height()) * ratio)
        return module_pixels(available, self._matrix.size)

    @property
    def too_small(self) -> bool:
        """Whether there is a code but no room in which a camera could read it."""
        return self._matrix is not None and self.step < _LEAST_STEP

    def to_image(self, step: int) -> QImage:
        """The code, quiet zone included, with `step` pixels to a module; null where there is none."""
        return self._drawn(step)

    def _drawn(self, step: int) -> QImage:
        if self._matrix is None:
            return QImage()
        size = self._matrix.size
        grey = b"".join(bytes(row) for row in self._matrix.dark).translate(_GREY)
        # Another format is a copy, which does not need the bytes any more.
        image = QImage(grey, size, size, size, QImage.Format.Format_Grayscale8)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        return image if step == 1 else image.scaled(size * step, size * step)

    def sizeHint(self) -> QSize:
        return QSize(264, 264)

    def minimumSizeHint(self) -> QSize:
        return QSize(132, 132)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._matrix is None:
            return
        painter = QPainter(self)
        if self.too_small:
            painter.setPen(theme().tokens.color("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(
                self.rect(), flags, _("No room for the code. Enlarge the window or show it full screen.")
            )
            return
        # In device pixels, from a whole one on: under a ratio such as 1.25 a widget may begin between two.
        ratio = self.devicePixelRatio()
        side = self.step * self._matrix.size
        start = painter.deviceTransform()
        left = round(start.dx() + (self.width() * ratio - side) / 2) - start.dx()
        top = round(start.dy() + (self.height() * ratio - side) / 2) - start.dy()
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(QRectF(left, top, side, side), self._image)
