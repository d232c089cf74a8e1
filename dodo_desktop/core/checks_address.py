"""What makes one doubt an address. The post's own rules have exceptions, so that all of this is advice."""

import re
import unicodedata
from collections.abc import Iterator

from dodo_desktop.core.address_forms import AddressForm
from dodo_desktop.core.problem import Problem, Weight, problem
from dodo_desktop.core.states import find_states, resolve_state, shown_name

_ZIP, _STATE = "billing.zipcode", "billing.state"
_LONGEST = 40
_DASHES = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-"))


def check_address(country: str, form: AddressForm, *, state: str, zipcode: str) -> Iterator[Problem]:
    """What looks odd about a state and a postal code as typed, without blanks around them; empty ones never
    do."""
    known = resolve_state(country, state) if state else None
    if state and form.states and known is None:
        yield _unknown_state(country, state)
    if not zipcode:
        return
    if not form.fits(zipcode):
        yield _odd_zipcode(country, form, zipcode)
    elif known is not None and known.zips and not re.match(known.zips, zipcode, re.IGNORECASE):
        others = states_of_zipcode(form, zipcode)
        if len(others) == 1:
            yield problem(_ZIP, "zip_of_other_state", Weight.ADVICE, state=others[0])


def states_of_zipcode(form: AddressForm, zipcode: str) -> list[str]:
    """Names of the states whose postal codes begin like this one."""
    return [each.name for each in form.states if each.zips and re.match(each.zips, zipcode, re.IGNORECASE)]


def mended_zipcode(form: AddressForm, text: str) -> str:
    """A postal code as the country writes it, out of one with a country's letters, blanks or wide digits too
    many; empty where nothing like that helps."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip().upper()
    if not form.pattern or not plain or len(plain) > _LONGEST:
        return ""
    prefix = re.escape(form.prefix.upper())
    bare = re.sub(rf"^(?:{prefix}|[A-Z]{{1,3}})[ -]+(?=\d)|^{prefix}(?=\d)|^\N{{POSTAL MARK}}\s*", "", plain)
    tight = re.sub(r"[\s.-]+", "", bare)
    spelt = [tight, *(f"{tight[:at]}{mark}{tight[at:]}" for mark in " -" for at in range(2, len(tight) - 1))]
    if form.examples and not form.examples[0].isalnum():
        # Where the post writes a separator, a code without one is not the nicest that fits.
        spelt = [*spelt[1:], tight]
    letters = re.match("[A-Z]*", form.examples[0] if form.examples else "")
    tried = (plain, bare, *spelt, f"{letters[0] if letters else ''}-{tight}")
    return next((each for each in tried if form.fits(each)), "")


def _odd_zipcode(country: str, form: AddressForm, zipcode: str) -> Problem:
    mended = mended_zipcode(form, zipcode)
    if mended:
        return problem(_ZIP, "zip_spelt", Weight.ADVICE, country=country, fix=mended)
    example = form.examples[0] if form.examples else ""
    return problem(_ZIP, "zip_doubtful", Weight.ADVICE, country=country, example=example)


def _unknown_state(country: str, text: str) -> Problem:
    close = find_states(country, text)
    fix = {"fix": shown_name(close[0], text)} if len(close) == 1 else {}
    return problem(_STATE, "state_unknown", Weight.ADVICE, country=country, **fix)
