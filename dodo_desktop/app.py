"""The composition root: the one place that builds adapters, services and the window."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMessageBox

from dodo_desktop import __version__
from dodo_desktop.api.hosts import BadHost, check_base_url
from dodo_desktop.options import Options, Start, answers_only, read_options
from dodo_desktop.system.environment import BASE_URL_NAME, Environment, take_environment
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.system.windows import announce, borrow_console
from dodo_desktop.ui import words
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from dodo_desktop.ui.runtime import run as run_loop
from dodo_desktop.ui.single_window import address_of, address_to_close, ring
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words.qt import install_qt

if TYPE_CHECKING:
    from dodo_desktop.program import Program

BAD_START = 2
"""Exit status where the environment or the command line cannot be followed."""
NOBODY = 3
"""Exit status of --close where no program that is open heard it."""


def run(arguments: list[str]) -> int:
    """Starts the program and returns its exit status when the window was closed."""
    if answers_only(arguments):
        borrow_console()
    options = read_options(arguments)
    environment = take_environment()
    if options.self_check:
        from dodo_desktop.self_check.run import run as check_all

        return check_all()
    return _start(options, environment)


def _start(options: Options, environment: Environment) -> int:
    try:
        host = check_base_url(environment.base_url) if environment.base_url else None
        paths = Paths(options.data_dir)
        address = address_of(paths.data)
        if options.close:
            return 0 if ring(address_to_close(address)) else NOBODY
        start = Start(paths, FileSettings(paths.settings_file), environment, host, options.practice)
        lock = FileLock(paths.instance_lock)
        alone = lock.acquire()
    except BadHost as bad:
        return _refuse(f"{BASE_URL_NAME} names no address that may be used: {bad.reason}.")
    except OSError as fault:
        return _refuse(f"The folder for drafts and orders cannot be used: {fault.strerror}.")
    if not alone:
        if ring(address):
            return 0
        return _refuse("Dodo Payment Links is open already and does not answer. Start it again in a moment.")
    try:
        return _work(start, address)
    finally:
        lock.release()


def _work(start: Start, address: str) -> int:
    app, settings = _application(), start.settings.load()
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

    return run_loop(app, main)


def _refuse(sentence: str) -> int:
    """Says why there is no window, also to those who started the program by a double click."""
    print(sentence, file=sys.stderr)
    if getattr(sys, "frozen", False) and not (sys.stderr and sys.stderr.isatty()):
        app = _application()
        QMessageBox.warning(None, app.applicationName(), sentence)
    return BAD_START


def _application() -> QApplication:
    announce()
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
