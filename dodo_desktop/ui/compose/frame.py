"""The page's parts and measures: header, form or order on the left, panel on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.ui.afterwards import Afterwards
from dodo_desktop.ui.compose import measures
from dodo_desktop.ui.compose.form import ComposeForm
from dodo_desktop.ui.compose.header import Header
from dodo_desktop.ui.compose.summary import Summary
from dodo_desktop.ui.one_layout import laid_out_once
from dodo_desktop.ui.own_turn import OwnTurn

if TYPE_CHECKING:
    from dodo_desktop.ui.compose.drafts_menu import DraftsMenu
    from dodo_desktop.ui.compose.front import Front
    from dodo_desktop.ui.compose.order_view import OrderView
    from dodo_desktop.ui.compose.result_panel import ResultPanel

NARROW_BELOW = 1200
"""Width of the window, in logical pixels, under which the narrow measures apply."""

_RESULT, _RESULT_NARROW = 424, 384


class ComposeFrame(QWidget):
    """Shows either the form with the summary, or the order as plain text with its result. `front` is what
    stood in its place until now, whose parts it takes over.

    Signals: `result_made` with the panel of the result, once it is there; `stuck` with the reason of a disk
    that refuses what was done in the list of drafts.
    """

    result_made = Signal(object)
    stuck = Signal(str)

    def __init__(self, front: Front | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow: bool | None = None
        self._unlocking = False
        self.half_turned = False
        """Whether the result is on show, and the form is still beside it."""
        self.header = front.header if front is not None else Header(self)
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(measures.HANDLE)
        # Both while they are empty: for each that comes the splitter asks all that is in it for its size.
        self.left, self.right = QStackedWidget(self.splitter), QStackedWidget(self.splitter)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.left.setProperty("surface", "page")
        self.form = ComposeForm(front, self.left)
        # Whatever comes first in the form takes all of it to another place in the order of Tab.
        self.form.bar_made.connect(self.chain_tabs)
        self.left.addWidget(self.form)
        self._painting = OwnTurn(self.left)
        self._turning_head = Afterwards(self, self._turn_head)
        # Nothing shows through: what it comes to lie over need not be painted beneath it.
        self.right.setAutoFillBackground(True)
        self.summary = Summary(self.right)
        with laid_out_once(self.summary):
            # It has no size yet that it could be laid out in.
            self.right.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.splitter, 1)

    @cached_property
    def order(self) -> OrderView:
        """The order as plain text; made when it is first wanted."""
        from dodo_desktop.ui.compose.order_view import OrderView

        made = OrderView()
        made.set_narrow(bool(self._narrow))
        self.left.addWidget(made)
        return made

    @cached_property
    def result(self) -> ResultPanel:
        """What became of it; made when it is first wanted, after the order, as Tab goes from there to it."""
        from dodo_desktop.ui.compose.result_panel import ResultPanel

        _order_first = self.order
        made = ResultPanel()
        made.setMinimumWidth(0)
        made.keep_room(self.header)
        self.right.addWidget(made)
        made.outcome.set_unlocking(self._unlocking)
        self.result_made.emit(made)
        return made

    @cached_property
    def drafts(self) -> DraftsMenu:
        """The list below *Drafts*; made with the services, as there are no rows before."""
        from dodo_desktop.ui.compose.drafts_menu import DraftsMenu

        made = DraftsMenu(self.header.drafts)
        made.stuck.connect(self.stuck)
        made.counted.connect(self.header.show_drafts)
        return made

    def set_unlocking(self, busy: bool) -> None:
        """While the keyring is asked."""
        self._unlocking = busy
        if "result" in vars(self):
            self.result.outcome.set_unlocking(busy)

    def next_part(self) -> Callable[[], object] | None:
        """What makes a part that nobody wanted yet; None when all is there."""
        from dodo_desktop.ui.compose.late_parts import next_part

        if (part := next_part(self.form)) is not None:
            return part
        if (part := self.summary.next_part()) is not None:
            return part
        late = next((name for name in ("order", "result") if name not in vars(self)), "")
        if late:
            return lambda: getattr(self, late)
        return None

    @property
    def shows_form(self) -> bool:
        """Whether an order is being typed, not one that went out."""
        return self.left.currentWidget() is self.form and not self.half_turned

    def focus_start(self) -> None:
        """Put the focus where work starts: the first empty field, or what is done with a result."""
        made = None if self.shows_form else self.result.focus_target or self.header.new
        (made or self.form.first_empty()).setFocus()

    def turn_to_form(self) -> None:
        """Show the form and the summary."""
        beside_result = not self.shows_form
        if beside_result:
            self._let_go(self.left, self.right)
        self._put(self.form, self.summary)
        if beside_result and self.isVisible():
            # Until then it stays to be seen as it is, as a whole.
            self.header.setUpdatesEnabled(False)
            self._turning_head.start()
        else:
            self._turn_head()

    def _turn_head(self) -> None:
        """The header's part of it, which nobody waits for."""
        self.header.take_back_actions()
        self.header.setUpdatesEnabled(True)
        self.chain_tabs()

    def turn_to_result(self) -> None:
        """Show the result in its place, which somebody waits for. The form stands beside it as it was painted
        last, until `turn_the_rest` puts the order as plain text there."""
        if not self.shows_form:
            return
        self._turning_head.now()
        self.half_turned = True
        self._let_go(self.summary, self.form)
        self.splitter.installEventFilter(self)
        self.summary.hide()
        self._lay_over()
        self.right.setCurrentWidget(self.result)

    def lay_out_result(self) -> None:
        """Give the result the size that it is going to have, out of sight."""
        self.result.resize(self._panel_width(form=False), self.splitter.height())
        lay_out(self._laid_out)

    @cached_property
    def _laid_out(self) -> list[QWidget]:
        """What has a layout in the panel of a result, which is the same for every link."""
        inside = self.result.findChildren(QWidget)
        return [part for part in (self.result, *inside) if part.layout() is not None]

    def turn_the_rest(self) -> None:
        """Show the order as plain text beside its result, if that is still to come."""
        if not self.half_turned:
            return
        self.half_turned = False
        self.splitter.removeEventFilter(self)
        self._painting.put_off()
        self._put(self.order, self.result)
        self.chain_tabs()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Between both the splitter leaves everything where it is."""
        return watched is self.splitter and event.type() == QEvent.Type.LayoutRequest

    def _lay_over(self) -> None:
        """The panel where it will stand with a result, over the form, which need not be laid out for it."""
        whole, wanted = self.splitter.rect(), self._panel_width(form=False)
        panel = QRect(whole)
        panel.setLeft(whole.right() - wanted + 1)
        # The line beside it comes with the rest: to paint it over the form would be to paint the form, too.
        self.right.setGeometry(QStyle.visualRect(self.layoutDirection(), whole, panel))
        self.right.raise_()

    def _put(self, content: QWidget, panel: QWidget) -> None:
        """Show these two, laid out once, with the room that they will have."""
        for stack, wanted in ((self.left, content), (self.right, panel)):
            if (shown := stack.currentWidget()) is not None and shown is not wanted:
                shown.hide()
        self._fit_panel(form=content is self.form)
        self.left.setCurrentWidget(content)
        self.right.setCurrentWidget(panel)

    def _let_go(self, *parts: QWidget) -> None:
        """Take the keyboard from what is hidden next; Qt would hand it on from one control to another."""
        focused = QApplication.focusWidget()
        if focused is not None and any(part is focused or part.isAncestorOf(focused) for part in parts):
            focused.clearFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_narrow(self.window().width() < NARROW_BELOW)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.set_narrow(self.window().width() < NARROW_BELOW)

    def regions(self) -> list[QWidget]:
        """Content and panel as they are shown, for the key that goes from one to the next."""
        return [
            self.form if self.shows_form else self.order,
            self.summary if self.shows_form else self.result,
        ]

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in (self.header, self.form, self.summary):
            part.set_narrow(narrow)
        if "order" in vars(self):
            self.order.set_narrow(narrow)
        self._fit_panel(form=self.shows_form)

    def _fit_panel(self, *, form: bool) -> None:
        """The panel's usual width beside the form or the order; people may drag it until that changes."""
        wanted = self._panel_width(form=form)
        self.summary.setMinimumWidth(measures.PANEL_NARROW - 20 if form else 0)
        if "result" in vars(self):
            self.result.setMinimumWidth(0 if form else _RESULT_NARROW - 20)
            # The stack has room for the longest words of all that is in it, also of what is hidden.
            across = QSizePolicy.Policy.Ignored if form else QSizePolicy.Policy.Preferred
            self.result.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        self.splitter.setSizes([max(1, self.width() - wanted), wanted])

    def _panel_width(self, *, form: bool) -> int:
        if form:
            return measures.PANEL_NARROW if self._narrow else measures.PANEL
        return _RESULT_NARROW if self._narrow else _RESULT

    def chain_tabs(self) -> None:
        """After the form come the total, the problems, the button, and the header last; after a result the
        actions that stand below it, and the header."""
        header = self.header
        lists, actions = [header.drafts, header.templates], [header.duplicate, header.new]
        if self.shows_form:
            buttons = [*self.summary.problem_buttons, self.summary.create_link]
            chain = [self.form.tab_chain()[-1], self.summary.total.amount, *buttons, *lists, *actions]
        else:
            chain = [self.result.last, *actions, *lists]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)


def lay_out(parts: Sequence[QWidget]) -> None:
    """What Qt does when widgets are shown, for such as are out of sight, the outer ones first."""
    for part in parts:
        if (layout := part.layout()) is not None:
            layout.activate()
            # Whoever was never seen is not told of its size before.
            layout.setGeometry(part.rect())
