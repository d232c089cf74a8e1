"""The environment's key: its mode is found out, never guessed."""

import pytest

from dodo_desktop.services.key_text import environment_key
from dodo_desktop.services.resolving import Resolved, mode_of

from .fake_edges import FakeHosts

pytestmark = pytest.mark.anyio
KEY = "sk_live_abcdefgh.1234"


def never(_mode: str) -> bool:
    return False


@pytest.mark.parametrize("mode", ["test", "live"])
async def test_the_host_that_takes_it_tells(mode: str) -> None:
    hosts = FakeHosts()
    hosts.keys[mode][KEY] = "bus_1"
    assert await mode_of(KEY, hosts.probe, never) == Resolved(mode)
    assert sorted(hosts.asked) == [("live", KEY), ("test", KEY)]


async def test_one_host_that_takes_it_is_enough() -> None:
    hosts = FakeHosts()
    hosts.keys = {"live": {KEY: "bus_1"}}
    assert await mode_of(KEY, hosts.probe, never) == Resolved("live")


@pytest.mark.parametrize(
    ("reachable", "why", "reason"),
    [
        (("test", "live"), "", "refused"),
        ((), "offline", "offline"),
        ((), "throttled", "throttled"),
        # What one host refuses may be the other's, or nobody's: that is not known before it says so.
        (("test",), "offline", "offline"),
        (("live",), "server", "offline"),
    ],
)
async def test_nothing_is_guessed(reachable: tuple[str, ...], why: str, reason: str) -> None:
    hosts = FakeHosts()
    hosts.keys = {mode: {} for mode in reachable}
    hosts.reason = why
    assert await mode_of(KEY, hosts.probe, never) == Resolved(reason=reason)


@pytest.mark.parametrize("mode", ["test", "live"])
async def test_an_earlier_session_tells_where_dodo_cannot(mode: str) -> None:
    hosts = FakeHosts()
    hosts.keys = {}
    assert await mode_of(KEY, hosts.probe, lambda asked: asked == mode) == Resolved(mode)
    # A key that was revoked since opens what it opened, whose orders then wait.
    hosts.keys = {"test": {}, "live": {}}
    assert await mode_of(KEY, hosts.probe, lambda asked: asked == mode) == Resolved(mode)
    # Dodo's word comes before memory, and two memories tell nothing.
    assert (await mode_of(KEY, hosts.probe, lambda _: True)).mode == ""
    hosts.keys["live"][KEY] = "bus_1"
    assert await mode_of(KEY, hosts.probe, lambda asked: asked == "test") == Resolved("live")


@pytest.mark.parametrize(
    ("text", "key"),
    [(KEY, KEY), (f" Bearer {KEY}\n", KEY), (f"'{KEY}'", KEY), ("''", ""), ("no key", ""), ("short", "")],
)
def test_what_the_environment_holds_is_cleaned(text: str, key: str) -> None:
    assert environment_key(text) == key


async def test_what_cannot_be_sent_is_refused() -> None:
    async def probe(_mode: str, _key: str) -> object:
        raise ValueError

    assert await mode_of("x", probe, never) == Resolved(reason="refused")  # type: ignore[arg-type]
