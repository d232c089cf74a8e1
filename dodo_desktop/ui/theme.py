"""The look of the program: Fusion, one palette, one sheet, the system's font; light, dark, high contrast."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from dodo_desktop.ui import icons
from dodo_desktop.ui.focus_ring import FocusRing
from dodo_desktop.ui.sheet import style_sheet
from dodo_desktop.ui.tokens import DARK, LIGHT, Tokens, high_contrast, palette

Look = Literal["system", "light", "dark"]
TextSize = Literal[
    "small",
    "header",
    "small-strong",
    "body",
    "medium",
    "strong",
    "title",
    "page",
    "amount",
    "customer",
    "customer-strong",
    "customer-amount",
    "mono",
]

# Times the system's size, and the weight (100 to 900).
_TYPE: dict[str, tuple[float, int]] = {
    "small": (0.9, 400),
    "header": (0.9, 500),
    "small-strong": (0.9, 600),
    "body": (1.0, 400),
    "medium": (1.0, 500),
    "strong": (1.0, 600),
    "title": (1.25, 600),
    "page": (1.4, 600),
    # The design's 650; the next that every system's font has.
    "amount": (2.15, 700),
    "customer": (1.3, 400),
    "customer-strong": (2.0, 600),
    "customer-amount": (5.0, 700),
    "mono": (0.9, 400),
}

_TIGHT = frozenset({"amount", "customer-amount"})
_TIGHTER = 0.02
"""Of the size: large figures stand closer. Never for words, whose letters may have to join."""


class Theme(QObject):
    """One per QApplication (see `theme()`).

    Signals: `changed` after colours or fonts changed; painted widgets then update themselves.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._look: Look = "system"
        self._applied = False
        self._undressed = False
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._ring: FocusRing | None = None
        self._font_watch: _FontWatch | None = None
        self.tokens: Tokens = LIGHT
        self.shared: dict[str, object] = {}
        """What painters put together once; emptied when colours or fonts change."""

    @property
    def look(self) -> Look:
        """What was asked for: the system's scheme, or one of the two."""
        return self._look

    @property
    def high_contrast(self) -> bool:
        """Whether the system's own colours are in use because it asks for high contrast."""
        return self.tokens.outlined

    def apply(self, look: Look | None = None) -> None:
        """Dress the application; `look` overrides the system, and the environment overrides both."""
        forced = os.environ.get("DODO_DESKTOP_LOOK", "")
        self._look = cast(Look, forced) if forced in ("system", "light", "dark") else look or self._look
        if not self._applied:
            self._applied = True
            self._app.setStyle("Fusion")
            self._ring = FocusRing(self._app, lambda: self.tokens)
            hints = QGuiApplication.styleHints()
            hints.colorSchemeChanged.connect(self._refresh)
            hints.accessibility().contrastPreferenceChanged.connect(self._refresh)
            self._font_watch = _FontWatch(self._fonts_changed)
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(self._look)
        # Tells the window system too, so that title bars go with the rest.
        QGuiApplication.styleHints().setColorScheme(scheme or Qt.ColorScheme.Unknown)
        self._refresh()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Inside, the sheet is off; whatever was made meanwhile gets it at the end.

        For making a whole window: Qt looks at the sheet anew for every widget and every change of one, which
        takes longer than making them all and dressing them once.
        """
        self._undressed = True
        if self._app.styleSheet():
            self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._undressed = False
            if not self.tokens.outlined:
                self._app.setStyleSheet(style_sheet(self.tokens))

    def set_look(self, look: Look) -> None:
        """Change between the system's scheme, light and dark while the program runs."""
        self.apply(look)

    def font(self, name: TextSize, *, tabular: bool = False) -> QFont:
        """A named font of the type scale, relative to the system's size.

        `tabular` gives figures of one width, for money, times and counts.
        """
        key = (name, tabular)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(name, tabular)
        return QFont(self._fonts[key])

    def icon(self, name: str, role: str = "text") -> QIcon:
        """A shipped icon in a role's colour; follows the theme by itself."""
        return icons.icon(name, role)

    def _make_font(self, name: str, tabular: bool) -> QFont:
        scale, weight = _TYPE[name]
        base = self._app.font()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if name == "mono" else QFont(base)
        if base.pointSizeF() > 0:
            font.setPointSizeF(base.pointSizeF() * scale)
        else:
            font.setPixelSize(max(1, round(base.pixelSize() * scale)))
        font.setWeight(QFont.Weight(weight))
        if name in _TIGHT:
            spacing = QFont.SpacingType.AbsoluteSpacing
            font.setLetterSpacing(spacing, -_TIGHTER * QFontInfo(font).pixelSize())
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _refresh(self) -> None:
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self._use(None)
        elif self._look != "system":
            self._use(DARK if self._look == "dark" else LIGHT)
        else:
            self._use(DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT)

    def _use(self, tokens: Tokens | None) -> None:
        """Put these tokens on, or the system's own colours and no sheet."""
        if tokens is None:
            self._app.setStyleSheet("")
            self._app.setPalette(QPalette())
            tokens = high_contrast(self._app.palette())
            self.tokens = tokens
        elif tokens is self.tokens and self._app.styleSheet():
            return
        else:
            self.tokens = tokens
            self._app.setPalette(palette(tokens))
            if not self._undressed:
                self._app.setStyleSheet(style_sheet(tokens))
        icons.use(tokens)
        self.shared.clear()
        self.changed.emit()

    def _fonts_changed(self) -> None:
        self._fonts.clear()
        self.shared.clear()
        for widget in list(_sizes):
            if isValid(widget):
                _apply_text_size(widget, self)
        self.changed.emit()


class _FontWatch(QWidget):
    """Notices that the person made the system's font larger or smaller.

    Never shown. A filter on the application would cost a Python call for every event there is.
    """

    def __init__(self, react: Callable[[], None]) -> None:
        super().__init__()
        self._react = react

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._react()
        return super().event(event)


_made: list[Theme] = []
_sizes: WeakKeyDictionary[QWidget, tuple[TextSize, bool]] = WeakKeyDictionary()
"""The named font of each widget that has one, and whether its figures have one width."""


def theme() -> Theme:
    """The theme of the running QApplication; made at the first call. RuntimeError without one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a QApplication must exist before its theme")  # noqa: TRY004 - it is the time
    if not _made or _made[0].parent() is not app:
        _made[:] = [Theme(app)]
    return _made[0]


def set_text(widget: QWidget, size: TextSize, tone: str | None = None, *, tabular: bool = False) -> None:
    """Give a widget a font of the type scale and, if wanted, the colour of a tone.

    Tones: muted, accent, success, warning, danger; None is the reading colour.
    """
    if isinstance(widget, QLabel):
        _keep_leading(widget)
    _sizes[widget] = (size, tabular)
    # Before the sheet looks at it: a font set after a polish is lost at the next one.
    _apply_text_size(widget, theme())
    set_property(widget, "tone", tone)


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """The side at which lines begin, whatever the text is: alone, Latin names would stand at the other."""
    side = Qt.AlignmentFlag.AlignRight if widget.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def trailing(widget: QWidget) -> Qt.AlignmentFlag:
    """The side at which lines end, whatever the text is."""
    side = Qt.AlignmentFlag.AlignLeft if widget.isRightToLeft() else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute


def _keep_leading(label: QLabel) -> None:
    upright = label.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
    if label.isRightToLeft() and label.alignment() & Qt.AlignmentFlag.AlignLeft:
        label.setAlignment(upright | leading(label))


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let the sheet look again if it changed."""
    before = widget.property(name)
    if before == value:
        return
    widget.setProperty(name, value)
    # The sheet has not looked yet, and will before the widget is seen; or it looks the same without it.
    unseen = not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
    if unseen or (before is None and value is False):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    # The sheet puts back the font from before its first look.
    _apply_text_size(widget, theme())
    widget.update()


def _apply_text_size(widget: QWidget, look: Theme) -> None:
    if (named := _sizes.get(widget)) is not None:
        size, tabular = named
        widget.setFont(look.font(size, tabular=tabular))
