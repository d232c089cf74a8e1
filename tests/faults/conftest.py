from collections.abc import Callable

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _faults_are_logged(allow_log: Callable[[str], None]) -> None:
    """These tests bring about faults, which leave their lines in the log."""
    allow_log(r"dodo_desktop\.store\.\w+: (the database could not be used|.* no longer parses)")
