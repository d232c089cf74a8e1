"""What a person sees when an answer is lost, the network is away, or the program dies."""

from collections.abc import Iterator

import pytest

from tests.desktop import FakeDesktop
from tests.e2e import journey
from tests.e2e.conftest import Installed
from tests.e2e.harness import Program, Session, until
from tests.e2e.lossy_host import LossyHost

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


@pytest.fixture
def host() -> Iterator[LossyHost]:
    with LossyHost() as lossy:
        yield lossy


def start(session: Session, installed: Installed, host: LossyHost) -> Program:
    environment = {
        **installed.environment,
        "DODO_PAYMENTS_API_KEY": host.practice.api_key,
        "DODO_PAYMENTS_BASE_URL": host.url,
    }
    command = [str(installed.command), "--data-dir", str(session.folder / "data")]
    program = session.start(command, environment)
    until(lambda: program.text("mode.badge").startswith("CUSTOM"), what="the mode of another host")
    return program


def fill(program: Program) -> None:
    order = journey.Order()
    journey.pick_customer(program, order)
    journey.fill_billing(program, order)
    journey.add_product(program, order)


def test_an_order_without_an_answer_is_found_and_never_sent_again(
    session: Session, installed: Installed, host: LossyHost
) -> None:
    program = start(session, installed, host)
    fill(program)
    host.lose_answers = True

    link = journey.create(program)

    assert link, "it looked for itself and found the payment that was made"
    assert host.creations == 1


def test_without_a_network_the_order_waits_and_goes_out_once_by_itself(
    session: Session, installed: Installed, host: LossyHost
) -> None:
    with FakeDesktop(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as desktop:
        program = start(session, installed, host)
        fill(program)
        program.write("options.order_reference", "W-1182")
        host.go_away()
        program.screen.key("ctrl+Return")
        until(lambda: program.text("connection.status") == "Offline", what="that it is offline")
        until(lambda: "sent once" in program.text("result.sentence"), what="what becomes of the order")
        program.click("nav.settings")
        assert host.creations == 0

        host.come_back()
        shown = until(lambda: desktop.shown, what="the notice that its link is ready")[0]
        assert "W-1182" in shown.title
        assert "Zo" not in shown.title + shown.text, "whose link it is stays in the window"

        desktop.click(shown)
        until(lambda: program.text("outbox.link"), what="the link, in the outbox")
        assert "Link ready" in _orders(program)
        assert host.creations == 1


def test_started_without_a_network_it_takes_an_order_with_what_was_seen_last(
    session: Session, installed: Installed, host: LossyHost
) -> None:
    program = start(session, installed, host)
    until(lambda: program.text("connection.status") == "Online", what="a first look at the host")
    journey.pick_customer(program, journey.Order())
    journey.add_product(program, journey.Order())
    program.kill()
    host.go_away()

    program = start(session, installed, host)
    until(lambda: program.text("connection.status") == "Offline", what="that it is offline")
    program.click("compose.new")
    fill(program)
    program.screen.key("ctrl+Return")
    program.find("result.sentence")
    program.click("nav.outbox")
    until(lambda: "Waiting to send" in _orders(program), what="the order that waits")

    host.come_back()
    program.click("connection.try_now")
    until(lambda: "Link ready" in _orders(program), what="the link once the host answers")
    assert host.creations == 1


def test_a_kill_loses_nothing_that_was_saved_and_doubles_nothing(
    session: Session, installed: Installed, host: LossyHost
) -> None:
    program = start(session, installed, host)
    fill(program)
    until(lambda: "Saved" in program.widgets.tree(), what="the saving")
    until(lambda: "11201" in _drafts(session), what="the last field on disk")
    program.kill()

    program = start(session, installed, host)
    until(lambda: program.text("billing.zipcode") == "11201", what="the form as it was")
    journey.create(program)
    program.kill()

    program = start(session, installed, host)
    program.click("nav.outbox")
    until(lambda: "Link ready" in _orders(program), what="the order as it was")
    assert host.creations == 1


def test_a_second_start_raises_the_first_window(session: Session, installed: Installed) -> None:
    command = [str(installed.command), *journey.options(str(session.folder / "data"))]
    first = session.start(command, installed.environment)
    first.find("customer.search")
    second = session.start(command, installed.environment)
    assert second.process.wait(timeout=30) == 0
    assert first.alive()


def _orders(program: Program) -> str:
    """All that the outbox says of its orders."""
    return "\n".join("\t".join(row) for row in program.widgets.cells(program.find("outbox.table")))


def _drafts(session: Session) -> str:
    """What the databases hold, as text; read while the program runs, as a curious person could."""
    texts = []
    for file in (session.folder / "data").rglob("data.sqlite3*"):
        texts.append(file.read_bytes().decode("utf-8", errors="replace"))
    return "\n".join(texts)
