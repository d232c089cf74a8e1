"""The composition root: the one place that builds adapters, services and the window."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from dodo_desktop import __version__
from dodo_desktop.api.hosts import BadHost, check_base_url
from dodo_desktop.core.faults import disk_reason
from dodo_desktop.options import Start, read_options
from dodo_desktop.system.environment import BASE_URL_NAME, take_environment
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.ui import words
from dodo_desktop.ui.fault_box import tell_no_start
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from dodo_desktop.ui.runtime import run as run_loop
from dodo_desktop.ui.single_window import address_of, ask_to_raise
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words.qt import install_qt

if TYPE_CHECKING:
    from dodo_desktop.program import Program

PATIENCE = 15.0
"""Seconds for another program to answer or to end: it may have an order on its way."""

_PAUSE = 0.1

BAD_START = 2
"""Exit status where the environment or the command line cannot be followed."""


def run(arguments: list[str]) -> int:
    """Starts the program and returns its exit status when the window was closed."""
    options = read_options(arguments)
    environment = take_environment()
    try:
        host = check_base_url(environment.base_url) if environment.base_url else None
        paths = Paths(options.data_dir)
        start = Start(paths, FileSettings(paths.settings_file), environment, host, options.practice)
        settings = start.settings.load()
        lock = FileLock(paths.instance_lock)
        address = address_of(paths.data)
        app = _application()
        alone = _first(lock, address)
    except BadHost as bad:
        print(f"{BASE_URL_NAME} names no address that may be used: {bad.reason}.", file=sys.stderr)
        return BAD_START
    except OSError as fault:
        print(f"The folder for drafts and orders cannot be used: {fault.strerror}.", file=sys.stderr)
        return _cannot_start(disk_reason(fault), str(options.data_dir or ""))
    if alone is None:
        print("The program runs already and does not answer.", file=sys.stderr)
        return _cannot_start("silent", str(paths.data))
    if not alone:
        return 0
    words.install(settings.language or None)
    install_qt(app)
    theme().apply("light" if settings.look == "light" else "dark" if settings.look == "dark" else "system")
    window = MainWindow()
    window.show()
    # The first picture comes before the event loop and the heavy libraries.
    app.processEvents()

    async def main(runtime: Runtime) -> int:
        program = (await _imported())(runtime, window, start)
        return await program.serve(address)

    try:
        return run_loop(app, main)
    finally:
        lock.release()


def _first(lock: FileLock, address: str) -> bool | None:
    """Whether this is the only program here; False where another came to the front instead.

    One that is just beginning does not hear yet, and one that is ending no more: it is tried for a while.
    None where nobody answers and nobody lets go. Raises OSError.
    """
    end = time.monotonic() + PATIENCE
    while not lock.acquire():
        if ask_to_raise(address):
            return False
        if time.monotonic() > end:
            return None
        time.sleep(_PAUSE)
    return True


def _cannot_start(reason: str, folder: str) -> int:
    """Says in a window why not, as whoever clicked on an icon sees nothing else."""
    app = _application()
    words.install(None)
    install_qt(app)
    theme().apply("system")
    tell_no_start(reason, folder)
    return BAD_START


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setApplicationName("Dodo Payment Links")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("dodo-desktop")
    # The command line may hold paths; the window system gets none of it.
    return QApplication(["dodo-desktop"])


async def _imported() -> type[Program]:
    """Imports the rest in a worker thread, so that the window goes on answering meanwhile."""

    def load() -> type[Program]:
        from dodo_desktop.program import Program

        return Program

    return await asyncio.to_thread(load)


if sys.platform == "win32":
    # One icon and one group in the task bar, whatever started the program.
    import ctypes

    ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("DodoPaymentLinks")
