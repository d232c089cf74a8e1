"""What a designer sees at once: lines, frames, dots and sides."""

import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dodo_desktop.core import checks_contact
from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.checks_contact import read_plans
from dodo_desktop.core.draft import BillingEntry, CustomerEntry, CustomerMode, Draft
from dodo_desktop.ui.compose.customer_card import CustomerCard
from dodo_desktop.ui.compose.order_view import customer_lines
from dodo_desktop.ui.links.full_screen import FullScreen
from dodo_desktop.ui.outbox.panel import OrderPanel
from dodo_desktop.ui.settings.key_form import KeyForm
from dodo_desktop.ui.shortcuts_window import ShortcutsWindow
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.drop_panel import DropPanel
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.field import line_edit
from dodo_desktop.ui.widgets.prose import Prose, line_height
from dodo_desktop.ui.widgets.read_only import ReadOnly
from dodo_desktop.ui.widgets.segments import Segments
from dodo_desktop.ui.widgets.shadow import Shadow
from dodo_desktop.ui.widgets.table import RowPainter, Table
from dodo_desktop.ui.words import isolate, with_own_end
from tests.ui.links.fakes import NOW, PLACE, every_order, link

_LINK = "https://test.checkout.dodopayments.com/pay/a-link-longer-than-the-room-for-it"


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _is(picture: QImage, x: int, y: int, token: str) -> bool:
    return picture.pixelColor(x, y).rgb() == QColor(theme().tokens.color(token)).rgb()


# Lines


@pytest.mark.parametrize(
    "text", ["One two three four five six", f"One {isolate('नमस्ते')} three {isolate('four')} five"]
)
def test_lines_of_a_sentence_are_all_of_one_height(qtbot: QtBot, text: str) -> None:
    label = Prose(text)
    qtbot.addWidget(label)
    set_text(label, "body")
    narrow = label.fontMetrics().horizontalAdvance("three four")
    lines, rest = divmod(label.heightForWidth(narrow), line_height(label))
    assert lines > 1
    assert rest == 0
    assert label.heightForWidth(2000) == line_height(label)


def test_a_sentence_is_plain_text_to_whoever_asks(qtbot: QtBot) -> None:
    label = Prose("a <b>bold</b> & plain\nsecond line")
    qtbot.addWidget(label)
    assert label.text() == "a <b>bold</b> & plain\nsecond line"
    assert "&lt;b&gt;" in QLabel.text(label)
    label.setText("")
    assert QLabel.text(label) == ""


def test_a_sentence_keeps_its_lines_when_the_font_grows(qtbot: QtBot) -> None:
    label = Prose("one line")
    qtbot.addWidget(label)
    set_text(label, "small")
    before = label.heightForWidth(2000)
    set_text(label, "title")
    assert label.heightForWidth(2000) == line_height(label) > before


# Dots


def test_what_has_no_room_ends_in_dots_until_it_has_the_keyboard(qtbot: QtBot) -> None:
    shown = ReadOnly("x.link", "Link", framed=True)
    qtbot.addWidget(shown)
    shown.setText(_LINK)
    shown.resize(160, 32)
    shown.show()
    assert shown.text() == _LINK
    assert shown.shown_text().endswith("…")
    assert _LINK.startswith(shown.shown_text()[:-1])
    assert shown.toolTip() == _LINK
    elided = _picture(shown)
    shown.setSelection(0, 3)
    assert _picture(shown) != elided
    shown.resize(shown.fontMetrics().horizontalAdvance(_LINK) + 60, 32)
    assert shown.shown_text() == _LINK
    assert shown.toolTip() == ""


@pytest.mark.usefixtures("mirrored")
def test_the_dots_stand_behind_a_link_whichever_way_the_page_reads(qtbot: QtBot) -> None:
    shown = ReadOnly("x.link", "Link", framed=True)
    qtbot.addWidget(shown)
    # Its beginning leaves a gap of its own width, so that the dots are told from it.
    shown.setText("|" + " " * 8 + "|" * 80)
    shown.resize(160, 32)
    picture = _picture(shown)
    inked = [x for x in range(14, 146) if any(not _is(picture, x, y, "base") for y in range(8, 24))]
    gaps = [after - before for before, after in pairwise(inked)]
    # From the left: the stroke, the wide gap, and only then the rest.
    assert gaps.index(max(gaps)) <= 3


@pytest.mark.parametrize(
    ("shown", "leftwards", "alone"),
    [
        ("Hubert…", True, True),
        ("Hubert…", False, False),
        ("شركة…", True, False),
        ("شركة…", False, True),
        (isolate("zoe@ohara.example") + " · …", True, False),
    ],
)
def test_a_name_that_reads_against_the_page_stands_for_itself(
    shown: str, leftwards: bool, alone: bool
) -> None:
    assert with_own_end(shown, leftwards=leftwards) == (isolate(shown) if alone else shown)


def test_a_line_as_wide_as_it_asks_for_has_no_dots(qtbot: QtBot) -> None:
    for size in ("small", "body", "amount", "mono"):
        shown = ReadOnly("x.total", "Total", size=size, tabular=True)
        qtbot.addWidget(shown)
        shown.setText("$21,474,836.47")
        shown.resize(shown.sizeHint())
        assert shown.shown_text() == "$21,474,836.47"


# Frames


def test_the_frame_of_the_filters_fills_whole_pixels(qtbot: QtBot) -> None:
    filters = Segments("x.filter", [("all", "All"), ("open", "Open")])
    qtbot.addWidget(filters)
    filters.resize(filters.sizeHint())
    picture = _picture(filters)
    right, middle = picture.width() - 1, picture.height() // 2
    assert _is(picture, right, middle, "dark")
    assert _is(picture, right - 1, middle, "button")
    assert _is(picture, picture.width() - 12, picture.height() - 1, "dark")
    joint = filters.buttons[0].width() - 1
    assert _is(picture, joint, middle, "mid")


def test_the_frame_of_a_panel_fills_whole_pixels(qtbot: QtBot) -> None:
    opener = button("Open")
    qtbot.addWidget(opener)
    panel = DropPanel("x.panel", opener, 200)
    qtbot.addWidget(panel)
    panel.resize(200, 80)
    picture = _picture(panel)
    for x, y in ((0, 40), (199, 40), (100, 0), (100, 79)):
        assert _is(picture, x, y, "dark")
    for x, y in ((1, 40), (198, 40), (100, 1), (100, 78)):
        assert _is(picture, x, y, "base")


def test_the_shadow_of_a_panel_goes_with_it_and_lets_the_mouse_through(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    opener = button("Open")
    opener.setParent(window)
    window.show()
    panel = DropPanel("x.panel", opener, 200)
    panel.toggle()
    shadow = panel.findChild(Shadow) or window.findChild(Shadow)
    assert shadow is not None
    assert shadow.parentWidget() is window
    assert shadow.geometry().contains(panel.geometry())
    assert shadow.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    below = window.childAt(panel.geometry().center().x(), panel.geometry().bottom() + 3)
    assert below is not shadow
    assert not shadow.isHidden()
    panel.close_menu()
    assert shadow.isHidden()


@pytest.fixture
def rows() -> QStandardItemModel:
    model = QStandardItemModel(2, 1)
    for row in range(2):
        model.setItem(row, 0, QStandardItem(f"row {row}"))
    return model


def _table(qtbot: QtBot, rows: QStandardItemModel, more: int, *, plain: bool) -> Table:
    table = Table("x.table", "Rows", plain=plain)
    qtbot.addWidget(table)
    table.setModel(rows)
    table.setItemDelegate(RowPainter(table))
    table.resize(200, table.height_of(2) + more)
    table.show()
    return table


def test_below_the_last_row_is_one_line_and_not_two(qtbot: QtBot, rows: QStandardItemModel) -> None:
    framed = _picture(_table(qtbot, rows, 0, plain=False))
    bottom = framed.height() - 1
    assert _is(framed, 60, bottom, "mid")
    assert _is(framed, 60, bottom - 1, "base")
    # Where no frame is, the row has a line of its own.
    longer = _table(qtbot, rows, 40, plain=True)
    end = longer.visualRect(rows.index(1, 0)).bottom()
    assert _is(_picture(longer), 60, longer.viewport().mapTo(longer, QPoint(0, end)).y(), "mid")


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_only_the_box_of_a_choice_is_marked_by_the_keyboard(
    qtbot: QtBot, kind: Callable[[str], QCheckBox | QRadioButton]
) -> None:
    choice = kind("Bancontact")
    qtbot.addWidget(choice)
    choice.resize(choice.sizeHint())
    choice.show()
    check = isinstance(choice, QCheckBox)
    control = QStyle.ControlElement
    pictures = []
    for focus in (
        QStyle.StateFlag.State_None,
        QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange,
    ):
        option = QStyleOptionButton()
        option.initFrom(choice)
        option.text = choice.text()
        option.state |= focus
        picture = QPixmap(choice.size())
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        choice.style().drawControl(
            control.CE_CheckBox if check else control.CE_RadioButton, option, painter, choice
        )
        painter.end()
        pictures.append(picture.toImage())
    assert pictures[0] == pictures[1]


# Places


def test_the_button_that_saves_a_key_stands_beside_its_field(qtbot: QtBot) -> None:
    form = KeyForm()
    qtbot.addWidget(form)
    form.resize(640, form.sizeHint().height())
    form.show()
    tops = {made.mapTo(form, QPoint(0, 0)).y() for made in (form.field_editor, form.save)}
    assert len(tops) == 1


def test_the_list_of_keys_opens_over_the_middle_of_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(0, 0, 800, 600)
    window.show()
    keys = ShortcutsWindow(window)
    keys.show()
    screen = keys.screen().availableGeometry()
    wanted = max(screen.left(), window.geometry().center().x() - keys.width() // 2)
    assert abs(keys.geometry().left() - wanted) <= 1
    keys.close()


@pytest.mark.usefixtures("mirrored")
def test_a_name_ends_in_its_own_full_stop_whichever_way_the_page_reads(qtbot: QtBot) -> None:
    label = ElidedLabel("HHHH.")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    picture = _picture(label)
    ground = picture.pixelColor(0, 0)
    inked = [
        sum(picture.pixelColor(x, y) != ground for y in range(picture.height()))
        for x in range(picture.width())
    ]
    columns = [height for height in inked if height]
    # The tall letter comes first from the left, the dot last.
    assert columns[0] > 2 * columns[-1]


@pytest.mark.usefixtures("mirrored")
def test_all_words_for_the_customer_begin_at_one_side(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    screen = FullScreen(owner, now=lambda: NOW)
    screen.show_link(link(0), PLACE)
    labels = [label for label in screen.findChildren(QLabel) if label.text()]
    assert len(labels) > 4
    for label in labels:
        assert label.alignment() & Qt.AlignmentFlag.AlignRight, label.text()
        assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute, label.text()
    screen.close()


@pytest.mark.usefixtures("mirrored")
def test_a_field_begins_where_its_label_does_in_whatever_script(qtbot: QtBot) -> None:
    editor = line_edit("x.street")
    qtbot.addWidget(editor)
    assert isinstance(editor, QLineEdit)
    assert editor.alignment() & Qt.AlignmentFlag.AlignRight
    assert editor.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_in_a_low_window_the_code_comes_before_what_was_done(qtbot: QtBot) -> None:
    panel = OrderPanel(lambda: NOW)
    qtbot.addWidget(panel)
    made = every_order()[6]
    panel.show()
    for links, high, told in (([link(6)], 700, True), ([link(6)], 600, False), ([], 600, True)):
        panel.resize(320, high)
        panel.show_order(made, PLACE, links)
        assert panel.history.isVisibleTo(panel) is told, (len(links), high)


# Phones


def test_no_window_waits_for_what_a_phone_number_needs(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks_contact, "_plans", Event())
    card = CustomerCard()
    qtbot.addWidget(card)
    with monkeypatch.context() as without:
        # Whoever imports it now fails.
        without.setitem(sys.modules, "phonenumbers", None)
        card.show_customer(Customer("cus_1", "Zoe O’Hara", "", "+353209135501"))
        assert card.detail.text() == isolate("+353209135501")
        card.phone_later.timeout.emit()
        assert card.detail.text() == isolate("+353209135501")
    for _turn in range(4):
        card.phone_later.timeout.emit()
    for thread in threading.enumerate():
        if thread.name == "phone plans":
            thread.join()
    card.phone_later.timeout.emit()
    assert card.detail.text() == isolate("+353 20 913 5501")
    assert not card.phone_later.isActive()


def test_a_stored_phone_number_is_shown_in_groups(qtbot: QtBot) -> None:
    read_plans()
    customer = Customer("cus_1", "Zoe O’Hara", "zoe@ohara.example", "+353209135501")
    card = CustomerCard()
    qtbot.addWidget(card)
    card.show_customer(customer)
    email, phone = isolate("zoe@ohara.example"), isolate("+353 20 913 5501")
    assert card.detail.text() == f"{email} · {phone}"
    assert "+353 20 913 5501" in card.accessibleName()
    entry = CustomerEntry(CustomerMode.EXISTING, existing=customer)
    assert customer_lines(Draft("d", customer=entry)) == ("Zoe O’Hara", f"{email} · {phone}")
    new = CustomerEntry(CustomerMode.NEW, name="Ada", email="ada@engine.example", phone="020 7946 0958")
    told = customer_lines(Draft("d", customer=new, billing=BillingEntry("GB")))
    assert told == ("Ada", f"{isolate('ada@engine.example')} · {isolate('+44 20 7946 0958')}")
