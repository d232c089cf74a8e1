"""The view of one link or order: what it shows, copies, opens, saves."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.money import Money
from dodo_desktop.core.outgoing import State
from dodo_desktop.services.ports import BrokenOrder
from dodo_desktop.services.workspace import Place
from dodo_desktop.ui.links.link_view import LinkView
from dodo_desktop.ui.links.qr_picture import qr_image, qr_svg
from dodo_desktop.ui.theme import theme
from tests.ui.finding import find
from tests.ui.links.conftest import Time, line, seen, settle
from tests.ui.links.fakes import NOW, PLACE, URL, every_order, link, order

LIVE = Place("live", "Juniper & Clay Ceramics")


class Browser(QObject):
    """Stands in for the system's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    for scheme in ("http", "https"):
        # Its type stub asks for bytes, and the call itself for text.
        QDesktopServices.setUrlHandler(scheme, made, cast(Any, "take"))
    yield made
    for scheme in ("http", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


def press(view: QWidget, name: str) -> QPushButton:
    made = find(view, QPushButton, name)
    assert made.isVisible()
    made.click()
    return made


def decoded(image: QImage, folder: Path) -> str:
    path = folder / "code.png"
    assert image.save(str(path))
    answer = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(path)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def test_shows_a_link(view: LinkView) -> None:
    view.show_link(link(discount_id="dsc_1"), PLACE)
    assert line(view, "result.link").text() == URL
    assert line(view, "result.total").text() == "$322.38"
    assert line(view, "result.payment_id").text() == "pay_9vQm2LrT0wXh0"
    assert line(view, "result.expires").text().startswith("Customer can pay until Mon")
    assert line(view, "result.email").text() == "seun@lanternworks.example"
    assert line(view, "result.discount_id").text() == "dsc_1"
    assert "Same as quoted" in seen(view)
    assert "23 h 58 min left" in seen(view)
    assert view.part.pill.accessibleName() == "Not paid yet"
    assert view.first_focus().objectName() == "result.copy"
    for name in ("link", "total", "expires", "payment_id"):
        assert line(view, f"result.{name}").isReadOnly()
        assert line(view, f"result.{name}").accessibleName()


def test_copies_the_link_and_says_so(view: LinkView, qtbot: QtBot) -> None:
    view.show_link(link(), PLACE)
    QGuiApplication.clipboard().clear()
    made = press(view, "result.copy")
    assert QGuiApplication.clipboard().text() == URL
    assert made.text() == "Copied"
    qtbot.waitUntil(lambda: made.text() == "Copy link")
    press(view, "result.copy_payment_id")
    assert QGuiApplication.clipboard().text() == "pay_9vQm2LrT0wXh0"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_code_on_the_screen_is_the_link(view: LinkView, tmp_path: Path, look: str) -> None:
    theme().set_look("dark" if look == "dark" else "light")
    view.show_link(link(), PLACE)
    assert decoded(view.grab().toImage(), tmp_path) == URL


def test_the_code_fits_the_smallest_window(view: LinkView, tmp_path: Path) -> None:
    # 720 less the strip, the header, the panel's margins and its two buttons.
    view.resize(340, 592)
    view.show_link(link(), PLACE)
    assert view.minimumSizeHint().height() <= 592
    assert view.part.card.qr.step >= 4
    bottom = view.part.card.qr.mapTo(view, view.part.card.qr.rect().bottomLeft()).y()
    assert bottom < 592
    assert decoded(view.grab().toImage(), tmp_path) == URL


@pytest.mark.parametrize("mode", ["test", "live"])
def test_copies_a_picture_that_scans(view: LinkView, tmp_path: Path, mode: str) -> None:
    view.show_link(link(mode=mode), LIVE if mode == "live" else PLACE)
    press(view, "result.copy_image")
    image = QGuiApplication.clipboard().image()
    matrix = view.part.card.qr.to_image(1).width()
    assert image.width() == 8 * matrix
    # The mode is printed under the code unless it is live.
    assert (image.height() > image.width()) == (mode != "live")
    assert decoded(image, tmp_path) == URL


def test_saves_png_and_svg(view: LinkView, tmp_path: Path) -> None:
    view.show_link(link(), PLACE)
    view.part.card.save_png(str(tmp_path / "a.png"))
    assert decoded(QImage(str(tmp_path / "a.png")), tmp_path) == URL
    view.part.card.save_svg(str(tmp_path / "a.svg"))
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "TEST" in text
    assert "lanternworks" not in text
    assert text == qr_svg(URL, "test")


def test_an_svg_draws_the_code(tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgRenderer

    for mode in ("test", "live"):
        renderer = QSvgRenderer(qr_svg(URL, mode).encode())
        assert renderer.isValid()
        image = QImage(renderer.defaultSize(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        assert decoded(image, tmp_path) == URL
        assert image.size() == qr_image(URL, mode).size()


def test_a_path_that_is_refused_is_explained(view: LinkView, tmp_path: Path) -> None:
    view.show_link(link(), PLACE)
    view.part.card.save_png(str(tmp_path / "missing" / "a.png"))
    assert "could not be written" in seen(view)
    view.part.card.save_png(str(tmp_path / "a.png"))
    assert "could not be written" not in seen(view)


def test_opens_a_trusted_link_at_once(view: LinkView, browser: Browser) -> None:
    view.show_link(link(), PLACE)
    press(view, "result.open")
    assert browser.opened == [URL]


def test_asks_before_a_link_that_leads_elsewhere(view: LinkView, browser: Browser) -> None:
    view.show_link(link(url="https://pay.example.net/x"), PLACE)
    assert not view.part.card.isVisible()
    assert "pay.example.net" in seen(view)
    assert view.part.open.icon_name == "shield"
    view.show_full_screen()
    assert view._screen is None
    press(view, "result.open")
    box = find(view, QMessageBox)
    assert "pay.example.net" in box.informativeText()
    assert box.defaultButton().text() == "Go back"
    assert browser.opened == []
    next(made for made in box.buttons() if made.text() == "Open").click()
    assert browser.opened == ["https://pay.example.net/x"]


def test_going_back_opens_nothing(view: LinkView, browser: Browser) -> None:
    view.show_link(link(url="https://dodopayments.com.example.net/x"), PLACE)
    press(view, "result.open")
    find(view, QMessageBox).defaultButton().click()
    assert browser.opened == []


def test_a_link_that_is_not_told_yet(view: LinkView) -> None:
    view.show_link(link(url="", total=None, expires_at=None), PLACE)
    assert "being fetched" in seen(view)
    assert "Currency not confirmed" in seen(view)
    assert line(view, "result.expires").text() == "Dodo did not say until when"
    assert not view.part.copy.isVisible()
    assert not view.part.card.isVisible()
    view.show_link(link(), PLACE)
    assert view.part.copy.isVisible()
    assert view.part.card.isVisible()


@pytest.mark.parametrize(
    ("changed", "tone"),
    [
        ({}, "muted"),
        ({"quote": Money(32230, "USD")}, "warning"),
        ({"quote": Money(30000, "EUR")}, "warning"),
        ({"quote": Money(32230, "USD"), "quote_exact": False}, "muted"),
    ],
)
def test_another_total_than_quoted_stands_out(view: LinkView, changed: dict[str, Any], tone: str) -> None:
    for shown in ({"quote": Money(1, "USD")}, changed):
        view.show_link(link(**cast("dict[str, Any]", shown)), PLACE)
    settle(view)
    notes = [n for n in view.findChildren(QLabel) if "quoted" in n.text() or "Estimated" in n.text()]
    assert [n.property("tone") for n in notes if n.isVisible()] == [tone]


def test_a_new_status_is_shown_as_sent(view: LinkView) -> None:
    view.show_link(link(status="requires_moonlight"), PLACE)
    assert view.part.pill.accessibleName() == "requires_moonlight"


def test_counts_down_while_it_is_seen(view: LinkView, time: Time, qtbot: QtBot) -> None:
    view.show_link(link(), PLACE)
    time.now = NOW + timedelta(hours=1)
    qtbot.waitUntil(lambda: "22 h 58 min left" in seen(view))
    view.hide()
    assert not view._timer.isActive()
    time.now = NOW + timedelta(days=2)
    view.show()
    assert view.part.pill.accessibleName() == "Expired"


@pytest.mark.parametrize("prefix", ["result", "links", "outbox"])
def test_nothing_becomes_a_window_of_its_own(qtbot: QtBot, prefix: str) -> None:
    before = set(QApplication.topLevelWidgets())
    view = LinkView(prefix, now=Time())
    qtbot.addWidget(view)
    view.show()
    view.show_link(link(discount_id="dsc_1"), PLACE)
    view.show_order(order(0), PLACE)
    view.show_link(link(expires_at=None), PLACE)
    assert [made for made in view.findChildren(QWidget) if made.isVisible() and made.isWindow()] == []
    assert [made for made in set(QApplication.topLevelWidgets()) - before if made.isVisible()] == [view]


def test_shows_every_order(view: LinkView) -> None:
    for case in every_order():
        view.show_order(case, PLACE)
        assert not view.part.isVisible()
        assert view.order.happened.text() in seen(view)
        assert case.draft.customer.shown_name in seen(view)
        assert view.order.pill.accessibleName()
        assert view.first_focus() is view.order.happened


def test_an_orders_text_is_never_markup(view: LinkView) -> None:
    from dodo_desktop.core.outcome import Rejected

    view.show_order(order(0, State.REJECTED, dodo=Rejected(422, "NEW", "<b>x</b>")), PLACE)
    assert "<b>x</b>" in view.order.happened.text()
    assert "&lt;b&gt;x&lt;/b&gt;" in QLabel.text(view.order.happened)


def test_more_than_one_payment_is_listed(view: LinkView) -> None:
    other = link(0, payment_id="pay_other", url=f"{URL}2", status="succeeded")
    view.show_links([link(), other], PLACE)
    assert "2 payments for this order" in seen(view)
    choices = [made for made in view.findChildren(QRadioButton) if made.isVisible()]
    assert ["pay_other" in made.text() for made in choices] == [False, True]
    choices[1].click()
    assert line(view, "result.link").text() == f"{URL}2"
    # News of one of them leaves the choice.
    view.show_link(link(status="failed"), PLACE)
    assert line(view, "result.link").text() == f"{URL}2"
    view.show_links([link()], PLACE)
    assert "2 payments" not in seen(view)


def test_an_order_with_two_payments_names_both(view: LinkView) -> None:
    view.show_order(order(0, State.CREATED, found=("pay_1", "pay_2")), PLACE)
    assert "pay_1\npay_2" in seen(view)


def test_a_broken_row_is_said(view: LinkView) -> None:
    view.show_broken(BrokenOrder("r-1", "queued", NOW))
    assert view.order.pill.accessibleName() == "Cannot be read"
    assert "nothing is sent for it" in seen(view)


def test_in_lists_it_names_the_customer(qtbot: QtBot) -> None:
    view = LinkView("links", now=Time())
    qtbot.addWidget(view)
    view.show()
    view.show_link(link(), PLACE)
    assert "Oluwaseun" in seen(view)
    assert "checked 20 s ago" in seen(view)
    assert line(view, "links.link").text() == URL
    assert "(23 h 58 min)" in line(view, "links.expires").text()
    view.clear()
    assert seen(view) == ""


def test_a_link_that_has_expired_is_not_given_away_unnoticed(qtbot: QtBot, time: Time) -> None:
    view = LinkView("links", now=time)
    qtbot.addWidget(view)
    view.show_link(link(expires_at=NOW + timedelta(minutes=1)), PLACE)
    view.show()

    def said() -> bool:
        return any("has expired" in label.text() for label in view.findChildren(QLabel) if label.isVisible())

    assert not said()
    time.now = NOW + timedelta(minutes=2)
    view.tick()
    assert said()
    assert "Expired" in {label.text() for label in view.findChildren(QLabel) if label.isVisible()}
    view.show_link(link(expires_at=NOW - timedelta(minutes=1), status="succeeded"), PLACE)
    assert not said()


def test_keys(view: LinkView, qtbot: QtBot) -> None:
    view.show_link(link(), PLACE)
    view.activateWindow()
    view.part.copy.setFocus()
    QGuiApplication.clipboard().clear()
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_C, control_shift)
    assert QGuiApplication.clipboard().text() == URL
