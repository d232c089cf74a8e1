"""Every widget test runs with the program's own look, in light colours and in English."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui import words
from dodo_desktop.ui.theme import theme


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
