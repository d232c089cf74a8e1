"""Each of the request's eleven fields, typed through the widgets, arrives in the draft and in the request."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListView, QPushButton, QRadioButton, QTableView

from dodo_desktop.core.countries import COUNTRIES, country_name
from dodo_desktop.core.draft import CustomerMode
from dodo_desktop.core.methods import METHODS
from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.core.request import AttachCustomer, CartItem, NewCustomer, body
from dodo_desktop.ui.widgets.pick_field import PickField
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import LOCALE, SEUN, turns, until

pytestmark = pytest.mark.anyio


async def add_product(desk: Desk, text: str) -> None:
    desk.type("cart.product", text)
    await until(lambda: desk.page.form.cart.search.results.is_open)
    QTest.keyClick(desk.edit("cart.product"), Qt.Key.Key_Return)


def type_into_cell(desk: Desk, row: int, column: int, text: str) -> QLineEdit:
    table = desk.find(QTableView, "cart.table")
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


async def test_an_existing_customer_is_found_by_part_of_the_name(desk: Desk) -> None:
    desk.type("customer.search", "oluwa")
    await until(lambda: desk.page.form.customer.finder.results.is_open)
    results = desk.find(QListView, "customer.results")
    row = "Oluwaseun Adébáyò-Whitfield, seun@lanternworks.example, No order here"
    assert results.model().index(0, 0).data() == row
    QTest.keyClick(desk.edit("customer.search"), Qt.Key.Key_Return)
    await turns()
    assert desk.draft.customer.mode is CustomerMode.EXISTING
    assert desk.draft.customer.existing == SEUN
    assert desk.focus == "billing.country"
    assert desk.shop.directory.used == ["cus_1"]
    assert desk.page.form.customer.card.name.text() == SEUN.name


async def test_a_new_customer_is_typed(desk: Desk) -> None:
    await desk.fill()
    desk.find(QPushButton, "customer.clear").click()
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.name", "Zoë Ångström")
    desk.type("customer.email", "zoe@shop.example")
    # The address came with the order of somebody else.
    desk.find(QPushButton, "billing.accept_all").click()
    assert desk.request.customer == NewCustomer("Zoë Ångström", "zoe@shop.example", "")
    desk.type("customer.phone", "+46 8 555 01 00")
    assert desk.request.customer == NewCustomer("Zoë Ångström", "zoe@shop.example", "+46 8 555 01 00")


async def test_what_was_searched_for_becomes_a_new_customers_name(desk: Desk) -> None:
    desk.type("customer.search", "zoa")
    await until(lambda: desk.page.form.customer.finder.results.is_open)
    results = desk.find(QListView, "customer.results")
    assert results.model().index(0, 0).data() == "New customer “zoa”"
    QTest.keyClick(desk.edit("customer.search"), Qt.Key.Key_Return)
    await turns()
    assert desk.draft.customer.mode is CustomerMode.NEW
    assert desk.draft.customer.name == "zoa"
    assert desk.focus == "customer.email"
    desk.find(QPushButton, "customer.search_instead").click()
    assert desk.draft.customer.mode is CustomerMode.SEARCH
    assert desk.draft.customer.name == "zoa"
    assert desk.edit("customer.search").text() == "zoa"


async def test_every_country_by_code_and_by_name(desk: Desk) -> None:
    await desk.fill()
    field = desk.find(PickField, "billing.country")
    assert len(COUNTRIES) == 249
    for code in COUNTRIES:
        field.setText(code)
        assert desk.draft.billing.country == code
        assert desk.request.billing.country == code
        field.finish()
        assert field.text() == country_name(code, LOCALE)
        field.setText("")
        field.setText(country_name(code, LOCALE))
        assert desk.draft.billing.country == code


async def test_the_address_as_typed(desk: Desk) -> None:
    await desk.fill()
    for name, text in (("street", "Rua 1"), ("city", "Lisboa"), ("state", "LX"), ("zipcode", "1100-148")):
        desk.edit(f"billing.{name}").clear()
        desk.type(f"billing.{name}", text)
    sent = desk.request.billing
    assert (sent.street, sent.city, sent.state, sent.zipcode) == ("Rua 1", "Lisboa", "LX", "1100-148")


async def test_fields_that_a_country_lacks_are_hidden_and_keep_their_text(desk: Desk) -> None:
    await desk.fill()
    field = desk.find(PickField, "billing.country")
    field.setText("Qatar")
    assert not desk.edit("billing.zipcode").isVisible()
    assert desk.draft.billing.zipcode == "11201"
    assert desk.request.billing.zipcode == ""
    field.setText("Japan")
    assert desk.edit("billing.state").accessibleName() == "Prefecture"
    field.setText("United States")
    assert desk.edit("billing.zipcode").isVisible()
    assert desk.edit("billing.zipcode").accessibleName() == "ZIP code"
    assert desk.edit("billing.zipcode").text() == "11201"


async def test_products_quantities_and_prices_of_ones_own(desk: Desk) -> None:
    await desk.fill()
    desk.page.form.cart.table.setFocus()
    desk.page.form.cart.table.setCurrentIndex(desk.page.form.cart.model.index(0, 0))
    for _line in range(3):
        QTest.keyClick(desk.page.form.cart.table, Qt.Key.Key_Delete)
    assert desk.draft.lines == ()
    await add_product(desk, "dinner")
    await add_product(desk, "dinner")
    await add_product(desk, "inscription")
    await add_product(desk, "incense")
    type_into_cell(desk, 0, 2, "12")
    type_into_cell(desk, 1, 1, "15.5")
    type_into_cell(desk, 2, 1, "24.750")
    assert desk.request.cart == (
        CartItem("pdt_1", 12),
        CartItem("pdt_3", 1, 1550),
        CartItem("pdt_7", 1, 24750),
    )
    assert [desk.page.form.cart.model.index(row, 3).data() for row in range(3)] == [
        "$2,232.00",
        "$15.50",
        "KD\u00a024.750",
    ]


async def test_every_currency_and_none(desk: Desk) -> None:
    await desk.fill()
    field = desk.find(PickField, "options.currency")
    assert field.text() == "As priced (USD)"
    assert desk.request.currency is None
    assert len(CURRENCIES) == 145
    for code in CURRENCIES:
        field.setText(code)
        assert desk.draft.options.currency == code
        assert desk.request.currency == code
    field.setText("As priced (USD)")
    assert desk.draft.options.currency == ""
    assert desk.request.currency is None
    field.setText("EUR")
    field.setText("")
    assert desk.request.currency is None


async def test_every_payment_method_and_all(desk: Desk) -> None:
    await desk.fill()
    assert desk.request.methods is None
    assert len(METHODS) == 18
    desk.page.form.options.methods_part.set_open(True)
    boxes = {method: desk.find(QCheckBox, f"options.method.{method}") for method in METHODS}
    assert all(box.isChecked() for box in boxes.values())
    desk.find(QRadioButton, "options.methods.only").click()
    assert desk.request.methods == METHODS
    desk.page.form.options.methods.tick_none.click()
    for method, box in boxes.items():
        box.click()
        assert desk.request.methods == (method,)
        box.click()
    assert desk.draft.options.methods == frozenset()
    boxes["klarna"].click()
    assert "No cards" in desk.page.form.options.methods.problem.label.text()
    desk.find(QRadioButton, "options.methods.all").click()
    assert desk.request.methods is None
    desk.find(QRadioButton, "options.methods.only").click()
    assert desk.request.methods == ("klarna",)


async def test_unticking_a_method_means_only_the_others(desk: Desk) -> None:
    await desk.fill()
    desk.page.form.options.methods_part.set_open(True)
    desk.find(QCheckBox, "options.method.credit").click()
    assert desk.request.methods == tuple(m for m in METHODS if m != "credit")
    assert desk.page.form.options.methods_part.summary.text() == "17 of 18"


async def test_codes_reference_return_address_and_saved_methods(desk: Desk) -> None:
    await desk.fill()
    assert desk.request.return_url is None
    assert desk.request.discount_code is None
    assert desk.request.tax_id is None
    assert desk.request.show_saved_methods is False
    desk.type("options.discount_code", "SPRING10")
    desk.type("options.tax_id", "DE123456789")
    desk.type("options.order_reference", "W-1183")
    desk.page.form.options.more_part.set_open(True)
    desk.type("options.return_url", "https://juniper-clay.example/thanks")
    desk.find(QCheckBox, "options.show_saved_methods").click()
    sent = desk.request
    assert (sent.discount_code, sent.tax_id) == ("SPRING10", "DE123456789")
    assert sent.return_url == "https://juniper-clay.example/thanks"
    assert sent.show_saved_methods is True
    assert sent.metadata == (("order_reference", "W-1183"),)
    assert '"payment_link":true' in body(sent, "uuid")


async def test_forty_nine_pairs_of_metadata(desk: Desk) -> None:
    await desk.fill()
    desk.page.form.options.more_part.set_open(True)
    table = desk.find(QTableView, "options.metadata")
    model = table.model()
    for number in range(49):
        for column, text in ((0, f"key_{number}"), (1, f"value {number}")):
            table.edit(model.index(number, column))
            editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
            editor.setText(text)
            QTest.keyClick(editor, Qt.Key.Key_Return)
            await turns(2)
    assert model.rowCount() == 49
    assert desk.request.metadata == tuple((f"key_{n}", f"value {n}") for n in range(49))
    table.setCurrentIndex(model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert len(desk.request.metadata) == 48
    assert model.rowCount() == 49


async def test_text_that_is_only_set_is_taken_too(desk: Desk) -> None:
    """Assistive tools set a text without a key press; nothing but `textChanged` tells of it."""
    await desk.fill()
    set_to = {
        "billing.street": "1 Set Street",
        "options.discount_code": "SET",
        "options.tax_id": "T1",
        "options.order_reference": "R1",
        "options.return_url": "https://set.example/",
    }
    desk.page.form.options.more_part.set_open(True)
    for name, text in set_to.items():
        desk.edit(name).setText(text)
    sent = desk.request
    assert sent.billing.street == "1 Set Street"
    assert (sent.discount_code, sent.tax_id, sent.return_url) == ("SET", "T1", "https://set.example/")
    assert sent.metadata == (("order_reference", "R1"),)
    desk.edit("cart.product").setText("tea bowl")
    await until(lambda: desk.page.form.cart.search.results.is_open)
    desk.find(QPushButton, "cart.add").click()
    assert desk.draft.lines[-1].product.product_id == "pdt_6"


async def test_the_customer_sent_is_the_one_on_the_card(desk: Desk) -> None:
    await desk.fill()
    assert desk.request.customer == AttachCustomer("cus_1")
    assert desk.page.form.customer.card.isVisible()


async def test_a_draft_shown_is_the_draft_edited(desk: Desk) -> None:
    """Showing a draft is no edit: it comes out as it went in, whatever it holds."""
    await desk.fill()
    odd = replace(
        desk.draft,
        billing=replace(desk.draft.billing, country="Atlantis"),
        options=replace(desk.draft.options, currency="groats", metadata=(("a", "b"), ("", ""))),
    )
    await desk.shop.workspace.drafting.duplicate(odd)
    await turns()
    shown = replace(desk.draft, draft_id="")
    assert shown == replace(odd, draft_id="")
    assert not desk.shop.workspace.drafting.can_undo
    assert desk.edit("billing.country").text() == "Atlantis"
    assert desk.edit("options.currency").text() == "groats"
