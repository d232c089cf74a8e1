"""The whole window, gone through with the Tab key: what it stops at, in which order, and what is seen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QToolButton, QWidget

from dodo_desktop.core.draft import CustomerEntry, CustomerMode, Draft
from dodo_desktop.core.outgoing import State
from dodo_desktop.services.account import Account
from dodo_desktop.ui.compose.method_tick import MethodTick
from dodo_desktop.ui.main_window import MainWindow
from tests.services.fake_edges import FakeData, FakeHosts, FakeSettings, FakeVault
from tests.ui.compose.rig import Clock, Shop, complete, turns, until
from tests.ui.curtains import curtains

SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = "sk_test_abcdefgh.1234"
_MOST = 260
_HEADER = 48
_SAME_LINE = 14
"""Pixels that two things on one line may be apart."""
_RING = 4
"""Pixels round a control in which its focus may be shown."""


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

    async def typed(self, mode: CustomerMode = CustomerMode.EXISTING) -> None:
        """An order that is being typed."""
        whole = complete(Draft(""))
        entry = CustomerEntry(mode, existing=whole.customer.existing, name="Ada", email="ada@shop.example")
        await self.shop.workspace.drafting.begin(replace(whole, customer=entry))
        await turns()

    async def sent(self) -> None:
        """The order that is typed goes out; the lists would follow it at their own pace, and are let go."""
        self.window.outbox.detach()
        self.window.links.detach()
        self.window.compose.create_link()
        await turns(200)


@asynccontextmanager
async def open_house(size: tuple[int, int]) -> AsyncIterator[House]:
    """A window of this size with an account, two orders that have their links, and an empty form."""
    window, shop, hosts = MainWindow(), Shop(), FakeHosts()
    window.resize(*size)
    window.show()
    window.activateWindow()
    await shop.start()
    hosts.keys["test"][KEY] = "bus_1"
    account = Account(FakeSettings(), FakeVault(), hosts.probe, Clock(), FakeData())
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
    return widget.objectName() or f"{type(widget).__name__} {spoken(widget)}"


def spoken(widget: QWidget) -> str:
    """What somebody hears who does not see it."""
    return widget.accessibleName() or str(widget.property("text") or "")


async def walk(key: Qt.Key = Qt.Key.Key_Tab, blind: list[str] | None = None) -> list[QWidget]:
    """What the key reaches, in order, until it is where it began.

    `blind` gets the names of stops that look the same with the focus and without it, or are out of sight.
    """
    stops = [focused()]
    while len(stops) < _MOST:
        if blind is not None and not await _shows_focus(stops[-1]):
            blind.append(name_of(stops[-1]))
        QTest.keyClick(stops[-1], key, SHIFT if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier)
        await turns(2)
        if focused() is stops[0]:
            return stops
        assert focused() not in stops, f"{name_of(focused())} comes twice"
        stops.append(focused())
    raise AssertionError([name_of(stop) for stop in stops])


async def _shows_focus(stop: QWidget) -> bool:
    await until(lambda: not curtains(stop))
    if stop.visibleRegion().isEmpty():
        return False
    window = stop.window()
    spot = QRect(stop.mapTo(window, QPoint(0, 0)), stop.size()).adjusted(-_RING, -_RING, _RING, _RING)
    with_focus = window.grab(spot).toImage()
    stop.clearFocus()
    without = window.grab(spot).toImage()
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    await turns(2)
    return bool(with_focus != without)


def missed(window: QWidget, stops: list[QWidget]) -> set[str]:
    """Names of what takes the keyboard in `window` and was not among the stops."""
    inside = [w for w in window.findChildren(QWidget) if w.window() is window]
    return {name_of(w) for w in inside if takes_tab(w) and w not in stops}


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab has to stop here. Of buttons that exclude each other it stops at the one that is chosen."""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if policy != Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
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


def check_order(house: House, page: str, stops: list[QWidget]) -> list[str]:
    """Fails where a stop does not read on from the one before; the parts of the window in their order."""
    # What stands below a field belongs to it, and is passed before the next field beside it.
    named = [(region(house, page, stop), stop) for stop in stops if not stop.objectName().endswith(".waive")]
    start = next(n for n in range(len(named)) if named[n - 1][0] == "sidebar" != named[n][0])
    named = named[start:] + named[:start]
    scrolled = (house.window.compose.form, house.window.settings.area)
    for (here, before), (there, after) in pairwise(named):
        read = here != there or reads_on(place(before, *scrolled), place(after, *scrolled), before, after)
        assert read, f"{name_of(after)} comes after {name_of(before)}"
    parts = [part for part, _stop in named]
    return [part for n, part in enumerate(parts) if n == 0 or parts[n - 1] != part]


def place(widget: QWidget, *areas: QWidget) -> QRect:
    """Where it stands, whatever is scrolled meanwhile."""
    for area in areas:
        content = area.property("widget") or getattr(area, "widget", lambda: None)()
        if isinstance(content, QWidget) and content.isAncestorOf(widget):
            return QRect(widget.mapTo(content, QPoint(0, 0)), widget.size())
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def reads_on(old: QRect, new: QRect, before: QWidget, after: QWidget) -> bool:
    """Whether `after` stands to the right on the same line, or on a line further down."""
    if all(isinstance(each.parentWidget(), MethodTick) for each in (before, after)) and (
        new.left() > old.right()
    ):
        # Names of methods are read down their columns.
        return True
    return new.top() >= old.bottom() - 4 or (new.top() > old.top() - _SAME_LINE and new.left() > old.left())
