"""A vertical scroll bar that is always there for assistive tools, and takes no room while not needed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

_ALWAYS = Qt.ScrollBarPolicy.ScrollBarAlwaysOn


def keep_bar(area: QAbstractScrollArea) -> None:
    """Keep the bar among the children of `area`, at no width while all of the content is seen.

    Qt counts a scroll area's children by what is visible, and does not look whether the one that is asked for
    is still there: a tool that asks for the bar just when it has gone takes the program down
    (QAccessibleAbstractScrollArea::child).
    """
    bar = _SteadyBar(area)
    area.setVerticalScrollBar(bar)
    area.setVerticalScrollBarPolicy(_ALWAYS)


class _SteadyBar(QScrollBar):
    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._needed = False
        self.rangeChanged.connect(self._fit)

    def sizeHint(self) -> QSize:
        usual = super().sizeHint()
        return usual if self._needed else QSize(0, usual.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit(self.minimum(), self.maximum())

    def _fit(self, least: int, most: int) -> None:
        if not self.isVisible():
            # While a page finds its place it is low for a moment, and would be laid out for a bar.
            return
        needed = most > least
        if needed != self._needed:
            self._needed = needed
            self.updateGeometry()
            # Said again, it makes the area share out its room anew.
            self._area.setVerticalScrollBarPolicy(_ALWAYS)
