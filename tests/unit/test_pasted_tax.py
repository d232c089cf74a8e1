"""Tax IDs and companies in a pasted block: which number is meant, and what stays a line to copy.

All numbers are made up; those that have check digits have right ones unless a test says otherwise.
"""

import pytest

from dodo_desktop.core.paste_tax import take_numbers
from dodo_desktop.core.pasted_address import read_address
from dodo_desktop.core.tax_ids import _TABLE, check_tax_id, home_of, tax_id_of

LONG = "Papelería Luna de la Inmaculada Concepción y Asociados S.A. de C.V."
BERLIN = "Ines Kestler\nHauptstr. 5\n10115 Berlin\nGermany"


def tax_id(text: str, country: str = "") -> str:
    return read_address(text, country=country).values.get("options.tax_id", "")


@pytest.mark.parametrize("country", [line.split()[0] for line in _TABLE.strip().splitlines()])
def test_a_countrys_own_word_announces_its_tax_id(country: str) -> None:
    known = tax_id_of(country)
    assert known is not None
    for word in known.name.split("/"):
        found = read_address(f"{word}: {known.example}", country=country)
        assert list(check_tax_id(found.values.get("options.tax_id", ""), country)) == [], word
        assert "options.tax_id" in found.values, word
        assert found.left == ()


@pytest.mark.parametrize(
    "line",
    [
        "DE123456788",
        "DE 123 456 788",
        "(VAT DE123456788)",
        "VAT-ID DE123456788, HRB 12345",
        "USt-IdNr.DE123456788",
        "Umsatzsteuer-Identifikationsnummer: DE123456788",
        "VAT number = DE123456788",
        "VAT\nDE123456788",
        "ＤＥ１２３４５６７８８",
        "\u2067DE123456788\u2069",
    ],
)
def test_a_number_is_read_however_it_is_written(line: str) -> None:
    found = read_address(f"{BERLIN}\n{line}")
    assert found.values["options.tax_id"] == "DE123456788"
    assert found.values["billing.street"] == "Hauptstr. 5"
    assert found.left in ((), ("HRB 12345",))


@pytest.mark.parametrize(
    "line",
    [
        "VAT included",
        "VAT: US123",
        "Steuernummer: 214/5678/0123",
        "IBAN DE02 1203 0000 0000 2020 51",
        "Company No. 01234567",
        "SIRET 345 668 909 00012",
        "NIP",
        "Order 123456788",
        "VAT 12345",
        "Moms Kitchen 1234567",
        "ABN AMRO 1082 PP 1234567",
        "DE123456789",
    ],
)
def test_what_is_no_tax_id_stays_a_line(line: str) -> None:
    found = read_address(f"{BERLIN}\n{line}")
    assert "options.tax_id" not in found.values
    assert found.left == (line,)
    assert found.values["billing.street"] == "Hauptstr. 5"


def test_of_two_numbers_the_billing_countrys_is_meant_and_the_other_is_left() -> None:
    text = f"{BERLIN}\nVAT: GB123456782\nUSt-IdNr.: DE123456788"
    found = read_address(text)
    assert found.values["options.tax_id"] == "DE123456788"
    assert found.left == ("VAT: GB123456782",)


def test_a_number_of_another_country_is_proposed_and_judged_at_the_field() -> None:
    found = read_address(f"{BERLIN}\nVAT: ATU12345675")
    assert found.values["options.tax_id"] == "ATU12345675"
    assert [p.code for p in check_tax_id("ATU12345675", "DE")] == ["tax_id_elsewhere"]


def test_a_number_with_wrong_digits_is_proposed_where_a_word_calls_it_one() -> None:
    """The field says that it does not look right; to drop it would say nothing."""
    assert tax_id(f"{BERLIN}\nUSt-IdNr. DE123456789") == "DE123456789"
    assert [p.code for p in check_tax_id("DE123456789", "DE")] == ["tax_id_doubtful"]


def test_a_tax_id_tells_the_country_where_nothing_else_does() -> None:
    block = "Rossi Srl\nVia Roma 5\n24121 Bergamo\nP.IVA 12345670017"
    assert read_address(block).values["billing.country"] == "IT"
    assert read_address(f"{block}\nMalta").values["billing.country"] == "MT"
    without = read_address(block.rpartition("\n")[0])
    assert "billing.country" not in without.values


def test_a_tax_id_alone_fills_its_field_alone() -> None:
    found = read_address("Hi, please use our VAT number DE123456788 for the invoice. Thanks!", country="AT")
    assert dict(found.values) == {"options.tax_id": "DE123456788"}
    assert found.left == ("Hi, please use our for the invoice. Thanks!",)
    assert dict(read_address("USt-IdNr. DE123456788").values) == {"options.tax_id": "DE123456788"}


def test_a_number_ends_where_something_else_begins() -> None:
    found = read_address(f"{BERLIN}\nUSt-IdNr. DE 123 456 788 Tel. 030 901820")
    assert found.values["options.tax_id"] == "DE123456788"
    assert found.values["customer.phone"] == "+49 30 901820"
    lines, numbers = take_numbers(["CNPJ: 12.345.678/0001-95 - IE 110.042.490.114"])
    assert lines == [""]
    assert [number.text for number in numbers] == ["12.345.678/0001-95", "110.042.490.114"]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("GB 123 4567 82", "GB"),
        ("EL123456783", "GR"),
        ("CHE-123.456.788 MWST", "CH"),
        ("27ABCPE1234F7Z5", "IN"),
        ("DE123456789", ""),
        ("123456788", ""),
        ("", ""),
    ],
)
def test_a_number_tells_its_home_by_its_prefix_and_check_digits(text: str, home: str) -> None:
    assert home_of(text) == home


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("Garcia & Sons Ltd\n14 Mill Lane\nLeeds\nLS1 4DY", "Garcia & Sons Ltd", ()),
        ("Company: Acme Widgets\nStreet: 14 Mill Lane\nPostcode: LS1 4DY\nCity: Leeds", "Acme Widgets", ()),
        (
            f"{LONG}\nAv. Juárez 20\n06010 Ciudad de México, CDMX\nMéxico",
            LONG,
            (),
        ),
        ("Firma\nModrá Vlna s.r.o.\nDlouhá 12\n110 00 Praha\nČesko", "Modrá Vlna s.r.o.", ()),
    ],
)
def test_a_company_stands_in_where_no_person_is_named(text: str, name: str, left: tuple[str, ...]) -> None:
    found = read_address(text)
    assert (found.values["customer.name"], found.business, found.left) == (name, True, left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Kestler Druck GmbH\nIna Blom\nHauptstr. 5\n10115 Berlin", "Kestler Druck GmbH"),
        ("Firma: Kestler Druck\nKontakt: Ina Blom\nHauptstr. 5\n10115 Berlin", "Firma: Kestler Druck"),
        ("Töchter & Co GbR\nz. Hd. Ina Blom\nHauptstr. 5\n10115 Berlin", "Töchter & Co GbR"),
    ],
)
def test_a_person_comes_before_their_company(text: str, left: str) -> None:
    found = read_address(text)
    assert (found.values["customer.name"], found.business, found.left) == ("Ina Blom", False, (left,))


def test_digits_of_other_scripts_are_those_that_a_bank_compares() -> None:
    found = read_address("سارة العتيبي\nشارع العليا ٢٥\nالرياض ١٢٢١١\nالسعودية\nرقم ضريبي: ٣٠٠١٢٣٤٥٦٧٠٠٠٠٣")
    assert found.values["billing.zipcode"] == "12211"
    assert found.values["billing.street"] == "شارع العليا 25"
    assert found.values["options.tax_id"] == "300123456700003"
