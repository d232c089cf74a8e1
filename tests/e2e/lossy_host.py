"""A host that passes everything on to a practice server, and loses answers when it is told to."""

import asyncio
import re
import threading

from dodo_desktop.practice.server import PracticeServer


class LossyHost:
    """Alive inside a ``with`` block. `lose_answers` of creations, or give them only after `delay` seconds;
    `creations` counts those that arrived."""

    def __init__(self) -> None:
        self.practice = PracticeServer()
        self.lose_answers = False
        self.delay = 0.0
        self.creations = 0
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "LossyHost":
        self._port = int(self.practice.start().rsplit(":", 1)[1])
        self._thread.start()
        self._own_port = 0
        self.come_back()
        return self

    def __exit__(self, *_about: object) -> None:
        self.go_away()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self.practice.stop()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._own_port}"

    @property
    def practice_url(self) -> str:
        """The server behind it, which loses nothing."""
        return f"http://127.0.0.1:{self._port}"

    def go_away(self) -> None:
        """Close what is open and refuse new connections, as a network that is gone does."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)

    def come_back(self) -> None:
        """Answer again, at the same address."""
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self._own_port = self._server.sockets[0].getsockname()[1]

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._connected, "127.0.0.1", self._own_port)

    async def _end(self) -> None:
        self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*pending, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the program closed its end
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Pass one request on; whether the connection stays."""
        head = await reader.readuntil(b"\r\n\r\n")
        request = head + await reader.readexactly(_length(head))
        creation = head.startswith(b"POST /payments ")
        self.creations += creation
        answer = await self._passed_on(request)
        if creation and self.delay:
            await asyncio.sleep(self.delay)
        if creation and self.lose_answers:
            return False
        writer.write(answer)
        await writer.drain()
        return True

    async def _passed_on(self, request: bytes) -> bytes:
        host = f"\r\nHost: 127.0.0.1:{self._port}".encode()
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(re.sub(rb"(?i)\r\nHost: [^\r]+", host, request, count=1))
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            return head + await reader.readexactly(_length(head))
        finally:
            writer.close()


def _length(head: bytes) -> int:
    found = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return int(found[1]) if found else 0
