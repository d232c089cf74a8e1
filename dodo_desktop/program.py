"""The running program: which account is in use, the services behind the window, and the orderly end."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import Callable

from dodo_desktop import __version__
from dodo_desktop.api.probe import probe
from dodo_desktop.api.releases import newest_version
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.faults import GatewayError, StoreFault
from dodo_desktop.core.warm import import_checks
from dodo_desktop.options import Start
from dodo_desktop.services.account import PRACTICE, Account, EnvironmentNote
from dodo_desktop.services.ports import KeyAnswer, KeyState, Profile, VaultError
from dodo_desktop.services.updates import Updates
from dodo_desktop.services.workspace import Place
from dodo_desktop.shop import Shop, Spot, named, own_host, session_spot
from dodo_desktop.system import logs
from dodo_desktop.system.clock import SystemClock
from dodo_desktop.system.notifier import DesktopNotifier
from dodo_desktop.system.vault import KeyringVault
from dodo_desktop.ui.aside_box import tell_set_aside
from dodo_desktop.ui.fault_box import tell_fault
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from dodo_desktop.ui.single_window import Doorbell, address_to_close
from dodo_desktop.ui.words import _, locale

_log = logging.getLogger(__name__)


class Program:
    """Opens the place to work in, changes it when the person asks, and closes everything at the end."""

    def __init__(self, runtime: Runtime, window: MainWindow, start: Start) -> None:
        self._runtime = runtime
        self._window = window
        self._start = start
        self._paths = start.paths
        environment, host = start.environment, start.host
        self._vault = KeyringVault()
        self._notifier = DesktopNotifier()
        self._changing = asyncio.Lock()
        self._shop: Shop | None = None
        note = None
        if not start.practice and (environment.key or (host is not None and host.mode == "custom")):
            note = EnvironmentNote(environment.key[-4:], host.name if host else "")
        self._account = Account(start.settings, self._vault, self._probe, SystemClock(), environment=note)
        self._account.switched.subscribe(self._switched)
        self._updates = Updates(self._account, newest_version, SystemClock(), current=__version__)

    async def serve(self, address: str) -> int:
        """Works until the person closes the window; the exit status."""
        runtime, window = self._runtime, self._window
        stop_logs = self._start_logs()
        bells = (
            Doorbell(address, window.raise_to_front),
            Doorbell(address_to_close(address), runtime.request_close),
        )
        window.closed.connect(runtime.request_close)
        window.use_updates(self._updates, self._account)
        if sys.platform == "linux":
            window.notices.use(self._notifier)

        async def end() -> None:
            for bell in bells:
                bell.close()
            await self._updates.stop()
            async with self._changing:
                await self._close()
            await self._notifier.close()
            self._vault.close()
            stop_logs()

        runtime.at_exit("the program", end)
        _log.info("version %s started", __version__)
        async with self._changing:
            await self._open(await self._first_spot())
        runtime.spawn(asyncio.to_thread(import_checks), "import the checks")
        # What stands now stays until the end; later collections need not look at it again.
        gc.freeze()
        await runtime.closing()
        # Closing can take a moment where an order is on its way; the window need not be looked at for that.
        window.hide()
        return 0

    def _start_logs(self) -> Callable[[], None]:
        try:
            return logs.start(self._paths.logs)
        except OSError:
            # Work goes on without a log; the disk's trouble is told where it matters.
            return lambda: None

    # Which place

    async def _first_spot(self) -> Spot:
        """What the environment and the options say, else the account last in use."""
        key, host = self._start.environment.key, self._start.host
        if self._start.practice:
            return self._practice_spot()
        if host is not None and host.mode == "custom":
            return session_spot("custom", host, key, self._folder_of)
        if key:
            mode = host.mode if host is not None else await self._mode_of(key)
            return session_spot(mode, own_host(mode), key, self._folder_of)
        return await self._spot(self._account.settings.current)

    async def _mode_of(self, key: str) -> str:
        """The mode of the environment's key. Dodo's own libraries take live where nothing else is said."""
        answer = await self._probe("test", key)
        return "test" if answer.accepted else "live"

    async def _spot(self, profile_id: str) -> Spot:
        profile = self._account.profile(profile_id)
        if profile is None:
            return self._practice_spot()
        answer = await self._key_of(profile)
        place = Place(
            mode=profile.mode,
            name=profile.name,
            profile_id=profile.profile_id,
            folder=self._folder_of(profile.profile_id),
        )
        keyless = "keyring_locked" if answer.state is KeyState.LOCKED else "key_missing"
        return Spot(place, own_host(profile.mode), answer.key, keyless, profile.business_id)

    async def _key_of(self, profile: Profile) -> KeyAnswer:
        try:
            return await self._account.key(profile.profile_id)
        except VaultError:
            # It did not answer in time or at all: to the person that is a keyring to be opened.
            return KeyAnswer(KeyState.LOCKED)

    def _practice_spot(self) -> Spot:
        folder = self._folder_of(PRACTICE)
        return Spot(Place(mode="practice", name=_("Practice shop"), profile_id=PRACTICE, folder=folder))

    def _folder_of(self, profile_id: str) -> str:
        return str(self._paths.profile(profile_id))

    @staticmethod
    async def _probe(mode: str, key: str) -> ProbeAnswer:
        return await probe(mode, key)

    # Opening and closing

    def _switched(self, profile_id: str) -> None:
        self._runtime.spawn(self._change_to(profile_id), "change the account")

    async def _change_to(self, profile_id: str) -> None:
        async with self._changing:
            await self._close()
            await self._open(await self._spot(profile_id))
        self._window.show_page("settings")

    async def _open(self, spot: Spot) -> None:
        shop = Shop(
            spot,
            self._paths,
            locale=locale(),
            on_business=self._business_named,
            ask_first=lambda: self._account.settings.ask_first,
        )
        try:
            workspace = await shop.open()
        except StoreFault as fault:
            tell_fault(self._window, fault.reason, spot.place.folder)
            return
        except OSError:
            tell_fault(self._window, "other", spot.place.folder)
            return
        self._shop = shop
        self._window.attach(workspace, self._account)
        self._updates.follow(spot.place.mode)
        if shop.set_aside is not None:
            tell_set_aside(self._window, shop.set_aside.name, spot.place.folder)
        if shop.client is not None and spot.place.mode != "practice":
            self._runtime.spawn(self._learn_name(shop), "ask for the business's name")

    async def _close(self) -> None:
        shop, self._shop = self._shop, None
        if shop is not None:
            self._window.detach()
            await shop.close()

    async def _learn_name(self, shop: Shop) -> None:
        """The brand's name, for title and sidebar; without a connection the last known one stays."""
        assert shop.client is not None
        try:
            business_id, name = await shop.client.account_name()
        except GatewayError:
            return
        if shop is not self._shop or not name:
            return
        shop.spot = named(shop.spot, name)
        self._account.note_business(shop.spot.place.profile_id, business_id, name)
        self._window.set_business_name(name)

    def _business_named(self, business_id: str) -> None:
        if self._shop is not None:
            self._account.note_business(self._shop.spot.place.profile_id, business_id)
