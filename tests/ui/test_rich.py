"""Plain text stays what it is inside of rich text."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as QtText
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.rich import escape, tip
from dodo_desktop.ui.widgets.elided_label import ElidedLabel
from dodo_desktop.ui.widgets.question import dress_question
from dodo_desktop.ui.widgets.read_only import ReadOnly
from tests.ui.finding import find

ODD = '<img src="//elsewhere.example/share/x.png"> & <b>Bob</b>'


@given(st.text(st.sampled_from("ab&<>\"';#é\n")))
def test_it_reads_as_it_was_written(text: str) -> None:
    assert html.unescape(escape(text)) == text
    assert escape(text) == html.escape(text)


@pytest.mark.parametrize("sign", ["<", ">", '"', "'"])
def test_no_sign_with_a_meaning_is_left(sign: str) -> None:
    assert sign not in escape(f"a{sign}b")


def read_by_qt(text: str) -> str:
    """What Qt makes of a text that it may take for rich text."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if QtText.mightBeRichText(text) else text


@pytest.mark.parametrize("text", [ODD, "Juniper & Clay", "a &lt; b", "1 < 2\nand <b>", "Zoë", ""])
def test_a_tooltip_reads_as_it_was_written(text: str) -> None:
    assert read_by_qt(tip(text)) == text


def test_no_name_becomes_rich_text_where_it_has_no_room(qtbot: QtBot) -> None:
    label, line = ElidedLabel(), ReadOnly("odd", "Odd")
    for made in (label, line):
        qtbot.addWidget(made)
        made.resize(40, 20)
        made.setText(ODD)
        made.show()
        assert made.toolTip()
        assert read_by_qt(made.toolTip()) == ODD


def test_no_name_becomes_rich_text_in_a_question(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setText(ODD)
    box.setInformativeText(ODD)
    dress_question(box)
    for name in ("qt_msgbox_label", "qt_msgbox_informativelabel"):
        assert find(box, QLabel, name).textFormat() == Qt.TextFormat.PlainText
