"""What is told outside of the window, when, and in which words."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from dodo_desktop.core.events import Event
from dodo_desktop.core.outgoing import Hold, OutgoingPayment, State
from dodo_desktop.ui.notices import Notices, words
from tests.ui.links.fakes import NOW, PEOPLE, FakeSending, order
from tests.ui.links.turns import until

pytestmark = pytest.mark.anyio


class Board:
    """Notes what it is given to show."""

    def __init__(self) -> None:
        self.clicked: Callable[[], None] = lambda: None
        self.shown: list[tuple[str, str]] = []

    async def show(self, title: str, text: str, action: str) -> bool:
        self.shown.append((title, text))
        return True


class Desk:
    def __init__(self) -> None:
        self.window = QWidget()
        self.seen: set[str] = set()
        self.sending = FakeSending()
        self.board = Board()
        self.opened: list[str] = []
        self.notices = Notices(self.window, self.seen.__contains__)
        self.notices.opened.connect(self.opened.append)
        self.notices.use(self.board)
        self.notices.attach(self.sending)  # type: ignore[arg-type] # stands in for the service

    async def told(self, count: int) -> None:
        await until(lambda: len(self.board.shown) >= count)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.notices.detach()
    made.window.deleteLater()


def came(number: int, state: State, *codes: str) -> OutgoingPayment:
    """An order in a state, with these things done to it."""
    return replace(
        order(number), state=state, next_at=None, history=tuple(Event(NOW, code) for code in codes)
    )


def ready(number: int) -> OutgoingPayment:
    return came(number, State.CREATED, "saved", "not_sent", "sent", "created")


async def test_a_link_that_waited_is_told_and_a_click_opens_its_order(desk: Desk) -> None:
    done = ready(0)
    desk.sending.changed.emit(done)
    await desk.told(1)
    title, _text = desk.board.shown[0]
    assert "W-1183" in title
    desk.board.clicked()
    assert desk.opened == [done.request_id]


async def test_links_that_come_together_are_one_notice(desk: Desk) -> None:
    for number in range(3):
        desk.sending.changed.emit(ready(number))
    await desk.told(1)
    desk.sending.changed.emit(ready(3))
    await desk.told(2)
    assert desk.board.shown[0][0] == "3 links that waited are ready"
    assert "W-1180" in desk.board.shown[1][0]


async def test_what_went_through_at_once_or_is_on_show_is_not_told(desk: Desk) -> None:
    desk.sending.changed.emit(came(0, State.CREATED, "saved", "sent", "created"))
    desk.seen.add(ready(1).request_id)
    desk.sending.changed.emit(ready(1))
    desk.sending.changed.emit(came(2, State.QUEUED, "saved", "not_sent"))
    desk.sending.changed.emit(ready(3))
    await desk.told(1)
    assert [title for title, _text in desk.board.shown] == [words([ready(3)])[0]]


async def test_an_order_that_is_looked_at_meanwhile_is_not_told(desk: Desk) -> None:
    desk.sending.changed.emit(ready(1))
    desk.seen.add(ready(1).request_id)
    desk.sending.changed.emit(ready(2))
    await desk.told(1)
    assert [title for title, _text in desk.board.shown] == [words([ready(2)])[0]]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.REJECTED, "rejected"),
        (State.BLOCKED, "blocked"),
        (State.UNCONFIRMED, "looked_last"),
    ],
)
async def test_what_needs_a_person_is_told_to_one_who_is_elsewhere(
    desk: Desk, state: State, code: str
) -> None:
    desk.sending.changed.emit(came(0, state, "saved", "not_sent", "sent", "unclear", code))
    await desk.told(1)
    assert desk.board.shown[0][0] == "An order that waited needs you"


async def test_a_question_is_told_and_a_move_on_takes_it_back(desk: Desk) -> None:
    asks = replace(came(0, State.QUEUED, "saved", "not_sent", "held_price_changed"), hold=Hold.PRICE_CHANGED)
    desk.sending.changed.emit(asks)
    desk.sending.changed.emit(came(0, State.SENDING, "saved", "not_sent", "held_price_changed", "released"))
    desk.sending.changed.emit(ready(2))
    await desk.told(1)
    assert [title for title, _text in desk.board.shown] == [words([ready(2)])[0]]


async def test_a_profile_that_closes_takes_its_news_along(desk: Desk) -> None:
    desk.sending.changed.emit(ready(0))
    desk.notices.detach()
    desk.sending.changed.emit(ready(1))
    desk.notices.attach(desk.sending)  # type: ignore[arg-type] # stands in for the service
    desk.sending.changed.emit(ready(2))
    await desk.told(1)
    assert [title for title, _text in desk.board.shown] == [words([ready(2)])[0]]


def test_no_notice_names_a_customer_or_an_amount() -> None:
    needy = came(1, State.REJECTED, "saved", "not_sent", "rejected")
    for news in ([ready(0)], [ready(0), ready(1)], [needy], [ready(0), needy], [needy, needy]):
        said = " ".join(words(news))
        for name, email, _reference, amount, _count in PEOPLE:
            assert name not in said
            assert email not in said
            assert str(amount.minor) not in said


def test_an_order_without_a_reference_is_only_counted() -> None:
    plain = ready(0)
    plain = replace(
        plain, draft=replace(plain.draft, options=replace(plain.draft.options, order_reference=" "))
    )
    assert words([plain])[0] == "A link that waited is ready"
