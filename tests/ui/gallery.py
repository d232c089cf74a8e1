"""Every widget on one page, to look at: ``python tests/ui/gallery.py light out.png``."""

import sys
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dodo_desktop.core.link import LinkState
from dodo_desktop.core.outgoing import State
from dodo_desktop.ui import words
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import FlatButton, button, icon_button
from dodo_desktop.ui.widgets.disclosure import Disclosure
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.widgets.mode_badge import ModeBadge
from dodo_desktop.ui.widgets.mode_strip import ModeStrip
from dodo_desktop.ui.widgets.money_edit import MoneyEdit
from dodo_desktop.ui.widgets.nav_button import NavButton
from dodo_desktop.ui.widgets.pick_field import PickField
from dodo_desktop.ui.widgets.pill import Pill, paint_pill
from dodo_desktop.ui.widgets.qr_view import QrView
from dodo_desktop.ui.widgets.read_only import ReadOnly, labelled
from dodo_desktop.ui.widgets.result_list import ResultList
from dodo_desktop.ui.widgets.result_rows import Row
from dodo_desktop.ui.widgets.segments import Segments
from dodo_desktop.ui.widgets.table import (
    RowPainter,
    Table,
    draw_amount,
    draw_cell_frame,
    draw_text,
    draw_two_lines,
)
from dodo_desktop.ui.words.states import link_word, state_word
from dodo_desktop.ui.words.times import absolute, left

_ANY = QModelIndex()
COUNTRIES = [("DE", "Germany", "DE"), ("GH", "Ghana", "GH"), ("US", "United States", "US")]
LINES = [
    ("Not sure yet", "Oluwaseun Adébáyò-Whitfield|W-1183 · 3 items", "$322.38|USD", "1"),
    ("Sending", "Núria Castellví i Puigdomènech-Fontanals|W-1184 · 1 item", "€1,240.00|EUR", "12"),
]


class Lines(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ANY) -> int:
        return len(LINES)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ANY) -> int:
        return 4

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        return LINES[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        names = ("State", "Customer", "Total", "Quantity")
        return names[section] if role == Qt.ItemDataRole.DisplayRole else None


class LinePainter(RowPainter):
    def paint_content(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, selected: bool
    ) -> None:
        text = str(index.data())
        if index.column() == 0:
            state = State.UNCONFIRMED if index.row() == 0 else State.SENDING
            word = state_word(state)
            paint_pill(painter, rect, word.word, word.tone, word.icon, selected=selected)
        elif index.column() == 1:
            draw_two_lines(painter, rect, *text.split("|"))
        elif index.column() == 2:
            draw_amount(painter, rect, *text.split("|"))
        else:
            draw_text(painter, draw_cell_frame(painter, rect), text, tabular=True, trailing=True)


def find(text: str) -> list[tuple[str, str, str]]:
    return [entry for entry in COUNTRIES if text.casefold() in entry[1].casefold()]


class Gallery(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.resize(1100, 860)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(ModeStrip("test"))
        banner = Banner("accent", icon="practice", icon_role="practice", inline=True)
        banner.say("Practice mode.", "Make links with sample customers and products, and pay them.")
        banner.add_button(button("Connect your account…", icon="key"))
        outer.addWidget(banner)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._side())
        page = QFrame()
        page.setProperty("surface", "page")
        page.setLayout(self._page())
        columns.addWidget(page, 1)
        columns.addWidget(self._panel())
        outer.addLayout(columns, 1)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setProperty("surface", "panel")
        side.setFixedWidth(184)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(2)
        badge = ModeBadge("mode.badge")
        badge.set_mode("test")
        column.addWidget(badge)
        column.addSpacing(12)
        for name, icon in (("Compose", "compose"), ("Outbox", "outbox"), ("Links", "links")):
            nav = NavButton(f"nav.{icon}", name, icon)
            nav.setChecked(icon == "compose")
            if icon == "outbox":
                nav.set_count("3", hot=True)
            column.addWidget(nav)
        column.addSpacing(12)
        rail = NavButton("nav.rail", "Outbox", "outbox")
        rail.setFixedWidth(68)
        rail.setAutoExclusive(False)
        rail.setChecked(True)
        rail.set_rail(True)
        rail.set_count("3", hot=True)
        column.addWidget(rail)
        small = ModeBadge("x")
        small.setFixedWidth(68)
        small.set_rail(True)
        column.addWidget(small)
        for mode in ("live", "custom"):
            other = ModeBadge(solid=mode == "live")
            other.set_mode(mode)
            column.addWidget(other)
        for state in State:
            word = state_word(state)
            pill = Pill()
            pill.show_state(word.word, word.tone, word.icon)
            column.addWidget(pill)
        word = link_word(LinkState.EXPIRED)
        pill = Pill()
        pill.show_state(word.word, word.tone, word.icon)
        column.addWidget(pill)
        column.addStretch(1)
        return side

    def _page(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(10)
        title = QLabel("New link")
        set_text(title, "page")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        drafts = FlatButton("Drafts (3)", "draft")
        drafts.set_chevron(True)
        head.addWidget(drafts)
        head.addWidget(button("New link", icon="add"))
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        self.country = PickField("billing.country", "Country", find, placeholder="Type a name or code")
        self.street = line_edit("billing.street")
        self.street_field = Field("Street and house number", self.street)
        self.street_field.set_problem(
            "The street is missing, so nothing was sent. Type street and house number, or send it without."
        )
        city = Field("Suburb or city", line_edit("billing.city"))
        city.editor.setText("Fremantle")  # type: ignore[attr-defined]
        city.set_proposed(True)
        code = Field(
            "Discount code", line_edit("options.discount_code", placeholder="Optional"), optional=True
        )
        code.set_hint("10% off, until 30 Nov", "success")
        tax = Field("Tax ID", line_edit("options.tax_id", placeholder="Optional"))
        tax.set_problem("Checked when online again", "warning")
        tax.editor.setEnabled(False)
        grid.addWidget(Field("Country", self.country), 0, 0, 1, 5)
        grid.addWidget(self.street_field, 0, 5, 1, 7)
        grid.addWidget(city, 1, 0, 1, 5)
        grid.addWidget(code, 1, 5, 1, 4)
        grid.addWidget(tax, 1, 9, 1, 3)
        for number in range(12):
            grid.setColumnStretch(number, 1)
        column.addLayout(grid)
        self.segments = Segments("outbox.filter", [("all", "All"), ("needs", "Needs you"), ("done", "Done")])
        self.segments.set_count("all", "7")
        self.segments.set_count("needs", "3")
        column.addWidget(self.segments)
        table = Table("cart.table", "Cart", row_height=48)
        table.setModel(Lines())
        table.model().setParent(table)
        table.setItemDelegate(LinePainter(table))
        table.setColumnWidth(0, 140)
        table.setColumnWidth(1, 180)
        table.setColumnWidth(2, 120)
        table.setColumnWidth(3, 70)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setFixedHeight(table.height_of(2))
        table.selectRow(0)
        column.addWidget(table)
        tools = QHBoxLayout()
        tools.addWidget(FlatButton("Remove", "discard", small=True))
        tools.addWidget(icon_button("move-up", "Move up", small=True))
        tools.addWidget(icon_button("undo", "Undo", small=True))
        tools.addStretch(1)
        tools.addWidget(MoneyEdit("cart.price", "Price", "USD"))
        column.addLayout(tools)
        check = QCheckBox("Credit card")
        check.setChecked(True)
        self.radio = QRadioButton("Only these")
        self.radio.setChecked(True)
        methods = Disclosure("options.methods.toggle", "Payment methods", lambda: QLabel("inside"))
        methods.set_summary("All 18, Dodo shows what fits the customer")
        for widget in (check, self.radio, QRadioButton("All"), methods):
            column.addWidget(widget)
        column.addStretch(1)
        return column

    def _panel(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("surface", "panel")
        panel.setFixedWidth(344)
        column = QVBoxLayout(panel)
        column.setContentsMargins(20, 16, 20, 16)
        total = ReadOnly("result.total", "Total", size="amount", tabular=True)
        total.setText("$322.38")
        row = QHBoxLayout()
        row.addWidget(labelled("Total", total, size="strong", tone="muted"))
        row.addStretch(1)
        row.addWidget(total)
        column.addLayout(row)
        link = ReadOnly("result.link", "Link", framed=True)
        link.setText("https://test.checkout.dodopayments.com/x7Kq2mWd")
        column.addWidget(link)
        pair = QHBoxLayout()
        self.copy = button("Copy link", "primary", "copy")
        pair.addWidget(self.copy, 3)
        pair.addWidget(button("Open", icon="open"), 2)
        column.addLayout(pair)
        qr = QrView()
        qr.set_text("https://test.checkout.dodopayments.com/x7Kq2mWd")
        qr.setFixedHeight(170)
        column.addWidget(qr)
        tag = ModeBadge(tag=True)
        tag.set_mode("test")
        column.addWidget(tag, 0, Qt.AlignmentFlag.AlignHCenter)
        trio = QHBoxLayout()
        trio.addWidget(button("Full screen", icon="full-screen", small=True))
        trio.addWidget(button("Copy image", icon="copy-image", small=True))
        save = button("Save", icon="save", small=True)
        save.set_chevron(True)
        trio.addWidget(save)
        column.addLayout(trio)
        now = datetime(2026, 11, 22, 13, 8, tzinfo=UTC)
        name = ElidedLabel(
            "Friederike von Hohenlohe-Oehringen und zu Waldenburg, " + left(now + timedelta(hours=24), now)
        )
        set_text(name, "title")
        column.addWidget(name)
        column.addWidget(QLabel(absolute(now)))
        column.addWidget(button("Copy", "link"))
        danger = button("Discard…", "danger", "discard")
        off = button("Duplicate", icon="duplicate")
        off.setEnabled(False)
        pair = QHBoxLayout()
        pair.addWidget(danger)
        pair.addWidget(off)
        column.addLayout(pair)
        column.addStretch(1)
        note = Banner("danger")
        note.say("1 field needs you")
        jump = button("Street is missing", "link")
        jump.setProperty("tone", "danger")
        note.add_line(jump)
        column.addWidget(note)
        offline = Banner("warning", icon="offline")
        offline.say(
            "You are offline", "Take the order as usual. It will be sent once, when you are back online."
        )
        column.addWidget(offline)
        create = button("Create link", "primary")
        create.set_big()
        create.set_key_hint("Ctrl+Enter")
        column.addWidget(create)
        return panel


def main() -> None:
    look, target = sys.argv[1], sys.argv[2]
    what = sys.argv[3] if len(sys.argv) > 3 else ""
    app = QApplication([])
    font = app.font()
    font.setFamily("Inter")
    font.setPixelSize(13)
    app.setFont(font)
    words.install("en")
    if what == "rtl":
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    theme().apply(look)  # type: ignore[arg-type]
    page = Gallery()
    page.show()
    page.activateWindow()
    if what == "street":
        page.street.setFocus()
    elif what == "radio":
        page.radio.setFocus()
    else:
        page.street.setFocus()
        page.street.setText("nak")
        found = ResultList("customer.results", "Customers", page.street)
        rows = [
            Row(1, "Ayaka Nakagawa", "ayaka.nakagawa@hanakagami.example", "Paid 2 Nov", "customer"),
            Row(2, "Nakato Ssemakula-Wright", "nakato@pearlbooks.example", "No order here", "customer"),
        ]
        found.show_rows(
            rows, query="nak", status="2 of 12,408, as of today 13:55", keys="↑↓ choose · Enter picks"
        )
    app.processEvents()
    page.grab().save(target)


if __name__ == "__main__":
    main()
