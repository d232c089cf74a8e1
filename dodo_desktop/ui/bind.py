"""Ties between widgets and what they show, without echoes: showing a value is not an edit."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QLineEdit

T = TypeVar("T")
News_co = TypeVar("News_co", covariant=True)


class Source(Protocol[News_co]):
    """Something that tells news, such as a feed of a service."""

    def subscribe(self, callback: Callable[[News_co], None], /) -> Callable[[], None]:
        """Call back at each news; returns what ends it."""


def show_text(edit: QLineEdit, text: str) -> None:
    """Show a value that came from elsewhere; the cursor stays where it can, and no edit is told."""
    if edit.text() == text:
        return
    place = edit.cursorPosition()
    with QSignalBlocker(edit):
        edit.setText(text)
    edit.setCursorPosition(min(place, len(text)) if edit.hasFocus() else 0)


def listen(owner: QObject, source: Source[T], callback: Callable[[T], None]) -> Callable[[], None]:
    """Hear a source for as long as `owner` lives; returns what ends it sooner."""
    end = source.subscribe(callback)
    owner.destroyed.connect(end)
    return end
