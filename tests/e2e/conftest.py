"""Desktop sessions for the tests, the installed program, and evidence when one fails."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import Program, Session

# The real window is driven under X11.
collect_ignore_glob = [] if sys.platform.startswith("linux") else ["test_*.py"]

_ROOT = Path(__file__).resolve().parents[2]
_EVIDENCE = _ROOT / "build" / "e2e"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture, the widgets and what was printed when a test fails, while its session still stands."""
    report = yield
    opened: list[Session] = item.stash.get(_SESSIONS, [])
    if report.when == "call" and report.failed:
        for session in opened:
            for number, program in enumerate(session.programs, start=1):
                _keep(program, _EVIDENCE / item.name, number, report)
    return report


_SESSIONS: pytest.StashKey[list[Any]] = pytest.StashKey()


def _keep(program: Program, folder: Path, number: int, report: pytest.TestReport) -> None:
    try:
        program.screen.picture(folder / f"screen-{number}.png")
        (folder / f"widgets-{number}.txt").write_text(program.widgets.tree(), encoding="utf-8")
        shutil.copy(program.log, folder / f"printed-{number}.txt")
    except (OSError, LookupError, RuntimeError, subprocess.SubprocessError) as reason:
        report.sections.append(("evidence", f"incomplete: {reason}"))
    printed = program.log.read_text(encoding="utf-8", errors="replace")[-4000:]
    report.sections.append(("evidence", f"kept in {folder}\n{printed}"))


@pytest.fixture
def open_session(request: pytest.FixtureRequest) -> Iterator[Callable[..., Session]]:
    """Opens desktop sessions (see ``Session`` for the arguments) that end with the test."""
    with ExitStack() as stack:
        opened: list[Session] = []
        request.node.stash[_SESSIONS] = opened

        def open_one(*arguments: Any, **options: Any) -> Session:
            session = stack.enter_context(Session(*arguments, **options))
            opened.append(session)
            return session

        yield open_one


@pytest.fixture
def session(open_session: Callable[..., Session]) -> Session:
    """A desktop session of 1280x800 with an unlocked keyring."""
    return open_session()


class Installed:
    """The program as people get it, installed outside the checkout.

    command: starts it. environment: what its process needs to find the installed files.
    """

    def __init__(self, command: Path, environment: dict[str, str]) -> None:
        self.command = command
        self.environment = environment


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Builds the wheel and installs it, so that a file missing from it is noticed.

    Where DODO_TESTED_PROGRAM names a file, such as the packaged program's, that one is driven instead.
    """
    if packaged := os.environ.get("DODO_TESTED_PROGRAM"):
        return Installed(Path(packaged).resolve(strict=True), {})
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "wheel")]
    subprocess.run(build, cwd=_ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "wheel").glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    install += ["--disable-pip-version-check", "--target", str(folder / "site"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    site = folder / "site"
    return Installed(site / "bin" / "dodo-desktop", {"PYTHONPATH": str(site)})
