"""Methods beyond the first eighteen, currencies with their marks, and hints that never block."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton, QToolButton, QWidget

from dodo_desktop.core.methods import ALL_METHODS, METHODS, NEWER_METHODS
from dodo_desktop.core.money import CURRENCIES, Money
from dodo_desktop.ui.compose.method_tick import MethodTick
from dodo_desktop.ui.widgets.pick_field import PickField
from dodo_desktop.ui.words.labels import method_name
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import DINNER, turns

pytestmark = pytest.mark.anyio


def open_first(desk: Desk) -> None:
    desk.find(QToolButton, "options.methods.toggle").click()


def open_more(desk: Desk) -> None:
    desk.find(QToolButton, "options.more_methods.toggle").click()


def shown_boxes(desk: Desk) -> set[str]:
    ticks = desk.page.form.options.more_methods.ticks.values()
    return {tick.method for tick in ticks if not tick.isHidden()}


def hints(desk: Desk) -> dict[str, str]:
    ticks = desk.page.form.findChildren(MethodTick)
    return {t.method: t.hint.text() for t in ticks if t.hint is not None and not t.hint.isHidden()}


async def test_every_newer_method_is_ticked_and_sent(desk: Desk) -> None:
    await desk.fill()
    open_first(desk)
    open_more(desk)
    desk.find(QPushButton, "options.more_methods.show_all").click()
    desk.find(QRadioButton, "options.methods.only").click()
    desk.find(QPushButton, "options.methods.tick_none").click()
    for method in NEWER_METHODS:
        box = desk.find(QCheckBox, f"options.method.{method}")
        assert box.text() == method_name(method)
        box.click()
        assert desk.request.methods == (method,)
        box.click()
    desk.find(QPushButton, "options.more_methods.tick_all").click()
    desk.find(QPushButton, "options.methods.tick_all").click()
    assert desk.request.methods == ALL_METHODS
    desk.find(QPushButton, "options.more_methods.tick_none").click()
    assert desk.request.methods == METHODS


async def test_documented_methods_come_first_and_the_others_on_demand(desk: Desk) -> None:
    await desk.fill()
    assert not desk.page.form.options.more_methods.ticks
    open_more(desk)
    assert {"pix", "blik", "crypto_currency"} <= shown_boxes(desk)
    assert "oxxo" not in shown_boxes(desk)
    assert len(shown_boxes(desk)) == 10
    assert desk.find(QPushButton, "options.more_methods.show_all").text() == "Show 77 others"
    desk.find(QPushButton, "options.more_methods.show_all").click()
    assert shown_boxes(desk) == set(NEWER_METHODS)


async def test_methods_are_found_by_the_names_that_people_know(desk: Desk) -> None:
    await desk.fill()
    open_more(desk)
    search = desk.edit("options.more_methods.search")
    QTest.keyClicks(search, "7-el")
    assert shown_boxes(desk) == {"seven_eleven"}
    search.setText("bank virt")
    assert shown_boxes(desk) == set()
    assert desk.page.form.options.more_methods.none.isVisible()
    assert not desk.find(QPushButton, "options.more_methods.tick_all").isEnabled()
    search.setText("va virtual")
    assert shown_boxes(desk) == {"bni_va", "bri_va", "cimb_va", "danamon_va", "mandiri_va"}
    desk.find(QPushButton, "options.more_methods.tick_all").click()
    assert desk.request.methods == METHODS + tuple(m for m in NEWER_METHODS if m.endswith("_va"))
    search.clear()
    assert len(shown_boxes(desk)) == 15


async def test_a_newer_method_means_only_these_with_the_usual_ones(desk: Desk) -> None:
    await desk.fill()
    open_first(desk)
    open_more(desk)
    desk.find(QCheckBox, "options.method.pix").click()
    assert desk.request.methods == (*METHODS, "pix")
    options = desk.page.form.options
    assert options.newer_part.summary.text() == "Pix"
    assert options.methods_part.summary.text() == "18 of 18, and 1 more"
    desk.find(QRadioButton, "options.methods.all").click()
    assert desk.request.methods is None
    assert not desk.find(QCheckBox, "options.method.pix").isChecked()
    desk.find(QRadioButton, "options.methods.only").click()
    assert desk.find(QCheckBox, "options.method.pix").isChecked()


async def test_a_draft_with_an_undocumented_method_shows_its_box(desk: Desk) -> None:
    await desk.fill()
    options = replace(desk.draft.options, only_methods=True, methods=frozenset({"oxxo"}))
    await desk.shop.workspace.drafting.duplicate(replace(desk.draft, options=options))
    await turns()
    assert desk.page.form.options.newer_part.summary.text() == "OXXO"
    open_more(desk)
    assert "oxxo" in shown_boxes(desk)
    assert desk.find(QCheckBox, "options.method.oxxo").isChecked()
    assert desk.request.methods == ("oxxo",)


async def test_without_cards_both_the_part_and_its_line_say_so(desk: Desk) -> None:
    await desk.fill()
    desk.find(QToolButton, "options.methods.toggle").click()
    desk.find(QCheckBox, "options.method.credit").click()
    warning = desk.find(QLabel, "options.methods.problem")
    assert not warning.isVisible()
    desk.find(QCheckBox, "options.method.debit").click()
    assert "No cards" in warning.text()
    assert warning.isVisible()
    assert desk.page.form.options.methods_part.summary.text() == "16 of 18, no cards"


async def test_hints_follow_country_currency_and_sum_and_never_block(desk: Desk) -> None:
    await desk.fill()
    desk.find(QToolButton, "options.methods.toggle").click()
    assert hints(desk)["ideal"] == "usually for NL, EUR"
    assert "cashapp" not in hints(desk)
    assert hints(desk)["affirm"] == "not in Dodo’s list"
    assert "August 2026" in desk.find(QLabel, "options.methods.source").text()
    desk.find(PickField, "billing.country").setText("Netherlands")
    desk.find(PickField, "options.currency").setText("EUR")
    assert "ideal" not in hints(desk)
    assert hints(desk)["cashapp"] == "usually for US, USD"
    assert hints(desk)["amazon_pay"] == "usually for USD"
    box = desk.find(QCheckBox, "options.method.cashapp")
    assert box.isEnabled()
    assert "usually for US, USD" in box.accessibleDescription()
    desk.find(QPushButton, "options.methods.tick_usual").click()
    assert desk.request.methods == (
        *("credit", "debit", "apple_pay", "google_pay", "ideal", "klarna", "sepa"),
    )
    desk.find(PickField, "billing.country").setText("India")
    assert hints(desk)["google_pay"] == "usually not for IN"
    desk.find(PickField, "billing.country").setText("United States")
    desk.find(PickField, "options.currency").setText("")
    model = desk.page.form.cart.model
    for _line in range(2):
        model.remove(0)
    assert hints(desk)["klarna"] == "usually from $50.01"


def test_every_method_has_a_name_of_its_own() -> None:
    names = {method_name(method) for method in ALL_METHODS}
    assert len(names) == len(ALL_METHODS)
    assert not [name for name in names if not name or "_" in name]


# currency


def listed(field: PickField) -> list[tuple[str, str]]:
    return [(str(row.value), row.detail) for row in field.list.model.rows]


async def test_the_usual_currencies_come_first_and_doubtful_ones_are_marked(desk: Desk) -> None:
    field = desk.find(PickField, "options.currency")
    field.open_all()
    # The products of the shop are in USD mostly, then in JPY, KWD and CLP.
    assert [value for value, _mark in listed(field)[:5]] == ["as_priced", "USD", "JPY", "KWD", "CLP"]
    marks = dict(listed(field))
    assert len(marks) == len(CURRENCIES) + 1
    assert marks["ANG"] == "Dodo is not known to bill in it"
    assert marks["EUR"] == marks["USD"] == marks["as_priced"] == ""
    field.list.close_list()


async def test_a_currency_chosen_for_an_order_is_usual_for_the_next(desk: Desk) -> None:
    await desk.fill()
    desk.edit("options.currency").setText("SEK")
    await desk.create()
    await desk.shop.workspace.drafting.new()
    await turns()
    field = desk.find(PickField, "options.currency")
    field.open_all()
    assert [value for value, _mark in listed(field)[:3]] == ["as_priced", "SEK", "USD"]
    field.list.close_list()


async def test_what_is_typed_in_full_comes_before_what_is_usual(desk: Desk) -> None:
    odd = [replace(DINNER, product_id=f"pdt_{n}", price=Money(100, "SRD")) for n in range(3)]
    desk.shop.directory.products = {each.product_id: each for each in odd}
    await desk.page.form.options._read_usual(desk.shop.workspace.directory, desk.shop.workspace.drafting)
    field = desk.find(PickField, "options.currency")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "s")
    assert listed(field)[0] == ("SRD", "Dodo is not known to bill in it")
    field.setText("SEK")
    assert listed(field)[0][0] == "SEK"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert desk.draft.options.currency == "SEK"


async def test_the_sentence_below_says_what_null_and_doubt_mean(desk: Desk) -> None:
    await desk.fill()
    said = desk.find(QLabel, "options.currency.problem")
    assert "products’ currency" in said.text()
    field = desk.find(PickField, "options.currency")
    field.setText("ANG")
    assert "not known to bill in ANG" in said.text()
    assert desk.request.currency == "ANG"
    field.setText("EUR")
    assert not said.isVisible()
    field.setText("")
    assert "products’ currency" in said.text()


def _top(desk: Desk, part: QWidget) -> int:
    """Where a part of the form begins in what is seen of it."""
    return part.mapTo(desk.page.form.viewport(), QPoint(0, 0)).y()


@pytest.mark.parametrize("name", ["methods_part", "newer_part", "more_part"])
async def test_what_opens_by_key_is_brought_into_sight(desk: Desk, name: str) -> None:
    await desk.fill()
    desk.window.resize(1100, 720)
    form, part = desk.page.form, getattr(desk.page.form.options, name)
    await turns()
    part.toggle.setFocus()
    await turns()
    before = form.verticalScrollBar().value()
    QTest.keyClick(part.toggle, Qt.Key.Key_Space)
    assert form.verticalScrollBar().value() > before
    # Its title stays, and below it there is all of it or as much as there is room for.
    assert _top(desk, part) >= 0
    seen = form.viewport().height() - _top(desk, part)
    assert seen >= min(part.height(), form.viewport().height() - 32)


async def test_what_is_clicked_open_stays_under_the_pointer(desk: Desk) -> None:
    await desk.fill()
    desk.window.resize(1100, 720)
    part = desk.page.form.options.more_part
    await turns()
    desk.page.form.ensureWidgetVisible(part.toggle, 0, 0)
    before = _top(desk, part)
    QTest.mouseClick(part.toggle, Qt.MouseButton.LeftButton)
    assert part.is_open
    await turns()
    assert _top(desk, part) == before
