"""A list of results under a search field that has the keyboard."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from dodo_desktop.ui.widgets.result_list import ResultList


def customers_found(put: Callable[[QWidget], None]) -> ResultList:
    """One of customers, closed; `put` shows the field in a window."""
    search = QLineEdit()
    put(search)
    search.setFocus()
    return ResultList("customer.results", "Customers", search)
