"""The mask of a QR code."""

import random
import string

import pytest
import segno

from dodo_desktop.core.qr import get_ready, qr_matrix
from dodo_desktop.core.qr_mask import _regions, best_mask, masked

_LETTERS = string.ascii_letters + string.digits + "/:.-_"


@pytest.mark.parametrize("length", [1, 12, 33, 40, 53, 60, 90, 150, 400])
def test_the_mask_is_the_one_that_weighing_each_module_finds(length: int) -> None:
    dice = random.Random(length)
    for _ in range(3):
        text = "".join(dice.choice(_LETTERS) for _ in range(length))
        whole = segno.make_qr(text, error="m", boost_error=False)
        plain = segno.make_qr(text, error="m", boost_error=False, mask=0)
        assert best_mask(plain) == whole.mask


@pytest.mark.parametrize("length", [1, 14, 33, 42, 55, 62, 90, 400])
def test_the_code_is_the_one_that_the_library_makes_with_its_own_choice(length: int) -> None:
    dice = random.Random(length)
    # Enough for some masks to come up more than once, so that what is kept of the first is used again.
    for _ in range(12):
        text = "".join(dice.choice(_LETTERS) for _ in range(length))
        whole = segno.make_qr(text, error="m", boost_error=False)
        assert [list(map(int, row)) for row in qr_matrix(text).dark] == [
            list(row) for row in whole.matrix_iter(border=4)
        ]


def test_a_mask_that_was_met_is_laid_on_without_making_the_code_again() -> None:
    dice = random.Random(7)
    asked: list[int] = []
    for _ in range(9):
        text = "".join(dice.choice(_LETTERS) for _ in range(55))

        def again(mask: int, text: str = text) -> segno.QRCode:
            asked.append(mask)
            return segno.make_qr(text, error="m", boost_error=False, mask=mask)

        for mask in range(8):
            rows = masked(segno.make_qr(text, error="m", boost_error=False, mask=0), mask, again)
            assert rows == tuple(
                map(bytes, segno.make_qr(text, error="m", boost_error=False, mask=mask).matrix)
            )
    assert len(asked) == len(set(asked)) <= 7


def test_what_codes_of_links_have_in_common_is_kept() -> None:
    get_ready()
    before = _regions.cache_info().misses
    qr_matrix("https://checkout.dodopayments.com/Rb81nYcE")
    qr_matrix("https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d")
    assert _regions.cache_info().misses == before
