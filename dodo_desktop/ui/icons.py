"""Icons in the theme's colours, sharp at every device pixel ratio, mirrored where reading goes leftwards."""

from functools import cache, lru_cache
from math import hypot

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dodo_desktop.assets import resources
from dodo_desktop.ui.tokens import LIGHT, Tokens

MIRRORED = frozenset({"compose", "open", "undo", "redo", "send", "export", "chevron-right"})
"""Icons that point along the line of reading."""

_SHARP = 200
"""Pictures that are kept ready to be painted; they share their pixels with those they come from."""

_tokens = LIGHT
_pixmaps: dict[tuple[str, str, int, int, bool], QPixmap] = {}
_icons: dict[tuple[str, str], QIcon] = {}


def use(tokens: Tokens) -> None:
    """Draw with these colours from now on."""
    global _tokens  # noqa: PLW0603 - one theme per program, and icon engines outlive their makers
    _tokens = tokens
    _pixmaps.clear()
    _sharp.cache_clear()


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of a role of `Tokens`. Raises FileNotFoundError for an unknown name."""
    key = (name, role)
    if key not in _icons:
        _source(name)
        _icons[key] = QIcon(_Engine(name, role))
    return _icons[key]


def pixmap(name: str, role: str, size: int, ratio: float, *, mirrored: bool = False) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen of this device pixel ratio."""
    drawn = _draw(
        name, _tokens.color(role), QSize(round(size * ratio), round(size * ratio)), mirrored=mirrored
    )
    copy = QPixmap(drawn)
    copy.setDevicePixelRatio(ratio)
    return copy


def ratio_of(painter: QPainter) -> float:
    """How many pixels of the device a logical one has.

    Without asking for the device, for whose type the binding would make all kinds of widgets there are.
    """
    scale = painter.combinedTransform()
    return hypot(scale.m11(), scale.m12())


def paint(painter: QPainter, rect: QRect, name: str, role: str) -> None:
    """Draw the icon into `rect` (logical pixels), for delegates and painted widgets."""
    paint_in(painter, rect, name, _tokens.color(role))


def paint_in(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """The same in a colour that is not the theme's, for what is white in every theme."""
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    ratio = ratio_of(painter)
    size = min(rect.width(), rect.height())
    spot = QRect(0, 0, size, size)
    spot.moveCenter(rect.center())
    painter.drawPixmap(
        spot, _sharp(name, colour.rgba(), round(size * ratio), ratio, rtl and name in MIRRORED)
    )


@lru_cache(_SHARP)
def _sharp(name: str, colour: int, side: int, ratio: float, mirrored: bool) -> QPixmap:
    """A picture that knows its ratio, as a table paints a hundred of them; not to be changed."""
    picture = QPixmap(_draw(name, QColor.fromRgba(colour), QSize(side, side), mirrored=mirrored))
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def app_icon() -> QIcon:
    """The program's icon: the plain drawing below 48 pixels, the full one from there on."""
    made = QIcon()
    for name, sizes in (("app-icon-small", (16, 20, 24, 32)), ("app-icon", (48, 64, 128, 256))):
        renderer = QSvgRenderer(str(resources() / "icons" / f"{name}.svg"))
        for size in sizes:
            picture = QPixmap(size, size)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            renderer.render(painter)
            painter.end()
            made.addPixmap(picture)
    return made


@cache
def _source(name: str) -> str:
    return (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _draw(name: str, colour: QColor, size: QSize, *, mirrored: bool) -> QPixmap:
    key = (name, colour.name(), size.width(), size.height(), mirrored)
    if key not in _pixmaps:
        renderer = QSvgRenderer(_source(name).replace("currentColor", colour.name()).encode())
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        if mirrored:
            painter.translate(size.width(), 0)
            painter.scale(-1, 1)
        renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        _pixmaps[key] = picture
    return _pixmaps[key]


class _Engine(QIconEngine):
    """Draws one icon with whatever colours the theme has at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def _colour(self, mode: QIcon.Mode) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return _tokens.color("placeholder")
        if mode == QIcon.Mode.Selected and self._role == "text":
            # Selected rows keep the reading colour on a tint.
            return _tokens.color("text")
        return _tokens.color(self._role)

    def _mirrored(self, direction: Qt.LayoutDirection) -> bool:
        return self._name in MIRRORED and direction == Qt.LayoutDirection.RightToLeft

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = ratio_of(painter)
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        mirrored = self._mirrored(painter.layoutDirection())
        picture = _draw(self._name, self._colour(mode), size, mirrored=mirrored)
        painter.drawPixmap(rect, picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        mirrored = self._mirrored(QGuiApplication.layoutDirection())
        return _draw(self._name, self._colour(mode), size, mirrored=mirrored)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt 6.8 and later hand in logical pixels and the ratio.
        return self.pixmap(size * scale, mode, state)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def isNull(self) -> bool:
        return False

    def key(self) -> str:
        return "dodo"

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)
