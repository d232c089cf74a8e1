"""A link takes the place of the form in two steps: first the panel, then what stands beside it."""

import asyncio
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.ui.compose.showing import paint_now
from tests.ui.compose.conftest import Desk
from tests.ui.compose.rig import turns, until
from tests.ui.curtains import curtains

pytestmark = pytest.mark.anyio


class Between(QObject):
    """Keeps what the page is like when the panel comes, and does something then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.half_turned = False
        self.form_stands = False
        self.panel = self.high = 0
        self.then = lambda: None
        desk.page.result.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShowToParent and not self.panel:
            page = self.desk.page
            self.half_turned, self.form_stands = page.half_turned, page.form.isVisible()
            self.panel, self.high = page.result.width(), page.result.link.height()
            self.then()
        return False


async def test_the_panel_comes_first_and_stays_where_it_came(desk: Desk) -> None:
    between = Between(desk)
    await desk.fill()
    await desk.create()
    assert between.half_turned
    assert between.form_stands
    page = desk.page
    assert not page.half_turned
    assert page.order.isVisible()
    assert not page.form.isVisible()
    assert page.result.width() == between.panel
    assert page.splitter.sizes()[1] == page.right.width() == between.panel
    assert page.right.geometry().right() == page.splitter.rect().right()
    assert page.result.isAncestorOf(desk.find(QPushButton, "compose.new"))
    assert page.result.link.height() == between.high
    assert desk.focus == "result.copy"


async def test_whoever_goes_on_in_between_finds_a_form_that_takes_typing(desk: Desk) -> None:
    between = Between(desk)
    between.then = desk.page.new_link
    await desk.fill()
    await desk.create()
    await turns()
    page = desk.page
    assert between.half_turned
    assert page.shows_form
    assert not page.half_turned
    assert desk.draft.empty
    assert desk.edit("billing.street").isEnabled()
    assert desk.edit("billing.street").updatesEnabled()
    assert page.summary.updatesEnabled()
    assert desk.find(QPushButton, "compose.new").parentWidget() is page.header
    assert desk.find(QLabel, "compose.title").text() == "New link"


async def test_a_page_that_nobody_sees_turns_at_once(desk: Desk) -> None:
    await desk.fill()
    desk.page.hide()
    await desk.create()
    assert not desk.page.half_turned
    assert not desk.page.shows_form
    desk.page.show()
    await turns()
    assert desk.page.order.isVisible()
    assert desk.edit("result.link").isVisible()


async def test_what_nobody_waits_for_comes_once_the_answer_takes_a_moment(desk: Desk) -> None:
    page = desk.page
    desk.shop.gateway.gate = asyncio.Event()
    await desk.fill()
    page.summary.create_link.click()
    creation = page.creation
    street = desk.edit("billing.street")
    assert creation.hurried
    assert page.summary.create_link.text() == "Create link"
    assert street.isEnabled()
    creation._calming.timeout.emit()
    assert not creation.hurried
    assert page.summary.create_link.text() == "Creating…"
    assert not page.summary.create_link.isEnabled()
    assert not street.isEnabled()
    # The order as plain text is written in a turn of its own, while the answer is still awaited.
    assert page.order.model.rowCount() == 0
    await until(lambda: page.order.model.rowCount() == len(desk.draft.lines))
    assert page.shows_form
    desk.shop.gateway.gate.set()
    await turns(200)
    assert desk.edit("result.link").isVisible()


async def test_drafts_are_counted_after_the_link(desk: Desk) -> None:
    await desk.fill()
    await desk.page._workspace.drafting.flush()  # type: ignore[union-attr] # the desk has one
    await turns()
    assert desk.page.header.drafts.text() == "Drafts (1)"
    await desk.create()
    await turns()
    assert desk.page.header.drafts.text() == "Drafts"


class Disk:
    """Takes its time with what became of an order, and tells when it begins with it."""

    def __init__(self, desk: Desk) -> None:
        self.asked, self.done = asyncio.Event(), asyncio.Event()
        self._update = desk.shop.outbox.update
        vars(desk.shop.outbox)["update"] = self.update

    async def update(self, old: OutgoingPayment, new: OutgoingPayment, *more: Any) -> None:
        *rest, begun = more
        if new.state is State.CREATED:
            begun()
            self.asked.set()
            await self.done.wait()
        await self._update(old, new, *rest)


async def test_a_link_is_laid_out_while_it_is_written_down_and_shown_once_it_is(desk: Desk) -> None:
    disk = Disk(desk)
    await desk.fill()
    page = desk.page
    page.summary.create_link.click()
    await until(disk.asked.is_set)
    await turns()
    link = desk.edit("result.link")
    assert link.text().endswith("/x1")
    assert page.shows_form
    assert page.summary.isVisible()
    assert not link.isVisible()
    place, sizes = link.geometry(), (page.result.size(), page.result.link.part.card.qr.geometry())
    disk.done.set()
    await until(link.isVisible)
    await turns()
    assert link.geometry() == place
    assert (page.result.size(), page.result.link.part.card.qr.geometry()) == sizes
    assert desk.focus == "result.copy"


async def test_a_link_that_is_not_written_down_yet_is_left_behind_by_a_new_order(desk: Desk) -> None:
    disk = Disk(desk)
    await desk.fill()
    desk.page.summary.create_link.click()
    await until(disk.asked.is_set)
    desk.page.new_link()
    await turns()
    disk.done.set()
    await turns(200)
    assert desk.page.shows_form
    assert desk.draft.empty
    assert not desk.edit("result.link").isVisible()


async def test_the_link_is_painted_before_anything_else_has_its_turn(desk: Desk) -> None:
    await desk.fill()
    page = desk.page
    eye = Eye(page.result.link.part.card.qr)
    painted: list[bool] = []

    def told(busy: bool) -> None:
        if not busy:
            painted.append(eye.painted)

    page.creation.busy_changed.connect(told)
    await desk.create()
    assert painted == [True]


class Eye(QObject):
    """Sees whether a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


async def test_the_panel_beside_the_next_form_is_as_wide_as_before_however_long_the_words_of_a_result(
    desk: Desk,
) -> None:
    before = desk.page.right.width()
    await desk.fill()
    await desk.create()
    # As in a language with longer words.
    words = QLabel("x")
    words.setMinimumWidth(before + 60)
    column = desk.page.result.layout()
    assert column is not None
    column.addWidget(words)
    desk.page.new_link()
    await turns()
    assert desk.page.shows_form
    assert desk.page.right.width() == before


async def test_a_result_is_painted_without_what_lies_beneath_it(desk: Desk) -> None:
    await desk.fill()
    page = desk.page
    await until(lambda: not curtains(page))
    paint_now(desk.window)
    eyes = [Eye(each) for each in (page.splitter, page.form, page.result.link.part.card.qr)]
    seen: list[list[bool]] = []
    page.creation.busy_changed.connect(lambda busy: seen.append([eye.painted for eye in eyes]))
    await desk.create()
    assert seen[-1] == [False, False, True]


async def test_behind_a_result_the_form_is_empty_before_anybody_wants_it(desk: Desk) -> None:
    await desk.fill()
    await desk.create()
    page = desk.page
    assert not page.shows_form
    assert desk.edit("billing.street").text() == ""
    assert page.form.cart.model.rowCount() == 0
    page.duplicate()
    await turns()
    assert desk.edit("billing.street").text() == desk.draft.billing.street != ""
    assert page.form.cart.model.rowCount() == len(desk.draft.lines) == 3


async def test_the_keyboard_goes_from_a_result_to_the_next_order_by_no_other_control(
    desk: Desk, qapp: QApplication
) -> None:
    await desk.fill()
    await desk.create()
    desk.find(QPushButton, "compose.new").setFocus()
    went: list[str] = []

    def note(_old: QWidget | None, new: QWidget | None) -> None:
        went.append(new.objectName() if new is not None else "")

    qapp.focusChanged.connect(note)
    desk.page.new_link()
    await turns()
    qapp.focusChanged.disconnect(note)
    assert went == ["", "customer.search"]


async def test_the_header_of_the_next_order_comes_as_a_whole_in_a_turn_of_its_own(desk: Desk) -> None:
    await desk.fill()
    await desk.create()
    page, new = desk.page, desk.find(QPushButton, "compose.new")
    seen: list[tuple[bool, bool, bool]] = []
    end = desk.shop.workspace.drafting.changed.subscribe(
        lambda _change: seen.append(
            (page.shows_form, page.header.updatesEnabled(), page.header.isAncestorOf(new))
        )
    )
    page.new_link()
    await until(lambda: page.shows_form)
    end()
    assert seen == [(True, False, False)]
    await until(lambda: page.header.isAncestorOf(new))
    assert page.header.updatesEnabled()
    assert desk.focus == "customer.search"
