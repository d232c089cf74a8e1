"""How a new customer is reached: e-mail and phone, as far as they can be judged without asking anybody."""

import re
from functools import lru_cache
from threading import Event

from dodo_desktop.core.problem import Problem, Weight, problem

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_LONGEST_PHONE = 40
_plans = Event()


def check_email(text: str) -> Problem | None:
    """What is wrong with an e-mail address as typed, without blanks around it.

    A wall where it is none at all; advice where it breaks the rules in a way that mail may well survive.
    """
    field = "customer.email"
    if not _EMAIL.fullmatch(text):
        from email.utils import parseaddr

        # What a mail program copies: a name, and the address in brackets.
        _name, inside = parseaddr(text) if "<" in text else ("", "")
        fix = {"fix": inside} if _EMAIL.fullmatch(inside) else {}
        return problem(field, "bad_email", **fix)
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return problem(field, "email_doubtful", Weight.ADVICE)
    return None


def check_phone(text: str, country: str) -> Problem | None:
    """What makes one doubt a phone number as typed; only ever advice.

    `country` is the billing address's code, empty for none; it is taken for a number that names none itself.
    """
    if international(text, country):
        return None
    is_number = any(letter.isdigit() for letter in text)
    if is_number and not country and not text.startswith(("+", "\N{FULLWIDTH PLUS SIGN}")):
        return problem("customer.phone", "phone_country_unknown", Weight.ADVICE)
    return problem("customer.phone", "phone_doubtful", Weight.ADVICE, country=country)


def international(text: str, country: str) -> str:
    """A phone number as it is dialled from anywhere, such as ``+49 30 901820``; empty where it is none.

    Two zeros in front, which most of the world dials for a plus, are one where nothing else makes a number.
    """
    found = _in_groups(text, country, known=True)
    if found or not text.startswith("00"):
        return found
    return _in_groups(f"+{text[2:]}", "", known=True)


def phone_as_sent(text: str, country: str) -> str:
    """What goes out for a phone number: its international form, or what was typed where it has none."""
    return international(text, country) or text


def read_plans() -> None:
    """Reads the numbering plans of the world, which takes a moment: on a thread that nobody waits for."""
    international("+1 718 555 0142", "")


def plans_read() -> bool:
    """Whether they were read, so that a number is understood at once."""
    return _plans.is_set()


@lru_cache(512)
def readable_phone(text: str) -> str:
    """A stored phone number in the groups that it is read in, such as ``+353 20 913 5501``.

    One that cannot be taken apart stays as it is; whether anybody has the number is not asked.
    """
    return _in_groups(text, "", known=False) or text


def _in_groups(text: str, country: str, *, known: bool) -> str:
    """The number in international form; `known` alone where its country gives such numbers out."""
    if not text or len(text) > _LONGEST_PHONE:
        return ""
    import phonenumbers

    _plans.set()
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if known and not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
