"""Resolving: whether the environment's key is for test or for live, before anything is opened with it.

A key does not say so itself, and a guess could make links where nobody wants them: with real money, or
without any. So nothing is guessed. Where Dodo cannot be asked, an earlier session with the same key tells.
"""

import asyncio
from collections.abc import Callable

from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.value import value
from dodo_desktop.services.account import Probe
from dodo_desktop.services.keys import MODES, KeyRefused, accepting_mode


@value
class Resolved:
    """The mode, or an empty one and why it is unknown: refused (by both hosts), offline or throttled."""

    mode: str = ""
    reason: str = ""


async def mode_of(key: str, probe: Probe, known: Callable[[str], bool]) -> Resolved:
    """What the key is for. `known` tells whether there are data of an earlier session with it in a mode."""
    answers = dict(
        zip(MODES, await asyncio.gather(*(_asked(mode, key, probe) for mode in MODES)), strict=True)
    )
    try:
        return Resolved(accepting_mode(answers))
    except KeyRefused as refused:
        earlier = [mode for mode in MODES if known(mode)]
        return Resolved(earlier[0]) if len(earlier) == 1 else Resolved(reason=refused.reason)


async def _asked(mode: str, key: str, probe: Probe) -> ProbeAnswer:
    try:
        return await probe(mode, key)
    except ValueError:
        return ProbeAnswer(False)
