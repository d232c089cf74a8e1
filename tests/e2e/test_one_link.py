"""From an empty home to a link and its code, with the installed program, as a person does it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e import journey
from tests.e2e.conftest import Installed
from tests.e2e.harness import Session, until

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
    printed = program.log.read_text(encoding="utf-8")
    for private in (order.street, order.city, order.zipcode, link):
        assert private not in printed, "what is typed or made stays out of what is printed"


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
