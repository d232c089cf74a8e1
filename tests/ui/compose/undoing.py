"""Taking back and doing again by keys, as the tests of both do it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from dodo_desktop.core.draft import Draft
from tests.ui.compose.conftest import Desk

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier

TEXTS = (
    *(f"customer.{name}" for name in ("name", "email", "phone")),
    *(f"billing.{name}" for name in ("street", "city", "state", "zipcode")),
    *(f"options.{name}" for name in ("discount_code", "tax_id", "order_reference", "return_url")),
    "cart.product",
)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def undo() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Z, CTRL)


def redo() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Z, CTRL_SHIFT)


def keys_for(step: QKeySequence.StandardKey) -> list[QKeySequence]:
    """The system's keys, but for those of some keyboards that a test cannot press."""
    return [key for key in QKeySequence.keyBindings(step) if "+" in key.toString()]


def open_editors(desk: Desk) -> list[QLineEdit]:
    return [e for e in desk.page.form.cart.table.findChildren(QLineEdit) if e.isVisible()]


def one_step(desk: Desk, before: Draft) -> None:
    """What was done since `before` is taken back in one step and done again in one, by keys alone."""
    after = desk.draft
    assert after != before
    undo()
    assert desk.draft == before
    redo()
    assert desk.draft == after
    undo()
    assert desk.draft == before
    assert not desk.shop.workspace.drafting.can_undo
