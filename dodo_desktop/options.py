"""What the program is told at its start: options and environment."""

from pathlib import Path

from dodo_desktop import __version__
from dodo_desktop.api.hosts import Host
from dodo_desktop.core.value import value
from dodo_desktop.system.environment import Environment
from dodo_desktop.system.paths import Paths
from dodo_desktop.system.settings import FileSettings


@value
class Start:
    """What is known before the window opens. `host` is what the environment names, None for nothing."""

    paths: Paths
    settings: FileSettings
    environment: Environment
    host: Host | None
    practice: bool


@value
class Options:
    """`practice` starts in practice mode whatever was last in use; `data_dir` keeps all files elsewhere.

    `self_check` tries the installation instead of opening the window; `close` asks a running program to end.
    """

    practice: bool = False
    data_dir: Path | None = None
    self_check: bool = False
    close: bool = False


_ANSWERS = frozenset({"-h", "--help", "--version", "--self-check"})


def answers_only(arguments: list[str]) -> bool:
    """Whether the program is asked for an answer in the terminal, and not for its window."""
    return not _ANSWERS.isdisjoint(arguments)


def read_options(arguments: list[str]) -> Options:
    """Reads the command line. Leaves the program for --version, --help and for what it does not know."""
    if not arguments:
        return Options()
    import argparse

    parser = argparse.ArgumentParser(
        prog="dodo-desktop",
        description="Make Dodo Payments links from orders at the counter.",
        epilog="DODO_PAYMENTS_API_KEY: a key for this session alone. DODO_PAYMENTS_BASE_URL: another host.",
    )
    parser.add_argument("--practice", action="store_true", help="start in practice mode")
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="keep drafts, orders and settings in DIR"
    )
    parser.add_argument(
        "--self-check", action="store_true", help="try this installation without a window, and say what works"
    )
    parser.add_argument(
        "--close", action="store_true", help="ask the program that is open to save all and close"
    )
    parser.add_argument("--version", action="version", version=f"Dodo Payment Links {__version__}")
    found = parser.parse_args(arguments)
    return Options(
        practice=found.practice, data_dir=found.data_dir, self_check=found.self_check, close=found.close
    )
