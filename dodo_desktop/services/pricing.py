"""Pricing: an estimate at once, then Dodo's own calculation of the same cart."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta

from dodo_desktop.core.countries import address_fields, resolve_country
from dodo_desktop.core.currencies import resolve_currency
from dodo_desktop.core.draft import CartLine, CustomerMode, Draft, untouched
from dodo_desktop.core.estimate import estimate, line_price
from dodo_desktop.core.limits import CART_LIMIT, quantity_of
from dodo_desktop.core.money import INT32_MAX, Money
from dodo_desktop.core.preview import Preview, Total
from dodo_desktop.core.value import value
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Clock, Gateway, GatewayError
from dodo_desktop.services.waiting import Sleep, ended, going

APART = 0.6
"""Seconds from one question to the next, at least."""

AFTER = 0.03
"""Seconds from an edit to its question, at least: what the edit changed is painted first, and a key that
comes right behind it does not wait for a request to be made."""

HOLDS = 600.0
"""Seconds for which Dodo's total is good. Then it is asked for anew: a form can stand open for hours, and the
same cart can be sold all day, while prices change."""

TRIES = 3
"""How often the same question is asked where Dodo could be reached and gave no answer."""

_NAP = 30.0
"""Seconds after which the wall clock is looked at: a computer that slept counts them otherwise."""

_PATIENCE, _MOST_PATIENCE = 5.0, 60.0
_REFUSALS = frozenset({"refused", "not_found"})
_PASSING = frozenset({"throttled", "server"})


@value
class _Answered:
    """Dodo's total for the question `body`, which it told `at`."""

    body: str
    total: Total
    at: datetime


class Pricing:
    """`changed` tells each new total, and one that was asked for anew. Only the answer to the last question
    counts."""

    def __init__(
        self,
        gateway: Gateway | None,
        clock: Clock,
        *,
        locale: str,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._gateway = gateway
        self._clock = clock
        self._locale = locale
        self._sleep = sleep
        self.changed: Feed[Total] = Feed()
        self.total = Total(None, exact=False, why_estimate="incomplete")
        self._body = ""
        self._priced: Draft | None = None
        self._estimate = self.total
        self._answered: _Answered | None = None
        self._asking: asyncio.Task[None] | None = None
        self._renewing: asyncio.Task[None] | None = None
        self._resting = False
        self._asked_at: float | None = None

    @property
    def checked_at(self) -> datetime | None:
        """When Dodo told the total; None for an estimate."""
        return self._answered.at if self._answered is not None and self.total.exact else None

    def update(self, draft: Draft) -> None:
        """The draft changed."""
        before, self._priced = self._priced, draft
        if before is not None and untouched(draft, before, "lines", "billing", "customer", "options"):
            return
        body = preview_body(draft, self._locale) or ""
        self._estimate = estimate(draft, self._locale)
        if (known := self._still_good(body)) is not None:
            if body != self._body:
                self._drop()
                self._body = body
            self._tell(known)
            self._renew_in_time()
            return
        if body and self._gateway is None:
            self._estimate = replace(self._estimate, why_estimate="offline")
        elif body:
            self._estimate = replace(self._estimate, why_estimate="checking")
        elif self._estimate.why_estimate == "checking":
            # Such as a quantity of 0: there is a sum, and nothing that Dodo could be asked.
            self._estimate = replace(self._estimate, why_estimate="incomplete")
        old = self.total.exact and self._asking is None
        if body != self._body or old:
            self._body = body
            self._drop()
            self._tell(self._estimate)
            self._ask()
        elif self._asking is None or not body:
            # The same question was asked in vain; `again` asks it anew.
            self._tell(self._again_in_vain() if body else self._estimate)

    def _again_in_vain(self) -> Total:
        last = self.total
        return replace(
            self._estimate,
            why_estimate=last.why_estimate,
            refused_code=last.refused_code,
            refused_message=last.refused_message,
        )

    def again(self) -> None:
        """Asks anew what had no answer, because Dodo can be reached again."""
        if self._body and (self._asking is None or self._resting) and not self.total.exact:
            self._drop()
            self._tell(replace(self._estimate, why_estimate="checking"))
            self._ask()

    def gateway_changed(self, gateway: Gateway | None) -> None:
        """Another key, or none: what the last one was told is no longer sure."""
        self._gateway = gateway
        self._priced = self._answered = None
        self._drop()
        if self._body:
            why = "checking" if gateway is not None else "offline"
            self._tell(replace(self._estimate, why_estimate=why))
            self._ask()

    async def stop(self) -> None:
        """Ends; a question under way is given up."""
        asking, renewing = self._asking, self._renewing
        self._drop()
        await ended(asking)
        await ended(renewing)

    def _drop(self) -> None:
        for task in (self._asking, self._renewing):
            if task is not None:
                task.cancel()
        self._asking = self._renewing = None
        self._resting = False

    def _still_good(self, body: str) -> Total | None:
        """Dodo's total for this question; None where it told none, or too long ago."""
        known = self._answered
        if known is None or known.body != body:
            return None
        age = self._clock.now() - known.at
        return known.total if timedelta(0) <= age < timedelta(seconds=HOLDS) else None

    def _renew_in_time(self) -> None:
        if self._renewing is None and self._asking is None:
            self._renewing = going(self._renew(self._body), "preview anew")

    async def _renew(self, body: str) -> None:
        while self._still_good(body) is not None:
            await self._sleep(_NAP)
        self._renewing = None
        self._ask()

    def _ask(self) -> None:
        if self._body and self._gateway is not None:
            self._asking = going(self._answer(self._gateway, self._body), "preview")

    async def _answer(self, gateway: Gateway, body: str) -> None:
        apart = 0.0 if self._asked_at is None else self._asked_at + APART - self._clock.monotonic()
        await self._sleep(max(AFTER, apart))
        for attempt in range(1, TRIES + 1):
            self._asked_at = self._clock.monotonic()
            try:
                preview = await gateway.preview(body)
            except GatewayError as error:
                self._tell(self._without_answer(error))
                if error.reason not in _PASSING or attempt == TRIES:
                    break
                self._resting = True
                await self._sleep(min(error.wait or _PATIENCE * attempt, _MOST_PATIENCE))
                self._resting = False
            else:
                self._answered = known = _Answered(body, total_of(preview), self._clock.now())
                self._asking = None
                self._tell(known.total, anew=True)
                self._renew_in_time()
                return
        self._asking = None

    def _without_answer(self, error: GatewayError) -> Total:
        if error.reason not in _REFUSALS:
            why = "offline" if error.reason == "offline" else "unanswered"
            return replace(self._estimate, why_estimate=why)
        return replace(
            self._estimate, why_estimate="refused", refused_code=error.code, refused_message=error.message
        )

    def _tell(self, total: Total, *, anew: bool = False) -> None:
        if anew or total != self.total:
            self.total = total
            self.changed.emit(total)


def total_of(preview: Preview) -> Total:
    """Dodo's calculation as the summary shows it."""
    currency = preview.currency
    return Total(
        Money(preview.total, currency),
        exact=True,
        subtotal=Money(preview.subtotal, currency),
        discount=Money(preview.discount, currency) if preview.discount else None,
        tax=Money(preview.tax, currency),
        tax_rate=preview.tax_rate,
        discount_rate=preview.discount_rate if preview.discount else None,
        tax_id_refused=preview.tax_id_refused,
        tax_id_business=preview.tax_id_business,
    )


def preview_body(draft: Draft, locale: str) -> str | None:
    """The JSON text that asks Dodo for the price; None where the country or a line is not understood."""
    country = resolve_country(draft.billing.country, locale)
    cart = [_item(line, locale) for line in draft.lines]
    items = [item for item in cart if item is not None]
    if country is None or not 0 < len(items) == len(cart) <= CART_LIMIT:
        return None
    billing, options, entry = draft.billing, draft.options, draft.customer
    # A field that is out of sight keeps its text, and that is no part of the order.
    shown = address_fields(country, every=billing.every_field).order
    address = {name: getattr(billing, name).strip() for name in shown}
    document: dict[str, object] = {
        "product_cart": items,
        "billing_address": {"country": country} | {name: text for name, text in address.items() if text},
    }
    if entry.mode is CustomerMode.EXISTING and entry.existing:
        document["customer"] = {"customer_id": entry.existing.customer_id}
    if options.currency.strip():
        currency = resolve_currency(options.currency, locale)
        if currency is None:
            return None
        document["billing_currency"] = currency
    for name in ("discount_code", "tax_id"):
        text = getattr(options, name).strip()
        if text:
            document[name] = text
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _item(line: CartLine, locale: str) -> dict[str, object] | None:
    product = line.product
    quantity = quantity_of(line.quantity)
    if product.recurring or product.off_sale or quantity is None or not 0 < quantity <= INT32_MAX:
        return None
    item: dict[str, object] = {"product_id": product.product_id, "quantity": quantity}
    if product.pay_what_you_want:
        price = line_price(line, locale)
        if price is None or not price.sendable:
            return None
        item["amount"] = price.minor
    return item
