"""What Dodo says of an order while it is typed: of its discount code, its tax ID, its country, its total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from dodo_desktop.core.draft import Draft
from dodo_desktop.ui.compose.section import put_text
from dodo_desktop.ui.compose.when_read import WhenRead
from dodo_desktop.ui.words import _, isolate

if TYPE_CHECKING:
    from dodo_desktop.core.preview import Total
    from dodo_desktop.core.problem import Problem
    from dodo_desktop.services.discounts import Verdict
    from dodo_desktop.services.workspace import Workspace
    from dodo_desktop.ui.compose.board import ProblemBoard
    from dodo_desktop.ui.compose.form import ComposeForm

_OF_DODO = frozenset({"tax_id_refused", "preview_refused", "total_below_minimum"})
"""Problems that nobody can see before Dodo calculated the order; they are said without being asked for."""


class Verdicts(QObject):
    """Good news stands as hints under the fields; what is wrong goes to the board.

    `check` answers all problems of the order that is shown.
    """

    def __init__(
        self, form: ComposeForm, board: ProblemBoard, check: Callable[[], Sequence[Problem]]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._board = board
        self._check = check
        self._when_read = WhenRead(self)
        self._workspace: Workspace | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._draft = Draft("")
        self._spelt = ""

    def attach(self, workspace: Workspace) -> None:
        """Ask these services."""
        self.detach()
        self._workspace = workspace
        mark = self._form.billing.set_supported
        mark(workspace.countries.sold_to)
        self._unsubscribe = [
            workspace.countries.changed.subscribe(mark),
            workspace.discounts.changed.subscribe(lambda _verdict: self._show_hints()),
            workspace.pricing.changed.subscribe(self._priced),
        ]

    def detach(self) -> None:
        """Ask nobody any more."""
        for end in self._unsubscribe:
            end()
        self._unsubscribe = []
        self._workspace = None
        self._form.billing.set_supported(None)
        self._show_hints()

    def show_around(self, draft: Draft) -> None:
        """The draft changed."""
        self._draft = draft
        if self._workspace is not None:
            self._workspace.discounts.update(draft.options.discount_code)
        self._show_hints()

    def _priced(self, total: Total) -> None:
        self._show_hints()
        if not total.exact and not total.refused_code:
            return
        self._when_read.do(self._judge)

    def _judge(self) -> None:
        problems = self._check()
        said = {problem.field for problem in problems if problem.code in _OF_DODO}
        self._board.left(said - {self._typed_into()}, problems)

    def _typed_into(self) -> str:
        """The field that has the focus: it is judged once it is left."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""

    def _show_hints(self) -> None:
        workspace, fields = self._workspace, self._form.options.fields
        discount, tax_id = fields["discount_code"], fields["tax_id"]
        self._offer_spelling(workspace.discounts.verdict if workspace is not None else None)
        if workspace is None:
            discount.set_hint(None)
            tax_id.set_hint(None)
            return
        from dodo_desktop.ui.words.discounts import discount_hint

        draft = self._draft
        discount.set_hint(*discount_hint(workspace.discounts.verdict, draft.lines, datetime.now(UTC)))
        tax_id.set_hint(*_tax_id_hint(workspace.pricing.total, draft.options.tax_id.strip()))

    def _offer_spelling(self, verdict: Verdict | None) -> None:
        """A button for the code as Dodo knows it; it stays the same one while that is so."""
        spelt = verdict.spelt if verdict is not None else ""
        if spelt == self._spelt:
            return
        self._spelt = spelt
        field = self._form.options.fields["discount_code"]

        def use() -> None:
            put_text(field, spelt)
            field.editor.setFocus()

        from dodo_desktop.ui.words.discounts import use_spelling

        field.offer_with_hint([(use_spelling(spelt), use)] if spelt else [])
        self._form.chain_tabs()


def _tax_id_hint(total: Total, tax_id: str) -> tuple[str, str]:
    """Only good news: what is wrong is said as advice, in the same place."""
    if not tax_id or not total.exact or total.tax_id_refused:
        return "", "muted"
    if total.tax_id_business:
        return _("Registered to {name}").format(name=isolate(total.tax_id_business)), "success"
    return _("Dodo accepts it"), "success"
