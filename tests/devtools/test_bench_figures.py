"""The pure parts of the bench: medians, spreads, what is judged, the tables, and their place in README."""

import pytest

from tests.bench.figures import (
    BEGIN,
    END,
    Check,
    Row,
    Series,
    document,
    found_by,
    held,
    in_the_way,
    markdown,
    number,
    on_a_key,
    pair,
    put_between,
    table,
    with_code,
    with_form,
    with_uses,
    with_widgets,
)
from tests.bench.places import ROOT


def test_the_median_is_the_middle_and_not_the_mean() -> None:
    assert Series((1.0, 2.0, 300.0)).median == 2.0
    assert Series((1.0, 2.0, 4.0, 300.0)).median == 3.0


def test_half_of_all_values_lie_in_the_spread() -> None:
    assert Series((1.0, 2.0, 3.0, 4.0, 5.0)).spread == (2.0, 4.0)
    assert Series((7.0,)).spread == (7.0, 7.0)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = Series(tuple(float(n) for n in range(1, 101)))
    assert values.percentile(99) == 99.0
    assert values.percentile(100) == 100.0
    assert Series((5.0, 1.0)).percentile(99) == 5.0


def test_figures_have_as_many_places_as_mean_something() -> None:
    assert [number(value) for value in (1.234, 12.34, 1234.5, 3.0)] == ["1.23", "12.3", "1,234", "3"]


def test_a_target_is_judged_as_it_is_shown() -> None:
    assert Check("ratio", 1.504, 1.5).kept
    assert not Check("ratio", 1.51, 1.5).kept


def test_a_pair_is_the_ratio_of_two_medians() -> None:
    row = pair([30.0, 20.0, 40.0], [10.0, 10.0, 99.0]).row(("start", "start", "a bare window"), 2.5)
    (ratio,) = row.checks
    assert (ratio.value, row.kept) == (3.0, False)
    assert row.data["floor"] == (10.0, 10.0, 99.0)


def test_what_was_not_measured_misses_nothing_and_says_why() -> None:
    row = Row("size", "packaged folder", "loaded files", missing="not built here")
    assert row.kept
    assert "not built here" in table([row])
    assert "| packaged folder | - | not built here | - |" in markdown([row], "2026-01-02", "a machine")


def test_a_measurement_that_went_wrong_is_no_success() -> None:
    assert not Row("keys", "keys", "-", missing="could not be measured", failed=True).kept


def _in_the_way(target: float) -> Row:
    way = in_the_way(115, Series((200.0,)), Series((300.0,)), Series((360.0,)))
    return pair([500.0], [200.0]).row(("start", "start", "a bare window"), target, notes=["a note"], way=way)


def test_what_stands_in_the_way_is_told_with_what_was_missed() -> None:
    row = _in_the_way(1.4)
    assert "115 widgets" in row.way
    assert "take 1.50 times the bare window, in its style sheet 1.80 times" in row.way
    assert f"- start: {row.way}." in markdown([row], "2026-01-02", "a machine").splitlines()
    first, second = table([row]).splitlines()[-2:]
    assert first == "start: a note"
    assert "300 ms" in second
    assert "360 ms" in second
    data = document([row], "2026-01-02", "a machine")["rows"][0]["data"]
    assert (data["plain"], data["dressed"], data["widgets"]) == ((300.0,), (360.0,), 115)


def test_what_the_libraries_hold_is_told_with_what_was_missed() -> None:
    way = held(Series((50.0, 60.0), "MB"), Series((110.0,), "MB"), "pydantic and httpx")
    row = pair([150.0], [55.0], "MB").row(("memory", "memory", "a bare window"), 2.2, way=way)
    assert "pydantic and httpx imported" in row.way
    assert row.way.endswith("takes 2 times the bare one")
    assert "110 MB" in table([row]).splitlines()[-1]
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["way"] == (110.0,)


def test_what_a_link_takes_without_the_program_is_told_with_what_was_missed() -> None:
    way = on_a_key(Series((10.0,)), Series((18.0, 20.0)), 36)
    row = pair([30.0], [10.0]).row(("create", "a link", "its parts"), 1.5, way=way)
    assert "36 widgets" in row.way
    assert row.way.endswith("take 1.90 times as long as the parts alone")
    assert "19 ms" in table([row]).splitlines()[-1]
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["way"] == (18.0, 20.0)


def test_the_memory_of_as_many_plain_widgets_is_told_beside_that_of_the_libraries() -> None:
    bare = Series((50.0,), "MB")
    libraries = held(bare, Series((85.0,), "MB"), "pydantic")
    way = with_widgets(libraries, bare, Series((110.0, 114.0), "MB"), 1133)
    row = pair([130.0], [50.0], "MB").row(("memory", "memory", "a bare window"), 2.2, way=way)
    assert "takes 1.70 times the bare one; with 1133 widgets" in row.way
    assert row.way.endswith("it takes 2.24 times the bare one")
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["widgets"] == (110.0, 114.0)


def test_the_memory_of_libraries_that_were_used_is_told_beside_that_of_those_that_were_not() -> None:
    bare = Series((50.0,), "MB")
    way = with_widgets(held(bare, Series((85.0,), "MB"), "pydantic"), bare, Series((110.0,), "MB"), 681)
    way = with_uses(way, bare, Series((120.0, 122.0), "MB"))
    row = pair([130.0], [50.0], "MB").row(("memory", "memory", "a bare window"), 2.2, way=way)
    assert "681 widgets of Qt's own kinds in the app's style sheet as well, it takes 2.20 times" in row.way
    assert row.way.endswith("uses them, it takes 2.42 times the bare one")
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["used"] == (120.0, 122.0)


def test_the_memory_of_the_code_itself_is_told_beside_that_of_what_it_uses() -> None:
    bare = Series((50.0,), "MB")
    way = with_code(held(bare, Series((85.0,), "MB"), "pydantic"), bare, Series((110.0, 115.0), "MB"))
    row = pair([130.0], [50.0], "MB").row(("memory", "memory", "a bare window"), 2.2, way=way)
    assert row.way.endswith("nothing in them called, it takes 2.25 times the bare one")
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["code"] == (110.0, 115.0)


def test_the_least_that_a_form_with_a_search_takes_is_told_beside_the_libraries() -> None:
    bare = Series((10.0,))
    way = with_form(held(bare, Series((14.0,)), "qasync"), bare, Series((17.0, 19.0)), 108)
    row = pair([30.0], [10.0]).row(("ready", "a form", "a bare window"), 2.5, way=way)
    assert "takes 1.40 times the bare one; with 108 widgets" in row.way
    assert row.way.endswith("found the word, it takes 1.80 times the bare one")
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["formed"] == (17.0, 19.0)


def test_the_search_that_finds_before_the_form_is_whole_is_told_beside_it() -> None:
    bare = Series((10.0,))
    way = found_by(held(bare, Series((19.0,)), "qasync"), bare, Series((24.0, 26.0)))
    row = pair([40.0], [10.0]).row(("ready", "a form", "a bare window"), 2.5, way=way)
    assert "takes 1.90 times the bare one; what was typed" in row.way
    assert row.way.endswith("is found after 2.50 times the bare window")
    assert document([row], "2026-01-02", "a machine")["rows"][0]["data"]["found"] == (24.0, 26.0)


def test_what_is_told_beside_a_row_stands_below_the_table_whether_it_is_kept_or_missed() -> None:
    for found in (1.0, 9.0):
        row = Row("keys", "a key", "-", checks=(Check("slowest", found, 8.0),), beside="2 % are set aside")
        assert "- a key: 2 % are set aside." in markdown([row], "2026-01-02", "a machine").splitlines()
    assert "Beside" not in markdown([Row("keys", "a key", "-")], "2026-01-02", "a machine")


def test_what_reached_its_target_has_nothing_in_its_way() -> None:
    assert "in the way" not in markdown([_in_the_way(2.5)], "2026-01-02", "a machine")


def _rows() -> list[Row]:
    slow = Check("slowest in a hundred, ms", 9.0, 8.0)
    return [
        pair([3.0], [2.0]).row(("keys", "key to results", "1,000 customers"), 2.0, slow, notes=["a note"])
    ]


def test_the_table_for_the_terminal_names_what_was_missed() -> None:
    head, first, second, *_rest, note = table(_rows()).splitlines()
    assert head.split() == ["what", "ours", "against", "found", "target"]
    assert first.endswith("ok")
    assert second.endswith("MISSED")
    assert note == "keys: a note"


def test_the_table_for_readme_has_ratios_date_and_machine() -> None:
    said = markdown(_rows(), "2026-01-02", "a machine")
    assert said.startswith("Taken on 2026-01-02 on a machine.")
    assert "| key to results | 1,000 customers | 1.50 | 2 |" in said
    assert "| key to results: slowest in a hundred, ms | - | 9 (missed) | 8 |" in said


def test_the_document_keeps_every_value() -> None:
    (row,) = document(_rows(), "2026-01-02", "a machine")["rows"]
    assert row["data"] == {"ours": (3.0,), "floor": (2.0,), "unit": "ms"}
    assert [check["kept"] for check in row["checks"]] == [True, False]


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert put_between(text, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_without_both_marks_nothing_is_written(text: str) -> None:
    with pytest.raises(ValueError, match="marks"):
        put_between(text, "new")


def test_readme_has_a_place_for_the_table() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert put_between(readme, "figures").count("figures\n") >= 1
