"""Coroutine tests of widgets run on Qt's own loop."""

import asyncio

import pytest
from qasync import QEventLoop

pytestmark = pytest.mark.anyio


async def test_the_loop_is_qts_and_turns() -> None:
    assert isinstance(asyncio.get_running_loop(), QEventLoop)
    assert await asyncio.wait_for(asyncio.to_thread(lambda: 42), 10) == 42
