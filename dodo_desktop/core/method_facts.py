"""For whom a payment method is usually there, as Dodo's documentation said. It ages; nothing here stops an
order, and what it says is a hint: Dodo decides for each payment what the customer is shown."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from dodo_desktop.core.money import Money
from dodo_desktop.core.value import value

AS_OF = date(2026, 8, 1)
"""The month of the documentation that these facts are from."""

_EUROPE = """
    AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD
    ME MK MT NL NO PL PT RO RS SE SI SJ SK SM UA VA
    """

EUROPE = frozenset(_EUROPE.split())
"""What "Europe" is taken for, widely."""


@value
class MethodFact:
    """Where a method is usually there; what is empty is not limited.

    `countries` are codes; `europe` adds all of EUROPE to them. `outside` are countries where it is not.
    `least` is the smallest payment. `listed` is false for a type that the documentation did not name, and
    `paused` true for one that it called paused.
    """

    countries: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    europe: bool = False
    least: Money | None = None
    listed: bool = True
    paused: bool = False

    def has_country(self, country: str) -> bool:
        """Whether it is usually there in a country; true for "", which is not known yet."""
        if not country:
            return True
        if country in self.outside:
            return False
        anywhere = not self.countries and not self.europe
        return anywhere or country in self.countries or (self.europe and country in EUROPE)


_ANYWHERE = MethodFact()
_UNLISTED = MethodFact(listed=False)
_LATER = Money(5001, "USD")

FACTS: Mapping[str, MethodFact] = MappingProxyType(
    {
        **dict.fromkeys(("credit", "debit", "sepa"), _ANYWHERE),
        **dict.fromkeys(("apple_pay", "google_pay"), MethodFact(outside=("IN",))),
        "amazon_pay": MethodFact(currencies=("USD",)),
        "cashapp": MethodFact(("US",), ("USD",)),
        "klarna": MethodFact(("US",), europe=True, least=_LATER),
        "afterpay_clearpay": MethodFact(("US", "GB"), least=_LATER),
        "upi_collect": MethodFact(("IN",), ("INR",)),
        "ideal": MethodFact(("NL",), ("EUR",)),
        "bancontact_card": MethodFact(("BE",), ("EUR",)),
        "eps": MethodFact(("AT",), ("EUR",)),
        "multibanco": MethodFact(("PT",), ("EUR",)),
        "satispay": MethodFact(currencies=("EUR",)),
        "blik": MethodFact(("PL",), ("PLN",)),
        "pix": MethodFact(("BR",), ("BRL",)),
        **dict.fromkeys(("kakao_pay", "naver_pay", "payco"), MethodFact(currencies=("KRW",))),
        **dict.fromkeys(("revolut_pay", "billie"), MethodFact(currencies=("GBP",))),
        "crypto_currency": MethodFact(currencies=("USD",)),
        "we_chat_pay": MethodFact(currencies=("USD", "CNY")),
        "paypal": MethodFact(listed=False, paused=True),
    }
)
"""What is known of each listed type; `fact_of` answers for all."""


def fact_of(method: str) -> MethodFact:
    """What is known of a type."""
    return FACTS.get(method, _UNLISTED)


@value
class Order:
    """What decides on methods: the country's code or "", the currencies it may be charged in, and what it
    comes to where that is one sum."""

    country: str = ""
    currencies: tuple[str, ...] = ()
    total: Money | None = None


def misfit(method: str, order: Order) -> MethodFact | None:
    """What speaks against a method for an order: a fact with only those limits that it fails, else None."""
    fact = fact_of(method)
    if not fact.listed:
        return fact
    country = fact.has_country(order.country)
    currency = _meets(fact.currencies, order.currencies)
    total = order.total
    small = bool(fact.least and total and total.currency == fact.least.currency and total < fact.least)
    if country and currency and not small:
        return None
    if country and currency:
        return MethodFact(least=fact.least)
    return replace(fact, least=fact.least if small else None)


def usual(methods: Collection[str], order: Order) -> frozenset[str]:
    """Those that nothing known speaks against."""
    return frozenset(method for method in methods if misfit(method, order) is None)


def _meets(limited: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return not limited or not wanted or bool(set(limited) & set(wanted))
