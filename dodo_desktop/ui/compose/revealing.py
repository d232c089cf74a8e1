"""After undo and redo: what changed is brought into sight, and said to those who cannot see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from dodo_desktop.core.draft import CustomerMode, Draft, proposed
from dodo_desktop.ui.announcing import announce
from dodo_desktop.ui.compose.form import ComposeForm
from dodo_desktop.ui.widgets.disclosure import Disclosure
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dodo_desktop.services.drafting import Drafting
    from dodo_desktop.services.early import Early

_MARGIN = 32


def take_step(form: ComposeForm, steps: Drafting | Early, *, undone: bool) -> None:
    """Take the last step back, or do it again, and show what that changed."""
    before = steps.draft
    if undone:
        steps.undo()
    else:
        steps.redo()
    reveal(form, before, steps.draft, undone=undone)


def reveal(form: ComposeForm, before: Draft, after: Draft, *, undone: bool) -> None:
    """Scroll to what differs between two states of the draft, and say what it is.

    The focus stays where it is, unless what had it is gone.
    """
    spot = changed_spot(form, before, after)
    if spot is None:
        return
    # What came or went has no place yet.
    QApplication.sendPostedEvents()
    form.ensureWidgetVisible(spot, _MARGIN, _MARGIN)
    focus = QApplication.focusWidget()
    if focus is None or not focus.isVisible():
        spot.setFocus()
    words = _("Undone: {field}") if undone else _("Done again: {field}")
    announce(spot, words.format(field=spot.accessibleName() or spot.property("text") or ""))


def changed_spot(form: ComposeForm, before: Draft, after: Draft) -> QWidget | None:
    """The widget of what differs first, as the form is read; None where nothing in it does."""
    return (
        _customer(form, before, after)
        or _billing(form, before, after)
        or _cart(form, before, after)
        or _options(form, before, after)
        or _proposals(form, before, after)
    )


def _customer(form: ComposeForm, before: Draft, after: Draft) -> QWidget | None:
    old, new = before.customer, after.customer
    if old == new:
        return None
    if new.mode is CustomerMode.NEW and old.mode is new.mode:
        fields = form.customer.fields
        editors = {"name": fields.name, "email": fields.email, "phone": fields.phone}
        for name, field in editors.items():
            if getattr(old, name) != getattr(new, name):
                return field.editor
    return form.customer.focus_target


def _billing(form: ComposeForm, before: Draft, after: Draft) -> QWidget | None:
    for name in ("country", *form.billing.order):
        if getattr(before.billing, name) != getattr(after.billing, name):
            return form.billing.fields[name].editor
    return None


def _cart(form: ComposeForm, before: Draft, after: Draft) -> QWidget | None:
    cart = form.cart
    if before.lines == after.lines:
        return None if before.product_search == after.product_search else cart.search.field
    same = zip(before.lines, after.lines, strict=False)
    place = next((n for n, (old, new) in enumerate(same) if old != new), len(after.lines) - 1)
    if after.lines:
        cart.table.scrollTo(cart.model.index(max(0, place), 0))
    return cart.focus_target


def _options(form: ComposeForm, before: Draft, after: Draft) -> QWidget | None:
    part = form.options
    old, new = before.options, after.options
    for name in ("currency", "discount_code", "tax_id", "order_reference"):
        if getattr(old, name) != getattr(new, name):
            return part.fields[name].editor
    if (old.only_methods, old.methods) != (new.only_methods, new.methods):
        return _inside(part.methods_part, part.methods.only if new.only_methods else part.methods.all)
    hidden: dict[str, Callable[[], QWidget]] = {
        "return_url": lambda: part.more.return_url.editor,
        "show_saved_methods": lambda: part.more.saved,
        "metadata": lambda: part.metadata,
    }
    for name, widget in hidden.items():
        if getattr(old, name) != getattr(new, name):
            return _inside(part.more_part, widget())
    return part.currency if before.fixed != after.fixed else None


def _proposals(form: ComposeForm, before: Draft, after: Draft) -> QWidget | None:
    """The first field that is only proposed, or was."""
    if before.proposals == after.proposals:
        return None
    names = proposed(after) or proposed(before)
    return form.text_fields()[names[0]].editor if names else None


def _inside(part: Disclosure[QWidget], widget: QWidget) -> QWidget:
    """What is in a part that is closed is summed up beside its title."""
    return widget if part.is_open else part.toggle
