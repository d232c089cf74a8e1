"""Symbols that people type for a currency in its own country, beside the code and CLDR's symbol."""

from collections.abc import Mapping
from types import MappingProxyType

_DOLLARS = (
    "ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD "
    "USD UYU XCD"
)
_POUNDS = "EGP FKP GBP GIP LBP SHP SSP"
_CROWNS = "DKK NOK SEK"
_RUPEES = "INR LKR MUR NPR PKR SCR"

_OWN: dict[str, tuple[str, ...]] = {
    "AED": ("Dh", "Dhs", "د.إ"),
    "AUD": ("A$", "AU$"),
    "BDT": ("৳", "Tk"),
    "BGN": ("лв", "лв."),
    "BHD": ("BD", "د.ب"),
    "BRL": ("R$",),
    "CAD": ("C$", "CA$"),
    "CHF": ("Fr", "Fr.", "SFr", "SFr."),
    "CNY": ("¥", "元", "RMB"),
    "CRC": ("₡",),
    "CZK": ("Kč",),
    "DZD": ("DA", "د.ج"),
    "EUR": ("€",),
    "GEL": ("₾",),
    "GHS": ("₵", "GH₵"),
    "HKD": ("HK$",),
    "HUF": ("Ft",),
    "IDR": ("Rp", "Rp."),
    "ILS": ("₪", "NIS"),
    "INR": ("₹",),
    "IQD": ("د.ع",),
    "JOD": ("JD", "د.أ", "د.ا"),
    "JPY": ("¥", "円"),
    "KES": ("KSh", "Ksh."),
    "KHR": ("៛",),
    "KRW": ("₩", "원"),
    "KWD": ("KD", "د.ك"),
    "KZT": ("₸",),
    "LAK": ("₭",),
    "LYD": ("LD", "د.ل"),
    "MAD": ("DH", "د.م."),
    "MNT": ("₮",),
    "MYR": ("RM",),
    "NGN": ("₦",),
    "NZD": ("NZ$",),
    "OMR": ("RO", "ر.ع."),
    "PEN": ("S/", "S/."),
    "PHP": ("₱",),
    "PLN": ("zł",),
    "PYG": ("₲",),
    "QAR": ("QR", "ر.ق"),
    "RON": ("lei",),
    "RSD": ("din", "din."),
    "RUB": ("₽", "руб", "руб."),
    "SAR": ("SR", "ر.س"),
    "SGD": ("S$",),
    "THB": ("฿",),
    "TND": ("DT", "د.ت"),
    "TRY": ("₺", "TL"),
    "TWD": ("NT$", "元"),
    "TZS": ("TSh",),
    "UAH": ("₴", "грн", "грн."),
    "UGX": ("USh",),
    "USD": ("US$",),
    "VND": ("₫", "đ"),
    "XAF": ("FCFA", "CFA"),
    "XOF": ("FCFA", "CFA", "F CFA"),
    "XPF": ("CFP", "F"),
    "ZAR": ("R",),
}

_SHARED = {
    "$": _DOLLARS,
    "£": _POUNDS,
    "kr": _CROWNS,
    "kr.": _CROWNS,
    "Rs": _RUPEES,
    "Rs.": _RUPEES,
    "₨": _RUPEES,
}


def _gather() -> dict[str, tuple[str, ...]]:
    found = {code: list(symbols) for code, symbols in _OWN.items()}
    for symbol, codes in _SHARED.items():
        for code in codes.split():
            found.setdefault(code, []).append(symbol)
    return {code: tuple(symbols) for code, symbols in found.items()}


SYMBOLS: Mapping[str, tuple[str, ...]] = MappingProxyType(_gather())
"""Symbols by currency code. Many are shared, so they tell an amount's currency only where it is known."""
