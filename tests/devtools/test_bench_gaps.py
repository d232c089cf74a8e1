"""Which gaps of the window's loop are judged, and that the program cannot have one set aside."""

import pytest

from tests.bench.children.pace import Pace
from tests.bench.figures import markdown
from tests.bench.gaps import Gap, gaps_of, gaps_row

_PROBE = 0.001


def _gap(length: float, computing: float = 1.0, *, slowed: bool = False) -> Gap:
    return Gap(length, computing, "create", slowed)


def _told(
    *probes: float | None, usual: tuple[float, ...] = (_PROBE, _PROBE, 9 * _PROBE)
) -> dict[str, object]:
    return {"gaps": [(20.0, 3.0, "create", probe) for probe in probes], "usual": list(usual)}


def test_a_gap_that_ends_while_the_computer_is_slow_is_marked() -> None:
    slowed = [gap.slowed for gap in gaps_of(_told(_PROBE, 2 * _PROBE, 2.1 * _PROBE))]
    assert slowed == [False, False, True]


@pytest.mark.parametrize(
    "told",
    [_told(None), _told(9.0, usual=()), _told(9.0, usual=(0.0, 0.0))],
    ids=["no probe", "nothing to compare with", "a clock that is too coarse"],
)
def test_where_nothing_can_be_said_of_the_computer_the_gap_is_the_programs(told: dict[str, object]) -> None:
    assert [gap.slowed for gap in gaps_of(told)] == [False]


def test_only_what_the_computer_had_no_part_in_is_judged_and_all_is_told() -> None:
    calm = [_gap(20.0), _gap(30.0, 25.0), _gap(90.0, slowed=True)]
    row = gaps_row(
        "gaps", "gaps of the loop", [[_gap(17.0)] * 3, calm], [_gap(18.0, slowed=True), _gap(17.0)]
    )
    assert [(check.value, check.kept) for check in row.checks] == [(2.0, True), (30.0, True)]
    assert all("while the computer kept its pace" in check.name for check in row.checks)
    assert row.notes[:4] == (
        "1 of them with over 16 ms of the window's own work, at most 25",
        "3 gaps over 16 ms in all, the longest 90 ms; at the end of 1 of them the computer was slow",
        "2 gaps of some seconds at rest after each run, at most 18 ms, the computer slow at 1 of them",
        "90 ms, 1 of them own work: create; the computer was slow",
    )
    assert f"- gaps of the loop: {row.notes[1]}." in markdown([row], "2026-01-02", "a machine").splitlines()


def test_the_calmest_run_is_the_one_with_the_fewest_gaps_of_the_program() -> None:
    few = [_gap(40.0), *[_gap(20.0, slowed=True)] * 9]
    row = gaps_row("gaps", "gaps of the loop", [[_gap(17.0), _gap(17.0)], few])
    assert [check.value for check in row.checks] == [1.0, 40.0]
    assert row.data["runs"][1][0] == {"length": 40.0, "computing": 1.0, "doing": "create", "slowed": False}


def test_a_run_without_any_gap_is_told() -> None:
    row = gaps_row("gaps", "gaps of the loop", [[_gap(99.0)], []])
    assert [check.value for check in row.checks] == [0.0, 0.0]
    assert row.ours == "0 gaps"
    assert row.beside.startswith("0 gaps over 16 ms in all")


def test_too_many_or_too_long_ones_are_missed() -> None:
    row = gaps_row("gaps", "gaps of the loop", [[_gap(17.0)] * 5 + [_gap(61.0)]])
    assert [check.kept for check in row.checks] == [False, False]


def test_a_probe_of_computing_time_is_none_while_another_thread_computes() -> None:
    told = [1.0, 2.0, 2.0, 2.0]
    pace = Pace(lambda: told.pop(0))
    assert pace.computed() is None
    took = pace.computed()
    assert took is not None
    assert took >= 0
