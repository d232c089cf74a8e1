"""The running program: which account is in use, the services behind the window, and the orderly end."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress

from dodo_desktop import __version__
from dodo_desktop.api.hosts import HOSTS, Host
from dodo_desktop.api.late import newest_version, probe
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.faults import GatewayError, StoreFault, disk_reason
from dodo_desktop.core.outcome import KEYRING_REASONS, Blocked
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.warm import import_checks
from dodo_desktop.opening import Opening, session_id
from dodo_desktop.options import Start
from dodo_desktop.services.account import PRACTICE, Account
from dodo_desktop.services.key_text import environment_key
from dodo_desktop.services.keys import EnvironmentNote, KeyNews
from dodo_desktop.services.orderbook import OPEN
from dodo_desktop.services.resolving import mode_of
from dodo_desktop.services.updates import Updates
from dodo_desktop.services.workspace import Place
from dodo_desktop.shop import REST, Shop, Spot, named, open_orders, session_spot
from dodo_desktop.system import logs
from dodo_desktop.system.clock import SystemClock
from dodo_desktop.system.keyring_watch import KeyringWatch
from dodo_desktop.system.notifier import DesktopNotifier
from dodo_desktop.system.vault import KeyringVault
from dodo_desktop.ui.aside_box import tell_set_aside, tell_settings_aside
from dodo_desktop.ui.fault_box import tell_fault, tell_not_switched
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from dodo_desktop.ui.single_window import Doorbell, address_to_close
from dodo_desktop.ui.words import locale
from dodo_desktop.ui.words.labels import practice_shop

CHECK_AGAIN = 30.0
"""Seconds until Dodo is asked again whose key it is that the keyring or the environment holds."""

_MOMENT = 0.8
"""Seconds after the first place is open in which its form, its searches and its connection come first."""

_log = logging.getLogger(__name__)


class Program:
    """Opens the place to work in, changes it when the person asks, and closes everything at the end.

    `hosts` are Dodo's own by mode; `vault` keeps the keys; `opening` is the first place, open already.
    """

    def __init__(
        self,
        runtime: Runtime,
        window: MainWindow,
        start: Start,
        *,
        hosts: Mapping[str, Host] = HOSTS,
        vault: KeyringVault | None = None,
        opening: Opening | None = None,
    ) -> None:
        self._runtime = runtime
        self._window = window
        self._start = start
        self._paths = start.paths
        self._hosts = hosts
        self._vault = vault or KeyringVault()
        self._watch = KeyringWatch(self._stirred)
        self._notifier = DesktopNotifier()
        self._changing = asyncio.Lock()
        self._stir = asyncio.Event()
        self._again = asyncio.Event()
        self._later: asyncio.Task[None] | None = None
        self._resolving: asyncio.Task[None] | None = None
        self._shop: Shop | None = None
        self._opening = opening
        self._account = Account(
            start.settings, self._vault, self._probe, SystemClock(), self, environment=_note_of(start)
        )
        self._account.switched.subscribe(self._switched)
        self._updates = Updates(self._account, newest_version, SystemClock(), current=__version__)
        self._account.keyed.subscribe(self._keyed)

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
        window.came_back.connect(self._stirred)
        window.unready.try_again.connect(self._stirred)
        window.unready.instead.connect(self._work_elsewhere)
        if sys.platform == "linux":
            window.notices.use(self._notifier)

        async def end() -> None:
            for bell in bells:
                bell.close()
            await self._updates.stop()
            async with self._changing:
                await self._close()
            await self._notifier.close()
            await self._watch.close()
            self._vault.close()
            stop_logs()

        runtime.at_exit("the program", end)
        _log.info("version %s started", __version__)
        await self._begin()
        self._tell_settings()
        runtime.spawn(self._mind_the_key(), "mind the key")
        runtime.spawn(self._settle(), "settle")
        await runtime.closing()
        # Closing can take a moment where an order is on its way; the window need not be looked at for that.
        window.hide()
        return 0

    async def _settle(self) -> None:
        """What can wait until the person had a moment with the form."""
        await asyncio.sleep(_MOMENT)
        await asyncio.to_thread(import_checks)

    def _start_logs(self) -> Callable[[], None]:
        try:
            return logs.start(self._paths.logs)
        except OSError:
            # Work goes on without a log; the disk's trouble is told where it matters.
            return lambda: None

    def _tell_settings(self) -> None:
        settings = self._start.settings
        if settings.set_aside is not None or settings.unread:
            name = settings.set_aside.name if settings.set_aside is not None else ""
            tell_settings_aside(self._window, name, str(self._paths.settings_file.parent))

    # Which place

    async def _begin(self) -> None:
        """Opens what the environment and the options say, else the account last in use."""
        environment, host = self._start.environment, self._start.host
        key = environment_key(environment.key)
        if self._start.practice:
            await self._open_first(self._practice_spot())
        elif environment.key and not key:
            self._window.show_unready("bad_form", self._elsewhere())
        elif host is not None and (key or host.mode == "custom"):
            await self._open_first(session_spot(host.mode, host, key, self.folder))
        elif key:
            self._resolving = self._runtime.spawn(self._resolve(key), "find out the key's mode")
        else:
            await self._open_first(self._spot(self._account.settings.current))

    async def _resolve(self, key: str) -> None:
        """Asks both hosts until one takes the environment's key; nothing is opened before that."""

        def known(mode: str) -> bool:
            return self._paths.has_data(session_id(self._hosts[mode], key))

        while not (resolved := await mode_of(key, self._probe, known)).mode:
            self._window.show_unready(resolved.reason, self._elsewhere())
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK_AGAIN):
                    await self._again.wait()
            self._again.clear()
        self._resolving = None
        self._window.hide_unready()
        await self._open_first(session_spot(resolved.mode, self._hosts[resolved.mode], key, self.folder))

    def _elsewhere(self) -> tuple[str, str]:
        """Mode and name of where one would work without the environment's key."""
        place = self._spot(self._account.settings.current).place
        return place.mode, place.name

    def _work_elsewhere(self) -> None:
        """The person does not want to wait for the environment's key."""
        if self._resolving is not None:
            self._resolving.cancel()
            self._resolving = None
        self._account.forget_environment()
        self._window.hide_unready()
        self._switched(self._account.settings.current)

    def _spot(self, profile_id: str) -> Spot:
        profile = self._account.profile(profile_id)
        if profile is None:
            return self._practice_spot()
        place = Place(
            mode=profile.mode,
            name=profile.shown_name,
            profile_id=profile.profile_id,
            folder=self.folder(profile.profile_id),
        )
        return Spot(place, self._hosts[profile.mode], business_id=profile.business_id)

    def _practice_spot(self) -> Spot:
        folder = self.folder(PRACTICE)
        return Spot(Place(mode="practice", name=practice_shop(), profile_id=PRACTICE, folder=folder))

    async def _probe(self, mode: str, key: str) -> ProbeAnswer:
        return await probe(mode, key, hosts=self._hosts)

    # Opening and closing

    def _switched(self, profile_id: str) -> None:
        self._runtime.spawn(self._change_to(profile_id), "change the account")

    async def _change_to(self, profile_id: str) -> None:
        async with self._changing:
            before = self._shop
            if before is not None and before.spot.place.profile_id == profile_id:
                return
            await self._close()
            reason = await self._open(self._spot(profile_id))
            if not reason:
                self._window.refocus()
                return
            if before is None or await self._open(before.spot):
                self._tell_fault(reason, profile_id)
                return
            self._window.refocus()
            here = before.spot.place.profile_id
            if here == PRACTICE or self._account.profile(here) is not None:
                self._account.stay(here)
            tell_not_switched(self._window, reason)

    async def _open_first(self, spot: Spot) -> None:
        async with self._changing:
            reason = await self._open(spot)
            if reason:
                self._tell_fault(reason, spot.place.profile_id)

    def _tell_fault(self, reason: str, profile_id: str) -> None:
        """Nothing is open. From an account one can go to practice, whose data are its own."""

        def to_practice() -> None:
            self._account.stay(PRACTICE)
            self._switched(PRACTICE)

        instead = None if profile_id == PRACTICE else to_practice
        tell_fault(self._window, reason, self.folder(profile_id), instead)

    async def _open(self, spot: Spot) -> str:
        """Opens a place and shows it; "" where that can be done, else the reason as a StoreFault has it."""
        opening = await self._opened(spot.place.profile_id)
        try:
            shop = Shop(
                spot,
                self._paths,
                locale=locale(),
                on_business=self._business_named,
                ask_first=lambda: self._account.settings.ask_first,
                opening=opening,
            )
            workspace = await shop.open()
        except StoreFault as fault:
            return fault.reason
        except OSError as fault:
            return disk_reason(fault)
        self._shop = shop
        workspace.sending.changed.subscribe(lambda order: self._order_moved(shop, order))
        self._window.attach(workspace, self._account)
        self._updates.follow(spot.place.mode)
        if shop.set_aside is not None:
            tell_set_aside(self._window, shop.set_aside.name, spot.place.folder)
        profile_id = spot.place.profile_id
        if self._account.profile(profile_id) is not None and not spot.key:
            self._runtime.spawn(self._read_key(shop), "read the key")
        self._greet(shop)
        return ""

    async def _opened(self, profile_id: str) -> Opening | None:
        """What is open of a profile already; of another one than expected nothing stays open."""
        opening, self._opening = self._opening, None
        if opening is None or opening.profile_id == profile_id:
            return opening
        await opening.close()
        return None

    async def _close(self) -> None:
        shop, self._shop = self._shop, None
        if shop is not None:
            self._window.detach()
            await shop.close()

    # The key

    async def _read_key(self, shop: Shop) -> None:
        """The keyring's libraries wait until the form can be typed into, as those of the connection do."""
        await asyncio.sleep(REST)
        profile_id = shop.spot.place.profile_id
        if shop is self._shop and self._account.profile(profile_id) is not None:
            await self._account.read(profile_id)

    def _keyed(self, news: KeyNews) -> None:
        shop = self._shop
        if shop is None or shop.spot.place.profile_id != news.profile_id:
            return
        shop.use_key(news.key, news.trouble)
        self._greet(shop)
        if news.trouble in KEYRING_REASONS:
            self._runtime.spawn(self._watch.start(), "watch the keyring")
        else:
            self._runtime.spawn(self._watch.close(), "watch the keyring no longer")
        if news.trouble == "key_unchecked" and (self._later is None or self._later.done()):
            self._later = self._runtime.spawn(self._stir_later(), "check the key later")

    def _stirred(self) -> None:
        """Somebody is back at the window, or something about the keyring changed."""
        self._stir.set()
        self._again.set()

    async def _stir_later(self) -> None:
        await asyncio.sleep(CHECK_AGAIN)
        self._stirred()

    async def _mind_the_key(self) -> None:
        """Fetches a key that was out of reach once it can be had, without anybody being asked for that."""
        while True:
            await self._stir.wait()
            self._stir.clear()
            if self._shop is not None:
                await self._account.look(self._shop.spot.place.profile_id)

    def _order_moved(self, shop: Shop, order: OutgoingPayment) -> None:
        """What Dodo makes of a sending tells what the key is good for."""
        if order.state is State.CREATED:
            self._account.note_sending(shop.spot.place.profile_id, "")
        elif order.state is State.BLOCKED and isinstance(order.dodo, Blocked):
            self._account.note_sending(shop.spot.place.profile_id, order.dodo.reason)

    def _greet(self, shop: Shop) -> None:
        if shop.client is not None and shop.spot.place.mode != "practice":
            self._runtime.spawn(self._learn_name(shop), "ask for the business's name")

    async def _learn_name(self, shop: Shop) -> None:
        """The brand's name, for title and sidebar; without a connection the last known one stays."""
        client = shop.client
        if client is None:
            return
        try:
            business_id, name = await client.account_name()
        except GatewayError:
            return
        if shop is not self._shop or client is not shop.client:
            return
        profile_id = shop.spot.place.profile_id
        self._account.note_business(profile_id, business_id, name)
        profile = self._account.profile(profile_id)
        shown = profile.shown_name if profile is not None else name
        if shown:
            shop.spot = named(shop.spot, shown)
            self._window.set_business_name(shown)

    def _business_named(self, business_id: str) -> None:
        if self._shop is not None:
            self._account.note_business(self._shop.spot.place.profile_id, business_id)

    # What profiles have on this computer

    async def waiting(self, profile_id: str) -> int:
        """How many orders of a profile are not done yet. Raises StoreFault."""
        async with self._changing:
            shop = self._shop
            if shop is None or shop.workspace is None or shop.spot.place.profile_id != profile_id:
                return await open_orders(self._paths, profile_id)
            counts = await shop.workspace.sending.counts()
            return sum(counts.get(state, 0) for state in OPEN)

    async def leave(self, profile_id: str) -> bool:
        """Goes to practice if the program works in this profile; whether it did."""
        async with self._changing:
            if self._shop is None or self._shop.spot.place.profile_id != profile_id:
                return False
            await self._close()
            reason = await self._open(self._practice_spot())
            if reason:
                self._tell_fault(reason, PRACTICE)
            self._window.refocus()
            return True

    def folder(self, profile_id: str) -> str:
        """Where a profile's data are kept."""
        return str(self._paths.place(profile_id))


def _note_of(start: Start) -> EnvironmentNote | None:
    environment, host = start.environment, start.host
    if start.practice or not (environment.key or (host is not None and host.mode == "custom")):
        return None
    return EnvironmentNote(environment_key(environment.key)[-4:], host.name if host else "")
