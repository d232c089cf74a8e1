"""Account: keys, modes, profiles, and what the person chose."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.services.choices import Choices
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.keys import (
    MODES,
    STATE_TROUBLES,
    WAITING_TROUBLES,
    Connected,
    EnvironmentNote,
    KeyNews,
    KeyRefused,
    OrdersWait,
    accepting_mode,
    clean_key,
    learnt,
    same_account,
    stored_key,
)
from dodo_desktop.services.ports import (
    Clock,
    Door,
    KeyState,
    Profile,
    ProfileData,
    Settings,
    SettingsStore,
    Vault,
    VaultError,
)

PRACTICE = "practice"
LONGEST_NAME = 60
"""Characters of a name that a person gives."""

_REFUSALS = frozenset({"key_refused", "key_forbidden"})
_AS_TROUBLE = {"refused": "key_refused", "other_business": "other_business"}

Probe = Callable[[str, str], Awaitable[ProbeAnswer]]


class Account(Choices):
    """Feeds: `changed`, settings or profiles or what is known of keys are others now; `switched`, the profile
    that the person wants to work in; `keyed`, the news of a profile's key."""

    def __init__(
        self,
        settings: SettingsStore,
        vault: Vault,
        probe: Probe,
        clock: Clock,
        data: ProfileData,
        *,
        environment: EnvironmentNote | None = None,
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
    ) -> None:
        super().__init__(settings)
        self._vault = vault
        self._probe = probe
        self._clock = clock
        self._data = data
        self._new_id = new_id
        self.environment = environment
        self._states: dict[str, KeyState] = {}
        self._troubles: dict[str, str] = {}
        self._doors: dict[str, Door] = {}
        self._turns: dict[str, int] = {}
        self.switched: Feed[str] = Feed()
        self.keyed: Feed[KeyNews] = Feed()

    def now(self) -> datetime:
        """The time, in UTC."""
        return self._clock.now()

    def key_state(self, profile_id: str) -> KeyState | None:
        """What the keyring said of a profile's key when it was last asked; None where it was not yet."""
        return self._states.get(profile_id)

    def trouble(self, profile_id: str) -> str:
        """What stands in the way of a profile's key, as a reason of `Blocked`; "" where nothing is known."""
        return self._troubles.get(profile_id, "")

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

    # Keys

    async def connect(self, text: str, replace_profile: str | None = None) -> Connected:
        """Takes a key as pasted, finds out its mode, stores it and uses it.

        `replace_profile` names the profile whose key it is to replace; a key for the other mode makes or
        updates a profile of that mode all the same. Raises KeyRefused.
        """
        key = clean_key(text)
        answers = dict(zip(MODES, await asyncio.gather(*(self._ask(m, key) for m in MODES)), strict=True))
        mode = accepting_mode(answers)
        answer = answers[mode]
        wanted = self.profile(replace_profile) if replace_profile else None
        profile = self._profile_for(mode, answer, key[-4:], wanted)
        fresh = self.profile(profile.profile_id) is None
        try:
            state = await self._vault.set(profile.profile_id, key)
        except VaultError as error:
            raise KeyRefused(f"keyring_{error.reason}") from None
        named = self.profile(profile.profile_id)
        profile = replace(profile, own_name=named.own_name) if named is not None else profile
        settings = replace(self._with(profile), current=profile.profile_id)
        if fresh:
            await self._add(profile.profile_id, settings)
        else:
            self._keep(settings)
        self._states[profile.profile_id] = state
        self._news(KeyNews(profile.profile_id, key), new=True)
        self.switched.emit(profile.profile_id)
        other_mode = wanted if wanted is not None and wanted.mode != mode else None
        return Connected(profile, state, all(a.accepted for a in answers.values()), other_mode)

    async def read(self, profile_id: str) -> KeyNews:
        """Looks for the key, which may make the keyring ask the person; `keyed` tells what came of it.

        What the keyring holds is never sent anywhere unless it is a key; and where it is another key than was
        stored here, Dodo is asked first whose it is. Raises KeyError for an unknown profile.
        """
        turn = self._turns.get(profile_id, 0)
        news = await self._read(self._known(profile_id))
        if news.trouble in WAITING_TROUBLES:
            self._doors[profile_id] = await self._vault.door()
        if turn == self._turns.get(profile_id, 0):
            self._news(news)
        return news

    async def look(self, profile_id: str) -> None:
        """Somebody is back, or the keyring changed: reads the key again if it was out of reach and the
        keyring is seen to have been opened since. The keyring is never made to ask by this."""
        trouble = self.trouble(profile_id)
        if trouble not in WAITING_TROUBLES:
            return
        before, door = self._doors.get(profile_id), await self._vault.door()
        self._doors[profile_id] = door
        opened = door is Door.OPEN and (before is not Door.OPEN or trouble == "key_unchecked")
        if opened and self.profile(profile_id) is not None:
            await self.read(profile_id)

    async def test(self, profile_id: str) -> Profile:
        """Asks whether the stored key still works; the profile with what was learnt. Raises KeyRefused, and
        KeyError for an unknown profile."""
        profile = self._known(profile_id)
        key = await self._stored(profile)
        try:
            checked = await self._checked(profile, key)
        except KeyRefused as refused:
            if refused.reason in _AS_TROUBLE:
                self._note(profile_id, _AS_TROUBLE[refused.reason])
            raise
        if self.trouble(profile_id) or profile.key_tail != checked.key_tail:
            self._news(KeyNews(profile_id, key), new=True)
        return checked

    async def remove(self, profile_id: str) -> None:
        """Removes the key from the keyring. The profile stays, and its orders wait for another key.

        Raises VaultError, with all as it was, and KeyError for an unknown profile.
        """
        self._known(profile_id)
        await self._vault.delete(profile_id)
        self._states[profile_id] = KeyState.MISSING
        self._keep(self._with(replace(self._known(profile_id), key_tail="")))
        self._news(KeyNews(profile_id, trouble="key_missing"), new=True)

    def note_sending(self, profile_id: str, refusal: str) -> None:
        """What Dodo made of a sending with a profile's key: a reason of `Blocked`, "" for a link."""
        if refusal in _REFUSALS or (not refusal and self.trouble(profile_id) in _REFUSALS):
            self._note(profile_id, refusal)

    # Profiles

    def use(self, profile_id: str) -> None:
        """Switches to another profile or to practice. Raises OSError; KeyError for an unknown profile."""
        if profile_id != PRACTICE:
            self._known(profile_id)
        if profile_id != self.settings.current:
            self._save(replace(self.settings, current=profile_id))
        self.switched.emit(profile_id)

    def stay(self, profile_id: str) -> None:
        """Where one works after all, because what was switched to could not be opened."""
        self._keep(replace(self.settings, current=profile_id))

    def forget_environment(self) -> None:
        """The environment decides nothing in this session any more."""
        self.environment = None
        self.changed.emit(None)

    def rename(self, profile_id: str, name: str) -> None:
        """Calls a profile what the person says, "" for what Dodo says. Raises OSError, and KeyError for an
        unknown profile."""
        own_name = " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST_NAME]
        profile = self._known(profile_id)
        self._save(self._with(replace(profile, own_name="" if own_name == profile.name else own_name)))

    async def waiting(self, profile_id: str) -> int:
        """How many orders of a profile are not done yet. Raises StoreFault."""
        return await self._data.waiting(profile_id)

    def folder(self, profile_id: str) -> str:
        """Where a profile's data are kept."""
        return self._data.folder(profile_id)

    async def forget(self, profile_id: str) -> None:
        """Takes a profile off the list and its key out of the keyring. Its data stay on this computer, and
        are taken up again when a key of its business and mode is stored.

        Raises OrdersWait, StoreFault, VaultError and OSError, with all as it was; KeyError for an unknown
        profile.
        """
        self._known(profile_id)
        await self._nothing_waits(profile_id)
        was_there = await self._data.leave(profile_id)
        try:
            # Between the question and the end of the place, an order may have come.
            await self._nothing_waits(profile_id)
            await self._take_off(profile_id)
        except Exception:
            if was_there:
                self.switched.emit(profile_id)
            raise
        self._troubles.pop(profile_id, None)

    def note_business(self, profile_id: str, business_id: str, name: str = "") -> None:
        """Records the business that an answer named, once, and what it is called now; another business
        changes nothing. Where the disk refuses, it is known until the program ends."""
        profile = self.profile(profile_id)
        if profile is None or not business_id or profile.business_id not in {"", business_id}:
            return
        known = replace(profile, business_id=business_id, name=name or profile.name)
        if known != profile:
            self._keep(self._with(known))

    # The rest

    async def _ask(self, mode: str, key: str) -> ProbeAnswer:
        try:
            return await self._probe(mode, key)
        except ValueError:
            raise KeyRefused("bad_form") from None

    async def _read(self, profile: Profile) -> KeyNews:
        profile_id = profile.profile_id
        if not profile.key_tail:
            # It was removed here; the keyring need not ask for anything to say so.
            return KeyNews(profile_id, trouble="key_missing")
        try:
            key = await self._stored(profile)
        except KeyRefused as refused:
            return KeyNews(profile_id, trouble=refused.reason)
        if key[-4:] == profile.key_tail:
            return KeyNews(profile_id, key)
        try:
            await self._checked(profile, key)
        except KeyRefused as refused:
            return KeyNews(profile_id, trouble=_AS_TROUBLE.get(refused.reason, "key_unchecked"))
        return KeyNews(profile_id, key)

    async def _checked(self, asked: Profile, key: str) -> Profile:
        """The profile with what Dodo says of a key that the keyring holds for it. Raises KeyRefused."""
        answer = await self._ask(asked.mode, key)
        accepting_mode({asked.mode: answer})
        profile = self.profile(asked.profile_id)
        if profile is None:
            raise KeyRefused("key_missing")  # taken off the list meanwhile
        if key[-4:] != profile.key_tail and profile.business_id and not answer.business_id:
            # Another key than was stored here, and nobody says whose: it may be another business's.
            raise KeyRefused("offline")
        checked = learnt(profile, answer, key[-4:], self._clock.now())
        self._keep(self._with(checked))
        return checked

    async def _stored(self, profile: Profile) -> str:
        """The key in the keyring, cleaned. Raises KeyRefused."""
        profile_id = profile.profile_id
        try:
            answer = await self._vault.get(profile_id)
        except VaultError as error:
            raise KeyRefused(f"keyring_{error.reason}") from None
        self._states[profile_id] = answer.state
        if answer.state in STATE_TROUBLES:
            raise KeyRefused(STATE_TROUBLES[answer.state])
        return stored_key(answer.key, profile.key_tail)

    def _profile_for(self, mode: str, answer: ProbeAnswer, tail: str, chosen: Profile | None) -> Profile:
        if chosen is None or chosen.mode != mode:
            known = (*self.profiles, *self.settings.removed)
            chosen = next((p for p in known if same_account(p, mode, answer, tail)), None)
        return learnt(chosen or Profile(self._new_id(), mode), answer, tail, self._clock.now())

    async def _add(self, profile_id: str, settings: Settings) -> None:
        """Saves that there is a profile more; where that fails, its key must not stay behind."""
        try:
            self._save(settings)
        except OSError as fault:
            # Nothing names the entry any more; a key that nobody finds is not used.
            with suppress(VaultError):
                await self._vault.delete(profile_id)
            raise KeyRefused("settings_unread" if isinstance(fault, SettingsUnread) else "disk") from None

    async def _take_off(self, profile_id: str) -> None:
        before, profile = self.settings, self._known(profile_id)
        kept = tuple(p for p in self.profiles if p.profile_id != profile_id)
        current = PRACTICE if before.current == profile_id else before.current
        self._save(replace(before, profiles=kept, removed=(*before.removed, profile), current=current))
        try:
            await self._vault.delete(profile_id)
        except VaultError:
            at = before.profiles.index(profile)
            back = (*self.profiles[:at], profile, *self.profiles[at:])
            removed = tuple(p for p in self.settings.removed if p.profile_id != profile_id)
            again = before.current if current == self.settings.current else self.settings.current
            self._keep(replace(self.settings, profiles=back, removed=removed, current=again))
            raise

    async def _nothing_waits(self, profile_id: str) -> None:
        count = await self._data.waiting(profile_id)
        if count:
            raise OrdersWait(count)

    def _known(self, profile_id: str) -> Profile:
        profile = self.profile(profile_id)
        if profile is None:
            raise KeyError(profile_id)
        return profile

    def _with(self, profile: Profile) -> Settings:
        ids = [p.profile_id for p in self.profiles]
        kept = tuple(profile if p.profile_id == profile.profile_id else p for p in self.profiles)
        return replace(
            self.settings,
            profiles=kept if profile.profile_id in ids else (*kept, profile),
            removed=tuple(p for p in self.settings.removed if p.profile_id != profile.profile_id),
        )

    def _news(self, news: KeyNews, *, new: bool = False) -> None:
        """`new` makes what is still being read of the key so far worth nothing."""
        if new:
            self._turns[news.profile_id] = self._turns.get(news.profile_id, 0) + 1
        self._note(news.profile_id, news.trouble)
        self.keyed.emit(news)

    def _note(self, profile_id: str, trouble: str) -> None:
        if trouble != self.trouble(profile_id):
            self._troubles[profile_id] = trouble
            self.changed.emit(None)

    def _keep(self, settings: Settings) -> None:
        """As `_save`; what the disk refuses holds for as long as the program runs, as it is so by now."""
        try:
            self._save(settings)
        except OSError:
            self.settings = settings
            self.changed.emit(None)
