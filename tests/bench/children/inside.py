"""Runs the real app with a driver inside it: hands that type, and eyes that see what is painted."""

import tests.bench.children.begun  # isort: skip # noqa: F401 - that is what it is for
import asyncio
import json
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

# Before anything of Qt, as the program's entry point does.
from dodo_desktop import app  # isort: skip
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime

W = TypeVar("W", bound=QWidget)
Driver = Callable[["Hands"], Awaitable[dict[str, Any]]]

_TURN = 0.002
_PATIENCE = 30.0


class _Watch(QObject):
    """Notices the next painting of a widget for which a fact is true, and when its window was painted.

    The loop may have other things to do before it goes on with who waits: that is none of the painting.
    """

    def __init__(self, widget: QWidget, fact: Callable[[], bool]) -> None:
        super().__init__(widget)
        self.painted = asyncio.Event()
        self.at = 0.0
        self._fact = fact
        self._watched = (widget, widget.window())
        self._painting = False
        for each in self._watched:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and not self._painting and not self.painted.is_set():
            self._painting = True
            watched.event(event)
            self._painting = False
            if self.painted.is_set():
                self.at = time.perf_counter()
            return True
        if event.type() == QEvent.Type.Paint and watched is self._watched[0] and self._fact():
            self.painted.set()
        return False

    def end(self) -> float:
        """The time after the painting."""
        for each in self._watched:
            each.removeEventFilter(self)
        # Its widget stays all day: what watched it would be a part of the memory that is measured.
        self.deleteLater()
        return self.at or time.perf_counter()


class Hands:
    """In front of the window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment] # the usual widget
        """The widget of this object name, a visible one first. Raises LookupError."""
        found = self.window.findChildren(kind, name)
        if not found:
            raise LookupError(f"no widget {name}")
        return next((one for one in found if one.isVisible()), found[0])

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        from PySide6.QtTest import QTest

        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        from PySide6.QtTest import QTest

        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)

    async def until(self, fact: Callable[[], Any], what: str) -> None:
        """Wait for something. Raises TimeoutError."""
        deadline = time.monotonic() + _PATIENCE
        while not fact():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            await asyncio.sleep(_TURN)

    async def painted(self, widget: QWidget, fact: Callable[[], bool] = lambda: True) -> float:
        """The time after the next painting of a widget for which `fact` is true; the whole window is painted
        by then."""
        watch = _Watch(widget, fact)
        await asyncio.wait_for(watch.painted.wait(), _PATIENCE)
        return watch.end()

    async def ready(self) -> None:
        """Until the services are there and nothing is left to be made."""
        window = self.window
        await self.until(lambda: window.compose._workspace is not None and window.pages.whole, "the services")


def drive(driver: Driver, arguments: list[str], *, types: bool = True) -> None:
    """Runs the app; prints what `driver` tells and ends the app then. Does not return.

    `types`: it presses keys. What that needs is read in before the app begins, so that no key waits for it;
    without, the memory of the app is its own.
    """
    if types:
        import PySide6.QtTest  # noqa: F401 - as said above
    loop = vars(app)["run_loop"]

    def run_loop(qapp: QApplication, main: Callable[[Runtime], Awaitable[int]], *more: Any) -> int:
        window = next(each for each in qapp.topLevelWidgets() if isinstance(each, MainWindow))

        async def tell(runtime: Runtime) -> None:
            try:
                # Where no window manager gives it the keyboard.
                window.activateWindow()
                told = await driver(Hands(window))
            except BaseException:  # noqa: BLE001 - told on the way out
                # Whatever it was: nobody is there to read a window about it.
                traceback.print_exc()
                os._exit(1)
            print(json.dumps(told), flush=True)
            runtime.request_close()

        async def both(runtime: Runtime) -> int:
            runtime.spawn(tell(runtime), "bench")
            return await main(runtime)

        code: int = loop(qapp, both, *more)
        return code

    vars(app)["run_loop"] = run_loop
    sys.exit(app.run(arguments))
