"""The program itself, without a screen: which place it opens, and what it notices while it runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dodo_desktop import program as program_module
from dodo_desktop.api.hosts import HOSTS, check_base_url
from dodo_desktop.core.account import ProbeAnswer
from dodo_desktop.core.catalog import Product
from dodo_desktop.core.draft import BillingEntry, CartLine, CustomerEntry, CustomerMode, Draft
from dodo_desktop.core.money import Money
from dodo_desktop.core.outcome import Blocked
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.profiles import KeyAnswer, KeyState, Profile, Settings
from dodo_desktop.options import Start
from dodo_desktop.practice import sample
from dodo_desktop.practice.server import PracticeServer
from dodo_desktop.program import Program
from dodo_desktop.services.workspace import Workspace
from dodo_desktop.shop import session_spot
from dodo_desktop.system.environment import Environment
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from tests.ui.links.turns import until

pytestmark = pytest.mark.anyio

PROFILE = Profile("0b1c", "test", "Shop")


@dataclass
class Keyring:
    """A keyring with one key, locked until somebody unlocks it; counts how often its password was asked for.

    A `silent` one does not say whether it is open.
    """

    key: str
    locked: bool = True
    prompts: int = 0
    closed: bool = False
    silent: bool = False
    told: list[bool] = field(default_factory=list)

    async def get(self, profile_id: str) -> KeyAnswer:
        self.prompts += self.locked
        return KeyAnswer(KeyState.LOCKED) if self.locked else KeyAnswer(KeyState.READY, self.key)

    async def is_open(self) -> bool | None:
        self.told.append(not self.locked)
        return None if self.silent else not self.locked

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    made = PracticeServer()
    yield made
    made.stop()


@pytest.fixture
def keyring(server: PracticeServer, monkeypatch: pytest.MonkeyPatch) -> Keyring:
    made = Keyring(server.api_key)
    host = check_base_url(server.start())
    monkeypatch.setattr(program_module, "KeyringVault", lambda: made)
    monkeypatch.setattr(program_module, "own_host", lambda mode: host)
    monkeypatch.setattr(program_module, "KEYRING_EVERY", 0.01)
    return made


def made(qapp: QApplication, folder: Path, environment: Environment, settings: Settings) -> Program:
    paths = Paths(folder)
    kept = FileSettings(paths.settings_file)
    kept.save(settings)
    return Program(Runtime(qapp), MainWindow(), Start(paths, kept, environment, None, practice=False))


@asynccontextmanager
async def running(qapp: QApplication, folder: Path) -> AsyncIterator[Program]:
    """With an account whose key is in the keyring. Within the test: no loop runs between its phases."""
    qapp.setQuitOnLastWindowClosed(False)
    settings = Settings(current=PROFILE.profile_id, profiles=(PROFILE,))
    program = made(qapp, folder, Environment(), settings)
    serving = asyncio.create_task(program.serve(f"dodo-test-{folder.name}"))
    try:
        await until(lambda: program._shop is not None)
        yield program
    finally:
        program._runtime.request_close()
        await serving
        await program._runtime.shut_down()
        program._window.deleteLater()


def workspace(program: Program) -> Workspace:
    assert program._shop is not None
    assert program._shop.workspace is not None
    return program._shop.workspace


async def queue(program: Program) -> OutgoingPayment:
    """An order of the first thing that the practice shop sells."""
    first = next(one for one in sample.products() if one["price"]["type"] == "one_time_price")
    product = Product(first["product_id"], first["name"], Money(first["price"]["price"], "USD"))
    draft = Draft(
        "",
        customer=CustomerEntry(CustomerMode.NEW, name="Zoë", email="zoe@example.com"),
        billing=BillingEntry("DE", "Weg 1", "Berlin", "", "10115"),
        lines=(CartLine("1", product),),
    )
    drafting = workspace(program).drafting
    await drafting.duplicate(draft)
    order = await drafting.enqueue(None)
    moves: list[State] = []
    end = workspace(program).sending.changed.subscribe(lambda one: moves.append(one.state))
    workspace(program).sending.wake()
    await until(lambda: State.BLOCKED in moves)
    end()
    return order


async def as_it_stands(program: Program, order: OutgoingPayment) -> OutgoingPayment:
    found = await workspace(program).sending.get(order.request_id)
    assert found is not None
    return found


async def done(program: Program, order: OutgoingPayment) -> OutgoingPayment:
    """The order once its link is there."""
    moves: list[State] = []
    end = workspace(program).sending.changed.subscribe(lambda one: moves.append(one.state))
    if (await as_it_stands(program, order)).state is not State.CREATED:
        await until(lambda: State.CREATED in moves)
    end()
    return await as_it_stands(program, order)


async def test_orders_wait_for_a_locked_keyring_and_go_out_by_themselves_once_it_is_open(
    qapp: QApplication, tmp_path: Path, keyring: Keyring
) -> None:
    async with running(qapp, tmp_path) as program:
        order = await queue(program)
        await until(lambda: len(keyring.told) > 3)
        assert (await as_it_stands(program, order)).dodo == Blocked("keyring_locked")
        status = program._window.sidebar.connection
        assert (status.word.text(), status.button.isVisibleTo(status)) == ("Keyring locked", True)
        assert keyring.prompts == 2, "at the start, and because an order was made; looking asks nobody"

        keyring.locked = False
        assert (await done(program, order)).attempts == 1
        assert program._account.key_state(PROFILE.profile_id) is KeyState.READY
        watchers = [task.get_name() for task in asyncio.all_tasks()]
        assert "wait for the keyring" not in watchers, "nobody looks any more"
    assert keyring.closed


async def test_a_person_who_wants_an_order_sent_is_asked_to_unlock(
    qapp: QApplication, tmp_path: Path, keyring: Keyring
) -> None:
    """Some keyrings do not say whether they are open: only reading tells, and that may ask for a password."""
    keyring.silent = True
    async with running(qapp, tmp_path) as program:
        order = await queue(program)
        prompts = keyring.prompts
        keyring.locked = False
        looks = len(keyring.told)
        await until(lambda: len(keyring.told) > looks + 3)
        assert (await as_it_stands(program, order)).state is State.BLOCKED
        assert keyring.prompts == prompts
        await workspace(program).sending.try_all()
        assert (await done(program, order)).attempts == 1


class TestTheEnvironmentsKey:
    """Whose mode nobody can ask for without a network."""

    @pytest.fixture
    def program(self, qapp: QApplication, tmp_path: Path) -> Program:
        return made(qapp, tmp_path, Environment(key="sk_1"), Settings())

    @staticmethod
    def knows(program: Program, mode: str) -> None:
        spot = session_spot(mode, HOSTS[mode], "sk_1", str)
        program._paths.profile(spot.place.profile_id)

    @staticmethod
    def answers(monkeypatch: pytest.MonkeyPatch, accepted: bool | None) -> list[str]:
        asked: list[str] = []

        async def probe(mode: str, key: str) -> ProbeAnswer:
            asked.append(mode)
            return ProbeAnswer(accepted)

        monkeypatch.setattr(Program, "_probe", staticmethod(probe))
        return asked

    @pytest.mark.parametrize(("accepted", "mode"), [(True, "test"), (False, "live"), (None, "live")])
    async def test_it_is_asked_for_at_first(
        self, program: Program, monkeypatch: pytest.MonkeyPatch, accepted: bool | None, mode: str
    ) -> None:
        asked = self.answers(monkeypatch, accepted)
        assert await program._mode_of("sk_1") == mode
        assert asked == ["test"]
        assert (await program._first_spot()).place.mode == mode

    async def test_a_place_that_it_opened_before_opens_again_without_a_question(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = self.answers(monkeypatch, None)
        self.knows(program, "test")
        self.knows(program, "live")
        assert await program._mode_of("sk_1") == "test"
        assert await program._mode_of("sk_2") == "live"
        assert asked == ["test"]

    async def test_a_network_that_swallows_the_question_does_not_hold_up_a_live_place(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def never(mode: str, key: str) -> ProbeAnswer:
            await asyncio.Event().wait()
            return ProbeAnswer(None)

        monkeypatch.setattr(Program, "_probe", staticmethod(never))
        monkeypatch.setattr(program_module, "KEY_PATIENCE", 0.01)
        self.knows(program, "live")
        assert await program._mode_of("sk_1") == "live"
        with suppress(TimeoutError):
            async with asyncio.timeout(0.05):
                await program._mode_of("sk_3")
                pytest.fail("an unknown key was not asked about")
