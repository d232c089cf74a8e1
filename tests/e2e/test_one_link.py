"""From an empty home to a link and its code, with the installed program, as a person does it."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e import journey
from tests.e2e.conftest import Installed
from tests.e2e.harness import Program, Session, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


def test_a_link_is_made_read_off_the_screen_and_copied(
    session: Session, installed: Installed, tmp_path: Path
) -> None:
    order = journey.Order()
    data = session.folder / "data"
    program = session.start([installed.command, *journey.options(str(data))], installed.environment)

    journey.pick_customer(program, order)
    journey.fill_billing(program, order)
    journey.add_product(program, order)
    link = journey.create(program)

    address = urlsplit(link)
    assert address.hostname == "127.0.0.1", "in practice the page is on this computer"
    assert address.path.strip("/"), "the link names a page"
    picture = tmp_path / "result.png"
    until(lambda: program.screen.qr_codes(picture) == [link], what="the code of the link on the screen")
    assert program.screen.clipboard() != link, "nothing is copied before it is asked for"
    program.click("result.copy")
    until(lambda: program.screen.clipboard() == link, what="the link on the clipboard")

    # The window lives: it still changes pages, and a new link starts with an empty form.
    program.click("nav.links")
    program.find("links.table")
    program.click("nav.compose")
    program.find("compose.new")
    program.screen.key("ctrl+n")
    program.find("customer.search")
    assert program.alive()
    _private(program, Path(data), (order.street, order.city, order.zipcode, link, "Zoe", "zoe"))


def test_what_is_missing_is_said_beside_its_field_all_at_once(session: Session, installed: Installed) -> None:
    order = journey.Order()
    data = session.folder / "data"
    program = session.start([installed.command, *journey.options(str(data))], installed.environment)
    program.find("customer.search")
    journey.add_product(program, order)

    program.screen.key("ctrl+Return")

    problems = ("customer.search.problem", "billing.country.problem")
    until(lambda: all(program.text(name) for name in problems), what="a sentence beside each field")
    until(lambda: "focused" in program.find("customer.search").states, what="the first of them in focus")
    assert program.widgets.find_all("result.link") == []
    assert program.alive()


def _private(program: Program, data: Path, words: Sequence[str]) -> None:
    """Nothing typed, picked or made is in what was printed, in the log, the arguments or the title."""
    logs = "".join(file.read_text(encoding="utf-8") for file in (data / "logs").iterdir())
    assert "started" in logs
    arguments = Path(f"/proc/{program.process.pid}/cmdline").read_text(encoding="utf-8")
    places = {
        "the output": program.log.read_text(encoding="utf-8"),
        "the log": logs,
        "the arguments": arguments,
        "the title": program.screen.title(),
    }
    assert places["the title"].endswith("PRACTICE – Dodo Payment Links")
    for place, text in places.items():
        for word in words:
            assert word not in text, f"{place} has something private"
