"""Amounts of money: whole minor units with their currency, never a float."""

from collections.abc import Iterable
from typing import Self

from dodo_desktop.core.value import value

INT32_MAX = 2**31 - 1
"""The largest amount in minor units that a payment can carry."""

_CODES = """
    AED ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK
    HTG HUF IDR ILS INR IQD JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SZL THB TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
    """

CURRENCIES: tuple[str, ...] = tuple(_CODES.split())
"""Every currency code that the API knows, in its order. Being listed does not make one billable."""

_NO_DECIMALS = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = dict.fromkeys(_NO_DECIMALS.split(), 0) | dict.fromkeys(_THREE_DECIMALS.split(), 3)

UNPROVED_EXPONENT = frozenset({"CLP", "MGA"})
"""Currencies whose decimals nobody has proved: show the integer that is sent beside the amount."""


def exponent(currency: str) -> int:
    """How many decimals the minor unit of a currency stands for: 0, 2 or 3.

    These are the payment engine's; CLDR's differ (ALL, RSD, LBP, IQD and others). A code not listed has 2.
    """
    return _EXPONENTS.get(currency, 2)


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added, subtracted or compared."""


@value
class Money:
    """An amount: `minor` counts the currency's smallest unit (cents, yen, fils), `currency` is its code.

    Raises TypeError where `minor` is no int (a bool or float is none) or `currency` no str. Sums may exceed
    INT32_MAX; `sendable` tells.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("an amount is a whole number of minor units")
        if type(self.currency) is not str:
            raise TypeError("a currency is named by its code")

    @property
    def sendable(self) -> bool:
        """Whether a payment can carry this amount: from 0 to INT32_MAX."""
        return 0 <= self.minor <= INT32_MAX

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            return NotImplemented
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> Self:
        """The sum of `amounts`, all in `currency`, else CurrencyMismatch; nothing adds up to zero."""
        start = cls(0, currency)
        return cls(sum(start._same(amount) for amount in amounts), currency)
