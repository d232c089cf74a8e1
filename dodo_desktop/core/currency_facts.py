"""What Dodo's documentation says about billing in a currency. It ages, so a person may know better."""

from collections.abc import Collection
from datetime import date
from functools import cache

from dodo_desktop.core.money import Money

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

_MINIMUMS = """
    AED 200 ALL 5000 AMD 50000 ARS 100000 AUD 50 AWG 200 AZN 200 BAM 200 BDT 10000 BMD 100 BND 100 BOB
    500 BRL 50 BSD 100 BWP 1500 BZD 200 CAD 50 CHF 50 CLP 1000 CNY 400 CRC 50000 CZK 1500 DKK 250 DOP
    10000 EGP 5000 ETB 10000 EUR 50 FJD 200 GBP 30 GEL 300 GMD 10000 GTQ 1000 GYD 20000 HKD 400 HNL 2500
    HUF 17500 IDR 850000 ILS 300 INR 500 JPY 50 KRW 50 KZT 50000 LKR 30000 LRD 20000 LSL 2000 MAD 1000
    MKD 5000 MOP 1000 MUR 5000 MVR 1500 MWK 200000 MXN 1000 MYR 400 NGN 200000 NOK 300 NPR 15000 NZD 100
    PEN 300 PGK 400 PHP 5000 PLN 200 PYG 4000 QAR 300 RON 200 RSD 6000 SAR 200 SBD 1000 SCR 1500 SEK 300
    SGD 50 SZL 2000 THB 2500 TOP 200 TRY 2000 TWD 2000 TZS 300000 USD 50 UYU 5000 VND 12000 WST 200 XAF
    300 XOF 300 ZAR 2000 ZMW 3000
    """


@cache
def _minimums() -> dict[str, int]:
    words = _MINIMUMS.split()
    return {currency: int(minor) for currency, minor in zip(words[::2], words[1::2], strict=True)}


def least_total(currency: str) -> Money | None:
    """The least total that Dodo is known to charge in a currency; None where nobody said so."""
    minor = _minimums().get(currency)
    return None if minor is None else Money(minor, currency)


def known_billable(currency: str, priced_in: Collection[str] = ()) -> bool:
    """Whether Dodo is known to bill in a currency, for a cart priced in `priced_in`.

    False means that nobody said so, not that Dodo refuses it.
    """
    return currency == "USD" or currency in ADAPTIVE or currency in priced_in
