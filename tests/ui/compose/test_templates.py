"""Templates by hand: saved from an order, used in it or for a new one; what they fix stays as it is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton

from dodo_desktop.core.draft import CartLine, CustomerMode, Draft, Fixed, OptionsEntry
from dodo_desktop.ui.widgets.pick_field import PickField
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import DINNER, INSCRIPTION, RETIRED, SEUN, TEA_BOWL, complete, turns, until
from tests.ui.compose.template_desk import (
    CART,
    CTRL,
    OPTIONS,
    answered,
    asked,
    carts,
    keep,
    menu,
    note,
    opened,
)

pytestmark = pytest.mark.anyio


async def test_an_orders_cart_and_options_are_saved_under_a_name(desk: Desk) -> None:
    await desk.shop.workspace.drafting.begin(replace(complete(Draft("")), options=OPTIONS, title="Fair"))
    await turns()
    question = await asked(desk)
    assert question.focusWidget() is question.editor
    assert question.editor.text() == "Fair"
    assert "3 lines" in question.text.text()
    assert "Euro" in question.currency.detail.text()
    assert "Credit card" in question.methods.detail.text()
    await answered(question, " For the  fair ", currency=True)
    (kept,) = desk.shop.templates.kept.values()
    assert (kept.name, kept.currency_fixed, kept.methods_fixed) == ("For the fair", True, False)
    assert kept.options == replace(OPTIONS, order_reference="", tax_id="")
    assert SEUN.name not in repr(kept)
    assert "saved as the template “For the fair”" in note(desk)
    assert desk.find(QPushButton, "templates.menu").text() == "Templates (1)"
    assert not menu(desk).is_open


async def test_what_is_wrong_with_a_name_is_said_and_the_question_stays(desk: Desk) -> None:
    await keep(desk, "Wholesale")
    await desk.fill()
    question = await asked(desk)
    assert question.editor.text() == DINNER.name
    await answered(question, " wholesale")
    assert question.isVisible()
    assert "already" in question.name.problem.text()
    assert question.editor.selectedText() == " wholesale"
    QTest.keyClick(question.editor, Qt.Key.Key_Delete)
    assert not question.name.has_problem
    await answered(question)
    assert "needs a name" in question.name.problem.text()
    desk.shop.templates.fault = "disk_full"
    await answered(question, "Retail")
    assert "was not saved" in question.problem.label.text()
    desk.shop.templates.fault = ""
    QTest.keyClick(question.editor, Qt.Key.Key_Return)
    await turns()
    assert sorted(t.name for t in desk.shop.templates.kept.values()) == ["Retail", "Wholesale"]


async def test_what_is_no_currency_and_no_method_cannot_be_fixed(desk: Desk) -> None:
    odd = OptionsEntry(currency="groats", only_methods=True)
    await desk.shop.workspace.drafting.begin(Draft("", options=odd))
    await turns()
    question = await asked(desk)
    for switch in (question.currency, question.methods):
        assert not switch.box.isEnabled()
        assert switch.box.accessibleDescription() == switch.detail.text()
    assert "no currency" in question.currency.detail.text()
    question.reject()


async def test_an_empty_order_says_why_it_makes_no_template(desk: Desk) -> None:
    await opened(desk)
    assert not desk.find(QPushButton, "templates.save").isEnabled()
    assert "products into the cart" in desk.find(QLabel, "templates.hint").text()
    assert "No templates" in menu(desk).empty.text()
    QTest.keyClick(menu(desk), Qt.Key.Key_Escape)
    assert not menu(desk).is_open


async def test_use_fills_the_open_order_and_undo_takes_it_back_in_one_step(desk: Desk) -> None:
    await keep(desk, "Fair", currency=True, methods=True)
    desk.type("customer.search", "oluwa")
    await until(lambda: desk.page.form.customer.finder.results.is_open)
    QTest.keyClick(desk.edit("customer.search"), Qt.Key.Key_Return)
    desk.type("options.tax_id", "98-7654321")
    before = desk.draft
    await opened(desk)
    assert desk.find(QLabel, "templates.hint").text().startswith("Use fills the open order.")
    desk.find(QPushButton, "templates.use").click()
    await until(lambda: desk.draft.lines)
    assert desk.draft.draft_id == before.draft_id
    assert (desk.draft.customer.existing, desk.draft.options.tax_id) == (SEUN, "98-7654321")
    assert carts(desk) == CART
    assert desk.edit("options.currency").text() == "Euro"
    assert "filled cart and options" in note(desk)
    assert desk.focus == "billing.country"
    QTest.keyClick(desk.edit("billing.country"), Qt.Key.Key_Z, CTRL)
    assert desk.draft == before
    assert desk.edit("options.currency").text() == "As priced"
    assert not desk.find(PickField, "options.currency").isReadOnly()
    desk.page.redo()
    assert carts(desk) == CART
    assert desk.find(PickField, "options.currency").isReadOnly()


async def test_use_begins_a_new_order_where_something_is_in_the_cart(desk: Desk) -> None:
    await keep(desk, "Fair")
    await desk.fill()
    first = desk.draft
    await opened(desk)
    assert "begins a new order" in desk.find(QLabel, "templates.hint").text()
    QTest.keyClick(menu(desk).table, Qt.Key.Key_Return)
    await until(lambda: desk.draft.draft_id != first.draft_id)
    await turns()
    assert desk.shop.drafts.kept[first.draft_id].draft == first
    assert desk.draft.customer.mode is CustomerMode.SEARCH
    assert carts(desk) == CART
    assert desk.draft.options.order_reference == ""
    assert desk.focus == "customer.search"
    assert note(desk) == ""


async def test_after_a_link_use_begins_the_next_order_and_its_cart_can_be_saved(desk: Desk) -> None:
    await keep(desk, "Fair")
    await desk.fill()
    await desk.create()
    assert not desk.page.shows_form
    question = await asked(desk)
    await answered(question, "As sent")
    assert [t.name for t in desk.shop.templates.kept.values()] == ["Fair", "As sent"]
    assert not desk.page.shows_form
    await opened(desk)
    assert "begins a new order" in desk.find(QLabel, "templates.hint").text()
    desk.find(QPushButton, "templates.use").click()
    await until(lambda: desk.page.shows_form)
    await turns()
    assert carts(desk) == CART
    assert desk.draft.customer.existing is None
    assert desk.focus == "customer.search"
    assert len(desk.shop.orders()) == 1


async def test_what_a_template_fixed_is_shown_and_not_changed(desk: Desk) -> None:
    (fair,) = await keep(desk, "Fair", currency=True, methods=True)
    await desk.shop.workspace.templates.use(fair.template_id)
    await turns()
    form = desk.page.form.options
    kept = desk.draft
    label, let_go = desk.find(QLabel, "options.fixed"), desk.find(QPushButton, "options.fixed.act")
    assert "fixes the currency and the payment methods" in label.text()
    currency = desk.find(PickField, "options.currency")
    currency.setFocus()
    QTest.keyClicks(currency, "usd")
    QTest.keyClick(currency, Qt.Key.Key_Down)
    currency.open_all()
    assert not currency.list.is_open
    # An assistive tool may set a text that cannot be typed.
    currency.setText("USD")
    assert (currency.text(), desk.draft) == ("Euro", kept)
    form.methods_part.set_open(True)
    form.newer_part.set_open(True)
    for name in ("all", "only", "tick_all", "tick_none", "tick_usual"):
        assert not desk.find(
            QPushButton if "tick" in name else QRadioButton, f"options.methods.{name}"
        ).isEnabled()
    desk.find(QCheckBox, "options.method.klarna").click()
    form.more_methods.show_all.click()
    assert not any(tick.box.isEnabled() for tick in form.more_methods.in_order())
    assert not form.more_methods.tick_all.isEnabled()
    form.choice.choose_all()
    assert desk.draft == kept
    assert form.choice.chosen == OPTIONS.methods
    # The rest of the order is free.
    desk.type("options.discount_code", "FAIR")
    assert desk.draft.options.discount_code == "FAIR"

    let_go.setFocus()
    let_go.click()
    assert not label.isVisible()
    assert desk.focus == "options.currency"
    assert desk.draft.fixed == Fixed()
    desk.find(QCheckBox, "options.method.klarna").click()
    assert "klarna" in desk.draft.options.methods
    currency.setText("USD")
    assert desk.draft.options.currency == "USD"
    for _step in range(3):
        desk.page.undo()
    assert desk.draft.fixed == kept.fixed
    assert label.isVisible()


@pytest.mark.parametrize(("currency", "methods"), [(True, False), (False, True)])
async def test_one_of_the_two_may_be_fixed_alone(desk: Desk, currency: bool, methods: bool) -> None:
    (fair,) = await keep(desk, "Fair", currency=currency, methods=methods)
    await desk.shop.workspace.templates.use(fair.template_id)
    await turns()
    desk.page.form.options.methods_part.set_open(True)
    assert desk.find(PickField, "options.currency").isReadOnly() == currency
    assert desk.find(QCheckBox, "options.method.credit").isEnabled() != methods
    words = desk.find(QLabel, "options.fixed").text()
    assert ("currency" in words, "methods" in words) == (currency, methods)


async def test_a_cart_of_several_currencies_offers_no_other_where_one_is_fixed(desk: Desk) -> None:
    (fair,) = await keep(desk, "Fair", currency=True)
    await desk.shop.workspace.templates.use(fair.template_id)
    await turns()
    desk.page.form.cart.model.append([CartLine("x", TEA_BOWL)])
    assert "one total in EUR" in desk.find(QLabel, "cart.currencies").text()
    assert not desk.shows("cart.currencies.act")


async def test_products_that_are_no_longer_sold_or_cost_otherwise_are_named(desk: Desk) -> None:
    source = replace(
        complete(Draft("")), lines=(CartLine("1", DINNER), CartLine("2", replace(RETIRED, archived=False)))
    )
    kept = await desk.shop.workspace.templates.save(source, "Old", currency_fixed=False, methods_fixed=False)
    desk.shop.directory.products[DINNER.product_id] = replace(DINNER, price=TEA_BOWL.price)
    await opened(desk)
    menu(desk).choose()
    await until(lambda: desk.draft.lines)
    assert f"No longer for sale at Dodo: {RETIRED.name}." in note(desk)
    assert f"The price changed since the template was saved: {DINNER.name}." in note(desk)
    assert desk.draft.lines[0].product.price == TEA_BOWL.price
    assert kept.lines[0].product == DINNER
    desk.page.create_link()
    await turns()
    assert any(problem.code == "product_archived" for problem in desk.page.board.problems)


async def test_a_price_of_ones_own_that_is_missing_gets_the_focus(desk: Desk) -> None:
    await desk.shop.workspace.drafting.begin(replace(complete(Draft("")), lines=()))
    source = replace(complete(Draft("")), lines=(CartLine("1", DINNER), CartLine("2", INSCRIPTION)))
    await desk.shop.workspace.templates.save(source, "Gift", currency_fixed=False, methods_fixed=False)
    await opened(desk)
    menu(desk).choose()
    await until(lambda: desk.draft.lines)
    await turns()
    assert desk.focus == "cart.table"
    QTest.keyClick(desk.page.form.cart.table, Qt.Key.Key_7)
    assert [line.price for line in desk.draft.lines] == ["", "7"]
