"""The ring round the control that has the keyboard: 2 px wide, 1 px outside the control.

A style sheet cannot paint outside its widget, so one transparent widget follows the focus.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from shiboken6 import isValid

from dodo_desktop.ui.follower import Follower
from dodo_desktop.ui.tokens import Tokens

_GAP = 1
_WIDTH = 2
_REACH = _GAP + _WIDTH
_RADIUS = 6


class _Ring(QWidget):
    """The painted ring. It is a child of the page that it is seen on, and is deleted with it."""

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        super().__init__()
        self._tokens = tokens
        self._round = False
        self.setObjectName("focus.ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, corner: QPoint, shape: QRect, *, circle: bool) -> None:
        """Go round a shape whose top left corner is at `corner` of the parent."""
        self._round = circle
        self.setGeometry(QRect(corner, shape.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._tokens().color("focus"), _WIDTH))
        half = _WIDTH / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = box.height() / 2 if self._round else _RADIUS + _GAP + half
        painter.drawRoundedRect(box, radius, radius)


class FocusRing(QObject):
    """Follows the focus through the whole application, except to widgets that set the property `ownRing`.

    Editors have the ring however the focus came, buttons and tables unless a click brought it.
    """

    def __init__(self, app: QApplication, tokens: Callable[[], Tokens]) -> None:
        super().__init__(app)
        self._tokens = tokens
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._follower = Follower(self, self._place, self._lost)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._follower.stop()
        self._target = new if new is not None and self._wanted(new) else None
        if self._target is None:
            self._leave()
            return
        ring, host = self._usable_ring(), self._host(self._target)
        if ring.parentWidget() is not host:
            ring.setParent(host)
        self._follower.follow(self._target, host)
        self._place()

    def _usable_ring(self) -> _Ring:
        """The ring, or a new one where the page that it was on took it along."""
        if self._ring is None or not isValid(self._ring):
            self._ring = _Ring(self._tokens)
        return self._ring

    def _leave(self) -> None:
        if self._ring is not None and isValid(self._ring):
            # It stays where it is: to take it out would have the sheet look at it anew, there and back.
            self._ring.hide()

    def _wanted(self, widget: QWidget) -> bool:
        if self._tokens().outlined or widget.property("ownRing") or widget.isWindow():
            return False
        if isinstance(widget, (QLineEdit, QPlainTextEdit, QComboBox)):
            return True
        if isinstance(widget, (QAbstractButton, QAbstractScrollArea)):
            # A click says by itself where it went; only the keyboard needs to be shown.
            return QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
        return False

    def _host(self, target: QWidget) -> QWidget:
        """The nearest ancestor with room for the ring, so that it scrolls and hides with its control."""
        shape = self._shape(target).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        host = target.parentWidget() or target
        while not host.isWindow():
            placed = QRect(target.mapTo(host, shape.topLeft()), shape.size())
            parent = host.parentWidget() or host
            scrolls = isinstance(parent.parentWidget(), QAbstractScrollArea)
            if host.rect().contains(placed) or scrolls:
                break
            host = parent
        return host

    def _shape(self, target: QWidget) -> QRect:
        """What the ring goes round: the box of a check box, else the whole control."""
        if not isinstance(target, (QCheckBox, QRadioButton)):
            return target.rect()
        option = QStyleOptionButton()
        option.initFrom(target)
        check = isinstance(target, QCheckBox)
        element = QStyle.SubElement
        part = element.SE_CheckBoxIndicator if check else element.SE_RadioButtonIndicator
        return target.style().subElementRect(part, option, target)

    def _place(self) -> None:
        target, ring = self._target, self._ring
        if target is None or ring is None or not isValid(ring) or not isValid(target):
            return
        host = ring.parentWidget()
        if host is None:
            return
        shape = self._shape(target)
        corner = target.mapTo(host, shape.topLeft())
        ring.surround(corner, shape, circle=isinstance(target, QRadioButton))
        ring.setVisible(target.isVisible())
        ring.raise_()

    def _lost(self) -> None:
        self._target = None
        self._leave()
