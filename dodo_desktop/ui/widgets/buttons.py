"""Buttons of the kinds that the style sheet knows, with an icon, a key hint and a chevron where wanted."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from dodo_desktop.ui import icons
from dodo_desktop.ui.theme import TextSize, set_property, set_text, theme
from dodo_desktop.ui.widgets.keys import pressed_alone
from dodo_desktop.ui.words import _

Kind = Literal["primary", "plain", "flat", "danger", "link"]

COPIED_MS = 2000
_COPIED_TIMER = "copied.timer"
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Select, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GAP = 7
_HINT_GAP = 11
_ICON = 16
_ROLE: dict[str, str] = {"primary": "accent_text", "danger": "danger", "link": "link"}
_WEIGHT: dict[str, TextSize] = {"primary": "strong", "link": "small"}
_SMALL_WEIGHT: dict[str, TextSize] = {"primary": "small-strong"}
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
_RTL = Qt.LayoutDirection.RightToLeft


class Button(QPushButton):
    """A push button; `kind` chooses its look.

    Icon, text, key hint and chevron are painted as one centred row, mirrored from right to left.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "plain",
        icon: str | None = None,
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._icon_name = icon or ""
        self._hint = ""
        self._chevron = False
        self._small = small
        self._busy = self._telling = False
        self._size: tuple[bool, QSize] | None = None
        self._widths: tuple[int, int, int] | None = None
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        weights = _SMALL_WEIGHT if small else _WEIGHT
        set_text(self, weights.get(kind, "header" if small else "medium"))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._measure_again)

    @property
    def icon_name(self) -> str:
        """Name of the icon shown; empty for none."""
        return self._icon_name

    @property
    def busy(self) -> bool:
        """Whether what it does is being done."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Look pale, do nothing, and be disabled for assistive tools while it is being done.

        Unlike a button that Qt disables it keeps the focus: a second press would hit what stands behind it.
        """
        if busy != self._busy:
            self._busy = busy
            if busy:
                self.installEventFilter(self)
            else:
                self.removeEventFilter(self)
            self._tell_enabled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While it is busy; no press goes on to what stands round it, such as a dialog with a default."""
        match event.type():
            case QEvent.Type.FocusIn | QEvent.Type.FocusOut | QEvent.Type.EnabledChange:
                if not self._telling:
                    self._tell_enabled()
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                return True
            case QEvent.Type.KeyPress:
                return isinstance(event, QKeyEvent) and event.key() in _PRESSING
        return False

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Take the keyboard, also while it is busy."""
        if self._busy:
            self._tell_enabled(takes_focus=True)
        super().setFocus(reason)
        if self._busy:
            self._tell_enabled()

    def _tell_enabled(self, *, takes_focus: bool = False) -> None:
        """What Qt says of it while it is busy, and again what it would say by itself."""
        parent = self.parentWidget()
        disabled = self.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
        disabled = disabled or (parent is not None and not parent.isEnabled())
        # To a window that comes back Qt gives the keyboard where it was, but not to what is disabled.
        awaits = not self.hasFocus() and self.window().focusWidget() is self
        disabled = disabled or (self._busy and not takes_focus and not awaits)
        if disabled == self.isEnabled():
            # Not `setEnabled`, which takes the focus away.
            self.setAttribute(Qt.WidgetAttribute.WA_Disabled, disabled)
            self._telling = True
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.EnabledChange))
            self._telling = False
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon; empty for none."""
        self._icon_name = name
        self._measure_again()

    def set_key_hint(self, text: str) -> None:
        """Show which key does the same, behind the text."""
        self._hint = text
        self._measure_again()

    def set_chevron(self, shown: bool) -> None:
        """Show that it opens a list."""
        self._chevron = shown
        self._measure_again()

    def set_kind(self, kind: Kind) -> None:
        """Change the look."""
        self._kind = kind
        self._forget_size()
        set_property(self, "kind", kind)

    def set_big(self) -> None:
        """The 40-px size of the one button that a page is about."""
        set_property(self, "big", True)
        self._measure_again()

    def setText(self, text: str) -> None:
        self._forget_size()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        self._forget_size()
        super().changeEvent(event)

    def _forget_size(self) -> None:
        self._size = self._widths = None

    def _measure_again(self) -> None:
        self._forget_size()
        self.updateGeometry()
        self.update()

    def _hint_font(self) -> QFont:
        return theme().font("small")

    def _content_widths(self) -> tuple[int, int, int]:
        """Pixels of the text, of the key hint, and of all with the icons, until something of it changes."""
        if self._widths is None:
            text = width = self.fontMetrics().horizontalAdvance(self._shown_text())
            hint = 0
            if self._icon_name:
                width += _ICON + (_GAP if self.text() else 0)
            if self._hint:
                hint = QFontMetrics(self._hint_font()).horizontalAdvance(self._hint)
                width += _HINT_GAP + hint
            if self._chevron:
                width += _ICON + _GAP
            self._widths = text, hint, width
        return self._widths

    def _shown_text(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def sizeHint(self) -> QSize:
        # Layouts ask ten times for it; and it is another one once the sheet has looked.
        polished = self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
        if self._size is None or self._size[0] != polished:
            self._size = polished, self._measured()
        return QSize(self._size[1])

    def _measured(self) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        height = max(self.fontMetrics().height(), _ICON)
        width = self._content_widths()[2]
        size = QSize(width, height)
        hint = self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, size, self)
        # Fusion never goes under 80 pixels; a button that only has an icon is square.
        if theme().high_contrast:
            return hint
        padding = {"link": 0, "flat": 16}.get(self._kind, 18 if self._small else 24)
        if self._icon_name and not self.text() and not self._chevron:
            return QSize(max(hint.height(), 24), hint.height())
        return QSize(width + padding, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside of dialogs a push button hears the space bar alone; people press Enter.
        if pressed_alone(event) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_content(painter, option)

    def _paint_content(self, painter: QPainter, option: QStyleOptionButton) -> None:
        tokens = theme().tokens
        role = _ROLE.get(self._kind, "text")
        if self._kind == "link" and self.property("tone"):
            role = str(self.property("tone"))
        if tokens.outlined:
            # Without the sheet every kind has the system's plain ground.
            role = "text"
        if not self.isEnabled() or self._busy:
            role = "placeholder"
        painter.setPen(tokens.color(role))
        text_width, hint_width, width = self._content_widths()
        room, height, rtl = self.width(), self.height(), option.direction == _RTL
        left = 0 if self._kind == "link" else max(0, (room - width) // 2)

        def spot(advance: int) -> QRect:
            nonlocal left
            start, left = left, left + advance
            return QRect(room - left if rtl else start, 0, advance, height)

        if self._icon_name:
            icons.paint(painter, spot(_ICON), self._icon_name, role)
            left += _GAP
        painter.setFont(self._text_font())
        painter.drawText(spot(text_width), _CENTRED, self.text())
        if self._hint:
            left += _HINT_GAP
            painter.setFont(self._hint_font())
            painter.drawText(spot(hint_width), Qt.AlignmentFlag.AlignCenter, self._hint)
        if self._chevron:
            left += _GAP
            icons.paint(painter, spot(_ICON), "chevron-down", role)

    def _text_font(self) -> QFont:
        font = self.font()
        hovered = self._kind == "link" and self.underMouse() and self.isEnabled()
        font.setUnderline(hovered or bool(self.property("underlined")))
        return font


class FlatButton(Button):
    """A button without a frame until the pointer is over it."""

    def __init__(
        self, text: str, icon: str | None = None, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "flat", icon, small=small, parent=parent)


def button(text: str, kind: Kind = "plain", icon: str | None = None, *, small: bool = False) -> Button:
    """A button; `small` is the 28-px size."""
    return Button(text, kind, icon, small=small)


def holds_keyboard(widget: QWidget) -> bool:
    """Whether the keyboard may stay there: it is seen, and it is enabled, or a button that is busy."""
    return widget.isVisible() and (widget.isEnabled() or (isinstance(widget, Button) and widget.busy))


def icon_button(icon: str, name: str, *, small: bool = False) -> Button:
    """A flat button with an icon alone; `name` is what assistive tools and the tooltip say."""
    made = Button("", "flat", icon, small=small)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def say_copied(target: Button, *, icon: str = "check") -> None:
    """Show "Copied" on the button for two seconds; its width stays."""
    running = target.findChild(QTimer, _COPIED_TIMER)
    if running is not None:
        running.start(COPIED_MS)
        return
    text, shown = target.text(), target.icon_name
    target.setMinimumWidth(target.width())
    target.setText(_("Copied"))
    target.set_icon(icon if shown else "")
    timer = QTimer(target)
    timer.setObjectName(_COPIED_TIMER)
    timer.setSingleShot(True)

    def back() -> None:
        target.setText(text)
        target.set_icon(shown)
        target.setMinimumWidth(0)
        timer.setObjectName("")
        timer.deleteLater()

    timer.timeout.connect(back)
    timer.start(COPIED_MS)
