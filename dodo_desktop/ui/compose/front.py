"""The page as the first picture has it: all that is seen of an empty order, and a search that takes typing.

It knows no order. What is behind it is made right after the picture and takes these parts over, at the same
places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from dodo_desktop.ui.compose import measures
from dodo_desktop.ui.compose.customer_face import CustomerFace, practice_hint
from dodo_desktop.ui.compose.empty_cart import EmptyCart
from dodo_desktop.ui.compose.header import Header
from dodo_desktop.ui.compose.section import Section, rule
from dodo_desktop.ui.theme import leading, set_text, theme
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.field import LABEL_GAP
from dodo_desktop.ui.widgets.outline import RADIUS, outline
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.labels import field_label, mode_promise

if TYPE_CHECKING:
    from dodo_desktop.ui.compose.customer_finder import CustomerFinder

_ADDRESS = (
    (("billing.country", 5), ("billing.street", 7)),
    (("billing.city", 5), ("billing.state", 4), ("billing.zipcode", 3)),
)
_PAYMENT = ((("options.currency", 5), ("options.discount_code", 4), ("options.tax_id", 3)),)
"""Rows of fields, each so many of twelve columns wide."""

Rows = tuple[tuple[tuple[str, int], ...], ...]


class Front(QWidget):
    """Header, sections and panel. `header`, `sections` and `face` are the page's own; `finder` finds for what
    is typed in the face, once there is something to find with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if parent is not None:
            # While it is empty: a stack shows its first page, and what is shown is laid out, even where its
            # window is not.
            self.show()
        self.header = Header(self)
        self.header.duplicate.setEnabled(False)
        self.face = CustomerFace()
        self.finder: CustomerFinder | None = None
        self.sections = form_sections()
        self.add = button(_("Add"), icon="add")
        self.add.setEnabled(False)
        self.cart = EmptyCart()
        self.panel = FrontPanel(self)
        self.fields = (Outlines(self.face.field, _ADDRESS), Outlines(self.face.field, _PAYMENT))
        self._content = QFrame(self)
        self._content.setProperty("surface", "page")
        self._lay_out()
        self.set_narrow(False)

    def _lay_out(self) -> None:
        who, where, what, how = (section.body for section in self.sections)
        who.addWidget(self.face)
        where.addWidget(self.fields[0])
        adding = QHBoxLayout()
        what.addLayout(adding)
        adding.setSpacing(12)
        adding.addWidget(Outlines(self.face.field, ((("", measures.COLUMNS),),)), 1)
        adding.addWidget(self.add)
        what.addSpacing(8)
        what.addWidget(self.cart)
        how.addWidget(self.fields[1])
        self._form = QVBoxLayout(self._content)
        self._form.setSpacing(0)
        for section in self.sections:
            self._form.addWidget(section)
        self._form.addStretch(1)
        edge = rule(self)
        edge.setMaximumHeight(measures.MOST)
        edge.setMinimumHeight(0)
        edge.setFixedWidth(measures.HANDLE)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(row, 1)
        row.addWidget(self._content, 1)
        row.addWidget(edge)
        row.addWidget(self.panel)

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        side = measures.SIDE_NARROW if narrow else measures.SIDE
        self._form.setContentsMargins(side, measures.TOP, side, measures.BOTTOM)
        self.panel.setFixedWidth(measures.PANEL_NARROW if narrow else measures.PANEL)
        for part in (self.header, self.panel, *self.sections):
            part.set_narrow(narrow)

    def say_mode(self, mode: str) -> None:
        """What services will be there."""
        self.face.set_hint(practice_hint() if mode == "practice" else "")
        self.panel.promise.setText(mode_promise(mode) if mode != "unknown" else "")

    def make_finder(self) -> CustomerFinder:
        """What finds for the search, and opens its list over the picture."""
        from dodo_desktop.ui.compose.customer_finder import CustomerFinder

        self.finder = finder = CustomerFinder(self.face, self, elsewhere=True)
        return finder

    def searched(self) -> CustomerFinder:
        """The search, for the form to take it over."""
        from dodo_desktop.ui.compose.customer_finder import CustomerFinder

        return self.finder or CustomerFinder(self.face)

    def focus_start(self) -> None:
        """Put the focus where work starts."""
        self.face.field.setFocus()

    def empty(self) -> None:
        """Let go of what no page took over: it would be dressed once more before it goes."""
        for part in (self._content, self.panel):
            delete(part)


def form_sections(parent: QWidget | None = None) -> tuple[Section, Section, Section, Section]:
    """The sections of the form, empty."""
    return (
        Section(_("Customer"), parent=parent),
        Section(_("Billing address"), parent=parent),
        Section(_("Cart"), parent=parent),
        Section(_("Payment"), last=True, parent=parent),
    )


class FrontPanel(QFrame):
    """The panel of an empty order: no total yet, and the button that makes the link."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        total = QLabel(_("Total"), self)
        set_text(total, "strong")
        self.note = Prose(no_total(), self)
        set_text(self.note, "body", "muted")
        self.create_link = create_button()
        self.create_link.setText(_("Create link"))
        self.promise = Prose(parent=self)
        self.promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_text(self.promise, "small", "muted")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(total, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addSpacing(16)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        self._column.addSpacing(12)
        self._column.addWidget(self.create_link)
        self._column.addSpacing(8)
        self._column.addWidget(self.promise)

    def set_narrow(self, narrow: bool) -> None:
        """The measures of a narrow window, or the usual ones."""
        across, down = measures.panel_margins(narrow)
        self._column.setContentsMargins(across, down, across, down)


def no_total() -> str:
    """What stands in the panel while the cart is empty."""
    return _("Add a product to see the total. With a country it includes tax, checked as you type.")


def create_button() -> Button:
    """The button that makes the link, without its words."""
    made = Button("", "primary")
    made.setObjectName("compose.create")
    made.set_big()
    keys = QKeySequence(measures.CREATE_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
    made.set_key_hint(keys.replace("Return", _("Enter")))
    return made


class Outlines(QWidget):
    """Labels and frames of rows of fields, where the fields will stand; each is as high as `like`."""

    def __init__(self, like: QLineEdit, rows: Rows) -> None:
        super().__init__()
        self._like = like
        self._rows = rows
        # Never seen; what stands in it is as high as the labels.
        first = rows[0][0][0]
        self._label = QLabel(field_label(first) if first else "", self)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        set_text(self._label, "small", "muted")
        self._label.hide()
        self._labelled = bool(first)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def frames(self) -> dict[str, QRect]:
        """Where the frame of each field is."""
        above, high, top = self._above(), self._like.sizeHint().height(), 0
        found: dict[str, QRect] = {}
        for row in self._rows:
            column = 0
            for name, columns in row:
                left, width = measures.span(self.width(), column, columns)
                box = QRect(left, top + above, width, high)
                found[name] = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
                column += columns
            top += above + high + measures.GAP_DOWN
        return found

    def _above(self) -> int:
        return self._label.sizeHint().height() + LABEL_GAP if self._labelled else 0

    def sizeHint(self) -> QSize:
        each = self._above() + self._like.sizeHint().height() + measures.GAP_DOWN
        return QSize(0, len(self._rows) * each - measures.GAP_DOWN)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tokens.color("base"))
        painter.setFont(self._label.font())
        above = self._above()
        for name, frame in self.frames().items():
            painter.setPen(QPen(tokens.color("dark"), 1))
            painter.drawRoundedRect(outline(frame), RADIUS, RADIUS)
            if name:
                painter.setPen(tokens.color("muted"))
                place = QRect(frame.left(), frame.top() - above, frame.width(), above - LABEL_GAP)
                painter.drawText(place, leading(self) | Qt.AlignmentFlag.AlignVCenter, field_label(name))
