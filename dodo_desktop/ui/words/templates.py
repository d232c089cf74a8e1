"""What is said about templates: what they keep and fix, and what became of one that was used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dodo_desktop.ui.words import _, isolate, ngettext

if TYPE_CHECKING:
    from dodo_desktop.core.catalog import Product
    from dodo_desktop.core.draft import Draft, Fixed
    from dodo_desktop.services.templates import Template, Used

_NAMED = 4
"""Products that a sentence names before it counts the others."""


def fixed_short(template: Template) -> str:
    """What a template fixes, for its row."""
    if template.currency_fixed and template.methods_fixed:
        return _("Currency, methods")
    if template.currency_fixed:
        return _("Currency")
    return _("Methods") if template.methods_fixed else "–"


def fixed_sentence(fixed: Fixed) -> str:
    """Why a part of the order cannot be changed; empty where all can."""
    if fixed.currency and fixed.methods:
        words = _("The template “{template}” fixes the currency and the payment methods.")
    elif fixed.currency:
        words = _("The template “{template}” fixes the currency.")
    elif fixed.methods:
        words = _("The template “{template}” fixes the payment methods.")
    else:
        return ""
    return words.format(template=isolate(fixed.template))


def none_yet() -> str:
    """There is no template."""
    return _("No templates. Save a cart with its options under a name, and begin orders from it.")


def none_found(text: str) -> str:
    """No template's name has this text."""
    return _("No template matches “{text}”.").format(text=isolate(text))


def use_hint(*, fills: bool) -> str:
    """What *Use* would do with the order that is open."""
    if fills:
        return _("Use fills the open order.")
    return _("Use begins a new order; the open one is kept.")


def nothing_to_keep() -> str:
    """Why no template can be made of the order."""
    return _("To save a template, put products into the cart or set options first.")


def what_is_kept(draft: Draft, total: str) -> str:
    """What of an order goes into a template, and what does not."""
    lines = len(draft.lines)
    cart = ngettext("{count} line, {total}", "{count} lines, {total}", lines).format(
        count=lines, total=isolate(total)
    )
    kept = (
        _("Keeps the cart ({cart}) and the options.").format(cart=cart) if lines else _("Keeps the options.")
    )
    return kept + " " + _("Customer, address, tax ID and order reference are not kept.")


def name_missing() -> str:
    """A template was to be kept without a name."""
    return _("A template needs a name, so that it can be found again. Type one.")


def name_taken(name: str) -> str:
    """Another template is called that."""
    return _(
        "There is a template “{name}” already, so nothing was changed. Choose another name, or change that "
        "one in the list of templates."
    ).format(name=isolate(name))


def not_kept() -> str:
    """The disk refused a template."""
    return _(
        "The disk does not answer, so the template was not saved. Make room or check the disk, then save it "
        "again."
    )


def gone(name: str) -> str:
    """A template was deleted meanwhile."""
    return _("The template “{name}” is not there any more, so nothing was changed.").format(
        name=isolate(name)
    )


def unread() -> str:
    """The disk gave no template."""
    return _("The disk does not answer, so the order is as it was. Use the template again.")


def saved(template: Template) -> str:
    """A template was made."""
    return _("Cart and options are saved as the template “{name}”.").format(name=isolate(template.name))


def changed(template: Template) -> str:
    """A template has other content now."""
    return _("The template “{name}” now has this cart and these options.").format(name=isolate(template.name))


def used(news: Used) -> tuple[str, str]:
    """What became of a template that was used, and its tone; empty where the form says it all."""
    parts = []
    if not news.began:
        parts.append(
            _("The template “{name}” filled cart and options. Undo takes that back.").format(
                name=isolate(news.template.name)
            )
        )
    if news.unsold:
        parts.append(
            _("No longer for sale at Dodo: {products}. Take them out before you create the link.").format(
                products=_names(news.unsold)
            )
        )
    if news.repriced:
        parts.append(
            _(
                "The price changed since the template was saved: {products}. The cart has what it costs now."
            ).format(products=_names(news.repriced))
        )
    return " ".join(parts), "warning" if news.unsold or news.repriced else "accent"


def _names(products: Sequence[Product]) -> str:
    return listed([isolate(product.name) for product in products], _NAMED)


def listed(names: Sequence[str], most: int) -> str:
    """Names side by side, those beyond some as a number."""
    more = len(names) - most
    shown = [*names[:most]]
    if more > 0:
        shown.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return ", ".join(shown)


def change_question(template: Template) -> str:
    """Whether a template's content is to be replaced."""
    return _("Change the template “{name}”?").format(name=isolate(template.name))


def replaced(draft: Draft, total: str) -> str:
    """What would replace the content of a template."""
    lines = len(draft.lines)
    if not lines:
        return _("Its cart is emptied, and its options become those of the order. Orders made from it stay.")
    return ngettext(
        "Its cart and options become those of the order: {count} line, {total}. Orders made from it stay.",
        "Its cart and options become those of the order: {count} lines, {total}. Orders made from it stay.",
        lines,
    ).format(count=lines, total=isolate(total))
