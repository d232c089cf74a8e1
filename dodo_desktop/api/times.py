"""Clocks and the times that HTTP headers tell."""

import math
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

LONGEST_WAIT = 3600.0
"""Seconds. A longer wait is asked about again after this one."""


class Clock(Protocol):
    """The time. `now` is aware, in UTC; `monotonic` counts seconds and never goes back."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


class ComputerClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds."""
        return time.monotonic()


def http_date(text: str) -> datetime | None:
    """An HTTP date, aware and in UTC; None where it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def told_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait as told by Retry-After, else by X-RateLimit-Reset; None where neither says.

    Header names in lower case. The answer's own Date is taken for now where it has one, so that a wrong
    clock here does no harm. A wait of nothing counts as not told.
    """
    now = http_date(headers.get("date", "")) or now
    wait = _retry_after(headers.get("retry-after", "").strip(), now)
    if wait is None:
        wait = reset_wait(headers, now)
    return wait if wait else None


def _retry_after(text: str, now: datetime) -> float | None:
    seconds = _number(text)
    if seconds is None:
        moment = http_date(text)
        seconds = (moment - now).total_seconds() if moment else None
    return _bounded(seconds)


def reset_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds until X-RateLimit-Reset.

    Dodo does not say its unit: small numbers are seconds from now, large ones a moment in seconds or
    milliseconds since 1970, and a date is a date.
    """
    text = headers.get("x-ratelimit-reset", "").strip()
    value = _number(text)
    if value is None:
        moment = http_date(text)
        return _bounded((moment - now).total_seconds() if moment else None)
    if value > 1e11:
        value /= 1000
    if value > 1e8:
        value -= now.timestamp()
    return _bounded(value)


def _bounded(seconds: float | None) -> float | None:
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_WAIT)
