"""The tables that a proof ends with."""

from collections import Counter

from tests.faults.day import Day
from tests.faults.kills import Deaths


def outcome_table(ours: Day, sdk: Day, version: str) -> str:
    """What became of the orders, ours beside the SDK's."""
    rows: list[tuple[str, int | str, int | str]] = [
        ("orders", ours.orders, sdk.orders),
        ("payments at the host", ours.payments, sdk.payments),
        ("lost: made or saved, and not told", ours.lost, sdk.lost),
        ("doubled: more than one payment", ours.doubled, sdk.doubled),
        ("more than one after Send again was pressed", ours.twice_on_demand, "-"),
        ("lies: it says what is not so", len(ours.lies), len(sdk.lies)),
    ]
    for state in sorted(ours.states.keys() | sdk.states.keys()):
        rows.append((f"in the end {state}", ours.states[state], sdk.states[state]))
    return _table(("", "this app", f"SDK {version}"), rows)


def fault_table(ours: Counter[str], sdk: Counter[str]) -> str:
    """What went wrong how often."""
    rows = [(name, ours[name], sdk[name]) for name in sorted(ours.keys() | sdk.keys())]
    return _table(("what went wrong", "this app", "SDK"), [*rows, ("all", ours.total(), sdk.total())])


def kill_table(deaths: Deaths) -> str:
    """When the program was killed, and what was left."""
    rows = [
        *((f"killed {moment}", many) for moment, many in sorted(deaths.moments.items())),
        ("killed in all", deaths.kills),
        *((f"orders that it found {state}", many) for state, many in sorted(deaths.caught.items())),
        ("database intact", deaths.intact),
        ("drafts acknowledged as saved", deaths.saved),
        ("orders acknowledged as queued", deaths.queued),
        ("orders", deaths.orders),
        ("payments at the host", deaths.payments),
        ("lost or told wrongly", len(deaths.lies)),
        ("doubled", deaths.doubled),
        *((f"in the end {state}", many) for state, many in sorted(deaths.states.items())),
    ]
    wide = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:{wide}}  {many:>8,}" for name, many in rows)


def _table(head: tuple[str, str, str], rows: list[tuple[str, int | str, int | str]]) -> str:
    wide = max(len(name) for name, _, _ in rows)
    lines = [f"{head[0]:{wide}}  {head[1]:>12}  {head[2]:>12}"]
    for name, ours, sdk in rows:
        lines.append(f"{name:{wide}}  {_cell(ours):>12}  {_cell(sdk):>12}")
    return "\n".join(lines)


def _cell(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
