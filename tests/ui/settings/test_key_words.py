"""What is said about keys and accounts: every reason has a sentence of its own, and none is a code."""

import re
from dataclasses import replace

import pytest

from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.core.outcome import KEYLESS, KEYRING_REASONS
from dodo_desktop.services.connection import Connection
from dodo_desktop.services.keys import Connected, KeyRefused
from dodo_desktop.services.ports import KeyState, Profile
from dodo_desktop.ui.words import blocked, keys
from dodo_desktop.ui.words.connection import connection_words
from tests.services.fake_edges import NO_SPACE

TROUBLES = (*sorted(KEYLESS), "key_refused", "key_forbidden", "other_business")
TEST = Profile("p1", "test", "Juniper & Clay", "bus_1", "h4Qz")
LIVE = Profile("p2", "live", "Juniper & Clay", "bus_1", "9xYz")


def reasons_of_refusal() -> list[str]:
    """Those that the exception's own words list."""
    listed = (KeyRefused.__doc__ or "").split("is one of:")[1]
    found = re.findall(r"[a-z]+(?:_[a-z]+)*(?=[,.;: (])", listed.replace("of a stored key", ""))
    words = {"also", "what", "the", "keyring", "holds", "is", "no", "key", "and", "s", "own"}
    return [word for word in found if word not in words]


def sound(sentence: str) -> None:
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence.rstrip().endswith(".")
    assert "_" not in sentence.replace("DODO_PAYMENTS_API_KEY", "")
    assert not re.search(r"\b(please|error|invalid|failed)\b", sentence, re.IGNORECASE)


def test_every_trouble_says_what_becomes_of_orders() -> None:
    told = [keys.key_trouble(reason) for reason in (*TROUBLES, "never_heard_of")]
    assert len(set(told)) == len(told)
    for sentence in told:
        sound(sentence)
        assert "rders wait here" in sentence
    assert len({blocked.blocked_short(reason) for reason in TROUBLES}) == len(TROUBLES)
    assert len({blocked.blocked_in_form(reason) for reason in TROUBLES}) == len(TROUBLES)
    for reason in TROUBLES:
        what, then = blocked.blocked_told(reason)
        sound(what)
        sound(then[0].upper() + then[1:])


def test_every_refusal_has_a_sentence() -> None:
    reasons = reasons_of_refusal()
    assert {"empty", "bad_form", "disk", "key_damaged", "keyring_absent"} <= set(reasons)
    for reason in (*reasons, "never_heard_of"):
        sound(keys.key_refused(reason))
        sound(keys.check_refused(reason))
    pasted = (
        "empty",
        "bad_form",
        "refused",
        "offline",
        "throttled",
        "other_business",
        "disk",
        "settings_unread",
    )
    keyring = ("keyring_locked", "keyring_timeout", "keyring_refused")
    assert len({keys.key_refused(reason) for reason in pasted + keyring}) == len(pasted + keyring)


@pytest.mark.parametrize("reason", ["locked", "timeout", "refused"])
def test_a_key_that_stays_in_the_keyring(reason: str) -> None:
    sound(keys.removal_refused(reason))
    assert "still in it" in keys.removal_refused(reason)


def test_what_is_said_of_a_stored_key() -> None:
    plain = keys.key_stored(Connected(TEST, KeyState.READY))
    assert plain == (
        "Key stored. It is for TEST: \u2068Juniper & Clay\u2069. "
        "Whether it may make links shows with the first one."
    )
    session = keys.key_stored(Connected(TEST, KeyState.SESSION_ONLY))
    assert session.startswith("This computer has no keyring, so the key is kept until the app closes.")
    other = keys.key_stored(Connected(LIVE, KeyState.READY, instead=TEST))
    assert other.startswith("This key is for LIVE, so it was stored as an account of its own")
    assert "The key of TEST: \u2068Juniper & Clay\u2069 stays as it was." in other
    both = keys.key_stored(Connected(TEST, KeyState.READY, both=True))
    assert "takes it for live, too" in both
    for told in (plain, session, other, both):
        sound(told)


def test_where_the_key_is() -> None:
    assert keys.key_line("", session_only=False) == "No key is stored"
    assert "until the app closes" in keys.key_line("h4Qz", session_only=True)
    assert keys.key_line("h4Qz", session_only=False).endswith("in the keyring")


def test_accounts_are_told_apart_by_mode_name_and_key() -> None:
    twin = replace(TEST, profile_id="p3", business_id="bus_3", key_tail="0k2P")
    nameless = Profile("p4", "live")
    named = keys.told_apart([TEST, LIVE, twin, nameless])
    assert named["p2"] == "Juniper & Clay"
    assert named["p4"] == "LIVE"
    assert len({(mode, named[p]) for mode, p in (("test", "p1"), ("live", "p2"), ("test", "p3"))}) == 3
    own = replace(twin, own_name="Market stall")
    assert keys.told_apart([TEST, own])["p1"] == "Juniper & Clay"


def test_what_becomes_of_orders_and_data() -> None:
    sound(keys.removal_consequence(0))
    assert keys.removal_consequence(1).startswith("1 order waits. It stays here")
    assert keys.removal_consequence(3).startswith("3 orders wait. They stay here")
    assert "/data/p1" in keys.forgetting_consequence("/data/p1")
    assert keys.orders_wait(1).startswith("1 order of this account waits")
    assert keys.orders_wait(2).startswith("2 orders of this account wait")
    sound(keys.not_saved(NO_SPACE))
    assert "Make room" in keys.not_saved(NO_SPACE)
    # There is room: what stands in the way is the file that was there before.
    sound(keys.not_saved(SettingsUnread()))
    assert "Make room" not in keys.not_saved(SettingsUnread())
    assert "settings.json" in keys.not_saved(SettingsUnread())


@pytest.mark.parametrize("reason", ["bad_form", "refused", "offline", "throttled"])
def test_why_nothing_is_open(reason: str) -> None:
    told = keys.unready(reason)
    sound(told.text)
    assert told.again is (reason != "bad_form")
    assert "othing" in told.text


def test_the_sidebar_offers_what_helps() -> None:
    for reason in KEYLESS:
        told = connection_words(Connection("keyless", why=reason), "test")
        assert told.detail == "Orders wait in the outbox"
        assert bool(told.action) is (reason in KEYRING_REASONS)
    assert connection_words(Connection("keyless", why="keyring_locked"), "test").action == "Unlock…"
    assert connection_words(Connection("offline"), "test").action == "Try now"
    assert connection_words(Connection("offline"), "practice").word == "Ready"
    assert connection_words(Connection("unknown"), "live").word == "Connecting…"
