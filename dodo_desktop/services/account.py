"""Account: keys, modes, profiles, and what the person chose."""

import asyncio
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.updates import UpdateNote
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import (
    Clock,
    KeyAnswer,
    KeyState,
    Profile,
    Settings,
    SettingsStore,
    Vault,
    VaultError,
)

PRACTICE = "practice"
MODES = ("test", "live")
"""The modes whose hosts are asked; a key that both take counts as the first's."""

Probe = Callable[[str, str], Awaitable[ProbeAnswer]]

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_AROUND = " \t\r\n\u00a0\"'`“”„‘’‚«»<>;,"
_LABEL = re.compile(
    r"(export\s+|authorization\s*:|dodo_payments_api_key\s*[=:]|bearer(\s+|\s*:))", re.IGNORECASE
)
_KEY = re.compile(r"[!-~]{8,512}")


class KeyRefused(Exception):
    """The key was not taken, and nothing was changed. Never holds the key.

    `reason` is one of: empty, bad_form, refused, offline, throttled, keyring_locked, keyring_timeout,
    keyring_refused, other_business, disk.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the key was not taken: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Connected:
    """`both` says that the hosts of test and live both take the key, so that test was chosen."""

    profile: Profile
    key_state: KeyState
    both: bool = False


@dataclass(frozen=True, slots=True)
class EnvironmentNote:
    """What the environment decides for this session: the last four characters of its key, "" for none, and
    the host that its address names, "" for Dodo's own."""

    key_tail: str = ""
    host: str = ""


class Account:
    """`changed` tells that settings or profiles are others now; `switched` the profile whose workspace is to
    be built anew, because it is another or has another key."""

    def __init__(
        self,
        settings: SettingsStore,
        vault: Vault,
        probe: Probe,
        clock: Clock,
        *,
        environment: EnvironmentNote | None = None,
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        self._store = settings
        self._vault = vault
        self._probe = probe
        self._clock = clock
        self._new_id = new_id
        self.environment = environment
        self.settings: Settings = settings.load()
        self._states: dict[str, KeyState] = {}
        self.changed: Feed[None] = Feed()
        self.switched: Feed[str] = Feed()

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock.now()

    def key_state(self, profile_id: str) -> KeyState | None:
        """What the keyring said of a profile's key when it was last asked; None where it was not yet."""
        return self._states.get(profile_id)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The accounts on this computer."""
        return self.settings.profiles

    @property
    def current(self) -> Profile | None:
        """The profile in use; None for practice."""
        return self.profile(self.settings.current)

    def profile(self, profile_id: str) -> Profile | None:
        """The profile of an id; None for practice and unknown ones."""
        return next((p for p in self.profiles if p.profile_id == profile_id), None)

    async def connect(self, text: str, replace_profile: str | None = None) -> Connected:
        """Takes a key as pasted, finds out its mode, stores it and uses it.

        `replace_profile` names the profile whose key it is to replace; a key for the other mode makes or
        updates a profile of that mode all the same. Raises KeyRefused.
        """
        key = clean_key(text)
        answers = dict(zip(MODES, await asyncio.gather(*(self._ask(m, key) for m in MODES)), strict=True))
        mode = _accepted(answers)
        answer = answers[mode]
        profile = self._profile_for(mode, answer, key[-4:], replace_profile)
        fresh = self.profile(profile.profile_id) is None
        try:
            state = await self._vault.set(profile.profile_id, key)
            self._states[profile.profile_id] = state
        except VaultError as error:
            raise KeyRefused(f"keyring_{error.reason}") from None
        try:
            self._save(replace(self._with(profile), current=profile.profile_id))
        except OSError:
            if fresh:
                await self._forget(profile.profile_id)
            raise KeyRefused("disk") from None
        self.switched.emit(profile.profile_id)
        return Connected(profile, state, both=all(a.accepted for a in answers.values()))

    async def test(self, profile_id: str) -> Profile:
        """Asks whether the stored key still works; the profile with what was learnt. Raises KeyRefused, with
        `empty` where no key is stored; KeyError for an unknown profile."""
        profile = self._known(profile_id)
        try:
            stored = await self._vault.get(profile_id)
        except VaultError as error:
            raise KeyRefused(f"keyring_{error.reason}") from None
        if stored.state is KeyState.LOCKED:
            raise KeyRefused("keyring_locked")
        if not stored.key:
            raise KeyRefused("empty")
        answer = await self._ask(profile.mode, stored.key)
        _accepted({profile.mode: answer})
        checked = self._learnt(profile, answer, stored.key[-4:])
        try:
            self._save(self._with(checked))
        except OSError:
            raise KeyRefused("disk") from None
        return checked

    async def remove(self, profile_id: str) -> None:
        """Removes the key from the keyring. The profile stays, and its orders wait for another key.

        Raises VaultError, OSError, and KeyError for an unknown profile.
        """
        profile = self._known(profile_id)
        await self._vault.delete(profile_id)
        self._states[profile_id] = KeyState.MISSING
        self._save(self._with(replace(profile, key_tail="")))
        if profile_id == self.settings.current:
            self.switched.emit(profile_id)

    async def use(self, profile_id: str) -> None:
        """Switches to another profile or to practice. Raises OSError; KeyError for an unknown profile."""
        if profile_id != PRACTICE:
            self._known(profile_id)
        if profile_id != self.settings.current:
            self._save(replace(self.settings, current=profile_id))
            self.switched.emit(profile_id)

    async def key(self, profile_id: str) -> KeyAnswer:
        """The key and what the keyring says. Raises VaultError."""
        answer = await self._vault.get(profile_id)
        self._states[profile_id] = answer.state
        return answer

    def note_business(self, profile_id: str, business_id: str, name: str = "") -> None:
        """Records the business that an answer named, once; another one changes nothing. Raises OSError."""
        profile = self.profile(profile_id)
        if profile is not None and business_id and not profile.business_id:
            self._save(self._with(replace(profile, business_id=business_id, name=name or profile.name)))

    def set_look(self, look: str) -> None:
        """system, light or dark. Raises OSError, as the following do."""
        self._save(replace(self.settings, look=look))

    def set_language(self, language: str) -> None:
        """A language's code, "" for the system's."""
        self._save(replace(self.settings, language=language))

    def set_ask_first(self, ask_first: bool) -> None:
        """Whether orders ask before they go out."""
        self._save(replace(self.settings, ask_first=ask_first))

    def note_updates(self, note: UpdateNote) -> None:
        """What was chosen and learnt about newer versions."""
        self._save(replace(self.settings, updates=note))

    async def _ask(self, mode: str, key: str) -> ProbeAnswer:
        try:
            return await self._probe(mode, key)
        except ValueError:
            raise KeyRefused("bad_form") from None

    def _profile_for(self, mode: str, answer: ProbeAnswer, tail: str, wanted: str | None) -> Profile:
        chosen = self.profile(wanted) if wanted else None
        if chosen is None or chosen.mode != mode:
            chosen = next((p for p in self.profiles if _same(p, mode, answer, tail)), None)
        return self._learnt(chosen or Profile(self._new_id(), mode), answer, tail)

    def _learnt(self, profile: Profile, answer: ProbeAnswer, tail: str) -> Profile:
        if profile.business_id and answer.business_id not in {"", profile.business_id}:
            raise KeyRefused("other_business")
        return replace(
            profile,
            name=answer.name or profile.name,
            business_id=profile.business_id or answer.business_id,
            key_tail=tail,
            checked_at=self._clock.now(),
        )

    def _known(self, profile_id: str) -> Profile:
        profile = self.profile(profile_id)
        if profile is None:
            raise KeyError(profile_id)
        return profile

    def _with(self, profile: Profile) -> Settings:
        ids = [p.profile_id for p in self.profiles]
        kept = tuple(profile if p.profile_id == profile.profile_id else p for p in self.profiles)
        return replace(self.settings, profiles=kept if profile.profile_id in ids else (*kept, profile))

    def _save(self, settings: Settings) -> None:
        self._store.save(settings)
        self.settings = settings
        self.changed.emit(None)

    async def _forget(self, profile_id: str) -> None:
        try:
            await self._vault.delete(profile_id)
        except VaultError:
            return  # nothing names this entry any more; a key that nobody finds is not used


def clean_key(text: str) -> str:
    """The key in a pasted text, without quotes, labels and breaks around and in it. Raises KeyRefused."""
    rest, before = _INVISIBLE.sub("", text).strip(_AROUND), None
    while rest != before:
        before = rest
        label = _LABEL.match(rest)
        rest = (rest[label.end() :] if label else rest).strip(_AROUND)
    key = "".join(rest.split())
    if not key:
        raise KeyRefused("empty")
    if not _KEY.fullmatch(key):
        raise KeyRefused("bad_form")
    return key


def _accepted(answers: Mapping[str, ProbeAnswer]) -> str:
    """The mode whose host takes the key. Raises KeyRefused; only what all hosts refuse is called refused."""
    for mode, answer in answers.items():
        if answer.accepted:
            return mode
    open_ones = [answer.reason for answer in answers.values() if answer.accepted is None]
    if not open_ones:
        raise KeyRefused("refused")
    raise KeyRefused("throttled" if "throttled" in open_ones else "offline")


def _same(profile: Profile, mode: str, answer: ProbeAnswer, tail: str) -> bool:
    if profile.mode != mode:
        return False
    if profile.business_id and answer.business_id:
        return profile.business_id == answer.business_id
    return bool(tail) and profile.key_tail == tail
