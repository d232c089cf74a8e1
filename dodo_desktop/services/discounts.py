"""Discounts: what a code gives, asked for while it is typed."""

import asyncio

from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.preview import Discount
from dodo_desktop.core.value import value
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Clock, Gateway
from dodo_desktop.services.waiting import Sleep, ended, going

PAUSE = 0.6
"""Seconds without a change until a code is asked for, so that no half of one is."""

HOLDS = 60.0
"""Seconds for which an answer is good; after that the same code is asked for anew."""

_KEPT = 50


@value
class Verdict:
    """What is known of `code`. `state` is one of:

    "" (nothing is known: no code, no connection, no answer), checking, good (`discount` says what it gives),
    unknown, refused (`reason` is Dodo's word for it: it ended or is used up). `spelt` is an unknown code as
    Dodo knows it, which takes capitals and small letters for different ones.
    """

    code: str = ""
    state: str = ""
    discount: Discount | None = None
    reason: str = ""
    spelt: str = ""


class Discounts:
    """`changed` tells each new verdict; only the answer for the last code counts."""

    def __init__(self, gateway: Gateway | None, clock: Clock, *, sleep: Sleep = asyncio.sleep) -> None:
        self._gateway = gateway
        self._clock = clock
        self._sleep = sleep
        self._known: dict[str, tuple[float, Verdict]] = {}
        self._asking: asyncio.Task[None] | None = None
        self.changed: Feed[Verdict] = Feed()
        self.verdict = Verdict()

    def update(self, code: str) -> None:
        """The code as it is typed now; empty for none."""
        code = code.strip()
        if code == self.verdict.code:
            return
        self._drop()
        at, known = self._known.get(code, (float("-inf"), Verdict(code)))
        if not code or self._gateway is None:
            self._tell(Verdict(code))
        elif self._clock.monotonic() - at < HOLDS:
            self._tell(known)
        else:
            self._tell(Verdict(code, "checking"))
            self._asking = going(self._ask(self._gateway, code, PAUSE), "discount")

    def again(self) -> None:
        """Asks anew what had no answer, because Dodo can be reached again."""
        code = self.verdict.code
        if code and not self.verdict.state and self._gateway is not None:
            self._drop()
            self._asking = going(self._ask(self._gateway, code, 0.0), "discount")

    def gateway_changed(self, gateway: Gateway | None) -> None:
        """Another key, or none: what the last one said is no longer sure."""
        self._gateway = gateway
        self._known.clear()
        self._drop()
        self._tell(Verdict(self.verdict.code))
        self.again()

    async def stop(self) -> None:
        """Ends; a question under way is given up."""
        await ended(self._asking)
        self._asking = None

    def _drop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    async def _ask(self, gateway: Gateway, code: str, pause: float) -> None:
        if pause:
            await self._sleep(pause)
        verdict, sure = await _answer(gateway, code)
        self._asking = None
        if sure:
            while len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[code] = self._clock.monotonic(), verdict
        self._tell(verdict)

    def _tell(self, verdict: Verdict) -> None:
        if verdict != self.verdict:
            self.verdict = verdict
            self.changed.emit(verdict)


async def _answer(gateway: Gateway, code: str) -> tuple[Verdict, bool]:
    """What is known of a code, and whether that is all there is to know of it."""
    try:
        return Verdict(code, "good", await gateway.discount(code)), True
    except GatewayError as error:
        if error.reason == "refused":
            return Verdict(code, "refused", reason=error.code), True
        if error.reason != "not_found":
            return Verdict(code), False
    try:
        return Verdict(code, "unknown", spelt=await _spelt(gateway, code)), True
    except GatewayError:
        return Verdict(code, "unknown"), False


async def _spelt(gateway: Gateway, code: str) -> str:
    """The code in capitals, as most are, or in small letters, where Dodo knows that one as good; "" where it
    does not. Raises GatewayError where there is no answer."""
    for other in (code.upper(), code.lower()):
        if other != code:
            try:
                await gateway.discount(other)
            except GatewayError as error:
                if error.reason not in {"refused", "not_found"}:
                    raise
            else:
                return other
    return ""
