"""The system's fonts, read in beside the rest of a start."""

import sys
from threading import Thread

from PySide6.QtGui import QImageReader

from dodo_desktop.assets import resources


def read_aside() -> Thread | None:
    """Begins to read them on a thread of its own, for after the QApplication was made; None where Qt has them
    from a system that knows them already.

    Qt reads what all of them are called before it measures its first letter. Whoever measures one before that
    is done waits for it as ever.
    """
    if sys.platform != "linux":
        return None
    # A picture with a letter: of all that needs a font, only pictures are read while Python goes on.
    reading = Thread(target=QImageReader(letter()).read, name="fonts")
    reading.start()
    return reading


def letter() -> str:
    """The file of the picture."""
    return str(resources() / "letter.svg")
