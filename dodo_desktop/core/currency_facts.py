"""What Dodo's documentation says about billing in a currency. It ages; nothing here stops an order."""

from collections.abc import Collection
from datetime import date

AS_OF = date(2026, 8, 1)
"""The month of the documentation that these facts are from."""

_ADAPTIVE = """
    AED ALL AMD ARS AUD AWG AZN BAM BDT BMD BND BOB BRL BSD BWP BZD CAD CHF CLP CNY CRC CZK DKK DOP
    EGP ETB EUR FJD GBP GEL GMD GTQ GYD HKD HNL HUF IDR ILS INR JPY KRW KZT LKR LRD LSL MAD MKD MOP
    MUR MVR MWK MXN MYR NGN NOK NPR NZD PEN PGK PHP PLN PYG QAR RON RSD SAR SBD SCR SEK SGD SZL THB
    TOP TRY TWD TZS UYU VND WST XAF XOF ZAR ZMW
    """

ADAPTIVE: frozenset[str] = frozenset(_ADAPTIVE.split())
"""Currencies besides USD that a customer can be billed in where the account has adaptive pricing."""


def known_billable(currency: str, priced_in: Collection[str] = ()) -> bool:
    """Whether Dodo is known to bill in a currency, for a cart priced in `priced_in`.

    False means that nobody said so, not that Dodo refuses it.
    """
    return currency == "USD" or currency in ADAPTIVE or currency in priced_in
