"""What was used lately, of what takes long to make: lines of text laid out, pictures of cells, codes."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lately(Generic[K, V]):
    """Keeps as much as there is `room` for, each thing with a weight, and forgets what was used longest ago.

    One by one: all at once would have what is on the screen made anew now and then, and leave holes in the
    memory that nothing else fits into.
    """

    def __init__(self, room: float) -> None:
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._weight = 0
        self.room = room
        """It may change; what there is no room for any more goes when the next thing is kept."""

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def weight(self) -> int:
        """Of all that is kept."""
        return self._weight

    def get(self, key: K) -> V | None:
        """What is kept under this key, which is used now; None where there is nothing."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: K, made: V, weight: int = 1) -> V:
        """Remember this, whatever its own weight; it comes back."""
        before = self._kept.pop(key, None)
        self._weight += weight - (before[1] if before is not None else 0)
        while self._kept and self._weight > self.room:
            _key, (_made, freed) = self._kept.popitem(last=False)
            self._weight -= freed
        self._kept[key] = made, weight
        return made

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._weight = 0
