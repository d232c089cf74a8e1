"""The mask of a QR code."""

import random
import string

import pytest
import segno

from dodo_desktop.core.qr import get_ready, qr_matrix
from dodo_desktop.core.qr_mask import _regions, best_mask

_LETTERS = string.ascii_letters + string.digits + "/:.-_"


@pytest.mark.parametrize("length", [1, 12, 33, 40, 53, 60, 90, 150, 400])
def test_the_mask_is_the_one_that_weighing_each_module_finds(length: int) -> None:
    dice = random.Random(length)
    for _ in range(3):
        text = "".join(dice.choice(_LETTERS) for _ in range(length))
        whole = segno.make_qr(text, error="m", boost_error=False)
        plain = segno.make_qr(text, error="m", boost_error=False, mask=0)
        assert best_mask(plain) == whole.mask


def test_the_code_is_the_one_that_the_library_makes_with_its_own_choice() -> None:
    text = "https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d"
    whole = segno.make_qr(text, error="m", boost_error=False)
    assert [list(map(int, row)) for row in qr_matrix(text).dark] == [
        list(row) for row in whole.matrix_iter(border=4)
    ]


def test_what_codes_of_links_have_in_common_is_kept() -> None:
    get_ready()
    before = _regions.cache_info().misses
    qr_matrix("https://checkout.dodopayments.com/Rb81nYcE")
    qr_matrix("https://test.checkout.dodopayments.com/Rb81nYcE0a1b2c3d")
    assert _regions.cache_info().misses == before
