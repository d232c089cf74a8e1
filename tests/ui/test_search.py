"""The list of results and the typed-search field, with the keyboard."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from dodo_desktop.ui.compose.searching import Searching
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.ground import Ground
from dodo_desktop.ui.widgets.matched_text import find_words
from dodo_desktop.ui.widgets.outline import inside
from dodo_desktop.ui.widgets.pick_field import PickField
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from dodo_desktop.ui.widgets.shadow import Shadow
from tests.ui.searching import customers_found

ROWS = [
    Row("cus_1", "Ayaka Nakagawa", "ayaka@hanakagami.example", "Paid 2 Nov", "customer"),
    Row("cus_2", "Nakato Ssemakula-Wright", "nakato@pearlbooks.example", "", "customer"),
    Row("cus_3", "Ignatius Nakhleh", "i.nakhleh@cedarline.example", "", "customer"),
]
COUNTRIES = [("DE", "Germany"), ("GE", "Georgia"), ("GH", "Ghana"), ("US", "United States")]


@pytest.fixture
def results(put: Callable[[QWidget], None]) -> ResultList:
    made = customers_found(put)
    made.show_rows(ROWS, query="nak")
    return made


def test_the_list_is_a_child_of_the_window_under_its_field(results: ResultList, window: QWidget) -> None:
    assert results.parentWidget() is window
    assert not results.isWindow()
    top = results.view.mapTo(window, QPoint(0, 0)).y()
    assert top >= results.search.geometry().bottom()
    left = results.view.mapTo(window, QPoint(0, 0)).x()
    assert abs(left - results.search.geometry().left()) <= 2


def test_rows_are_spoken_with_name_and_mail(results: ResultList) -> None:
    interface = QAccessible.queryAccessibleInterface(results.view)
    assert interface.text(QAccessible.Text.Name) == "Customers"
    first = interface.child(0)
    assert first.text(QAccessible.Text.Name) == "Ayaka Nakagawa, ayaka@hanakagami.example, Paid 2 Nov"


def test_arrows_highlight_and_enter_picks(results: ResultList, qtbot: QtBot) -> None:
    search = results.search
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert results.current() == ROWS[2]
    qtbot.keyClick(search, Qt.Key.Key_Up)
    with qtbot.waitSignal(results.picked) as told:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert told.args == [ROWS[1]]
    assert not results.is_open


def test_a_click_highlights_and_a_double_click_picks(results: ResultList, qtbot: QtBot) -> None:
    spot = results.view.visualRect(results.model.index(1, 0)).center()
    with qtbot.assertNotEmitted(results.picked):
        qtbot.mouseClick(results.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert results.current() == ROWS[1]
    assert results.is_open
    with qtbot.waitSignal(results.picked) as told:
        qtbot.mouseDClick(results.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [ROWS[1]]
    # The list is gone before the button is let go.
    qtbot.mouseRelease(results.search, Qt.MouseButton.LeftButton)


def test_typing_goes_on_after_a_click_into_the_list(results: ResultList, qtbot: QtBot) -> None:
    results.view.setFocus()
    qtbot.keyClick(results.view, Qt.Key.Key_A)
    assert results.search.hasFocus()
    assert results.search.text() == "a"


def test_enter_in_the_list_itself_picks(results: ResultList, qtbot: QtBot) -> None:
    results.view.setFocus()
    with qtbot.waitSignal(results.picked):
        qtbot.keyClick(results.view, Qt.Key.Key_Enter)
    assert results.search.hasFocus()


def test_escape_closes_and_ctrl_enter_is_left_to_the_window(results: ResultList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(results.picked):
        qtbot.keyClick(results.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(results.closed):
        qtbot.keyClick(results.search, Qt.Key.Key_Escape)
    assert not results.is_open


def test_the_list_closes_when_the_focus_goes_elsewhere(
    results: ResultList, put: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    other = QLineEdit()
    put(other)
    other.setFocus()
    assert not results.is_open


def test_no_more_than_eight_rows_are_high(results: ResultList) -> None:
    few = results.height()
    results.search.move(24, 24)
    results.show_rows([Row(n, f"Product {n}") for n in range(60)])
    many = results.view.height()
    assert many // results.view.sizeHintForRow(0) == 8
    assert results.height() != few


def test_the_list_opens_upwards_where_there_is_no_room_below(window: QWidget, results: ResultList) -> None:
    results.search.move(24, window.height() - 50)
    results.show_rows(ROWS)
    assert results.view.mapTo(window, QPoint(0, results.view.height())).y() <= results.search.y()


class Painted(QObject):
    """How often widgets were painted."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.times: Counter[QObject] = Counter()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.times[watched] += 1
        return False


def test_the_next_key_paints_the_list_and_nothing_of_the_page(
    window: QWidget, results: ResultList, qapp: QApplication, qtbot: QtBot
) -> None:
    wait_for_shadow(window, qtbot)
    below = QLabel("below the list", window)
    below.setGeometry(results.geometry())
    below.stackUnder(results)
    below.show()
    qapp.processEvents()
    view = results.view.viewport()
    painted = Painted(window, below, results, results.view, view)
    results.show_rows([Row(n, row.title, row.detail) for n, row in enumerate(ROWS)], query="na")
    view.repaint()
    qapp.processEvents()
    assert painted.times[view]
    assert not painted.times[below]
    assert not painted.times[window]
    assert not painted.times[results]
    assert not painted.times[results.view]


def wait_for_shadow(window: QWidget, qtbot: QtBot) -> Shadow:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(Shadow)))
    (shadow,) = window.findChildren(Shadow)
    return shadow


def test_the_shadow_comes_after_the_list_and_goes_with_it(
    results: ResultList, window: QWidget, qtbot: QtBot
) -> None:
    shadow = wait_for_shadow(window, qtbot)
    results.close_list()
    results.show_rows(ROWS)
    assert shadow.isHidden(), "or all that is seen through it would be painted with the list"
    assert wait_for_shadow(window, qtbot) is shadow
    assert shadow.geometry().contains(results.geometry())
    assert not shadow.geometry().intersects(results.search.geometry()), "or each letter would paint it"
    results.close_list()
    assert shadow.isHidden()
    results.show_rows(ROWS)
    results.view.viewport().repaint()
    results.close_list()
    assert shadow.soon is not None
    assert not shadow.soon.isActive(), "or the next list would have its shadow painted with it"
    shadow.soon.timeout.emit()
    assert shadow.isHidden(), "of a list that was gone before its shadow came"


def test_a_list_that_is_deleted_takes_the_shadow_along_that_was_still_to_come(
    window: QWidget, results: ResultList, qtbot: QtBot
) -> None:
    shadow = wait_for_shadow(window, qtbot)
    results.close_list()
    results.show_rows(ROWS)
    results.view.viewport().repaint()
    assert shadow.soon is not None
    assert shadow.soon.isActive()
    delete(results)
    assert not shadow.soon.isActive()
    shadow.soon.timeout.emit()
    qtbot.waitUntil(lambda: not isValid(shadow))


def test_the_first_opening_paints_the_page_nowhere_else(
    window: QWidget, results: ResultList, qapp: QApplication, qtbot: QtBot
) -> None:
    wait_for_shadow(window, qtbot)
    results.close_list()
    apart = QLabel("apart", window)
    apart.setGeometry(0, 0, 20, 10)
    apart.show()
    later = ResultList("later", "Later", results.search)
    later.prepare()
    while later.rest.isActive():
        later.rest.timeout.emit()
    assert not later.is_open
    qapp.processEvents()
    rows = later.view.viewport()
    painted = Painted(apart, rows)
    later.show_rows(ROWS, query="nak")
    qtbot.waitUntil(lambda: bool(painted.times[rows]))
    assert not painted.times[apart]
    assert later.geometry() == results.geometry()


def test_getting_ready_changes_nothing_of_an_open_list(results: ResultList) -> None:
    before = (results.geometry(), results.model.query, results.view.geometry())
    results.prepare()
    while results.rest.isActive():
        results.rest.timeout.emit()
    QApplication.processEvents()
    assert (results.geometry(), results.model.query, results.view.geometry()) == before


def test_what_is_made_in_a_rest_does_not_hold_up_a_search(results: ResultList) -> None:
    searching = Searching(results.search, results, lambda _found: [], lambda _text: [])
    results.prepare()
    results.rest.stop()
    # Where nothing is left to be made, nothing begins again.
    searching.ask("nak")
    assert not results.rest.isActive()
    results.rest.start()
    begun: list[bool] = []
    results.rest.start = lambda *_ms: begun.append(True)  # type: ignore[method-assign] # a timer's own
    searching.ask("naka")
    assert begun == [True]


def test_nothing_beneath_the_ground_is_painted_for_a_letter(window: QWidget, qtbot: QtBot) -> None:
    ground = Ground(window)
    field = QLineEdit(ground)
    ground.setGeometry(window.rect())
    ground.show()
    for look in ("light", "dark", "light"):
        theme().apply(look)
        window.repaint()
        assert ground.grab().toImage().pixelColor(300, 300) == theme().tokens.color("base")
        painted = Painted(window, field)
        field.repaint()
        assert (painted.times[window], painted.times[field]) == (0, 1)


def test_rows_of_one_and_of_two_lines_stand_below_each_other(results: ResultList) -> None:
    def heights() -> list[int]:
        rows = range(results.model.rowCount())
        return [results.view.visualRect(results.model.index(row, 0)).height() for row in rows]

    two = heights()
    results.show_rows([ROWS[0], Row("new", "New customer"), ROWS[1]])
    assert heights() == [two[0], results.view.sizeHintForRow(1), two[0]]
    assert heights()[1] < two[0]
    results.show_rows([Row(n, f"Product {n}") for n in range(3)])
    assert heights() == [results.view.sizeHintForRow(0)] * 3


def test_the_corners_of_a_panel_are_left_to_its_frame() -> None:
    region = inside(QRect(0, 0, 40, 30))
    corners = [QPoint(0, 0), QPoint(39, 0), QPoint(0, 29), QPoint(39, 29)]
    assert not any(region.contains(corner) for corner in corners)
    assert region.contains(QPoint(20, 0))
    assert region.contains(QPoint(0, 15))
    assert region.boundingRect() == QRect(0, 0, 40, 30)


def test_matches_are_found_without_case_and_accents() -> None:
    assert find_words("Zoë Adébáyò", "adebayo zoe") == [(4, 7), (0, 3)]
    assert find_words("Straße", "xyz") == []


def find(text: str) -> list[tuple[str, str, str]]:
    wanted = text.casefold()
    return [(c, n, c) for c, n in COUNTRIES if wanted in n.casefold() or wanted == c.casefold()]


class Told:
    """What a field told."""

    def __init__(self, field: PickField) -> None:
        self.edited: list[str] = []
        field.edited.connect(self.edited.append)


@pytest.fixture
def country(put: Callable[[QWidget], None]) -> PickField:
    made = PickField("billing.country", "Country", find)
    put(made)
    made.setFocus()
    return made


def test_enter_picks_the_first_match(country: PickField, qtbot: QtBot) -> None:
    told = Told(country)
    qtbot.keyClicks(country, "geo")
    assert country.list.is_open
    assert country.value() == ""
    qtbot.keyClick(country, Qt.Key.Key_Return)
    assert (country.text(), country.value()) == ("Georgia", "GE")
    assert told.edited == ["g", "GE", "geo", "GE"]
    assert not country.list.is_open


def test_tab_picks_and_moves_on(country: PickField, put: Callable[[QWidget], None], qtbot: QtBot) -> None:
    other = QLineEdit()
    put(other)
    country.setFocus()
    qtbot.keyClicks(country, "germ")
    qtbot.keyClick(country, Qt.Key.Key_Tab)
    assert (country.text(), country.value()) == ("Germany", "DE")
    assert other.hasFocus()


def test_text_that_is_no_entry_stays(
    country: PickField, put: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    other = QLineEdit()
    put(other)
    told = Told(country)
    country.setFocus()
    qtbot.keyClicks(country, "Atlantis")
    other.setFocus()
    assert (country.text(), country.value()) == ("Atlantis", "")
    assert told.edited[-1] == "Atlantis"


def test_a_typed_code_becomes_the_name_on_leaving(
    country: PickField, put: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    other = QLineEdit()
    put(other)
    told = Told(country)
    country.setFocus()
    qtbot.keyClicks(country, "us")
    assert country.value() == "US"
    country.list.close_list()
    other.setFocus()
    assert (country.text(), country.value()) == ("United States", "US")
    assert told.edited[-1] == "US"


def test_text_set_by_assistive_tools_counts(country: PickField, put: Callable[[QWidget], None]) -> None:
    other = QLineEdit()
    put(other)
    other.setFocus()
    told = Told(country)
    country.setText("Ghana")
    assert country.value() == "GH"
    assert told.edited == ["GH"]
    assert not country.list.is_open


def test_a_value_shown_is_no_edit_and_a_later_edit_is(country: PickField, qtbot: QtBot) -> None:
    told = Told(country)
    country.set_value("DE", "Germany")
    assert (country.value(), country.text(), told.edited) == ("DE", "Germany", [])
    country.clear()
    assert told.edited == [""]
    assert country.value() == ""


def test_the_whole_list_opens_at_the_value(country: PickField, qtbot: QtBot) -> None:
    country.set_value("GH", "Ghana")
    qtbot.keyClick(country, Qt.Key.Key_Down)
    assert country.list.model.rowCount() == len(COUNTRIES)
    current = country.list.current()
    assert current is not None
    assert current.value == "GH"
    qtbot.keyClick(country, Qt.Key.Key_Escape)
    assert country.text() == "Ghana"


def test_the_field_is_named(country: PickField) -> None:
    interface = QAccessible.queryAccessibleInterface(country)
    assert interface.text(QAccessible.Text.Name) == "Country"
    assert interface.role() == QAccessible.Role.EditableText
