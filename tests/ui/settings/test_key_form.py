"""The field for a key: what is pasted into it, and what it gives."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dodo_desktop.services.keys import clean_key
from dodo_desktop.ui.settings.key_form import KeyForm

KEY = "sk_live_abcdefgh.1234"


@pytest.fixture
def form(qtbot: QtBot) -> KeyForm:
    made = KeyForm()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    "text",
    [KEY, f"  {KEY}\n", f"Bearer {KEY}", f"{KEY[:9]}\r\n  {KEY[9:]}", f"{KEY[:5]} {KEY[5:]}", f"“{KEY}”"],
)
def test_whatever_is_pasted_with_the_key_is_taken_off(form: KeyForm, text: str) -> None:
    given: list[tuple[str, str]] = []
    form.given.connect(lambda pasted, replaces: given.append((clean_key(pasted), replaces)))
    QGuiApplication.clipboard().setText(text)
    form.field_editor.paste()
    form.save.click()
    assert given == [(KEY, "")]


def test_the_key_is_not_seen(form: KeyForm) -> None:
    form.field_editor.setText(KEY)
    assert form.field_editor.echoMode() is QLineEdit.EchoMode.Password
    assert KEY not in form.field_editor.displayText()


def test_replacing_can_be_given_up(form: KeyForm, qtbot: QtBot) -> None:
    given: list[tuple[str, str]] = []
    form.given.connect(lambda text, replaces: given.append((text, replaces)))
    assert form.cancel.isHidden()
    form.replace("p1", "Juniper & Clay")
    assert form.field.label.text() == "New API key for \u2068Juniper &amp; Clay\u2069"
    form.field_editor.setText(KEY)
    qtbot.keyClick(form.field_editor, Qt.Key.Key_Return)
    form.cancel.click()
    assert (form.cancel.isHidden(), form.field_editor.text()) == (True, "")
    form.field_editor.setText(KEY)
    form.save.click()
    assert given == [(KEY, "p1"), (KEY, "")]


def test_what_was_refused_stays_to_be_mended(form: KeyForm) -> None:
    form.field_editor.setText("mistyped-key")
    form.set_busy(True)
    form.save.click()
    form.set_busy(False)
    form.refuse("No.")
    assert (form.field_editor.text(), form.field.problem.text()) == ("mistyped-key", "No.")
    form.field_editor.insert("x")
    assert not form.field.has_problem
