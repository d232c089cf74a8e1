"""An account with all that it needs in memory; `open` starts the program anew."""

from dodo_desktop.services.account import Account
from dodo_desktop.services.keys import KeyNews
from dodo_desktop.services.ports import Profile

from .fake_edges import FakeData, FakeHosts, FakeSettings, FakeVault
from .fakes import FakeClock

KEY = "sk_live_abcdefgh.1234"
OTHER = "sk_live_zyxwvuts.9876"


class Desk:
    def __init__(self) -> None:
        self.settings = FakeSettings()
        self.vault = FakeVault()
        self.hosts = FakeHosts()
        self.data = FakeData()
        self.open()

    def open(self) -> Account:
        self.account = Account(self.settings, self.vault, self.hosts.probe, FakeClock(), self.data)
        self.switched: list[str] = []
        self.account.switched.subscribe(self.switched.append)
        self.news: list[KeyNews] = []
        self.account.keyed.subscribe(self.news.append)
        return self.account

    async def connected(self, key: str = KEY, business: str = "bus_1", mode: str = "test") -> Profile:
        self.hosts.keys[mode][key] = business
        return (await self.account.connect(key)).profile

    def said(self) -> list[tuple[str, str]]:
        """What was told of keys since the last look."""
        told = [(news.key, news.trouble) for news in self.news]
        self.news.clear()
        return told
