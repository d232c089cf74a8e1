"""A block of text with a customer and an address in it, as somebody copied it out of a message.

Nothing here asks anybody. What is not understood is handed back, never dropped and never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from dodo_desktop.core.address_forms import AddressForm, address_fields
from dodo_desktop.core.checks_contact import international, phone_as_sent
from dodo_desktop.core.countries import resolve_country
from dodo_desktop.core.paste_atoms import Atom, Block, lines_of, split_line
from dodo_desktop.core.paste_country import named_country, take_country, telling_country
from dodo_desktop.core.paste_native import split_native
from dodo_desktop.core.paste_places import Places, find_places, streetlike
from dodo_desktop.core.paste_tax import TaxNumber, choose, take_numbers, told_country
from dodo_desktop.core.paste_words import (
    ATTENTION,
    BARE_LABEL,
    COMPANY,
    GREETING,
    HONORIFIC,
    LABELS,
    NUMBERED,
)
from dodo_desktop.core.search import fold
from dodo_desktop.core.states import resolve_state, shown_name
from dodo_desktop.core.value import value

_EMAIL = re.compile(r"[<(\[]?(?:mailto:)?([\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+)[>)\]]?")
_EMAIL_LABEL = re.compile(
    r"(?:e-?mail|mail|courriel|correo|メール)\s*(?:address|adresse)?\s*[:：]?\s*$", re.I
)
_LABEL = re.compile(r"^([^\W\d][^:：=@]{0,30}?)\s*[:：=]\s*(.*)$")
_PHONE = re.compile(r"(?<![\w/])(?:\+|00|\()?\d[\d\s()./-]{4,}\d(?![\w/])")
_PHONE_WORDS = re.compile(
    r"(?:^|[\s,;(])(?:tel(?:ephone|efon|éfono|efone)?|phone|mob(?:ile)?|cell|fone|ph|t|m|p)\s*[.:]+\s*$", re.I
)
_WEB = re.compile(r"^(?:https?://|www\.)\S+$", re.I)
_CARE_OF = re.compile(r"c/o\b|care of\b", re.I)
_LONGEST_NAME, _MOST_WORDS, _MOST_WORDS_OF_COMPANY = 80, 7, 14
_READ_ON = {"billing.street", "customer.phone", "company"}


@value
class PastedAddress:
    """`values` holds texts by the object names of fields of the customer and the address, and the tax ID; the
    country as a code. `left` are the lines, or parts of lines, that none of them took. `business` says that
    the customer's name is that of a company, as no person is named."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    left: tuple[str, ...] = ()
    business: bool = False


def read_address(text: str, *, country: str = "", locale: str = "en") -> PastedAddress:
    """Reads a pasted text. `country` is the code that the form has, empty for none: it counts where the text
    itself does not tell one. A text without anything of an address in it yields nothing but what is left."""
    lines, numbers = take_numbers(lines_of(text))
    block, values = Block(source="\n".join(lines)), dict[str, str]()
    _read_lines(lines, block, values)
    labelled = _labelled_country(values, locale)
    told = labelled or take_country(block, locale) or telling_country(block) or told_country(numbers)
    where = told or country
    split_native(block, where)
    _take_phone(block, values, where)
    form = address_fields(where)
    found = find_places(block, where, form)
    _put_places(found, form, where, values)
    if found.name:
        values.setdefault("customer.name", found.name)
    street = _take_street(block, found)
    if street:
        values.setdefault("billing.street", street)
    meant = choose(numbers, where)
    if told and labelled is not told and (values or meant is None):
        values["billing.country"] = told
    business = _take_name(block, values, alone=not values)
    if meant is not None:
        values["options.tax_id"] = meant.text
    shown = {name: value for name, value in values.items() if value}
    hidden = _hidden(shown, form)
    _keep_numbers(block, [number for number in numbers if number is not meant])
    return PastedAddress(MappingProxyType(shown), (*block.left(), *hidden), business)


def _keep_numbers(block: Block, numbers: list[TaxNumber]) -> None:
    """Those that no field takes are left, each in its line."""
    if not numbers:
        return
    block.atoms += [Atom(number.shown, number.line, "") for number in numbers]
    block.atoms.sort(key=lambda atom: atom.line)


def _read_lines(lines: list[str], block: Block, values: dict[str, str]) -> None:
    """Takes e-mail addresses and labelled values; the rest goes into the block."""
    waiting = ""
    for number, raw in enumerate(lines):
        line = _without_email(raw, values, block, number)
        if not line:
            continue
        label, value = _label_of(line)
        if waiting and waiting != "billing.street" and label is None:
            # A whole address may follow where one is announced.
            label, value = waiting, line
        waiting = ""
        if label is not None and not value:
            waiting = label
            continue
        if label is None:
            block.atoms += split_line(line, number)
        elif label and label not in values and label not in _READ_ON:
            values[label] = value
        else:
            _label_atoms(block, line, value, label, number)


def _label_atoms(block: Block, line: str, value: str, label: str, number: int) -> None:
    """A street and a phone are read further, also below a label; what no field takes stays as it was."""
    if label in {"billing.street", "customer.phone"}:
        block.atoms += split_line(value, number, label, line)
    elif label == "company":
        block.atoms.append(Atom(value, number, label, line))
    else:
        block.atoms.append(Atom(line, number, label))


def _label_of(line: str) -> tuple[str | None, str]:
    """The field that a line's label names, "" for none of ours, None without a label; and what follows."""
    match = _LABEL.match(line)
    if match and fold(match[1]) in LABELS:
        return LABELS[fold(match[1])], match[2].strip()
    if len(line) > 2 and fold(line) in LABELS:
        # As a form has it, with the value on the next line.
        return LABELS[fold(line)], ""
    bare = BARE_LABEL.match(line)
    if bare and fold(bare["label"]) in LABELS and not line.startswith("〒"):
        return LABELS[fold(bare["label"])], line[bare.end() :].strip()
    return None, line


def _without_email(line: str, values: dict[str, str], block: Block, number: int) -> str:
    while match := _EMAIL.search(line):
        before = _EMAIL_LABEL.sub("", line[: match.start()])
        if "customer.email" in values:
            block.atoms.append(Atom(match[1], number, ""))
        else:
            values["customer.email"] = match[1].rstrip(".")
        line = f"{before} {line[match.end() :]}".strip(" ,;|·-–/\"'")
    return line if any(c.isalnum() for c in line) else ""


def _labelled_country(values: dict[str, str], locale: str) -> str:
    said = values.get("billing.country", "")
    code = (named_country(said, locale) or resolve_country(said, locale) or "") if said else ""
    if code:
        values["billing.country"] = code
    return code


# Phone


def _take_phone(block: Block, values: dict[str, str], country: str) -> None:
    """The first number that is labelled, else one that can be nothing else."""
    labelled = [atom for atom in block.free if atom.label == "customer.phone"]
    for atom in labelled:
        if "customer.phone" in values or not any(c.isdigit() for c in atom.text):
            break
        values["customer.phone"] = phone_as_sent(atom.text, country)
        atom.take()
    for atom in block.free:
        if "customer.phone" in values:
            return
        if atom.label is None:
            _find_phone(atom, values, country)


def _find_phone(atom: Atom, values: dict[str, str], country: str) -> None:
    for match in _PHONE.finditer(atom.text):
        before, after = atom.text[: match.start()], atom.text[match.end() :].strip(" )")
        said = match[0].strip()
        word = _PHONE_WORDS.search(before)
        number = international(said, country)
        alone = not before.strip(" (+") and not after
        if not (word or (number and (said.startswith(("+", "00")) or alone))):
            continue
        form = address_fields(country)
        if not word and not said.startswith("+") and form.pattern and form.fits(said):
            # A postal code of seven digits is one before it is a number.
            continue
        values["customer.phone"] = number or said
        atom.text = " ".join(
            part for part in (before[: word.start()] if word else before, after) if part
        ).strip()
        if not any(c.isalnum() for c in atom.text):
            atom.take()
        return


# Places, street, name


def _put_places(found: Places, form: AddressForm, country: str, values: dict[str, str]) -> None:
    state = resolve_state(country, values.get("billing.state", ""))
    if state is not None:
        values["billing.state"] = shown_name(state, values["billing.state"])
    for name in ("zipcode", "state", "city"):
        text = getattr(found, name)
        if text:
            values.setdefault(f"billing.{name}", text)


def _take_street(block: Block, found: Places) -> str:
    """The street: what is labelled so, else the parts before the city, from the first that looks like one."""
    labelled = [atom for atom in block.free if atom.label == "billing.street"]
    if labelled and not found.whole:
        return ", ".join(atom.take() for atom in labelled)
    if found.whole:
        return found.street
    before, after = _sides(block, found)
    start = _street_start(before)
    if start is None and not found.street:
        before, start = after, _street_start(after, first=0)
        before = before[: 1 + (start or 0)]
    while start and _CARE_OF.match(before[start - 1].text):
        start -= 1
    parts = [] if start is None else [atom.take() for atom in before[start:]]
    return ", ".join([*parts, *([found.street] if found.street else [])])


def _sides(block: Block, found: Places) -> tuple[list[Atom], list[Atom]]:
    """Free atoms before the city's part of the address, and behind it."""
    free = [atom for atom in block.free if atom.label is None and not _said(atom.text)]
    if found.first is None:
        return free, []
    at = block.atoms.index(found.first)
    before = [atom for atom in free if block.atoms.index(atom) < at]
    return before, [atom for atom in free if block.atoms.index(atom) > at]


def _street_start(atoms: list[Atom], *, first: int = 1) -> int | None:
    """Where the street begins: at a number, or at a word for a street that is not the first line's."""
    numbered = [n for n, atom in enumerate(atoms) if any(c.isdigit() for c in atom.text)]
    worded = [n for n, atom in enumerate(atoms) if n >= first and streetlike(atom.text)]
    starts = [*numbered[:1], *worded[:1]]
    if not starts:
        return None
    start = min(starts)
    if re.fullmatch(r"(?:n[or°º.]*\s*)?\d+\s?[a-zA-Z]?", atoms[start].text, re.I):
        # The number of a house stands behind its street's name, between commas.
        return start - 1 if start and atoms[start - 1].line == atoms[start].line else start
    nameless = start > first and not any(c.isdigit() for atom in atoms[start:] for c in atom.text)
    # A street without a number has a house with a name before it.
    return start - 1 if nameless and not COMPANY.search(atoms[start - 1].text) else start


def _said(text: str) -> bool:
    """Whether it is a greeting, a web address or another line that belongs on no envelope."""
    return any(said.match(text) for said in (GREETING, NUMBERED, _WEB))


def _take_name(block: Block, values: dict[str, str], *, alone: bool) -> bool:
    """Who is named; True where that is a company, as no person is.

    Nobody is where the text would be `alone` with nothing of an address.
    """
    if "customer.name" in values or alone:
        return False
    likely = [atom for atom in block.free if atom.label is None and _can_be_name(atom.text)]
    people = [atom for atom in likely if not COMPANY.search(atom.text)]
    people.sort(key=lambda atom: not _capital(atom.text))
    companies = [atom for atom in block.free if atom.label == "company"]
    for atom in (people or companies or likely)[:1]:
        values["customer.name"] = HONORIFIC.sub("", ATTENTION.sub("", atom.take()))
    return bool(companies or likely) and not people


def _can_be_name(text: str) -> bool:
    if _said(text) or any(c.isdigit() for c in text) or not any(c.isalpha() for c in text):
        return False
    stopped = text.endswith(".") and len(text.split()) > 3 and not COMPANY.search(text)
    sentence = stopped or text.endswith((":", "!", "?"))
    most = _MOST_WORDS_OF_COMPANY if COMPANY.search(text) else _MOST_WORDS
    return not sentence and len(text) <= _LONGEST_NAME and len(text.split()) <= most


def _capital(text: str) -> bool:
    """Whether it begins like a name; scripts without capitals always do."""
    return not text[0].islower()


def _hidden(values: dict[str, str], form: AddressForm) -> list[str]:
    """Values for fields that the country does not have: they are no proposals, and are not dropped."""
    gone = [n for n in values if n.startswith("billing.") and n[8:] not in {"country", *form.order}]
    return [values.pop(name) for name in gone]


__all__ = ["PastedAddress", "read_address"]
