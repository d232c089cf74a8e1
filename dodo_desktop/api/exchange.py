"""Exchange: one request, one answer, over one shared client. The only place that knows httpx."""

import asyncio
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import h11
import httpx

from dodo_desktop import __version__
from dodo_desktop.api.hosts import Host, check_key
from dodo_desktop.api.outcome import Answer, Failure
from dodo_desktop.core.value import value

MOST_BYTES = 4 * 1024 * 1024
"""A longer answer is none of Dodo's and is not read to its end."""

_KEPT_SECONDS = 3.0
"""An idle connection is used again for so long only: servers close theirs after five seconds and more, and
a request that crosses with the closing has an unclear end."""

_CERTIFICATES = tuple(
    Path(path)
    for path in (
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    )
)
"""Where distributions of Linux keep theirs, for a Python that was built on another one."""

_MISHAPS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, RuntimeError, ValueError)


@value
class Limits:
    """Seconds. `whole` ends an exchange that trickles."""

    connect: float
    read: float
    whole: float

    @property
    def timeouts(self) -> dict[str, float]:
        """As httpx has them in a request."""
        return {"connect": self.connect, "pool": self.connect, "read": self.read, "write": self.read}


CREATION = Limits(connect=5.0, read=60.0, whole=75.0)
READ = Limits(connect=5.0, read=15.0, whole=30.0)


class _TooLong(Exception):
    """The answer is longer than any of Dodo's."""


class _NoCookies(httpx.Cookies):
    """Keeps none, and looks for none in an answer."""

    def extract_cookies(self, response: httpx.Response) -> None:
        return


class _Client(httpx.AsyncClient):
    """Without cookies: the library makes two objects of urllib for each answer to look for some."""

    @property
    def cookies(self) -> httpx.Cookies:
        return _NO_COOKIES

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        return


_NO_COOKIES = _NoCookies()


class _Watch:
    """Sees when the first byte of a request itself goes out; a proxy's CONNECT is none of it."""

    def __init__(self) -> None:
        self.sent = False

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith("send_request_headers.started") and info["request"].method != b"CONNECT":
            self.sent = True


class Exchange:
    """Requests to one host with one key, without cookies and without following redirects.

    Raises ValueError where `key` cannot go into a header.
    """

    def __init__(self, host: Host, key: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        check_key(key)
        self._host = host
        self._key = key
        self._transport = transport
        self._address = lru_cache(maxsize=32)(lambda path: httpx.URL(host.url + path))
        self._client: httpx.AsyncClient | None = None
        self._headers: tuple[httpx.Headers, httpx.Headers] = (httpx.Headers(), httpx.Headers())
        self._opening = asyncio.Lock()
        self._under_way: dict[asyncio.Timeout, asyncio.Future[None]] = {}
        self._closed = False

    async def send(
        self,
        method: str,
        path: str,
        limits: Limits,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer | Failure:
        """One request, sent at most once. Never raises but for cancellation."""
        watch = _Watch()
        watch.sent = self._transport is not None  # another transport tells nothing, so nothing is sure
        answering = False
        try:
            async with asyncio.timeout(limits.whole) as limit, self._noted(limit):
                client = self._client or await self._open()
                # Made here: the client would put its address and its headers together anew for each.
                request = httpx.Request(
                    method,
                    self._address(path),
                    params=params,
                    content=body,
                    headers=self._headers[body is not None],
                    extensions={"trace": watch, "timeout": limits.timeouts},
                )
                response = await client.send(request, stream=True)
                answering = True
                try:
                    content = await _content(response)
                finally:
                    await response.aclose()
        except TimeoutError:
            return Failure(watch.sent, "closed" if self._closed and not watch.sent else "timeout")
        except _TooLong:
            return Failure(sent=True, reason="unreadable")
        except ImportError:
            return Failure(sent=False, reason="proxy")  # a kind of proxy that nothing here speaks
        except _MISHAPS as mishap:
            return _failure_of(mishap, sent=watch.sent, answering=answering)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, content)

    @asynccontextmanager
    async def _noted(self, limit: asyncio.Timeout) -> AsyncIterator[None]:
        self._under_way[limit] = ended = asyncio.get_running_loop().create_future()
        try:
            yield
        finally:
            del self._under_way[limit]
            ended.set_result(None)

    async def _open(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._closed:
                raise _Closed
            if self._client is None:
                client = await self._new_client()
                with_body = httpx.Headers(client.headers)
                with_body["Content-Type"] = "application/json"
                self._headers = httpx.Headers(client.headers), with_body
                self._client = client
            return self._client

    async def _new_client(self) -> httpx.AsyncClient:
        encrypted = self._host.url.startswith("https:")
        # Reading the computer's certificates takes tens of milliseconds. Plain http needs none.
        context = (
            await asyncio.to_thread(tls_context) if encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        return _Client(
            headers={
                "Authorization": f"Bearer {self._key}",
                "Accept": "application/json",
                "User-Agent": f"DodoPaymentLinks/{__version__}",
            },
            verify=context,
            # Proxies of the environment and the system; for loopback none of them, whatever they say.
            trust_env=not self._host.loopback,
            follow_redirects=False,
            limits=httpx.Limits(
                max_connections=8, max_keepalive_connections=4, keepalive_expiry=_KEPT_SECONDS
            ),
            transport=self._transport,
        )

    async def aclose(self) -> None:
        """Ends what is under way, as if it took too long, and closes all connections.

        What is asked from now on is not sent.
        """
        self._closed = True
        # A connection that somebody still waits for would come after all others were closed, and stay.
        now = asyncio.get_running_loop().time()
        ending = list(self._under_way.values())
        for limit in self._under_way:
            limit.reschedule(now)
        if ending:
            await asyncio.wait(ending)
        async with self._opening:
            if self._client is not None:
                await self._client.aclose()
                self._client = None


class _Closed(RuntimeError):
    """The exchange was closed before the request went out."""


async def _content(response: httpx.Response) -> bytes:
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > MOST_BYTES:
            raise _TooLong
    return bytes(content)


@cache
def tls_context() -> ssl.SSLContext:
    """The computer's own certificates, as the system keeps them; read once, best in a thread.

    On Linux the standard library reads the same files as truststore, which would read them again, on the
    loop's thread, for every connection.
    """
    if sys.platform != "linux":
        import truststore

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not _hashed_certificates():
        found = next((path for path in _CERTIFICATES if path.is_file()), None)
        if found is not None:
            context.load_verify_locations(cafile=found)
    return context


def _hashed_certificates() -> bool:
    folder = ssl.get_default_verify_paths().capath
    return bool(folder) and any(Path(folder).glob("*.0"))


def _failure_of(mishap: BaseException, *, sent: bool, answering: bool) -> Failure:
    """What an exception of httpx means. Its text is never used: it may hold addresses with names in them."""
    if not sent:
        return Failure(sent=False, reason=_why_not_connected(mishap))
    if isinstance(mishap, httpx.TimeoutException):
        return Failure(sent=True, reason="timeout")
    malformed = any(isinstance(cause, h11.RemoteProtocolError) for cause in _causes(mishap))
    if malformed or isinstance(mishap, httpx.DecodingError) or answering:
        half = answering and isinstance(mishap, httpx.ReadError)
        return Failure(sent=True, reason="reset" if half else "unreadable")
    known = isinstance(mishap, httpx.NetworkError | httpx.RemoteProtocolError | OSError)
    return Failure(sent=True, reason="reset" if known else "unexpected")


def _why_not_connected(mishap: BaseException) -> str:
    if isinstance(mishap, _Closed):
        return "closed"
    if isinstance(mishap, httpx.PoolTimeout):
        return "busy"
    if isinstance(mishap, httpx.TimeoutException):
        return "timeout"
    kinds = {ssl.SSLError: "tls", socket.gaierror: "dns", ConnectionRefusedError: "refused"}
    for cause in _causes(mishap):
        for kind, reason in kinds.items():
            if isinstance(cause, kind):
                return reason
    odd_settings = isinstance(mishap, httpx.ProxyError | httpx.InvalidURL | ValueError)
    return "proxy" if odd_settings else "unreachable"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    todo = [error]
    while todo:
        one = todo.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo += [one.__context__, one.__cause__]
        if isinstance(one, BaseExceptionGroup):
            todo += one.exceptions
