"""The fonts are read on a thread of their own, by a picture that cannot be painted without one."""

import sys

import pytest
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui.fonts import letter, read_aside


def test_the_picture_has_a_letter(qapp: QApplication) -> None:
    picture = QImageReader(letter()).read()
    assert not picture.isNull()
    shades = {picture.pixelColor(x, y).alpha() for x in range(4) for y in range(4)}
    assert len(shades) > 1


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_it_is_read_aside_where_that_takes_time(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    reading = read_aside()
    assert (reading is not None) == (system == "linux")
    if reading is not None:
        reading.join()
