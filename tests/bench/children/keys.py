"""Words typed into the customer search, each key timed until what it finds is painted, as is the one that
empties it. The computer is probed before and after each."""

import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from dodo_desktop.ui.widgets.result_rows import RowModel
from tests.bench.children import work
from tests.bench.children.inside import Hands, drive
from tests.bench.children.pace import Pace

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


class _Keys:
    """What each key took, in seconds, and the probes right before and right after it."""

    def __init__(self) -> None:
        self._pace = Pace()
        self.told: dict[str, list[float]] = {"keys": [], "before": [], "after": []}

    async def pressed(self, press: Callable[[], Awaitable[float]]) -> None:
        """`press` tells when all was painted; it begins with the key."""
        before = await self._pace.alone()
        start = time.perf_counter()
        painted = await press()
        after = await self._pace.alone()
        for name, seconds in (("keys", painted - start), ("before", before), ("after", after)):
            self.told[name].append(seconds)


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
    painted, keys = _Painted(view), _Keys()
    for _ in range(_rounds):
        for word in _WORDS:
            # To empty the search is a key of its own, with the page to be painted where the list was.
            field.selectAll()
            await keys.pressed(partial(_empty, hands, field, view))
            painted.at.clear()
            for letter in word:
                if letter == " ":
                    # It finds nothing else.
                    hands.type(letter)
                    continue
                await keys.pressed(partial(_letter, hands, field, painted, letter))
    painted.end()
    return dict(keys.told)


async def _empty(hands: Hands, field: QLineEdit, view: QListView) -> float:
    hands.key(Qt.Key.Key_Delete)
    return await hands.painted(field, partial(_gone, field, view))


async def _letter(hands: Hands, field: QLineEdit, painted: _Painted, letter: str) -> float:
    wanted = (field.text() + letter).strip()
    painted.at.pop(wanted, None)
    hands.type(letter)
    await hands.until(partial(painted.at.__contains__, wanted), f"what {wanted} finds")
    return painted.at[wanted]


_rounds = int(sys.argv[1])
drive(_driver, sys.argv[2:])
