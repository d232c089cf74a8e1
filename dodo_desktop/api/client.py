"""DodoClient: the endpoints of Dodo's API for one key and one host."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote

import httpx

from dodo_desktop.api import lenient, wire, wire_prices
from dodo_desktop.api.exchange import CREATION, READ, Exchange, Limits
from dodo_desktop.api.hosts import Host, check_base_url
from dodo_desktop.api.lenient import Unreadable, is_object
from dodo_desktop.api.outcome import Answer, Failure, from_dodo, gateway_error_of, outcome_of
from dodo_desktop.api.throttle import Throttle
from dodo_desktop.api.times import Clock, http_date
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import PAGE_SIZE, Customer, Product
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.outcome import CreatedPayment, NotSent, Outcome, Rejected
from dodo_desktop.core.paging import Window
from dodo_desktop.core.preview import Discount, Preview

DATE_HOLDS = 600.0
"""Seconds for which the Date of an answer is good for telling Dodo's time."""

_CREATION_PATIENCE = 3.0
_READ_PATIENCE = 60.0
"""Seconds that a request waits for its turn before it gives up."""
_ONE = MappingProxyType({"page_size": "1"})
_READS_AT_ONCE = 4
_CREATIONS_AT_ONCE = 4
_ROWS_AT_ONCE = 20

T = TypeVar("T")
G = TypeVar("G", bound=wire.Got)


class DodoClient:
    """Fulfils the services' Gateway. All calls on the thread of one event loop; closed before the loop.

    Reads raise GatewayError and nothing else; nothing is ever sent twice by itself. `host` is an address
    that was checked, or its text (raises BadHost). Raises ValueError where `key` cannot go into a header.
    """

    def __init__(
        self,
        host: Host | str,
        key: str,
        *,
        clock: Clock,
        creation: Limits = CREATION,
        read: Limits = READ,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.host = check_base_url(host) if isinstance(host, str) else host
        self._clock = clock
        self._creation_limits, self._read_limits = creation, read
        self._exchange = Exchange(self.host, key, transport)
        self._throttle = Throttle(clock.monotonic, paced=not self.host.loopback, sleep=sleep)
        self._reads = asyncio.Semaphore(_READS_AT_ONCE)
        self._background = asyncio.Semaphore(1)
        self._creations = asyncio.Semaphore(_CREATIONS_AT_ONCE)
        self._told: tuple[datetime, float, datetime] | None = None

    async def create_payment(self, body: str) -> Outcome:
        """Sends the exact text once; never raises but for cancellation, never repeats by itself.

        A body that Dodo's rules do not allow is not sent at all: it is Rejected with status 0 and Dodo's
        own word for that, so that the order stays visible and can be edited.
        """
        try:
            wire.check_create_payment(body)
        except wire.BadBody:
            return Rejected(0, "INVALID_REQUEST_BODY")
        async with self._creations:
            wait = await self._throttle.creation(_CREATION_PATIENCE)
            if wait:
                return NotSent("throttled", wait)
            result = await self._exchange.send(
                "POST", "/payments", self._creation_limits, body=body.encode("utf-8")
            )
        self._learn(result)
        return outcome_of(result, self._clock.now())

    async def get_payment(self, payment_id: str) -> CreatedPayment:
        """One payment. Its expiry is not among what Dodo tells."""
        answer = await self._get("/payments/" + _segment(payment_id))
        payment = _read(wire.PaymentBody, answer).core()
        if not payment.payment_id:
            raise GatewayError("unreadable")
        return payment

    async def list_payments(self, since: datetime, page: int) -> Sequence[CreatedPayment]:
        """One page of payments made at or after `since`, counted from 0; a short page is the last."""
        params = _page(Window(page)) | {"created_at_gte": _iso(since)}
        rows, many = await _rows(wire.PaymentBody, await self._get("/payments", params))
        payments = [row.core() for row in rows if row.payment_id]
        # A filler is no second match for an order: it has no metadata.
        return _filled(payments, many, lambda one: replace(one, metadata=MappingProxyType({})))

    async def list_customers(
        self, window: Window, since: datetime | None = None, upto: datetime | None = None
    ) -> Sequence[Customer]:
        """Rows of a window of the customers made at or after `since` and until `upto`. Waits for all else."""
        params = _page(window)
        for name, moment in (("created_at_gte", since), ("created_at_lte", upto)):
            if moment is not None:
                params[name] = _iso(moment)
        rows, many = await _rows(wire.CustomerBody, await self._get("/customers", params, background=True))
        return _filled([row.core() for row in rows if row.customer_id], many, lambda one: one, window.size)

    async def find_customers(self, *, name: str = "", email: str = "") -> Sequence[Customer]:
        """Customers whose name has this part, or who have this e-mail; at most PAGE_SIZE."""
        asked = {key: text for key, text in (("name", name), ("email", email)) if text}
        rows, _many = await _rows(wire.CustomerBody, await self._get("/customers", _page(Window()) | asked))
        return [row.core() for row in rows if row.customer_id]

    async def list_products(self, window: Window, *, background: bool = False) -> Sequence[Product]:
        """Rows of a window of the products, recurring ones included. `background` waits for all else."""
        rows, many = await _rows(
            wire.ProductBody, await self._get("/products", _page(window), background=background)
        )
        return _filled([row.core() for row in rows if row.product_id], many, lambda one: one, window.size)

    async def preview(self, body: str) -> Preview:
        """Dodo's calculation for the JSON text of a checkout preview; creates nothing."""
        try:
            wire.check_preview(body)
        except wire.BadBody:
            raise GatewayError("refused", code="INVALID_REQUEST_BODY") from None
        answer = await self._ask("POST", "/checkouts/preview", body=body.encode("utf-8"))
        try:
            return _read(wire_prices.PreviewBody, answer).core()
        except Unreadable:
            raise GatewayError("unreadable") from None

    async def discount(self, code: str) -> Discount:
        """A discount code. An unknown one is `not_found`; one that ended or is used up is `refused`."""
        answer = await self._get("/discounts/code/" + _segment(code))
        discount = _read(wire_prices.DiscountBody, answer).core()
        if not discount.code:
            raise GatewayError("unreadable")
        return discount

    async def supported_countries(self) -> Sequence[str]:
        """The two-letter codes of the countries that Dodo sells to; what is no code is left out."""
        try:
            return lenient.codes(await self._get("/checkout/supported_countries"))
        except Unreadable:
            raise GatewayError("unreadable") from None

    async def account_name(self) -> tuple[str, str]:
        """Business id, by a product where no brand tells it, and name of the first enabled brand; either may
        be empty."""
        brands, _ = await _rows(wire.BrandBody, await self._get("/brands"))
        brand = next((one for one in brands if one.enabled is not False), brands[0] if brands else None)
        business_id, name = (brand.business_id, brand.name) if brand else ("", "")
        if not business_id:
            with suppress(GatewayError):
                products, _ = await _rows(wire.ProductBody, await self._get("/products", _ONE))
                business_id = _business_of(products)
        return business_id, name

    async def try_key(self) -> ProbeAnswer:
        """Whether the host takes the key, by the smallest read there is; the name is left empty.

        Only a 401 in JSON means that the key is refused; whatever else goes wrong leaves it open.
        """
        result = await self._send("GET", "/products", _ONE)
        error = gateway_error_of(result, self._clock.now())
        if isinstance(result, Failure) or error is not None:
            refused = isinstance(result, Answer) and result.status == 401 and is_object(result.body)
            return ProbeAnswer(False if refused else None, reason=error.reason if error else "offline")
        try:
            rows, _ = await _rows(wire.ProductBody, result.body)
        except GatewayError as odd:
            return ProbeAnswer(None, reason=odd.reason)
        return ProbeAnswer(True, _business_of(rows))

    async def server_time(self) -> datetime:
        """Dodo's clock: by the Date header of an answer under ten minutes old, else of one small GET.

        Where Dodo answers without a Date this computer's time has to do.
        """
        known = self._server_now()
        if known is None:
            result = await self._send("GET", "/products", _ONE)
            known = self._server_now()
            if known is None and (isinstance(result, Failure) or not from_dodo(result)):
                raise gateway_error_of(result, self._clock.now()) or GatewayError("unreadable")
        return known or self._clock.now()

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._exchange.aclose()

    async def _get(
        self, path: str, params: Mapping[str, str] | None = None, *, background: bool = False
    ) -> bytes:
        return await self._ask("GET", path, params, background=background)

    async def _ask(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        *,
        background: bool = False,
    ) -> bytes:
        result = await self._send(method, path, params, body, background=background)
        error = gateway_error_of(result, self._clock.now())
        if error is not None or isinstance(result, Failure):
            raise error or GatewayError("offline")
        return result.body

    async def _send(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None,
        body: bytes | None = None,
        *,
        background: bool = False,
    ) -> Answer | Failure:
        turn = self._throttle.background if background else self._throttle.read
        async with self._background if background else self._reads:
            wait = await turn(_READ_PATIENCE)
            if wait:
                return Failure(sent=False, reason="throttled", wait=wait)
            result = await self._exchange.send(method, path, self._read_limits, params=params, body=body)
        self._learn(result)
        return result

    def _learn(self, result: Answer | Failure) -> None:
        if isinstance(result, Failure):
            return
        self._throttle.learn(result.status, result.headers, self._clock.now())
        moment = http_date(result.headers.get("date", ""))
        if moment is not None and from_dodo(result):
            self._told = moment, self._clock.monotonic(), self._clock.now()

    def _server_now(self) -> datetime | None:
        if self._told is None:
            return None
        moment, at, local = self._told
        age = self._clock.monotonic() - at
        # A computer that slept, or whose clock was set, shows in the difference of its two clocks.
        jump = (self._clock.now() - local).total_seconds() - age
        return moment + timedelta(seconds=age) if age < DATE_HOLDS and abs(jump) < 60 else None


def _page(window: Window) -> dict[str, str]:
    return {"page_number": str(window.number), "page_size": str(window.size)}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _business_of(products: Sequence[wire.ProductBody]) -> str:
    return next((row.business_id for row in products if row.business_id), "")


def _segment(text: str) -> str:
    """A part of a path. Raises GatewayError where it would name another path."""
    if not text or set(text) == {"."}:
        raise GatewayError("not_found")
    return quote(text.encode("utf-8", "replace"), safe="")


def _read(model: type[G], body: bytes) -> G:
    try:
        return wire.read(model, body)
    except Unreadable:
        raise GatewayError("unreadable") from None


async def _rows(model: type[G], body: bytes) -> tuple[list[G], int]:
    """The rows of a page, and how many there were before odd ones were left out.

    Others have a turn after each few: to read a whole page at once takes longer than a frame. Raises
    GatewayError where it cannot be read.
    """
    try:
        items = wire.items(body)
        rows = []
        for number, item in enumerate(items, start=1):
            if (row := wire.row(model, item)) is not None:
                rows.append(row)
            if number % _ROWS_AT_ONCE == 0:
                await asyncio.sleep(0)
    except Unreadable:
        raise GatewayError("unreadable") from None
    return rows, len(items)


def _filled(rows: list[T], many: int, filler: Callable[[T], T], full: int = PAGE_SIZE) -> list[T]:
    """A page as long as it came, because one of fewer than `full` rows ends the list.

    Rows without an id are worth nothing to anyone; in their place stands the last good row once more, which
    does no harm where rows are kept by id. Raises GatewayError where no row of a full page is good.
    """
    missing = many - len(rows) if many >= full else 0
    if missing and not rows:
        raise GatewayError("unreadable")
    return rows + [filler(rows[-1])] * missing if missing else rows
