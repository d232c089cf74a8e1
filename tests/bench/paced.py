"""What was measured while the computer kept its pace, and how much was set aside because it did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.figures import Check, Series, number

SLOW = 2.0
"""How many times as long as mostly a probe takes where the computer was slow."""
MOST_ASIDE = 10.0
"""Percent of all that may be set aside; with more, nothing was measured."""
KEPT_PACE = "while the computer kept its pace"


@dataclass(frozen=True)
class Paced:
    """Measurements of one run, in one unit, each between two probes, see ``children.pace``."""

    values: Sequence[float]
    before: Sequence[float]
    after: Sequence[float]

    @property
    def kept(self) -> list[float]:
        """Those beside which neither probe took more than `SLOW` times its median over the run.

        Both probes stand outside of what is measured, and no thread of the program computes during one: what
        the program itself does slowly is never set aside.
        """
        most = SLOW * median(self.before), SLOW * median(self.after)
        each = zip(self.values, self.before, self.after, strict=True)
        return [value for value, before, after in each if before <= most[0] and after <= most[1]]


@dataclass(frozen=True)
class Pacing:
    """All runs together: what is judged, `kept`, and `all` that was measured."""

    kept: Series
    all: Series

    @classmethod
    def of(cls, runs: Sequence[Paced], unit: str = "ms") -> "Pacing":
        """Each run has its own medians."""
        kept = tuple(value for run in runs for value in run.kept)
        return cls(Series(kept, unit), Series(tuple(value for run in runs for value in run.values), unit))

    @property
    def aside(self) -> float:
        """Percent of all that are not judged."""
        count = len(self.all.values)
        return 100 * (count - len(self.kept.values)) / count

    @property
    def unmeasured(self) -> str:
        """Why nothing is judged; empty where so few were set aside that something is."""
        if self.aside <= MOST_ASIDE:
            return ""
        return f"the computer was slow at {number(self.aside)} % of all measurements"

    def slowest(self, target: float) -> Check:
        """The slowest in a hundred of what is judged."""
        return Check(f"slowest in a hundred {KEPT_PACE}, {self.kept.unit}", self.kept.percentile(99), target)

    def told(self, what: str) -> str:
        """What was set aside, and the same figure over all. `what` names the things measured."""
        aside, count = number(self.aside), f"{len(self.all.values):,}"
        slowest = f"{number(self.all.percentile(99))} {self.all.unit}"
        return (
            f"the computer was slow at {aside} % of the {count} {what}, which are set aside; over all {what} "
            f"the slowest in a hundred takes {slowest}"
        )
