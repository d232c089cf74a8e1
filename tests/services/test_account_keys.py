"""Keys in the keyring: read, out of reach, edited by somebody else, refused by Dodo, removed."""

import asyncio

import pytest

from dodo_desktop.services.keys import KeyNews, KeyRefused
from dodo_desktop.services.ports import KeyState, VaultError

from .account_rig import KEY, OTHER, Desk
from .fake_edges import NO_SPACE
from .fakes import settle

pytestmark = pytest.mark.anyio
THIRD = "sk_third_key_0001"


async def test_a_stored_key_is_read_and_told() -> None:
    desk = Desk()
    profile = await desk.connected()
    assert desk.said() == [(KEY, "")]
    desk.open()
    news = await desk.account.read(profile.profile_id)
    assert news == KeyNews(profile.profile_id, KEY)
    assert KEY not in f"{news} {news!r}"
    assert desk.said() == [(KEY, "")]
    assert desk.account.trouble(profile.profile_id) == ""


@pytest.mark.parametrize(
    "entry",
    [f"  {KEY}\n", f"{KEY[:9]}\r\n  {KEY[9:]}", f"Bearer {KEY}", f"\u201c{KEY}\u201d", f"\ufeff{KEY}"],
)
async def test_an_entry_that_was_edited_by_hand_is_cleaned(entry: str) -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.vault.keys[profile.profile_id] = entry
    asked = len(desk.hosts.asked)
    assert (await desk.account.read(profile.profile_id)).key == KEY
    assert len(desk.hosts.asked) == asked


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "hello",
        "a pass phrase of mine",
        "sk_live_other\nkey.5678",
        "correct horse\nbattery staple \u00e9",
        "\u200b",
    ],
)
async def test_an_entry_that_is_no_key_is_never_sent_anywhere(entry: str) -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.vault.keys[profile.profile_id] = entry
    desk.hosts.asked.clear()
    news = await desk.account.read(profile.profile_id)
    assert (news.key, news.trouble) == ("", "key_damaged" if entry else "key_missing")
    with pytest.raises(KeyRefused) as caught:
        await desk.account.test(profile.profile_id)
    assert caught.value.reason == news.trouble
    assert desk.hosts.asked == []
    assert desk.vault.keys == {profile.profile_id: entry}


async def test_another_key_of_the_same_business_is_taken_up() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.hosts.keys["test"][OTHER] = "bus_1"
    desk.vault.keys[profile.profile_id] = OTHER
    assert (await desk.account.read(profile.profile_id)).key == OTHER
    assert [p.key_tail for p in desk.account.profiles] == ["9876"]


@pytest.mark.parametrize(
    ("mode", "business", "reachable", "trouble"),
    [
        ("test", "bus_2", True, "other_business"),
        # A key of the other mode: the host of the profile's own mode refuses it.
        ("live", "bus_1", True, "key_refused"),
        ("test", "bus_1", False, "key_unchecked"),
        # Dodo takes it and does not say whose it is.
        ("test", "", True, "key_unchecked"),
    ],
)
async def test_another_key_is_not_used_before_it_is_known_to_be_the_businesss(
    mode: str, business: str, reachable: bool, trouble: str
) -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.hosts.keys[mode][OTHER] = business
    desk.vault.keys[profile.profile_id] = OTHER
    desk.hosts.asked.clear()
    if not reachable:
        desk.hosts.keys = {}
    news = await desk.account.read(profile.profile_id)
    assert (news.key, news.trouble) == ("", trouble)
    assert desk.hosts.asked == [("test", OTHER)], "never another host than the profile's"
    assert [(p.key_tail, p.business_id) for p in desk.account.profiles] == [("1234", "bus_1")]


async def test_another_key_that_could_not_be_checked_is_checked_when_somebody_is_back() -> None:
    desk = Desk()
    profile = await desk.connected()
    hosts = desk.hosts.keys
    hosts["test"][OTHER] = "bus_1"
    desk.vault.keys[profile.profile_id] = OTHER
    desk.hosts.keys = {}
    await desk.account.read(profile.profile_id)
    desk.said()
    await desk.account.look(profile.profile_id)
    assert desk.said() == [("", "key_unchecked")]
    desk.hosts.keys = hosts
    await desk.account.look(profile.profile_id)
    assert desk.said() == [(OTHER, "")]
    await desk.account.look(profile.profile_id)
    assert desk.said() == []


@pytest.mark.parametrize("reason", ["timeout", "refused"])
async def test_a_keyring_that_does_not_give_the_key(reason: str) -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.vault.fault = reason
    assert (await desk.account.read(profile.profile_id)).trouble == f"keyring_{reason}"
    desk.vault.fault = ""
    assert (await desk.account.read(profile.profile_id)).key == KEY
    assert desk.account.trouble(profile.profile_id) == ""


async def test_a_locked_keyring_is_looked_at_but_never_asked_again_by_itself() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.said()
    desk.vault.locked = True
    await desk.account.read(profile.profile_id)
    assert desk.said() == [("", "keyring_locked")]
    for _ in range(5):
        await desk.account.look(profile.profile_id)
    assert (desk.vault.asked, desk.said()) == (1, [])
    # Unlocked elsewhere, such as at another program's question.
    desk.vault.locked = False
    await desk.account.look(profile.profile_id)
    assert desk.said() == [(KEY, "")]
    # A person who asks is asked.
    desk.vault.locked = True
    await desk.account.read(profile.profile_id)
    assert desk.vault.asked == 2


async def test_who_denies_the_key_in_an_open_keyring_is_not_asked_over_and_over() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.vault.state = KeyState.LOCKED
    await desk.account.read(profile.profile_id)
    desk.said()
    for _ in range(3):
        await desk.account.look(profile.profile_id)
    assert desk.said() == []


async def test_a_keyring_that_comes_back_gives_the_key_by_itself() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.vault.state = KeyState.ABSENT
    await desk.account.read(profile.profile_id)
    assert desk.account.trouble(profile.profile_id) == "keyring_absent"
    desk.said()
    desk.vault.state = None
    await desk.account.look(profile.profile_id)
    assert desk.said() == [(KEY, "")]


async def test_a_late_answer_does_not_undo_what_was_done_meanwhile() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.vault.gate.clear()
    desk.vault.keys[profile.profile_id] = "garbage"
    reading = asyncio.create_task(desk.account.read(profile.profile_id))
    await settle()
    desk.said()
    await desk.connected(OTHER)
    desk.vault.keys[profile.profile_id] = "garbage"
    desk.vault.gate.set()
    assert (await reading).trouble == "key_damaged"
    assert desk.said() == [(OTHER, "")], "what was read of the key before is worth nothing"
    assert desk.account.trouble(profile.profile_id) == ""


async def test_a_key_that_was_removed_is_not_looked_for() -> None:
    desk = Desk()
    profile = await desk.connected()
    await desk.account.remove(profile.profile_id)
    assert desk.said() == [(KEY, ""), ("", "key_missing")]
    desk.vault.locked = True
    assert (await desk.account.read(profile.profile_id)).trouble == "key_missing"
    assert desk.vault.asked == 0


@pytest.mark.parametrize("fault", ["locked", "refused", "timeout"])
async def test_a_keyring_that_refuses_to_delete_leaves_all_as_it_was(fault: str) -> None:
    desk = Desk()
    profile = await desk.connected()
    before = desk.account.settings
    desk.vault.fault = fault
    with pytest.raises(VaultError):
        await desk.account.remove(profile.profile_id)
    desk.vault.fault = ""
    assert desk.said() == [(KEY, "")]
    assert (desk.account.settings, desk.vault.keys) == (before, {profile.profile_id: KEY})
    assert (await desk.account.read(profile.profile_id)).key == KEY


async def test_a_key_is_removed_though_the_disk_does_not_take_it_down() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.settings.fault = NO_SPACE
    await desk.account.remove(profile.profile_id)
    assert (desk.vault.keys, [p.key_tail for p in desk.account.profiles]) == ({}, [""])


async def test_a_key_that_dodo_refuses_is_told_until_it_works_again() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.said()
    del desk.hosts.keys["test"][KEY]
    with pytest.raises(KeyRefused):
        await desk.account.test(profile.profile_id)
    assert desk.account.trouble(profile.profile_id) == "key_refused"
    desk.hosts.keys["test"][KEY] = "bus_1"
    await desk.account.test(profile.profile_id)
    assert desk.account.trouble(profile.profile_id) == ""
    assert desk.said() == [(KEY, "")], "so that blocked orders go on"
    await desk.account.test(profile.profile_id)
    assert desk.said() == []


async def test_a_key_that_may_only_read_is_known_from_the_first_sending() -> None:
    desk = Desk()
    profile = await desk.connected()
    told: list[str] = []
    desk.account.changed.subscribe(lambda _: told.append(desk.account.trouble(profile.profile_id)))
    desk.account.note_sending(profile.profile_id, "")
    desk.account.note_sending(profile.profile_id, "key_forbidden")
    desk.account.note_sending(profile.profile_id, "key_forbidden")
    desk.account.note_sending(profile.profile_id, "other_business")
    assert told == ["key_forbidden"]
    await desk.connected(OTHER)
    assert desk.account.trouble(profile.profile_id) == ""
    desk.account.note_sending(profile.profile_id, "key_refused")
    desk.account.note_sending(profile.profile_id, "")
    assert desk.account.trouble(profile.profile_id) == ""


async def test_a_full_disk_does_not_keep_a_key_from_being_replaced() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.hosts.keys["test"][OTHER] = "bus_1"
    desk.settings.fault = NO_SPACE
    connected = await desk.account.connect(OTHER, replace_profile=profile.profile_id)
    assert (connected.profile.key_tail, desk.vault.keys) == ("9876", {profile.profile_id: OTHER})
    # The disk knows the last four characters of the first one still: the next start asks Dodo.
    desk.settings.fault = None
    desk.open()
    assert (await desk.account.read(profile.profile_id)).key == OTHER


async def test_a_key_of_the_other_mode_names_the_account_that_keeps_its_own() -> None:
    desk = Desk()
    test = await desk.connected()
    desk.hosts.keys["live"][OTHER] = "bus_1"
    connected = await desk.account.connect(OTHER, replace_profile=test.profile_id)
    assert connected.instead == test
    again = await desk.account.connect(KEY, replace_profile=test.profile_id)
    assert again.instead is None
    assert THIRD not in desk.vault.keys.values()
