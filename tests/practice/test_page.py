"""The page behind a link: what it shows, and what its buttons do."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from dodo_desktop.core.link import FINAL
from dodo_desktop.practice.page import amount
from dodo_desktop.practice.server import PracticeServer
from tests.practice.conftest import Connect, Json


class Seen(HTMLParser):
    """The text, links, forms and tags of a page."""

    def __init__(self, page: httpx.Response) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self.tags: set[str] = set()
        self._style = False
        self.feed(page.text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._style = tag == "style"
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag == "form":
            assert given["method"] == "post"
            self.forms.append(given["action"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.words.append(data)


@pytest.fixture
def made(shared: httpx.Client, order: Json) -> Json:
    order["return_url"] = "https://juniper-clay.example/thanks?from=link#top"
    return dict(shared.post("/payments", json=order).json())


def press(client: httpx.Client, page: httpx.Response, button: str) -> httpx.Response:
    """Send the page's form for a button, and follow it to where it leads."""
    action = next(each for each in Seen(page).forms if each.endswith(button))
    return client.post(action, follow_redirects=True)


def status(client: httpx.Client, made: Json) -> object:
    return client.get(f"/payments/{made['payment_id']}").json()["status"]


def test_the_page_shows_the_order_and_needs_no_key(made: Json) -> None:
    page = httpx.get(made["payment_link"], trust_env=False)
    seen = Seen(page)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for words in (
        "Practice: no real money",
        "Practice shop",
        "Oluwaseun Adébáyò-Whitfield",
        "Stoneware dinner set, 12 pieces",
        "Glaze workshop, Saturday",
        "× 2",
        "−32.90 USD",
        "26.28 USD",
        "322.38 USD",
        "Can be paid until",
        "Pay 322.38 USD",
    ):
        assert words in seen.text
    assert "script" not in seen.tags
    assert seen.links == []


def test_paying_marks_the_payment_paid(shared: httpx.Client, made: Json) -> None:
    page = press(shared, shared.get(made["payment_link"]), "/succeed")
    seen = Seen(page)
    assert "Paid." in seen.text
    assert seen.forms == []
    assert status(shared, made) == "succeeded"
    back = urlsplit(seen.links[0])
    assert (back.hostname, back.fragment) == ("juniper-clay.example", "top")
    assert parse_qs(back.query) == {
        "from": ["link"],
        "payment_id": [made["payment_id"]],
        "status": ["succeeded"],
    }


def test_a_declined_payment_can_be_paid_again(shared: httpx.Client, made: Json) -> None:
    page = press(shared, shared.get(made["payment_link"]), "/decline")
    assert "declined" in Seen(page).text
    assert parse_qs(urlsplit(Seen(page).links[0]).query)["status"] == ["requires_payment_method"]
    read = shared.get(f"/payments/{made['payment_id']}").json()
    # Nothing final: whoever follows the payment goes on until it is paid.
    assert (read["status"], read["error_code"]) == ("requires_payment_method", "INSUFFICIENT_FUNDS")
    assert read["status"] not in FINAL
    assert read["card_last_four"] == "0002"
    page = press(shared, page, "/decline")
    assert "declined" in Seen(page).text
    press(shared, page, "/succeed")
    read = shared.get(f"/payments/{made['payment_id']}").json()
    assert (read["status"], read["error_code"], read["card_last_four"]) == ("succeeded", None, "4242")


def test_what_is_paid_stays_paid(shared: httpx.Client, made: Json) -> None:
    link = made["payment_link"]
    shared.post(f"{link}/succeed")
    shared.post(f"{link}/decline")
    assert status(shared, made) == "succeeded"


def test_an_expired_link_says_so_and_takes_no_payment(open_shop: Connect, order: Json) -> None:
    now = datetime(2026, 11, 23, 14, 6, tzinfo=UTC)
    client = open_shop(PracticeServer(clock=lambda: now))
    made = client.post("/payments", json=order).json()
    now += timedelta(hours=24) - timedelta(seconds=1)
    assert len(Seen(client.get(made["payment_link"])).forms) == 2
    now += timedelta(seconds=1)
    seen = Seen(client.get(made["payment_link"]))
    assert "expired" in seen.text
    assert seen.forms == []
    client.post(f"{made['payment_link']}/succeed")
    assert status(client, made) is None


def test_a_paid_link_stays_paid_after_its_time(open_shop: Connect, order: Json) -> None:
    now = datetime(2026, 11, 23, 14, 6, tzinfo=UTC)
    client = open_shop(PracticeServer(clock=lambda: now))
    link = client.post("/payments", json=order).json()["payment_link"]
    client.post(f"{link}/succeed")
    now += timedelta(days=3)
    assert "Paid." in Seen(client.get(link)).text


def test_what_people_type_is_text_and_never_markup(shared: httpx.Client, order: Json) -> None:
    name = "<script>alert('x')</script> & \"Sons\""
    order["customer"] = {"name": name, "email": "sons@angle.example"}
    order["return_url"] = 'https://angle.example/?q="><script>x'
    made = shared.post("/payments", json=order).json()
    page = press(shared, shared.get(made["payment_link"]), "/succeed")
    seen = Seen(page)
    assert "script" not in seen.tags
    assert name in seen.text
    assert urlsplit(unescape(seen.links[0])).hostname == "angle.example"


@pytest.mark.parametrize("url", ["javascript://x/%0Aalert(1)", "file://host/etc/passwd"])
def test_only_web_addresses_become_links(shared: httpx.Client, order: Json, url: str) -> None:
    order["return_url"] = url
    link = shared.post("/payments", json=order).json()["payment_link"]
    shared.post(f"{link}/succeed")
    assert Seen(shared.get(link)).links == []


def test_an_unknown_link_is_a_page_too(shared: httpx.Client) -> None:
    for answer in (shared.get("/pay/pay_None"), shared.post("/pay/pay_None/succeed")):
        assert answer.status_code == 404
        assert "does not know" in Seen(answer).text


def test_the_style_is_the_one_that_the_policy_allows(made: Json) -> None:
    import base64
    import hashlib

    page = httpx.get(made["payment_link"], trust_env=False)
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


def test_amounts_have_the_places_of_their_currency() -> None:
    shown = {amount(1234567, code).replace("\u00a0", " ") for code in ("USD", "JPY", "KWD")}
    assert shown == {"12,345.67 USD", "1,234,567 JPY", "1,234.567 KWD"}
    assert amount(5, "KWD") == "0.005\u00a0KWD"
