"""Which country a pasted address is in: by its name, or by a postal code that only one country writes so."""

import re
from functools import cache

from dodo_desktop.core.address_forms import address_fields
from dodo_desktop.core.address_table import address_row, names_of
from dodo_desktop.core.countries import COUNTRIES, resolve_country
from dodo_desktop.core.paste_atoms import Atom, Block
from dodo_desktop.core.paste_cities import country_of_city
from dodo_desktop.core.paste_native import native_country
from dodo_desktop.core.search import fold
from dodo_desktop.core.states import resolve_state

_SHORT = {
    "USA": "US",
    "U.S.A.": "US",
    "US": "US",
    "U.S.": "US",
    "UK": "GB",
    "U.K.": "GB",
    "GB": "GB",
    "UAE": "AE",
    "KSA": "SA",
    "PRC": "CN",
    "P.R. CHINA": "CN",
    "HONG KONG SAR": "HK",
    "KOREA": "KR",
    "REPUBLIC OF IRELAND": "IE",
    "HELLAS": "GR",
    "ČESKÁ REPUBLIKA": "CZ",
    "CESKA REPUBLIKA": "CZ",
    "SLOVENSKÁ REPUBLIKA": "SK",
    "SLOVENSKA REPUBLIKA": "SK",
    "РОССИЙСКАЯ ФЕДЕРАЦИЯ": "RU",
    "السعودية": "SA",
    "الإمارات": "AE",
    "ประเทศไทย": "TH",
    "日本": "JP",
    "한국": "KR",
    "中国": "CN",
    "中國": "CN",
    "台灣": "TW",
    "臺灣": "TW",
    "台湾": "TW",
    "香港": "HK",
}

_TOWNS = frozenset(
    ["DJ", "DZ", "GE", "GI", "GT", "JE", "KW", "LU", "MC", "MX", "PA", "SG", "SM", "ST", "SV", "TN"]
)
"""Countries whose names are towns' or states' names, too, or part of one."""

# What is put before a postal code across a border, where the code then says which country it is.
_MARKS = {
    "A": "AT", "B": "BE", "CH": "CH", "CZ": "CZ", "D": "DE", "DE": "DE", "DK": "DK", "E": "ES", "F": "FR",
    "FI": "FI", "FIN": "FI", "FL": "LI", "FR": "FR", "H": "HU", "HU": "HU", "I": "IT", "IT": "IT", "L": "LU",
    "LT": "LT", "LV": "LV", "N": "NO", "NL": "NL", "NO": "NO", "P": "PT", "PL": "PL", "S": "SE", "SE": "SE",
    "SI": "SI", "SK": "SK",
}  # fmt: skip
_MARKED = re.compile(rf"(?m)(?:^|, ?)({'|'.join(_MARKS)})[- ](\d[\d ]{{2,6}}\d)\b")


def marks_of(country: str) -> list[str]:
    """What may stand before a postal code of a country."""
    return [mark for mark, code in _MARKS.items() if code == country]


@cache
def _own_names() -> dict[str, str]:
    """Folded names of countries in their own languages; those of several mean none."""
    found: dict[str, str] = {}
    for code in COUNTRIES:
        for name in names_of(code):
            key = fold(name)
            found[key] = code if found.get(key, code) == code else ""
    return found


def named_country(text: str, locale: str) -> str:
    """The code of the country whose whole name a text is, in English, the locale's language or its own."""
    if text.strip().upper() in _SHORT:
        return _SHORT[text.strip().upper()]
    if len(text.strip()) < 3:
        return ""
    return resolve_country(text, locale) or _own_names().get(fold(text), "")


def take_country(block: Block, locale: str) -> str:
    """The country that the block names, whose words are taken; empty where it names none.

    A name is looked for from the end, as a part of its own, else as the last words of one with a number.
    """
    free = block.free
    for atom in reversed(free[1:]):
        code = named_country(atom.text, locale)
        if not code and _own_line(block, atom) and re.fullmatch("[A-Z]{2}", atom.text) and atom is free[-1]:
            code = atom.text if atom.text in COUNTRIES else ""
        if code and not _before_a_code(atom, free):
            atom.take()
            return code
    for atom in reversed(free):
        code, rest = _last_words(atom.text, locale)
        if code:
            atom.text = rest
            return code
    return ""


def _own_line(block: Block, atom: Atom) -> bool:
    return sum(other.line == atom.line for other in block.atoms) == 1


def _before_a_code(atom: Atom, free: list[Atom]) -> bool:
    """Whether it is a town or a state: Georgia before its code, Lebanon before New Hampshire's."""
    after = free[free.index(atom) + 1 :]
    return bool(after) and re.fullmatch(r"(?:[A-Z]{2}\s+)?\d{4,6}(?:-\d{3,4})?", after[0].text) is not None


def _last_words(text: str, locale: str) -> tuple[str, str]:
    words = text.split()
    for count in (3, 2, 1):
        if len(words) <= count or not any(c.isdigit() for c in " ".join(words[:-count])):
            continue
        tail = " ".join(words[-count:]).strip("()")
        code = named_country(tail, locale)
        # Where a town may be meant, a code stands before the country.
        if code and (code not in _TOWNS or re.search(r"\d$", words[-count - 1].strip("(),-"))):
            return code, " ".join(words[:-count]).strip(" ,-–(")
    return "", text


def telling_country(block: Block) -> str:
    """The country whose way of writing an address this is and no other's; empty where several write so."""
    text = block.source
    native = native_country(text)
    if native:
        return native
    for test, code in _TELLING:
        if test(text):
            return code
    marked = _MARKED.search(text)
    if marked:
        code = _MARKS[marked[1]]
        return code if address_fields(code).fits(marked[2]) else ""
    return country_of_city(text)


def _japanese(text: str) -> bool:
    coded = re.search(r"\b\d{3}-\d{4}\b", text) is not None
    return coded and any(resolve_state("JP", word) for word in re.findall(r"[A-Z][a-z]+", text))


def _pattern(code: str, extra: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{address_row(code).pattern}){extra}(?![\w-])")


def _british(text: str) -> bool:
    return _pattern("GB").search(text.upper()) is not None


def _canadian(text: str) -> bool:
    return _pattern("CA").search(text.upper()) is not None


def _dutch(text: str) -> bool:
    return re.search(r"(?m)^\d{4} ?[A-Z]{2} [A-Z][a-z]", text) is not None


def _american(text: str) -> bool:
    if _coded_state("US", r"\b([A-Z]{2}),?\s+(\d{5})(?:-\d{4})?\b", text):
        return True
    for match in re.finditer(r"((?:[A-Z][a-z]+ ){1,3})(\d{5})(?:-\d{4})?\b", text):
        words = match[1].split()
        for count in range(1, len(words) + 1):
            state = resolve_state("US", " ".join(words[-count:]))
            if state is not None and state.zips and re.match(state.zips, match[2]):
                return True
    return False


def _french(text: str) -> bool:
    return re.search(r"(?mi)^\d{5} [^\d\n]+ cedex\b", text) is not None


def _singaporean(text: str) -> bool:
    return re.search(r"\bSingapore,? \d{6}\b", text) is not None


def _australian(text: str) -> bool:
    return _coded_state("AU", r"\b([A-Z]{2,3}),?\s+(\d{4})\b", text)


def _indian(text: str) -> bool:
    coded = re.search(r"(?<!\d)\d{3} ?\d{3}(?!\d)", text) is not None
    return coded and any(resolve_state("IN", part.strip(" .-")) for part in _words_of(text))


def _words_of(text: str) -> list[str]:
    return [part for part in re.split(r"[\d\n,;()-]+", text) if len(part.strip(" .-")) > 3]


def _brazilian(text: str) -> bool:
    return re.search(r"(?<![\d-])\d{5}-\d{3}(?![\d-])", text) is not None


def _polish(text: str) -> bool:
    return re.search(r"(?m)^\d{2}-\d{3} [^\W\d]", text) is not None


def _portuguese(text: str) -> bool:
    return re.search(r"(?m)^\d{4}-\d{3} [^\W\d]", text) is not None


def _italian(text: str) -> bool:
    return _coded_state("IT", r"(?m)^(?P<zip>\d{5}) [^\d\n]+?[ (](?P<state>[A-Z]{2})\)?$", text)


def _coded_state(country: str, pattern: str, text: str) -> bool:
    """Whether a state's code stands by a postal code that is one of that state's."""
    for match in re.finditer(pattern, text):
        named = match.groupdict()
        short, code = (named["state"], named["zip"]) if named else (match[1], match[2])
        state = resolve_state(country, short)
        if state is not None and state.code == short and state.zips and re.match(state.zips, code):
            return True
    return False


_TELLING = (
    (_japanese, "JP"),
    (_singaporean, "SG"),
    (_french, "FR"),
    (_british, "GB"),
    (_canadian, "CA"),
    (_dutch, "NL"),
    (_american, "US"),
    (_australian, "AU"),
    (_italian, "IT"),
    (_brazilian, "BR"),
    (_portuguese, "PT"),
    (_polish, "PL"),
    (_indian, "IN"),
)
