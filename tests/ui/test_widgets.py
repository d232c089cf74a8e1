"""Fields, buttons and the small widgets: what they show, how they are named, how the keyboard works."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.money import Money
from dodo_desktop.core.qr import qr_matrix
from dodo_desktop.ui import words
from dodo_desktop.ui.sidebar import ConnectionStatus
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import COPIED_MS, Kind, button, icon_button, say_copied
from dodo_desktop.ui.widgets.disclosure import Disclosure
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.widgets.mode_badge import ModeBadge
from dodo_desktop.ui.widgets.money_edit import MoneyEdit
from dodo_desktop.ui.widgets.nav_button import NavButton
from dodo_desktop.ui.widgets.pill import Pill
from dodo_desktop.ui.widgets.qr_view import QrView
from dodo_desktop.ui.widgets.read_only import ReadOnly, labelled
from dodo_desktop.ui.widgets.segments import Segments

LINK = "https://test.checkout.dodopayments.com/x7Kq2mWd"


def spoken(widget: QWidget) -> tuple[str, str]:
    """Name and description as assistive tools get them."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Description)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    kept: list[QWidget] = []  # a window that nobody holds is deleted with all that is in it

    def shown(*widgets: QWidget) -> QWidget:
        window = QWidget()
        kept.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    return shown


def test_a_field_is_named_by_its_label_and_described_by_its_line(show: Callable[..., QWidget]) -> None:
    edit = line_edit("billing.street")
    field = Field("Street and house number", edit)
    show(field)
    assert field.label.buddy() is edit
    assert spoken(edit) == ("Street and house number", "")
    field.set_hint("As on the letter box")
    assert spoken(edit)[1] == "As on the letter box"
    field.set_problem("The street is missing.")
    assert spoken(edit)[1] == "The street is missing."
    problem = field.findChild(QLabel, "billing.street.problem")
    assert problem is not None
    assert problem.text() == "The street is missing."
    assert problem.isVisible()
    assert spoken(problem)[0] == "The street is missing."
    assert edit.property("problem") is True
    field.set_problem(None)
    assert problem.text() == "As on the letter box"
    assert edit.property("problem") is False


def test_a_field_shows_its_beginning_while_the_keyboard_is_elsewhere(
    qtbot: QtBot, show: Callable[..., QWidget]
) -> None:
    edit, other = line_edit("customer.email"), line_edit("customer.phone")
    show(edit, other)
    edit.setFocus()
    qtbot.keyClicks(edit, "zoe.ohara@harbourkitchen.example")
    edit.setCursorPosition(9)
    other.setFocus()
    assert edit.cursorPosition() == 0
    edit.setFocus()
    assert edit.cursorPosition() == 9
    # What is filled in elsewhere shows its beginning, too, and is gone on with at its end.
    other.setText("thandiwe@karoo-threads.example")
    assert other.cursorPosition() == 0
    other.setFocus()
    qtbot.keyClicks(other, ".za")
    assert other.text() == "thandiwe@karoo-threads.example.za"
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    assert edit.selectedText() == edit.text()


def test_what_is_proposed_is_not_called_optional_besides(show: Callable[..., QWidget]) -> None:
    field = Field("Postal code", line_edit("billing.zipcode"), optional=True)
    show(field)
    assert "(optional)" in field.label.text()
    field.set_proposed(True)
    assert "proposed" in field.label.text()
    assert "(optional)" not in field.label.text()
    field.set_proposed(False)
    assert "(optional)" in field.label.text()


def test_a_warning_is_no_problem(show: Callable[..., QWidget]) -> None:
    field = Field("Tax ID", line_edit("options.tax_id"))
    show(field)
    field.set_problem("Checked when online again", "warning")
    assert not field.has_problem
    assert field.editor.property("problem") is False


def test_a_field_keeps_its_height_and_its_label_when_marked(show: Callable[..., QWidget]) -> None:
    edit = line_edit("billing.zipcode")
    field = Field("Postal code", edit, optional=True)
    window = show(field)
    height = edit.height()
    assert height == 32
    field.set_label("ZIP code")
    field.set_problem("The ZIP code is missing.")
    field.set_proposed(True)
    window.layout().activate()  # type: ignore[union-attr]
    assert edit.height() == height
    assert spoken(edit)[0] == "ZIP code"
    assert "proposed" in field.label.text()


def test_a_long_problem_does_not_widen_the_form() -> None:
    field = Field("City", line_edit("billing.city"))
    before = field.sizeHint().width()
    field.set_problem("A very long sentence that goes on and on. " * 10)
    assert field.sizeHint().width() == before
    assert field.minimumSizeHint().width() < 400


@pytest.mark.parametrize(
    ("kind", "small", "height"),
    [("plain", False, 32), ("primary", False, 32), ("flat", True, 28), ("danger", True, 28)],
)
def test_buttons_have_the_measures_of_their_kind(
    kind: Kind, small: bool, height: int, show: Callable[..., QWidget]
) -> None:
    made = button("Open", kind, "open", small=small)
    show(made)
    assert made.height() == height
    assert spoken(made)[0] == "Open"


def test_no_target_is_under_24_pixels(show: Callable[..., QWidget]) -> None:
    made = [icon_button("undo", "Undo", small=True), button("Copy", "link"), Segments("f", [("a", "A")])]
    show(*made)
    for widget in made:
        assert min(widget.height(), widget.width()) >= 24
    assert spoken(made[0])[0] == "Undo"


def test_a_key_hint_makes_room_but_is_not_the_name(show: Callable[..., QWidget]) -> None:
    made = button("Create link", "primary")
    plain = made.sizeHint().width()
    made.set_key_hint("Ctrl+Enter")
    made.set_big()
    show(made)
    assert made.sizeHint().width() > plain
    assert made.height() == 40
    assert spoken(made)[0] == "Create link"


def test_copied_is_said_and_taken_back(qtbot: QtBot, show: Callable[..., QWidget]) -> None:
    made = button("Copy link", "primary", "copy")
    show(made)
    width = made.width()
    say_copied(made)
    say_copied(made)
    assert made.text() == "Copied"
    assert made.icon_name == "check"
    assert made.width() == width
    qtbot.waitUntil(lambda: made.text() == "Copy link", timeout=COPIED_MS * 3)
    assert made.icon_name == "copy"


def test_a_disclosure_says_what_is_inside(qtbot: QtBot, show: Callable[..., QWidget]) -> None:
    content = QLabel("inside")
    made = Disclosure("options.more", "More", lambda: content)
    show(made)
    made.set_summary("Return URL, saved methods")
    assert spoken(made.toggle) == ("More", "Return URL, saved methods")
    assert not content.isVisible()
    with qtbot.waitSignal(made.toggled) as told:
        qtbot.keyClick(made.toggle, Qt.Key.Key_Space)
    assert told.args == [True]
    assert content.isVisible()


def test_a_read_only_line_is_named_and_its_text_is_its_value(show: Callable[..., QWidget]) -> None:
    total = ReadOnly("result.total", "Total", size="amount", tabular=True)
    label = labelled("Total", total)
    show(label, total)
    total.setText("$322.38")
    interface = QAccessible.queryAccessibleInterface(total)
    assert interface.text(QAccessible.Text.Name) == "Total"
    assert interface.text(QAccessible.Text.Value) == "$322.38"
    assert interface.state().readOnly
    narrow = total.sizeHint().width()
    total.setText("IDR 1,234,567,890")
    assert total.sizeHint().width() > narrow
    assert label.buddy() is total


def test_an_elided_label_is_read_whole(show: Callable[..., QWidget]) -> None:
    label = ElidedLabel("Friederike von Hohenlohe-Oehringen und zu Waldenburg")
    window = show(label)
    window.resize(120, 80)
    assert label.toolTip() == label.text()
    assert spoken(label)[0] == label.text()
    window.resize(900, 80)
    assert label.toolTip() == ""


def test_the_end_that_is_kept_is_seen_while_there_is_room_for_it(show: Callable[..., QWidget]) -> None:
    label = ElidedLabel()
    window = show(label)
    contact, order = (
        f"{words.isolate('zoe.ohara@harbourkitchen.example')} · {words.isolate('+353 20 913 5501')}",
        "Paid",
    )
    last = f" · {words.isolate(order)}"
    label.set_parts(contact, last)
    window.resize(900, 80)
    assert label._painted() == label.text() == contact + last
    assert label.toolTip() == ""
    window.resize(200, 80)
    painted = label._painted()
    assert painted.endswith(last)
    assert painted.startswith("\u2068zoe.o")
    assert "…" in painted
    assert painted.count("\u2068") == painted.count("\u2069")
    assert label.toolTip() == spoken(label)[0] == contact + last
    window.resize(60, 80)
    assert label._painted().strip("\u2068\u2069").endswith("…")
    label.setText("Zoe")
    assert label.text() == label._painted() == "Zoe"


def test_amounts_are_never_filtered_and_written_out_on_leaving(
    qtbot: QtBot, show: Callable[..., QWidget], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dodo_desktop.ui.widgets.money_edit.locale", lambda: "en_US")
    edit, other = MoneyEdit("cart.price", "Price", "USD"), QLineEdit()
    show(edit, other)
    told: list[tuple[str, Money | None]] = []
    edit.edited.connect(lambda text, money: told.append((text, money)))
    edit.setFocus()
    qtbot.keyClicks(edit, "15x")
    assert edit.text() == "15x"
    assert told[-1] == ("15x", None)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert told[-1] == ("15", Money(1500, "USD"))
    other.setFocus()
    assert edit.text() == "15.00"
    assert len(told) == 4
    edit.set_currency("KWD")
    edit.setText("1,234")
    edit.setFocus()
    other.setFocus()
    assert edit.text() == "1,234"
    assert edit.money() is None


def modules(image: QImage, size: int, step: int) -> list[list[bool]]:
    return [
        [image.pixelColor(x * step + step // 2, y * step + step // 2) == QColor("black") for x in range(size)]
        for y in range(size)
    ]


def test_the_code_is_painted_in_whole_pixels_black_on_white(qtbot: QtBot) -> None:
    theme().set_look("dark")
    view = QrView()
    qtbot.addWidget(view)
    view.resize(250, 240)
    view.set_text(LINK)
    matrix = qr_matrix(LINK)
    step = 240 // matrix.size
    assert view.step == step
    picture = view.grab().toImage()
    side = step * matrix.size
    cut = picture.copy(round((250 - side) / 2), round((240 - side) / 2), side, side)
    assert modules(cut, matrix.size, step) == [list(row) for row in matrix.dark]
    colours = {cut.pixelColor(x, y).name() for x in range(side) for y in range(side)}
    assert colours == {"#000000", "#ffffff"}
    saved = view.to_image(3)
    assert saved.size() == QSize(matrix.size * 3, matrix.size * 3)
    assert modules(saved, matrix.size, 3) == [list(row) for row in matrix.dark]


def test_the_code_says_whose_it_is_and_when_there_is_no_room(qtbot: QtBot) -> None:
    view = QrView()
    qtbot.addWidget(view)
    view.set_text(LINK)
    assert spoken(view) == ("QR code", f"QR code of the payment link {LINK}")
    view.resize(300, 300)
    assert not view.too_small
    view.resize(60, 300)
    assert view.too_small
    picture = view.grab().toImage()
    assert all(picture.pixelColor(x, y) != QColor("black") for x in range(60) for y in range(300))
    view.set_text("x" * 5000)
    assert view.to_image(4).isNull()


def test_pills_badges_and_entries_are_named(show: Callable[..., QWidget]) -> None:
    pill, badge, nav = Pill(), ModeBadge("mode.badge"), NavButton("nav.outbox", "Outbox", "outbox")
    show(pill, badge, nav)
    pill.show_state("Not sure yet", "warning", "unsure")
    badge.set_mode("custom", "localhost:9000")
    nav.set_count("3", hot=True, spoken="3 orders need you")
    assert spoken(pill)[0] == "Not sure yet"
    assert spoken(badge)[0] == "CUSTOM localhost:9000"
    assert spoken(nav) == ("Outbox", "3 orders need you")
    assert (badge.height(), nav.height()) == (32, 36)
    nav.set_rail(True)
    badge.set_rail(True)
    assert nav.sizeHint().height() == 56


def test_filters_tell_what_was_chosen(qtbot: QtBot, show: Callable[..., QWidget]) -> None:
    made = Segments("outbox.filter", [("all", "All"), ("needs", "Needs you")])
    window = show(made)
    made.set_count("needs", "3")
    entry = window.findChild(QWidget, "outbox.filter.needs")
    assert entry is not None
    assert spoken(entry)[0] == "Needs you 3"
    with qtbot.waitSignal(made.chosen) as told:
        qtbot.keyClick(entry, Qt.Key.Key_Space)
    assert told.args == ["needs"]
    assert made.code() == "needs"


def test_banner_words_are_never_markup(show: Callable[..., QWidget]) -> None:
    banner = Banner("danger")
    show(banner)
    banner.say("<b>Tom & Co</b>", "x < y")
    assert banner.label.text() == "<b>&lt;b&gt;Tom &amp; Co&lt;/b&gt;</b><br>x &lt; y"


def test_everything_fits_when_words_are_longer(show: Callable[..., QWidget]) -> None:
    english = button(words._("Copied")).sizeHint().width()
    words.install("en_XA")
    assert button(words._("Copied")).sizeHint().width() > english


def test_a_text_that_is_told_again_shows_its_beginning_and_keeps_what_is_selected() -> None:
    made = ReadOnly("x", "Request")
    made.setText(LINK)
    assert made.cursorPosition() == 0
    made.setSelection(0, 5)
    selected = made.selectedText()
    made.setText(LINK)
    assert (made.selectedText(), made.cursorPosition()) == (selected, 5)
    made.setText("pay_1")
    made.setText("pay_1")
    assert made.cursorPosition() == 0


def test_the_connection_keeps_to_its_edge_whether_or_not_it_can_be_tried() -> None:
    made = ConnectionStatus()
    made.resize(160, 80)
    made.show()
    places = []
    for offline in (False, True):
        made.say("Offline", "Since 10:58 PM", action="Try now" if offline else "")
        QApplication.sendPostedEvents()
        layout = made.layout()
        assert layout is not None
        layout.activate()
        places.append((made.word.x(), made.detail.width()))
    assert places[0] == places[1]
    made.close()


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    made = button("Copy link")
    qtbot.addWidget(made)
    pressed: list[bool] = []
    made.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(made, Qt.Key.Key_Return)
    qtbot.keyClick(made, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    # That is *Create link*, wherever the focus is.
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2
