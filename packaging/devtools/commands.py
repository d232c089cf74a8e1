"""The command line of ``packaging/dev.py``."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import bench, checks, environment, locks, package, package_macos, package_wine, prove, system_packages
from .environment import Level
from .places import ROOT, CannotError, clean_environment, say


def run(arguments: Sequence[str]) -> int:
    """Do what the command line asks; gives the exit code."""
    try:
        return _dispatch(list(arguments))
    except CannotError as reason:
        print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _dispatch(arguments: list[str]) -> int:
    command, rest = arguments[:1], arguments[1:]
    # What follows these belongs to another program, so it is handed on as it was typed.
    if command == ["prove"]:
        return prove.run(rest)
    if command == ["bench"]:
        return bench.run(rest)
    if command == ["run"]:
        return _run(_without_dashes(rest))
    if command == ["test"] and "-h" not in rest and "--help" not in rest:
        return _test(_without_dashes([word for word in rest if word != "--fast"]), fast="--fast" in rest)
    return _known(_parser().parse_args(arguments))


def _known(asked: argparse.Namespace) -> int:
    """What was read from the command line whole."""
    if asked.command == "shots":
        return _shots(everything=not asked.readme)
    if asked.command == "addresses":
        return _addresses()
    if asked.command == "words":
        return _words(asked.language)
    if asked.command == "package":
        return package.run(windows=asked.windows, step=asked.step, compare=asked.compare)
    locks.make(upgrade=asked.upgrade)
    return 0


def _without_dashes(words: list[str]) -> list[str]:
    return words[1:] if words[:1] == ["--"] else words


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Sets up all it needs, then does the work.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open the app; options for it go after --")
    test = commands.add_parser("test", help="all checks; with arguments for pytest only the tests these name")
    test.add_argument("--fast", action="store_true", help="leave out the tests that drive the real window")
    test.add_argument("arguments", nargs="*", metavar="pytest argument")
    commands.add_parser(
        "prove",
        help="thousands of orders under faults, beside Dodo's own SDK; --kills N kills the program N times",
    )
    commands.add_parser("bench", help="how fast it is, against floors of the same run; --help lists options")
    shots = commands.add_parser(
        "shots", help="take the pictures of the window: README's and, in shots/, the others"
    )
    shots.add_argument("--readme", action="store_true", help="only README's two")
    commands.add_parser("addresses", help="write the table of address forms anew from its library")
    words = commands.add_parser(
        "words", help="collect the window's sentences into the catalogues, and compile"
    )
    words.add_argument("language", nargs="*", help="a language to begin a catalogue for, such as fr")
    packing = commands.add_parser(
        "package", help="make the program as people get it, and this system's installers, in dist/"
    )
    packing.add_argument(
        "--windows",
        nargs="?",
        const="all",
        default="",
        choices=package_wine.STEPS,
        help="on Linux: prove the Windows program and its installer under Wine instead; whole or one step",
    )
    packing.add_argument(
        "--step", choices=package_macos.STEPS, default="", help="on macOS: only this step, with what is built"
    )
    packing.add_argument(
        "--compare",
        metavar="SHA256SUMS",
        default="",
        help="say whether this build is, byte by byte, the one that these checksums are of",
    )
    lock = commands.add_parser("lock", help="write the locks anew from pyproject.toml")
    lock.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    return parser


def _run(options: Sequence[str]) -> int:
    asks_only = any(option in ("--version", "--help", "-h") for option in options)
    if not asks_only and not _has_display():
        raise CannotError(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the window cannot "
            "open. Start this in a desktop session."
        )
    system_packages.prepare(driving=False)
    python = environment.prepare(Level.RUN)
    return _become([str(python), "-m", "dodo_desktop", *options])


def _become(command: list[str]) -> int:
    """Run the app, where the system can in this process's place: signals and exit code are its own then."""
    if sys.platform == "win32":
        return subprocess.call(command, env=clean_environment())
    sys.stdout.flush()
    return os.execve(command[0], command, clean_environment())  # noqa: S606 - a shell is what is not wanted


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _test(arguments: Sequence[str], *, fast: bool) -> int:
    system_packages.prepare(driving=not fast)
    return checks.run(environment.prepare(Level.DEV), fast=fast, arguments=arguments)


def _addresses() -> int:
    return _tool("-c", "from devtools import addresses; addresses.write()")


def _words(languages: Sequence[str]) -> int:
    return _tool("-m", "devtools.words", *languages)


def _tool(*arguments: str) -> int:
    """Run one of these tools in the environment that has its libraries."""
    python = environment.prepare(Level.DEV)
    tools = str(ROOT / "packaging")
    return subprocess.call([str(python), *arguments], cwd=ROOT, env=clean_environment(PYTHONPATH=tools))


def _shots(*, everything: bool) -> int:
    if not sys.platform.startswith("linux"):
        raise CannotError("The pictures are taken on a virtual X11 screen, so this works on Linux only.")
    system_packages.prepare(driving=True)
    python = environment.prepare(Level.DEV)
    say("Taking pictures")
    command: list[str | Path] = [python, "-m", "tests.e2e.pictures", *(["--all"] if everything else [])]
    return subprocess.call(command, cwd=ROOT, env=clean_environment())
