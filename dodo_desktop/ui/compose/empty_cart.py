"""What stands in the place of the cart's table."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dodo_desktop.ui.theme import set_text
from dodo_desktop.ui.widgets.prose import Prose
from dodo_desktop.ui.words import _


class EmptyCart(QFrame):
    """What stands in the table's place while there is no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cart.empty")
        self.setProperty("surface", "box")
        strong = _("The cart is empty.")
        rest = _("Add at least one product. Quantity and pay-what-you-want prices are edited in the table.")
        text = Prose(parent=self)
        text.set_rich(f'<b style="color:palette(text)">{strong}</b> {rest}')
        set_text(text, "body", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 16, 14, 16)
        column.addWidget(text)
