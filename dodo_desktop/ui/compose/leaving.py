"""What is wrong with a field is said as soon as it is left, and not while it is typed."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLineEdit

from dodo_desktop.core import warm
from dodo_desktop.core.problem import Problem
from dodo_desktop.ui.compose.board import ProblemBoard
from dodo_desktop.ui.compose.form import ComposeForm
from dodo_desktop.ui.compose.when_read import WhenRead
from dodo_desktop.ui.widgets.pick_field import PickField

_TOO = {
    "billing.country": ("customer.phone", "options.tax_id", "billing.state", "billing.zipcode"),
    "billing.state": ("billing.zipcode",),
}
"""Fields whose text reads otherwise after another was left."""


class Leaving(QObject):
    """Watches the form's fields. `check` answers all problems of the order, none where none can be told.

    A field that is left right after the start is judged as soon as what the checks need is read.
    """

    def __init__(
        self, form: ComposeForm, board: ProblemBoard, check: Callable[[], Sequence[Problem]]
    ) -> None:
        super().__init__(form)
        self._form = form
        self._board = board
        self._check = check
        self._when_read = WhenRead(self)
        self._watched: set[str] = set()
        self._held = False
        self._watch()
        form.fields_made.connect(self._watch)
        form.cart.cell_left.connect(self._cell_left)

    def _watch(self) -> None:
        for name, field in self._form.text_fields().items():
            if name not in self._watched and isinstance(field.editor, QLineEdit):
                self._watched.add(name)
                field.editor.editingFinished.connect(partial(self._left, name, field.editor))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Inside of the block another order comes into the form: what is left now says nothing of it."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def judge(self, names: Collection[str]) -> None:
        """Say what is wrong with these, as if each had been typed and left."""
        self._when_read.do(lambda: self._board.left(names, self._check()))

    def _left(self, name: str, editor: QLineEdit) -> None:
        if self._held or (isinstance(editor, PickField) and editor.list.is_open):
            # Or the list is still being chosen from.
            return
        late = not warm.checks_read()
        self._when_read.do(lambda: self._judge(name, late=late))

    def _judge(self, name: str, *, late: bool) -> None:
        # By then somebody may be typing into one of the others, which is judged when it is left itself.
        focused = QApplication.focusWidget() if late else None
        typed_into = focused.objectName() if focused is not None else ""
        others = set(_TOO.get(name, ())) - {typed_into}
        if name == "customer.phone" or typed_into != "customer.phone":
            self._form.show_understood()
        self._board.left({name, *others}, self._check())

    def _cell_left(self) -> None:
        if not self._held:
            self._when_read.do(lambda: self._board.left({"cart.table"}, self._check()))
