"""What the pictures show: stories, each a way through the program with a picture at every step.

Widgets are named by object names alone, because the stories run in made-up languages, too.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dodo_desktop.api.hosts import HOSTS
from dodo_desktop.shop import session_spot
from dodo_desktop.system.paths import Paths
from tests.e2e import desk, journey
from tests.e2e.dodo_hosts import DodoHosts
from tests.e2e.harness import Program, Session, until

ROOT = Path(__file__).resolve().parents[2]
ORDER = journey.Order()

Step = tuple[str, Callable[[Program], None]]


@dataclass(frozen=True)
class Variant:
    """One way in which every screen is looked at. `size` is in Qt's units, `scale` pixels for each.

    `language` is chosen in the settings; `region` is the system's, such as ``de_DE``.
    """

    name: str
    look: str = "light"
    size: tuple[int, int] = (1280, 800)
    scale: int = 1
    language: str = ""
    region: str = ""
    people: tuple[desk.Person, ...] = desk.USUAL


VARIANTS = (
    Variant("light"),
    Variant("dark", look="dark"),
    Variant("narrow", size=(1100, 720)),
    Variant("narrow-dark", look="dark", size=(1100, 720)),
    Variant("double", scale=2),
    Variant("stretched", language="en_XA"),
    Variant("stretched-narrow", size=(1100, 720), language="en_XA"),
    Variant("mirrored", language="ar_XB"),
    Variant("mirrored-dark-narrow", look="dark", size=(1100, 720), language="ar_XB"),
    Variant("german", region="de_DE"),
    Variant("german-narrow", size=(1100, 720), region="de_DE"),
    Variant("german-wide", size=(1440, 900), region="de_DE"),
    Variant("long-names", people=desk.LONG),
    Variant("long-names-narrow", size=(1100, 720), people=desk.LONG),
    Variant("long-names-mirrored", language="ar_XB", people=desk.LONG),
)


@dataclass(frozen=True)
class Story:
    """`open` starts the program; `steps` follow each other in it, a picture after each."""

    name: str
    open: Callable[[Session, Variant, Path], "Iterator[Program]"]
    steps: tuple[Step, ...]

    @contextmanager
    def told(self, session: Session, variant: Variant, folder: Path) -> "Iterator[Program]":
        """The running program; it ends with the block."""
        yield from self.open(session, variant, folder)


# Ways to start


def start(session: Session, language: str = "", environment: dict[str, str] | None = None) -> Program:
    """The checkout's program, in practice mode unless the environment names a key; speaking `language`."""
    data = session.folder / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    if language:
        settings = json.dumps({"version": 1, "language": language})
        (data / "settings.json").write_text(settings, encoding="utf-8")
    options = ["--data-dir", str(data)] if environment else journey.options(str(data))
    command = [sys.executable, "-m", "dodo_desktop", *options]
    return session.start(command, {"PYTHONPATH": str(ROOT), **(environment or {})})


def _practice(session: Session, variant: Variant, _folder: Path) -> Iterator[Program]:
    yield start(session, variant.language)


def environment_of(hosts: DodoHosts, mode: str) -> dict[str, str]:
    """What the environment says of an account in one of Dodo's modes."""
    return {
        **hosts.environment,
        "DODO_PAYMENTS_API_KEY": hosts.servers[mode].api_key,
        "DODO_PAYMENTS_BASE_URL": HOSTS[mode].url,
    }


def open_account(
    session: Session, variant: Variant, hosts: DodoHosts, mode: str, *, furnished: bool, much: bool = False
) -> Program:
    """The program with an account; `furnished` gives it drafts, orders and links from before, `much` many."""
    environment = environment_of(hosts, mode)
    if furnished:
        desk.furnish(_database(session, hosts, mode), variant.people, much=much)
    program = start(session, variant.language, environment)
    until(lambda: program.text("mode.badge") != "PRACTICE", what="the account")
    return program


def _database(session: Session, hosts: DodoHosts, mode: str) -> Path:
    spot = session_spot(mode, HOSTS[mode], hosts.servers[mode].api_key, str)
    return Paths(session.folder / "data").database(spot.place.profile_id)


def _has_read_all(database: Path) -> bool:
    """Whether the program knows all customers and products by now."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as kept:
        return kept.execute("SELECT complete_at FROM directory").fetchone()[0] is not None


def _worked_with(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    with DodoHosts(folder) as hosts:
        hosts.slow = True
        yield open_account(session, variant, hosts, "test", furnished=True)


def _empty(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    with DodoHosts(folder, sample=False) as hosts:
        yield open_account(session, variant, hosts, "test", furnished=False)


def _offline(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    with DodoHosts(folder) as hosts:
        program = open_account(session, variant, hosts, "test", furnished=True)
        program.find("customer.selected")
        database = _database(session, hosts, "test")
        until(lambda: _has_read_all(database), what="all customers and products")
        hosts.go_away()
        yield program


def _live(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    with DodoHosts(folder) as hosts:
        yield open_account(session, variant, hosts, "live", furnished=False)


def _report(session: Session, variant: Variant, _folder: Path) -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.e2e.report_sample", variant.language]
    yield session.start(command, {"PYTHONPATH": str(ROOT)})


# Steps


def _first_start(program: Program) -> None:
    program.find("customer.search")
    program.find("connection.status")


def _customers(program: Program) -> None:
    program.write("customer.search", "a")
    program.find("customer.results")
    program.screen.key("Down", "Down")


def _no_customer(program: Program) -> None:
    program.write("customer.search", "zoa")
    program.find("customer.results")


def _new_customer(program: Program) -> None:
    program.screen.key("Escape")
    program.click("customer.new")
    program.write("customer.name", "Nuria Castellvi")
    program.write("customer.email", "nuria@vidre-i-fang")


def _countries(program: Program) -> None:
    program.write("billing.country", "united")


def _problems(program: Program) -> None:
    program.screen.key("Escape")
    program.click("customer.search_instead")
    journey.pick_customer(program, ORDER)
    journey.add_product(program, ORDER)
    program.screen.key("ctrl+Return")
    program.find("billing.street.problem")


def _products(program: Program) -> None:
    program.write("cart.product", "o")
    program.find("cart.products")


def _filled(program: Program) -> None:
    program.screen.key("Escape", "ctrl+a", "Delete")
    journey.fill_billing(program, ORDER)
    program.write("options.order_reference", "W-1183")


def _options(program: Program) -> None:
    toggle(program, "options.methods.toggle")
    program.find("options.method.credit")


def _only_these(program: Program) -> None:
    toggle(program, "options.methods.only", "options.method.credit", "options.method.debit")
    # Tab, unlike a focus from outside, brings what it reaches into sight.
    program.widgets.focus(program.find("options.methods.only"))
    program.screen.key(*["Tab"] * 12)


def _more(program: Program) -> None:
    toggle(program, "options.methods.all", "options.methods.toggle", "options.more.toggle")
    program.widgets.focus(program.find("options.more.toggle"))
    program.screen.key("Tab", "Tab", "Tab")


def toggle(program: Program, *names: str) -> None:
    """Tick, open or close these, one after the other."""
    for name in names:
        program.widgets.act(program.find(name), "Toggle")


def _drafts(program: Program) -> None:
    program.click("drafts.menu")
    program.find("drafts.table")


def _result(program: Program) -> None:
    program.screen.key("Escape")
    journey.create(program)
    program.find("result.copy")


def _copied(program: Program) -> None:
    program.click("result.copy")


def _full_screen(program: Program) -> None:
    program.screen.key("F11")
    program.find("customer.close")


def _after_full_screen(program: Program) -> None:
    program.screen.key("Escape")
    program.click("nav.links")
    program.find("links.table")


def go(page: str, expected: str) -> Callable[[Program], None]:
    """To a page, until a widget of it is there."""

    def step(program: Program) -> None:
        program.click(f"nav.{page}")
        program.find(expected)

    return step


def in_table(name: str, times: int) -> Callable[[Program], None]:
    """To the row that is so many below the first one."""

    def step(program: Program) -> None:
        until(lambda: program.widgets.cells(program.find(name)), what=f"the rows of {name}")
        program.widgets.focus(program.find(name))
        program.screen.key("ctrl+Home", *["Down"] * times)

    return step


def _shortcuts(program: Program) -> None:
    program.screen.key("F1")
    program.find("shortcuts.close")


def _close_shortcuts(program: Program) -> None:
    program.screen.key("Escape")
    go("settings", "settings.mode")(program)


def _settings_end(program: Program) -> None:
    program.widgets.focus(program.find("settings.look"))


def _ask_live(program: Program) -> None:
    journey.pick_customer(program, ORDER)
    journey.fill_billing(program, ORDER)
    journey.add_product(program, ORDER)
    program.screen.key("ctrl+Return")
    program.widgets.find(role="alert")


def _untrusted(program: Program) -> None:
    program.screen.key("Tab", "Return")
    program.find("result.link")


def _opened(program: Program) -> None:
    program.find("customer.selected")


def _queue_offline(program: Program) -> None:
    program.screen.key("ctrl+Return")
    program.find("connection.try_now")


def _compose_offline(program: Program) -> None:
    program.screen.key("ctrl+n")
    program.find("customer.search")
    journey.pick_customer(program, ORDER)
    journey.add_product(program, ORDER)
    journey.fill_billing(program, ORDER)


def _reported(program: Program) -> None:
    program.find("report.close")


STORIES = (
    Story(
        "practice",
        _practice,
        (
            ("first-start", _first_start),
            ("customers", _customers),
            ("no-customer", _no_customer),
            ("new-customer", _new_customer),
            ("countries", _countries),
            ("problems", _problems),
            ("products", _products),
            ("filled", _filled),
            ("methods", _options),
            ("only-these", _only_these),
            ("more", _more),
            ("result", _result),
            ("copied", _copied),
            ("full-screen", _full_screen),
            ("links", _after_full_screen),
            ("shortcuts", _shortcuts),
            ("settings", _close_shortcuts),
            ("settings-end", _settings_end),
        ),
    ),
    Story(
        "account",
        _worked_with,
        (
            ("compose", _opened),
            ("drafts", _drafts),
            ("outbox", go("outbox", "outbox.table")),
            *((f"outbox-{n}", in_table("outbox.table", n - 1)) for n in range(1, 10)),
            ("links", go("links", "links.table")),
            *((f"links-{n}", in_table("links.table", n - 1)) for n in (2, 6, 8, 9)),
            ("settings", go("settings", "settings.mode")),
        ),
    ),
    Story(
        "empty",
        _empty,
        (
            ("compose", _first_start),
            ("no-customer", _no_customer),
            ("outbox", go("outbox", "outbox.table")),
            ("links", go("links", "links.search")),
        ),
    ),
    Story("offline", _offline, (("queued", _queue_offline), ("compose", _compose_offline))),
    Story("live", _live, (("question", _ask_live), ("untrusted", _untrusted))),
    Story("report", _report, (("window", _reported),)),
)
