"""Templates, as the tests of them save, open and answer."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dodo_desktop.core.draft import Draft, OptionsEntry
from dodo_desktop.services.templates import Template
from dodo_desktop.ui.compose.template_dialog import TemplateDialog
from dodo_desktop.ui.compose.templates_menu import TemplatesMenu
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import complete, turns, until

CTRL = Qt.KeyboardModifier.ControlModifier
OPTIONS = OptionsEntry(
    order_reference="W-1183",
    currency="EUR",
    only_methods=True,
    methods=frozenset({"credit", "debit"}),
    tax_id="12-3456789",
)


def menu(desk: Desk) -> TemplatesMenu:
    return desk.page.templating.menu


async def opened(desk: Desk) -> TemplatesMenu:
    desk.find(QPushButton, "templates.menu").click()
    await until(lambda: menu(desk).is_open)
    return menu(desk)


def dialog(desk: Desk) -> TemplateDialog:
    (shown,) = [each for each in desk.window.findChildren(TemplateDialog) if each.isVisible()]
    return shown


async def asked(desk: Desk) -> TemplateDialog:
    """The question of *Save as template*."""
    await opened(desk)
    desk.find(QPushButton, "templates.save").click()
    return dialog(desk)


async def answered(
    question: TemplateDialog, name: str = "", *, currency: bool = False, methods: bool = False
) -> None:
    if name:
        question.editor.setText(name)
    question.currency.box.setChecked(currency)
    question.methods.box.setChecked(methods)
    question.save.click()
    await turns()


async def keep(desk: Desk, *names: str, currency: bool = False, methods: bool = False) -> list[Template]:
    """Templates with the cart and the options of a complete order."""
    source = replace(complete(Draft("")), options=OPTIONS)
    return [
        await desk.shop.workspace.templates.save(source, name, currency_fixed=currency, methods_fixed=methods)
        for name in names
    ]


def names(desk: Desk) -> list[str]:
    return [row.name for row in menu(desk).model.rows]


def note(desk: Desk) -> str:
    return desk.said("cart.product.problem").replace("\u2068", "").replace("\u2069", "")


def carts(desk: Desk) -> list[tuple[str, str, int | None]]:
    return [(line.product.product_id, line.quantity, line.amount) for line in desk.draft.lines]


CART = [("pdt_1", "1", None), ("pdt_2", "2", None), ("pdt_3", "1", 1500)]
