import pytest

from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.services.keys import KeyRefused, clean_key
from dodo_desktop.services.ports import KeyState, Settings

from .account_rig import KEY, OTHER, Desk
from .fake_edges import NO_SPACE

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f"  {KEY}\n",
        f"Bearer {KEY}",
        f"Authorization: Bearer {KEY}",
        f'"{KEY}"',
        f"“{KEY}”",
        f"'Bearer {KEY}'",
        f"DODO_PAYMENTS_API_KEY={KEY}",
        f"export DODO_PAYMENTS_API_KEY='{KEY}'",
        f"\u200b{KEY[:6]}\ufeff{KEY[6:]}\u00a0",
        f"{KEY[:9]}\r\n  {KEY[9:]}",
        f"<{KEY}>",
    ],
)
def test_pasted_keys_are_cleaned(text: str) -> None:
    assert clean_key(text) == KEY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\u200b'' ", "empty"),
        ("Bearer ", "bad_form"),
        ("short", "bad_form"),
        ("schlüssel-1234", "bad_form"),
    ],
)
def test_what_is_no_key_is_refused(text: str, reason: str) -> None:
    with pytest.raises(KeyRefused) as caught:
        clean_key(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("mode", ["test", "live"])
async def test_a_key_tells_its_mode_when_both_hosts_are_asked(mode: str) -> None:
    desk = Desk()
    desk.hosts.keys[mode][KEY] = "bus_1"
    connected = await desk.account.connect(f"Bearer {KEY}")
    profile = connected.profile
    assert (profile.mode, profile.business_id, profile.name, profile.key_tail) == (
        mode,
        "bus_1",
        "Shop",
        "1234",
    )
    assert (connected.key_state, connected.both) == (KeyState.READY, False)
    assert desk.vault.keys == {profile.profile_id: KEY}
    assert desk.switched == [profile.profile_id]
    assert desk.account.current == profile
    assert desk.settings.value == desk.account.settings
    assert KEY not in repr(desk.settings.value)


async def test_a_key_that_both_hosts_take_counts_as_test_and_says_so() -> None:
    desk = Desk()
    desk.hosts.keys = {"test": {KEY: "bus_1"}, "live": {KEY: "bus_1"}}
    connected = await desk.account.connect(KEY)
    assert (connected.profile.mode, connected.both) == ("test", True)


@pytest.mark.parametrize(
    ("reachable", "why", "reason"),
    [
        (["test", "live"], "", "refused"),
        (["test"], "offline", "offline"),
        ([], "offline", "offline"),
        ([], "throttled", "throttled"),
        ([], "server", "offline"),
    ],
)
async def test_only_what_all_hosts_refuse_is_refused(reachable: list[str], why: str, reason: str) -> None:
    desk = Desk()
    desk.hosts.keys = {mode: {} for mode in reachable}
    desk.hosts.reason = why
    with pytest.raises(KeyRefused) as caught:
        await desk.account.connect(KEY)
    assert caught.value.reason == reason
    assert desk.vault.keys == {}
    assert desk.settings.value == Settings()
    assert desk.switched == []


async def test_one_host_that_takes_it_is_enough() -> None:
    desk = Desk()
    desk.hosts.keys = {"live": {KEY: "bus_1"}}
    assert (await desk.account.connect(KEY)).profile.mode == "live"


async def test_the_same_business_updates_its_profile_and_another_makes_one() -> None:
    desk = Desk()
    desk.hosts.keys["test"] = {KEY: "bus_1", OTHER: "bus_1", "sk_third_key": "bus_2"}
    first = (await desk.account.connect(KEY)).profile
    second = (await desk.account.connect(OTHER)).profile
    assert (second.profile_id, second.key_tail) == (first.profile_id, "9876")
    third = (await desk.account.connect("sk_third_key")).profile
    assert third.profile_id != first.profile_id
    assert [p.profile_id for p in desk.account.profiles] == [first.profile_id, third.profile_id]


async def test_a_profile_never_takes_the_key_of_another_business() -> None:
    desk = Desk()
    desk.hosts.keys["test"] = {KEY: "bus_1", OTHER: "bus_2"}
    profile = (await desk.account.connect(KEY)).profile
    with pytest.raises(KeyRefused) as caught:
        await desk.account.connect(OTHER, replace_profile=profile.profile_id)
    assert caught.value.reason == "other_business"
    assert desk.vault.keys == {profile.profile_id: KEY}
    desk.hosts.keys["test"] = {KEY: "bus_3"}
    with pytest.raises(KeyRefused):
        await desk.account.test(profile.profile_id)


async def test_a_key_for_the_other_mode_makes_a_profile_of_that_mode() -> None:
    desk = Desk()
    desk.hosts.keys = {"test": {KEY: "bus_1"}, "live": {OTHER: "bus_1"}}
    test = (await desk.account.connect(KEY)).profile
    live = (await desk.account.connect(OTHER, replace_profile=test.profile_id)).profile
    assert (live.mode, live.profile_id != test.profile_id) == ("live", True)
    assert desk.vault.keys == {test.profile_id: KEY, live.profile_id: OTHER}


@pytest.mark.parametrize("fault", ["locked", "refused", "timeout"])
async def test_a_keyring_that_does_not_do_it(fault: str) -> None:
    desk = Desk()
    desk.hosts.keys["test"][KEY] = "bus_1"
    desk.vault.fault = fault
    with pytest.raises(KeyRefused) as caught:
        await desk.account.connect(KEY)
    assert caught.value.reason == f"keyring_{fault}"
    assert desk.account.profiles == ()


@pytest.mark.parametrize(("fault", "reason"), [(NO_SPACE, "disk"), (SettingsUnread(), "settings_unread")])
async def test_a_disk_that_refuses_leaves_no_key_behind(fault: OSError, reason: str) -> None:
    desk = Desk()
    desk.hosts.keys["test"][KEY] = "bus_1"
    desk.settings.fault = fault
    with pytest.raises(KeyRefused) as caught:
        await desk.account.connect(KEY)
    assert caught.value.reason == reason
    assert desk.vault.keys == {}
    assert desk.account.settings == Settings()


async def test_testing_removing_and_switching() -> None:
    desk = Desk()
    desk.hosts.keys["test"][KEY] = "bus_1"
    profile = (await desk.account.connect(KEY)).profile
    assert (await desk.account.test(profile.profile_id)).business_id == "bus_1"
    desk.account.use("practice")
    assert desk.account.current is None
    desk.account.use(profile.profile_id)
    assert desk.switched == [profile.profile_id, "practice", profile.profile_id]
    desk.vault.locked = True
    with pytest.raises(KeyRefused) as caught:
        await desk.account.test(profile.profile_id)
    assert caught.value.reason == "keyring_locked"
    desk.vault.locked = False
    del desk.hosts.keys["test"][KEY]
    with pytest.raises(KeyRefused) as caught:
        await desk.account.test(profile.profile_id)
    assert caught.value.reason == "refused"
    await desk.account.remove(profile.profile_id)
    assert desk.account.trouble(profile.profile_id) == "key_missing"
    assert desk.account.key_state(profile.profile_id) is KeyState.MISSING
    assert desk.account.current is not None
    assert desk.account.current.key_tail == ""
    with pytest.raises(KeyRefused) as caught:
        await desk.account.test(profile.profile_id)
    assert caught.value.reason == "key_missing"
    with pytest.raises(KeyError):
        desk.account.use("unknown")


async def test_choices_are_kept() -> None:
    desk = Desk()
    desk.account.set_look("dark")
    desk.account.set_language("de")
    desk.account.set_ask_first(True)
    again = desk.open()
    assert (again.settings.look, again.settings.language, again.settings.ask_first) == ("dark", "de", True)


async def test_a_business_is_recorded_once_and_its_name_is_kept_up_to_date() -> None:
    desk = Desk()
    profile_id = (await desk.connected(business="")).profile_id
    desk.account.note_business(profile_id, "bus_1", "Juniper")
    desk.account.note_business(profile_id, "bus_2", "Somebody else")
    assert [(p.business_id, p.name) for p in desk.account.profiles] == [("bus_1", "Juniper")]
    desk.account.note_business(profile_id, "bus_1", "Juniper & Clay")
    assert [p.name for p in desk.account.profiles] == ["Juniper & Clay"]


async def test_a_business_that_the_disk_does_not_take_is_known_all_the_same() -> None:
    desk = Desk()
    profile_id = (await desk.connected(business="")).profile_id
    desk.settings.fault = NO_SPACE
    desk.account.note_business(profile_id, "bus_1", "Juniper")
    desk.account.note_business(profile_id, "bus_2", "Somebody else")
    assert [p.business_id for p in desk.account.profiles] == ["bus_1"]
