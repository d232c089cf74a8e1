"""What the command line says."""

import subprocess
import sys
from pathlib import Path

import pytest

from dodo_desktop.options import Options, read_options


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], Options()),
        (["--practice"], Options(practice=True)),
        (["--data-dir", "here"], Options(data_dir=Path("here"))),
        (["--data-dir", "a", "--practice", "--data-dir", "b"], Options(practice=True, data_dir=Path("b"))),
        (["--data-dir=there"], Options(data_dir=Path("there"))),
        (["--prac"], Options(practice=True)),
        (["--self-check"], Options(self_check=True)),
        (["--practice", "--close"], Options(practice=True, close=True)),
    ],
)
def test_options_are_read(arguments: list[str], options: Options) -> None:
    assert read_options(list(arguments)) == options


@pytest.mark.parametrize("wrong", ["--data-dir", "--nothing", "a-word"])
def test_what_is_not_known_ends_the_program(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(["--practice", wrong])
    assert ended.value.code == 2
    assert wrong in capsys.readouterr().err


def test_where_nothing_is_said_the_window_does_not_wait_for_the_library() -> None:
    program = (
        "import sys; from dodo_desktop.options import read_options;"
        " read_options([]); print('argparse' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"
