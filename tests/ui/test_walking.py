"""The whole window without a mouse: Tab as one reads, F6 from part to part, and what opens closes again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QRadioButton,
)

from dodo_desktop.core.draft import CartLine, CustomerMode, Draft, Edit
from tests.ui.compose.rig import DINNER, INSCRIPTION, complete, turns
from tests.ui.walking import (
    House,
    check_order,
    focused,
    missed,
    name_of,
    region,
    spoken,
    walk,
)

pytestmark = pytest.mark.anyio

PAGES = ("compose", "outbox", "links", "settings")
both_sizes = pytest.mark.parametrize(
    "house", [(1280, 800), (1100, 720)], ids=["wide", "narrow"], indirect=True
)


def open_everything(house: House) -> None:
    options = house.window.compose.form.options
    for part in (options.methods_part, options.newer_part, options.more_part):
        part.set_open(True)
    options.more_methods.show_all.click()


@both_sizes
@pytest.mark.parametrize("mode", list(CustomerMode))
async def test_tab_reaches_all_of_the_form_as_it_is_read(house: House, mode: CustomerMode) -> None:
    await house.typed(mode)
    open_everything(house)
    await turns()
    house.window.compose.focus_start()
    stops = await walk()
    assert missed(house.window, stops) == set()
    assert check_order(house, "compose", stops) == ["content", "panel", "header", "sidebar"]
    header = [name_of(stop) for stop in stops if region(house, "compose", stop) == "header"]
    assert header == ["drafts.menu", "templates.menu", "compose.duplicate", "compose.new"]
    assert [name_of(stop) for stop in stops if not spoken(stop)] == []


async def test_what_has_the_focus_is_seen_everywhere_in_the_form(house: House) -> None:
    await house.typed()
    open_everything(house)
    await turns()
    house.window.compose.focus_start()
    blind: list[str] = []
    await walk(blind=blind)
    assert blind == []


async def test_tab_goes_through_problems_and_their_ways_out(house: House) -> None:
    await house.shop.workspace.drafting.begin(
        replace(complete(Draft("")), lines=(CartLine("1", DINNER, "x"), CartLine("2", INSCRIPTION)))
    )
    await turns()
    compose = house.window.compose
    for name, text in (("street", ""), ("city", "")):
        house.shop.workspace.drafting.edit(Edit(f"billing.{name}", text))
    compose.form.show_draft(house.shop.draft)
    compose.create_link()
    await turns()
    assert len(compose.board.problems) >= 4
    blind: list[str] = []
    stops = await walk(blind=blind)
    assert check_order(house, "compose", stops) == ["content", "panel", "header", "sidebar"]
    names = [name_of(stop) for stop in stops]
    assert {"billing.street.waive", "billing.city.waive", "compose.create"} <= set(names)
    problems = compose.summary.problems.buttons
    assert [stop for stop in stops if stop in problems] == problems
    assert blind == []


async def test_a_problem_that_goes_leaves_the_focus_on_the_others(house: House) -> None:
    await house.shop.workspace.drafting.begin(replace(complete(Draft("")), lines=()))
    await turns()
    compose = house.window.compose
    house.shop.workspace.drafting.edit(Edit("billing.city", ""))
    compose.form.show_draft(house.shop.draft)
    compose.create_link()
    await turns()
    first, count = compose.summary.problems.buttons[0], len(compose.summary.problems.buttons)
    assert count > 1
    first.setFocus()
    compose.form.billing.fields["city"].editor.setProperty("text", "Brooklyn")
    await turns()
    assert len(compose.summary.problems.buttons) == count - 1
    assert focused() is first


@both_sizes
@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("outbox", ["bar", "content", "panel", "sidebar"]),
        ("links", ["bar", "content", "panel", "header", "sidebar"]),
        ("settings", ["content", "sidebar"]),
    ],
)
async def test_tab_reaches_all_of_the_other_pages(house: House, page: str, parts: list[str]) -> None:
    await house.typed()
    house.window.show_page(page)
    await turns(100)
    blind: list[str] = []
    stops = await walk(blind=blind)
    assert missed(house.window, stops) == set()
    assert check_order(house, page, stops) == parts
    assert [name_of(stop) for stop in stops if not spoken(stop)] == []
    back = await walk(Qt.Key.Key_Backtab)
    assert back == [stops[0], *reversed(stops[1:])]
    assert blind == []


@both_sizes
async def test_tab_goes_through_an_order_and_its_result(house: House) -> None:
    await house.typed()
    await house.sent()
    assert name_of(focused()) == "result.copy"
    blind: list[str] = []
    stops = await walk(blind=blind)
    assert missed(house.window, stops) == set()
    assert check_order(house, "compose", stops) == ["content", "panel", "header", "sidebar"]
    names = [name_of(stop) for stop in stops]
    at = names.index("result.copy")
    assert names[at : at + 3] == ["result.copy", "result.open", "result.full_screen"]
    assert names.index("compose.new") == names.index("drafts.menu") - 1
    assert blind == []
    back = await walk(Qt.Key.Key_Backtab)
    assert set(back) == set(stops)


async def test_tab_goes_to_the_links_of_one_order_before_what_is_said_of_one(house: House) -> None:
    await house.typed()
    await house.sent()
    link = next(iter(house.shop.links.rows_by_id.values()))
    other = replace(link, payment_id="pay_other", created_at=link.created_at + timedelta(minutes=1))
    house.window.compose.result.show_links([link, other], house.shop.workspace.place)
    await turns()
    stops = await walk()
    assert check_order(house, "compose", stops) == ["content", "panel", "header", "sidebar"]
    chosen = next(stop for stop in stops if isinstance(stop, QRadioButton))
    assert name_of(stops[(stops.index(chosen) + 1) % len(stops)]) == "result.total"


@pytest.mark.parametrize("page", PAGES)
async def test_f6_goes_from_part_to_part_and_round(house: House, page: str) -> None:
    await house.typed()
    house.window.show_page(page)
    await turns(100)
    seen = []
    for _press in range(4):
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        seen.append(region(house, page, focused()))
    round_of = ["sidebar", "content", "panel"] if page != "settings" else ["sidebar", "content"]
    assert set(seen) == set(round_of)
    turned = seen[: len(round_of)]
    at = turned.index("sidebar")
    assert turned[at:] + turned[:at] == round_of
    assert seen[len(round_of)] == seen[0]
