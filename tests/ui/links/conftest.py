"""The view of a link, at a time that stands still."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.links.link_view import LinkView
from tests.ui.finding import find
from tests.ui.links.fakes import NOW


class Time:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def view(qtbot: QtBot, time: Time) -> LinkView:
    made = LinkView(now=time)
    qtbot.addWidget(made)
    made.resize(380, 620)
    made.show()
    return made


def line(view: QWidget, name: str) -> QLineEdit:
    return find(view, QLineEdit, name)


def seen(view: QWidget) -> str:
    labels = [made.text() for made in view.findChildren(QLabel) if made.isVisible()]
    return "\n".join(labels + [made.text() for made in view.findChildren(QLineEdit) if made.isVisible()])


def settle(view: LinkView) -> None:
    """Until what asked to be laid out anew is."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
