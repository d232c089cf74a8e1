"""Template: a cart and options under a name, to begin orders from. Never a customer or an address."""

import unicodedata
from dataclasses import replace

from dodo_desktop.core.draft import CartLine, Draft, Fixed, OptionsEntry
from dodo_desktop.core.value import value

_NO_OPTIONS = OptionsEntry()

NAME_LIMIT = 120
"""Characters that a template's name has at most."""


@value
class Template:
    """What orders have in common. `options` is without order reference and tax ID, which belong to one order.

    `currency_fixed` and `methods_fixed`: an order begun from it shows these, and they are not changed by
    accident.
    """

    template_id: str
    name: str
    lines: tuple[CartLine, ...] = ()
    options: OptionsEntry = _NO_OPTIONS
    currency_fixed: bool = False
    methods_fixed: bool = False


class NameTaken(Exception):
    """Another template is called that, so nothing was changed."""


def name_key(name: str) -> str:
    """What two names must not have in common: case, spaces, marks that cannot be seen and ways to write a
    letter make no other name."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return " ".join(seen.casefold().split())


def clean_name(name: str) -> str:
    """A name as it is kept: on one line, without spaces around it, no longer than the limit."""
    return " ".join(name.split())[:NAME_LIMIT].strip()


def kept_options(options: OptionsEntry) -> OptionsEntry:
    """The options that a template keeps: all but those that belong to one order and its customer, and nothing
    that has no effect."""
    return replace(
        options,
        order_reference="",
        tax_id="",
        methods=options.methods if options.only_methods else frozenset(),
        metadata=tuple(pair for pair in options.metadata if any(text.strip() for text in pair)),
    )


def worth_keeping(draft: Draft) -> bool:
    """Whether a draft has anything that a template keeps."""
    return bool(draft.lines) or kept_options(draft.options) != _NO_OPTIONS


def untouched(draft: Draft) -> bool:
    """Whether cart and options are as in a new order, so that a template may fill them."""
    return not worth_keeping(draft) and not draft.product_search.strip() and draft.fixed == Fixed()


def taken_from(
    draft: Draft, template_id: str, name: str, *, currency_fixed: bool, methods_fixed: bool
) -> Template:
    """The cart and the options of a draft as a template."""
    return Template(
        template_id, clean_name(name), draft.lines, kept_options(draft.options), currency_fixed, methods_fixed
    )


def filled(draft: Draft, template: Template) -> Draft:
    """The draft with the template's cart and options; all else stays, as do order reference and tax ID."""
    own = draft.options
    options = replace(template.options, order_reference=own.order_reference, tax_id=own.tax_id)
    fixed = Fixed()
    if template.currency_fixed or template.methods_fixed:
        fixed = Fixed(template.name, template.currency_fixed, template.methods_fixed)
    return replace(draft, lines=template.lines, options=options, product_search="", fixed=fixed)
