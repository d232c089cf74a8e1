"""The countries that Dodo sells to are there without a connection, too."""

from datetime import timedelta
from pathlib import Path

import pytest

from dodo_desktop.services.ports import CountryStore
from dodo_desktop.store.countries import SqliteCountries
from dodo_desktop.store.database import Database
from tests.store.samples import NOW

pytestmark = pytest.mark.anyio


async def test_what_dodo_said_last_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "profile" / "data.sqlite3"
    database = Database(path)
    await database.open()
    store: CountryStore = SqliteCountries(database)
    assert await store.supported() is None
    await store.put_supported({"US", "DE", "NO"}, NOW)
    await store.put_supported({"US", "DE"}, NOW + timedelta(days=1))
    await database.close()
    again = Database(path)
    await again.open()
    assert await SqliteCountries(again).supported() == ({"US", "DE"}, NOW + timedelta(days=1))
    await again.close()
