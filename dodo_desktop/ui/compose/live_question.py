"""The question before the first live link of a session."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from dodo_desktop.ui.widgets.question import dress_question, put_mark
from dodo_desktop.ui.words import _, isolate


def ask_live(parent: QWidget, amount: str, customer: str, answered: Callable[[bool], None]) -> QMessageBox:
    """Open the question; `answered` hears whether the link is to be made. Never blocks."""
    box = QMessageBox(parent)
    box.setObjectName("live.question")
    box.setWindowTitle(_("Live link"))
    put_mark(box, "live", "live")
    if amount:
        box.setText(_("Make a live link for {amount}?").format(amount=isolate(amount)))
    else:
        box.setText(_("Make a live link?"))
    who = isolate(customer) if customer else _("The customer")
    box.setInformativeText(
        _("{customer} can pay real money with this link. Dodo cannot cancel a link once it is made.").format(
            customer=who
        )
        + "\n\n"
        + _("Asked once for each live account, for its first link after starting the app.")
    )
    back = box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
    make = box.addButton(_("Create live link"), QMessageBox.ButtonRole.AcceptRole)
    dress_question(box, make)
    box.setDefaultButton(back)
    box.setEscapeButton(back)

    def finished() -> None:
        answered(box.clickedButton() is make)
        box.deleteLater()

    box.finished.connect(finished)
    box.open()
    return box
