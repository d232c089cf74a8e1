"""The computer's clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """The time as the computer has it."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()
