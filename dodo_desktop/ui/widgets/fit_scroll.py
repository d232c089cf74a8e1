"""A scroll area that takes the height of its content where there is room for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from dodo_desktop.ui.widgets.in_sight import keep_focus_in_sight
from dodo_desktop.ui.widgets.steady_bar import keep_bar
from dodo_desktop.ui.widgets.viewports import viewport_of

_LEAST = 48


class FitScroll(QScrollArea):
    """As high as its content while there is room, scrolled where there is not; never wider than it is."""

    def __init__(self, content: QWidget, *, grow: bool = False, parent: QWidget | None = None) -> None:
        """`grow` takes all height that is left, too."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        keep_focus_in_sight(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vertical = QSizePolicy.Policy.Expanding if grow else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Ignored, vertical)
        self._content = content
        self.setWidget(content)
        viewport_of(self).setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return QSize(200, self._content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(_LEAST, self._content_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _content_height(self) -> int:
        layout = self._content.layout()
        width = viewport_of(self).width()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self._content.sizeHint().height()
