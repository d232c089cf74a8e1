"""A computer with the program, its hosts and its keyring."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.program.rig import Desk


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, allow_log: Callable[[str], None]) -> Iterator[Desk]:
    """To be used in an ``async with`` block: nothing of the program may outlive the test's own coroutine."""
    allow_log(r"dodo_desktop\.(system\.vault: the keyring did not|store\.database: the database could not)")
    quits = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)
    with ExitStack() as stack:
        yield Desk(tmp_path, qapp, stack)
    qapp.setQuitOnLastWindowClosed(quits)
