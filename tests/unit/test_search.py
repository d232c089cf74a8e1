"""Typed search: accents, case and punctuation never stand in the way."""

import pytest

from dodo_desktop.core.search import Entry, Index, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("ÅLAND", "aland"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("złoty", "zloty"),
        ("Færøyene", "faeroyene"),
        ("Straße", "strasse"),
        ("Guinea-Bissau", "guinea  bissau"),
        ("U.S.A.", "usa"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("Ελλάδα", "ελλαδα"),
        ("مُحَمَّد", "محمد"),
        ("\N{RIGHT-TO-LEFT MARK}مصر", "مصر"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ガーナ", "カーナ"), ("कि", "क"), ("กา", "ก้า")])
def test_marks_that_make_other_letters_stay(one: str, other: str) -> None:
    assert fold(one) != fold(other)


INDEX = Index.of(
    [
        Entry("GN", "Guinea"),
        Entry("GW", "Guinea-Bissau"),
        Entry("GQ", "Equatorial Guinea"),
        Entry("NE", "Niger"),
        Entry("NG", "Nigeria", ("Naija",), ("₦",)),
        Entry("XA", "Twin", ("Shared",)),
        Entry("XB", "Twin", ("Shared",)),
        Entry("GU", "Ng Island", ("Old Guam",)),
        Entry("KR", "大韓民国"),
    ]
)


def test_code_then_name_then_beginning_then_word() -> None:
    assert INDEX.find("guinea") == ["GN", "GW", "GQ"]
    assert INDEX.find("ng") == ["NG", "GU"]
    assert INDEX.find("nig") == ["NE", "NG"]
    assert INDEX.find("guam") == ["GU"]
    assert INDEX.find("naij") == ["NG"]
    assert INDEX.find("₦") == ["NG"]
    assert INDEX.find("民国") == ["KR"]
    assert INDEX.find("bis gui") == ["GW"]
    assert INDEX.find("xyz") == []
    assert INDEX.find("§") == []


def test_an_empty_text_finds_all_by_name() -> None:
    assert INDEX.find("  ") == ["GQ", "GN", "GW", "GU", "NE", "NG", "XA", "XB", "KR"]


def test_the_beginning_of_a_code_counts_only_where_asked() -> None:
    entries = [Entry("USD", "Dollar"), Entry("EUR", "Used")]
    assert Index.of(entries).find("us") == ["EUR"]
    assert Index.of(entries, code_prefix=True).find("us") == ["USD", "EUR"]


def test_only_a_whole_and_single_name_is_meant() -> None:
    assert INDEX.resolve("guinea bissau") == "GW"
    assert INDEX.resolve("gw") == "GW"
    assert INDEX.resolve("NAIJA") == "NG"
    for unsure in ("", " ", "nig", "Twin", "Shared", "₦", "bissau", "xyz", "§"):
        assert INDEX.resolve(unsure) is None, unsure
