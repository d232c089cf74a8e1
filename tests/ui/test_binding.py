"""What Qt's binding says of calls with the wrong arguments is compiled late, and says the same then."""

import subprocess
import sys

import pytest

_WRONG = """
{first}
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget
wrong = lambda: QPoint("a", 3), lambda: QWidget(1, 2, 3), lambda: QPoint(nothing=1), lambda: QLabel.setText(1)
for call in wrong:
    try:
        call()
    except Exception as raised:
        print(type(raised).__name__, raised)
print(QWidget.resize.__doc__)
"""

_LATE = {"errorhandler", "layout", "mapping", "parser", "enum_sig", "pyi_generator", "tool"}


def _told(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_a_call_with_wrong_arguments_is_told_as_ever() -> None:
    told = _told(_WRONG.format(first="import dodo_desktop.ui"))
    assert told == _told(_WRONG.format(first=""))
    assert "QPoint.__init__(xpos: int, ypos: int, /)" in told


def test_nothing_of_it_is_compiled_by_a_program_without_mistakes() -> None:
    told = _told(
        "import dodo_desktop.ui.main_window; from dodo_desktop.ui.binding import waiting; print(*waiting())"
    )
    assert {name.rpartition("/")[2].removesuffix(".py") for name in told.split()} == _LATE


@pytest.mark.parametrize(
    "name", ["parser.calculate_props", "mapping.namespace", "lib.pyi_generator.Formatter"]
)
def test_each_part_of_it_is_there_when_it_is_wanted(name: str) -> None:
    module, _, wanted = name.rpartition(".")
    told = _told(f"import dodo_desktop.ui; from PySide6.support.signature.{module} import {wanted}; print(1)")
    assert told == "1\n"


def test_compiling_is_pythons_own_again() -> None:
    told = _told("import dodo_desktop.ui; print(compile)")
    assert told == "<built-in function compile>\n"
