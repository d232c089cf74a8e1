"""Dodo's two hosts on this machine: practice servers behind TLS, reached through a proxy of the test's own.

The program is told of the proxy and of the certificate's authority by the environment, as it would be in a
company's network; its own addresses stay Dodo's.
"""

import asyncio
import re
import ssl
import threading
from collections.abc import Mapping
from pathlib import Path

import trustme

from dodo_desktop.practice.server import PracticeServer

NAMES = {"test": "test.dodopayments.com", "live": "live.dodopayments.com"}


class DodoHosts:
    """Both hosts, alive inside a ``with`` block. `servers` has the practice server of each mode.

    `down` may be set to leave new connections unanswered by closing them, as without a network; `slow` to
    leave creations without an answer. `sample` fills both with customers and products.
    """

    def __init__(self, folder: Path, *, sample: bool = True) -> None:
        self.servers = {mode: PracticeServer(sample=sample) for mode in NAMES}
        self.down = False
        self.slow = False
        self._ports: dict[str, int] = {}
        authority = trustme.CA()
        self._authority = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self._authority))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*NAMES.values()).configure_cert(self._context)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> "DodoHosts":
        for mode, server in self.servers.items():
            self._ports[NAMES[mode]] = int(server.start().rsplit(":", 1)[1])
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *_about: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        for server in self.servers.values():
            server.stop()

    @property
    def environment(self) -> Mapping[str, str]:
        """What the program needs to know."""
        assert self._server is not None
        port = self._server.sockets[0].getsockname()[1]
        return {"HTTPS_PROXY": f"http://127.0.0.1:{port}", "SSL_CERT_FILE": str(self._authority)}

    def go_away(self) -> None:
        """Close what is open and every new connection, as when the network goes."""
        self.down = True
        asyncio.run_coroutine_threadsafe(self._abort(), self._loop).result(10)

    async def _abort(self) -> None:
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._abort()
        pending = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*pending, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            pass  # the program closed its end
        finally:
            self._open.discard(writer)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked = re.match(rb"CONNECT ([^:]+):443 ", head)
        port = self._ports.get(asked[1].decode()) if asked else None
        if port is None or self.down:
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        await writer.start_tls(self._context)
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        self._open.add(there_writer)
        try:
            await asyncio.gather(
                self._pump(reader, there_writer, f"127.0.0.1:{port}".encode()),
                self._pump(there_reader, writer),
            )
        finally:
            self._open.discard(there_writer)
            there_writer.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: bytes = b""
    ) -> None:
        """Carry bytes one way; requests get the Host that the server behind expects."""
        unanswered = False
        while data := await reader.read(65536):
            unanswered |= bool(host) and self.slow and data.startswith(b"POST /payments ")
            if unanswered:
                continue
            writer.write(re.sub(rb"(?i)\r\nHost: [^\r]+", b"\r\nHost: " + host, data) if host else data)
            await writer.drain()
        writer.close()
