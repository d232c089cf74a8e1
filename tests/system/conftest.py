import pytest

from dodo_desktop.system import logs


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test asks to hide must not hide it for the next."""
    monkeypatch.setattr(logs, "_values", frozenset())
    monkeypatch.setattr(logs, "_pattern", None)
