"""Icons and shadows are as sharp as the device, and cost no more than themselves."""

import subprocess
import sys

from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.icons import ratio_of

_KINDS_OF_WIDGETS = """
import sys
from PySide6.QtGui import QPixmap, QPainter
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from dodo_desktop.ui import icons
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.shadow import paint_shadow
from dodo_desktop.ui.widgets.viewports import viewport_of

app = QApplication([])
area = QScrollArea()
window = QWidget()
results = ResultList("results", "Results", QLineEdit(window))
known = set(type.__subclasses__(QWidget))
picture = QPixmap(200, 200)
painter = QPainter(picture)
icons.paint(painter, QRect(0, 0, 16, 16), "compose", "text")
icons.icon("compose").paint(painter, QRect(0, 0, 16, 16))
paint_shadow(painter, QRect(40, 40, 100, 100))
assert viewport_of(area).parentWidget() is area
painter.end()
print(*(kind.__name__ for kind in set(type.__subclasses__(QWidget)) - known))
results.prepare()
print(*(kind.__name__ for kind in set(type.__subclasses__(QWidget)) - known))
"""


def test_the_ratio_is_that_of_the_device(qtbot: QtBot) -> None:
    picture = QPixmap(40, 40)
    picture.setDevicePixelRatio(2.5)
    painter = QPainter(picture)
    painter.translate(3, 4)
    assert ratio_of(painter) == 2.5
    painter.scale(-1, 1)
    assert ratio_of(painter) == 2.5
    painter.end()


def test_no_other_kinds_of_widgets_are_made_for_a_picture_a_viewport_or_a_list() -> None:
    command = [sys.executable, "-c", _KINDS_OF_WIDGETS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # That of a list's scroll bar.
    assert done.stdout.splitlines() == ["", "QAbstractSlider"]
