"""The page of orders, whose clock stands still."""

from collections.abc import AsyncIterator

import pytest

from dodo_desktop.ui.outbox.page import OutboxPage
from tests.ui.outbox.desk import Time


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def page(time: Time) -> AsyncIterator[OutboxPage]:
    made = OutboxPage(now=time)
    made.resize(1100, 700)
    made.show()
    yield made
    made.detach()
    made.close()
    made.deleteLater()
