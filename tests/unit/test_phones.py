"""Phone numbers as they are shown."""

import pytest

from dodo_desktop.core.checks_contact import international, readable_phone


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+353209135501", "+353 20 913 5501"),
        ("+4930901820", "+49 30 901820"),
        ("+17185550142", "+1 718-555-0142"),
        # Without its country's code nobody can say how it is read.
        ("030 901820", "030 901820"),
        ("ask at the desk", "ask at the desk"),
        ("+" + "1" * 300, "+" + "1" * 300),
        ("", ""),
    ],
)
def test_a_stored_number_is_shown_in_groups(stored: str, shown: str) -> None:
    assert readable_phone(stored) == shown


def test_what_is_shown_need_not_be_a_number_that_somebody_can_have() -> None:
    assert international("+353209135501", "") == ""


@pytest.mark.parametrize(
    ("typed", "country", "sent"),
    [
        ("0041 44 668 18 00", "", "+41 44 668 18 00"),
        ("0041 44 668 18 00", "DE", "+41 44 668 18 00"),
        ("0041 44 668 18 00", "US", "+41 44 668 18 00"),
        # Nobody has such a number there, and a plus makes none of it either.
        ("0012", "", ""),
        ("00 44 668 18 00", "CH", ""),
        ("030 901820", "DE", "+49 30 901820"),
        ("030 901820", "", ""),
    ],
)
def test_two_zeros_are_a_plus_where_they_can_be(typed: str, country: str, sent: str) -> None:
    assert international(typed, country) == sent
