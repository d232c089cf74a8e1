"""The composition root: the one place that builds adapters, services and the window."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

from dodo_desktop import __version__
from dodo_desktop.api.hosts import BadHost, check_base_url
from dodo_desktop.core.faults import disk_reason
from dodo_desktop.options import Options, Start, answers_only, read_options
from dodo_desktop.system.environment import BASE_URL_NAME, Environment, take_environment
from dodo_desktop.system.heaps import share_heaps
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings
from dodo_desktop.system.windows import announce, borrow_console
from dodo_desktop.ui.single_window import address_of, address_to_close, ring

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from dodo_desktop.core.profiles import Settings
    from dodo_desktop.opening import Opening
    from dodo_desktop.program import Program
    from dodo_desktop.ui.main_window import MainWindow
    from dodo_desktop.ui.runtime import Runtime

PATIENCE = 15.0
"""Seconds for another program to answer or to end: it may have an order on its way."""

SEARCH_FIRST = 0.5
"""Seconds for the first picture's search to find before the form is made nevertheless."""

FORM_SEEN = 0.1
"""Seconds for the form to be painted before the rest is imported nevertheless."""

_PAUSE = 0.1

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
        if options.close:
            return 0 if ring(address_to_close(address_of(paths.data))) else NOBODY
        start = Start(paths, FileSettings(paths.settings_file), environment, host, options.practice)
        settings = start.settings.load()
        lock = FileLock(paths.instance_lock)
        app = _application()
        alone = _first(lock, paths.data)
    except BadHost as bad:
        return _refuse(f"{BASE_URL_NAME} names no address that may be used: {bad.reason}.")
    except OSError as fault:
        print(f"The folder for drafts and orders cannot be used: {fault.strerror}.", file=sys.stderr)
        return _cannot_start(disk_reason(fault), str(options.data_dir or ""))
    if alone is None:
        print("The program runs already and does not answer.", file=sys.stderr)
        return _cannot_start("silent", str(paths.data))
    if not alone:
        return 0
    try:
        return _work(app, start, settings)
    finally:
        lock.release()


def _work(app: QApplication, start: Start, settings: Settings) -> int:
    from dodo_desktop.ui.fonts import read_aside

    # While what the window is made of is imported, which takes longer.
    read_aside()
    from dodo_desktop.ui import icons, words
    from dodo_desktop.ui.main_window import MainWindow
    from dodo_desktop.ui.on_screen import keep_on_screen, keep_on_screen_soon
    from dodo_desktop.ui.theme import theme
    from dodo_desktop.ui.words.qt import install_qt

    words.install(settings.language or None)
    install_qt(app)
    look = theme()
    with look.undressed():
        look.apply("light" if settings.look == "light" else "dark" if settings.look == "dark" else "system")
        window = MainWindow(*_first_place(start, settings))
    window.show()
    # The first picture comes before the event loop and the heavy libraries.
    app.processEvents()
    keep_on_screen_soon(window)

    async def main(runtime: Runtime) -> int:
        import asyncio

        window.closed.connect(runtime.request_close)
        searching = asyncio.ensure_future(_search(window, start, settings))

        async def close_first() -> None:
            opened = await searching
            if opened is not None:
                await opened.close()

        runtime.at_exit("the first place", close_first)
        # A slow disk, or a large file that is brought up to date, does not keep the form away.
        await asyncio.wait((searching,), timeout=SEARCH_FIRST)
        make_whole(window)
        await _seen(window)
        # What is there by now stays, so that no later search for garbage has to look at it. The loop searches
        # by a timer: Python itself would on a thread that no widget may die on.
        gc.freeze()
        keep_on_screen(window)
        # In seven sizes, which take as long to draw as much of the window.
        window.setWindowIcon(icons.app_icon())
        # Before there are more threads than those of the first place; what it takes to ask for that, nobody
        # should wait for who looks at the form that comes.
        share_heaps()
        make = await _imported()
        window.pages.say_all()
        # Whoever leaves meanwhile has it closed, too.
        program = make(runtime, window, start, opening=await asyncio.shield(searching))
        return await program.serve(address_of(start.paths.data))

    return run_loop(app, main)


async def _search(window: MainWindow, start: Start, settings: Settings) -> Opening | None:
    """Lets the first picture's search find; whoever typed by now sees what before anything else is made."""
    import asyncio

    from dodo_desktop.opening import open_first

    opens = asyncio.ensure_future(open_first(start, settings))
    # While a thread opens the file, this one makes what it will be searched from.
    await asyncio.sleep(0)
    window.pages.prepare_finder()
    opening = await opens
    if opening is not None:
        await window.pages.find_with(opening.directory)
    return opening


def make_whole(window: MainWindow) -> None:
    """All that the first picture does without, at the places that it left for that."""
    window.make_whole()
    window.show_whole()


async def _seen(window: MainWindow) -> None:
    """Returns when the form is on the screen: imports by another thread would hold its painting up."""
    from dodo_desktop.ui.painted import Eye

    eye = Eye(window.compose)
    await eye.saw(FORM_SEEN)
    eye.close()


def run_loop(app: QApplication, main: Callable[[Runtime], Awaitable[int]]) -> int:
    """As `runtime.run`, which is imported only now: a picture needs no loop."""
    from dodo_desktop.ui.runtime import run as run_it

    return run_it(app, main)


def _refuse(sentence: str) -> int:
    """Says why there is no window, also to those who started the program by a double click."""
    print(sentence, file=sys.stderr)
    if getattr(sys, "frozen", False) and not (sys.stderr and sys.stderr.isatty()):
        from PySide6.QtWidgets import QMessageBox

        app = _application()
        QMessageBox.warning(None, app.applicationName(), sentence)
    return BAD_START


def _first(lock: FileLock, folder: Path) -> bool | None:
    """Whether this is the only program here; False where another came to the front instead.

    One that is just beginning does not hear yet, and one that is ending no more: it is tried for a while.
    None where nobody answers and nobody lets go. Raises OSError.
    """
    end = time.monotonic() + PATIENCE
    while not lock.acquire():
        if ring(address_of(folder)):
            return False
        if time.monotonic() > end:
            return None
        time.sleep(_PAUSE)
    return True


def _cannot_start(reason: str, folder: str) -> int:
    """Says in a window why not, as whoever clicked on an icon sees nothing else."""
    from dodo_desktop.ui import words
    from dodo_desktop.ui.fault_box import tell_no_start
    from dodo_desktop.ui.theme import theme
    from dodo_desktop.ui.words.qt import install_qt

    app = _application()
    words.install(None)
    install_qt(app)
    theme().apply("system")
    tell_no_start(reason, folder)
    return BAD_START


def _first_place(start: Start, settings: Settings) -> tuple[str, str, str]:
    """Mode, name and host of the first picture: never those of another place than the one that is opened."""
    from dodo_desktop.ui.words.labels import practice_shop

    host = start.host
    practice = "practice", practice_shop(), ""
    if start.practice:
        return practice
    if host is not None and host.mode == "custom":
        return "custom", "", host.name
    if start.environment.key:
        return (host.mode if host is not None else "unknown"), "", ""
    profile = next((p for p in settings.profiles if p.profile_id == settings.current), None)
    return (profile.mode, profile.shown_name, "") if profile is not None else practice


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    announce()
    QApplication.setApplicationName("Dodo Payment Links")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("dodo-desktop")
    # The command line may hold paths; the window system gets none of it.
    return QApplication(["dodo-desktop"])


async def _imported() -> type[Program]:
    """Imports the rest in a worker thread, so that the window goes on answering meanwhile."""
    import asyncio

    def load() -> type[Program]:
        from dodo_desktop.lean import leave_out

        leave_out()
        from dodo_desktop.ui.compose.soon import import_soon

        import_soon()
        from dodo_desktop.program import Program

        return Program

    return await asyncio.to_thread(load)
