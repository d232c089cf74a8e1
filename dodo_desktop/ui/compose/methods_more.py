"""The newer payment methods: first those that Dodo's documentation names, the others when asked for."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.method_facts import fact_of
from dodo_desktop.core.methods import NEWER_METHODS
from dodo_desktop.core.search import fold
from dodo_desktop.ui.compose.method_tick import MethodTick
from dodo_desktop.ui.compose.methods_choice import MethodsChoice
from dodo_desktop.ui.compose.section import OwnUndoFirst
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.clear_button import put_clear
from dodo_desktop.ui.widgets.field import line_edit
from dodo_desktop.ui.widgets.leading_icon import put_icon
from dodo_desktop.ui.words import _, ngettext
from dodo_desktop.ui.words.labels import method_name

_COLUMNS = 3
_LISTED = frozenset(method for method in NEWER_METHODS if fact_of(method).listed)


class MoreMethods(QWidget):
    """A search field, *Tick all* and *Tick none* for what is shown, and a box for each type that is.

    A box is made when it is first shown. Signals: `made` after some were.
    """

    made = Signal()

    def __init__(self, choice: MethodsChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.ticks: dict[str, MethodTick] = {}
        self._ready = False
        self._whole = False
        self.search = line_edit("options.more_methods.search", placeholder=_("Type part of a name"))
        self.search.setAccessibleName(_("Find a payment method"))
        put_clear(self.search)
        self.search.installEventFilter(OwnUndoFirst(self))
        put_icon(self.search, "search")
        self.tick_all = button(_("Tick all"), "link")
        self.tick_none = button(_("Tick none"), "link")
        self.show_all = button("", "link")
        for made, name in (
            (self.tick_all, "tick_all"),
            (self.tick_none, "tick_none"),
            (self.show_all, "show_all"),
        ):
            made.setObjectName(f"options.more_methods.{name}")
        self.note = QLabel(
            _("With All, Dodo shows those of these that fit, too. Ticking one means Only these.")
        )
        self.none = QLabel(_("No payment method is called that."))
        self.titles = {
            "listed": QLabel(_("Named in Dodo’s documentation")),
            "others": QLabel(_("Known to Dodo by name")),
        }
        self._grids = {name: QGridLayout() for name in self.titles}
        self._lay_out()
        self.search.textChanged.connect(self._show_found)
        self.tick_all.clicked.connect(lambda: choice.tick(self.shown, on=True))
        self.tick_none.clicked.connect(lambda: choice.tick(self.shown, on=False))
        self.show_all.clicked.connect(self._show_whole)
        choice.shown.connect(self._choice_shown)
        choice.order_changed.connect(self._show_hints)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        top = QHBoxLayout()
        column.addLayout(top)
        top.setSpacing(16)
        top.addWidget(self.search, 1)
        top.addWidget(self.tick_all)
        top.addWidget(self.tick_none)
        column.setContentsMargins(24, 0, 0, 6)
        column.setSpacing(6)
        for label in (self.note, self.none):
            label.setWordWrap(True)
            set_text(label, "small", "muted")
            column.addWidget(label)
        for name, title in self.titles.items():
            set_text(title, "small-strong", "muted")
            grid = self._grids[name]
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(0)
            for number in range(_COLUMNS):
                grid.setColumnStretch(number, 1)
            column.addWidget(title)
            column.addLayout(grid)
        column.addWidget(self.show_all)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Names that are searched, by type, those that the documentation lists first, then as names are."""
        names = {method: fold(method_name(method)) for method in NEWER_METHODS}
        ordered = sorted(NEWER_METHODS, key=lambda method: (method not in _LISTED, names[method]))
        return {method: f"{names[method]} {fold(method)}" for method in ordered}

    @property
    def shown(self) -> list[str]:
        """The types that fit what is searched for; without a search the listed and the ticked ones."""
        wanted = fold(self.search.text()).split()
        if wanted:
            return [method for method, names in self._by_name.items() if _fits(names.split(), wanted)]
        ticked = self.choice.chosen or frozenset()
        return [method for method in self._by_name if self._whole or method in _LISTED | ticked]

    def prepare(self) -> None:
        """Make what is shown at first, when it is first looked at."""
        if not self._ready:
            self._ready = True
            self._show_found()

    def tab_chain(self) -> list[QWidget]:
        """All that takes the focus, in the order in which it is read."""
        boxes = (tick.box for tick in self.in_order())
        return [self.search, self.tick_all, self.tick_none, *boxes, self.show_all]

    def in_order(self) -> list[MethodTick]:
        """The boxes that there are, as they are read."""
        return [self.ticks[method] for method in self._by_name if method in self.ticks] if self.ticks else []

    def _show_whole(self) -> None:
        self._whole = True
        self._show_found()
        self.search.setFocus()

    def _show_found(self) -> None:
        shown = self.shown
        there = len(self.ticks)
        for name, grid in self._grids.items():
            ticks = [self._tick(method) for method in shown if _part(method) == name]
            self.titles[name].setVisible(bool(ticks))
            _arrange(grid, ticks)
        kept = frozenset(shown)
        for tick in self.ticks.values():
            tick.setVisible(tick.method in kept)
        self.none.setVisible(not shown)
        self._show_enabled()
        left = len(NEWER_METHODS) - len(shown)
        more = ngettext("Show {count} other", "Show {count} others", left).format(count=left)
        self.show_all.setText(more)
        self.show_all.setVisible(bool(left) and not self.search.text().strip())
        if len(self.ticks) != there:
            self.made.emit()

    def _tick(self, method: str) -> MethodTick:
        if method not in self.ticks:
            group = self.titles[_part(method)].text()
            self.ticks[method] = MethodTick(method, self.choice, group, says_unlisted=False)
        return self.ticks[method]

    def _show_enabled(self) -> None:
        # Without a search there are always some, and nobody need put all names in order to know that.
        any_shown = not self.search.text().strip() or bool(self.shown)
        for changes in (self.tick_all, self.tick_none):
            changes.setEnabled(any_shown and not self.choice.fixed)

    def _choice_shown(self) -> None:
        self._show_enabled()
        for tick in self.ticks.values():
            tick.show_choice()
        chosen = self.choice.chosen or frozenset()
        if self._ready and any(method not in self.ticks for method in chosen & frozenset(NEWER_METHODS)):
            self._show_found()

    def _show_hints(self) -> None:
        for tick in self.ticks.values():
            tick.show_hint()


def _arrange(grid: QGridLayout, ticks: list[MethodTick]) -> None:
    """Down the columns, as a list of names is read."""
    while grid.count():
        grid.takeAt(0)
    rows = max(1, -(-len(ticks) // _COLUMNS))
    for number, tick in enumerate(ticks):
        grid.addWidget(tick, number % rows, number // rows, Qt.AlignmentFlag.AlignTop)


def _part(method: str) -> str:
    return "listed" if method in _LISTED else "others"


def _fits(names: list[str], wanted: list[str]) -> bool:
    return all(any(name.startswith(part) for name in names) for part in wanted)
