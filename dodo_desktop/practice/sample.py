"""What the practice shop sells, to whom, and by which made-up rules: read from the shipped sample files."""

import json
from functools import cache
from typing import Any

from dodo_desktop.assets import resources
from dodo_desktop.core.value import value

Json = dict[str, Any]


@value
class Rules:
    """Tables of the practice server.

    The rates of tax and exchange and the refused countries are made up; the other lists and the minima are
    Dodo's.
    """

    countries_supported: tuple[str, ...]
    countries_refused: frozenset[str]
    payment_methods: frozenset[str]
    minimum_total: dict[str, int]
    """Least total in minor units, for each currency that any order can be billed in."""
    rate_micro_per_usd: dict[str, int]
    """Millionths of a major unit that one US dollar buys."""
    tax_per_100000: dict[str, int]
    us_tax_per_100000: dict[str, int]
    us_state_names: dict[str, str]
    eu_countries: frozenset[str]

    def tax_rate(self, country: str, state: str | None) -> int:
        """Parts of tax in 100,000 of price; 0 where the table knows none."""
        if country != "US":
            return self.tax_per_100000.get(country, 0)
        text = (state or "").strip()
        return self.us_tax_per_100000.get(self.us_state_names.get(text.lower(), text.upper()), 0)


def _read(name: str) -> Any:
    return json.loads((resources() / "sample" / name).read_text(encoding="utf-8"))


@cache
def rules() -> Rules:
    """The tables, read once."""
    table = _read("rules.json")
    return Rules(
        countries_supported=tuple(table["countries_supported"]),
        countries_refused=frozenset(table["countries_refused"]),
        payment_methods=frozenset(table["payment_methods"]),
        minimum_total=table["minimum_total"],
        rate_micro_per_usd=table["rate_micro_per_usd"],
        tax_per_100000=table["tax_per_100000"],
        us_tax_per_100000=table["us_tax_per_100000"],
        us_state_names=table["us_state_names"],
        eu_countries=frozenset(table["eu_countries"]),
    )


def shop() -> Json:
    """Name and addresses of the made-up business."""
    found: Json = _read("shop.json")
    return found


def customers() -> list[Json]:
    """The sample customers, oldest first."""
    return list(_read("customers.json"))


def products() -> list[Json]:
    """The sample products, archived ones included."""
    return list(_read("products.json"))


def discounts() -> list[Json]:
    """The sample discounts; `expires` says how their end is reckoned."""
    return list(_read("discounts.json"))
