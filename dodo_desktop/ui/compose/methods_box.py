"""Which payment methods the customer is shown: all that fit, or only the ticked ones."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.method_facts import usual
from dodo_desktop.core.methods import CARD_METHODS, GROUPS, METHODS
from dodo_desktop.ui.compose.method_tick import MethodTick
from dodo_desktop.ui.compose.methods_choice import MethodsChoice
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import method_group
from dodo_desktop.ui.words.methods import hints_source

_COLUMNS = (("cards", "wallets"), ("banks_europe",), ("pay_later", "india_usa"))


class MethodsBox(QWidget):
    """Two radios and a check box for each of the first types.

    While *All* is chosen every box is ticked; unticking one means *Only these*.
    """

    def __init__(self, choice: MethodsChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options.methods")
        self.choice = choice
        self.all = QRadioButton(_("All, Dodo shows what fits"))
        self.all.setObjectName("options.methods.all")
        self.only = QRadioButton(_("Only these"))
        self.only.setObjectName("options.methods.only")
        self._radios = QButtonGroup(self)
        for radio in (self.all, self.only):
            self._radios.addButton(radio)
        self.all.setChecked(True)
        self.tick_all = button(_("Tick all"), "link")
        self.tick_none = button(_("Tick none"), "link")
        self.tick_usual = button(_("Tick what is usual here"), "link")
        for made, name in ((self.tick_all, "all"), (self.tick_none, "none"), (self.tick_usual, "usual")):
            made.setObjectName(f"options.methods.tick_{name}")
        self.ticks: dict[str, MethodTick] = {}
        self.problem = Line("options.methods.problem", self)
        self.source = Line("options.methods.source", self)
        self._lay_out()
        self.boxes = {method: self.ticks[method].box for method in METHODS}
        self.all.toggled.connect(lambda on: choice.choose_all() if on else choice.choose_some())
        self.tick_all.clicked.connect(lambda: choice.tick(METHODS, on=True))
        self.tick_none.clicked.connect(lambda: choice.tick(METHODS, on=False))
        self.tick_usual.clicked.connect(lambda: choice.replace(METHODS, usual(METHODS, choice.order)))
        choice.shown.connect(self._show)
        choice.order_changed.connect(self._show_hints)
        self._show()

    def _lay_out(self) -> None:
        # Two lines: one would be wider than the form of a small window.
        members = {group.code: group.members for group in GROUPS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(0)
        _put_row(column, self.all, self.only)
        _put_row(column, self.tick_all, self.tick_none, self.tick_usual)
        column.addSpacing(4)
        column.addLayout(grid)
        for number, codes in enumerate(_COLUMNS):
            grid.setColumnStretch(number, 1)
            groups = QVBoxLayout()
            grid.addLayout(groups, 0, number)
            self._put_groups(groups, {code: members[code] for code in codes})
        column.addSpacing(4)
        column.addWidget(self.problem)
        column.addWidget(self.source)

    def _put_groups(self, column: QVBoxLayout, groups: dict[str, tuple[str, ...]]) -> None:
        column.setSpacing(0)
        for number, (code, members) in enumerate(groups.items()):
            if number:
                column.addSpacing(10)
            title = QLabel(method_group(code))
            set_text(title, "small-strong", "muted")
            column.addWidget(title)
            column.addSpacing(2)
            for method in members:
                self.ticks[method] = MethodTick(method, self.choice, title.text())
                column.addWidget(self.ticks[method])
        column.addStretch(1)

    def prepare(self) -> None:
        """Say where hints are from; the words need CLDR's data, so they wait until the part is opened."""
        self.source.say(hints_source())

    def tab_chain(self) -> list[QWidget]:
        """All that takes the focus, in the order in which it is read: the boxes down the columns."""
        boxes = (tick.box for tick in self.ticks.values())
        return [self.all, self.only, self.tick_all, self.tick_none, self.tick_usual, *boxes]

    def say(self, problem: str) -> None:
        """What is wrong; while nothing is, a warning where no card is chosen."""
        chosen = self.choice.chosen
        no_cards = chosen is not None and bool(chosen) and not chosen & CARD_METHODS
        warning = _("No cards are chosen. If nothing else fits the customer, Dodo refuses the order.")
        self.problem.say(problem or (warning if no_cards else ""), "danger" if problem else "warning")
        self.only.setAccessibleDescription(self.problem.label.text())

    def _show(self) -> None:
        with QSignalBlocker(self.all):
            (self.all if self.choice.chosen is None else self.only).setChecked(True)
        for changes in (self.all, self.only, self.tick_all, self.tick_none, self.tick_usual):
            changes.setEnabled(not self.choice.fixed)
        for tick in self.ticks.values():
            tick.show_choice()
        self.say("")

    def _show_hints(self) -> None:
        for tick in self.ticks.values():
            tick.show_hint()


def _put_row(column: QVBoxLayout, *widgets: QWidget) -> None:
    row = QHBoxLayout()
    column.addLayout(row)
    row.setSpacing(16)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
