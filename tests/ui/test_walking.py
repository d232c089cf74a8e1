"""The whole window without a mouse: Tab as one reads, F6 from part to part, and what opens closes again."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QRadioButton, QToolButton, QWidget

from dodo_desktop.core.draft import CartLine, CustomerEntry, CustomerMode, Draft, Edit
from dodo_desktop.core.outgoing import State
from dodo_desktop.services.account import Account
from dodo_desktop.ui.compose.method_tick import MethodTick
from dodo_desktop.ui.main_window import MainWindow
from tests.services.fake_edges import FakeHosts, FakeSettings, FakeVault
from tests.ui.compose.rig import DINNER, INSCRIPTION, Clock, Shop, complete, turns, until
from tests.ui.finding import find

pytestmark = pytest.mark.anyio

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAGES = ("compose", "outbox", "links", "settings")
KEY = "sk_test_abcdefgh.1234"
_MOST = 260
_HEADER = 48
_SAME_LINE = 14
"""Pixels that two things on one line may be apart."""


@dataclass
class House:
    window: MainWindow
    shop: Shop

    def page(self, name: str) -> QWidget:
        pages: dict[str, QWidget] = {
            "compose": self.window.compose,
            "outbox": self.window.outbox,
            "links": self.window.links,
            "settings": self.window.settings,
        }
        return pages[name]


@pytest.fixture(params=[(1280, 800), (1100, 720)], ids=["wide", "narrow"])
async def house(qapp: QApplication, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    qapp.setQuitOnLastWindowClosed(False)
    window, shop, hosts = MainWindow(), Shop(), FakeHosts()
    window.resize(*request.param)
    window.show()
    window.activateWindow()
    await shop.start()
    hosts.keys["test"][KEY] = "bus_1"
    account = Account(FakeSettings(), FakeVault(), hosts.probe, Clock())
    await account.connect(KEY)
    for _order in range(2):
        # They have their links before anything shows them.
        await shop.workspace.drafting.begin(complete(Draft("")))
        await shop.workspace.drafting.enqueue(None)
        shop.workspace.sending.wake()
        await until(lambda: all(order.state is State.CREATED for order in shop.orders()))
    window.attach(shop.workspace, account)
    await turns()
    yield House(window, shop)
    window.detach()
    await turns()
    await shop.stop()
    window.hide()
    window.deleteLater()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def name_of(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} {widget.accessibleName()}"


def walk(key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """What the key reaches, in order, until it is where it began."""
    stops = [focused()]
    while len(stops) < _MOST:
        QTest.keyClick(stops[-1], key, SHIFT if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
        if focused() is stops[0]:
            return stops
        assert focused() not in stops, f"{name_of(focused())} comes twice"
        stops.append(focused())
    raise AssertionError([name_of(stop) for stop in stops])


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab has to stop here. Of buttons that exclude each other it stops at the one that is chosen."""
    if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) or widget.focusProxy() is not None:
        return False
    chosen = not isinstance(widget, QRadioButton | QToolButton) or _chosen(widget)
    return widget.isVisible() and widget.isEnabled() and chosen and not widget.isWindow()


def _chosen(made: QRadioButton | QToolButton) -> bool:
    group = made.group()
    exclusive = (group is not None and group.exclusive()) or (group is None and made.autoExclusive())
    return not (exclusive and made.isCheckable()) or made.isChecked()


def region(house: House, page: str, widget: QWidget) -> str:
    """Sidebar, header, bar, content or panel: within one of them Tab reads on."""
    window = house.window
    if window.sidebar.isAncestorOf(widget):
        return "sidebar"
    if page == "compose":
        compose = window.compose
        parts: dict[str, QWidget] = {
            "header": compose.header,
            "content": compose.left,
            "panel": compose.right,
        }
        return next(part for part, whole in parts.items() if whole.isAncestorOf(widget))
    if page == "settings":
        return "content"
    listed = window.outbox if page == "outbox" else window.links
    if listed.splitter.isAncestorOf(widget):
        return "panel" if listed.panel.isAncestorOf(widget) else "content"
    return "header" if widget.mapTo(listed, QPoint(0, 0)).y() < _HEADER else "bar"


def place(house: House, widget: QWidget) -> QRect:
    """Where it stands, whatever is scrolled meanwhile."""
    for area in (house.window.compose.form, house.window.settings.area):
        if area.widget().isAncestorOf(widget):
            return QRect(widget.mapTo(area.widget(), QPoint(0, 0)), widget.size())
    return QRect(widget.mapTo(house.window, QPoint(0, 0)), widget.size())


def reads_on(house: House, before: QWidget, after: QWidget) -> bool:
    """Whether `after` stands to the right on the same line, or on a line further down."""
    old, new = place(house, before), place(house, after)
    columns = all(isinstance(each.parentWidget(), MethodTick) for each in (before, after))
    if columns and new.left() > old.right():
        # Names of methods are read down their columns.
        return True
    return new.top() >= old.bottom() - 4 or (new.top() > old.top() - _SAME_LINE and new.left() > old.left())


def check_order(house: House, page: str, stops: list[QWidget]) -> list[str]:
    """Fails where a stop does not read on from the one before; the parts of the window in their order."""
    # What stands below a field belongs to it, and is passed before the next field beside it.
    named = [(region(house, page, stop), stop) for stop in stops if not stop.objectName().endswith(".waive")]
    start = next(n for n in range(len(named)) if named[n - 1][0] == "sidebar" != named[n][0])
    named = named[start:] + named[:start]
    for (here, before), (there, after) in pairwise(named):
        read = here != there or reads_on(house, before, after)
        assert read, f"{name_of(after)} comes after {name_of(before)}"
    return [part for part, _ in groupby(part for part, _stop in named)]


def open_everything(house: House) -> None:
    options = house.window.compose.form.options
    for part in (options.methods_part, options.newer_part, options.more_part):
        part.set_open(True)
    options.more_methods.show_all.click()


async def typed(house: House, mode: CustomerMode = CustomerMode.EXISTING) -> None:
    """An order that is being typed."""
    whole = complete(Draft(""))
    entry = CustomerEntry(mode, existing=whole.customer.existing, name="Ada", email="ada@shop.example")
    await house.shop.workspace.drafting.begin(replace(whole, customer=entry))
    await turns()


async def sent(house: House) -> None:
    """The order that is typed goes out; the lists, which would follow it at their own pace, are let go of."""
    house.window.outbox.detach()
    house.window.links.detach()
    house.window.compose.create_link()
    await turns(200)


@pytest.mark.parametrize("mode", list(CustomerMode))
async def test_tab_reaches_all_of_the_form_as_it_is_read(house: House, mode: CustomerMode) -> None:
    await typed(house, mode)
    open_everything(house)
    await turns()
    house.window.compose.focus_start()
    stops = walk()
    missed = {name_of(w) for w in house.window.findChildren(QWidget) if takes_tab(w)} - set(
        map(name_of, stops)
    )
    assert missed == set()
    assert check_order(house, "compose", stops) == ["content", "panel", "header", "sidebar"]
    names = [name_of(stop) for stop in stops]
    assert [
        n for n in names if n in ("drafts.menu", "templates.menu", "compose.duplicate", "compose.new")
    ] == [
        "drafts.menu",
        "templates.menu",
        "compose.duplicate",
        "compose.new",
    ]
    assert all(stop.accessibleName() or stop.property("text") for stop in stops)


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
    stops = walk()
    assert check_order(house, "compose", stops) == ["content", "panel", "header", "sidebar"]
    names = [name_of(stop) for stop in stops]
    assert {"billing.street.waive", "billing.city.waive", "compose.create"} <= set(names)
    assert set(compose.summary.problems.buttons) <= set(stops)


@pytest.mark.parametrize(
    ("page", "parts"),
    [
        ("outbox", ["bar", "content", "panel", "header", "sidebar"]),
        ("links", ["bar", "content", "panel", "header", "sidebar"]),
        ("settings", ["content", "sidebar"]),
    ],
)
async def test_tab_reaches_all_of_the_other_pages(house: House, page: str, parts: list[str]) -> None:
    await typed(house)
    house.window.show_page(page)
    await turns(100)
    stops = walk()
    missed = {name_of(w) for w in house.window.findChildren(QWidget) if takes_tab(w)} - set(
        map(name_of, stops)
    )
    assert missed == set()
    # The outbox has nothing to try where all is sent.
    wanted = [part for part in parts if part != "header" or page == "links"]
    assert check_order(house, page, stops) == wanted
    assert [name_of(stop) for stop in walk(Qt.Key.Key_Backtab)] == [
        name_of(stop) for stop in [stops[0], *reversed(stops[1:])]
    ]


async def test_tab_reaches_the_result_and_what_comes_next(house: House) -> None:
    await typed(house)
    await sent(house)
    assert name_of(focused()) == "result.copy"
    stops = walk()
    names = [name_of(stop) for stop in stops]
    wanted = (
        "result.link",
        "result.copy",
        "result.open",
        "result.full_screen",
        "compose.new",
        "templates.menu",
    )
    assert set(wanted) <= set(names)
    assert check_order(house, "compose", stops)[:2] == ["content", "panel"]


@pytest.mark.parametrize("page", PAGES)
async def test_f6_goes_from_part_to_part_and_round(house: House, page: str) -> None:
    await typed(house)
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


@pytest.mark.parametrize("name", ["drafts", "templates"])
async def test_the_lists_below_buttons_open_close_and_give_the_focus_back(house: House, name: str) -> None:
    await typed(house)
    await house.shop.workspace.templates.save(
        house.shop.draft, "Fair", currency_fixed=True, methods_fixed=False
    )
    compose = house.window.compose
    panel = compose.drafts if name == "drafts" else compose.templating.menu
    anchor = find(house.window, QPushButton, f"{name}.menu")
    anchor.setFocus()
    QTest.keyClick(anchor, Qt.Key.Key_Space)
    await until(lambda: panel.is_open)
    assert name_of(focused()) == f"{name}.table"
    # All of it is reached before Tab leaves it, and leaving closes it.
    reached = []
    while panel.is_open:
        reached.append(name_of(focused()))
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    rows = ["table", "open", "rename", "duplicate", "delete"]
    if name == "templates":
        rows = ["table", "use", "rename", "change", "delete", "save"]
    assert reached == [f"{name}.{each}" for each in rows]
    for opener in (anchor, compose.form.cart.search.field):
        opener.setFocus()
        if opener is anchor:
            QTest.keyClick(anchor, Qt.Key.Key_Space)
        else:
            anchor.click()
        await until(lambda: panel.is_open)
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert not panel.is_open
        assert focused() is opener


async def test_a_name_in_a_list_is_edited_and_given_up_by_keys(house: House) -> None:
    await typed(house)
    panel = house.window.compose.drafts
    find(house.window, QPushButton, "drafts.menu").click()
    await until(lambda: panel.is_open)
    QTest.keyClick(focused(), Qt.Key.Key_F2)
    editor = focused()
    QTest.keyClicks(editor, "For the fairx")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert panel.is_open
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert panel.is_open
    assert house.shop.draft.title == ""
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "For the fair")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    await until(lambda: house.shop.draft.title == "For the fair")
    assert panel.is_open


@pytest.mark.parametrize("name", ["customer.search", "cart.product", "billing.country", "options.currency"])
async def test_lists_below_fields_open_and_close_by_keys(house: House, name: str) -> None:
    await house.shop.workspace.drafting.begin(replace(complete(Draft("")), customer=CustomerEntry()))
    await turns()
    form = house.window.compose.form
    lists = {
        "customer.search": form.customer.finder.results,
        "cart.product": form.cart.search.results,
        "billing.country": form.billing.country_pick.list,
        "options.currency": form.options.currency.list,
    }
    field = find(house.window, QWidget, name)
    before = house.shop.draft
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    await until(lambda: lists[name].is_open)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not lists[name].is_open
    assert focused() is field
    assert house.shop.draft == before
    QTest.keyClick(field, Qt.Key.Key_Down)
    await until(lambda: lists[name].is_open)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await turns()
    assert not lists[name].is_open
    assert house.shop.draft != before


def in_menu(act: Callable[[QMenu], None]) -> None:
    """Do this as soon as the menu is there, which has a loop of its own."""

    def now() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        act(menu)

    QTimer.singleShot(0, now)


@pytest.mark.parametrize(
    ("page", "name", "entries"), [("compose", "result.save_qr", 2), ("links", "links.period", 5)]
)
async def test_menus_are_gone_through_and_left_by_keys(
    house: House, page: str, name: str, entries: int
) -> None:
    await typed(house)
    if page == "compose":
        await sent(house)
    else:
        house.window.show_page(page)
        await turns(100)
    anchor = find(house.window, QPushButton, name)
    anchor.setFocus()
    seen: list[str] = []

    def go_through(menu: QMenu) -> None:
        for _entry in range(entries):
            QTest.keyClick(menu, Qt.Key.Key_Down)
            seen.append(menu.activeAction().text())
        QTest.keyClick(menu, Qt.Key.Key_Escape)

    in_menu(go_through)
    QTest.keyClick(anchor, Qt.Key.Key_Space)
    assert len(set(seen)) == entries
    assert focused() is anchor


async def test_filters_are_chosen_by_arrows(house: House) -> None:
    await typed(house)
    for page in ("outbox", "links"):
        house.window.show_page(page)
        await turns(100)
        first = find(house.window, QToolButton, f"{page}.filter.all")
        first.setFocus()
        listed = house.window.outbox if page == "outbox" else house.window.links
        QTest.keyClick(first, Qt.Key.Key_Right)
        assert listed.filters.code() != "all"
        assert focused() is not first
        await turns(100)
        QTest.keyClick(focused(), Qt.Key.Key_Left)
        assert listed.filters.code() == "all"
        await until(lambda listed=listed: listed.model.rowCount() == 2)  # type: ignore[misc]


async def test_accounts_and_pages_are_chosen_by_keys(house: House) -> None:
    for key, page in (("2", "outbox"), ("3", "links"), (",", "settings"), ("1", "compose")):
        QTest.keySequence(focused(), f"Ctrl+{key}")
        await turns()
        assert house.page(page).isVisible()
        assert house.page(page).isAncestorOf(focused())
