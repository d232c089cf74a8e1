"""What an answer, or the want of one, means: for an order on its way, and for a read.

For a creation the question is always the same: may a payment exist? "No" (NotSent, Rejected, Blocked) is
said only where that is sure: nothing was sent, or Dodo itself refuses. What a proxy, a captive portal or
half an answer says is no word of Dodo's, so it leaves the outcome Unclear.

Dodo itself is recognised by its error body, an object whose `code` is a word such as ``NOT_FOUND``.
Two answers are believed without one: 429, which Dodo is known to send empty, and 422, which needs someone
who understood the order, so that no proxy sends it; not if it is a web page, though.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from dodo_desktop.api import wire
from dodo_desktop.api.lenient import Unreadable, is_object
from dodo_desktop.api.times import told_wait
from dodo_desktop.core.faults import GatewayError
from dodo_desktop.core.outcome import Blocked, Created, NotSent, Outcome, Rejected, Unclear
from dodo_desktop.core.value import value

MESSAGE_LIMIT = 300
_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")

_REFUSALS = """
    INVALID_REQUEST INVALID_REQUEST_BODY INVALID_REQUEST_PARAMETERS INVALID_QUERY_PARAMS MERCHANT_NOT_LIVE
    NOT_FOUND UNSUPPORTED_COUNTRY UNSUPPORTED_CURRENCY UNSUPPORTED_BILLING_CURRENCY
    UNSUPPORTED_PAYMENT_CURRENCY EXCHANGE_RATE_NOT_FOUND INVALID_TAX_ID UNSUPPORTED_TAX_CATEGORY
    MISSING_PRODUCT_INFORMATION PRODUCT_IS_DELETED PAY_AS_YOU_WANT_AMOUNT_REQUIRED
    REQUEST_AMOUNT_BELOW_MINIMUM TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT INVALID_DISCOUNT_CODE
    DISCOUNT_CODE_EXPIRED DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT
    UNSUPPORTED_DISCOUNT_TYPE DISCOUNT_CUSTOMER_NOT_ELIGIBLE DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET
    DISCOUNT_NOT_YET_ACTIVE DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED NO_ELIGIBLE_PAYMENT_METHODS
    MAXIMUM_KEYS_REACHED PRODUCT_CART_EMTPY BRAND_MISMATCH BRAND_NOT_ENABLED INVALID_QUANTITY
    UNSUPPORTED_ACTION
    """
REFUSALS = frozenset(_REFUSALS.split())
"""Codes that say that the order was refused, whatever the status beside them."""


@value
class Answer:
    """A whole answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def __repr__(self) -> str:
        return f"Answer({self.status})"


@value
class Failure:
    """No whole answer. `sent` says whether a byte of the request may have gone out.

    `reason` where nothing was sent is one of: dns, refused, tls, timeout, proxy, busy, closed, unreachable,
    throttled; otherwise one of: reset, timeout, unreadable, unexpected.
    """

    sent: bool
    reason: str
    wait: float | None = None


@value
class Refusal:
    """Dodo's own words. Its repr leaves the message out, which may quote what was typed."""

    code: str
    message: str

    def __repr__(self) -> str:
        return f"Refusal({self.code})"


def refusal_of(body: bytes) -> Refusal | None:
    """Dodo's error body, None where it is someone else's."""
    try:
        error = wire.read(wire.ErrorBody, body)
    except Unreadable:
        return None
    code = error.code or ""
    if not _CODE.fullmatch(code) or len(code) > 100:
        return None
    message = " ".join((error.message or "").split())
    return Refusal(code, message[:MESSAGE_LIMIT])


def from_dodo(answer: Answer) -> bool:
    """Whether the answer was surely Dodo's, so that its Date is too."""
    if answer.status == 200:
        return is_object(answer.body)
    return answer.status == 429 or refusal_of(answer.body) is not None


def outcome_of(result: Answer | Failure, now: datetime) -> Outcome:
    """What became of a creation. `now` is aware; it matters for waits told as a date."""
    if isinstance(result, Failure):
        return Unclear(result.reason) if result.sent else NotSent(result.reason, result.wait)
    if result.status == 200:
        created = _created(result.body)
        if created is not None:
            return created
    refusal = refusal_of(result.body)
    by_code = _by_code(result, refusal, now) if refusal else None
    return by_code or _by_status(result, refusal, now)


def _created(body: bytes) -> Created | None:
    try:
        payment = wire.read(wire.PaymentBody, body).core()
    except Unreadable:
        return None
    return Created(payment) if payment.payment_id else None


def _by_code(answer: Answer, refusal: Refusal, now: datetime) -> Outcome | None:
    match refusal.code:
        case "DISCOUNT_CONCURRENT_REDEMPTION":
            return NotSent("discount_busy", told_wait(answer.headers, now))
        case "TOO_MANY_REQUESTS":
            return NotSent("throttled", told_wait(answer.headers, now))
        case "UNAUTHORIZED":
            return Blocked("key_forbidden" if answer.status == 403 else "key_refused")
        case "INTERNAL_SERVER_ERROR":
            return Unclear("server")
        case code if code in REFUSALS:
            return Rejected(answer.status, code, refusal.message)
    return None


_UNCLEAR = {200: "unreadable", 401: "proxy", 403: "proxy", 407: "proxy", 408: "timeout", 409: "conflict"}
_REFUSED = frozenset({400, 404, 422})


def _by_status(answer: Answer, refusal: Refusal | None, now: datetime) -> Outcome:
    status = answer.status
    if status == 429:
        return NotSent("throttled", told_wait(answer.headers, now))
    if refusal and status in {401, 403}:
        return Blocked("key_refused" if status == 401 else "key_forbidden")
    if refusal and status in _REFUSED:
        return Rejected(status, refusal.code, refusal.message)
    if status == 422 and not _is_page(answer):
        return Rejected(status, "")
    return Unclear(_why_unclear(status))


def _why_unclear(status: int) -> str:
    if status in _REFUSED:
        return "proxy"
    if 300 <= status < 400:
        return "redirect"
    return _UNCLEAR.get(status, "server" if 500 <= status < 600 else "unexpected")


def _is_page(answer: Answer) -> bool:
    return "html" in answer.headers.get("content-type", "").lower() or answer.body.lstrip().startswith(b"<")


def gateway_error_of(result: Answer | Failure, now: datetime) -> GatewayError | None:
    """Why a read has no answer to go on with; None for a 200."""
    if isinstance(result, Failure):
        reason = {"throttled": "throttled", "unreadable": "unreadable"}.get(result.reason, "offline")
        return GatewayError(reason, wait=result.wait)
    if result.status == 200:
        return None
    refusal = refusal_of(result.body)
    reason = _read_reason(result, refusal)
    wait = told_wait(result.headers, now) if reason in {"throttled", "server"} else None
    if refusal is None:
        return GatewayError(reason, wait=wait)
    return GatewayError(reason, code=refusal.code, message=refusal.message, wait=wait)


_BY_CODE = {"UNAUTHORIZED": "key", "TOO_MANY_REQUESTS": "throttled", "NOT_FOUND": "not_found"}
_BY_STATUS = {401: "key", 403: "key", 404: "not_found", 408: "server", 429: "throttled"}
_IN_BETWEEN = frozenset({400, 401, 403, 404, 407})
"""What something between here and Dodo answers too; Dodo says so in its own words."""


def _read_reason(answer: Answer, refusal: Refusal | None) -> str:
    status = answer.status
    if status >= 500 and (refusal is None or refusal.code not in REFUSALS | _BY_CODE.keys()):
        return "server"
    if refusal is None and (300 <= status < 400 or status in _IN_BETWEEN):
        return "proxy"
    if refusal is None and status != 429 and (status < 400 or _is_page(answer)):
        return "unreadable"
    by_status = _BY_STATUS.get(status, "refused")
    if refusal is None:
        return by_status
    return _BY_CODE.get(refusal.code, "refused" if refusal.code in REFUSALS else by_status)
