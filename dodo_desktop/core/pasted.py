"""Lines out of a spreadsheet or a list, as text on the clipboard: read into cells, and cells into columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from dodo_desktop.core.search import fold
from dodo_desktop.core.value import value

Field = Literal["product", "quantity", "price"]
_USUAL: tuple[Field, ...] = ("product", "quantity", "price")

HEADINGS: Mapping[str, Field] = {
    **dict.fromkeys(
        ("product", "products", "product id", "product name", "item", "article", "name", "id"), "product"
    ),
    **dict.fromkeys(("quantity", "qty", "pieces", "count", "number", "amount of pieces"), "quantity"),
    **dict.fromkeys(("price", "unit price", "amount", "each"), "price"),
}
"""Folded headings in English; the window adds those of its language."""

MOST_LINES = 2000
"""Lines of a paste that are read; a cart takes far fewer."""


@value
class PastedLine:
    """One line that was pasted. `number` counts from 1; `text` is the line itself."""

    number: int
    text: str
    cells: tuple[str, ...]


@value
class Row:
    """A line as product, quantity and price, each as it was typed; the last two may be empty."""

    line: PastedLine
    product: str
    quantity: str = ""
    price: str = ""


def separator(text: str) -> str:
    """What splits the cells: a tab, else a semicolon, else a comma, else "" for none."""
    return next((mark for mark in "\t;," if mark in text), "")


def looks_like_rows(text: str) -> bool:
    """Whether a text is a table rather than something to search for: several lines, or cells."""
    return len(text.strip().splitlines()) > 1 or "\t" in text.strip() or ";" in text


def read_lines(text: str) -> list[PastedLine]:
    """The lines that hold anything, split into cells."""
    mark = separator(text)
    lines: list[PastedLine] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], 1):
        if line.strip():
            lines.append(PastedLine(number, line.strip("\r\n"), _cells(line, mark)))
    return lines


def _cells(line: str, mark: str) -> tuple[str, ...]:
    if not mark:
        return (line.strip(),)
    import csv

    try:
        cells = next(csv.reader([line], delimiter=mark, skipinitialspace=mark != "\t"), [line])
    except csv.Error:
        cells = line.split(mark)
    return tuple(cell.strip() for cell in cells)


def without_heading(
    lines: Sequence[PastedLine], headings: Mapping[str, Field] = HEADINGS
) -> tuple[Sequence[PastedLine], tuple[Field, ...]]:
    """The lines below a heading, and the columns that it names; all lines and the usual columns without one.

    A first line is a heading where it names a product's column and every cell of it is one's name.
    """
    first = lines[0].cells if lines else ()
    named = [headings.get(fold(cell)) for cell in first]
    known = [field for field in named if field is not None]
    if "product" in known and len(known) == len(named) == len(set(known)):
        return lines[1:], tuple(known)
    return lines, _USUAL


def rows_of(line: PastedLine, columns: Sequence[Field], *, split_by: str) -> Iterator[Row]:
    """What a line can mean, the likeliest first.

    A comma that splits cells may also stand inside of a product's name, so that every beginning of the line
    is a name that it could have.
    """
    filled = line.cells
    while filled and not filled[-1]:
        filled = filled[:-1]
    if tuple(columns) != _USUAL:
        yield _row(line, dict(zip(columns, filled, strict=False)))
        return
    for names in range(1, len(filled) + 1):
        rest = filled[names:]
        if len(rest) <= 2 and (names == 1 or split_by == ","):
            cells = (f"{split_by} ".join(filled[:names]), *rest)
            yield _row(line, dict(zip(_USUAL, cells, strict=False)))


def _row(line: PastedLine, cells: Mapping[Field, str]) -> Row:
    return Row(line, cells.get("product", ""), cells.get("quantity", ""), cells.get("price", ""))


def pairs_of(text: str, room: int = MOST_LINES) -> tuple[list[tuple[str, str]], str]:
    """Two columns as pairs of key and value, and the lines for which there is no `room`, as they were.

    Cells after the second belong to the value. Without a separator of columns ``=`` and ``:`` are one.
    """
    mark = next((each for each in ("\t", ";", "=", ":", ",") if each in text), "")
    pairs: list[tuple[str, str]] = []
    left: list[str] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        if len(pairs) >= room:
            left.append(line)
            continue
        key, _, value = line.partition(mark) if mark else (line, "", "")
        pairs.append((key.strip(), value.strip()))
    return pairs, "\n".join(left)
