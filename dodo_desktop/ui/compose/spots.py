"""The places of the form where problems are said, of which some are not made yet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from dodo_desktop.ui.compose.board import Spot

if TYPE_CHECKING:
    from dodo_desktop.ui.compose.form import ComposeForm
    from dodo_desktop.ui.widgets.disclosure import Disclosure
    from dodo_desktop.ui.widgets.field import Field

_WAIVABLE = frozenset({"street", "city", "state", "zipcode"})


def spots_of(form: ComposeForm) -> dict[str, Spot]:
    """Where the problems of each field are said."""
    finder, customer = form.customer.finder, form.customer
    spots = {
        "customer.search": Spot(finder.set_problem, lambda: finder.field),
        "cart.table": Spot(
            form.cart.say,
            lambda: form.cart.focus_target,
            advise=lambda text: form.cart.say(text, "warning"),
            offer=form.cart.problem.offer,
            waive=form.cart.offer_to_send,
            mark=form.cart.mark,
        ),
        "billing.accept_all": Spot(lambda text: None, lambda: form.proposals.accept),
        "options.methods": Spot(
            form.options.say_methods,
            lambda: form.options.methods.only,
            open=lambda: form.options.methods_part.set_open(True),
        ),
    }
    new: dict[str, Callable[[], Field]] = {
        "name": lambda: customer.fields.name,
        "email": lambda: customer.fields.email,
        "phone": lambda: customer.fields.phone,
    }
    for name, late in new.items():
        spots[f"customer.{name}"] = _field_spot(late)
    for name, field in form.billing.fields.items():
        waive = partial(form.offer_waiver, name) if name in _WAIVABLE else None
        spots[f"billing.{name}"] = _field_spot(partial(_same, field), waive, named=name != "country")
    options = form.options
    for name, field in options.fields.items():
        if name != "return_url":
            spots[f"options.{name}"] = _field_spot(partial(_same, field))
    part = options.more_part
    spots["options.return_url"] = _field_spot(lambda: options.more.return_url, part=part)
    spots["options.metadata"] = _field_spot(lambda: options.metadata_field, part=part)
    return spots


def _field_spot(
    field: Callable[[], Field],
    waive: Callable[[bool], None] | None = None,
    *,
    part: Disclosure[Any] | None = None,
    named: bool = False,
) -> Spot:
    """The place of a field that may not be there yet."""
    return Spot(
        lambda text: field().set_problem(text),
        lambda: field().editor,
        open=(lambda: part.set_open(True)) if part is not None else (lambda: None),
        waive=waive or (lambda offered: None),
        advise=lambda text: field().set_problem(text, "warning"),
        offer=lambda choices: field().offer(choices),
        label=partial(_name_of, field) if named else str,
    )


def _same(field: Field) -> Field:
    return field


def _name_of(field: Callable[[], Field]) -> str:
    return field().editor.accessibleName()
