"""What the bench sets aside because the computer was slow, and that it never does so for the program."""

import asyncio
import time
from threading import Thread

from tests.bench.children.pace import Pace, by_others
from tests.bench.paced import Paced, Pacing


def _run(count: int, *, slow: int = 0) -> Paced:
    """So many steady measurements of 5 ms, and `slow` of 40 ms beside a slow probe."""
    steady = [1.0] * count
    return Paced([5.0] * count + [40.0] * slow, steady + [9.0] * slow, steady + [1.0] * slow)


def test_what_stands_beside_a_slow_probe_is_set_aside_whichever_of_the_two_it_is() -> None:
    before = Paced([5.0, 6.0, 90.0], [1.0, 1.0, 2.1], [3.0, 3.0, 3.0])
    after = Paced([5.0, 6.0, 90.0], [1.0, 1.0, 1.0], [3.0, 3.0, 6.1])
    assert before.kept == [5.0, 6.0]
    assert after.kept == [5.0, 6.0]


def test_a_probe_that_takes_just_twice_its_median_sets_nothing_aside() -> None:
    assert Paced([5.0, 6.0, 90.0], [1.0, 1.0, 2.0], [3.0, 6.0, 3.0]).kept == [5.0, 6.0, 90.0]


def test_what_is_slow_between_steady_probes_stays() -> None:
    pacing = Pacing.of([Paced([5.0] * 97 + [50.0] * 3, [1.0] * 100, [1.0] * 100)])
    check = pacing.slowest(8.0)
    assert (check.value, check.kept, pacing.aside) == (50.0, False, 0.0)
    assert check.name == "slowest in a hundred while the computer kept its pace, ms"


def test_each_run_is_compared_with_its_own_median() -> None:
    slow_all_along = Paced([9.0, 9.0], [4.0, 4.0], [4.0, 4.0])
    steady = Paced([5.0, 5.0, 5.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    assert Pacing.of([steady, slow_all_along]).kept.values == (5.0, 5.0, 5.0, 9.0, 9.0)


def test_how_much_was_set_aside_is_told_with_the_slowest_of_all() -> None:
    pacing = Pacing.of([_run(49, slow=1), _run(49, slow=1)])
    assert pacing.slowest(8.0).value == 5.0
    assert pacing.aside == 2.0
    assert pacing.told("keys") == (
        "the computer was slow at 2 % of the 100 keys, which are set aside; over all keys the slowest in a "
        "hundred takes 40 ms"
    )


def test_with_too_many_set_aside_nothing_was_measured() -> None:
    assert Pacing.of([_run(90, slow=10)]).unmeasured == ""
    assert Pacing.of([_run(88, slow=12)]).unmeasured == "the computer was slow at 12 % of all measurements"


def test_a_probe_counts_where_no_other_thread_computes() -> None:
    took = Pace(lambda: 7.0).now()
    assert took is not None
    assert took > 0


def test_a_probe_during_which_another_thread_computes_is_tried_again() -> None:
    told = [1.0, 2.0, 2.0, 3.0, 3.0, 3.0]
    pace = Pace(lambda: told.pop(0))
    assert pace.now() is None
    assert asyncio.run(pace.alone()) > 0
    assert not told


def test_what_other_threads_compute_is_seen() -> None:
    def compute() -> None:
        while time.thread_time() < 0.1:
            sum(range(10_000))

    before = by_others()
    other = Thread(target=compute)
    other.start()
    other.join()
    assert by_others() - before > 0.05
