"""The address of every country: its fields, their names and order, its states, and what looks odd in it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from dodo_desktop.core.address_forms import address_fields
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.draft import BillingEntry, Edit
from dodo_desktop.core.outcome import Rejected
from dodo_desktop.ui.widgets.pick_field import PickField
from dodo_desktop.ui.words.labels import address_label
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns, until
from tests.ui.curtains import curtains

pytestmark = pytest.mark.anyio

NAMES = ("street", "city", "state", "zipcode")


def country(desk: Desk) -> PickField:
    return desk.find(PickField, "billing.country")


def shown(desk: Desk) -> list[str]:
    """The fields of the address that can be seen, row by row."""

    def place(name: str) -> tuple[int, int]:
        at = desk.edit(f"billing.{name}").mapTo(desk.window, QPoint(0, 0))
        return at.y(), at.x()

    return sorted((n for n in NAMES if desk.edit(f"billing.{n}").isVisible()), key=place)


def tabs(desk: Desk) -> list[str]:
    """The fields of the address as Tab reaches them, from the country on."""
    at: QWidget | None = country(desk)
    reached: list[str] = []
    for _step in range(60):
        at = at.nextInFocusChain() if at else None
        assert at is not None
        part, _, name = at.objectName().partition(".")
        if part == "cart":
            return reached
        if part == "billing" and name in NAMES and at.isVisible():
            reached.append(name)
    raise AssertionError("the cart was never reached")


def said(desk: Desk, field: str) -> str:
    line = desk.page.form.text_fields()[field].line
    return line.label.text().replace("\u2068", "").replace("\u2069", "") if not line.isHidden() else ""


async def test_letters_paint_the_form_alone_and_other_fields_of_an_address_all_of_it(desk: Desk) -> None:
    await desk.fill()
    country(desk).setText("US")
    await until(lambda: not curtains(desk.window))
    for letters in ("u", "un", "united st", "USA"):
        country(desk).setText(letters)
        assert not curtains(desk.window)
    country(desk).setText("JP")
    assert curtains(desk.window)
    await until(lambda: not curtains(desk.window))


async def test_every_country_through_the_form(desk: Desk) -> None:
    await desk.fill()
    orders = set()
    for code in COUNTRIES:
        country(desk).setText(code)
        layout = desk.window.layout()
        assert layout is not None
        layout.activate()
        await turns(2)
        form = address_fields(code)
        assert tuple(shown(desk)) == form.order, code
        assert tuple(tabs(desk)) == form.order, code
        for name in form.order:
            label = address_label(form.labels[name])
            assert desk.edit(f"billing.{name}").accessibleName() == label
            assert desk.page.form.billing.fields[name].label.text().startswith(label), code
        orders.add(form.order)
        # The list that the state has is the country's.
        pick = desk.page.form.billing.state_pick
        pick.open_all()
        assert pick.list.is_open == bool(form.states) == bool(pick.placeholderText())
        pick.list.close_list()
        sent = desk.request.billing
        hidden = [name for name in NAMES if name not in form.order]
        assert [getattr(sent, name) for name in hidden] == [""] * len(hidden)
    assert len(orders) > 12


async def test_typing_goes_on_in_what_the_countrys_addresses_need(desk: Desk) -> None:
    await desk.fill()
    address = BillingEntry("GB", "Church Road 1", "Leeds")
    await desk.shop.workspace.drafting.duplicate(replace(desk.draft, billing=address))
    await turns()
    assert desk.edit("billing.state").isVisible()
    assert desk.window.focusWidget() is desk.edit("billing.zipcode")
    need = replace(address, zipcode="LS1 1AA")
    await desk.shop.workspace.drafting.duplicate(replace(desk.draft, billing=need))
    await turns()
    focused = desk.window.focusWidget()
    assert focused is not None
    assert not focused.objectName().startswith("billing.")


async def test_a_state_by_its_code_by_its_name_and_none_of_the_list(desk: Desk) -> None:
    await desk.fill()
    state = desk.edit("billing.state")
    state.clear()
    desk.type("billing.state", "ca")
    assert desk.page.form.billing.state_pick.list.is_open
    QTest.keyClick(state, Qt.Key.Key_Tab)
    assert (state.text(), desk.draft.billing.state) == ("California", "California")
    assert desk.focus == "billing.zipcode"
    assert said(desk, "billing.zipcode").startswith("ZIP code belongs to New York.")
    state.setText("NY")
    assert desk.draft.billing.state == desk.request.billing.state == "New York"
    state.setText("Nirvana")
    assert desk.request.billing.state == "Nirvana"
    desk.page.form.billing.state_pick.setFocus()
    desk.edit("billing.city").setFocus()
    assert said(desk, "billing.state").startswith("State is not one of the list for United States.")
    country(desk).setText("GB")
    assert desk.edit("billing.state").text() == "Nirvana"
    assert desk.request.billing.state == "Nirvana"
    country(desk).setText("US")
    state.setText("")
    desk.edit("billing.city").setFocus()
    assert said(desk, "billing.state") == ""


async def test_a_code_typed_before_the_country_is_understood_with_it(desk: Desk) -> None:
    await desk.fill()
    country(desk).setText("")
    desk.edit("billing.state").setText("SP")
    assert desk.draft.billing.state == "SP"
    country(desk).setText("BR")
    assert desk.draft.billing.state == "São Paulo"


async def test_an_odd_postal_code_is_said_beside_it_and_mended_by_a_button(desk: Desk) -> None:
    await desk.fill()
    country(desk).setText("DE")
    code = desk.edit("billing.zipcode")
    assert code.placeholderText() == "such as 26133"
    code.setFocus()
    code.setText("D-10115")
    desk.edit("billing.city").setFocus()
    assert said(desk, "billing.zipcode") == (
        "Postal code is written 10115 in Germany. The order can go out as it is, too."
    )
    assert desk.request.billing.zipcode == "D-10115"
    mend = desk.find(QPushButton, "billing.zipcode.problem.choice.0")
    assert mend.text() == "Use \u206810115\u2069"
    mend.click()
    assert desk.request.billing.zipcode == "10115"
    assert said(desk, "billing.zipcode") == ""
    code.setText("1")
    desk.edit("billing.city").setFocus()
    assert "in Germany it is like 26133" in said(desk, "billing.zipcode")
    await desk.create()
    assert len(desk.shop.orders()) == 1


async def test_all_fields_come_back_where_dodo_answers_422(desk: Desk) -> None:
    await desk.fill()
    country(desk).setText("QA")
    assert shown(desk) == ["street", "city"]
    desk.shop.gateway.outcomes = [Rejected(422, "INVALID_REQUEST_BODY")]
    await desk.create()
    assert desk.page.shows_form
    assert shown(desk) == tabs(desk) == ["street", "city", "state", "zipcode"]
    assert desk.edit("billing.zipcode").text() == "11201"
    assert said(desk, "billing.zipcode") == "Not written there; Dodo may want it all the same."
    assert desk.request.billing.zipcode == "11201"
    # The next start of the program shows them, too.
    await desk.shop.workspace.drafting.flush()
    assert desk.shop.drafts.kept[desk.draft.draft_id].draft.billing.every_field
    country(desk).setText("SG")
    assert shown(desk) == ["street", "zipcode"]
    assert not desk.draft.billing.every_field


@pytest.mark.parametrize(
    "refusal",
    [
        Rejected(400, "INVALID_REQUEST_BODY"),
        Rejected(404, "NOT_FOUND"),
        Rejected(422, "INVALID_DISCOUNT_CODE"),
        Rejected(422, "INVALID_TAX_ID"),
    ],
)
async def test_no_other_refusal_brings_fields_back(desk: Desk, refusal: Rejected) -> None:
    await desk.fill()
    country(desk).setText("QA")
    desk.shop.gateway.outcomes = [refusal]
    await desk.create()
    assert desk.page.shows_form
    assert shown(desk) == ["street", "city"]


async def test_undo_hides_what_came_back(desk: Desk) -> None:
    await desk.fill()
    country(desk).setText("QA")
    desk.page._edited(Edit("billing.every_field", True))
    desk.page.form.billing.show_draft(desk.draft)
    assert len(shown(desk)) == 4
    desk.page.undo()
    assert shown(desk) == ["street", "city"]


async def test_countries_that_dodo_does_not_sell_to_are_marked_with_the_reason(desk: Desk) -> None:
    await desk.fill()
    desk.shop.workspace.countries.changed.emit(frozenset({"US", "DE"}))
    desk.shop.workspace.countries.sold_to = frozenset({"US", "DE"})
    field = country(desk)
    field.open_all()
    rows = field.list.model
    texts = {
        str(rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(rows.rowCount())
    }
    assert any(text.startswith("France") and "Dodo does not sell there" in text for text in texts)
    assert not any("Dodo does not sell there" in text for text in texts if text.startswith("Germany"))
    field.list.close_list()
    field.setFocus()
    field.setText("France")
    desk.edit("billing.city").setFocus()
    assert said(desk, "billing.country").startswith("Dodo’s list of countries that it sells to does not have")
    # A person who knows better can send it.
    assert desk.request.billing.country == "FR"
    desk.page.detach()
    field.open_all()
    texts = {str(rows.index(row, 0).data()) for row in range(rows.rowCount())}
    assert not any("Dodo does not sell there" in text for text in texts)
    field.list.close_list()


async def test_a_phone_is_shown_as_it_goes_out_with_the_billing_country_for_one_without(desk: Desk) -> None:
    await desk.fill()
    country(desk).setText("DE")
    desk.find(QPushButton, "customer.clear").click()
    desk.find(QPushButton, "customer.new").click()
    desk.type("customer.phone", "0176 12345678")
    desk.edit("customer.name").setFocus()
    assert said(desk, "customer.phone") == "Goes out as +49 176 12345678"
    country(desk).setText("US")
    country(desk).setFocus()
    desk.edit("billing.city").setFocus()
    assert said(desk, "customer.phone").startswith("This does not look like a phone number of United States.")
    desk.edit("customer.phone").setText("+49 176 12345678")
    assert said(desk, "customer.phone") == ""
