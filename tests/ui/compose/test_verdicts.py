"""What Dodo says of an order before it is sent: beside the fields, in the panel, and never as a wall."""

import asyncio
from typing import Any

import anyio
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from dodo_desktop.api.client import DodoClient
from dodo_desktop.core.draft import Draft, Edit, apply
from dodo_desktop.core.preview import Discount, Preview
from dodo_desktop.practice.server import PracticeServer
from dodo_desktop.services.ports import GatewayError
from dodo_desktop.ui import words
from dodo_desktop.ui.widgets.prose import line_height
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import Clock, complete, turns, until

pytestmark = pytest.mark.anyio

SPRING = Discount("SPRING10", "percentage", 1000, ends="2031-11-30T20:00:00+00:00")


def new_york(body: dict[str, Any]) -> Preview:
    """As Dodo prices the sample order there: 8.875 %, told in whole basis points."""
    off = 3290 if body.get("discount_code") == "SPRING10" else 0
    tax = 2628 if off else 2920
    wrong = "No such number" if body.get("tax_id") == "BAD" else ""
    name = "Juniper GmbH" if body.get("tax_id") == "DE123456788" else ""
    return Preview("USD", 32900, off, tax, 32900 - off + tax, 888, 1000 if off else None, wrong, name)


async def order(desk: Desk, **options: Any) -> None:
    """An order with these options, once Dodo calculated it."""
    draft = complete(Draft(""))
    for name, text in options.items():
        draft = apply(draft, Edit(f"options.{name}", text))
    await desk.shop.workspace.drafting.duplicate(draft)
    await turns()


def said(desk: Desk, field: str) -> tuple[str, str]:
    line = desk.page.form.options.fields[field].line
    text = line.label.text().replace("\u2068", "").replace("\u2069", "")
    return (text, str(line.label.property("tone"))) if not line.isHidden() else ("", "")


def lines(desk: Desk) -> list[tuple[str, str]]:
    """The lines over the total."""
    column = desk.page.summary.total.lines.layout()
    assert column is not None
    rows = [column.itemAt(number).widget() for number in range(column.count())]  # type: ignore[union-attr]
    return [tuple(label.text() for label in row.findChildren(QLabel)) for row in rows]  # type: ignore[misc, union-attr]


async def test_dodos_total_with_its_discount_and_a_rate_that_is_not_wrong(desk: Desk) -> None:
    desk.shop.gateway.price = new_york
    await order(desk, discount_code="SPRING10")
    total = desk.page.summary.total
    await until(lambda: total.source.text() == "Total from Dodo")
    assert lines(desk) == [
        ("Subtotal", "$329.00"),
        ("Discount SPRING10, 10%", "−$32.90"),
        ("Sales tax, about 8.88%", "$26.28"),
    ]
    assert desk.find(QLineEdit, "summary.total").text() == "$322.38"


async def test_an_estimate_says_that_it_is_one_and_what_it_leaves_out(desk: Desk) -> None:
    await order(desk, discount_code="SPRING10", currency="EUR")
    total = desk.page.summary.total
    await until(lambda: total.when.text() == "offline")
    assert total.source.text() == "Estimate"
    assert lines(desk) == [
        ("3 products, 4 pieces", "$329.00"),
        ("Discount SPRING10", "not known"),
        ("Sales tax", "not known"),
    ]
    note = total.note.text().replace("\u2068", "").replace("\u2069", "")
    assert note.startswith("Without discount, tax, and the exchange into EUR.")
    assert desk.find(QLineEdit, "summary.total").text() == "$329.00"


async def test_a_refusal_to_calculate_is_explained(desk: Desk) -> None:
    def refuse(body: dict[str, Any]) -> Preview:
        raise GatewayError("refused", code="KILN_COLD", message="The kiln is cold.")

    desk.shop.gateway.price = refuse
    await order(desk)
    total = desk.page.summary.total
    await until(lambda: total.when.text() == "not checked")
    assert "“\u2068The kiln is cold\u2069”" in total.note.text()
    assert desk.find(QLineEdit, "summary.total").text() == "$329.00"


async def test_a_discount_code_is_checked_while_it_is_typed(desk: Desk) -> None:
    desk.shop.gateway.discounts["SPRING10"] = SPRING
    await order(desk)
    desk.type("options.discount_code", "SPRING1")
    await until(lambda: said(desk, "discount_code")[1] == "warning")
    assert said(desk, "discount_code")[0].startswith("Dodo does not know the code SPRING1.")
    desk.type("options.discount_code", "0")
    await until(lambda: said(desk, "discount_code")[1] == "success")
    assert said(desk, "discount_code")[0] == "10% off, until Nov 30, 2031"
    desk.edit("options.discount_code").clear()
    assert said(desk, "discount_code") == ("", "")
    desk.page.detach()
    assert said(desk, "discount_code") == ("", "")


async def test_a_code_in_small_letters_is_mended_with_one_press(desk: Desk) -> None:
    """The code of the practice server, asked through the real client."""
    server = PracticeServer()
    client = DodoClient(server.start(), server.api_key, clock=Clock())
    discounts = desk.shop.workspace.discounts
    known = asyncio.Event()
    forget = discounts.changed.subscribe(lambda told: known.set() if told.state != "checking" else None)
    try:
        discounts.gateway_changed(client)
        await order(desk)
        desk.type("options.discount_code", "spring10")
        with anyio.fail_after(60):
            while discounts.verdict.code != "spring10" or discounts.verdict.state == "checking":
                known.clear()
                await known.wait()
        sentence, tone = said(desk, "discount_code")
        assert tone == "warning"
        assert sentence == (
            "Dodo does not know the code spring10, only SPRING10: capital and small letters differ."
            " The order can go out, but Dodo will make no link with it."
        )
        mend = desk.find(QPushButton, "options.discount_code.problem.choice.0")
        assert mend.text().strip("\u2068\u2069") == "Use \u2068SPRING10"
        assert mend in desk.page.form.tab_chain()
        # It stays the same button while the rest of the order changes.
        desk.type("options.order_reference", "7")
        assert desk.find(QPushButton, "options.discount_code.problem.choice.0") is mend
        mend.click()
        assert desk.draft.options.discount_code == "SPRING10"
        assert desk.focus == "options.discount_code"
        with anyio.fail_after(60):
            while discounts.verdict.state != "good":
                known.clear()
                await known.wait()
        assert said(desk, "discount_code")[0].startswith("10% off")
        assert desk.page.form.options.fields["discount_code"].line.choices == []
        assert len(desk.page.form.tab_chain()) == len(set(desk.page.form.tab_chain()))
    finally:
        forget()
        await discounts.stop()
        await client.aclose()
        server.stop()


async def test_the_button_is_there_where_dodo_refuses_the_code_in_its_calculation(desk: Desk) -> None:
    def refuse(body: dict[str, Any]) -> Preview:
        raise GatewayError("refused", code="INVALID_DISCOUNT_CODE")

    desk.shop.gateway.price = refuse
    desk.shop.gateway.discounts["SPRING10"] = SPRING
    await order(desk, discount_code="Spring10")
    line = desk.page.form.options.fields["discount_code"].line
    await until(lambda: desk.page.board.advice and line.choices)
    assert len(line.choices) == 1
    line.choices[0].click()
    assert desk.draft.options.discount_code == "SPRING10"


async def test_a_code_that_does_not_hold_is_no_wall(desk: Desk) -> None:
    def refuse(body: dict[str, Any]) -> Preview:
        raise GatewayError("refused", code="DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET")

    desk.shop.gateway.price = refuse
    await order(desk, discount_code="BIG")
    await until(lambda: "too small" in said(desk, "discount_code")[0])
    sentence, tone = said(desk, "discount_code")
    assert tone == "warning"
    assert sentence == (
        "The order is too small for the code BIG. The order can go out, but Dodo will make no link like this."
    )
    await desk.create()
    assert len(desk.shop.orders()) == 1


async def test_the_verdict_on_a_tax_id_and_the_name_it_is_registered_to(desk: Desk) -> None:
    desk.shop.gateway.price = new_york
    await order(desk, tax_id="DE123456788")
    await until(lambda: said(desk, "tax_id")[1] == "success")
    assert said(desk, "tax_id")[0] == "Registered to Juniper GmbH"
    await order(desk, tax_id="BAD")
    await until(lambda: said(desk, "tax_id")[1] == "warning")
    assert said(desk, "tax_id")[0].startswith("Dodo does not accept this tax ID.")
    assert desk.request.tax_id == "BAD"
    await order(desk, tax_id="12-3456789")
    await until(lambda: said(desk, "tax_id")[0] == "Dodo accepts it")
    await desk.create()
    assert len(desk.shop.orders()) == 1


async def test_a_field_that_is_typed_into_is_left_alone(desk: Desk) -> None:
    desk.shop.gateway.price = new_york
    await order(desk)
    desk.type("options.tax_id", "BAD")
    await turns(60)
    assert said(desk, "tax_id") == ("", "")
    desk.edit("options.order_reference").setFocus()
    assert said(desk, "tax_id")[0].startswith("Dodo does not accept this tax ID.")


async def test_a_total_under_the_least_can_be_sent_anyway(desk: Desk) -> None:
    desk.shop.gateway.price = lambda body: Preview("USD", 40, 0, 4, 44, 888)
    await order(desk)
    problem = desk.page.form.cart.problem
    await until(lambda: not problem.isHidden())
    assert "is less than Dodo charges, so no link can be made" in problem.label.text()
    assert "As of August 2026 it takes \u2068$0.50\u2069 or more." in problem.label.text()
    await desk.create()
    assert desk.shop.orders() == []
    anyway = desk.find(QPushButton, "cart.table.waive")
    assert anyway.isVisible()
    assert anyway in desk.page.form.tab_chain()
    anyway.click()
    assert not anyway.isVisible()
    assert problem.isHidden()
    await desk.create()
    assert len(desk.shop.orders()) == 1


@pytest.fixture(params=["en", "de"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    """Before the desk is made: its words are those of this language."""
    words.install(request.param)
    return str(request.param)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1100, 720)])
async def test_a_long_sentence_below_a_narrow_field_takes_the_whole_width(
    spoken: str, desk: Desk, width: int, height: int
) -> None:
    desk.window.resize(width, height)
    await order(desk)
    field = desk.page.form.options.fields["tax_id"]
    desk.type("options.tax_id", "12-345678")
    field.editor.clearFocus()
    await turns()
    line = field.line
    assert not line.isHidden()
    assert line.label.property("tone") == "warning"
    assert ("tax ID" in line.label.text()) is (spoken == "en")
    columns = line.parentWidget()
    assert columns is not None
    assert line.width() == columns.width() > 3 * field.width()
    assert line.label.height() <= 3 * line_height(line.label)
    # Nothing stands in its way, neither above nor below.
    fields = desk.page.form.options.fields
    assert line.y() >= field.y() + field.height()
    assert line.y() >= fields["currency"].y() + fields["currency"].height()
    assert fields["order_reference"].y() >= line.y() + line.height()
    assert field.editor.accessibleDescription() == line.label.text()


async def test_a_short_sentence_stays_below_its_field(desk: Desk) -> None:
    desk.shop.gateway.price = new_york
    await order(desk, tax_id="DE123456788")
    field = desk.page.form.options.fields["tax_id"]
    await until(lambda: said(desk, "tax_id") == ("Registered to Juniper GmbH", "success"))
    await turns()
    line = field.line
    assert (line.x(), line.width()) == (field.x(), field.width())
    assert line.y() == field.y() + field.height()
    assert field.height() < desk.page.form.options.fields["currency"].height()


async def test_sentences_below_two_fields_of_a_row_take_the_whole_width_one_below_the_other(
    desk: Desk,
) -> None:
    desk.window.resize(1100, 720)
    await order(desk)
    desk.type("billing.state", "Nowhere at all")
    desk.type("billing.zipcode", "1120199")
    fields = desk.page.form.billing.fields
    state, zipcode = fields["state"], fields["zipcode"]
    zipcode.editor.clearFocus()
    await turns()
    assert state.line.width() == zipcode.line.width() == desk.page.form.billing.width()
    assert zipcode.line.y() >= state.line.y() + state.line.height()
    assert state.line.y() >= state.y() + state.height()
    assert "State" in state.line.label.text()
    assert "ZIP" in zipcode.line.label.text()
