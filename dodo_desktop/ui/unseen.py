"""What was made and not seen yet, made ready for its first showing in a rest, a little at a time."""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from dodo_desktop.ui.rehearsal import rehearse

_SLICE = 0.006
"""Seconds at a time, so that no key waits for it."""


class Unseen:
    """Widgets that wait for their style, and pages that wait to be painted where nobody sees it."""

    def __init__(self) -> None:
        self._plain: list[QWidget] = []
        self._undressed: list[QWidget] = []
        self._unrehearsed: list[QWidget] = []
        self._rehearsal: Iterator[None] | None = None

    def add(self, *widgets: QWidget, page: bool = False) -> None:
        """They, and all that is in them, were made. `page` for what is rehearsed as well."""
        self._plain.extend(widgets)
        if page:
            self._unrehearsed.extend(widgets)

    @property
    def to_dress(self) -> bool:
        """Whether something has no style yet."""
        return bool(self._undressed or self._plain)

    @property
    def to_rehearse(self) -> bool:
        """Whether a page was not painted yet."""
        return bool(self._unrehearsed)

    def dress(self) -> None:
        """Some of it gets its style, which else is looked up when it is shown."""
        from dodo_desktop.ui.widgets.result_list import ResultList

        until = perf_counter() + _SLICE
        if not self._undressed:
            page = self._plain.pop()
            # Lists of results come into the window when they are first opened.
            lists = [one for one in QApplication.topLevelWidgets() if isinstance(one, ResultList)]
            self._undressed = [*page.findChildren(QWidget), *lists]
        while self._undressed and perf_counter() < until:
            widget = self._undressed.pop()
            if isValid(widget):
                widget.ensurePolished()
            if isinstance(widget, ResultList):
                widget.prepare()

    def rehearse(self, size: QSize) -> None:
        """Some of a page, which will have this size, is painted."""
        until = perf_counter() + _SLICE
        if self._rehearsal is None:
            self._rehearsal = rehearse(self._unrehearsed[0], size)
        for _step in self._rehearsal:
            if perf_counter() > until:
                return
        self._rehearsal = None
        self._unrehearsed.pop(0)
