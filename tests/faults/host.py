"""Dodo itself, over real HTTP: it keeps a ledger of what it made, and goes wrong as a seed has it."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

from tests.faults.fault_server import Act, FaultServer, Line, Request, hang_up, reply, reset, stall

BUSINESS = "bus_1"
Json = dict[str, object]

_PAGE = "<html><body>The network asks you to sign in.</body></html>"
_LAGS = (0.0, 0.0, 0.0, 2.0, 20.0, 120.0, 400.0)
"""Seconds until a new payment is listed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A payment as the host remembers it. `order` is the number of the order, `request_id` its UUID."""

    payment_id: str
    order: str
    request_id: str
    at: datetime
    listed_at: datetime
    url: str
    body: Json


@dataclass(frozen=True, slots=True)
class Fault:
    """`commits` None leaves it to chance whether the payment is made before it goes wrong."""

    name: str
    commits: bool | None
    act: Callable[[bytes, random.Random], Act]


def _product(price: int) -> Json:
    """What every order of the proof buys."""
    detail: Json = {"type": "one_time_price", "currency": "EUR", "price": price, "discount": 0}
    return {
        "product_id": "pdt_1",
        "name": "Mug",
        "price": price,
        "currency": "EUR",
        "is_recurring": False,
        "price_detail": detail,
    }


def _said(status: int, code: str) -> Callable[[bytes, random.Random], Act]:
    return lambda good, dice: reply(status, {"code": code, "message": "No."})


def _half(good: bytes, dice: random.Random) -> Act:
    part = good[: dice.randrange(1, len(good))]
    return reply(200, part, claim=len(good) - len(part), content_type="application/json")


def _maimed(good: bytes, dice: random.Random) -> Act:
    """An answer without a field, or with a field of another type."""
    document = json.loads(good)
    name = dice.choice(sorted(document))
    if dice.random() < 0.5:
        del document[name]
    else:
        document[name] = dice.choice([None, [], {"a": 1}, True, "", -1.5])
    return reply(200, document)


def _unreadable(good: bytes, dice: random.Random) -> Act:
    return reply(200, dice.choice([b"", b"{", b"null", b'"ok"', b"\xff\xfe{}", good[:-1]]))


ANY = (
    Fault("connection reset", None, lambda good, dice: reset),
    Fault("connection closed", None, lambda good, dice: hang_up),
    Fault("half an answer", True, _half),
    Fault("no answer in time", None, lambda good, dice: stall),
    Fault("408", None, lambda good, dice: reply(408, b"")),
    Fault("409", None, _said(409, "CONFLICT")),
    Fault(
        "429 with Retry-After",
        False,
        lambda good, dice: reply(429, b"", retry_after=str(dice.choice([0, 1, 2]))),
    ),
    Fault("429 without", False, lambda good, dice: reply(429, b"")),
    Fault("500", None, _said(500, "INTERNAL_SERVER_ERROR")),
    Fault("502 with a page", None, lambda good, dice: reply(502, _PAGE)),
    Fault("redirect", None, lambda good, dice: reply(dice.choice([302, 307, 308]), b"", location="/login")),
    Fault("403 of a proxy", None, lambda good, dice: reply(403, _PAGE)),
    Fault("invalid JSON", True, _unreadable),
    Fault("fields missing or odd", True, _maimed),
)
"""What can happen to any request."""

REFUSALS = (
    Fault("422 of Dodo", False, _said(422, "INVALID_TAX_ID")),
    Fault("401 of Dodo", False, _said(401, "UNAUTHORIZED")),
    Fault("503 discount busy", False, _said(503, "DISCOUNT_CONCURRENT_REDEMPTION")),
)
"""What Dodo itself answers to a creation that it does not make."""


class FaultHost(FaultServer):
    """`now` is its clock; `stalled` is called when it lets somebody wait until they have had enough.

    The same `seed` brings the same faults upon the n-th creation of the same order, whoever sends it.
    `creations` and `reads` are the parts of the requests that go wrong. `done` counts the faults by name.
    `price` is what its one product costs, in cents.
    """

    def __init__(
        self,
        seed: str,
        now: Callable[[], datetime],
        *,
        creations: float = 0.6,
        reads: float = 0.2,
        stalled: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._seed = seed
        self._now = now
        self._stalled = stalled
        self._reading = random.Random(f"{seed} reads")
        self._tries: Counter[str] = Counter()
        self.creations = creations
        self.reads = reads
        self.price = 1000
        self.done: Counter[str] = Counter()
        self.made: list[Made] = []
        self.by_request: defaultdict[str, list[Made]] = defaultdict(list)
        self.by_order: defaultdict[str, list[Made]] = defaultdict(list)

    def act_for(self, request: Request) -> Act:
        """Answers, or goes wrong."""
        self.requests.clear()  # ten thousand orders are not kept twice
        # Prices of old orders are looked up by products, as there is no preview here.
        if request.method == "POST" and urlsplit(request.target).path == "/payments":
            return self._creation(json.loads(request.body))
        return self._read(urlsplit(request.target).path, parse_qs(urlsplit(request.target).query))

    def _creation(self, body: Json) -> Act:
        metadata = body["metadata"]
        assert isinstance(metadata, dict)
        order, request_id = str(metadata["order_reference"]), str(metadata["link_request_id"])
        dice = random.Random(f"{self._seed} {order} {self._tries[order]}")
        self._tries[order] += 1
        faulty, lag = dice.random() < self.creations, dice.choice(_LAGS)
        fault = dice.choice(ANY + REFUSALS) if faulty else None
        if fault is None:
            return self._answer(_created(self._make(order, request_id, body, lag)))
        commits = dice.random() < 0.5 if fault.commits is None else fault.commits
        what = "" if fault.commits is not None else (" after commit" if commits else " before commit")
        self.done[f"{fault.name}{what}"] += 1
        good = _created(self._make(order, request_id, body, lag)) if commits else b"{}"
        return self._wrong(fault, good, dice)

    def _make(self, order: str, request_id: str, body: Json, lag: float) -> Made:
        now = self._now()
        payment_id = f"pay_{len(self.made) + 1}"
        url = f"https://test.checkout.dodopayments.com/{payment_id}"
        made = Made(payment_id, order, request_id, now, now + timedelta(seconds=lag), url, body)
        self.made.append(made)
        self.by_request[request_id].append(made)
        self.by_order[order].append(made)
        if lag:
            self.done["listed late"] += 1
        return made

    def _read(self, path: str, query: dict[str, list[str]]) -> Act:
        document = self._document(path, query)
        if document is None:
            return reply(404, {"code": "NOT_FOUND"}, date=self._date())
        good = json.dumps(document).encode()
        if self._reading.random() >= self.reads:
            return self._answer(good)
        fault = self._reading.choice(ANY)
        self.done[f"{fault.name} (reading)"] += 1
        return self._wrong(fault, good, self._reading)

    def _document(self, path: str, query: dict[str, list[str]]) -> Json | None:
        if path == "/payments":
            return {"items": self._listed(query)}
        if path == "/brands":
            return {
                "items": [{"brand_id": BUSINESS, "business_id": BUSINESS, "name": "Shop", "enabled": True}]
            }
        if path == "/products":
            return {"items": [_product(self.price)]}
        number = path.removeprefix("/payments/pay_")
        found = (
            self.made[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(self.made) else None
        )
        return {**_row(found), "payment_link": found.url} if found else None

    def _listed(self, query: dict[str, list[str]]) -> list[Json]:
        since = datetime.fromisoformat(query["created_at_gte"][0])
        page, size = int(query["page_number"][0]), int(query["page_size"][0])
        now = self._now()
        seen = [one for one in reversed(self.made) if one.at >= since and one.listed_at <= now]
        return [_row(one) for one in seen[page * size : (page + 1) * size]]

    def _answer(self, good: bytes) -> Act:
        return reply(200, good, content_type="application/json", date=self._date())

    def _wrong(self, fault: Fault, good: bytes, dice: random.Random) -> Act:
        act = fault.act(good, dice)
        if act is not stall:
            return act

        async def waits(line: Line) -> bool:
            self._stalled()
            return await stall(line)

        return waits

    def _date(self) -> str:
        return format_datetime(self._now(), usegmt=True)


def _created(made: Made) -> bytes:
    """The answer to a creation."""
    document = {
        "payment_id": made.payment_id,
        "total_amount": 1000,
        "client_secret": "a secret",
        "customer": {"customer_id": "cus_1", "name": "", "email": ""},
        "metadata": made.body["metadata"],
        "payment_link": made.url,
        "expires_on": (made.at + timedelta(days=1)).isoformat(),
        "product_cart": made.body["product_cart"],
    }
    return json.dumps(document).encode()


def _row(made: Made) -> Json:
    """A row of the list of payments."""
    return {
        "payment_id": made.payment_id,
        "business_id": BUSINESS,
        "brand_id": BUSINESS,
        "created_at": made.at.isoformat(),
        "currency": "EUR",
        "total_amount": 1000,
        "customer": {"customer_id": "cus_1", "name": "", "email": ""},
        "metadata": made.body["metadata"],
        "status": None,
    }
