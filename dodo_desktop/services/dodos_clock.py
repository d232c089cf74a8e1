"""Dodo's clock, as far as it is known without asking."""

from datetime import datetime, timedelta

from dodo_desktop.services.ports import Clock

HOLDS = 60.0
"""Seconds for which what Dodo's clock told is good for telling its time now."""

_JUMP = 5.0


class DodosClock:
    """Goes on from what was last heard."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heard: tuple[datetime, float, datetime] | None = None

    def note(self, server_now: datetime) -> None:
        """Dodo's time is this now."""
        self._heard = server_now, self._clock.monotonic(), self._clock.now()

    def now(self) -> datetime | None:
        """Dodo's time; None where nothing was heard for too long, or this computer slept or was set since."""
        if self._heard is None:
            return None
        told, at, local = self._heard
        age = self._clock.monotonic() - at
        jump = (self._clock.now() - local).total_seconds() - age
        return told + timedelta(seconds=age) if age < HOLDS and abs(jump) < _JUMP else None
