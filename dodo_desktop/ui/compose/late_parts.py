"""What an empty order does not show, made while nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dodo_desktop.ui.widgets.field import Line

if TYPE_CHECKING:
    from dodo_desktop.ui.compose.form import ComposeForm


def next_part(form: ComposeForm) -> Callable[[], object] | None:
    """What makes a part that nobody wanted yet, the likeliest first; None when all is there."""
    customer, cart, options = form.customer, form.cart, form.options
    if not cart.is_whole:
        return cart.make_whole
    if not customer.has_card:
        return lambda: customer.card
    if not customer.has_fields:
        return lambda: customer.fields
    for part in (options.more_part, options.methods_part, options.newer_part):
        if not part.has_content:
            return part.prepare
    if not form.has_proposals:
        return lambda: form.proposals
    # Tools look for the labels by name, also before there is something to say.
    lines = [line for line in form.findChildren(Line) if not line.is_made]
    return (lambda: [line.label for line in lines]) if lines else None
