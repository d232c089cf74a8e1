"""The modules of a QR code, as another encoder lays them out."""

import random
import string

import pytest
import segno

from dodo_desktop.core.qr_code import modules_of

_LONGEST = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)
"""Letters that each version from 1 on holds at level M."""


def by_the_library(text: str) -> tuple[int, int]:
    rows = segno.make_qr(text, error="m", boost_error=False).matrix
    return len(rows), int("".join(str(module) for row in rows for module in row), 2)


@pytest.mark.parametrize("length", [1, *_LONGEST, *(longest + 1 for longest in _LONGEST[:-1])])
def test_a_code_is_the_one_that_the_library_makes(length: int) -> None:
    dice = random.Random(length)
    for _ in range(3):
        text = "a" + "".join(dice.choice(string.printable) for _ in range(length - 1))
        assert modules_of(text) == by_the_library(text)


@pytest.mark.parametrize("text", ["Zoë", "0123456789", "HTTPS://EXAMPLE.COM/A", "x" * 214])
def test_what_has_another_way_is_left_to_the_library(text: str) -> None:
    assert modules_of(text) is None
