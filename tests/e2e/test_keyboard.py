"""The whole way without a mouse, and Tab as one reads."""

from collections.abc import Callable
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from tests.e2e import journey
from tests.e2e.conftest import Installed
from tests.e2e.dodo_hosts import DodoHosts
from tests.e2e.harness import Element, Program, Session, until
from tests.e2e.stories import VARIANTS, open_account

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

_MOST_STOPS = 60
# In a window 1280 wide: where sidebar and header end, the panel begins, and the bar of filters ends.
_SIDEBAR, _HEADER, _PANEL, _BAR = 180, 56, 930, 108


def test_from_the_start_to_the_copied_link_without_a_mouse(session: Session, installed: Installed) -> None:
    order = journey.Order()
    data = str(session.folder / "data")
    program = session.start([installed.command, *journey.options(data)], installed.environment)

    journey.fill_by_keyboard(program, order)
    link = journey.create(program)
    journey.expect_focus(program, "result.copy")
    program.screen.key("ctrl+shift+c")
    until(lambda: program.screen.clipboard() == link, what="the link on the clipboard")

    # And on to the next order, and back to what was made.
    program.screen.key("ctrl+n")
    journey.expect_focus(program, "customer.search")
    program.screen.key("ctrl+3")
    journey.expect_focus(program, "links.search")
    program.screen.key("F6", "F6")
    assert program.alive()


@pytest.mark.parametrize(
    ("page", "first", "regions"),
    [
        ("compose", "cart.product", ["content", "panel", "header", "sidebar"]),
        ("outbox", "outbox.table", ["content", "panel", "header", "sidebar"]),
    ],
)
def test_tab_goes_as_one_reads(
    open_session: Callable[..., Session], tmp_path: Path, page: str, first: str, regions: list[str]
) -> None:
    # So high that the form need not be scrolled, which would move what was reached before.
    session = open_session((1280, 900))
    with DodoHosts(tmp_path) as hosts:
        hosts.slow = True
        program = open_account(session, VARIANTS[0], hosts, "test", furnished=True)
        if page != "compose":
            program.click(f"nav.{page}")
        journey.expect_focus(program, first)

        stops = _round(program)

    named = [(_region(page, stop), stop) for stop in stops]
    start = next(n for n in range(len(named)) if named[n][0] == "content" != named[n - 1][0])
    named = named[start:] + named[:start]
    assert [region for region, _ in groupby(named, key=lambda one: one[0])] == regions
    for (region, before), (other, after) in pairwise(named):
        assert region != other or _reads_on(before, after), f"{_name(after)} comes after {_name(before)}"
    for _, stop in named:
        assert stop.name.strip(), f"{_name(stop)} says nothing"


def _round(program: Program) -> list[Element]:
    """What Tab reaches, in order, until it is where it began."""
    stops = [_focused(program)]
    while len(stops) < _MOST_STOPS:
        program.screen.key("Tab")
        focused = _after(program, stops[-1])
        if focused.id == stops[0].id:
            return stops
        stops.append(focused)
    raise AssertionError([_name(stop) for stop in stops])


def _after(program: Program, before: Element) -> Element:
    until(lambda: _focused(program).box != before.box, what=f"Tab to leave {_name(before)}")
    return _focused(program)


def _focused(program: Program) -> Element:
    """What has the keyboard. The current cell of a table says so, too, wherever the keyboard is."""
    found = program.widgets.find_all(states=("focused", "focusable", "showing"), seconds=5)
    return next(one for one in found if "cell" not in one.role and "item" not in one.role)


def _region(page: str, stop: Element) -> str:
    left, top, _, _ = stop.box
    if left < _SIDEBAR:
        return "sidebar"
    if top < _HEADER:
        return "header"
    # The bar with filters and search goes over the whole width of Outbox and Links.
    below = top >= (_BAR if page in ("outbox", "links") else _HEADER)
    return "panel" if page != "settings" and left >= _PANEL and below else "content"


def _reads_on(before: Element, after: Element) -> bool:
    """Whether `after` stands to the right on the same line, or on a line further down."""
    left, top, _, height = before.box
    next_left, next_top, _, _ = after.box
    return next_top >= top + height - 4 or (next_top > top - 14 and next_left > left)


def _name(stop: Element) -> str:
    return stop.id.rsplit("QStackedWidget", 1)[-1]
