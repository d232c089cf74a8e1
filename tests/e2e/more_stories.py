"""More stories for the pictures: what is seen once in a while, and what must look right then, too."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.e2e import journey
from tests.e2e.dodo_hosts import DodoHosts
from tests.e2e.harness import Program, Session, until
from tests.e2e.stories import (
    ORDER,
    ROOT,
    Story,
    Variant,
    environment_of,
    go,
    in_table,
    open_account,
    start,
    toggle,
)

_LETTER = """Thandiwe Mokoena-van der Westhuizen
Karoo Threads
14 Henry Lane, Unit 2B
Fremantle 6160
Australia
0491 570 156
thandiwe@karoo-threads.example
Best wishes"""


# Ways to start


def _practice(session: Session, variant: Variant, _folder: Path) -> Iterator[Program]:
    program = start(session, variant.language)
    program.find("customer.search")
    program.find("connection.status")
    yield program


def _much(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    with DodoHosts(folder) as hosts:
        yield open_account(session, variant, hosts, "test", furnished=True, much=True)


def _slow(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    with DodoHosts(folder) as hosts:
        hosts.slow = True
        program = open_account(session, variant, hosts, "test", furnished=True)
        program.find("customer.selected")
        yield program


def _with_accounts(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    """Both of Dodo's modes have a key in the keyring."""
    with DodoHosts(folder) as hosts:
        program = start(session, variant.language, dict(hosts.environment))
        for page, mode in (("settings.connect", "test"), ("nav.settings", "live")):
            program.click(page)
            program.write("settings.api_key", hosts.servers[mode].api_key)
            program.click("settings.save_key")
            until(lambda: not program.find("settings.api_key").text, what="the key taken")
        yield program


def _without_network(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    """A key in the environment whose mode cannot be found out."""
    with DodoHosts(folder) as hosts:
        hosts.go_away()
        environment = environment_of(hosts, "test")
        del environment["DODO_PAYMENTS_BASE_URL"]
        yield start(session, variant.language, environment)


def _without_folder(session: Session, variant: Variant, folder: Path) -> Iterator[Program]:
    """The folder for the data is a file."""
    (folder / "data").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "dodo_desktop", *journey.options(str(folder / "data"))]
    yield session.start(command, {"PYTHONPATH": str(ROOT)})


# Steps


def _paste(program: Program) -> None:
    program.screen.put_on_clipboard(_LETTER)
    program.click("billing.paste")
    program.find("billing.accept_all")


def _put_back(program: Program) -> None:
    program.click("billing.put_back")
    program.find("customer.search")


def _taken_email(program: Program) -> None:
    program.click("customer.new")
    until(lambda: "focused" in program.find("customer.name").states, what="the fields of a new customer")
    program.screen.type("Zoe O’Hara")
    program.screen.key("Tab")
    program.screen.type("zoe.ohara@harbourkitchen.example")
    program.find("customer.email.use")


def _phone(program: Program) -> None:
    program.write("customer.phone", "+3532091355")
    program.screen.key("Tab")


def _verdicts(program: Program) -> None:
    program.click("customer.search_instead")
    journey.pick_customer(program, ORDER)
    journey.fill_billing(program, ORDER)
    journey.add_product(program, ORDER)
    program.write("options.discount_code", "SPRING10")
    program.write("options.tax_id", "12-345678")
    program.screen.key("Tab")
    until(lambda: program.find("options.discount_code.problem").name, what="the verdict")


def _pay_what_you_want(program: Program) -> None:
    journey.add_product(program, journey.Order(product="inscription", product_name="Hand-painted"))
    _price(program, "3")


def _price(program: Program, text: str) -> None:
    program.widgets.focus(program.find("cart.table"))
    program.screen.key("ctrl+End", "Home", "Right", "F2", "ctrl+a")
    program.screen.type(text)
    program.screen.key("Return")


def _metadata(program: Program) -> None:
    _price(program, "15")
    toggle(program, "options.more.toggle")
    program.widgets.focus(program.find("options.more.toggle"))
    # Tab, unlike a focus from outside, brings what it reaches into sight.
    program.screen.key("Tab")
    program.screen.type("https://juniper-clay.example/thank-you")
    program.screen.key("Tab", "Tab", "F2")
    program.screen.type("table_no")
    program.screen.key("Tab")
    program.screen.type("14, terrace")
    program.screen.key("Return")


def _refused(program: Program) -> None:
    program.widgets.focus(program.find("options.discount_code"))
    program.screen.key("ctrl+a")
    program.screen.type("HERBST15")
    program.screen.key("ctrl+Return")
    until(lambda: "HERBST15" in program.text("options.discount_code.problem"), what="the refusal")


def _ask(row: int, button: str) -> Callable[[Program], None]:
    """Choose a row of the outbox and press a button that asks first."""

    def step(program: Program) -> None:
        program.screen.key("Escape")
        in_table("outbox.table", row)(program)
        program.click(button)
        program.widgets.find(role="alert")

    return step


def _open(button: str, expected: str) -> Callable[[Program], None]:
    def step(program: Program) -> None:
        program.screen.key("Escape")
        program.click(button)
        program.find(expected)

    return step


def _save_template(program: Program) -> None:
    program.click("templates.save")
    program.find("templates.name")


def _long_cart(program: Program) -> None:
    until(lambda: program.widgets.cells(program.find("cart.table")), what="the long cart")
    program.widgets.focus(program.find("cart.table"))
    program.screen.key("ctrl+End")


def _settings_end(program: Program) -> None:
    program.widgets.focus(program.find("settings.updates"))
    program.screen.key("shift+Tab", "Tab")


def _no_start(program: Program) -> None:
    program.widgets.find(role="alert")


def _unready(program: Program) -> None:
    program.find("start.try_again")


def _discarded(program: Program) -> None:
    program.screen.key("Tab", "Return")
    program.find("outbox.table")


MORE_STORIES = (
    Story(
        "form",
        _practice,
        (
            ("proposals", _paste),
            ("put-back", _put_back),
            ("taken-email", _taken_email),
            ("phone", _phone),
            ("verdicts", _verdicts),
            ("pay-what-you-want", _pay_what_you_want),
            ("metadata", _metadata),
            ("refused", _refused),
        ),
    ),
    Story(
        "questions",
        _slow,
        (
            ("templates", _open("templates.menu", "templates.table")),
            ("save-template", _save_template),
            ("outbox", _open("nav.outbox", "outbox.table")),
            ("send-again", _ask(0, "outbox.send_again")),
            ("discard", _ask(4, "outbox.discard")),
            ("discarded", _discarded),
        ),
    ),
    Story(
        "much",
        _much,
        (
            ("compose", _long_cart),
            ("links", go("links", "links.table")),
            ("links-far", in_table("links.table", 60)),
        ),
    ),
    Story(
        "accounts",
        _with_accounts,
        (
            ("settings", go("settings", "settings.mode")),
            ("settings-end", _settings_end),
            ("menu", _open("mode.badge", "mode.menu.settings")),
        ),
    ),
    Story("unready", _without_network, (("page", _unready),)),
    Story("no-start", _without_folder, (("box", _no_start),)),
)
