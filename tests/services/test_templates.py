import itertools
from dataclasses import replace

import pytest

from dodo_desktop.core.catalog import Customer, Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft, Edit, Fixed
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.money import Money
from dodo_desktop.core.template import NAME_LIMIT
from dodo_desktop.services.directory import Directory
from dodo_desktop.services.drafting import DraftChange, Drafting
from dodo_desktop.services.templates import NameTaken, Template, Templates

from .fake_edges import FakeDirectoryStore
from .fake_stores import FakeDrafts, FakeLinks, FakeOutbox, FakeTemplates
from .fakes import FakeClock, product

pytestmark = pytest.mark.anyio

ZOE = Customer("cus_1", "Zoë", "zoe@example.com")
GIFT = Product("pdt_gift", "Gift", Money(500, "EUR"), pay_what_you_want=True)


class Desk:
    def __init__(self) -> None:
        clock = FakeClock()
        ids = map("id-{}".format, itertools.count(1)).__next__
        self.drafts, self.store, self.products = FakeDrafts(), FakeTemplates(), FakeDirectoryStore()
        self.drafting = Drafting(
            self.drafts,
            FakeOutbox(FakeLinks(), self.drafts),
            clock,
            mode="test",
            locale="en",
            new_id=ids,
            sleep=clock.sleep,
        )
        directory = Directory(self.products, None, clock, sleep=clock.sleep)
        self.templates = Templates(self.store, self.drafting, directory, locale="en", new_id=ids)
        self.changes: list[DraftChange] = []
        self.drafting.changed.subscribe(self.changes.append)
        self.listed = 0
        self.templates.listed.subscribe(self._count)

    def _count(self, _news: None) -> None:
        self.listed += 1

    @property
    def draft(self) -> Draft:
        return self.drafting.draft

    def edit(self, field: str, value: object) -> None:
        self.drafting.edit(Edit(field, value))

    def fill(self, *lines: CartLine) -> None:
        self.edit("customer.selected", ZOE)
        self.edit("billing", BillingEntry("DE", "Weg 1", "Berlin", "", "10115"))
        self.edit("cart.lines", lines or (CartLine("1", product(), "3"),))
        self.edit("options.currency", "EUR")
        self.edit("options.methods", frozenset({"credit"}))
        self.edit("options.order_reference", "A-7")

    async def keep(self, name: str = "Fair", *, currency: bool = False, methods: bool = False) -> Template:
        return await self.templates.save(self.draft, name, currency_fixed=currency, methods_fixed=methods)


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_it_is_kept_listed_renamed_changed_and_deleted(desk: Desk) -> None:
    desk.fill()
    kept = await desk.keep(" Fair ", currency=True)
    assert (kept.name, kept.currency_fixed, kept.methods_fixed) == ("Fair", True, False)
    assert desk.store.kept[kept.template_id] == kept
    await desk.templates.rename(kept.template_id, "Fair, autumn")
    desk.edit("cart.lines", (CartLine("1", product(2)),))
    changed = await desk.templates.change(kept, desk.draft, currency_fixed=False, methods_fixed=True)
    assert changed is not None
    assert (changed.name, changed.methods_fixed) == ("Fair, autumn", True)
    assert [line.product.product_id for line in changed.lines] == ["pdt_2"]
    assert await desk.templates.rows("fair", 9) == [changed]
    await desk.templates.delete([kept.template_id])
    assert await desk.templates.count() == 0
    assert await desk.templates.change(kept, desk.draft, currency_fixed=False, methods_fixed=True) is None
    assert await desk.templates.use(kept.template_id) is None
    await desk.templates.rename(kept.template_id, "Gone")
    assert desk.listed == 7


async def test_a_name_that_is_there_already_changes_nothing(desk: Desk) -> None:
    desk.fill()
    fair = await desk.keep("Fair")
    with pytest.raises(NameTaken):
        await desk.keep(" fAIR")
    other = await desk.keep("Other")
    with pytest.raises(NameTaken):
        await desk.templates.rename(other.template_id, "Fair")
    await desk.templates.rename(fair.template_id, "FAIR")
    assert sorted(t.name for t in desk.store.kept.values()) == ["FAIR", "Other"]


@pytest.mark.parametrize("name", ["", "  ", "\u200f\u2068"])
async def test_a_name_that_nobody_could_read_is_refused(desk: Desk, name: str) -> None:
    desk.fill()
    with pytest.raises(ValueError, match="name"):
        await desk.keep(name)
    kept = await desk.keep("x" * 999)
    assert len(kept.name) == NAME_LIMIT
    with pytest.raises(ValueError, match="name"):
        await desk.templates.rename(kept.template_id, name)


async def test_it_fills_the_open_order_in_one_step_to_take_back_and_do_again(desk: Desk) -> None:
    desk.fill()
    kept = await desk.keep(currency=True, methods=True)
    await desk.drafting.new()
    desk.edit("customer.selected", ZOE)
    desk.edit("options.tax_id", "DE1")
    before = desk.draft
    assert desk.templates.fills(before)
    used = await desk.templates.use(kept.template_id)
    assert used is not None
    assert not used.began
    assert desk.changes[-1] == DraftChange(desk.draft, "filled", before)
    assert (desk.draft.draft_id, desk.draft.customer) == (before.draft_id, before.customer)
    assert (desk.draft.options.tax_id, desk.draft.options.order_reference) == ("DE1", "")
    assert (desk.draft.options.currency, desk.draft.fixed) == ("EUR", Fixed("Fair", True, True))
    after = desk.draft
    desk.drafting.undo()
    assert desk.draft == before
    desk.drafting.redo()
    assert desk.draft == after
    # Nothing of it is changed by accident, and letting go of it is a step, too.
    desk.edit("options.currency", "USD")
    assert desk.draft == after
    desk.edit("draft.fixed", Fixed())
    desk.edit("options.currency", "USD")
    assert desk.draft.options.currency == "USD"
    desk.drafting.undo()
    desk.drafting.undo()
    assert desk.draft == after


async def test_an_order_with_a_cart_is_kept_and_another_one_is_begun(desk: Desk) -> None:
    desk.fill()
    kept = await desk.keep(currency=True)
    first = desk.draft
    desk.edit("customer.name", "Ada")
    assert not desk.templates.fills(desk.draft)
    used = await desk.templates.use(kept.template_id)
    assert used is not None
    assert used.began
    assert desk.drafts.kept[first.draft_id].draft.customer.name == "Ada"
    assert desk.draft.customer == CustomerEntry(CustomerMode.SEARCH)
    assert desk.draft.billing == BillingEntry()
    assert desk.draft.options.order_reference == ""
    assert [(n.product.product_id, n.quantity) for n in desk.draft.lines] == [("pdt_1", "3")]
    assert desk.draft.lines[0].line_id != first.lines[0].line_id
    assert desk.drafts.kept[desk.draft.draft_id].draft == desk.draft
    assert not desk.drafting.can_undo


async def test_the_wrong_template_is_replaced_by_the_right_one_in_the_same_order(desk: Desk) -> None:
    desk.fill()
    wrong = await desk.keep("Wrong")
    desk.edit("cart.lines", (CartLine("1", product(2)),))
    right = await desk.keep("Right", methods=True)
    await desk.drafting.new()
    desk.edit("customer.selected", ZOE)
    await desk.templates.use(wrong.template_id)
    draft_id = desk.draft.draft_id
    desk.edit("options.order_reference", "B-2")
    used = await desk.templates.use(right.template_id)
    assert used is not None
    assert not used.began
    assert (desk.draft.draft_id, desk.draft.customer.existing) == (draft_id, ZOE)
    assert [n.product.product_id for n in desk.draft.lines] == ["pdt_2"]
    assert desk.draft.options.order_reference == "B-2"
    desk.edit("cart.lines", (*desk.draft.lines, CartLine("9", product(3))))
    used = await desk.templates.use(wrong.template_id)
    assert used is not None
    assert used.began


async def test_an_order_that_went_out_is_never_filled(desk: Desk) -> None:
    desk.fill()
    kept = await desk.keep()
    await desk.drafting.new()
    before = desk.draft.draft_id
    used = await desk.templates.use(kept.template_id, afresh=True)
    assert used is not None
    assert used.began
    assert desk.draft.draft_id != before
    assert desk.changes[-1].source == "opened"


async def test_products_are_taken_as_they_are_now(desk: Desk) -> None:
    gone, dearer, same = product(1), product(2, 1000), product(3)
    lines = [CartLine(str(n), each) for n, each in enumerate((gone, dearer, same, dearer))]
    unknown = CartLine("x", product(9), "4")
    desk.fill(*lines, unknown)
    kept = await desk.keep()
    await desk.products.put_products(
        [replace(gone, archived=True), replace(dearer, price=Money(1200, "EUR"), name="Thing two"), same]
    )
    await desk.drafting.new()
    used = await desk.templates.use(kept.template_id)
    assert used is not None
    assert [p.product_id for p in used.unsold] == ["pdt_1"]
    assert [p.name for p in used.repriced] == ["Thing two"]
    shown = desk.draft.lines
    assert [n.product.price for n in shown[1:4:2]] == [Money(1200, "EUR")] * 2
    # What the cart says of an archived product it says of this one, too.
    assert {p.code for p in desk.drafting.check().problems if p.field == "cart.table"} == {"product_archived"}
    assert replace(shown[4], line_id="x") == unknown
    assert kept.lines[1].product.price == Money(1000, "EUR")


@pytest.mark.parametrize(
    ("old", "now", "price", "amount"),
    [
        # A lowest price that rose leaves the own price, which the cart judges.
        (GIFT, replace(GIFT, price=Money(900, "EUR")), "7.50", 750),
        (GIFT, replace(GIFT, pay_what_you_want=False), "", None),
        (GIFT, replace(GIFT, price=Money(100, "JPY")), "7.50", None),
        (GIFT, replace(GIFT, price=Money(100, "KWD")), "7.50", 7500),
        (replace(GIFT, pay_what_you_want=False), replace(GIFT, suggested=Money(800, "EUR")), "8.00", 800),
    ],
)
async def test_a_price_of_ones_own_stays_where_it_still_means_the_same(
    desk: Desk, old: Product, now: Product, price: str, amount: int | None
) -> None:
    own = ("7.50", 750) if old.pay_what_you_want else ("", None)
    desk.fill(CartLine("1", old, "2", *own))
    kept = await desk.keep()
    await desk.products.put_products([now])
    await desk.drafting.new()
    await desk.templates.use(kept.template_id)
    (line,) = desk.draft.lines
    assert (line.quantity, line.price, line.amount) == ("2", price, amount)


async def test_a_disk_that_refuses_changes_nothing(desk: Desk) -> None:
    desk.fill()
    kept = await desk.keep()
    await desk.drafting.new()
    before = desk.draft
    desk.store.fault = "disk_full"
    for work in (desk.templates.use(kept.template_id), desk.keep("B"), desk.templates.delete(["x"])):
        with pytest.raises(StoreFault):
            await work
    assert desk.draft == before
    assert not desk.drafting.can_undo
