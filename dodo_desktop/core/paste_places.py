"""Postal code, state and city of a pasted address, once its country is known or nobody knows it."""

import re
from dataclasses import dataclass

from dodo_desktop.core.address_forms import AddressForm
from dodo_desktop.core.paste_atoms import Atom, Block
from dodo_desktop.core.paste_country import marks_of, named_country
from dodo_desktop.core.paste_native import take_native
from dodo_desktop.core.paste_words import CODE_LABEL, COUNTIES, STREET, STREET_END
from dodo_desktop.core.search import fold
from dodo_desktop.core.states import resolve_state, shown_name

_EDGE = " ,;:.–—-/·"
_ANY_CODE = r"\d{4,6}(?:-\d{3,4})?|\d{2,3}-\d{3,4}|\d{3} \d{2}"
_SPACED = {"IN": r"\d{3} ?\d{3}", "JP": r"\d{3}[- ]?\d{4}", "SG": r"\d{6}"}
_CEDEX = re.compile(r"\bcedex\b", re.IGNORECASE)
"""In France it stands behind a city, with a number of its own."""

_NUMBERED_CITY = re.compile(r"[^\W\d]\D* \d{1,2}(?:\W+\D+)?")
_ROMAN_CITY = re.compile(r"[\w' -]+-(?:shi|ku|gun|machi|mura|cho|son)$", re.IGNORECASE)


@dataclass(slots=True)
class Places:
    """What was found; `first` is the atom at which the city's part of the address begins, `street` a street
    that stood in one part with it, all of it where it is `whole`, `name` what stood before that."""

    zipcode: str = ""
    state: str = ""
    city: str = ""
    street: str = ""
    name: str = ""
    first: Atom | None = None
    last: Atom | None = None
    whole: bool = False


def bare(text: str) -> str:
    """`text` without accents on Latin letters, for words that are looked for."""
    return "".join(fold(c) if c.isalpha() and not c.isascii() and fold(c).isascii() else c for c in text)


def streetlike(text: str) -> bool:
    """Whether a text looks like a street with its number, or names a building."""
    # RM is a room, and the province of Rome.
    words = re.sub(r"\b[A-Z]{2}\b", "", text)
    if _CEDEX.search(text):
        return False
    return any(c.isdigit() for c in text) or STREET.search(bare(words)) is not None


def find_places(block: Block, country: str, form: AddressForm) -> Places:
    """Takes postal code, state and city out of the block."""
    found = Places()
    native = take_native(block, country)
    if native is not None:
        return Places(
            native.zipcode,
            native.state,
            native.city,
            native.street,
            first=native.atom,
            last=native.atom,
            whole=True,
        )
    _take_zipcode(block, country, form, found)
    _take_state(block, country, form, found)
    _take_city(block, country, form, found)
    if not found.state and "state" in form.required:
        found.state = _state_of_city(country, found)
    return found


def _state_of_city(country: str, found: Places) -> str:
    """The state that is called like its city, where the code is one of that state's or the city is one."""
    state = resolve_state(country, found.city) if found.city else None
    if state is None:
        return ""
    own = country == "CN" if not state.zips else re.match(state.zips, found.zipcode) is not None
    return shown_name(state, found.city) if own else ""


def _take_zipcode(block: Block, country: str, form: AddressForm, found: Places) -> None:
    """The last postal code of the block; what stands round it stays in its atom."""
    if "zipcode" not in form.order:
        return
    pattern = _SPACED.get(country) or form.pattern or _ANY_CODE
    marks = "|".join(sorted({form.prefix, country, *marks_of(country)} - {""}, key=len, reverse=True))
    prefix = rf"(?:(?:{marks})[- ])?" if marks else ""
    search = re.compile(rf"(?<![\w#/])(?<!\d-){prefix}(?P<code>{pattern})(?![\w/-])", re.IGNORECASE)
    for atom in reversed(block.free):
        matches = [m for m in search.finditer(atom.text) if _placed(m, atom.text, country)]
        if not matches:
            continue
        match = matches[-1]
        found.zipcode = _spelt(match["code"], country)
        before = CODE_LABEL.sub("", atom.text[: match.start()]).strip(_EDGE)
        after = atom.text[match.end() :].strip(_EDGE)
        found.first = found.last = atom
        _keep_around(atom, before, after, found)
        if "city" not in form.order and named_country(atom.text, "en") == country:
            # A state that is one city has its own name where others have that of a city.
            atom.take()
        return


def _placed(match: re.Match[str], text: str, country: str) -> bool:
    """Not the number of a house: a code stands at an end, or has a street before it and a city behind."""
    before = CODE_LABEL.sub("", text[: match.start()]).strip(_EDGE)
    after = text[match.end() :].strip(_EDGE)
    if before and after:
        return streetlike(before) and not streetlike(after)
    if not before and not after:
        return True
    if not before:
        return not streetlike(after) or _district(after, country)
    # "Main Street 12345" may be either; a city's name has no street in it.
    return STREET_END.match(before) is not None or not streetlike(before)


def _district(text: str, country: str) -> bool:
    """Whether it is a city with the number of its post office, as in Czechia and Slovakia: Praha 1."""
    return country in {"CZ", "SK"} and _NUMBERED_CITY.fullmatch(text) is not None


def _spelt(code: str, country: str) -> str:
    code = " ".join(code.split())
    if country == "IN":
        return code.replace(" ", "")
    if country == "JP":
        digits = re.sub(r"\D", "", code)
        return f"{digits[:3]}-{digits[3:]}"
    return code.upper()


def _keep_around(atom: Atom, before: str, after: str, found: Places) -> None:
    """What is left of an atom without its code: a place, or a street and then the place."""
    if before and after:
        found.street, atom.text = before, after
    elif before and (glued := STREET_END.match(before)):
        found.street, atom.text = glued["street"].strip(_EDGE), glued["city"].strip(_EDGE)
        named = re.match(r"^((?:[^\W\d][\w.'’-]*\s+){2,4})(\d.*)$", found.street)
        if named and not streetlike(named[1]):
            found.name, found.street = named[1].strip(), named[2]
    else:
        atom.text = before or after
    if not atom.text:
        atom.take()


def _take_state(block: Block, country: str, form: AddressForm, found: Places) -> None:
    if "state" not in form.order or found.state:
        return
    for atom in _near(block, found):
        state, rest = _state_in(country, form, atom, whole=found.first is not atom)
        if state and (rest or _may_be_state(block, form, atom, found)):
            found.state = state
            atom.text = rest
            if not rest:
                atom.take()
            if found.first is None or block.atoms.index(atom) < block.atoms.index(found.first):
                found.first = atom
            if found.last is None:
                found.last = atom
            return


def _near(block: Block, found: Places) -> list[Atom]:
    """Atoms in which a state can stand: that of the code, then its neighbours, the nearest first."""
    free = block.free
    if found.first is None:
        return list(reversed(free[1:]))
    at = block.atoms.index(found.first)
    near = [atom for atom in free[1:] if abs(block.atoms.index(atom) - at) <= 2]
    near += [found.first] if found.first in free[:1] else []
    return sorted(near, key=lambda atom: (atom is not found.first, abs(block.atoms.index(atom) - at)))


def _may_be_state(block: Block, form: AddressForm, atom: Atom, found: Places) -> bool:
    """Whether a whole atom is the state: not where a city follows the code, nor where none would be left,
    as New York alone is the city."""
    if "city" not in form.required:
        return True
    if atom is found.first and form.order.index("zipcode") < form.order.index("city"):
        return False
    return any(
        other is not atom and not streetlike(other.text) for other in _around(block, found.first or atom)
    )


def _around(block: Block, centre: Atom) -> list[Atom]:
    at = block.atoms.index(centre)
    return [other for other in block.free[1:] if abs(block.atoms.index(other) - at) <= 2]


def _state_in(country: str, form: AddressForm, atom: Atom, *, whole: bool) -> tuple[str, str]:
    """A state at the end of an atom and what stands before it; the whole of an atom that has no code."""
    text = atom.text
    if not form.states:
        county = re.sub(r"^(?:co\.|county)\s+", "County ", text, flags=re.IGNORECASE)
        return (text, "") if country == "GB" and {fold(text), fold(county)} & COUNTIES else ("", text)
    words = re.split(r"[\s(/]+", text)
    for count in range(min(len(words), 5), 0, -1):
        tail = " ".join(words[-count:]).strip(_EDGE + "()")
        plain = re.sub(r"^(?:co\.?|county|wilayah persekutuan)\s+", "", tail, flags=re.IGNORECASE)
        state = resolve_state(country, plain) or resolve_state(country, f"Co. {plain}")
        if state is None or (len(plain) <= 3 and plain != plain.upper()):
            continue
        rest = " ".join(words[:-count]).strip(_EDGE + "()")
        if rest and whole and not text.endswith(")") and len(plain) > 3:
            continue
        return shown_name(state, plain), rest
    return "", text


def _take_city(block: Block, country: str, form: AddressForm, found: Places) -> None:
    if "city" not in form.order:
        return
    free = block.free
    first = found.first
    if (
        first is not None
        and not first.used
        and (not streetlike(first.text) or _district(first.text, country))
    ):
        found.city = first.take().strip(_EDGE)
        return
    if found.last is not None and found.last is not found.first and not found.last.used:
        found.city = found.last.take().strip(_EDGE)
        return
    city = _city_before(block, country, form, found) if found.first is not None else None
    if city is None and found.first is None and len(free) > 1 and not streetlike(free[-1].text):
        # Only a place can stand last in an address whose country is known.
        city = free[-1] if country and any(streetlike(atom.text) for atom in free[:-1]) else None
    if city is not None:
        found.city = city.take().strip(_EDGE)
        if found.first is None or block.atoms.index(city) < block.atoms.index(found.first):
            found.first = city


def _city_before(block: Block, country: str, form: AddressForm, found: Places) -> Atom | None:
    assert found.first is not None
    at = block.atoms.index(found.first)
    before = [atom for atom in block.free[1:] if block.atoms.index(atom) < at]
    if country == "JP":
        wards = [atom for atom in before if _ROMAN_CITY.fullmatch(atom.text)]
        if wards:
            return wards[-1]
    if before and not streetlike(before[-1].text):
        return before[-1]
    if form.order.index("city") < form.order.index("street"):
        places = [atom for atom in before if not streetlike(atom.text)]
        if places:
            return places[-1]
    after = [atom for atom in block.free if block.atoms.index(atom) > at]
    return after[0] if not before and after and not streetlike(after[0].text) else None
