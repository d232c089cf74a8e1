"""``dev.py test``: every check that CI makes, each announced, all of them run, a table at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .places import ROOT, clean_environment, executable, say

_NO_TESTS = 5  # pytest's exit code when nothing matched


@dataclass(frozen=True)
class Step:
    """One check: its name in the table, its command and what it adds to the environment."""

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str] = field(default_factory=dict)
    may_be_empty: bool = False


def run(python: Path, *, fast: bool, arguments: Sequence[str]) -> int:
    """Run the checks; 0 if all passed, else 1.

    fast leaves out the tests that drive the real window. With pytest arguments only pytest runs, with these.
    """
    steps = [*([] if arguments else _reading(python)), *_testing(python, fast=fast, arguments=arguments)]
    results = [(step, *_one(step)) for step in steps]
    say("")
    for step, passed, seconds in results:
        say(f"{'passed' if passed else 'FAILED':7} {seconds:6.1f} s  {step.name}")
    return 0 if all(passed for _, passed, _ in results) else 1


def _reading(python: Path) -> list[Step]:
    """Checks that only read the code."""
    mypy: list[str | Path] = [python, "-m", "mypy"]
    # Each folder is typed from where it is imported: the name "packaging" is also a library's.
    tools = [*mypy, "--explicit-package-bases", "packaging/dev.py", "packaging/devtools", "packaging/program"]
    return [
        Step("format", [python, "-m", "ruff", "format", "--check", "."]),
        Step("lint", [python, "-m", "ruff", "check", "."]),
        Step("types of the app", mypy),
        Step("types of the tests", [*mypy, "--explicit-package-bases", "tests"]),
        Step(
            "types of the tools", tools, {"MYPYPATH": "packaging:packaging/program".replace(":", os.pathsep)}
        ),
        Step("imports", [executable("lint-imports")]),
        *(_linux_alone() if sys.platform.startswith("linux") else []),
    ]


def _linux_alone() -> list[Step]:
    """Checks whose tools are installed on Linux only; what they read is for all systems."""
    macos = ROOT / "packaging" / "macos"
    scripts = [*sorted(macos.glob("*.sh")), ROOT / "packaging" / "linux" / "try.sh"]
    shellcheck: list[str | Path] = [executable("shellcheck"), "-x", "-P", macos, *scripts]
    return [Step("workflows", [executable("actionlint")]), Step("scripts", shellcheck)]


def _testing(python: Path, *, fast: bool, arguments: Sequence[str]) -> list[Step]:
    some = bool(arguments)
    pytest: list[str | Path] = [python, "-m", "pytest", *arguments]
    steps = [Step("tests", [*pytest, "-m", "not e2e"], {"QT_QPA_PLATFORM": "offscreen"}, some)]
    if not fast and sys.platform.startswith("linux"):
        steps.append(Step("tests of the real window", [*pytest, "-m", "e2e"], {}, some))
    return steps


def _one(step: Step) -> tuple[bool, float]:
    say(f"\n== {step.name}")
    started = time.monotonic()
    done = subprocess.run(step.command, cwd=ROOT, env=clean_environment(**step.environment), check=False)
    passed = done.returncode == 0 or (step.may_be_empty and done.returncode == _NO_TESTS)
    return passed, time.monotonic() - started
