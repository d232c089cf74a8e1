"""Templates: a list laid over the page below its button, and the way to make one of the order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.template import NameTaken, Template, worth_keeping
from dodo_desktop.ui.compose.kept_list import MOST_ROWS, KeptList
from dodo_desktop.ui.compose.section import rule
from dodo_desktop.ui.compose.templates_model import Column, TemplatesModel
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.list_page import search_field
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words import templates as words

if TYPE_CHECKING:
    from dodo_desktop.services.feed import Feed
    from dodo_desktop.services.templates import Templates


class TemplatesMenu(KeptList[Template, "Templates"]):
    """The list with *Use*, *Rename*, *Change* and *Delete*; below it *Save as template*.

    Signals: `used` and `change_asked` with a Template, `save_asked`.
    """

    used = Signal(object)
    change_asked = Signal(object)
    save_asked = Signal()

    def __init__(self, anchor: Button) -> None:
        super().__init__(
            "templates",
            _("Templates"),
            anchor,
            TemplatesModel(),
            {Column.TOTAL: 140, Column.FIXED: 148},
            empty=words.none_yet(),
            wide=580,
        )
        self._worth = self._fills = False
        self.search = search_field("templates.search", _("Find a template"))
        self.search.textChanged.connect(self._searched)
        self.search.installEventFilter(self)
        self.add_action(_("Use"), "use", self.choose)
        self.add_action(_("Rename"), "rename", self.start_rename)
        self.change = self.add_action(_("Change…"), "change", self._ask_change)
        self.add_action(_("Delete"), "delete", self.delete)
        self.hint = Prose()
        self.hint.setObjectName("templates.hint")
        set_text(self.hint, "small", "muted")
        self.save = button(_("Save as template…"), icon="save", small=True)
        self.save.setObjectName("templates.save")
        self.save.clicked.connect(self._ask_save)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.column.insertWidget(0, self.search)
        self.column.addWidget(rule(self))
        self.column.addLayout(foot)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)

    def show_order(self, draft: Draft, *, fills: bool) -> None:
        """What order there is to make a template of, and whether *Use* would fill it."""
        self._worth, self._fills = worth_keeping(draft), fills
        self.save.setEnabled(self._worth)
        self.change.setEnabled(self._worth)
        self.rows_shown()

    def rows_shown(self) -> None:
        said = [words.use_hint(fills=self._fills)] if self.model.rows else []
        if not self._worth:
            said.append(words.nothing_to_keep())
        self.hint.setText(" ".join(said))
        self.place()

    async def before_showing(self, service: Templates) -> None:
        self.search.clear()

    def news(self, service: Templates) -> Feed[None]:
        return service.listed

    async def count(self, service: Templates) -> int:
        return await service.count()

    async def fetch(self, service: Templates, limit: int, offset: int) -> tuple[Sequence[Template], int]:
        text = self.search.text().strip()
        count = await self.count(service)
        self.search.setVisible(bool(text) or count > MOST_ROWS)
        self.empty.setText(words.none_found(text) if text else words.none_yet())
        found = await service.rows(text, limit, offset)
        # How many of all have the text is known once the last page came.
        return found, count if not text or len(found) == limit else offset + len(found)

    async def delete_for_good(self, service: Templates, keys: Sequence[str]) -> None:
        await service.delete(keys)

    async def name_row(self, service: Templates, key: str, name: str) -> None:
        try:
            # The name of one that was deleted a moment ago is free.
            await self.forget_now(service)
            await service.rename(key, name)
        except NameTaken:
            self.say(words.name_taken(name))
        except ValueError:
            self.say(words.name_missing())
        else:
            self.say("")

    def told_deleted(self, row: Template) -> str:
        return _("The template “{template}” is deleted.").format(template=isolate(row.name))

    def stops(self) -> list[QWidget]:
        return [self.search, *super().stops(), self.save]

    def first_focus(self) -> QWidget:
        if not self.search.isHidden():
            return self.search
        return self.table if self.model.rows else self.save if self.save.isEnabled() else self

    def choose(self) -> None:
        row = self.current()
        if row is not None:
            self.close_menu()
            self.used.emit(row)

    def _ask_change(self) -> None:
        row = self.current()
        if row is not None:
            self.close_menu()
            self.change_asked.emit(row)

    def _ask_save(self) -> None:
        self.close_menu()
        self.save_asked.emit()

    def _searched(self) -> None:
        if self.service is not None and self.is_open:
            self.run(self.reload(self.service))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.search:
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            return True
        if event.key() == Qt.Key.Key_Down and self.model.rows:
            self.table.setFocus()
            return True
        return False
