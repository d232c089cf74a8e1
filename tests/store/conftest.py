from collections.abc import AsyncIterator, Callable
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


@pytest.fixture(autouse=True)
def _faults_are_logged(allow_log: Callable[[str], None]) -> None:
    """These tests bring about faults, which leave their lines in the log."""
    allow_log(r"dodo_desktop\.store\.\w+: (the database could not be used|.* no longer parses)")
