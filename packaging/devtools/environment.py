"""The checkout's virtual environment, made from the lock and mended when it is stale or half made."""

import hashlib
import json
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path

from . import system_packages
from .places import DEV_LOCK, ROOT, RUN_LOCK, VENV, CannotError, clean_environment, executable, say

_STAMP = VENV / "made-from.json"


class Level(Enum):
    """How much is installed; the higher level holds the lower one, in the same versions."""

    RUN = RUN_LOCK
    DEV = DEV_LOCK


def prepare(level: Level) -> Path:
    """Make sure that ``.venv`` holds what the lock says; gives its Python.

    Raises CannotError if it cannot be made here.
    """
    made = _read_stamp()
    if made in (_stamp(level), _stamp(Level.DEV)) and executable("python").exists():
        return executable("python")
    # Nothing is trusted from here on until the stamp is written again, so that a kill midway is noticed.
    _STAMP.unlink(missing_ok=True)
    if made != _stamp(Level.RUN) or not executable("python").exists():
        make_venv(VENV)
    say(f"Installing {level.value.relative_to(ROOT).as_posix()} into .venv")
    pip_install(VENV, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(level.value))
    _make_importable()
    _STAMP.write_text(json.dumps(_stamp(level)), encoding="utf-8")
    return executable("python")


def make_venv(folder: Path) -> None:
    """Make an empty virtual environment with pip where there may be the rest of one.

    Raises CannotError if this Python cannot make one.
    """
    say(f"Making {folder.relative_to(ROOT).as_posix()} with Python {sys.version.split()[0]}")
    if folder.exists():
        shutil.rmtree(folder)
    python = _base_python()
    if not _has(python, "ensurepip") and sys.platform.startswith("linux") and shutil.which("apt-get"):
        # Debian keeps the part of Python that puts pip into an environment in a package of its own.
        system_packages.install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    options = [] if _has(python, "ensurepip") else ["--without-pip"]
    if options and not _has(python, "pip"):
        raise CannotError(
            "This Python has neither ensurepip nor pip, so nothing can be installed with it. "
            "Install your system's package for them (python3-venv on Debian and Ubuntu) and try again."
        )
    done = subprocess.run([python, "-m", "venv", *options, folder], env=clean_environment(), check=False)
    if done.returncode != 0:
        raise CannotError("The virtual environment could not be made; the lines above say why.")


def pip_install(venv: Path, *arguments: str) -> None:
    """Run ``pip install`` for a virtual environment. Raises CannotError if it fails."""
    _pip(venv, "install", *arguments)


def pip_download(venv: Path, requirements: Path, target: Path) -> None:
    """Fetch sources into `target`, by their hashes, without installing them. Raises CannotError."""
    options = ["--require-hashes", "--no-deps", "--no-binary", ":all:"]
    _pip(venv, "download", *options, "--dest", str(target), "-r", str(requirements))


def _pip(venv: Path, verb: str, *arguments: str) -> None:
    inside = executable("python", venv)
    quiet = ["--disable-pip-version-check", "--no-input"]
    if _has(str(inside), "pip"):
        pip = [str(inside), "-m", "pip"]
    else:
        pip = [_base_python(), "-m", "pip", "--python", str(inside)]
    command = [*pip, verb, "--quiet", *quiet, *arguments]
    if subprocess.run(command, env=clean_environment(), check=False).returncode != 0:
        raise CannotError(
            "Some packages could not be installed; the lines above say why. Try again to go on."
        )


def _make_importable() -> None:
    """Let the environment import the package from the checkout, whatever the current folder is."""
    ask = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    answer = subprocess.run([executable("python"), "-c", ask], capture_output=True, text=True, check=True)
    Path(answer.stdout.strip(), "dodo_desktop.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _stamp(level: Level) -> dict[str, str]:
    """What an environment was made from; it is stale when any of this differs."""
    return {
        "lock": hashlib.sha256(level.value.read_bytes()).hexdigest(),
        "python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "checkout": str(ROOT),
    }


def _read_stamp() -> dict[str, str] | None:
    try:
        stamp: dict[str, str] = json.loads(_STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp


def _base_python() -> str:
    """The Python outside any environment: this one may be inside the very environment that is made anew."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _has(python: str, module: str) -> bool:
    asked = subprocess.run(
        [python, "-c", f"import {module}"], capture_output=True, env=clean_environment(), check=False
    )
    return asked.returncode == 0
