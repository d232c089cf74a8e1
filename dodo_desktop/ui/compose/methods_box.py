"""Which payment methods the customer is shown: all that fit, or only the ticked ones."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.draft import OptionsEntry
from dodo_desktop.core.methods import CARD_METHODS, GROUPS, METHODS
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.field import Line
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import method_group, method_name

_ALL = frozenset(METHODS)
_COLUMNS = (("cards", "wallets"), ("banks_europe",), ("pay_later", "india_usa"))


class MethodsBox(QWidget):
    """Two radios and a check box for each type.

    While *All* is chosen every box is ticked; unticking one means *Only these*. Signals: `edited` with the
    set that is chosen, None for all.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options.methods")
        self._rendering = False
        self._kept: frozenset[str] = frozenset()
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
        self.boxes = {method: self._box(method) for method in METHODS}
        self.problem = Line("options.methods.problem", self)
        self._lay_out()
        self.all.toggled.connect(self._radio_changed)
        self.tick_all.clicked.connect(lambda: self._tick(_ALL))
        self.tick_none.clicked.connect(lambda: self._tick(frozenset()))
        self._show(None)

    def _box(self, method: str) -> QCheckBox:
        box = QCheckBox(method_name(method))
        box.setObjectName(f"options.method.{method}")
        box.toggled.connect(self._box_changed)
        return box

    def _lay_out(self) -> None:
        radios = QHBoxLayout()
        radios.setSpacing(16)
        for widget in (self.all, self.only, self.tick_all, self.tick_none):
            radios.addWidget(widget)
        radios.addStretch(1)
        members = {group.code: group.members for group in GROUPS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for number, codes in enumerate(_COLUMNS):
            grid.setColumnStretch(number, 1)
            grid.addLayout(self._groups({code: members[code] for code in codes}), 0, number)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(radios)
        column.addSpacing(8)
        column.addLayout(grid)
        column.addSpacing(4)
        column.addWidget(self.problem)

    def _groups(self, groups: dict[str, tuple[str, ...]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        for number, (code, members) in enumerate(groups.items()):
            if number:
                column.addSpacing(10)
            title = QLabel(method_group(code))
            set_text(title, "small-strong", "muted")
            column.addWidget(title)
            column.addSpacing(2)
            for method in members:
                column.addWidget(self.boxes[method])
                self.boxes[method].setAccessibleDescription(title.text())
        column.addStretch(1)
        return column

    @property
    def chosen(self) -> frozenset[str] | None:
        """The types that are chosen, None for all."""
        if self.all.isChecked():
            return None
        return frozenset(method for method, box in self.boxes.items() if box.isChecked())

    def show_entry(self, entry: OptionsEntry) -> None:
        """Show what a draft chose, telling nobody."""
        self._kept = entry.methods
        self._show(entry.methods if entry.only_methods else None)

    def summary(self) -> str:
        """What is chosen, in a few words."""
        chosen = self.chosen
        if chosen is None:
            return _("All {count}, Dodo shows what fits the customer").format(count=len(METHODS))
        if not chosen:
            return _("None of {count}").format(count=len(METHODS))
        return _("{chosen} of {count}").format(chosen=len(chosen), count=len(METHODS))

    def say(self, problem: str) -> None:
        """What is wrong; while nothing is, a warning where no card is chosen."""
        chosen = self.chosen
        no_cards = chosen is not None and bool(chosen) and not chosen & CARD_METHODS
        warning = _("No cards are chosen. If nothing else fits the customer, Dodo refuses the order.")
        self.problem.say(problem or (warning if no_cards else ""), "danger" if problem else "warning")
        self.only.setAccessibleDescription(self.problem.label.text())

    def _show(self, chosen: frozenset[str] | None) -> None:
        self._rendering = True
        (self.all if chosen is None else self.only).setChecked(True)
        for method, box in self.boxes.items():
            box.setChecked(chosen is None or method in chosen)
        self._rendering = False
        self.say("")

    def _tick(self, chosen: frozenset[str]) -> None:
        self._show(chosen)
        self._tell()

    def _radio_changed(self, all_chosen: bool) -> None:
        if self._rendering:
            return
        # Going back to "Only these" finds what was ticked before.
        self._show(None if all_chosen else self._kept or _ALL)
        self._tell()

    def _box_changed(self) -> None:
        if self._rendering:
            return
        ticked = frozenset(method for method, box in self.boxes.items() if box.isChecked())
        self._show(ticked)
        self._tell()

    def _tell(self) -> None:
        chosen = self.chosen
        self._kept = self._kept if chosen is None else chosen
        self.edited.emit(chosen)
