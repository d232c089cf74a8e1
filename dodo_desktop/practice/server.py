"""The practice server: Dodo's API and its payment pages over real HTTP, for this computer alone."""

import asyncio
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from dodo_desktop.practice.edge import Edge
from dodo_desktop.practice.shop import Shop
from dodo_desktop.practice.web import application

HOST = "127.0.0.1"
_KEEP_ALIVE_SECONDS = 75
"""Longer than clients keep an idle connection: none may send an order on one that is just being closed."""
_STOP_SECONDS = 2
_JOIN_SECONDS = 10


def _now() -> datetime:
    return datetime.now(UTC)


class PracticeServer:
    """An embedded server in a thread of its own.

    `sample` fills it with sample customers, products and discounts; `state_file` keeps what was made in
    practice, and the port, from one start to the next (None: memory only); `clock` tells the time, with zone.
    """

    def __init__(
        self, *, sample: bool = True, state_file: Path | None = None, clock: Callable[[], datetime] = _now
    ) -> None:
        self._sample = sample
        self._state_file = state_file
        self._clock = clock
        self._api_key = "practice_" + secrets.token_urlsafe(24)
        self._shop: Shop | None = None
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def api_key(self) -> str:
        """The key that this server wants: new for each object, of no use anywhere else."""
        return self._api_key

    def start(self) -> str:
        """Start serving and return the base URL; blocks until requests are answered.

        Raises RuntimeError if it is running already or does not come up, OSError if no port can be had.
        """
        if self._thread is not None:
            raise RuntimeError("the practice server is running already")
        if self._shop is None:
            self._shop = Shop(sample_data=self._sample, state_file=self._state_file, clock=self._clock)
        listener = _listen(self._shop.kept.port)
        port: int = listener.getsockname()[1]
        self._shop.remember_port(port)
        base_url = f"http://{HOST}:{port}"
        app = Edge(
            application(self._shop, self._api_key, base_url),
            self._clock,
            frozenset({f"{HOST}:{port}", f"localhost:{port}"}),
        )
        self._server = _Server(app)
        self._thread = threading.Thread(
            target=self._server.serve_on, args=(listener,), name="practice-server", daemon=True
        )
        self._thread.start()
        self._server.settled.wait()
        if not self._server.started:
            self.stop()
            raise RuntimeError("the practice server did not come up")
        return base_url

    def stop(self) -> None:
        """Stop serving and free the port; blocks until the thread has ended. Harmless when not running."""
        server, thread = self._server, self._thread
        self._server = self._thread = None
        if server is None or thread is None:
            return
        server.should_exit = True
        thread.join(_JOIN_SECONDS)


class _Server(uvicorn.Server):
    """uvicorn, telling when it has come up or given up."""

    def __init__(self, app: Edge) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="none",
                lifespan="off",
                access_log=False,
                log_config=None,
                server_header=False,
                date_header=False,  # Edge sends it, from the server's own clock
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_STOP_SECONDS,
            )
        )
        self.settled = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Come up, and say so."""
        await super().startup(sockets)
        self.settled.set()

    def serve_on(self, listener: socket.socket) -> None:
        """Serve until told to stop; the body of the thread."""
        try:
            with listener:
                asyncio.run(self.serve(sockets=[listener]))
        finally:
            self.settled.set()


def _listen(preferred: int | None) -> socket.socket:
    """A listening socket on loopback, on the preferred port or, if that is taken, a free one."""
    if preferred is not None:
        try:
            return _bind(preferred)
        except (OSError, OverflowError):
            pass
    return _bind(0)


def _bind(port: int) -> socket.socket:
    # With the protocol named, asyncio turns Nagle's algorithm off on what is accepted; with 0 it would not,
    # and each request would wait 40 ms for a delayed acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            # There, reuse would let a second program listen on the same port at the same time.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Here it only lets the port of a server that has just stopped be used again.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener
