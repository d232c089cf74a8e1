"""The composition root: the one place that builds adapters, services and the window."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from dodo_desktop import __version__
from dodo_desktop.api.hosts import BadHost, check_base_url
from dodo_desktop.core.profiles import Settings
from dodo_desktop.options import Start, read_options
from dodo_desktop.system.environment import BASE_URL_NAME, take_environment
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.ui import words
from dodo_desktop.ui.main_window import MainWindow
from dodo_desktop.ui.runtime import Runtime
from dodo_desktop.ui.runtime import run as run_loop
from dodo_desktop.ui.single_window import address_of, ask_to_raise
from dodo_desktop.ui.theme import theme
from dodo_desktop.ui.words.qt import install_qt

if TYPE_CHECKING:
    from dodo_desktop.program import Program

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
        alone = lock.acquire()
    except BadHost as bad:
        print(f"{BASE_URL_NAME} names no address that may be used: {bad.reason}.", file=sys.stderr)
        return BAD_START
    except OSError as fault:
        print(f"The folder for drafts and orders cannot be used: {fault.strerror}.", file=sys.stderr)
        return BAD_START
    app = _application()
    address = address_of(paths.data)
    if not alone:
        return 0 if ask_to_raise(address) else BAD_START
    words.install(settings.language or None)
    install_qt(app)
    theme().apply("light" if settings.look == "light" else "dark" if settings.look == "dark" else "system")
    window = MainWindow()
    window.say_place(*_first_place(start, settings))
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


def _first_place(start: Start, settings: Settings) -> tuple[str, str, str]:
    """Mode, name and host of the first picture: never those of another place than the one that is opened."""
    host = start.host
    if start.practice:
        return "practice", "", ""
    if host is not None and host.mode == "custom":
        return "custom", "", host.name
    if start.environment.key:
        return (host.mode if host is not None else "unknown"), "", ""
    profile = next((p for p in settings.profiles if p.profile_id == settings.current), None)
    return (profile.mode, profile.shown_name, "") if profile is not None else ("practice", "", "")


def _application() -> QApplication:
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
