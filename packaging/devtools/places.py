"""Where things are in a checkout, and how these tools speak and fail."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
RUN_LOCK = ROOT / "packaging" / "requirements.lock"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"
BUILD_LOCK = ROOT / "packaging" / "requirements-build.lock"


class CannotError(Exception):
    """Something these tools cannot do here; the text is the sentence for the person at the terminal."""


def say(sentence: str) -> None:
    """Tell the person what is going on, in order with the output of the programs that are started."""
    print(sentence, flush=True)


def executable(name: str, venv: Path = VENV) -> Path:
    """Path of a program inside a virtual environment, whatever the system calls it."""
    if sys.platform == "win32":
        return venv / "Scripts" / f"{name}.exe"
    return venv / "bin" / name


def clean_environment(**extra: str) -> dict[str, str]:
    """The environment without what would lead a Python elsewhere than to the checkout's own packages."""
    led_astray = (
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_REQUIRE_VIRTUALENV",
    )
    return {key: value for key, value in os.environ.items() if key not in led_astray} | extra
