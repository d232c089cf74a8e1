"""Keys as they are pasted, read and judged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.outcome import KEYRING_REASONS
from dodo_desktop.core.value import value
from dodo_desktop.services.key_text import KeyRefused, clean_key
from dodo_desktop.services.ports import KeyState, Profile

__all__ = ["KeyRefused", "clean_key"]

MODES = ("test", "live")
"""The modes whose hosts are asked; a key that both take counts as the first's."""

STATE_TROUBLES = {
    KeyState.LOCKED: "keyring_locked",
    KeyState.MISSING: "key_missing",
    KeyState.ABSENT: "keyring_absent",
    KeyState.DAMAGED: "key_damaged",
}
"""What the states that come without a key mean for orders, as a reason of `Blocked`."""

WAITING_TROUBLES = KEYRING_REASONS | {"key_unchecked"}
"""Troubles that may be over without anybody giving another key."""


class OrdersWait(Exception):
    """A profile stays on the list because `count` of its orders are not done yet."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} orders wait")
        self.count = count


@value
class Connected:
    """`both` says that the hosts of test and live both take the key, so that test was chosen; `instead`
    names the profile whose key it was to replace and whose mode is another, None for none."""

    profile: Profile
    key_state: KeyState
    both: bool = False
    instead: Profile | None = None


@value
class EnvironmentNote:
    """What the environment decides for this session: the last four characters of its key, "" for none, and
    the host that its address names, "" for Dodo's own."""

    key_tail: str = ""
    host: str = ""


@value
class KeyNews:
    """What is known of a profile's key now: the key, or an empty one and why there is none that may be used,
    as one of KEYLESS, ``key_refused`` or ``other_business``. Its repr never shows the key."""

    profile_id: str
    key: str = ""
    trouble: str = ""

    def __repr__(self) -> str:
        return f"KeyNews({self.profile_id}, {self.trouble or 'a key'})"


def stored_key(text: str, tail: str) -> str:
    """The key in what the keyring holds for a profile whose key ends in `tail`. Raises KeyRefused.

    Only in the key that was stored here are breaks mended: words that somebody else put there are no key, and
    go nowhere.
    """
    try:
        key = clean_key(text)
    except KeyRefused:
        raise KeyRefused("key_damaged") from None
    if key[-4:] != tail and key not in text:
        raise KeyRefused("key_damaged")
    return key


def accepting_mode(answers: Mapping[str, ProbeAnswer]) -> str:
    """The mode whose host takes the key. Raises KeyRefused; only what all hosts refuse is called refused."""
    for mode, answer in answers.items():
        if answer.accepted:
            return mode
    open_ones = [answer.reason for answer in answers.values() if answer.accepted is None]
    if not open_ones:
        raise KeyRefused("refused")
    raise KeyRefused("throttled" if "throttled" in open_ones else "offline")


def same_account(profile: Profile, mode: str, answer: ProbeAnswer, tail: str) -> bool:
    """Whether a key of which the host of `mode` said this is one of the profile's account."""
    if profile.mode != mode:
        return False
    if profile.business_id and answer.business_id:
        return profile.business_id == answer.business_id
    return bool(tail) and profile.key_tail == tail


def learnt(profile: Profile, answer: ProbeAnswer, tail: str, now: datetime) -> Profile:
    """The profile with what a host said of its key. Raises KeyRefused for the key of another business."""
    if profile.business_id and answer.business_id not in {"", profile.business_id}:
        raise KeyRefused("other_business")
    return replace(
        profile,
        name=answer.name or profile.name,
        business_id=profile.business_id or answer.business_id,
        key_tail=tail,
        checked_at=now,
    )
