"""Blocks of text as people paste them, and what each says. All people and addresses are made up."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodo_desktop.core.address_table import address_row
from dodo_desktop.core.countries import country_name
from dodo_desktop.core.paste_words import LABELS
from dodo_desktop.core.pasted_address import read_address
from dodo_desktop.core.search import fold

NAMES = {
    "name": "customer.name",
    "email": "customer.email",
    "phone": "customer.phone",
    "tax_id": "options.tax_id",
    **{name: f"billing.{name}" for name in ("street", "city", "state", "zipcode", "country")},
}


def blocks(file: str) -> list[tuple[str, str, dict[str, str], tuple[str, ...]]]:
    """Title, text, the expected values by field, and the lines that belong to none."""
    found = []
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    for part in text.split("\n==== ") if text.startswith("\n") else ("\n" + text).split("\n==== ")[1:]:
        title, _, rest = part.partition("\n")
        pasted, _, said = rest.partition("\n----\n")
        pairs = [line.partition(": ")[::2] for line in said.splitlines()]
        values = {NAMES[name]: value for name, value in pairs if name != "left"}
        found.append((title, pasted, values, tuple(value for name, value in pairs if name == "left")))
    return found


TAX_WORDS = """
    CVR EIN 統一編號 NIP Reg CUIT intracom HST ΑΦΜ UEN Momsnr P.IVA CUI 统一社会信用代码 BTW Org.nr.
    tunnus RFC UID 登録番号 사업자등록번호 DIČ DPH Vergi الرقم رقم التسجيل الضريبي adószám
"""
"""What announces a tax ID, which the field's label says."""

BLOCKS = [*blocks("pasted_blocks.txt"), *blocks("pasted_tax_blocks.txt")]


@pytest.mark.parametrize(
    ("text", "values", "left"), [block[1:] for block in BLOCKS], ids=[b[0] for b in BLOCKS]
)
def test_a_block_is_read(text: str, values: dict[str, str], left: tuple[str, ...]) -> None:
    found = read_address(text)
    assert dict(found.values) == values
    assert found.left == left


@pytest.mark.parametrize("text", [block[1] for block in BLOCKS], ids=[b[0] for b in BLOCKS])
def test_nothing_of_a_block_is_dropped(text: str) -> None:
    """Each word that was pasted is in a value or is left, but for labels, and places under another name."""
    found = read_address(text)
    kept = fold(" ".join([*found.values.values(), *found.left]))
    country = found.values.get("billing.country", "")
    row = address_row(country)
    places = [country_name(country, "en"), *row.names, "USA", "UK", "America", "England", "Scotland"]
    places.append("Wilayah Persekutuan")
    places += [f"{state.name} {state.code} {' '.join(state.others)}" for state in row.states]
    places += ["Česká republika", *TAX_WORDS.split()]
    excused = set(fold(" ".join([*LABELS, *places, "様", "님", "귀하", "der"])).split())
    words = [word for word in fold(text).split() if len(word) > 2 and word.isalpha()]
    # Where words have no spaces between them, a state, a city and a street may be one.
    lost = [word for word in words if not (word in kept or (_unspaced(word) and set(word) <= set(kept)))]
    assert [word for word in lost if word not in excused] == []
    digits = re.sub(r"\D", "", text)
    assert len(re.sub(r"\D", "", kept)) >= len(digits) - 4


def _unspaced(word: str) -> bool:
    return all("\u3040" <= letter <= "\u9fff" for letter in word)


def test_the_blocks_are_many_and_of_all_kinds() -> None:
    assert len(BLOCKS) > 60
    assert len({block[0].rpartition(" ")[0] for block in BLOCKS}) >= 8


@pytest.mark.parametrize(
    "text",
    ["", " \n\t\n", "hello world", "Please call me back tomorrow, thanks!", "https://shop.example/orders/12"],
)
def test_what_is_no_address_yields_nothing_and_is_left(text: str) -> None:
    found = read_address(text)
    assert dict(found.values) == {}
    assert found.left == ((text,) if text.strip() else ())


def test_the_forms_country_counts_where_the_text_names_none() -> None:
    text = "Sven Berg\nBox 123\nSE-111 22 Stockholm"
    assert read_address(text).values["billing.country"] == "SE"
    plain = read_address("Sven Berg\nBox 123\n11122 Storby\n08-555 014 30", country="SE")
    assert "billing.country" not in plain.values
    assert plain.values["billing.zipcode"] == "11122"
    assert plain.values["customer.phone"] == "+46 8 555 014 30"


def test_what_the_country_has_no_field_for_is_left() -> None:
    found = read_address("Jane Doe\nStreet: 5 Corniche\nCity: Doha\nPostcode: 999\nCountry: Qatar")
    assert "billing.zipcode" not in found.values
    assert found.left == ("999",)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    found = read_address(text)
    assert all(value and "\n" not in value for value in found.values.values())
