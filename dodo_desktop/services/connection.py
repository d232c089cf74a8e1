"""Connection: whether Dodo can be reached, as the answers tell it."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from dodo_desktop.core.value import value
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Clock

ConnectionState = Literal["unknown", "online", "offline", "ready", "keyless"]

PROBE_FIRST = 1.0
PROBE_MOST = 30.0
"""Seconds: bounds of the wait from one probe to the next while offline."""

TELL_EVERY = 1.0
"""Seconds from one telling that all is as it was to the next, at least."""

SILENCE = 60.0
"""Seconds without a word of Dodo's after which it is asked whether it is still there."""


@value
class Connection:
    """`since` is when the state began, `checked_at` when it was last seen. ``ready`` is practice's online;
    ``keyless`` says that nobody is asked for want of a key, and `why` is one of KEYLESS then."""

    state: ConnectionState = "unknown"
    since: datetime | None = None
    checked_at: datetime | None = None
    why: str = ""


class Connectivity:
    """Keeps the state and says when the next probe is due."""

    def __init__(self, clock: Clock, *, practice: bool) -> None:
        self._clock = clock
        self._online: ConnectionState = "ready" if practice else "online"
        self._heard_at = clock.monotonic()
        self._told_at = float("-inf")
        self._probe_at = 0.0
        self._failures = 0
        self.current = Connection("ready" if practice else "unknown")
        self.changed: Feed[Connection] = Feed()

    @property
    def offline(self) -> bool:
        """Whether the last try did not reach Dodo."""
        return self.current.state == "offline"

    def answered(self) -> bool:
        """Dodo answered something. Returns whether it could not be reached before."""
        was_offline = self.offline
        self._failures = 0
        self._see(self._online)
        return was_offline

    def unreachable(self) -> None:
        """A try did not reach Dodo; the next probe is a while off."""
        wait = min(PROBE_MOST, PROBE_FIRST * 2.0 ** min(self._failures, 8))
        self._failures += 1
        self._probe_at = self._clock.monotonic() + wait
        self._see("offline")

    def keyless(self, why: str) -> None:
        """There is no key to ask with, for one of KEYLESS."""
        if (self.current.state, self.current.why) != ("keyless", why):
            self._see("keyless", why)

    def wait(self) -> None:
        """A key is on its way, or is gone to be looked at anew: nothing is known."""
        if self.current.state == "keyless":
            self._see("unknown")

    def probe_now(self) -> None:
        """Somebody wants to know: the next probe is due at once."""
        self._probe_at = self._clock.monotonic()
        self._failures = 0

    def doubt(self) -> None:
        """What others see does not fit the state: the next probe is due at once."""
        self._probe_at = self._clock.monotonic()
        self._heard_at = self._probe_at - SILENCE
        # Whatever comes of it is told.
        self._told_at = float("-inf")

    @property
    def silent(self) -> bool:
        """Whether nothing was heard for so long that the state proves little. Practice is always near."""
        return self._online == "online" and self._clock.monotonic() - self._heard_at >= SILENCE

    @property
    def seconds_to_probe(self) -> float:
        """Zero where a probe is due."""
        return max(0.0, self._probe_at - self._clock.monotonic())

    def _see(self, state: ConnectionState, why: str = "") -> None:
        now, self._heard_at = self._clock.now(), self._clock.monotonic()
        before = self.current
        since = before.since if before.state == state and before.since else now
        self.current = replace(before, state=state, since=since, checked_at=now, why=why)
        as_before = (before.state, before.why) == (state, why)
        if as_before and 0 <= self._heard_at - self._told_at < TELL_EVERY:
            return
        self._told_at = self._heard_at
        self.changed.emit(self.current)
