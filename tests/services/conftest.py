"""What the tests of the services share."""

from collections.abc import AsyncIterator

import pytest

from .sending_rig import Rig


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """A runner beside a Dodo of its own; what is on its way there ends with the test."""
    rig = Rig()
    yield rig
    rig.dodo.wall.set()
    await rig.kill()
