from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dodo_desktop.store.database import Database


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "profile" / "data.sqlite3")
    await database.open()
    yield database
    await database.close()
