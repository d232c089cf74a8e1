"""Notifications on a real bus of the test's own, with a desktop that is there, and with none."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("other systems have notifications of their own", allow_module_level=True)

from dodo_desktop.system.notifier import DesktopNotifier
from tests.desktop import FakeDesktop

pytestmark = pytest.mark.anyio


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog"]
    daemon = subprocess.Popen([*command, f"--print-address={writing}"], pass_fds=(writing,))
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        address = told.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait(10)


async def test_a_notice_is_shown_and_the_next_takes_its_place(bus: str) -> None:
    notifier = DesktopNotifier()
    with FakeDesktop(bus) as desktop:
        assert await notifier.show("One", "Text", "Open")
        assert await notifier.show("Two", "Text", "Open")
        await notifier.close()
    assert [(one.title, one.text, one.actions) for one in desktop.shown] == [
        ("One", "Text", ("default", "Open")),
        ("Two", "Text", ("default", "Open")),
    ]
    assert [one.replaces for one in desktop.shown] == [0, desktop.shown[0].number]


async def test_a_click_is_told_for_the_one_that_is_shown(bus: str) -> None:
    clicks = asyncio.Event()
    told: list[bool] = []

    def clicked() -> None:
        told.append(True)
        clicks.set()

    notifier = DesktopNotifier()
    notifier.clicked = clicked
    with FakeDesktop(bus) as desktop:
        await notifier.show("One", "", "Open")
        (shown,) = desktop.shown
        other = type(shown)(shown.number + 1, 0, "", "", ())
        # Of another program's, of another action, and then the right one: signals keep their order.
        desktop.click(other)
        desktop.click(shown, "close")
        desktop.click(shown)
        await clicks.wait()
        await notifier.close()
    assert told == [True]


async def test_without_a_desktop_nobody_waits_and_nothing_breaks(bus: str) -> None:
    notifier = DesktopNotifier()
    assert not await notifier.show("One", "", "Open")
    with FakeDesktop(bus) as desktop:
        assert await notifier.show("Two", "", "Open"), "one that comes later is found"
    assert [one.title for one in desktop.shown] == ["Two"]
    await notifier.close()


async def test_without_a_bus_nothing_breaks() -> None:
    notifier = DesktopNotifier()
    assert not await notifier.show("One", "", "Open")
    await notifier.close()
