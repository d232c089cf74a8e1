"""What was used lately is remembered, and no more than there is room for."""

from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.core.lately import Lately


def held(memory: Lately[str, int], keys: str) -> str:
    """Those of `keys` that are still kept; asking for them uses them."""
    return "".join(key for key in keys if memory.get(key) is not None)


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    memory: Lately[str, int] = Lately(3)
    for number, key in enumerate("abc"):
        assert memory.keep(key, number) == number
    assert memory.get("a") == 0
    memory.keep("d", 3)
    assert held(memory, "abcd") == "acd", "a was used after b"


def test_a_heavy_thing_takes_the_room_of_several() -> None:
    memory: Lately[str, int] = Lately(10)
    for key in "abcd":
        memory.keep(key, 1, 2)
    memory.keep("e", 1, 6)
    assert (held(memory, "abcde"), memory.weight, len(memory)) == ("cde", 10, 3)


def test_what_is_heavier_than_all_the_room_is_kept_alone() -> None:
    memory: Lately[str, int] = Lately(3)
    memory.keep("a", 1)
    memory.keep("b", 2, 9)
    assert (held(memory, "ab"), memory.weight) == ("b", 9)
    memory.keep("c", 3)
    assert (held(memory, "abc"), memory.weight) == ("c", 1)


def test_what_is_kept_anew_weighs_once() -> None:
    memory: Lately[str, int] = Lately(10)
    memory.keep("a", 1, 4)
    memory.keep("b", 2, 4)
    memory.keep("a", 3, 6)
    assert (memory.get("a"), memory.get("b"), memory.weight) == (3, 2, 10)


def test_less_room_is_made_when_something_comes() -> None:
    memory: Lately[str, int] = Lately(5)
    for key in "abcde":
        memory.keep(key, 1)
    memory.room = 2
    memory.keep("f", 1)
    assert held(memory, "abcdef") == "ef"


def test_nothing_is_left_once_all_is_forgotten() -> None:
    memory: Lately[str, int] = Lately(2)
    memory.keep("a", 1)
    memory.clear()
    assert (memory.get("a"), memory.weight, len(memory)) == (None, 0, 0)
    memory.keep("b", 1)
    memory.keep("c", 1)
    assert held(memory, "bc") == "bc"


@given(st.integers(1, 12), st.lists(st.tuples(st.sampled_from("abcdefg"), st.integers(1, 6))))
def test_however_it_is_used_it_knows_what_it_holds(room: int, given_ones: list[tuple[str, int]]) -> None:
    memory: Lately[str, int] = Lately(room)
    weights: dict[str, int] = {}
    for key, weight in given_ones:
        memory.keep(key, weight, weight)
        weights[key] = weight
        assert memory.get(key) == weight
        assert memory.weight <= max(room, weight)
    kept = [key for key in weights if memory.get(key) is not None]
    assert memory.weight == sum(weights[key] for key in kept)
    assert len(memory) == len(kept)
