"""*Duplicate*, from wherever it is pressed: what was typed and chosen is copied, and nothing else."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from dodo_desktop.core.draft import BillingEntry, CustomerEntry, CustomerMode, Draft, Fixed, OptionsEntry
from dodo_desktop.core.limits import REQUEST_ID_KEY
from dodo_desktop.core.outcome import Rejected
from dodo_desktop.ui.links.page import LinksPage
from dodo_desktop.ui.outbox.page import OutboxPage
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import NOW, SEUN, complete, turns, until

pytestmark = pytest.mark.anyio

WHOLE = replace(
    complete(Draft("")),
    title="For the fair",
    customer=CustomerEntry(
        CustomerMode.EXISTING, "oluwa", SEUN, "Ada", "ada@shop.example", "+1 718 555 0142"
    ),
    billing=BillingEntry("US", "", "Brooklyn", "New York", "11201", frozenset({"billing.street"})),
    options=OptionsEntry(
        order_reference="W-1183",
        currency="EUR",
        only_methods=True,
        methods=frozenset({"credit", "klarna"}),
        discount_code="FAIR",
        tax_id="12-3456789",
        return_url="https://juniper-clay.example/thanks",
        show_saved_methods=True,
        metadata=(("table", "14"),),
    ),
    fixed=Fixed("Fair", currency=True, methods=True),
)
FIELDS = replace(
    WHOLE, title="", billing=replace(WHOLE.billing, waived=frozenset()), fixed=Fixed(), address_of="cus_1"
)


def fields(draft: Draft) -> Draft:
    return replace(draft, draft_id="")


@pytest.fixture
async def order(desk: Desk) -> Draft:
    """An order in the form with everything that there is."""
    await desk.shop.workspace.drafting.begin(WHOLE)
    await turns()
    assert fields(desk.draft) == WHOLE
    return desk.draft


@pytest.fixture
async def pages(desk: Desk) -> AsyncIterator[tuple[LinksPage, OutboxPage]]:
    links, outbox = LinksPage(now=lambda: NOW), OutboxPage(now=lambda: NOW)
    for page in (links, outbox):
        page.resize(1100, 700)
        page.show()
    yield links, outbox
    for page in (links, outbox):
        page.detach()
        page.close()
        page.deleteLater()


async def copied(desk: Desk, press: Callable[[], Awaitable[None] | None], *, known: set[str]) -> Draft:
    """What is in the form after it was pressed: a draft of its own, kept, with nothing to take back."""
    pressed = press()
    if pressed is not None:
        await pressed
    await until(lambda: desk.page.shows_form and desk.draft.draft_id not in known and not desk.draft.empty)
    await turns()
    assert desk.shop.drafts.kept[desk.draft.draft_id].draft == desk.draft
    assert not desk.shop.workspace.drafting.can_undo
    return fields(desk.draft)


async def test_from_the_form(desk: Desk, order: Draft) -> None:
    desk.edit("options.return_url").setText("not an address")
    desk.page.create_link()
    await turns()
    assert desk.page.board.problems
    desk.page.form.cart.note.tell("What was said about the first order.")
    before = desk.draft
    got = await copied(desk, desk.find(QPushButton, "compose.duplicate").click, known={order.draft_id})
    assert got == replace(FIELDS, options=replace(FIELDS.options, return_url="not an address"))
    # What was said about the first order is not said about its copy.
    assert desk.page.board.problems == ()
    assert desk.find(QLabel, "cart.product.problem").text() == ""
    assert desk.find(QLabel, "compose.title").text() == "New link"
    assert desk.shop.drafts.kept[order.draft_id].draft == before


async def test_from_a_result(desk: Desk, order: Draft) -> None:
    await desk.create()
    assert not desk.page.shows_form
    got = await copied(desk, desk.find(QPushButton, "compose.duplicate").click, known={order.draft_id})
    assert got == FIELDS
    (sent,) = desk.shop.orders()
    assert REQUEST_ID_KEY in sent.body
    assert sent.request_id not in repr(desk.draft)
    assert len(desk.shop.links.rows_by_id) == 1


async def test_from_a_past_link(desk: Desk, order: Draft, pages: tuple[LinksPage, OutboxPage]) -> None:
    await desk.create()
    page = pages[0]
    page.attach(desk.shop.workspace)
    await until(lambda: page.detail.shown is not None)
    button = page.findChild(QPushButton, "links.duplicate")
    assert isinstance(button, QPushButton)
    opened: list[str] = []
    page.navigate.connect(opened.append)
    assert await copied(desk, button.click, known={order.draft_id}) == FIELDS
    assert opened == ["compose"]
    (link,) = desk.shop.links.rows_by_id.values()
    for own in (link.payment_id, link.url, link.request_id):
        assert own not in repr(desk.draft)


async def test_from_the_outbox(desk: Desk, order: Draft, pages: tuple[LinksPage, OutboxPage]) -> None:
    await desk.create()
    page = pages[1]
    page.attach(desk.shop.workspace)
    button = page.findChild(QPushButton, "outbox.duplicate")
    assert isinstance(button, QPushButton)
    await until(button.isVisible)
    assert await copied(desk, button.click, known={order.draft_id}) == FIELDS
    assert len(desk.shop.orders()) == 1


async def test_from_the_list_of_drafts(desk: Desk, order: Draft) -> None:
    desk.find(QPushButton, "drafts.menu").click()
    await until(lambda: desk.page.drafts.is_open)
    got = await copied(desk, desk.find(QPushButton, "drafts.duplicate").click, known={order.draft_id})
    assert got == FIELDS
    assert desk.shop.drafts.kept[order.draft_id].draft == order


async def test_an_order_that_was_refused_comes_back_whole(desk: Desk, order: Draft) -> None:
    """It is no copy: its name, and what was decided about it, are still its own."""
    desk.shop.gateway.outcomes = [Rejected(422, "DISCOUNT_CODE_INVALID", "")]
    await desk.create()
    await until(lambda: desk.draft.draft_id != order.draft_id and not desk.draft.empty)
    assert fields(desk.draft) == WHOLE
    assert desk.find(QLabel, "compose.title").text() == "For the fair"
