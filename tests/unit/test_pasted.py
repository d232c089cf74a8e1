"""Tables from the clipboard: cells, headings and columns, without a product in sight."""

import pytest

from dodo_desktop.core.pasted import (
    looks_like_rows,
    pairs_of,
    read_lines,
    rows_of,
    separator,
    without_heading,
)


def columns(text: str) -> list[tuple[str, str, str]]:
    """The likeliest reading of each line."""
    lines, named = without_heading(read_lines(text))
    rows = [next(iter(rows_of(line, named, split_by=separator(text)))) for line in lines]
    return [(row.product, row.quantity, row.price) for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "Bowl\t2\t14.50\nCup\t1\t",
        "Bowl;2;14.50\r\nCup;1;",
        "Bowl,2,14.50\n\n Cup, 1\n",
        '"Bowl";"2";14.50\nCup;1',
    ],
)
def test_cells_are_split_by_tab_semicolon_or_comma(text: str) -> None:
    assert columns(text) == [("Bowl", "2", "14.50"), ("Cup", "1", "")]


def test_a_comma_inside_of_a_cell_splits_nothing_where_tabs_or_quotes_do() -> None:
    assert columns("Set, 12 pieces\t2\t1,50") == [("Set, 12 pieces", "2", "1,50")]
    assert columns('"Set, 12 pieces",2') == [("Set, 12 pieces", "2", "")]


def test_a_name_with_commas_has_several_readings() -> None:
    [line] = read_lines("Set, 12 pieces, 2")
    readings = [(row.product, row.quantity, row.price) for row in rows_of(line, _USUAL, split_by=",")]
    assert readings == [("Set", "12 pieces", "2"), ("Set, 12 pieces", "2", ""), ("Set, 12 pieces, 2", "", "")]


_USUAL = without_heading([])[1]


def test_a_heading_is_left_out_and_orders_the_columns() -> None:
    assert columns("Qty;Product\n2;Bowl") == [("Bowl", "2", "")]
    assert columns("Product\tQuantity\tPrice\nBowl\t2\t3") == [("Bowl", "2", "3")]
    assert columns("Product\t2\nBowl\t2") == [("Product", "2", ""), ("Bowl", "2", "")]


def test_lines_keep_their_number_and_text() -> None:
    lines = read_lines('\nBowl\t 2\n\nCup "large\t1\n')
    assert [(line.number, line.text) for line in lines] == [(2, "Bowl\t 2"), (4, 'Cup "large\t1')]


def test_one_line_without_cells_is_something_to_search_for() -> None:
    assert not looks_like_rows("Set, 12 pieces\n")
    assert not looks_like_rows("")
    assert looks_like_rows("Bowl\nCup")
    assert looks_like_rows("Bowl\t2")
    assert looks_like_rows("Bowl;2")


@pytest.mark.parametrize("mark", ["\t", ";", "=", ":", ","])
def test_two_columns_are_pairs(mark: str) -> None:
    assert pairs_of(f"table{mark}14\n\nnote{mark} by the window\nbare") == (
        [("table", "14"), ("note", "by the window"), ("bare", "")],
        "",
    )


def test_pairs_without_room_are_handed_back_as_they_were() -> None:
    assert pairs_of("a\t1\nb\t 2\nc\t3", 1) == ([("a", "1")], "b\t 2\nc\t3")
