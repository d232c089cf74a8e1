"""Work that has begun before anybody awaits it."""

import asyncio
from collections.abc import Awaitable

import pytest

from dodo_desktop.ui.tasks import begun

pytestmark = pytest.mark.anyio


async def test_work_begins_at_once_and_goes_on_when_it_is_awaited() -> None:
    came: list[str] = []
    bell: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def look() -> str:
        came.append("asked")
        return await bell

    looking = begun(look())
    assert came == ["asked"]
    bell.set_result("found")
    assert await looking == "found"


async def test_work_that_waits_for_nobody_is_done_at_once() -> None:
    async def look() -> str:
        return "found"

    assert await begun(look()) == "found"


async def test_what_is_raised_reaches_whoever_awaits() -> None:
    async def fail() -> str:
        await asyncio.sleep(0)
        raise LookupError("gone")

    with pytest.raises(LookupError):
        await begun(fail())


async def test_the_end_of_the_task_reaches_the_work() -> None:
    ended: list[bool] = []
    never: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def look() -> None:
        try:
            await never
        except asyncio.CancelledError:
            ended.append(True)
            raise

    async def wait(looking: Awaitable[None]) -> None:
        await looking

    task = asyncio.ensure_future(wait(begun(look())))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [True]
