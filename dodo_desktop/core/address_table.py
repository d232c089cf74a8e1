"""The shipped table of addresses: what each country's post writes, and the parts that a country has.

It is cut out of a well-kept library, see `packaging/devtools/addresses.py`; nothing is fetched.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from dodo_desktop.assets import resources
from dodo_desktop.core.value import value


@value
class State:
    """A part of a country that addresses name: a state, a province, a prefecture.

    `name` is in Latin letters, `native` in the country's own script where that is another. `code` is the
    short form that mail uses, or empty. `zips` is a pattern for the beginning of its postal codes, or empty.
    """

    name: str
    code: str = ""
    native: str = ""
    others: tuple[str, ...] = ()
    zips: str = ""


@value
class AddressRow:
    """A country's line of the table.

    `order` and `needs` spell fields with a letter each: A street, C city, S state, Z postal code. `state`,
    `city` and `zip` say what kind of thing these are there; empty for the usual. `pattern` matches a whole
    postal code, `prefix` is what people put before one. `names` are what its own people call the country,
    `language` is the first of its languages.
    """

    order: str = "ACSZ"
    needs: str = "AC"
    state: str = ""
    city: str = ""
    zip: str = ""
    pattern: str = ""
    examples: tuple[str, ...] = ()
    prefix: str = ""
    names: tuple[str, ...] = ()
    language: str = ""
    states: tuple[State, ...] = ()


@cache
def _lines() -> Mapping[str, bytes]:
    """The file's line of each country, as it is there: as objects all would take seven times as much."""
    lines = (resources() / "addresses.json").read_bytes().splitlines()
    return {line[1:3].decode(): line[5:].rstrip(b",") for line in lines if line[3:5] == b'":'}


def _read(code: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(_lines().get(code, b"{}"))
    return row


def names_of(code: str) -> tuple[str, ...]:
    """What a country's own people call it; for whoever asks that of all of them."""
    return tuple(_read(code).get("names", ()))


@lru_cache(maxsize=300)
def address_row(code: str) -> AddressRow:
    """The line of a country by its two-letter code; one that offers every field where there is none."""
    if not code:
        # Nothing is read from disk for an empty form.
        return AddressRow()
    row = _read(code)
    states = tuple(
        State(name, short, native, tuple(others), zips)
        for name, short, native, others, zips in row.pop("states", ())
    )
    examples, names = (tuple(row.pop(key, ())) for key in ("examples", "names"))
    return AddressRow(**row, examples=examples, names=names, states=states)
