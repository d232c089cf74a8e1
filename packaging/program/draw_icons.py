"""Draws the program's icon in the sizes and formats of each system: ``draw_icons.py FOLDER``."""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
_SMALL = 32
"""Pixels up to which the plain drawing is clearer."""

_LINUX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WINDOWS = (16, 20, 24, 32, 48, 64, 256)
_MACOS = (16, 32, 64, 128, 256, 512, 1024)
_MACOS_ROOM = 0.82
"""How much of its square an icon fills in the dock, where all have the same air around them."""

_STRIP = (328, 628)
_BLUE = "#2458D3"


def draw(size: int, fill: float = 1.0) -> Image.Image:
    """The icon, `size` pixels a side; `fill` is the part of the square that it takes."""
    name = "app-icon-small" if size <= _SMALL else "app-icon"
    renderer = QSvgRenderer(str(_ICONS / f"{name}.svg"))
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = size * (1 - fill) / 2
    painter.translate(room, room)
    painter.scale(fill, fill)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub knows bytes alone
    made = Image.open(io.BytesIO(bytes(buffer.data().data())))
    made.load()
    return made


def banner() -> Image.Image:
    """The strip at the side of the installer's first and last page, for screens of twice the density."""
    strip = Image.new("RGB", _STRIP, _BLUE)
    icon = draw(224)
    strip.paste(icon, ((_STRIP[0] - icon.width) // 2, 96), icon)
    return strip


def main(folder: Path) -> None:
    """Write ``app.ico``, ``app.icns``, ``installer.bmp`` and ``hicolor/SIZE.png`` into `folder`."""
    (folder / "hicolor").mkdir(parents=True, exist_ok=True)
    for size in _LINUX:
        draw(size).save(folder / "hicolor" / f"{size}.png", optimize=True)
    pictures = [draw(size) for size in _WINDOWS]
    pictures[-1].save(
        folder / "app.ico", sizes=[(size, size) for size in _WINDOWS], append_images=pictures[:-1]
    )
    banner().save(folder / "installer.bmp")
    framed = [draw(size, _MACOS_ROOM if size > _SMALL else 1.0) for size in _MACOS]
    framed[-1].save(folder / "app.icns", append_images=framed[:-1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
