"""Hearing where a widget goes on the screen."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from dodo_desktop.ui.follower import Follower


class Heard:
    """A follower, and what it told."""

    def __init__(self, owner: QObject) -> None:
        self.told: list[str] = []
        self.follower = Follower(owner, lambda: self.told.append("moved"), lambda: self.told.append("lost"))

    def after(self, widget: QWidget) -> list[str]:
        """What is told when a widget goes somewhere else."""
        self.told.clear()
        widget.move(widget.x() + 1, widget.y())
        QApplication.processEvents()
        return list(self.told)


@pytest.fixture
def inner(window: QWidget) -> QWidget:
    outer = QWidget(window)
    made = QWidget(outer)
    outer.show()
    made.show()
    return made


def _outer(inner: QWidget) -> QWidget:
    outer = inner.parentWidget()
    assert outer is not None
    return outer


def test_each_move_from_the_target_up_is_heard_until_it_stops(window: QWidget, inner: QWidget) -> None:
    heard = Heard(window)
    for _time in range(3):
        heard.follower.follow(inner, window)
        assert heard.after(inner) == ["moved"]
        assert heard.after(_outer(inner)) == ["moved"]
        heard.follower.stop()
        assert heard.after(inner) == []
        assert heard.after(_outer(inner)) == []


def test_who_is_followed_twice_is_heard_once(window: QWidget, inner: QWidget) -> None:
    heard = Heard(window)
    heard.follower.follow(inner, window)
    heard.follower.follow(inner, window)
    assert heard.after(inner) == ["moved"]


def test_another_is_followed_instead_of_the_one_before(window: QWidget, inner: QWidget) -> None:
    heard = Heard(window)
    other = QWidget(window)
    other.show()
    heard.follower.follow(inner, window)
    heard.follower.follow(other, window)
    assert heard.after(inner) == []
    assert heard.after(other) == ["moved"]
    delete(_outer(inner))
    assert "lost" not in heard.told


def test_the_end_of_one_of_them_is_heard_once(window: QWidget, inner: QWidget) -> None:
    heard = Heard(window)
    heard.follower.follow(inner, window)
    heard.told.clear()
    delete(_outer(inner))
    assert heard.told == ["lost"]
    heard.follower.stop()
    assert heard.after(window) == []


def test_the_end_of_one_who_is_followed_no_longer_is_nobodys_loss(window: QWidget, inner: QWidget) -> None:
    heard = Heard(window)
    outer = _outer(inner)
    heard.follower.follow(inner, window)
    heard.follower.stop()
    heard.told.clear()
    delete(inner)
    assert heard.told == []
    again = QWidget(outer)
    again.show()
    heard.follower.follow(again, window)
    assert heard.after(again) == ["moved"]


def test_who_was_moved_to_another_parent_is_followed_there(window: QWidget, inner: QWidget) -> None:
    heard = Heard(window)
    heard.follower.follow(inner, window)
    heard.follower.stop()
    other = QWidget(window)
    other.show()
    outer = _outer(inner)
    inner.setParent(other)
    inner.show()
    heard.follower.follow(inner, window)
    assert heard.after(other) == ["moved"]
    assert heard.after(outer) == []
