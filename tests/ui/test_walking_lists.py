"""What opens over the page by keys: lists, menus and dialogs; all of it is reached, and left again."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from dodo_desktop.core.draft import CustomerEntry, Draft
from dodo_desktop.ui.fault_box import tell_fault
from tests.ui.compose.rig import complete, turns, until
from tests.ui.finding import find
from tests.ui.walking import (
    House,
    focused,
    missed,
    name_of,
    place,
    reads_on,
    spoken,
    walk,
)

pytestmark = pytest.mark.anyio

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("name", ["drafts", "templates"])
async def test_the_lists_below_buttons_open_close_and_give_the_focus_back(house: House, name: str) -> None:
    await house.typed()
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
        reached.append(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        await turns(2)
    rows = ["table", "open", "rename", "duplicate", "delete"]
    if name == "templates":
        rows = ["table", "use", "rename", "change", "delete", "save"]
    assert [name_of(stop) for stop in reached] == [f"{name}.{each}" for each in rows]
    # The page goes on where the button is.
    assert name_of(focused()) == {"drafts": "templates.menu", "templates": "compose.duplicate"}[name]
    for opener in (anchor, compose.form.cart.search.field):
        opener.setFocus()
        if opener is anchor:
            QTest.keyClick(anchor, Qt.Key.Key_Space)
        else:
            anchor.click()
        await until(lambda: panel.is_open)
        QTest.keyClick(focused(), Qt.Key.Key_Backtab if opener is anchor else Qt.Key.Key_Escape)
        if opener is anchor:
            assert focused() is anchor
            QTest.keyClick(anchor, Qt.Key.Key_Space)
        assert not panel.is_open
        assert focused() is opener


async def test_a_name_in_a_list_is_edited_and_given_up_by_keys(house: House) -> None:
    await house.typed()
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
    await turns()
    assert panel.is_open
    assert name_of(focused()) == "drafts.table"
    # Once the name is there, Enter opens the draft again.
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert not panel.is_open


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


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(
    ("page", "name", "entries"), [("compose", "result.save_qr", 2), ("links", "links.period", 5)]
)
async def test_menus_are_gone_through_and_left_by_keys(
    house: House, page: str, name: str, entries: int
) -> None:
    await house.typed()
    if page == "compose":
        await house.sent()
    else:
        house.window.show_page(page)
        await turns(100)
    anchor = find(house.window, QPushButton, name)
    anchor.setFocus()
    QTest.keyClick(anchor, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    seen = []
    for _entry in range(entries):
        QTest.keyClick(menu, Qt.Key.Key_Down)
        seen.append(menu.activeAction().text())
    assert len(set(seen)) == entries
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert focused() is anchor


async def test_filters_are_chosen_by_arrows(house: House) -> None:
    await house.typed()
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


async def test_pages_are_chosen_by_keys(house: House) -> None:
    for key, page in (("2", "outbox"), ("3", "links"), (",", "settings"), ("1", "compose")):
        QTest.keySequence(focused(), f"Ctrl+{key}")
        await turns()
        assert house.page(page).isVisible()
        assert house.page(page).isAncestorOf(focused())


async def opened(house: House, name: str) -> QDialog:
    """A dialog of this name, opened as people do."""
    window = house.window
    if name == "shortcuts":
        QTest.keyClick(focused(), Qt.Key.Key_F1)
    elif name == "templates.dialog":
        window.compose.header.templates.click()
        await until(lambda: window.compose.templating.menu.is_open)
        window.compose.templating.menu.save.click()
    elif name == "settings.profile":
        window.show_page("settings")
        await turns()
        more = [b for b in window.settings.findChildren(QPushButton) if "settings.more" in b.objectName()]
        more[0].click()
    else:
        tell_fault(window, "disk_full", "folder", lambda: None)
    await until(lambda: window.findChild(QDialog, name) is not None)
    found = find(window, QDialog, name)
    await until(found.isVisible)
    return found


@pytest.mark.parametrize("name", ["shortcuts", "templates.dialog", "settings.profile", "store.fault"])
async def test_dialogs_are_gone_through_and_left_by_keys(house: House, name: str) -> None:
    await house.typed()
    dialog = await opened(house, name)
    dialog.activateWindow()
    await turns()
    assert focused().window() is dialog
    blind: list[str] = []
    stops = await walk(blind=blind)
    assert missed(dialog, stops) == set()
    assert [name_of(stop) for stop in stops if not spoken(stop)] == []
    if not isinstance(dialog, QMessageBox):
        # Qt puts the buttons of a message box in the order of the desktop.
        first = min(range(len(stops)), key=lambda n: (place(stops[n]).top(), place(stops[n]).left()))
        turned = stops[first:] + stops[:first]
        for before, after in pairwise(turned):
            assert reads_on(place(before), place(after), before, after), (name_of(before), name_of(after))
    assert blind == []
    stops[0].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    await until(lambda: not dialog.isVisible())
