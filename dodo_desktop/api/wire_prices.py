"""The prices that Dodo answers: a preview's and a discount's. Read as leniently as the rest, see `wire`."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from dodo_desktop.api import lenient
from dodo_desktop.api.lenient import Unreadable, first
from dodo_desktop.api.wire import Flag, Got, Id, Integer, Moment, Text, Texts
from dodo_desktop.core.money import Money
from dodo_desktop.core.preview import Discount, Preview

_OBJECT = BeforeValidator(lenient.as_object)
_LIST = BeforeValidator(lenient.as_objects)


class BreakupBody(Got):
    """The sums of a preview, in minor units."""

    subtotal: Integer = None
    discount: Integer = None
    tax: Integer = None
    total_amount: Integer = None


class PreviewLineBody(Got):
    """A priced line."""

    tax_rate: Integer = None
    discount_amount: Integer = None


class PreviewBody(Got):
    """Dodo's calculation of a cart."""

    currency: Id = ""
    current_breakup: Annotated[BreakupBody, _OBJECT] = BreakupBody()
    product_cart: Annotated[list[PreviewLineBody], _LIST] = Field(default_factory=list)
    total_price: Integer = None
    total_tax: Integer = None
    tax_id_err_msg: Text = ""
    tax_id_business_name: Text = ""

    def core(self) -> Preview:
        """As core knows it. Raises Unreadable without a total or its currency."""
        sums = self.current_breakup
        total = first(sums.total_amount, self.total_price)
        if total is None or not self.currency:
            raise Unreadable("a preview without a total")
        tax, discount = first(sums.tax, self.total_tax) or 0, sums.discount or 0
        rates = {line.tax_rate for line in self.product_cart}
        cuts = {line.discount_amount for line in self.product_cart}
        return Preview(
            currency=self.currency.upper(),
            subtotal=total - tax + discount if sums.subtotal is None else sums.subtotal,
            discount=discount,
            tax=tax,
            total=total,
            tax_rate=rates.pop() if len(rates) == 1 else None,
            discount_rate=cuts.pop() if len(cuts) == 1 else None,
            tax_id_refused=self.tax_id_err_msg,
            tax_id_business=self.tax_id_business_name,
        )


class CurrencyOptionBody(Got):
    """What a discount is held to in one currency."""

    currency: Id = ""
    is_default: Flag = None
    minimum_subtotal: Integer = None
    max_amount_possible: Integer = None

    def money(self, minor: int | None) -> Money | None:
        """An amount in this currency; None for none and for nothing."""
        return Money(minor, self.currency.upper()) if minor and minor > 0 and self.currency else None


class DiscountBody(Got):
    """A discount code."""

    code: Text = ""
    type: Text = ""
    amount: Integer = None
    starts_at: Moment = None
    expires_at: Moment = None
    restricted_to: Texts = Field(default_factory=list)
    customer_eligibility: Text = ""
    currency_options: Annotated[list[CurrencyOptionBody], _LIST] = Field(default_factory=list)

    def core(self) -> Discount:
        """As core knows it. A flat amount without a currency is in US cents, as it was once documented."""
        amount, currency = self.amount or 0, ""
        options = sorted(self.currency_options, key=lambda option: not option.is_default)
        own = options[0] if options else CurrencyOptionBody()
        percentage = self.type == "percentage"
        if not percentage:
            named = next((o for o in options if o.max_amount_possible is not None and o.currency), None)
            currency = named.currency.upper() if named else "USD"
            amount = (named.max_amount_possible if named else None) or amount
        return Discount(
            self.code,
            self.type,
            amount,
            currency,
            starts=self.starts_at.isoformat() if self.starts_at else "",
            ends=self.expires_at.isoformat() if self.expires_at else "",
            restricted_to=tuple(self.restricted_to),
            least=own.money(own.minimum_subtotal),
            cap=own.money(own.max_amount_possible) if percentage else None,
            eligible=self.customer_eligibility,
        )
