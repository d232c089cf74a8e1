"""Proposals: fields that something else filled wait, marked, until a person accepts them or puts them back.

How to propose: apply ``Edit("proposals.offer", Offer(source, values, about, customer_mode))`` to the draft by
`ComposePage.propose(offer)`. It fills the fields, remembers what stood there, marks them (tint, dashed, the
word *proposed*), shows the bar over the form with *Accept all* and *Put back*, and moves the focus to *Accept
all*. Another text in one of the fields accepts that field. `core.draft.proposed(draft)` names those that
still wait; while there are any, `core.request.check` has the problem ``billing.accept_all``, ``proposed``,
and the panel says so. An offer takes the place of one before it; undo takes it back in one step; the draft
keeps it over a restart. The words for a source are in `ui.words.proposals`.
"""

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from dodo_desktop.core.draft import Draft
from dodo_desktop.ui.compose.proposal_marks import ACCEPT_KEYS
from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.proposals import filled_from, told_about

_ICONS = {"paste": "paste", "last_order": "clock", "other_customer": "customer"}


class ProposalsBar(Banner):
    """Over the form: how many fields were filled and from where. Hidden while nothing is proposed.

    Signals: `accept_asked`; `put_back_asked`.
    """

    accept_asked = Signal()
    put_back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent", one_line=True, parent=parent)
        self.setObjectName("billing.proposals")
        self.accept = button(_("Accept all"), "primary", small=True)
        self.accept.setObjectName("billing.accept_all")
        self.accept.set_key_hint(QKeySequence(ACCEPT_KEYS).toString(QKeySequence.SequenceFormat.NativeText))
        self.put_back = button(_("Put back"), small=True)
        self.put_back.setObjectName("billing.put_back")
        self.about = Prose(parent=self)
        self.about.setObjectName("billing.proposals.about")
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        set_text(self.about, "small", "muted")
        head = QHBoxLayout()
        self.body.addLayout(head)
        head.setSpacing(8)
        head.addWidget(self.label, 1)
        head.addWidget(self.accept)
        head.addWidget(self.put_back)
        self.body.setSpacing(6)
        self.body.addWidget(self.about)
        self.accept.clicked.connect(self.accept_asked)
        self.put_back.clicked.connect(self.put_back_asked)
        self.hide()

    def show_draft(self, draft: Draft, count: int) -> None:
        """Say where `count` fields come from; none hides the bar."""
        if count:
            now = datetime.now(UTC)
            title, sentence = filled_from(draft.proposals, count)
            about = told_about(draft.proposals, now)
            self.set_tone("accent", _ICONS.get(draft.proposals.source, ""))
            self.say(title, sentence)
            self.about.setText(about)
            self.about.setVisible(bool(about))
            self.accept.setAccessibleDescription(f"{title} {sentence}")
            self.put_back.setAccessibleDescription(f"{title} {sentence}")
        self.setVisible(bool(count))
