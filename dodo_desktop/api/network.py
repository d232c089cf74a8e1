"""Connections for httpx, straight on asyncio's own transports.

Those that the library makes by itself pass each read and write through two more layers, which took longer
than the request: a cancel scope for each, a question for the other end's address with each use, and the head
of a request sent apart from its body.
"""

import asyncio
import select
import ssl
import sys
from asyncio.staggered import staggered_race
from collections import deque
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import zip_longest
from socket import AF_INET, SOCK_STREAM, socket
from typing import Any

import httpcore
import httpx

_AFTER = 0.25
"""Seconds after which the next address of a host is tried beside one that does not answer."""

_MOST_WAITING = 64 * 1024
"""Bytes that wait to be sent before a write waits for them, and that wait to be read before reading rests."""

_Address = tuple[int, int, int, str, Any]
_Option = tuple[int, int, int | bytes | bytearray] | tuple[int, int, None, int]


def use(client: httpx.AsyncClient) -> None:
    """Let `client` connect by these, also where it goes through a proxy. One whose insides are others by now
    is left as it is: that is slower, but as right."""
    for transport in (client._transport, *client._mounts.values()):
        pool = getattr(transport, "_pool", None)
        if isinstance(pool, httpcore.AsyncConnectionPool):
            pool._network_backend = Network()


class Network(httpcore.AsyncNetworkBackend):
    """How a pool of connections makes one."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's own signature, as below
        local_address: str | None = None,
        socket_options: Iterable[_Option] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises httpcore's ConnectTimeout and ConnectError, the latter from what went wrong."""
        try:
            async with asyncio.timeout(timeout):
                return await _connected(host, port, local_address)
        except TimeoutError as late:
            raise httpcore.ConnectTimeout from late
        except (OSError, ExceptionGroup) as failed:
            raise httpcore.ConnectError from failed

    async def sleep(self, seconds: float) -> None:
        """Between two tries, of which there is one here."""
        await asyncio.sleep(seconds)


async def _connected(host: str, port: int, local: str | None) -> "Stream":
    """The first address that answers. Raises what the only one came to, or a group of what all came to."""
    loop = asyncio.get_running_loop()
    found: Sequence[_Address] = await loop.getaddrinfo(host, port, type=SOCK_STREAM)
    tries = [partial(_connect, address, local) for address in _mixed(found)]
    stream, _which, faults = await staggered_race(tries, _AFTER)
    if isinstance(stream, Stream):
        return stream
    known = [fault for fault in faults if isinstance(fault, Exception)]
    raise ExceptionGroup("no address of the host answered", known or [OSError("the host has no address")])


def _mixed(found: Sequence[_Address]) -> list[_Address]:
    """In turn one of each kind, so that a network where one kind leads nowhere costs one wait alone."""
    old = [each for each in found if each[0] == AF_INET]
    new = [each for each in found if each[0] != AF_INET]
    first, second = (old, new) if found and found[0][0] == AF_INET else (new, old)
    return [each for pair in zip_longest(first, second) for each in pair if each is not None]


async def _connect(address: _Address, local: str | None) -> "Stream":
    family, _kind, protocol, _name, where = address
    loop = asyncio.get_running_loop()
    line = _Line()
    transport, _line = await loop.create_connection(
        lambda: line,
        where[0],
        where[1],
        family=family,
        proto=protocol,
        local_addr=(local, 0) if local else None,
    )
    return Stream(transport, line)


class _Line(asyncio.Protocol):
    """What came in, and whoever waits for it. One reads, one writes."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.parts: deque[bytes] = deque()
        self.size = 0
        self.ended = False
        self.fault: Exception | None = None
        self.gone = self.loop.create_future()
        self.transport: asyncio.Transport | None = None
        self.reader: asyncio.Future[None] | None = None
        self.writer: asyncio.Future[None] | None = None
        self.full = self.resting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.set_write_buffer_limits(high=_MOST_WAITING)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.parts.append(data)
        self.size += len(data)
        if self.size > _MOST_WAITING and self.transport is not None:
            self.resting = True
            self.transport.pause_reading()
        _wake(self.reader)

    def eof_received(self) -> bool:
        self.ended = True
        _wake(self.reader)
        # What is still to be said goes out nevertheless; an encrypted connection is over as a whole.
        return self.transport is not None and self.transport.get_extra_info("ssl_object") is None

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.fault = exc
        self.full = False
        _wake(self.reader)
        _wake(self.writer)
        if not self.gone.done():
            self.gone.set_result(None)

    def pause_writing(self) -> None:
        self.full = True

    def resume_writing(self) -> None:
        self.full = False
        _wake(self.writer)

    def take(self, most: int) -> bytes:
        """What came in, at most so many bytes."""
        data = self.parts.popleft()
        if len(data) > most:
            self.parts.appendleft(data[most:])
            data = data[:most]
        self.size -= len(data)
        if self.resting and not self.size and self.transport is not None:
            self.resting = False
            self.transport.resume_reading()
        return data

    async def wait(self, waiter: asyncio.Future[None], seconds: float | None) -> None:
        """Raises TimeoutError."""
        timer = None if seconds is None else self.loop.call_later(seconds, _late, waiter)
        try:
            await waiter
        finally:
            if timer is not None:
                timer.cancel()


def _wake(waiter: asyncio.Future[None] | None) -> None:
    if waiter is not None and not waiter.done():
        waiter.set_result(None)


def _late(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())


class Stream(httpcore.AsyncNetworkStream):
    """One connection. What is written goes out once an answer is waited for, so that the head of a request
    and its body leave together."""

    def __init__(self, transport: asyncio.Transport, line: _Line) -> None:
        self._transport = transport
        self._line = line
        self._unsent: list[bytes] = []
        self._unsent_size = 0

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """What comes next; nothing at the end. Raises httpcore's ReadTimeout and ReadError."""
        self._send()
        line = self._line
        try:
            while not line.parts and not line.ended:
                line.reader = line.loop.create_future()
                await line.wait(line.reader, timeout)
        except TimeoutError as late:
            raise httpcore.ReadTimeout from late
        finally:
            line.reader = None
        if line.parts:
            return line.take(max_bytes)
        if line.fault is not None:
            raise httpcore.ReadError from line.fault
        return b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Raises httpcore's WriteTimeout, and WriteError where the connection is lost."""
        if not buffer:
            return
        line = self._line
        if self._transport.is_closing():
            raise httpcore.WriteError from line.fault
        self._unsent.append(buffer)
        self._unsent_size += len(buffer)
        if self._unsent_size < _MOST_WAITING:
            return
        self._send()
        try:
            while line.full:
                line.writer = line.loop.create_future()
                await line.wait(line.writer, timeout)
        except TimeoutError as late:
            raise httpcore.WriteTimeout from late
        finally:
            line.writer = None
        if self._transport.is_closing():
            raise httpcore.WriteError from line.fault

    def _send(self) -> None:
        if self._unsent:
            data = b"".join(self._unsent)
            self._unsent.clear()
            self._unsent_size = 0
            if not self._transport.is_closing():
                self._transport.write(data)

    async def aclose(self) -> None:
        """Ends it at once."""
        self._unsent.clear()
        self._transport.abort()
        await self._line.gone

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """The same connection, encrypted. Raises as `Network.connect_tcp`; it is closed then."""
        self._send()
        line = _Line()
        try:
            async with asyncio.timeout(timeout):
                transport = await line.loop.start_tls(
                    self._transport, line, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError as late:
            self._transport.abort()
            raise httpcore.ConnectTimeout from late
        except OSError as failed:
            self._transport.abort()
            raise httpcore.ConnectError from failed
        except BaseException:
            self._transport.abort()
            raise
        if transport is None:
            # It was lost between the last word of the handshake and now.
            raise httpcore.ConnectError
        line.connection_made(transport)
        return Stream(transport, line)

    def get_extra_info(self, info: str) -> Any:
        """What the pool asks for: `ssl_object`; and `is_readable`, which means for one that rests that its
        other end closed it."""
        if info == "is_readable":
            line = self._line
            return line.ended or bool(line.parts) or _readable(self._transport.get_extra_info("socket"))
        return self._transport.get_extra_info(info)


def _readable(where: socket | None) -> bool:
    """Whether something came that the loop has not taken yet, such as the end: it may have had no time."""
    if where is None or where.fileno() < 0:
        return True
    if sys.platform == "win32":
        return bool(select.select([where], [], [], 0)[0])
    poll = select.poll()
    poll.register(where, select.POLLIN)
    return bool(poll.poll(0))
