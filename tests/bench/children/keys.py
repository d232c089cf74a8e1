"""Words typed into the customer search, each key timed until what it finds is painted, as is the one that
empties it."""

import sys
import time
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from dodo_desktop.ui.widgets.result_rows import RowModel
from tests.bench.children import work
from tests.bench.children.inside import Hands, drive

_WORDS = (
    "zoe garcia",
    "nakagawa aya",
    "c4711",
    "oluwaseun",
    "muller",
    "al-mutairi",
    "718 555",
    "shop12",
    "o'brien z",
    "sorensen",
    "castellvi nuria",
    "xyzzy",
)


_SUMMED = 200_000


class _Painted(QObject):
    """When the list was painted for a text."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.at: dict[str, float] = {}
        view.viewport().installEventFilter(self)

    def end(self) -> None:
        """Look on no longer: the list outlives the interpreter that would be asked."""
        self._view.viewport().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        model = self._view.model()
        if event.type() == QEvent.Type.Paint and isinstance(model, RowModel):
            # The painting itself follows; what it takes belongs to the key.
            self._view.viewport().removeEventFilter(self)
            QApplication.sendEvent(self._view.viewport(), event)
            self._view.viewport().installEventFilter(self)
            self.at[model.query] = time.perf_counter()
            return True
        return False


def _gone(field: QLineEdit, view: QListView) -> bool:
    return not field.text() and not view.isVisible()


def _sum() -> float:
    """The seconds of a computation that is always the same, about as long as a key: what takes longer now and
    then is the computer."""
    start = time.perf_counter()
    sum(range(_SUMMED))
    return time.perf_counter() - start


async def _driver(hands: Hands) -> dict[str, Any]:
    await hands.ready()
    await work.new_order(hands)
    field = hands.find("customer.search", QLineEdit)
    field.setFocus()
    await hands.until(field.hasFocus, "the focus")
    # There is a view to look at once something was found.
    hands.type("z")
    await hands.until(lambda: hands.window.findChildren(QListView, "customer.results"), "the list")
    view = hands.find("customer.results", QListView)
    await hands.until(view.isVisible, "the list")
    painted = _Painted(view)
    seconds, plain = [], []
    for _ in range(_rounds):
        for word in _WORDS:
            # To empty the search is a key of its own, with the page to be painted where the list was.
            field.selectAll()
            start = time.perf_counter()
            hands.key(Qt.Key.Key_Delete)
            seconds.append(await hands.painted(field, partial(_gone, field, view)) - start)
            painted.at.clear()
            for letter in word:
                wanted = (field.text() + letter).strip()
                painted.at.pop(wanted, None)
                start = time.perf_counter()
                hands.type(letter)
                if letter == " ":
                    continue
                await hands.until(partial(painted.at.__contains__, wanted), f"what {wanted} finds")
                seconds.append(painted.at[wanted] - start)
                plain.append(_sum())
    painted.end()
    return {"keys": seconds, "plain": plain}


_rounds = int(sys.argv[1])
drive(_driver, sys.argv[2:])
