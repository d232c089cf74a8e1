"""A QR code to give away: as an image or a drawing, with the mode printed under it unless it is live."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter

from dodo_desktop.core.qr import qr_matrix, to_svg
from dodo_desktop.ui.tokens import LIGHT
from dodo_desktop.ui.words.links import mode_banner

MODULE = 8
"""Pixels to a module: enough to scan from a print."""

_BAND = 5
"""Modules that the mode takes under the code."""


def qr_image(url: str, mode: str, host: str = "", module: int = MODULE) -> QImage:
    """The code with its quiet zone, `module` pixels to a module. Raises ValueError for a text too long."""
    matrix = qr_matrix(url)
    side = matrix.size * module
    band = 0 if mode == "live" else _BAND * module
    image = QImage(side, side + band, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for y, row in enumerate(matrix.dark):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(x * module, y * module, module, module, Qt.GlobalColor.black)
    if band:
        _print_mode(painter, QRect(0, side - module, side, band), mode_banner(mode, host), mode, module)
    painter.end()
    return image


def _print_mode(painter: QPainter, band: QRect, text: str, mode: str, module: int) -> None:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(2 * module)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, band.width() - 8 * module)
    box = QRect(0, 0, metrics.horizontalAdvance(shown) + 2 * module, band.height() - 2 * module)
    box.moveCenter(band.center())
    painter.fillRect(box, LIGHT.color(mode))
    painter.setPen(LIGHT.color(f"{mode}_fg"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def qr_svg(url: str, mode: str, host: str = "") -> str:
    """The code as an SVG document. Raises ValueError for a text too long."""
    from dodo_desktop.ui.rich import escape

    code = to_svg(url, MODULE)
    if mode == "live":
        return code
    side = qr_matrix(url).size
    # Only what is drawn: some readers pass over a document within a document.
    begin, end = code.index("<rect"), code.index("</svg>")
    inner = code[begin:end]
    high = side + _BAND
    text = escape(mode_banner(mode, host))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * MODULE}" height="{high * MODULE}" '
        f'viewBox="0 0 {side} {high}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{high}" fill="#fff"/>{inner}'
        f'<rect x="4" y="{side}" width="{side - 8}" height="3" fill="{getattr(LIGHT, mode)}"/>'
        f'<text x="{side / 2}" y="{side + 2.2}" font-family="sans-serif" font-size="2" font-weight="600" '
        f'text-anchor="middle" fill="{getattr(LIGHT, f"{mode}_fg")}">{text}</text></svg>\n'
    )
