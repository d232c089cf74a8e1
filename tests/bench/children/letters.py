"""Letters typed where the focus is, without the library of Qt's tests: a start has none to import."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


def type_letters(word: str) -> None:
    """Press and release one key for each letter."""
    for letter in word:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
            focus = QApplication.focusWidget()
            assert focus is not None
            QApplication.sendEvent(focus, key)
