"""Things that are made when they are looked at."""

import pytest

from dodo_desktop.core.lazily import Lazily


def test_each_is_made_when_it_is_first_asked_for_and_once() -> None:
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return f"no. {number}"

    things = Lazily([10, 20, 30], make)
    assert (len(things), bool(things), made) == (3, True, [])
    assert [things[1], things[-1], things[1]] == ["no. 20", "no. 30", "no. 20"]
    assert made == [20, 30]
    assert things[:2] == ["no. 10", "no. 20"]
    assert list(things) == ["no. 10", "no. 20", "no. 30"]
    assert made == [20, 30, 10]


def test_there_are_no_more_than_their_source_has() -> None:
    things = Lazily("ab", str.upper)
    for place in (2, -3):
        with pytest.raises(IndexError):
            _none = things[place]
    assert not Lazily((), str)
