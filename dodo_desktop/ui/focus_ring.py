"""The ring round the control that has the keyboard: 2 px wide, 1 px outside the control.

A style sheet cannot paint outside its widget, so one transparent widget follows the focus.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from dodo_desktop.ui.tokens import Tokens

_GAP = 1
_WIDTH = 2
_REACH = _GAP + _WIDTH
_RADIUS = 6


class FocusRing(QWidget):
    """Follows the focus through the whole application, except to widgets that set the property `ownRing`."""

    def __init__(self, app: QApplication, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._tokens = tokens
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setObjectName("focus.ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._follow(new if new is not None and self._wanted(new) else None)

    def _wanted(self, widget: QWidget) -> bool:
        if self._tokens().outlined or widget.property("ownRing") or isinstance(widget, QMenu):
            return False
        if isinstance(widget, (QLineEdit, QPlainTextEdit, QComboBox)):
            return True
        if isinstance(widget, (QAbstractButton, QAbstractItemView)):
            # A click says by itself where it went; only the keyboard needs to be shown.
            return QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
        return False

    def _follow(self, target: QWidget | None) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
            widget.destroyed.disconnect(self._lost)
        self._watched.clear()
        self._target = target
        if target is None:
            self.hide()
            self.setParent(None)
            return
        host = self._host(target)
        if self.parentWidget() is not host:
            self.setParent(host)
        walker: QWidget | None = target
        while walker is not None:
            self._watched.append(walker)
            walker.installEventFilter(self)
            walker.destroyed.connect(self._lost)
            if walker is host:
                break
            walker = walker.parentWidget()
        self._place()

    def _host(self, target: QWidget) -> QWidget:
        """The nearest ancestor that has room for the ring, so that it scrolls and hides with its control."""
        shape = self._shape(target).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        host = target.parentWidget()
        if host is None:
            return target
        while not host.isWindow():
            placed = QRect(target.mapTo(host, shape.topLeft()), shape.size())
            parent = host.parentWidget()
            scrolls = isinstance(parent.parentWidget() if parent else None, QAbstractScrollArea)
            if host.rect().contains(placed) or parent is None or scrolls:
                break
            host = parent
        return host

    def _shape(self, target: QWidget) -> QRect:
        """What the ring goes round: the box of a check box, else the whole control."""
        if not isinstance(target, (QCheckBox, QRadioButton)):
            return target.rect()
        option = QStyleOptionButton()
        option.initFrom(target)
        part = (
            QStyle.SubElement.SE_CheckBoxIndicator
            if isinstance(target, QCheckBox)
            else QStyle.SubElement.SE_RadioButtonIndicator
        )
        return target.style().subElementRect(part, option, target)

    def _place(self) -> None:
        target, host = self._target, self.parentWidget()
        if target is None or host is None:
            return
        shape = self._shape(target)
        corner = target.mapTo(host, shape.topLeft()) - QPoint(_REACH, _REACH)
        self.setGeometry(QRect(corner, shape.size()).adjusted(0, 0, 2 * _REACH, 2 * _REACH))
        self.setVisible(target.isVisible())
        self.raise_()

    def _lost(self) -> None:
        """A watched widget went away; the ring must not go with it."""
        self._watched.clear()
        self._target = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        elif kind == QEvent.Type.DeferredDelete:
            self._follow(None)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        target = self._target
        if target is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tokens().color("focus"), _WIDTH))
        half = _WIDTH / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = box.height() / 2 if isinstance(target, QRadioButton) else _RADIUS + _GAP + half
        painter.drawRoundedRect(box, radius, radius)


def reveals(area: QScrollArea, widget: QWidget) -> None:
    """Scroll so that a control and the ring round it can be seen."""
    area.ensureWidgetVisible(widget, 24, 24)
