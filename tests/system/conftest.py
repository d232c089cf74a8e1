from collections.abc import Callable

import pytest

from dodo_desktop.system import redaction


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test asks to hide must not hide it for the next."""
    monkeypatch.setattr(redaction, "_values", frozenset())
    monkeypatch.setattr(redaction, "_pattern", None)


@pytest.fixture(autouse=True)
def _faults_are_logged(allow_log: Callable[[str], None]) -> None:
    """These tests bring about faults, which leave their lines in the log."""
    allow_log(r"dodo_desktop\.system\.(settings: the settings could not be|vault: the keyring did not)")
    allow_log(r"could not go on")
    allow_log(r"(httpx|httpcore.connection|another_library|asyncio): warning of")
