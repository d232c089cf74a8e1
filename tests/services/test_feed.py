"""News to those who listen, and one among them who fails."""

import asyncio
import sys
from typing import Any

import pytest

from dodo_desktop.services.feed import Feed


def told(feed: Feed[str]) -> list[str]:
    """Two listeners, of whom the first fails; what the second heard."""
    heard: list[str] = []

    def fails(_news: str) -> None:
        raise ValueError("a listener's own fault")

    feed.subscribe(fails)
    feed.subscribe(heard.append)
    feed.emit("news")
    return heard


def test_before_there_is_a_loop_a_listener_that_fails_is_reported_to_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, fault, _trace: reported.append(fault))
    assert told(Feed()) == ["news"]
    assert [str(fault) for fault in reported] == ["a listener's own fault"]


@pytest.mark.anyio
async def test_a_listener_that_fails_is_reported_to_the_loop() -> None:
    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reported.append(context))
    assert told(Feed()) == ["news"]
    assert [str(context["exception"]) for context in reported] == ["a listener's own fault"]


def test_who_ended_the_subscription_hears_nothing() -> None:
    feed: Feed[str] = Feed()
    heard: list[str] = []
    end = feed.subscribe(heard.append)
    end()
    end()
    feed.emit("news")
    assert heard == []
