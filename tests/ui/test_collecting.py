"""Garbage is collected by the window's thread, as long as the program runs."""

import gc
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import dodo_desktop
from dodo_desktop.ui.collecting import _COMING, _EVERY_MS, _MUCH, _SOON_MS, Collector, collect_due


class Ring:
    """An object that only the collection of cycles can end."""

    def __init__(self, ended: list[str]) -> None:
        self.own = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread().name))


@pytest.fixture
def collector(qapp: QApplication) -> Collector:
    return Collector()


def test_no_other_thread_collects_and_what_was_set_before_is_set_again(collector: Collector) -> None:
    before = gc.isenabled()
    collector.start()
    assert not gc.isenabled()
    ended: list[str] = []
    Ring(ended)

    def work() -> None:
        kept = [[number] for number in range(50_000)]
        assert len(kept) == 50_000

    thread = threading.Thread(target=work, name="worker")
    thread.start()
    thread.join()
    assert ended == []
    # As many as Python waits for; what the thread had was counted off again as it was let go.
    many = [[number] for number in range(gc.get_threshold()[0] + 1)]
    collect_due()
    assert many
    assert ended == [threading.current_thread().name]
    collector.stop()
    assert gc.isenabled() is before


def test_a_busy_moment_is_not_kept_until_many_more_have_passed(collector: Collector) -> None:
    collector.start()
    gc.collect()
    before = [each["collections"] for each in gc.get_stats()]
    young, middle, _old = gc.get_threshold()
    many = [[number] for number in range(young * middle + 1)]
    collect_due()
    after = [each["collections"] for each in gc.get_stats()]
    collector.stop()
    assert many
    assert [now - then for now, then in zip(after, before, strict=True)] == [0, 1, 0]


def test_while_the_window_comes_each_turn_looks_through_what_came_since_the_one_before(
    collector: Collector,
) -> None:
    collector.start()
    kept: list[list[int]] = []
    ended: list[str] = []
    for turn in range(1, 4):
        kept += [[number] for number in range(100)]
        Ring(ended)
        frozen = gc.get_freeze_count()
        collector._turn()
        assert len(ended) == turn
        assert gc.get_freeze_count() >= frozen + 100
        # Nothing that was there is looked at again.
        assert not any(each is kept for each in gc.get_objects())
    collector.stop()
    assert gc.get_freeze_count() == 0


def test_after_a_busy_moment_the_next_turn_comes_soon_and_then_as_usual(collector: Collector) -> None:
    collector.start()
    for _turn in range(_COMING):
        collector._turn()
    assert collector._timer.interval() == _EVERY_MS
    many = [[number] for number in range(gc.get_threshold()[0] * (_MUCH + 1))]
    collector._turn()
    soon = collector._timer.interval()
    collector._turn()
    usual = collector._timer.interval()
    collector.stop()
    assert many
    assert (soon, usual) == (_SOON_MS, _EVERY_MS)


def test_nobody_else_has_python_collect_by_itself() -> None:
    package = Path(dodo_desktop.__file__).parent
    enabling = {path.name for path in package.rglob("*.py") if "gc.enable(" in path.read_text("utf-8")}
    assert enabling == {"collecting.py"}
