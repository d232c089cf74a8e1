"""What an order needs as soon as something is in it, and an empty form does without."""

from importlib import import_module

_MODULES = (
    "dodo_desktop.core.address_forms",
    "dodo_desktop.core.method_facts",
    "dodo_desktop.core.money_text",
    "dodo_desktop.core.problem",
    "dodo_desktop.core.refusals",
    "dodo_desktop.core.tax_ids",
    "dodo_desktop.ui.unlocking",
    "dodo_desktop.ui.compose.cart_table",
    "dodo_desktop.ui.compose.cart_tools",
    "dodo_desktop.ui.compose.customer_card",
    "dodo_desktop.ui.compose.late_parts",
    "dodo_desktop.ui.compose.problem_list",
    "dodo_desktop.ui.compose.revealing",
    "dodo_desktop.ui.words.carts",
    "dodo_desktop.ui.words.discounts",
    "dodo_desktop.ui.words.pasting",
    "dodo_desktop.ui.words.prices",
    "dodo_desktop.ui.words.problems",
    "dodo_desktop.ui.words.proposals",
    "dodo_desktop.ui.words.templates",
)


def import_soon() -> None:
    """Imports it, so that no key waits for that. Meant for a worker thread, once the form is seen."""
    for name in _MODULES:
        import_module(name)
