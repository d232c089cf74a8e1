"""What a key is pressed with."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def pressed_alone(event: QKeyEvent) -> bool:
    """Whether no other key is held with it."""
    # Arrows and Enter of the number pad carry a sign of their own, which is no key that is held.
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
