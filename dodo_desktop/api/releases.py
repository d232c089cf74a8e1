"""The number of the newest version, as the project's own page names it. No key is ever near this."""

import asyncio
import http.cookiejar
import ssl

import httpx

from dodo_desktop.api.exchange import tls_context
from dodo_desktop.api.hosts import Host, check_base_url
from dodo_desktop.core.updates import RELEASES, is_version

WHOLE_SECONDS = 10.0
_LONGEST = 300
_MISHAPS = (
    *(httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, RuntimeError, ValueError),
    ImportError,  # a kind of proxy that nothing here speaks
)


async def newest_version(base_url: str = RELEASES, *, seconds: float = WHOLE_SECONDS) -> str:
    """The newest version's number, empty where it could not be learnt. Raises nothing but for cancellation.

    The page answers with the address of the newest release, which ends in its number. That line is all that
    is looked at: the address is not followed, and what else an answer holds is not read. The question is the
    same from everybody. `seconds` bounds all of it.
    """
    host = check_base_url(base_url)
    try:
        async with asyncio.timeout(seconds):
            return await _ask(host, seconds)
    except (TimeoutError, *_MISHAPS):
        return ""


async def _ask(host: Host, seconds: float) -> str:
    encrypted = host.url.startswith("https:")
    context = await asyncio.to_thread(tls_context) if encrypted else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client = httpx.AsyncClient(
        # No version, no language, no cookie: nothing that would tell one computer from another.
        headers={"User-Agent": "DodoPaymentLinks", "Accept": "*/*"},
        cookies=http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[])),
        verify=context,
        trust_env=not host.loopback,
        follow_redirects=False,
        timeout=httpx.Timeout(seconds),
    )
    async with client, client.stream("HEAD", f"{host.url}/latest") as response:
        return _number(response, host) if response.status_code in {301, 302, 303, 307, 308} else ""


def _number(response: httpx.Response, host: Host) -> str:
    address = response.headers.get("location", "")[:_LONGEST]
    number = address.removeprefix(f"{host.url}/tag/v")
    return number if number != address and is_version(number) else ""
