"""Plain text stays what it is inside of rich text."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.ui.rich import escape


@given(st.text(st.sampled_from("ab&<>\"';#é\n")))
def test_it_reads_as_it_was_written(text: str) -> None:
    assert html.unescape(escape(text)) == text
    assert escape(text) == html.escape(text)


@pytest.mark.parametrize("sign", ["<", ">", '"', "'"])
def test_no_sign_with_a_meaning_is_left(sign: str) -> None:
    assert sign not in escape(f"a{sign}b")
