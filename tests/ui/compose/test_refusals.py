"""Every word that Dodo can say against an order, through a real server: where it stands, and how it reads."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import anyio
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from dodo_desktop.api.client import DodoClient
from dodo_desktop.api.outcome import REFUSALS
from dodo_desktop.core.draft import Draft, Edit, OptionsEntry
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.refusals import FIELDS
from dodo_desktop.ui.compose.page import ComposePage
from tests.api.openapi import schema
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import Clock, Shop, complete, turns, until
from tests.ui.compose.scripted_host import Script, scripted_host
from tests.ui.curtains import curtains

pytestmark = pytest.mark.anyio

CODE, TAX_ID = "HERBST15", "EL-77"
PATIENCE = 30

DISCOUNT, CART, CURRENCY = "options.discount_code", "cart.table", "options.currency"
SAID: dict[str, tuple[str, str]] = {
    "INVALID_REQUEST": ("summary", "could not read something"),
    "INVALID_REQUEST_BODY": ("summary", "could not read something"),
    "INVALID_REQUEST_PARAMETERS": ("summary", "could not read something"),
    "INVALID_QUERY_PARAMS": ("summary", "could not read something"),
    "UNSUPPORTED_ACTION": ("summary", "does not do this"),
    "MERCHANT_NOT_LIVE": ("summary", "not verified the business"),
    "UNSUPPORTED_COUNTRY": ("billing.country", "does not sell to United States"),
    "UNSUPPORTED_CURRENCY": (CURRENCY, "in EUR"),
    "UNSUPPORTED_BILLING_CURRENCY": (CURRENCY, "in EUR"),
    "UNSUPPORTED_PAYMENT_CURRENCY": (CURRENCY, "in EUR"),
    "EXCHANGE_RATE_NOT_FOUND": (CURRENCY, "no rate of exchange to EUR"),
    "INVALID_TAX_ID": ("options.tax_id", f"the tax ID {TAX_ID}"),
    "INVALID_DISCOUNT_CODE": (DISCOUNT, f"does not know the code {CODE},"),
    "DISCOUNT_CODE_EXPIRED": (DISCOUNT, f"The code {CODE} has ended"),
    "DISCOUNT_CODE_USAGE_LIMIT_EXCEEDED": (DISCOUNT, f"The code {CODE} is used up"),
    "DISCOUNT_CODE_NOT_AVAILABLE_FOR_PRODUCT": (DISCOUNT, f"The code {CODE} is not for these products"),
    "DISCOUNT_NOT_AVAILABLE_FOR_PRODUCT": (DISCOUNT, f"The code {CODE} is not for these products"),
    "DISCOUNT_NOT_YET_ACTIVE": (DISCOUNT, f"The code {CODE} does not hold yet"),
    "DISCOUNT_CUSTOMER_NOT_ELIGIBLE": (DISCOUNT, f"The code {CODE} is not for this customer"),
    "DISCOUNT_MINIMUM_SUBTOTAL_NOT_MET": (DISCOUNT, f"too small for the code {CODE}"),
    "DISCOUNT_PER_CUSTOMER_USAGE_LIMIT_EXCEEDED": (DISCOUNT, f"used the code {CODE} as often"),
    "UNSUPPORTED_DISCOUNT_TYPE": (DISCOUNT, f"The code {CODE} is of a kind"),
    "PAY_AS_YOU_WANT_AMOUNT_REQUIRED": (CART, "price is missing"),
    "REQUEST_AMOUNT_BELOW_MINIMUM": (CART, "under the product’s least"),
    "TOTAL_PAYMENT_AMOUNT_BELOW_MINIMUM_AMOUNT": (CART, "less than Dodo can charge"),
    "INTEGER_CONVERSION_FAILURE": (CART, "larger than Dodo can take"),
    "INVALID_QUANTITY": (CART, "quantity"),
    "PRODUCT_IS_DELETED": (CART, "no longer sold"),
    "MISSING_PRODUCT_INFORMATION": (CART, "not complete at Dodo"),
    "UNSUPPORTED_TAX_CATEGORY": (CART, "tax category"),
    "NOT_FOUND": (CART, "does not know the customer or a product"),
    "BRAND_MISMATCH": (CART, "Make a link for each"),
    "BRAND_NOT_ENABLED": (CART, "Enable it there"),
    "PRODUCT_CART_EMTPY": (CART, "Add a product"),
    "NO_ELIGIBLE_PAYMENT_METHODS": ("options.methods", "Allow more"),
    "MAXIMUM_KEYS_REACHED": ("options.metadata", "Remove some"),
}
NO_REFUSAL = {
    # Code, status, and the state in which the order goes on.
    "UNAUTHORIZED": (401, State.BLOCKED, "The key was refused. The order waits here."),
    "TOO_MANY_REQUESTS": (429, State.QUEUED, "sent again by itself"),
    "DISCOUNT_CONCURRENT_REDEMPTION": (503, State.QUEUED, "sent again by itself"),
    "INTERNAL_SERVER_ERROR": (500, State.UNCONFIRMED, "cannot get two links"),
}
NEVER_HERE = {"CHECKOUT_SESSION_CONSUMED", "SLUG_ALREADY_TAKEN"}
"""What other calls than a creation are answered; told in Dodo's words if it should come all the same."""


@pytest.fixture(scope="module")
def host() -> Iterator[Script]:
    with scripted_host() as script:
        yield script


@pytest.fixture
async def desk(qapp: QApplication, host: Script) -> AsyncIterator[Desk]:
    """The page over real services, with the real client in front of a real server."""
    qapp.setQuitOnLastWindowClosed(False)
    host.bodies.clear()
    window = QWidget()
    page = ComposePage()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    client = DodoClient(host.url, "key", clock=Clock())
    shop = Shop("test", wire=client)
    await shop.start()
    page.attach(shop.workspace)
    options = OptionsEntry(currency="EUR", discount_code=CODE, tax_id=TAX_ID, metadata=(("table", "7"),))
    await shop.workspace.drafting.duplicate(replace(complete(Draft("")), options=options))
    await turns()
    yield Desk(window, page, shop)
    page.detach()
    await turns()
    await shop.stop()
    await client.aclose()
    window.close()
    window.deleteLater()
    await turns()


async def create(desk: Desk) -> OutgoingPayment | None:
    """Press the button and wait until the page tells what became of it; the order where it goes on."""
    told: asyncio.Queue[OutgoingPayment | None] = asyncio.Queue()
    creation = desk.page.creation

    def moved(order: OutgoingPayment) -> None:
        told.put_nowait(order)

    def done(_told: object) -> None:
        told.put_nowait(None)

    creation.order_changed.connect(moved)
    creation.taken_back.connect(done)
    creation.link_changed.connect(done)
    try:
        desk.page.summary.create_link.click()
        with anyio.fail_after(PATIENCE):
            order = await told.get()
        await turns()
        return order
    finally:
        creation.order_changed.disconnect(moved)
        creation.taken_back.disconnect(done)
        creation.link_changed.disconnect(done)


def bare(text: str) -> str:
    """Without the marks that keep names apart."""
    return text.replace("\u2068", "").replace("\u2069", "")


def said_at(desk: Desk, field: str) -> str:
    """What a person reads about a field; the panel's note where none is meant."""
    if field == "summary":
        note = desk.page.summary.note
        return bare(note.label.text()) if note.isVisible() else ""
    label = desk.find(QLabel, f"{field}.problem")
    return bare(label.text()) if label.isVisible() else ""


def known_codes() -> set[str]:
    lists = schema("Error")["x-known-codes"]
    return {code for codes in lists.values() for code in codes}


def test_no_known_code_is_left_out() -> None:
    assert known_codes() | REFUSALS | FIELDS.keys() <= SAID.keys() | NO_REFUSAL.keys() | NEVER_HERE
    assert {field for field, _words in SAID.values()} - {"summary"} == set(FIELDS.values())


@pytest.mark.parametrize("field", sorted({field for field, _words in SAID.values()}))
async def test_each_refusal_stands_at_its_field(desk: Desk, host: Script, field: str) -> None:
    before = desk.draft
    codes = sorted(code for code, (where, _words) in SAID.items() if where == field)
    for code in codes:
        host.say(422, {"code": code, "message": "Something in English"})
        assert await create(desk) is None, code
        said = said_at(desk, field)
        assert SAID[code][1] in said
        assert "no link was made" in said
        assert code not in said
        assert "Something in English" not in said
        assert desk.page.shows_form
        spot = desk.page.form.spots().get(field)
        target = spot.target() if spot else desk.page.summary.create_link
        assert desk.window.focusWidget() is target, code
        assert target.isVisible()
        assert replace(desk.draft, draft_id="") == replace(before, draft_id="")
    assert [order.state for order in desk.shop.orders()] == [State.DISCARDED] * len(codes)
    assert len(host.bodies) == len(codes)


@pytest.mark.parametrize("code", sorted(NO_REFUSAL))
async def test_what_is_no_refusal_keeps_the_order_going(desk: Desk, host: Script, code: str) -> None:
    status, state, words = NO_REFUSAL[code]
    host.say(status, {"code": code})
    order = await create(desk)
    assert order is not None
    assert order.state is state
    assert words in bare(desk.find(QLabel, "result.sentence").text())
    assert not desk.page.shows_form
    assert len(host.bodies) == 1


NOTHING_TOLD = "Dodo refused the order and made no link. Look through it"
STRANGE: list[tuple[int, object, str]] = [
    # Status, body, and what is read in the panel.
    (422, "Only on weekdays, sorry", NOTHING_TOLD),
    (422, b"", NOTHING_TOLD),
    (422, b"\xff\xfe\x00", NOTHING_TOLD),
    (422, ["INVALID_TAX_ID"], NOTHING_TOLD),
    (422, {"code": 42, "message": ["a"]}, NOTHING_TOLD),
    (422, {"message": "no code"}, NOTHING_TOLD),
    (400, {"code": "MOON_IS_FULL"}, NOTHING_TOLD),
    (422, {"code": "MOON_IS_FULL", "message": None}, NOTHING_TOLD),
    (422, {"code": "MOON_IS_FULL", "message": {"a": 1}}, NOTHING_TOLD),
    (404, {"code": "MOON_IS_FULL", "message": " Wait \n a week. "}, "It says: “Wait a week”."),
    (422, {"code": "DISCOUNT_ON_LEAVE", "message": "Back on Monday."}, "It says: “Back on Monday”."),
]


async def test_strange_refusals_are_refusals(desk: Desk, host: Script) -> None:
    for status, body, words in STRANGE:
        host.say(status, body)
        assert await create(desk) is None, body
        discount = isinstance(body, dict) and str(body.get("code")).startswith("DISCOUNT")
        assert words in said_at(desk, DISCOUNT if discount else "summary")
        assert desk.page.shows_form


PAGE = "<html><body><h1>Blocked</h1></body></html>"
UNCLEAR = [
    (502, PAGE, "text/html"),
    (422, PAGE, "text/html"),
    (404, PAGE, "text/html"),
    (400, "Bad Request", "text/plain"),
    (409, {"code": "MOON_IS_FULL"}, ""),
    (500, b"", ""),
    (200, b"", ""),
    (200, PAGE, "text/html"),
    (200, {"total_amount": 100}, ""),
    (200, {"payment_id": 7.5, "payment_link": "https://test.checkout.dodopayments.com/x"}, ""),
    (200, b'{"payment_id": "pay_1", "payment_li', "application/json"),
    (302, b"", ""),
]


@pytest.mark.parametrize(("status", "body", "kind"), UNCLEAR)
async def test_what_may_have_made_a_link_is_never_called_a_refusal(
    desk: Desk, host: Script, status: int, body: object, kind: str
) -> None:
    host.say(status, body, kind)
    order = await create(desk)
    assert order is not None
    assert order.state is State.UNCONFIRMED
    assert "does not send it again" in bare(desk.find(QLabel, "result.sentence").text())
    assert len(host.bodies) == 1


async def test_wrong_types_beside_a_good_link_do_not_hide_it(desk: Desk, host: Script) -> None:
    host.say(
        200,
        {
            "payment_id": "pay_1",
            "payment_link": "https://test.checkout.dodopayments.com/x1",
            "total_amount": "a lot",
            "expires_on": 12,
            "customer": [],
            "metadata": None,
            "product_cart": {"a": 1},
            "status": "requires_moonlight",
            "currency": "QQQ",
        },
    )
    assert await create(desk) is None
    assert desk.edit("result.link").text() == "https://test.checkout.dodopayments.com/x1"


async def test_a_message_cannot_play_tricks(desk: Desk, host: Script) -> None:
    message = "\u202e<b>Wire</b>\u200f 5 &amp; go\x07 " + "long " * 200
    host.say(422, {"code": "MOON_IS_FULL", "message": message})
    assert await create(desk) is None
    shown = desk.page.summary.note.label.text()
    assert "&lt;b&gt;Wire&lt;/b&gt; 5 &amp;amp; go long" in shown
    assert not set("\u202e\u200f\x07") & set(shown)
    assert "\u2068&lt;b&gt;" in shown
    assert len(shown) < 600
    assert "MOON" not in shown


async def test_a_refusal_goes_once_its_field_is_mended_and_the_order_can_go_out(
    desk: Desk, host: Script
) -> None:
    host.say(422, {"code": "INVALID_TAX_ID"})
    await create(desk)
    desk.type("options.order_reference", "7")
    assert said_at(desk, "options.tax_id")
    desk.edit("options.tax_id").setText("12-3456789")
    assert not said_at(desk, "options.tax_id")
    assert desk.page.summary.problems.isHidden()


async def test_a_refusal_of_the_whole_order_goes_with_the_next_edit(desk: Desk, host: Script) -> None:
    host.say(422, {"code": "MOON_IS_FULL", "message": "Wait"})
    await create(desk)
    assert said_at(desk, "summary")
    assert desk.page.summary.problems.isHidden()
    desk.type("options.order_reference", "7")
    assert not said_at(desk, "summary")


async def test_without_a_currency_of_ones_own_the_products_are_named(desk: Desk, host: Script) -> None:
    draft = desk.draft
    await desk.shop.workspace.drafting.duplicate(replace(draft, options=replace(draft.options, currency="")))
    host.say(422, {"code": "UNSUPPORTED_CURRENCY"})
    await create(desk)
    assert "the currency of the products" in said_at(desk, CURRENCY)


async def test_undo_goes_on_through_what_was_typed_before_a_refusal(desk: Desk, host: Script) -> None:
    """What Dodo said of a field is over as soon as a step made that field another one."""
    desk.edit("options.order_reference").clear()
    desk.type("options.order_reference", "A-1")
    desk.edit(DISCOUNT).selectAll()
    desk.edit(DISCOUNT).insert("WINTER")
    before = desk.draft
    host.say(422, {"code": "INVALID_DISCOUNT_CODE"})
    assert await create(desk) is None
    assert replace(desk.draft, draft_id="") == replace(before, draft_id="")
    assert "WINTER" in said_at(desk, DISCOUNT)
    desk.page.undo()
    assert desk.edit(DISCOUNT).text() == CODE
    assert "no link was made" not in said_at(desk, DISCOUNT)
    assert desk.focus == DISCOUNT
    desk.page.undo()
    assert desk.edit("options.order_reference").text() == ""
    desk.page.redo()
    desk.page.redo()
    assert replace(desk.draft, draft_id="") == replace(before, draft_id="")


async def test_a_step_elsewhere_leaves_what_dodo_refused_in_sight(desk: Desk, host: Script) -> None:
    desk.type("options.order_reference", "A-1")
    host.say(422, {"code": "INVALID_DISCOUNT_CODE"})
    assert await create(desk) is None
    desk.page.undo()
    assert desk.edit("options.order_reference").text() == ""
    assert CODE in said_at(desk, DISCOUNT)


@pytest.mark.parametrize(("code", "field"), [("INVALID_QUANTITY", CART), ("MERCHANT_NOT_LIVE", "summary")])
async def test_a_step_in_the_cart_ends_what_was_said_of_it(
    desk: Desk, host: Script, code: str, field: str
) -> None:
    line = desk.draft.lines[0]
    desk.page.form.cart.edited.emit(Edit("cart.lines", (replace(line, quantity="7"),)))
    host.say(422, {"code": code})
    assert await create(desk) is None
    assert said_at(desk, field)
    desk.page.undo()
    assert desk.draft.lines[0].quantity == line.quantity
    assert said_at(desk, field) == ""


async def test_the_sentence_under_the_field_is_in_sight_as_well(desk: Desk, host: Script) -> None:
    desk.window.resize(1016, 560)
    await turns()
    form = desk.page.form
    form.verticalScrollBar().setValue(0)
    # Beside it there is something to read, too, so that it has the width of its column alone.
    form.options.fields["tax_id"].set_problem("Look at this once more.", "warning")
    host.say(422, {"code": "INVALID_DISCOUNT_CODE"})
    assert await create(desk) is None
    label = desk.find(QLabel, f"{DISCOUNT}.problem")
    assert CODE in label.text()
    await until(lambda: not curtains(label))
    assert label.visibleRegion().boundingRect().height() == label.height()


async def test_what_looks_unusual_stays_said_beside_a_refusal(desk: Desk, host: Script) -> None:
    """It may well be the reason."""
    desk.edit("billing.zipcode").setText("12")
    host.say(422, {"code": "INVALID_REQUEST_BODY"})
    assert await create(desk) is None
    assert "could not read something" in said_at(desk, "summary")
    assert "looks unusual" in said_at(desk, "billing.zipcode")
    assert [problem.field for problem in desk.page.board.problems] == ["summary"]
