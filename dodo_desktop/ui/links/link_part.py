"""A link that was made: total, address, QR code, until when, payment id."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from dodo_desktop.core.link import LinkState, PaymentLink, host_of, link_state, trusted
from dodo_desktop.ui.links.amount import Amount
from dodo_desktop.ui.links.qr_card import QrCard
from dodo_desktop.ui.theme import TextSize, set_text
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import button, say_copied
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.list_page import hairline
from dodo_desktop.ui.widgets.mark import Mark
from dodo_desktop.ui.widgets.pill import Pill
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.widgets.read_only import ReadOnly, labelled
from dodo_desktop.ui.widgets.room import keep_room
from dodo_desktop.ui.widgets.timeline import Timeline
from dodo_desktop.ui.words import _, isolate, links
from dodo_desktop.ui.words.states import link_word
from dodo_desktop.ui.words.times import day_or_time

if TYPE_CHECKING:
    from dodo_desktop.services.workspace import Place


class LinkPart(QWidget):
    """Signals: `full_screen` when the customer is to scan.

    In the result panel (`compact` false) the form beside it names the customer; elsewhere this does.
    """

    full_screen = Signal()

    def __init__(self, prefix: str, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self._compact = compact
        self._link: PaymentLink | None = None
        self._place: Place | None = None
        self._make_head()
        self._make_address()
        self._make_card()
        self._make_facts()
        self._lay_out()

    # Building

    def _make_head(self) -> None:
        self.pill = Pill()
        self._checked = QLabel()
        set_text(self._checked, "small", "muted", tabular=True)
        self._name = ElidedLabel()
        set_text(self._name, "title")
        self._whose = ElidedLabel()
        set_text(self._whose, "small", "muted")
        self._amount = Amount(self._prefix, compact=self._compact)
        self.total = self._amount.total

    def _make_address(self) -> None:
        size: TextSize = "small" if self._compact else "body"
        self.link = ReadOnly(f"{self._prefix}.link", _("Payment link"), size=size, framed=True)
        self.copy = button(_("Copy link"), "primary", "copy")
        self.copy.setObjectName(f"{self._prefix}.copy")
        self.copy.clicked.connect(self.copy_link)
        self.open = button(_("Open"), icon="open")
        self.open.setObjectName(f"{self._prefix}.open")
        self.open.clicked.connect(self.open_link)
        self._problem = _sentence("danger")
        self._problem.hide()

    def _make_card(self) -> None:
        self.card = QrCard(self._prefix, compact=self._compact)
        self.card.full_screen.connect(self.full_screen)
        self.card.refused.connect(self._say_problem)
        self._warning = Banner("warning", icon="shield")
        self._fetching = Banner("accent", icon="clock")
        self._over_box = QWidget()
        over = Banner("warning", icon="clock", parent=self._over_box)
        over.say("", links.over())
        box = QVBoxLayout(self._over_box)
        box.setContentsMargins(0, 0, 0, 12)
        box.addWidget(over)

    def _make_facts(self) -> None:
        self._clock = Mark("clock")
        self._countdown = QLabel()
        set_text(self._countdown, "strong", tabular=True)
        tone = None if self._compact else "muted"
        self.expires = ReadOnly(f"{self._prefix}.expires", _("Expires"), size="small", tone=tone)
        self.payment_id = ReadOnly(f"{self._prefix}.payment_id", _("Payment ID"), size="mono")
        self.copy_payment_id = button(_("Copy"), "link")
        self.copy_payment_id.setObjectName(f"{self._prefix}.copy_payment_id")
        self.copy_payment_id.setAccessibleName(_("Copy payment ID"))
        self.copy_payment_id.clicked.connect(self._copy_id)
        self.email = ReadOnly(f"{self._prefix}.email", _("E-mail"), size="small")
        self.discount = ReadOnly(f"{self._prefix}.discount_id", _("Discount ID"), size="mono")
        # When it was made, and what Dodo says of it once it says something.
        self.history = Timeline(room=2)

    # Laying out

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        if self._compact:
            self._lay_out_named_head()
        else:
            self._lay_out_ready_head()
        self._amount.lay_out(self._column)
        self._lay_out_address()
        self._column.addSpacing(12)
        if self._compact:
            self._column.addWidget(self._over_box)
        for part in (self._fetching, self._warning):
            self._column.addWidget(part)
        self._column.addWidget(self.card)
        if self._compact:
            self._lay_out_history()
        else:
            self._lay_out_expiry()
        self._lay_out_facts()
        self._column.addStretch(1)
        self._keep_unused()

    def _keep_unused(self) -> None:
        """What this place does without stays inside: a widget without a parent would be a window."""
        for part in vars(self).values():
            if isinstance(part, QWidget) and part.parentWidget() is None and part is not self:
                part.setParent(self)
                part.hide()

    def _lay_out_ready_head(self) -> None:
        ready = QLabel(_("Link ready"))
        set_text(ready, "strong")
        row = _row(8)
        self._column.addLayout(row)
        row.addWidget(Mark("success", "success"))
        row.addWidget(ready)
        row.addStretch(1)
        row.addWidget(self.pill)
        self._column.addSpacing(5)

    def _lay_out_named_head(self) -> None:
        row = _row(8)
        self._column.addLayout(row)
        row.addWidget(self.pill)
        row.addStretch(1)
        row.addWidget(self._checked)
        self._column.addSpacing(10)
        self._column.addWidget(self._name)
        self._column.addWidget(self._whose)

    def _lay_out_address(self) -> None:
        self._column.addSpacing(8 if self._compact else 12)
        self._column.addWidget(self.link)
        self._column.addSpacing(8)
        row = _row(8)
        self._column.addLayout(row)
        row.addWidget(self.copy, 7)
        row.addWidget(self.open, 5)
        self._column.addWidget(self._problem)

    def _lay_out_expiry(self) -> None:
        self._column.addSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._expiry_row = QWidget()
        row = QHBoxLayout(self._expiry_row)
        row.setContentsMargins(0, 0, 0, 9)
        row.setSpacing(10)
        row.addWidget(self._clock)
        row.addLayout(lines, 1)
        lines.addWidget(self._countdown)
        lines.addWidget(self.expires)
        self._column.addWidget(self._expiry_row)
        self._column.addWidget(hairline())
        self._column.addSpacing(9)

    def _lay_out_history(self) -> None:
        self._column.addSpacing(14)
        self._history_box = QWidget()
        box = QVBoxLayout(self._history_box)
        box.setContentsMargins(0, 0, 0, 14)
        box.setSpacing(12)
        box.addWidget(hairline())
        box.addWidget(self.history)
        self._column.addWidget(self._history_box)

    def _lay_out_facts(self) -> None:
        grid = QGridLayout()
        self._column.addLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, 72 if self._compact else 84)
        grid.setColumnStretch(1, 1)
        self._expires_label = labelled(_("Expires"), self.expires)
        self._email_label = labelled(_("E-mail"), self.email)
        self._discount_label = labelled(_("Discount ID"), self.discount)
        if self._compact:
            grid.addWidget(self._expires_label, 0, 0)
            grid.addWidget(self.expires, 0, 1)
            self._expiry_row = self.expires
        grid.addWidget(labelled(_("Payment ID"), self.payment_id), 1, 0)
        line = _row(10)
        grid.addLayout(line, 1, 1)
        line.addWidget(self.payment_id)
        line.addWidget(self.copy_payment_id)
        line.addStretch(1)
        if not self._compact:
            grid.addWidget(self._email_label, 2, 0)
            grid.addWidget(self.email, 2, 1)
        grid.addWidget(self._discount_label, 3, 0)
        grid.addWidget(self.discount, 3, 1)

    # Showing

    def show_link(self, link: PaymentLink, place: Place, now: datetime) -> None:
        """Show a link as it is known now."""
        if link is self._link and place == self._place:
            self.tick(now)
            return
        if self._link is None or self._link.payment_id != link.payment_id:
            self._say_problem("")
            self._amount.forget()
            self._keep_expiry(bool(links.expiry_one_line(link, now)))
        self._link, self._place = link, place
        self._show_head(link)
        self._amount.show_link(link)
        self._show_address(link, place)
        self.payment_id.setText(link.payment_id)
        self._show_fact(self.discount, self._discount_label, link.discount_id)
        if not self._compact:
            self._show_fact(self.email, self._email_label, link.customer_email)
        self.history.show_lines([(day_or_time(at, now), text) for at, text in links.history(link)])
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """What depends on the time: state, countdown, age of the knowledge."""
        link = self._link
        if link is None:
            return
        state = link_state(link, now)
        word = link_word(state, link)
        self.pill.show_state(word.word, word.tone, word.icon)
        if self._compact:
            over = state is LinkState.EXPIRED
            self._expires_label.setText(_("Expired") if over else _("Expires"))
            self._over_box.setVisible(over)
            self._checked.setText(links.checked(link.checked_at, now))
            until = links.expiry_one_line(link, now)
            self._expires_label.setVisible(bool(until))
        else:
            countdown, until = links.expiry(link, now)
            self._countdown.setText(countdown)
            self._countdown.setVisible(bool(countdown))
        if self.expires.text() != until:
            self.expires.setText(until)
        self._expiry_row.setVisible(bool(until))

    def _keep_expiry(self, kept: bool) -> None:
        """Whether the room of the expiry stays when it does not matter any more: nothing moves or grows while
        somebody points a phone at the code."""
        for part in (self._expiry_row, self._expires_label):
            keep_room(part, kept)

    def set_history(self, shown: bool) -> None:
        """Whether what happened is shown; only where the customer is named."""
        if self._compact:
            self._history_box.setVisible(shown)

    @property
    def shown(self) -> PaymentLink | None:
        """The link that is shown."""
        return self._link

    @property
    def can_scan(self) -> bool:
        """Whether there is a code for the customer."""
        return self._link is not None and not self.card.isHidden() and self.card.full.isEnabled()

    def _show_head(self, link: PaymentLink) -> None:
        if not self._compact:
            return
        self._name.setText(link.customer_name or link.customer_email or _("No name"))
        whose = [part for part in (link.order_reference, link.customer_email) if part]
        self._whose.setText(" · ".join(isolate(part) for part in whose))
        self._whose.setVisible(bool(whose))

    def _show_address(self, link: PaymentLink, place: Place) -> None:
        known = bool(link.url)
        safe = known and trusted(link.url, link.mode)
        if self.link.text() != link.url:
            self.link.setText(link.url)
        for part in (self.link, self.copy, self.open):
            part.setVisible(known)
        self._fetching.setVisible(not known)
        if not known:
            self._fetching.say("", links.being_fetched())
        self._warning.setVisible(known and not safe)
        if known and not safe:
            self._warning.say("", links.untrusted(host_of(link.url)))
        self.open.set_icon("open" if safe or not known else "shield")
        self.card.setVisible(safe)
        if safe:
            self.card.show_link(link, place)

    def _show_fact(self, value: ReadOnly, label: QLabel, text: str) -> None:
        value.setText(text)
        value.setVisible(bool(text))
        label.setVisible(bool(text))

    def _say_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    # Doing

    def copy_link(self) -> None:
        """Put the address on the clipboard and say so."""
        if self._link is not None and self._link.url:
            QGuiApplication.clipboard().setText(self._link.url)
            say_copied(self.copy)

    def _copy_id(self) -> None:
        if self._link is not None:
            QGuiApplication.clipboard().setText(self._link.payment_id)
            say_copied(self.copy_payment_id)

    def open_link(self) -> None:
        """Open the link in the browser; ask first where it does not lead to Dodo."""
        link = self._link
        if link is None or not link.url:
            return
        if trusted(link.url, link.mode):
            self._browse(link.url)
            return
        title, consequence = links.open_question(host_of(link.url))
        question = QMessageBox(self)
        put_mark(question, "shield", "warning")
        question.setWindowTitle(_("Open the link"))
        question.setText(title)
        question.setInformativeText(consequence)
        opens = question.addButton(_("Open"), QMessageBox.ButtonRole.DestructiveRole)
        back = question.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(back)
        question.setEscapeButton(back)
        opens.clicked.connect(lambda: self._browse(link.url))
        dress_question(question, opens, danger=True)
        question.finished.connect(question.deleteLater)
        question.open()

    def _browse(self, url: str) -> None:
        opened = QDesktopServices.openUrl(QUrl(url))
        self._say_problem("" if opened else links.not_opened())


def _row(spacing: int) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return row


def _sentence(tone: str) -> Prose:
    made = Prose()
    set_text(made, "small", tone)
    return made
