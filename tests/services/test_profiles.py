"""Accounts on the list: named, switched, taken off, taken up again."""

from dataclasses import replace

import pytest

from dodo_desktop.services.keys import EnvironmentNote, OrdersWait
from dodo_desktop.services.ports import VaultError

from .account_rig import KEY, OTHER, Desk
from .fake_edges import NO_SPACE

pytestmark = pytest.mark.anyio
THIRD = "sk_third_key_0001"


async def test_a_name_of_ones_own_comes_before_dodos_and_survives_it() -> None:
    desk = Desk()
    profile = await desk.connected()
    assert profile.shown_name == "Shop"
    desk.account.rename(profile.profile_id, "  Market \n\x07 stall ")
    again = desk.open().profiles[0]
    assert (again.shown_name, again.name) == ("Market stall", "Shop")
    desk.account.note_business(profile.profile_id, "bus_1", "Shop & Sons")
    await desk.account.test(profile.profile_id)
    await desk.connected(OTHER)
    assert [(p.own_name, p.shown_name) for p in desk.account.profiles] == [("Market stall", "Market stall")]
    desk.account.rename(profile.profile_id, "")
    assert desk.account.profiles[0].shown_name == "Shop"
    # The very name that Dodo tells is no choice: it follows Dodo.
    desk.account.rename(profile.profile_id, "Shop")
    desk.account.note_business(profile.profile_id, "bus_1", "Shop Ltd")
    assert desk.account.profiles[0].shown_name == "Shop Ltd"
    desk.account.rename(profile.profile_id, "x" * 500)
    assert len(desk.account.profiles[0].shown_name) == 60


async def test_a_name_or_a_switch_that_the_disk_does_not_take_changes_nothing() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.account.use("practice")
    desk.switched.clear()
    before = desk.account.settings
    desk.settings.fault = NO_SPACE
    with pytest.raises(OSError, match="no space"):
        desk.account.rename(profile.profile_id, "Stall")
    with pytest.raises(OSError, match="no space"):
        desk.account.use(profile.profile_id)
    assert (desk.account.settings, desk.switched) == (before, [])


async def test_who_wants_the_account_in_use_is_heard_too() -> None:
    """The program may work elsewhere, with the environment's key or in practice for one session."""
    desk = Desk()
    profile = await desk.connected()
    desk.switched.clear()
    desk.account.use(profile.profile_id)
    assert desk.switched == [profile.profile_id]


async def test_the_environment_can_be_left_for_a_session() -> None:
    desk = Desk()
    desk.account.environment = EnvironmentNote("1234")
    told: list[None] = []
    desk.account.changed.subscribe(told.append)
    desk.account.forget_environment()
    assert (desk.account.environment, told) == (None, [None])


async def test_an_account_is_taken_off_the_list_and_taken_up_again_with_its_data() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.account.rename(profile.profile_id, "Stall")
    other = await desk.connected(OTHER, "bus_2")
    await desk.account.forget(profile.profile_id)
    assert [p.profile_id for p in desk.account.profiles] == [other.profile_id]
    assert desk.vault.keys == {other.profile_id: OTHER}
    assert desk.account.current == other
    desk.open()
    back = await desk.connected()
    assert (back.profile_id, back.shown_name) == (profile.profile_id, "Stall")
    assert desk.account.settings.removed == ()
    # The same business in the other mode is another account, with data of its own.
    await desk.account.forget(profile.profile_id)
    assert (await desk.connected(THIRD, "bus_1", "live")).profile_id != profile.profile_id


async def test_the_account_in_use_is_left_before_it_goes() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.data.here = profile.profile_id
    await desk.account.forget(profile.profile_id)
    assert desk.data.left == [profile.profile_id]
    assert (desk.account.current, desk.account.profiles) == (None, ())


async def test_an_account_whose_orders_wait_stays() -> None:
    desk = Desk()
    profile = await desk.connected()
    before = desk.account.settings
    desk.data.here = profile.profile_id
    desk.data.orders[profile.profile_id] = 2
    with pytest.raises(OrdersWait) as caught:
        await desk.account.forget(profile.profile_id)
    assert caught.value.count == 2
    assert (desk.data.left, desk.account.settings) == ([], before)
    # One that is made at the very last moment.
    desk.data.orders.clear()
    desk.data.at_leaving = 1
    desk.switched.clear()
    with pytest.raises(OrdersWait):
        await desk.account.forget(profile.profile_id)
    assert (desk.account.settings, desk.switched) == (before, [profile.profile_id])
    assert desk.vault.keys == {profile.profile_id: KEY}


@pytest.mark.parametrize("fault", ["locked", "refused", "timeout"])
async def test_an_account_whose_key_the_keyring_does_not_give_up_stays(fault: str) -> None:
    desk = Desk()
    profile = await desk.connected()
    await desk.connected(OTHER, "bus_2")
    before = desk.account.settings
    desk.vault.fault = fault
    with pytest.raises(VaultError):
        await desk.account.forget(profile.profile_id)
    assert desk.account.settings == before
    assert desk.settings.value == before
    desk.vault.fault = ""
    assert (await desk.account.read(profile.profile_id)).key == KEY


async def test_an_account_that_the_disk_does_not_take_off_keeps_its_key() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.data.here = profile.profile_id
    desk.switched.clear()
    desk.settings.fault = NO_SPACE
    with pytest.raises(OSError, match="no space"):
        await desk.account.forget(profile.profile_id)
    assert desk.vault.keys == {profile.profile_id: KEY}
    assert [p.profile_id for p in desk.account.profiles] == [profile.profile_id]
    assert desk.switched == [profile.profile_id], "back to where one was"


async def test_an_account_without_a_known_business_is_known_by_its_key() -> None:
    desk = Desk()
    profile = await desk.connected(business="")
    await desk.account.forget(profile.profile_id)
    assert (await desk.connected(business="")).profile_id == profile.profile_id


async def test_where_one_stays_after_all_is_kept() -> None:
    desk = Desk()
    profile = await desk.connected()
    desk.account.stay("practice")
    assert desk.settings.value == replace(desk.account.settings, current="practice")
    assert profile in desk.account.profiles
