"""Gaps of the window's loop, and which of them the computer itself had a part in."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.bench.figures import Check, Row
from tests.bench.paced import KEPT_PACE, SLOW

LONG, GAPS, LONGEST = 16.0, 5.0, 60.0
"""From how many milliseconds on a gap counts; how many there may be, and how long the longest."""

_TOLD = 12


@dataclass(frozen=True)
class Gap:
    """A moment in which the loop did not answer: its milliseconds, how many of them the window's own thread
    was computing, and what was being done. `slowed`: the computer was slow when it ended."""

    length: float
    computing: float
    doing: str
    slowed: bool

    def __str__(self) -> str:
        slowed = "; the computer was slow" if self.slowed else ""
        return f"{self.length:.0f} ms, {self.computing:.0f} of them own work: {self.doing}{slowed}"


Gaps = Sequence[Gap]


def gaps_of(told: dict[str, Any]) -> list[Gap]:
    """What ``children.beats`` tells of one run.

    A gap is the computer's where the probe right after it took more than `SLOW` times as long as the usual
    ones of the run. Without a probe, and without usual ones that say anything, it is the program's.
    """
    most = SLOW * median(told["usual"]) if told["usual"] else 0.0
    return [
        Gap(length, computing, doing, slowed=probe is not None and 0 < most < probe)
        for length, computing, doing, probe in told["gaps"]
    ]


def judged(gaps: Gaps) -> list[Gap]:
    """Those at whose end the computer kept its pace."""
    return [gap for gap in gaps if not gap.slowed]


def longest(gaps: Gaps) -> float:
    """The milliseconds of the longest of them."""
    return max((gap.length for gap in gaps), default=0.0)


def gaps_row(name: str, what: str, runs: Sequence[Gaps], rest: Gaps = ()) -> Row:
    """The row of the calmest run: what else goes on in a computer is not the program's doing.

    `rest` are the gaps of the same loops while nobody did anything.
    """
    calm = min(runs, key=lambda run: (len(judged(run)), longest(judged(run)), len(run)))
    kept = judged(calm)
    own = [gap.computing for gap in kept if gap.computing > LONG]
    checks = (
        Check(f"gaps over 16 ms {KEPT_PACE}", float(len(kept)), GAPS),
        Check(f"longest gap {KEPT_PACE}, ms", longest(kept), LONGEST),
    )
    told = f"{len(own)} of them with over 16 ms of the window's own work, at most {max(own, default=0.0):.0f}"
    still = (
        f"{len(rest)} gaps of some seconds at rest after each run, at most {longest(rest):.0f} ms, the "
        f"computer slow at {len(rest) - len(judged(rest))} of them"
    )
    beside = (
        f"{len(calm)} gaps over 16 ms in all, the longest {longest(calm):.0f} ms; at the end of "
        f"{len(calm) - len(kept)} of them the computer was slow"
    )
    each = [str(gap) for gap in sorted(calm, key=lambda gap: gap.length, reverse=True)[:_TOLD]]
    return Row(
        name,
        what,
        "-",
        f"{len(kept)} gaps",
        "",
        checks,
        notes=(told, beside, still, *each),
        beside=beside,
        data={"runs": [list(map(vars, run)) for run in runs], "rest": list(map(vars, rest))},
    )
