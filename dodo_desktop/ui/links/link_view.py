"""A link that was made, as the result shows it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment
from dodo_desktop.services.workspace import Place
from dodo_desktop.ui.widgets.buttons import button
from dodo_desktop.ui.widgets.read_only import ReadOnly
from dodo_desktop.ui.words import _


class LinkView(QWidget):
    """The link, and a button that copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = ReadOnly("result.link", _("Link"), framed=True)
        self.copy = button(_("Copy link"), "primary", "copy")
        self.copy.setObjectName("result.copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.link)
        column.addWidget(self.copy)
        column.addStretch(1)

    def show_link(self, link: PaymentLink, place: Place) -> None:
        """Show a link."""
        self.link.setText(link.url)

    def show_order(self, order: OutgoingPayment, place: Place) -> None:
        """Show an order that has no link yet."""
        self.link.setText("")
