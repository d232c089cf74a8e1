"""Feed: how services tell the window that something changed. All on the thread of the event loop."""

import sys
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Feed(Generic[T]):
    """A list of callbacks, called in the order of their subscription."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[T], None]] = []

    def subscribe(self, callback: Callable[[T], None]) -> Callable[[], None]:
        """Calls `callback` at each news from now on. Returns what ends the subscription."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def emit(self, news: T) -> None:
        """Tells all who are subscribed now. One who fails is reported to the loop, or to the program where
        there is no loop yet; the others are told, and whoever told the news goes on, as an order on its way
        must."""
        for callback in tuple(self._callbacks):
            try:
                callback(news)
            except Exception as fault:  # noqa: BLE001 - any fault of a listener is the listener's alone
                _report(fault)


def _report(fault: Exception) -> None:
    # Imported late: the window and its feeds are there before there is a loop.
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    else:
        loop.call_exception_handler({"message": "a listener failed", "exception": fault})
