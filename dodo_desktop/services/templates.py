"""Templates: kept carts and options, and the orders that are begun from them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import CartLine, Draft
from dodo_desktop.core.money_text import MoneyTextError, format_amount, parse_money
from dodo_desktop.core.template import (
    NameTaken,
    Template,
    clean_name,
    filled,
    kept_options,
    name_key,
    taken_from,
    untouched,
)
from dodo_desktop.core.value import value
from dodo_desktop.services.directory import Directory
from dodo_desktop.services.drafting import Drafting
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import TemplateStore

__all__ = ["NameTaken", "Template", "Templates", "Used"]


@value
class Used:
    """What became of a template that was used. `began`: it is a new order, and the one before is kept.

    `unsold` are products that can no longer be sold; they stand in the cart, which refuses them. `repriced`
    are products that cost something else than when the template was kept.
    """

    template: Template
    began: bool
    unsold: tuple[Product, ...] = ()
    repriced: tuple[Product, ...] = ()


class Templates:
    """`new_id` answers a new UUID as text. `locale` is how prices are read and written."""

    def __init__(
        self,
        store: TemplateStore,
        drafting: Drafting,
        directory: Directory,
        *,
        locale: str,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._drafting = drafting
        self._directory = directory
        self._locale = locale
        self._new_id = new_id
        self._put: Draft | None = None
        self.listed: Feed[None] = Feed()

    async def rows(self, text: str, limit: int, offset: int = 0) -> Sequence[Template]:
        """Templates by name; `text` is part of one. Raises StoreFault."""
        return await self._store.rows(text, limit, offset)

    async def count(self) -> int:
        """How many there are. Raises StoreFault."""
        return await self._store.count()

    async def save(self, draft: Draft, name: str, *, currency_fixed: bool, methods_fixed: bool) -> Template:
        """Keeps the draft's cart and options under a name.

        Raises NameTaken, StoreFault; ValueError for a name that nobody could read.
        """
        return await self._keep(draft, self._new_id(), name, currency_fixed, methods_fixed)

    async def change(
        self, old: Template, draft: Draft, *, currency_fixed: bool, methods_fixed: bool
    ) -> Template | None:
        """Puts the draft's cart and options in the place of the old ones; None where the template is gone.
        Raises StoreFault."""
        now = await self._store.get(old.template_id)
        if now is None:
            self.listed.emit(None)
            return None
        return await self._keep(draft, now.template_id, now.name, currency_fixed, methods_fixed)

    async def _keep(
        self, draft: Draft, template_id: str, name: str, currency_fixed: bool, methods_fixed: bool
    ) -> Template:
        template = taken_from(
            draft, template_id, _readable(name), currency_fixed=currency_fixed, methods_fixed=methods_fixed
        )
        await self._store.save(template)
        self.listed.emit(None)
        return template

    async def rename(self, template_id: str, name: str) -> None:
        """Calls it otherwise; one that is gone is fine.

        Raises NameTaken, StoreFault; ValueError for a name that nobody could read.
        """
        name = _readable(name)
        template = await self._store.get(template_id)
        if template is not None:
            await self._store.save(replace(template, name=name))
        self.listed.emit(None)

    async def delete(self, template_ids: Sequence[str]) -> None:
        """Removes them for good. Raises StoreFault."""
        await self._store.delete(template_ids)
        self.listed.emit(None)

    def fills(self, draft: Draft) -> bool:
        """Whether `use` would fill this draft: nobody touched its cart and its options, or a template did and
        nobody since."""
        return untouched(draft) or (self._put is not None and _kept(draft) == _kept(self._put))

    async def use(self, template_id: str, *, afresh: bool = False) -> Used | None:
        """Fills the open order, in one step to take back, or begins another; None where the template is gone.

        `afresh`: the order that is shown went out already, so that another one is begun in any case. Products
        are taken as they are now. Raises StoreFault; nothing is changed then.
        """
        template = await self._store.get(template_id)
        if template is None:
            self.listed.emit(None)
            return None
        now = [await self._renewed(line) for line in template.lines]
        used = Used(
            template,
            began=afresh or not self.fills(self._drafting.draft),
            unsold=_distinct(line.product for line in now if _unsold(line.product)),
            repriced=_distinct(
                line.product
                for old, line in zip(template.lines, now, strict=True)
                if _repriced(old.product, line.product)
            ),
        )
        template = replace(template, lines=tuple(now))
        if used.began:
            await self._drafting.begin(filled(Draft(""), template))
        else:
            self._drafting.fill(filled(self._drafting.draft, template))
        self._put = self._drafting.draft
        return used

    async def _renewed(self, line: CartLine) -> CartLine:
        """A line of its own with the product as it is known now; as it was where it is not known."""
        line = replace(line, line_id=self._new_id())
        product = await self._directory.product(line.product.product_id)
        if product is None or product == line.product:
            return line
        old, line = line.product, replace(line, product=product)
        if not product.pay_what_you_want:
            return replace(line, price="", amount=None)
        if not line.price and product.suggested is not None:
            suggested = product.suggested
            return replace(line, price=format_amount(suggested, self._locale), amount=suggested.minor)
        if product.currency == old.currency:
            return line
        # The same digits mean other minor units in another currency.
        return replace(line, amount=_amount(line.price, product.currency, self._locale))


def _amount(text: str, currency: str, locale: str) -> int | None:
    try:
        return parse_money(text, currency, locale).minor
    except MoneyTextError:
        return None


def _unsold(product: Product) -> bool:
    return product.recurring or product.archived or product.price is None


def _repriced(old: Product, now: Product) -> bool:
    """Whether a price that is Dodo's to say is another one."""
    own = now.pay_what_you_want or _unsold(now)
    return not own and (old.pay_what_you_want or now.price != old.price)


def _kept(draft: Draft) -> tuple[object, ...]:
    """The draft's id, and all of it that comes from templates."""
    return draft.draft_id, draft.lines, kept_options(draft.options), draft.product_search, draft.fixed


def _distinct(products: Iterable[Product]) -> tuple[Product, ...]:
    return tuple({product.product_id: product for product in products}.values())


def _readable(name: str) -> str:
    cleaned = clean_name(name)
    if not name_key(cleaned):
        raise ValueError("a template needs a name")
    return cleaned
