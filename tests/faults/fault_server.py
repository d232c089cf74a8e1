"""A server on loopback that goes wrong on command, and remembers every request that reached it."""

import asyncio
import json
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came. Header names in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


class Line:
    """A connection, to be used well or badly."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, data: bytes) -> None:
        """Writes to the other side."""
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Ends the connection the hard way."""
        plug: socket.socket = self.writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()

    async def gone(self) -> None:
        """Waits until the other side has closed, ignoring what it still says."""
        while await self.reader.read(65536):
            pass


_SERVES = "a fault server's line"
_TAKES_IN = "_accept_connection2"
"""What asyncio calls it; ended before it began, it would leave a connection that nobody closes."""

Act = Callable[[Line], Awaitable[bool]]
"""What happens once a request was read; true keeps the connection for the next one."""


def reply(
    status: int,
    body: bytes | str | Mapping[str, object] | list[object] = b"",
    *,
    keep: bool = True,
    claim: int = 0,
    **headers: str,
) -> Act:
    """A plain answer. `claim` adds to the Content-Length more than there is; `keep` false closes after it."""
    if isinstance(body, Mapping | list):
        body, kind = json.dumps(body).encode(), "application/json"
    else:
        body = body.encode() if isinstance(body, str) else body
        kind = "text/html" if body.lstrip().startswith(b"<") else "text/plain"
    named = {"content-type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
    head = f"HTTP/1.1 {status} X\r\ncontent-length: {len(body) + claim}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in named.items())

    async def act(line: Line) -> bool:
        await line.send(head.encode("latin-1") + b"\r\n" + body)
        return keep and not claim

    return act


def raw(data: bytes) -> Act:
    """These bytes, then a clean end."""

    async def act(line: Line) -> bool:
        await line.send(data)
        return False

    return act


async def hang_up(_: Line) -> bool:
    """A clean end without a byte of an answer."""
    return False


async def reset(line: Line) -> bool:
    """A reset without a byte of an answer."""
    line.reset()
    return False


async def stall(line: Line) -> bool:
    """Silence until the other side has had enough."""
    await line.gone()
    return False


def trickle(first: bytes) -> Act:
    """`first`, and then a blank every few milliseconds for as long as anyone listens."""

    async def act(line: Line) -> bool:
        await line.send(first)
        gone = asyncio.ensure_future(line.gone())
        try:
            while not gone.done():
                await line.send(b" ")
                await asyncio.wait([gone], timeout=0.01)
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)
        return False

    return act


class FaultServer:
    """Plays `acts` in turn, one for each request, the last one again and again.

    With `deaf` it resets every connection before reading from it; with `mute` it never says a word; with
    `blurts` it says these bytes to whatever comes, and hangs up.
    """

    def __init__(self, *acts: Act, deaf: bool = False, mute: bool = False, blurts: bytes = b"") -> None:
        self._acts = list(acts)
        self._deaf, self._mute, self._blurts = deaf, mute, blurts
        self._server: asyncio.Server | None = None
        self._port = 0
        self._lines: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self.requests: list[Request] = []
        self.connections = 0
        self._news = asyncio.Condition()

    @property
    def port(self) -> int:
        """Where it listens, or did before it went away."""
        return self._port

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def listening(self) -> bool:
        """Whether it takes connections."""
        return self._server is not None and self._server.is_serving()

    @property
    def posts(self) -> int:
        """How many POSTs reached it."""
        return sum(request.method == "POST" for request in self.requests)

    def act_for(self, request: Request) -> Act:
        """What happens to a request; other servers decide by what it asks for."""
        return self._acts.pop(0) if len(self._acts) > 1 else self._acts[0]

    async def arrived(self, many: int) -> None:
        """Waits until so many requests have come."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.requests) >= many)

    async def come_back(self) -> None:
        """Listens, at the same address as before."""
        # In two steps: whoever is cancelled while it begins to listen has it in hand already.
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port, start_serving=False)
        self._port = self._server.sockets[0].getsockname()[1]
        await self._server.start_serving()

    async def go_away(self) -> None:
        """Breaks off what is going on and refuses connections, as a network that is gone does."""
        assert self._server is not None
        # A connection that is just being taken in could not be once the server is closed, and nobody would
        # close it either.
        while coming := [task for task in asyncio.all_tasks() if _takes_in(task)]:
            await asyncio.wait(coming)
        self._server.close()
        lines = dict(self._lines)
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)
        # Or the transports would be left to a loop that ends.
        for writer in lines.values():
            with suppress(OSError):
                await writer.wait_closed()

    async def __aenter__(self) -> Self:
        await self.come_back()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.go_away()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """No coroutine: asyncio complains where one of its own is cancelled before it began."""
        self.connections += 1
        task = asyncio.get_running_loop().create_task(self._serve(Line(reader, writer)), name=_SERVES)
        self._lines[task] = writer

        def over(_task: "asyncio.Task[None]") -> None:
            writer.close()
            del self._lines[task]

        task.add_done_callback(over)

    async def _serve(self, line: Line) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._converse(line)

    async def _converse(self, line: Line) -> None:
        if self._deaf:
            line.reset()
            return
        if self._mute:
            await line.gone()
            return
        if self._blurts:
            await line.reader.read(1)
            await line.send(self._blurts)
            return
        while True:
            request = await _request(line.reader)
            async with self._news:
                self.requests.append(request)
                self._news.notify_all()
            if not await self.act_for(request)(line):
                return


def serves(task: "asyncio.Task[Any]") -> bool:
    """Whether a task belongs to a server, be it the loop's own that takes a new connection in."""
    return _takes_in(task) or task.get_name() == _SERVES


def _takes_in(task: "asyncio.Task[Any]") -> bool:
    return getattr(task.get_coro(), "__name__", "") == _TAKES_IN


async def _request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ", 2)
    pairs = (row.split(": ", 1) for row in head[1:] if row)
    headers = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body)
