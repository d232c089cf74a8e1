"""What became of an order that has no link yet, in honest words, in the place of the result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from dodo_desktop.core.outcome import KEYRING_REASONS, Blocked
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.buttons import Button, button
from dodo_desktop.ui.widgets.pill import Pill
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.asking import why_asked
from dodo_desktop.ui.words.blocked import blocked_in_form
from dodo_desktop.ui.words.keys import unlock_label
from dodo_desktop.ui.words.order_history import send_label
from dodo_desktop.ui.words.orders import quote_of, story
from dodo_desktop.ui.words.states import order_state


class OutcomeView(QFrame):
    """Pill, total, what happened, what it means for the order, and the one thing to do.

    Signals: `acted` with the order's id and one of: send_now, look_again, edit; `settings_asked`, where the
    key is; `unlock_asked`, where the keyring has it.
    """

    acted = Signal(str, str)
    settings_asked = Signal()
    unlock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result.outcome")
        self._order: OutgoingPayment | None = None
        self.pill = Pill(self)
        self.total = QLabel(self)
        self.total.setObjectName("result.quote")
        set_text(self.total, "page", tabular=True)
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        set_text(self.title, "title")
        self.text = Prose(parent=self)
        self.text.setObjectName("result.sentence")
        set_text(self.text, "body")
        self.action: Button = button("", "primary")
        self.action.setObjectName("result.action")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.pill, self.total, self.title, self.text, self.action):
            column.addWidget(widget)
        column.addStretch(1)
        self.action.clicked.connect(self._act)

    def show_order(self, order: OutgoingPayment, *, offline: bool) -> None:
        """Show where the order stands."""
        self._order = order
        word = order_state(order)
        self.pill.show_state(word.word, word.tone, word.icon)
        quote = quote_of(order)
        self.total.setText(quote)
        self.total.setVisible(bool(quote))
        title, text = outcome_words(order, offline=offline)
        self.title.setText(title)
        self.text.setText(text)
        label, icon = _action_words(order)
        self.action.setText(label)
        self.action.set_icon(icon)
        self.action.setVisible(bool(label))
        self.action.setAccessibleDescription(text)

    def set_unlocking(self, busy: bool) -> None:
        """While the keyring is asked for the key."""
        self.action.set_busy(busy)

    @property
    def focus_target(self) -> QWidget | None:
        """The button to go on with, None where there is nothing to do."""
        return None if self.action.isHidden() else self.action

    def _act(self) -> None:
        if self._order is None:
            return
        if self._order.state is State.BLOCKED:
            at_keyring = _blocked_reason(self._order) in KEYRING_REASONS
            (self.unlock_asked if at_keyring else self.settings_asked).emit()
        else:
            actions = {State.UNCONFIRMED: "look_again", State.REJECTED: "edit"}
            self.acted.emit(self._order.request_id, actions.get(self._order.state, "send_now"))


def _action_words(order: OutgoingPayment) -> tuple[str, str]:
    if order.state is State.UNCONFIRMED:
        return _("Look again"), "look-again"
    if order.state is State.QUEUED:
        return send_label(order), "send"
    if order.state is State.BLOCKED:
        reason = _blocked_reason(order)
        return (unlock_label(reason), "lock") if reason in KEYRING_REASONS else (_("Connect…"), "key")
    if order.state is State.REJECTED and not order.ever_unconfirmed:
        # One that may be at Dodo all the same is a question, which the outbox asks.
        return _("Edit"), "edit"
    return "", ""


def _blocked_reason(order: OutgoingPayment) -> str:
    return order.dodo.reason if isinstance(order.dodo, Blocked) else ""


def outcome_words(order: OutgoingPayment, *, offline: bool) -> tuple[str, str]:
    """Title and text: what happened, what it means for the order, what happens next."""
    if order.state is State.QUEUED:
        return _queued(order, offline=offline)
    tell = {
        State.SENDING: _sending,
        State.UNCONFIRMED: _unconfirmed,
        State.BLOCKED: _blocked,
        State.REJECTED: _rejected,
        State.DISCARDED: _discarded,
    }.get(order.state, _elsewhere)
    return tell(order)


def _sending(order: OutgoingPayment) -> tuple[str, str]:
    return _("On its way"), _("The order is being sent. The link appears here as soon as Dodo answers.")


def _rejected(order: OutgoingPayment) -> tuple[str, str]:
    waits = _("The order waits in the outbox until you change or discard it.")
    return _("Dodo made no link"), f"{story(order, order.changed_at).happened} {waits}"


def _discarded(order: OutgoingPayment) -> tuple[str, str]:
    told = story(order, order.changed_at)
    return _("The order left the list"), f"{told.happened} {told.lead} {told.next}".strip()


def _elsewhere(order: OutgoingPayment) -> tuple[str, str]:
    return _("The order is in the outbox"), _("Look there for what became of it.")


def _queued(order: OutgoingPayment, *, offline: bool) -> tuple[str, str]:
    if order.hold:
        return (
            _("The order asks you first"),
            why_asked(order) + " " + _("It waits until you say so, here or in the outbox."),
        )
    if offline:
        return (
            _("Saved, to be sent when you are online"),
            _(
                "The order is saved on this computer. It is sent once, when you are back online; "
                "the link then appears here and in the outbox."
            ),
        )
    return (
        _("Saved, not sent yet"),
        _("Dodo did not take the order yet and made nothing. It is sent again by itself."),
    )


def _unconfirmed(order: OutgoingPayment) -> tuple[str, str]:
    if order.looks_over:
        return (
            _("Not sure whether Dodo made a link"),
            _(
                "No answer came, and Dodo’s list does not show the order. It is not sent again by itself, "
                "so that the customer cannot get two links. Look again, or decide in the outbox."
            ),
        )
    return (
        _("Sent, but no answer came"),
        _(
            "Dodo may have made a link or not. The app looks for the order in Dodo’s list by itself and "
            "does not send it again, so that the customer cannot get two links."
        ),
    )


def _blocked(order: OutgoingPayment) -> tuple[str, str]:
    return _("The order needs the key"), blocked_in_form(_blocked_reason(order))
