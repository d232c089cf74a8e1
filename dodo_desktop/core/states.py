"""Finding a country's states by their names, in any of its languages, or by their codes."""

from collections.abc import Sequence
from functools import lru_cache

from dodo_desktop.core.address_table import State, address_row
from dodo_desktop.core.search import Entry, Index, fold


@lru_cache(maxsize=64)
def _index(country: str) -> Index:
    # A name stands for its state: the lists have no other key that is always there.
    return Index.of(
        Entry(state.name, state.name, (state.code, state.native, *state.others))
        for state in address_row(country).states
    )


@lru_cache(maxsize=64)
def _by_name(country: str) -> dict[str, State]:
    return {state.name: state for state in address_row(country).states}


def find_states(country: str, text: str) -> Sequence[State]:
    """The states of a country that fit what has been typed so far, best first; all, by name, for no text."""
    known = _by_name(country)
    found = [known[name] for name in _index(country).find(text)] if known else []
    code = fold(text)
    # A code is short enough to be the beginning of several names.
    return sorted(found, key=lambda state: not code or fold(state.code) != code)


def resolve_state(country: str, text: str) -> State | None:
    """The state that `text` means as a whole code or name, case and accents aside; None if it is unsure."""
    known = _by_name(country)
    if not known:
        return None
    typed = fold(text)
    coded = [state for state in known.values() if typed and fold(state.code) == typed]
    if len(coded) == 1:
        return coded[0]
    name = _index(country).resolve(text)
    return known[name] if name else None


def shown_name(state: State, text: str) -> str:
    """The name to write for a state that was meant by `text`: in the script in which it was typed."""
    native = bool(state.native) and any(not c.isascii() and c.isalpha() for c in text)
    if not native or fold(text) in {fold(name) for name in (state.name, state.code)}:
        return state.name
    return state.native
