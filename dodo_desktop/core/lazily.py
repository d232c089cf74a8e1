"""Things of which only some are looked at."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Lazily(Sequence[T]):
    """As many things as there are in `source`, each made by `make` when it is first asked for, and once."""

    def __init__(self, source: Sequence[S], make: Callable[[S], T]) -> None:
        self._make: Callable[[int], T] = lambda place: make(source[place])
        self._made: dict[int, T] = {}
        self._count = len(source)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> list[T]: ...

    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._count))]
        if place < 0:
            place += self._count
        if not 0 <= place < self._count:
            raise IndexError(place)
        made = self._made
        if place not in made:
            made[place] = self._make(place)
        return made[place]
