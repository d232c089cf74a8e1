"""What the tests of the page of orders do with it."""

from datetime import datetime

from PySide6.QtWidgets import QPushButton, QToolButton

from dodo_desktop.ui.outbox.page import OutboxPage
from tests.ui.finding import find
from tests.ui.links.fakes import NOW, FakeSending, FakeTracking, every_order, workspace
from tests.ui.links.turns import until


class Time:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


async def shown(page: OutboxPage, sending: FakeSending, tracking: FakeTracking | None = None) -> None:
    page.attach(workspace(sending, tracking))
    await until(lambda: page.model.rowCount() or page.empty_text())


def cell(page: OutboxPage, row: int, column: str) -> str:
    return str(page.model.index(row, page.model.columns.index(column)).data())


def filter_button(page: OutboxPage, code: str) -> QToolButton:
    return find(page, QToolButton, f"outbox.filter.{code}")


def press(page: OutboxPage, code: str) -> None:
    made = find(page, QPushButton, f"outbox.{code}")
    assert made.isVisible()
    made.click()


def choose(page: OutboxPage, code: str) -> None:
    orders = every_order()
    page.table.selectRow(next(n for n, row in enumerate(orders) if row.state.value == code))
