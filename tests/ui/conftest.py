"""Every widget test runs with the program's own look, in light colours and in English."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from dodo_desktop.ui import words
from dodo_desktop.ui.theme import theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    words.install("en")
    theme().apply("light")
    yield
    words.install("en")
