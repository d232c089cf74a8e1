"""Hears when something about the Secret Service of a Linux desktop changes, such as that it was unlocked."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from dodo_desktop.system.session_bus import leave, load

_NAME, _ROOT = "org.freedesktop.secrets", "/org/freedesktop/secrets"


class KeyringWatch:
    """Listens between `start` and `close`; `stirred` is called for each change. It asks for nothing."""

    def __init__(self, stirred: Callable[[], None]) -> None:
        self._stirred = stirred
        self._stack = AsyncExitStack()
        self._listener: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """Listens from now on; twice is fine. Where there is no bus, there is nothing to hear."""
        async with self._starting:
            if self._listener is not None and not self._listener.done():
                return
            try:
                self._listener = await self._listen(await asyncio.to_thread(load))
            except Exception:  # noqa: BLE001 - no bus, no right: whatever it is, there is nothing to hear
                await self._let_go()

    async def close(self) -> None:
        """Listens no longer."""
        async with self._starting:
            await self._let_go()

    async def _let_go(self) -> None:
        listener, self._listener = self._listener, None
        stack, self._stack = self._stack, AsyncExitStack()
        await leave(listener, stack)

    async def _listen(self, jeepney: Any) -> asyncio.Task[None]:
        from jeepney.io.asyncio import Proxy, open_dbus_router

        router = await self._stack.enter_async_context(open_dbus_router())
        news: asyncio.Queue[Any] = asyncio.Queue()
        # Collections tell what they are by signals of their own; a new keyring by taking the name.
        changes = jeepney.MatchRule(type="signal", sender=_NAME, path_namespace=_ROOT)
        owners = jeepney.MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        owners.add_arg_condition(0, _NAME)
        for rule in (changes, owners):
            await Proxy(jeepney.message_bus, router).AddMatch(rule)
        # Messages carry the unique name of their sender, so the bus alone judges by the well-known one.
        for rule in (jeepney.MatchRule(type="signal", path_namespace=_ROOT), owners):
            self._stack.enter_context(router.filter(rule, queue=news))
        return asyncio.create_task(self._hear(news), name="keyring changes")

    async def _hear(self, news: asyncio.Queue[Any]) -> None:
        while True:
            await news.get()
            self._stirred()
