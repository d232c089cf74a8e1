"""What surrounds every answer of the practice server: the host check, the common headers, the last catch."""

import logging
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dodo_desktop.practice.refusal import Refusal

logger = logging.getLogger(__name__)

LIMIT = 240
"""Requests a minute that Dodo allows by default. Practice counts them, and refuses none."""
_WINDOW_SECONDS = 60


class Edge:
    """ASGI wrapper around the application."""

    def __init__(self, app: ASGIApp, clock: Callable[[], datetime], hosts: frozenset[str]) -> None:
        self._app = app
        self._clock = clock
        self._hosts = hosts
        self._window = 0
        self._used = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        now = self._clock()
        common = self._common(now)

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(common)
            await send(message)

        # A page elsewhere on the web could point a name of its own at this address; it must not be answered.
        if Headers(scope=scope).get("host") not in self._hosts:
            await JSONResponse(Refusal("NOT_FOUND").body(), 404)(scope, receive, tagged)
            return
        try:
            await self._app(scope, receive, tagged)
        except Exception as fault:  # noqa: BLE001 (the answer is sent already; a trace could hold what was typed)
            logger.error("practice: a request failed (%s)", type(fault).__name__)  # noqa: TRY400 (as above)

    def _common(self, now: datetime) -> dict[str, str]:
        seconds = int(now.timestamp())
        window = seconds // _WINDOW_SECONDS
        if window != self._window:
            self._window, self._used = window, 0
        self._used += 1
        return {
            "Date": format_datetime(now, usegmt=True),
            "X-RateLimit-Limit": str(LIMIT),
            "X-RateLimit-Remaining": str(max(0, LIMIT - self._used)),
            "X-RateLimit-Reset": str(_WINDOW_SECONDS - seconds % _WINDOW_SECONDS),
        }
