"""What is measured once for all who ask is measured again when it is another size."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.widgets.prose import Prose, line_height


def test_a_sentence_is_measured_again_when_it_changes(qtbot: QtBot) -> None:
    label = Prose("one two three four five six seven")
    qtbot.addWidget(label)
    once = label.heightForWidth(120)
    assert label.heightForWidth(120) == once
    label.setText("one")
    assert label.heightForWidth(120) == line_height(label) < once
    label.set_rich("one <b>two</b> three four five six seven")
    assert label.heightForWidth(120) >= once
    large = label.font()
    large.setPointSizeF(3 * large.pointSizeF())
    label.setFont(large)
    assert label.heightForWidth(120) > 3 * once


def test_heights_of_all_widths_are_not_kept(qtbot: QtBot) -> None:
    label = Prose("one two three four five six seven")
    qtbot.addWidget(label)
    heights = {width: label.heightForWidth(width) for width in range(60, 360)}
    assert len(label._heights) <= 50
    assert {width: label.heightForWidth(width) for width in heights} == heights


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made.setText("Something else"),
        lambda made: made.set_icon("add"),
        lambda made: made.set_key_hint("Ctrl+Enter"),
        lambda made: made.set_chevron(True),
        lambda made: made.set_kind("link"),
        lambda made: made.set_big(),
        lambda made: made.setFont(theme().font("page")),
        lambda made: theme()._fonts_changed(),
    ],
)
def test_a_button_is_measured_again_when_it_changes(qtbot: QtBot, change: Callable[[Button], object]) -> None:
    made, other = Button("Create"), Button("Create")
    for each in (made, other):
        qtbot.addWidget(each)
        each.ensurePolished()
        each.resize(280, 48)
    made.sizeHint()
    made.grab()
    change(made)
    change(other)
    # Of the other one nobody asked before.
    assert made.sizeHint() == other.sizeHint() == made._measured()
    assert made.minimumSizeHint() == made.sizeHint()
    assert made.grab().toImage() == other.grab().toImage()


def test_a_button_is_measured_again_once_it_is_dressed(qtbot: QtBot) -> None:
    made = Button("Create")
    qtbot.addWidget(made)
    made.sizeHint()
    made.ensurePolished()
    assert made.sizeHint() == made._measured()
    with theme().undressed():
        made.sizeHint()
    assert made.sizeHint() == made._measured()
