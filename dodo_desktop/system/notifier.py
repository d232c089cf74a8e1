"""Notifications of a Linux desktop, over the session bus. Nobody waits long for a desktop that has none."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from dodo_desktop.system.session_bus import leave, load

PATIENCE = 5.0
"""Seconds until a desktop that does not answer is taken for one without notifications."""

APP = "Dodo Payment Links"
ENTRY = "dodo-desktop"
"""Name of the desktop entry, without its ending."""

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_CLICK = "default"


class DesktopNotifier:
    """Shows one notification at a time: the next takes the place of the last.

    `clicked` is called when a person clicks on it. What is shown must not name anybody: desktops keep it, and
    show it on locked screens.
    """

    def __init__(self) -> None:
        self.clicked: Callable[[], None] = lambda: None
        self._stack = AsyncExitStack()
        self._router: Any = None
        self._listener: asyncio.Task[None] | None = None
        self._shown = 0

    async def show(self, title: str, text: str, action: str) -> bool:
        """Shows a notification; `action` says what a click does. False where the desktop has none."""
        jeepney = await asyncio.to_thread(load)
        address = jeepney.DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        hints = {"desktop-entry": ("s", ENTRY)}
        body = (APP, self._shown, "", title, text, [_CLICK, action], hints, -1)
        message = jeepney.new_method_call(address, "Notify", "susssasa{sv}i", body)
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await (await self._connected(jeepney)).send_and_get_reply(message)
        except Exception:  # noqa: BLE001 - no bus, no desktop, no right: whatever it is, there is none to see
            await self.close()
            return False
        if answer.header.message_type is not jeepney.MessageType.method_return:
            return False
        self._shown = answer.body[0]
        return True

    async def close(self) -> None:
        """Lets go of the bus. What is shown stays."""
        listener, self._listener, self._router, self._shown = self._listener, None, None, 0
        stack, self._stack = self._stack, AsyncExitStack()
        await leave(listener, stack)

    async def _connected(self, jeepney: Any) -> Any:
        if self._router is not None:
            return self._router
        from jeepney.io.asyncio import Proxy, open_dbus_router

        router = await self._stack.enter_async_context(open_dbus_router())
        rule = jeepney.MatchRule(type="signal", interface=_NAME, member="ActionInvoked", path=_PATH)
        clicks: asyncio.Queue[Any] = asyncio.Queue()
        self._stack.enter_context(router.filter(rule, queue=clicks))
        await Proxy(jeepney.message_bus, router).AddMatch(rule)
        self._listener = asyncio.create_task(self._listen(clicks), name="notification clicks")
        self._router = router
        return router

    async def _listen(self, clicks: asyncio.Queue[Any]) -> None:
        while True:
            number, action = (await clicks.get()).body
            if (number, action) == (self._shown, _CLICK):
                self.clicked()
