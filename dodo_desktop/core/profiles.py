"""Profiles, what the person chose, and what the keyring answers."""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from dodo_desktop.core.updates import UpdateNote
from dodo_desktop.core.value import value


class KeyState(StrEnum):
    """What the keyring says."""

    READY = "ready"
    LOCKED = "locked"
    MISSING = "missing"
    SESSION_ONLY = "session_only"
    """There is no keyring; the key is kept until the app ends."""
    ABSENT = "absent"
    """There is no keyring, and no key of this session either."""
    DAMAGED = "damaged"
    """The keyring holds something under this name that is no text: somebody else wrote it."""


class Door(StrEnum):
    """What can be seen of the keyring without asking a person for anything."""

    OPEN = "open"
    LOCKED = "locked"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    """It does not say, or not in time."""


@value
class KeyAnswer:
    """A key and its state. Its repr never shows the key."""

    state: KeyState
    key: str = ""

    def __repr__(self) -> str:
        return f"KeyAnswer({self.state})"


class VaultError(Exception):
    """The keyring did not do it. `reason` is one of: locked, refused, timeout."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the keyring did not do it: {reason}")
        self.reason = reason


@value
class Profile:
    """An account on this computer: its mode, the business's name as Dodo tells it, the recorded business, the
    key's last four characters, and the name that the person gave it, empty for none."""

    profile_id: str
    mode: str
    name: str = ""
    business_id: str = ""
    key_tail: str = ""
    checked_at: datetime | None = None
    own_name: str = ""

    @property
    def shown_name(self) -> str:
        """What it is called: the person's word comes before Dodo's. Empty where neither is known."""
        return self.own_name or self.name


@value
class Settings:
    """What the person chose. `look` is system, light or dark; `language` is empty for the system's."""

    current: str = "practice"
    """profile_id of the profile in use; ``practice`` has no key."""
    profiles: tuple[Profile, ...] = ()
    language: str = ""
    look: str = "system"
    ask_first: bool = False
    updates: UpdateNote = field(default_factory=UpdateNote)
    removed: tuple[Profile, ...] = ()
    """Profiles taken off the list, whose data stay; the same business takes its own up again."""
