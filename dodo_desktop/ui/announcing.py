"""What assistive tools are told beside what the focus tells them."""

from PySide6.QtWidgets import QWidget


def listened() -> bool:
    """Whether any of them listens."""
    # Imported here and below: the binding makes the class then, with all its roles and events, and what a
    # start shows first asks for none of it.
    from PySide6.QtGui import QAccessible

    return QAccessible.isActive()


def announce(widget: QWidget, words: str) -> None:
    """Have them say it, on behalf of a widget."""
    if listened():
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
