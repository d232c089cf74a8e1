"""How the rows of a list of results are painted."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.tokens import high_contrast
from dodo_desktop.ui.widgets.matched_text import MatchedText, folded_words
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from tests.ui.searching import customers_found

_SIZE = QRect(0, 0, 300, 40)
_LINE = (
    int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeading) | int(Qt.TextFlag.TextSingleLine)
)


class Looked(Sequence[Row]):
    """Rows that know which of them were looked at."""

    def __init__(self, count: int) -> None:
        self._rows = [
            Row(n, f"Zoe Garcia {n}", f"zoe{n}@mail.example", "Paid", "customer") for n in range(count)
        ]
        self.looked: set[int] = set()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: int) -> Row:  # type: ignore[override] # no slices are asked for
        self.looked.add(place)
        return self._rows[place]


@pytest.fixture
def results(put: Callable[[QWidget], None]) -> ResultList:
    made = customers_found(put)
    made.show_rows([Row(n, f"Zoe Garcia {n}", f"zoe{n}@mail.example") for n in range(50)], query="zoe")
    return made


def _picture(paint: Callable[[QPainter], None]) -> QImage:
    ground = QPixmap(_SIZE.size())
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    paint(painter)
    painter.end()
    return ground.toImage()


def _alike(one: QImage, other: QImage) -> bool:
    """Where letters overlap, the order of painting them may round a shade up or down."""
    return all(
        abs(mine - theirs) <= 4
        for y in range(one.height())
        for x in range(one.width())
        for mine, theirs in zip(_shades(one, x, y), _shades(other, x, y), strict=True)
    )


def _shades(image: QImage, x: int, y: int) -> Sequence[int]:
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def _colours(image: QImage, part: QRect) -> set[str]:
    across = range(part.left(), part.right() + 1)
    return {image.pixelColor(x, y).name() for y in range(part.top(), part.bottom() + 1) for x in across}


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("text", ["Zoe Garcia", "Zoë Adébáyò, fi ffl AVA", "محمد", "中川", "long " * 40])
def test_a_line_looks_as_qt_itself_draws_it(qapp: QApplication, text: str, *, rtl: bool) -> None:
    font = theme().font("small")
    line = MatchedText(font)
    box = QRect(7, 5, 200, line.height)

    def by_qt(painter: QPainter) -> None:
        painter.setFont(font)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LINE, shown)

    def ours(painter: QPainter) -> None:
        line.draw(painter, (box.left(), box.top(), box.width()), text, rtl=rtl)

    expected = _picture(by_qt)
    assert _alike(_picture(ours), expected)
    assert _alike(_picture(ours), expected), "as does what is kept of it"
    assert _colours(expected, _SIZE) != {"#ffffff"}


def test_what_was_searched_for_stands_out_and_the_rest_does_not(qapp: QApplication) -> None:
    line = MatchedText(theme().font("small"))

    def with_words(query: str) -> QImage:
        words = folded_words(query)
        return _picture(lambda painter: line.draw(painter, (0, 0, 300), "Zoe Garcia", words))

    assert with_words("zoe") != with_words("")
    assert with_words("zoe") != with_words("zoe garcia")
    assert with_words("xyz") == with_words("")
    assert with_words("ZOË") == with_words("zoe")


def test_nothing_of_a_row_out_of_sight_is_looked_at(results: ResultList, qapp: QApplication) -> None:
    rows = Looked(50)
    results.model.rows = rows
    rows.looked.clear()
    results.view.viewport().repaint()
    seen = -(-results.view.viewport().height() // results.view.sizeHintForRow(0))
    assert rows.looked >= set(range(seen))
    assert max(rows.looked) == seen - 1
    results.view.verticalScrollBar().setValue(20)
    rows.looked.clear()
    results.view.viewport().repaint()
    # The first one tells how high all of them are.
    assert rows.looked - {0} == set(range(20, 20 + seen))


def test_the_highlight_is_under_the_selected_row_alone(results: ResultList) -> None:
    tint = theme().tokens.color("tint").name()
    results.move_to(2)
    picture = results.view.viewport().grab().toImage()
    for number in range(4):
        row = results.view.visualRect(results.model.index(number, 0))
        assert (tint in _colours(picture, row)) == (number == 2)
    results.view.clearSelection()
    whole = results.view.viewport().grab().toImage()
    assert tint not in _colours(whole, whole.rect())


def test_rows_fill_all_of_their_view(results: ResultList) -> None:
    base = theme().tokens.color("base")
    results.show_rows([Row(1, "One"), Row(2, "Two", "with more")])
    results.view.resize(results.view.width(), 300)
    image = results.view.viewport().grab().toImage()
    bottom = results.view.visualRect(results.model.index(1, 0)).bottom()
    assert _colours(image, QRect(0, bottom + 1, image.width(), image.height() - bottom - 1)) == {base.name()}


def _people(count: int, name: str = "Zoe") -> list[Row]:
    return [Row(n, f"{name} {n}", f"{name}{n}@mail.example") for n in range(count)]


def test_as_many_rows_of_the_same_height_are_painted_and_not_laid_out(
    results: ResultList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    laid: list[None] = []
    results.model.modelReset.connect(lambda: laid.append(None))
    before = results.view.viewport().grab().toImage()
    results.view.verticalScrollBar().setValue(20)
    results.move_to(30)
    results.show_rows(_people(50, "Aya"), query="aya")
    assert not laid
    assert results.current() == _people(50, "Aya")[0], "the first one is highlighted again"
    assert results.view.verticalScrollBar().value() == 0
    assert results.view.viewport().grab().toImage() != before
    assert len(_painted_for(results, lambda: results.show_rows(_people(50), query="zoe"))) == 1


def _painted_for(results: ResultList, work: Callable[[], None]) -> list[None]:
    painted: list[None] = []
    QApplication.processEvents()
    results.view.painted.connect(lambda: painted.append(None))
    work()
    QApplication.processEvents()
    return painted


@pytest.mark.parametrize(
    "rows",
    [
        _people(49),
        [Row(n, "one line") for n in range(50)],
        [*_people(49), Row(50, "one line")],
        [],
    ],
)
def test_other_rows_are_laid_out_anew(results: ResultList, rows: Sequence[Row]) -> None:
    laid: list[None] = []
    results.model.modelReset.connect(lambda: laid.append(None))
    results.show_rows(rows, query="zoe")
    assert laid
    assert results.view.uniformItemSizes() == (len({row.two_lines for row in rows}) < 2)
    results.show_rows(_people(50), query="zoe")
    assert len(laid) == 2
    tall = results.view.sizeHintForRow(0)
    assert [results.view.visualRect(results.model.index(n, 0)).top() for n in range(3)] == [0, tall, 2 * tall]


def test_a_highlight_that_was_taken_off_comes_back_with_the_next_rows(results: ResultList) -> None:
    results.view.clearSelection()
    results.show_rows(_people(50, "Aya"), query="aya")
    assert results.view.selectionModel().isSelected(results.model.index(0, 0))


def test_a_footer_that_comes_or_goes_makes_the_list_as_high_as_it_has_to_be(results: ResultList) -> None:
    without = results.height()
    results.search.move(24, 24)
    results.show_rows(_people(3), query="zoe")
    low = results.height()
    results.show_rows(_people(3, "Aya"), query="aya", status="3 of 9", keys="Enter picks")
    assert results.height() > low
    results.show_rows(_people(3), query="zoe")
    assert results.height() == low < without


def test_assistive_tools_are_told_of_rows_that_are_as_many_as_before(
    results: ResultList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    told: list[None] = []
    results.model.modelReset.connect(lambda: told.append(None))
    results.show_rows(_people(50, "Aya"), query="aya")
    assert told


def test_from_right_to_left_all_stands_on_the_other_side(results: ResultList) -> None:
    def marks() -> tuple[bool, bool]:
        results.move_to(2)
        image = results.view.viewport().grab().toImage()
        row = results.view.visualRect(results.model.index(0, 0))
        ends = (row.left() + 12, row.right() - 12 - 18 + 1)
        left, right = (_colours(image, QRect(end, row.top(), 18, row.height())) for end in ends)
        return len(left) > 1, len(right) > 1

    results.show_rows([Row(n, "Zoe", "zoe@mail.example", icon="customer") for n in range(3)])
    assert marks() == (True, False)
    results.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert marks() == (False, True)


def test_in_high_contrast_what_is_highlighted_is_written_in_the_colour_for_it(
    results: ResultList, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = QPalette(QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#FFFF00"))
    system.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#00FFFF"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("#000080"))
    monkeypatch.setattr(theme(), "tokens", high_contrast(system))
    theme().changed.emit()
    # Letters filled so widely that some of their pixels have the whole colour.
    results.show_rows([Row(n, "██", "██") for n in range(2)])
    image = results.view.viewport().grab().toImage()
    first, second = (results.view.visualRect(results.model.index(n, 0)) for n in range(2))
    assert {"#00ffff", "#000080"} <= _colours(image, first)
    assert "#ffff00" not in _colours(image, first)
    assert "#00ffff" not in _colours(image, second)
