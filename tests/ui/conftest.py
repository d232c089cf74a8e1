"""Every widget test runs with the program's own look, in light colours and in English."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.warm import import_checks
from dodo_desktop.ui import words
from dodo_desktop.ui.theme import theme
from tests.ui.walking import House, open_house


@pytest.fixture(autouse=True, scope="session")
def checks_are_read() -> None:
    """As a moment after the start."""
    import_checks()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Some systems tell their language and formats by other ways than the environment.
    monkeypatch.setattr(words, "system_languages", lambda: ["en_US"])
    monkeypatch.setattr(words, "system_region", lambda: "en_US")
    words.locale.cache_clear()
    words.install("en")
    theme().apply("light")
    yield
    words.install("en")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A small one, for a widget or two."""
    made = QWidget()
    made.resize(640, 480)
    qtbot.addWidget(made)
    QVBoxLayout(made).setContentsMargins(24, 24, 24, 24)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def put(window: QWidget) -> Callable[[QWidget], None]:
    """Puts a widget into it, below those before."""

    def add(widget: QWidget) -> None:
        layout = window.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.show()
        layout.activate()

    return add


@pytest.fixture
async def house(qapp: QApplication, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """The whole window, 1280 by 800 unless a test asks for another size."""
    # Else the loop would end with the first window.
    qapp.setQuitOnLastWindowClosed(False)
    async with open_house(getattr(request, "param", (1280, 800))) as opened:
        yield opened
