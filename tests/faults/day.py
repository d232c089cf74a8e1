"""What came of a shop's day under faults."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Day:
    """What came of a scenario. `happened` counts faults, deaths and the like by name."""

    orders: int = 0
    payments: int = 0
    lost: int = 0
    doubled: int = 0
    twice_on_demand: int = 0
    states: Counter[str] = field(default_factory=Counter)
    happened: Counter[str] = field(default_factory=Counter)
    lies: list[str] = field(default_factory=list)

    def add(self, other: "Day") -> None:
        """Sums up."""
        for name in ("orders", "payments", "lost", "doubled", "twice_on_demand"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.states += other.states
        self.happened += other.happened
        self.lies += other.lies

    @property
    def honest(self) -> bool:
        """Whether nothing was lost, doubled or said wrongly."""
        return not (self.lost or self.doubled or self.lies)
