"""What a person can do with an order, by its state: the buttons, and the questions before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from dodo_desktop.core.outcome import KEYRING_REASONS, Blocked
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.ui.widgets.buttons import Button, Kind, button
from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.keys import unlock_label
from dodo_desktop.ui.words.order_history import (
    Question,
    discard_question,
    edit_question,
    send_again_question,
    send_label,
)

if TYPE_CHECKING:
    from dodo_desktop.services.ports import BrokenOrder

_APPLY: dict[State, tuple[str, ...]] = {
    State.QUEUED: ("send_now", "edit", "discard"),
    State.REJECTED: ("edit", "discard"),
    State.BLOCKED: ("connect", "discard"),
    State.UNCONFIRMED: ("look_again", "send_again", "discard"),
    State.CREATED: ("duplicate",),
}
"""What applies, the most likely first; nothing in all other states.

Only what has its link is copied: a copy of an order that still waits would be a second link for it.
"""

_AT_KEYRING = ("unlock", "connect", "discard")
"""For an order that waits for the keyring."""


class OrderActions(QWidget):
    """Buttons that apply are shown, all others hidden. Signals: `asked` with what is to be done, and the
    request id of the order that it was asked for, whichever is shown by then.

    Codes: send_now, look_again, send_again, discard, edit, connect, unlock, duplicate. What cannot be taken
    back has been confirmed by then.
    """

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: OutgoingPayment | BrokenOrder | None = None
        self.buttons: dict[str, Button] = {
            "send_now": self._make("send_now", _("Send now"), "primary", "send"),
            "look_again": self._make("look_again", _("Look again"), "primary", "look-again"),
            "unlock": self._make("unlock", _("Unlock…"), "primary", "lock"),
            "connect": self._make("connect", _("Connect…"), "primary", "key"),
            "send_again": self._make("send_again", _("Send again…"), "plain", "send"),
            "edit": self._make("edit", _("Edit"), "plain", "edit"),
            "discard": self._make("discard", _("Discard…"), "danger", "discard"),
            "duplicate": self._make("duplicate", _("Duplicate"), "plain", "duplicate"),
        }
        self.buttons["look_again"].set_key_hint("F5")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        for code in ("send_now", "look_again", "unlock", "connect"):
            column.addWidget(self.buttons[code])
        pair = QHBoxLayout()
        column.addLayout(pair)
        pair.setSpacing(8)
        for code in ("edit", "send_again", "discard", "duplicate"):
            pair.addWidget(self.buttons[code], 1)
        self.show_order(None)

    def show_order(self, order: OutgoingPayment | BrokenOrder | None) -> None:
        """Offer what applies to this order."""
        self._order = order
        reason = _keyring_reason(order)
        codes = _AT_KEYRING if reason else _applying(order)
        for code, made in self.buttons.items():
            made.setVisible(code in codes)
        self.setVisible(bool(codes))
        if not isinstance(order, OutgoingPayment) or not codes:
            return
        self.buttons["send_now"].setText(send_label(order))
        primary = order.state is State.REJECTED
        self.buttons["edit"].set_kind("primary" if primary else "plain")
        self.buttons["unlock"].setText(unlock_label(reason))
        self.buttons["connect"].set_kind("plain" if reason else "primary")

    def set_unlocking(self, busy: bool) -> None:
        """While the keyring is asked for the key."""
        self.buttons["unlock"].set_busy(busy)

    def codes(self) -> tuple[str, ...]:
        """What is offered now."""
        return tuple(code for code, made in self.buttons.items() if not made.isHidden())

    def _make(self, code: str, text: str, kind: Kind, icon: str) -> Button:
        made = button(text, kind, icon)
        made.setObjectName(f"outbox.{code}")
        made.clicked.connect(lambda _checked=False: self._pressed(code))
        return made

    def _pressed(self, code: str) -> None:
        order = self._order
        if order is None:
            return
        request_id = order.request_id
        if code == "discard":
            self._confirm("discard", discard_question(order), lambda: self.asked.emit(code, request_id))
        elif code == "edit" and isinstance(order, OutgoingPayment) and order.ever_unconfirmed:
            self._confirm("edit", edit_question(), lambda: self.asked.emit(code, request_id))
        elif code == "send_again":
            self._confirm(
                "unsure",
                send_again_question(),
                lambda: self.asked.emit(code, request_id),
                first=(_("Look again"), lambda: self.asked.emit("look_again", request_id)),
            )
        else:
            self.asked.emit(code, request_id)

    def _confirm(
        self,
        icon: str,
        question: Question,
        then: Callable[[], None],
        first: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Ask, without stopping anything meanwhile; the focus is on the safe answer. `first` is what one may
        rather do before."""
        box = QMessageBox(self)
        box.setObjectName("outbox.question")
        put_mark(box, icon, "warning")
        box.setWindowTitle(_("Outbox"))
        box.setText(question.title)
        box.setInformativeText(question.consequence)
        does = box.addButton(question.verb, QMessageBox.ButtonRole.DestructiveRole)
        safe = box.addButton(question.safe, QMessageBox.ButtonRole.RejectRole)
        does.clicked.connect(then)
        if first is not None:
            box.addButton(first[0], QMessageBox.ButtonRole.ActionRole).clicked.connect(first[1])
        box.setDefaultButton(safe)
        box.setEscapeButton(safe)
        dress_question(box, does, danger=True)
        box.finished.connect(box.deleteLater)
        box.open()


def _applying(order: OutgoingPayment | BrokenOrder | None) -> tuple[str, ...]:
    if isinstance(order, OutgoingPayment):
        return _APPLY.get(order.state, ())
    # Nothing can be sent of what cannot be read, but it need not stay in sight for ever.
    return ("discard",) if order is not None else ()


def _keyring_reason(order: OutgoingPayment | BrokenOrder | None) -> str:
    """Why an order waits for the keyring; empty where it does not."""
    if not isinstance(order, OutgoingPayment) or not isinstance(order.dodo, Blocked):
        return ""
    return order.dodo.reason if order.dodo.reason in KEYRING_REASONS else ""
