"""Between the page and the templates: uses one, makes one of the order, changes one."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.core.template import NameTaken
from dodo_desktop.ui.compose.kept_model import lines_total
from dodo_desktop.ui.compose.order_view import chosen_methods, currency_words
from dodo_desktop.ui.compose.template_dialog import Switch, TemplateDialog
from dodo_desktop.ui.compose.templates_menu import TemplatesMenu
from dodo_desktop.ui.tasks import Tasks
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words import templates as words

if TYPE_CHECKING:
    from dodo_desktop.services.templates import Template, Templates, Used
    from dodo_desktop.services.workspace import Workspace
    from dodo_desktop.ui.compose.page import ComposePage

_METHODS_NAMED = 6


class Templating(QObject):
    """`menu` is the list below *Templates*."""

    def __init__(self, page: ComposePage) -> None:
        super().__init__(page)
        self._page = page
        self._tasks = Tasks()
        self._workspace: Workspace | None = None
        self.menu = TemplatesMenu(page.header.templates)
        self.menu.counted.connect(page.header.show_templates)
        self.menu.used.connect(self._use)
        self.menu.save_asked.connect(self.ask_save)
        self.menu.change_asked.connect(self._ask_change)
        page.header.templates.clicked.connect(self._show_order)

    def attach(self, workspace: Workspace) -> None:
        """Keep and use the templates of this account."""
        self._workspace = workspace
        self.menu.attach(workspace.templates)

    def detach(self) -> None:
        """Forget them."""
        self._tasks.stop()
        self.menu.detach()
        self._workspace = None

    # what is shown

    @property
    def _order(self) -> Draft:
        """The order that is on show: the one in the form, or the one that went out."""
        page = self._page
        sent = page.creation.draft
        return page.draft if self._in_form or sent is None else sent

    @property
    def _in_form(self) -> bool:
        return self._page.shows_form and not self._page.creation.busy

    def _show_order(self) -> None:
        if self._workspace is not None:
            fills = self._in_form and self._workspace.templates.fills(self._page.draft)
            self.menu.show_order(self._order, fills=fills)

    def _say(self, text: str, tone: str) -> None:
        """Beside the cart, or in the panel where no cart is shown."""
        if self._page.shows_form:
            self._page.form.cart.note.tell(text, tone)

    # using one

    def _use(self, template: Template) -> None:
        if self._workspace is not None:
            self._tasks.start(self._used(self._workspace.templates, template))

    async def _used(self, templates: Templates, template: Template) -> None:
        try:
            news = await templates.use(template.template_id, afresh=not self._in_form)
        except StoreFault:
            self._say(words.unread(), "warning")
            return
        if news is None:
            self._say(words.gone(template.name), "warning")
            return
        self._go_on(news)

    def _go_on(self, news: Used) -> None:
        form = self._page.form
        text, tone = words.used(news)
        form.cart.note.tell(text, tone)
        form.first_empty().setFocus()

    # making one, changing one

    def ask_save(self) -> None:
        """*Save as template*: ask for the name and what is fixed."""
        workspace, order = self._workspace, self._order
        if workspace is None:
            return
        first = order.lines[0].product.name if order.lines else ""
        dialog = TemplateDialog(
            self._page,
            _("Save as template"),
            words.what_is_kept(order, lines_total(order.lines)),
            _("Save template"),
            name=order.title or first,
            switches=_switches(order),
        )

        async def save(name: str, currency: bool, methods: bool) -> Template | None:
            return await workspace.templates.save(order, name, currency_fixed=currency, methods_fixed=methods)

        self._open(dialog, save, words.saved)

    def _ask_change(self, template: Template) -> None:
        workspace, order = self._workspace, self._order
        if workspace is None:
            return
        dialog = TemplateDialog(
            self._page,
            words.change_question(template),
            words.replaced(order, lines_total(order.lines)),
            _("Change template"),
            name=None,
            switches=_switches(order, template),
        )

        async def change(_name: str, currency: bool, methods: bool) -> Template | None:
            changed = await workspace.templates.change(
                template, order, currency_fixed=currency, methods_fixed=methods
            )
            if changed is None:
                self._say(words.gone(template.name), "warning")
            return changed

        self._open(dialog, change, words.changed)

    def _open(
        self,
        dialog: TemplateDialog,
        work: Callable[[str, bool, bool], Coroutine[Any, Any, Template | None]],
        said: Callable[[Template], str],
    ) -> None:
        async def keep(name: str, currency: bool, methods: bool) -> None:
            try:
                template = await work(name, currency, methods)
            except NameTaken:
                dialog.say_name(words.name_taken(name.strip()))
            except ValueError:
                dialog.say_name(words.name_missing())
            except StoreFault:
                dialog.say(words.not_kept())
            else:
                dialog.accept()
                if template is not None:
                    self._say(said(template), "success")

        dialog.asked.connect(lambda *answer: self._tasks.start(keep(*answer)))
        dialog.open()


def _switches(order: Draft, template: Template | None = None) -> tuple[Switch, Switch]:
    currency = order.options.currency
    known = not currency or currency in CURRENCIES
    bad = _("“{text}” is no currency, so it cannot be fixed.").format(text=isolate(currency))
    ticked = chosen_methods(order)
    only = order.options.only_methods
    return (
        Switch(
            "templates.currency_fixed",
            _("Currency is fixed"),
            currency_words(order) if known else bad,
            offered=known,
            on=template is not None and template.currency_fixed,
        ),
        Switch(
            "templates.methods_fixed",
            _("Payment methods are fixed"),
            _methods_words(ticked) if only else _("All, Dodo shows what fits"),
            offered=not only or bool(ticked),
            on=template is not None and template.methods_fixed,
        ),
    )


def _methods_words(ticked: list[str]) -> str:
    return words.listed(ticked, _METHODS_NAMED) or _("None is ticked, so none can be fixed.")
