"""The whole program but its process: real window, databases and hosts; the keyring is in memory."""

import asyncio
import itertools
import threading
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from keyring.errors import KeyringLocked
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from dodo_desktop.core import outgoing
from dodo_desktop.core.draft import Draft
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.core.profiles import Door
from dodo_desktop.core.request import AttachCustomer, BillingAddress, CartItem, PaymentRequest, body
from dodo_desktop.opening import Opening
from dodo_desktop.options import Start
from dodo_desktop.program import Program
from dodo_desktop.services.account import Account
from dodo_desktop.services.workspace import Workspace
from dodo_desktop.store.outbox import SqliteOutbox
from dodo_desktop.system.environment import Environment
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.system.vault import KeyringVault
from dodo_desktop.ui.bugs import Bug
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from tests.system.memory_keyring import Memory
from tests.ui.links.turns import until
from tests.ui.program.account_host import AccountHost
from tests.ui.turning import turn

W = TypeVar("W", bound=QWidget)
PATIENCE = 30.0

REQUEST = PaymentRequest(
    AttachCustomer("cus_1"),
    BillingAddress("DE", "", "Berlin", "Weg 1", "10115"),
    (CartItem("pdt_1", 1),),
)


class Keyring(Memory):
    """Locked where `locked`; `asked` counts how often it asked its person. While `gate` is closed, it answers
    nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.locked = False
        self.asked = 0
        self.gate: threading.Event | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.gate is not None:
            self.gate.wait(50)
        if self.locked:
            self.asked += 1
            raise KeyringLocked("dismissed")
        return super().get_password(service, username)

    def look(self) -> Door:
        """As the door is seen from outside."""
        return Door.LOCKED if self.locked else Door.OPEN

    def entry(self, profile_id: str) -> str | None:
        """What it holds for a profile."""
        return self.kept.get(("Dodo Payment Links", profile_id))

    def edit(self, profile_id: str, text: str) -> None:
        """Somebody else writes into an entry."""
        self.kept["Dodo Payment Links", profile_id] = text


class Desk:
    """A computer with the program. `start` begins it, `stop` ends it in order; what is on disk stays.

    At the end of its block it stops, and fails where the program reported a bug of its own.
    """

    def __init__(self, folder: Path, app: QApplication, stack: ExitStack) -> None:
        self.app = app
        self.paths = Paths(folder / "data")
        self.keyring = Keyring()
        self.hosts = {mode: stack.enter_context(AccountHost()) for mode in ("test", "live")}
        self.bugs: list[Bug] = []
        self.patience = 30.0
        self._numbers = itertools.count(1)
        self._runtime: Runtime | None = None

    @property
    def test(self) -> AccountHost:
        """Dodo's host of test mode."""
        return self.hosts["test"]

    @property
    def live(self) -> AccountHost:
        """Dodo's host of live mode."""
        return self.hosts["live"]

    async def go_offline(self) -> None:
        """No host answers, and the program has noticed: what is queued now was never on its way."""
        for host in self.hosts.values():
            host.down = True
        shop = self.program._shop if self._runtime is not None else None
        if shop is not None and shop.spot.key:
            sending = self.workspace.sending
            while sending.current_connection.state != "offline":
                sending.compare(reached=False)
                await turn()

    def go_online(self) -> None:
        """They answer again."""
        for host in self.hosts.values():
            host.down = False

    async def __aenter__(self) -> "Desk":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        if error is None:
            assert [bug.text for bug in self.bugs] == []

    async def start(
        self,
        *,
        key: str = "",
        practice: bool = False,
        opens: bool = True,
        opening: Opening | None = None,
        typed: str = "",
    ) -> None:
        """Start the program, with the environment's key where one is given; `opens`: a place will.

        `opening` is what is open already, with which the first picture's search finds what is `typed` there.
        """
        settings = FileSettings(self.paths.settings_file)
        start = Start(self.paths, settings, Environment(key), None, practice)
        self._runtime = Runtime(self.app, self.bugs.append)
        self.window = MainWindow()
        self.window.show()
        vault = KeyringVault(find=lambda: self.keyring, look=self.keyring.look, timeout=self.patience)
        hosts = {mode: host.host for mode, host in self.hosts.items()}
        if opening is not None:
            await self._search(opening, typed)
        self.program = Program(self._runtime, self.window, start, hosts=hosts, vault=vault, opening=opening)
        self._serving = asyncio.ensure_future(self.program.serve(f"dodo-test-{id(self)}"))
        if opens and not key:
            await until(lambda: self.program._shop is not None)

    async def _search(self, opening: Opening, typed: str) -> None:
        self.window.activateWindow()
        field = self.find(QLineEdit, "customer.search")
        await until(field.hasFocus)
        QTest.keyClicks(field, typed)
        await self.window.pages.find_with(opening.directory)

    async def stop(self) -> None:
        """The person closes the window."""
        runtime, self._runtime = self._runtime, None
        if runtime is None:
            return
        self.window.close()
        await self._serving
        await runtime.shut_down()
        self.window.deleteLater()

    @property
    def account(self) -> Account:
        """The account."""
        return self.program._account

    @property
    def workspace(self) -> Workspace:
        """The services of the place in use."""
        shop = self.program._shop
        assert shop is not None
        assert shop.workspace is not None
        return shop.workspace

    @property
    def here(self) -> str:
        """Id of the profile in use."""
        return self.workspace.place.profile_id if self.program._shop else ""

    def find(self, kind: type[W], name: str) -> W:
        """The widget of this object name that is not hidden; the newest, where a list was drawn anew."""
        found = [each for each in self.window.findChildren(kind, name) if not each.isHidden()]
        assert found, name
        return found[-1]

    def press(self, name: str) -> None:
        """Click a button."""
        self.find(QPushButton, name).click()

    async def connect(self, key: str) -> str:
        """Paste a key in Settings and save it; the id of its profile."""
        self.window.show_page("settings")
        pasted = self.find(QLineEdit, "settings.api_key")
        pasted.setText(key)
        self.press("settings.save_key")
        field = self.window.settings.account.form.field
        await until(lambda: not pasted.text() or field.has_problem)
        assert not field.has_problem, field.problem.text()
        await until(lambda: self.here == self.account.settings.current)
        return self.here

    async def queue(self) -> str:
        """An order that is made now."""
        shop = self.program._shop
        assert shop is not None
        request_id, now = f"req-{next(self._numbers)}", datetime.now(UTC)
        order = OutgoingPayment(
            request_id,
            Draft(f"draft-{request_id}"),
            body(REQUEST, request_id),
            shop.spot.place.mode,
            now,
            now,
        )
        await SqliteOutbox(shop._database).add(outgoing.queue(order, now))
        self.workspace.sending.wake()
        return request_id

    async def order(self, request_id: str) -> OutgoingPayment:
        """An order as it stands now."""
        order = await self.workspace.sending.get(request_id)
        assert order is not None
        return order

    async def until_order(self, request_id: str, state: str, reason: str = "") -> None:
        """Wait until an order is in a state, blocked for a reason where one is given."""
        end = time.monotonic() + PATIENCE
        while True:
            order = await self.order(request_id)
            if order.state == state and (not reason or getattr(order.dodo, "reason", "") == reason):
                return
            assert time.monotonic() < end, f"{order.state} {order.dodo}"
            await turn()
