"""A scroll area as assistive tools count what is in it."""

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.ui.widgets.fit_scroll import FitScroll


@pytest.mark.parametrize("high", [40, 4000])
def test_a_scroll_area_has_the_same_children_for_tools_whatever_it_holds(high: int) -> None:
    """Qt looks a child up unguarded that was there when it was counted."""
    content = QWidget()
    area = FitScroll(content)
    area.resize(200, 100)
    content.setMinimumHeight(high)
    area.show()
    QApplication.processEvents()
    interface = QAccessible.queryAccessibleInterface(area)
    assert interface is not None
    assert interface.childCount() == 2
    assert (area.viewport().width() < area.width() - 2 * area.frameWidth()) is (high > 100)
    area.close()
