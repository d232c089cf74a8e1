"""What the window says while the disk does not do what it is asked for."""

from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.services.feed import Feed
from dodo_desktop.services.sending import Sending
from dodo_desktop.ui.aside_box import tell_set_aside
from dodo_desktop.ui.disk_banner import DiskBanner
from dodo_desktop.ui.words.damage import set_aside_told
from dodo_desktop.ui.words.faults import outbox_fault

REASONS = ("disk_full", "read_only", "locked", "corrupt", "other")


def test_it_follows_the_disk(qtbot: QtBot) -> None:
    banner = DiskBanner()
    qtbot.addWidget(banner)
    fault: Feed[str] = Feed()
    let_go = banner.attach(cast(Sending, SimpleNamespace(fault=fault, fault_now="")))
    assert banner.isHidden()
    fault.emit("disk_full")
    assert not banner.isHidden()
    assert "The disk is full." in banner.label.text()
    fault.emit("")
    assert banner.isHidden()
    fault.emit("corrupt")
    let_go()
    assert banner.isHidden(), "another account's disk is another matter"
    fault.emit("disk_full")
    assert banner.isHidden()


def test_a_disk_that_refused_before_the_window_had_its_services_is_told(qtbot: QtBot) -> None:
    """Orders of an earlier run cannot be taken up then, and the reason is told once."""
    banner = DiskBanner()
    qtbot.addWidget(banner)
    banner.attach(cast(Sending, SimpleNamespace(fault=Feed[str](), fault_now="disk_full")))
    assert "The disk is full." in banner.label.text()
    assert not banner.isHidden()


@pytest.mark.parametrize("reason", REASONS)
def test_each_fault_says_what_it_means_for_orders_and_what_to_do(reason: str) -> None:
    title, text = outbox_fault(reason)
    assert title.endswith(".")
    assert "No order is sent meanwhile" in text
    assert reason not in f"{title} {text}".lower().split()


def test_they_all_differ() -> None:
    assert len({outbox_fault(reason) for reason in REASONS}) == len(REASONS)


def test_what_was_set_aside_is_named_and_work_goes_on(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    box = tell_set_aside(window, "data.damaged-2026-03-02.sqlite3", "/nowhere")
    title, text = set_aside_told("data.damaged-2026-03-02.sqlite3")
    assert (box.text(), box.informativeText()) == (title, text)
    assert "data.damaged-2026-03-02.sqlite3" in text
    assert "nothing in it was deleted" in text
    go_on = box.defaultButton()
    assert isinstance(go_on, QPushButton)
    go_on.click()
    assert window.isVisible(), "the app goes on"
