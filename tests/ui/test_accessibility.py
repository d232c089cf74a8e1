"""What assistive tools are told: whatever takes the keyboard has a name, and the fixed object names exist."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QMainWindow, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.core.methods import METHODS
from dodo_desktop.ui.compose.cart_notes import Note
from dodo_desktop.ui.compose.paste_report import PasteReport
from dodo_desktop.ui.compose.template_dialog import Switch, TemplateDialog
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.settings.profile_row import ProfileRow
from dodo_desktop.ui.shortcuts_window import ShortcutsWindow
from dodo_desktop.ui.widgets.field import Field, Line

NAMES = (
    "nav.compose",
    "nav.outbox",
    "nav.links",
    "nav.settings",
    "mode.badge",
    "connection.status",
    "drafts.menu",
    "drafts.table",
    "templates.menu",
    "templates.table",
    "customer.search",
    "customer.results",
    "customer.selected",
    "customer.clear",
    "customer.new",
    "customer.name",
    "customer.email",
    "customer.phone",
    "billing.country",
    "billing.street",
    "billing.city",
    "billing.state",
    "billing.zipcode",
    "billing.paste",
    "billing.accept_all",
    "billing.put_back",
    "cart.product",
    "cart.products",
    "cart.add",
    "cart.table",
    "cart.remove",
    "options.order_reference",
    "options.currency",
    "options.discount_code",
    "options.tax_id",
    "options.return_url",
    "options.show_saved_methods",
    "options.metadata",
    "summary.total",
    "summary.problems",
    "compose.create",
    "compose.new",
    "compose.duplicate",
    "result.link",
    "result.copy",
    "result.open",
    "result.qr",
    "result.full_screen",
    "result.copy_image",
    "result.save_qr",
    "result.expires",
    "result.total",
    "outbox.table",
    "outbox.filter.all",
    "outbox.try_all",
    "outbox.send_now",
    "outbox.look_again",
    "outbox.send_again",
    "outbox.discard",
    "outbox.edit",
    "links.table",
    "links.filter.all",
    "links.search",
    "links.refresh",
    "links.export",
    "settings.connect",
    "settings.language",
    "settings.mode",
    "settings.api_key",
    "settings.save_key",
    "settings.remove_key",
    "settings.test_key",
)
# Pasting an address does not exist yet.
LATER = {"billing.paste"}
# Offers that are shown once it is known what they offer, and are given their words then.
WORDLESS_YET = {
    "result.action",
    "cart.currencies.act",
    "options.fixed.act",
    "cart.product.problem.act",
    "options.more_methods.show_all",
    "start.instead",
}
PROBLEMS = (
    *(f"customer.{name}" for name in ("search", "name", "email", "phone")),
    *(f"billing.{name}" for name in ("country", "street", "city", "state", "zipcode")),
    *(
        f"options.{name}"
        for name in ("currency", "discount_code", "tax_id", "return_url", "order_reference", "metadata")
    ),
    "settings.api_key",
)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    made.pages.make_all()
    qtbot.addWidget(made)
    make_what_is_said_later(made)
    # These are made with the services.
    assert made.compose.drafts is not None
    assert made.compose.templating is not None
    row = ProfileRow("one", "test", "Juniper & Clay", current=True, first=True)
    row.offer_key_buttons("", key_there=True)
    row.setParent(made.settings.account)
    qtbot.addWidget(ShortcutsWindow(made))
    one, two = (Switch(f"templates.{n}", n, "Euro", offered=True, on=False) for n in ("one", "two"))
    qtbot.addWidget(TemplateDialog(made, "Save", "", "Save", name="", switches=(one, two)))
    return made


def make_what_is_said_later(window: MainWindow) -> None:
    """Sentences and offers that are made when there first is something to say."""
    form = window.compose.form
    assert form.proposals is not None
    assert form.cart.send_anyway is not None
    for spot in form.spots().values():
        spot.waive(True)
        spot.waive(False)
    for report in window.findChildren(PasteReport):
        assert report.line is not None
    for line in window.findChildren(Line):
        assert line.label is not None
        assert not isinstance(line, Note) or line.act is not None


def widgets(window: QMainWindow) -> Iterator[QWidget]:
    """All of the window, and what is laid over it only once it opens."""
    for widget in QApplication.allWidgets():
        if widget is not window and not widget.objectName().startswith("qt_"):
            yield widget


def _inside_combo_box(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and parent.inherits("QComboBoxPrivateContainer")


def said(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_the_fixed_object_names_exist(window: MainWindow) -> None:
    present = {widget.objectName() for widget in widgets(window)}
    wanted = {
        *NAMES,
        *(f"options.method.{method}" for method in METHODS),
        *(f"{name}.problem" for name in PROBLEMS),
    }
    assert wanted - present <= LATER


def test_whatever_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    nameless = {
        f"{type(widget).__name__} {widget.objectName() or 'without an object name'}"
        for widget in widgets(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not said(widget).strip()
        # The list inside a closed combo box is Qt's own and says the box's name once it is open.
        and not _inside_combo_box(widget)
    }
    assert {name.removeprefix("Button ") for name in nameless} <= WORDLESS_YET


def test_areas_that_only_scroll_are_no_stops_of_their_own(window: MainWindow) -> None:
    stops = {
        widget.objectName()
        for widget in window.findChildren(QScrollArea)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    # These two hold nothing else by which the keyboard could scroll them.
    assert stops == {"shortcuts.list", "order.view"}
    assert not any(
        area.viewport().focusPolicy() & Qt.FocusPolicy.TabFocus
        for area in window.findChildren(QAbstractScrollArea)
    )


def test_labels_of_fields_are_buddies_and_give_the_name(window: MainWindow) -> None:
    fields = window.findChildren(Field)
    assert len(fields) > 15
    for field in fields:
        editor = field.editor.focusProxy() or field.editor
        assert field.label.buddy() is editor, editor.objectName()
        assert said(editor).strip(), editor.objectName()


def test_a_label_whose_text_changes_has_no_name_of_its_own(window: MainWindow) -> None:
    """A fixed name would hide the text from those who hear it."""
    named = [
        label.objectName() or label.text() for label in window.findChildren(QLabel) if label.accessibleName()
    ]
    assert named == []
