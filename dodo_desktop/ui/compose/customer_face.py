"""What the search for a customer looks like: its field, the button for somebody new, and the line below."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dodo_desktop.ui.theme import set_property
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import Line, line_edit
from dodo_desktop.ui.widgets.leading_icon import put_icon
from dodo_desktop.ui.words import _


class CustomerFace(QWidget):
    """Takes typing from the first picture on; `CustomerFinder` gives it its results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = line_edit("customer.search", placeholder=_("Name, e-mail or phone"))
        self.field.setAccessibleName(_("Customer"))
        put_icon(self.field, "search")
        self.new = button(_("New customer"), icon="customer-add")
        self.new.setObjectName("customer.new")
        self.line = Line("customer.search.problem", self)
        self._hint = ""
        self._problem = ""
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.new)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.line)

    def set_hint(self, text: str) -> None:
        """What stands below the field while nothing is wrong."""
        self._hint = text
        self._say()

    def set_problem(self, text: str) -> None:
        """What is wrong; empty takes it back."""
        self._problem = text
        self.field.setAccessibleDescription(text or self._hint)
        self._say()

    def _say(self) -> None:
        set_property(self.field, "problem", bool(self._problem))
        self.line.say(self._problem or self._hint, "danger" if self._problem else "muted")


def practice_hint() -> str:
    """What to try in practice, before anybody knows how many customers there are."""
    return _("Sample customers. Try “zoe” or “garcia”.")
