"""The packaged program: one folder that needs no Python, made from the locks and tried at once."""

import hashlib
import os
import platform
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import environment
from .places import BUILD, BUILD_LOCK, DIST, ROOT, CannotError, clean_environment, executable, say

_VENV = BUILD / "package-venv"
_STAMP = _VENV / "made-from.txt"
_PROGRAM = ROOT / "packaging" / "program"
UNPACKED = "0"
"""How hard PyInstaller packs the modules: not at all, as they would be unpacked at every start, and the
installers pack better."""
_LONG_AGO = 1_577_836_800
"""The moment that is written into files where the checkout tells none: the first of January 2020."""


@dataclass(frozen=True)
class Build:
    """One build. `epoch` is the moment that all files in it bear, so that two builds of one commit agree."""

    python: Path
    work: Path
    version: str
    epoch: int

    @property
    def program(self) -> Path:
        """The folder of the program."""
        return self.work / "dist" / "dodo-desktop"

    @property
    def papers(self) -> Path:
        """The folder of the licences and the bill of materials."""
        return self.work / "papers"

    @property
    def icons(self) -> Path:
        """The folder of the icons that are not shipped inside the program."""
        return self.work / "icons"

    def environment(self) -> dict[str, str]:
        """What the tools are told, so that they make the same of the same."""
        return clean_environment(
            DODO_WORK=str(self.work),
            SOURCE_DATE_EPOCH=str(self.epoch),
            PYTHONHASHSEED="0",
            PYINSTALLER_CONFIG_DIR=str(self.work / "cache"),
            PYINSTALLER_ZLIB_COMPRESSION_LEVEL=UNPACKED,
            QT_QPA_PLATFORM="offscreen",
        )

    def run(self, *command: str | Path) -> None:
        """Run a tool. Raises CannotError if it fails."""
        run_tool(command, self.environment())


def prepare() -> Build:
    """The environment that programs are packed from, and where the parts of this build go."""
    return Build(_python(), BUILD / "package" / sys.platform, version(), epoch())


def freeze(build: Build) -> Path:
    """Makes the program and gives its folder. Raises CannotError where it cannot be made or is not whole."""
    shutil.rmtree(build.work / "dist", ignore_errors=True)
    DIST.mkdir(exist_ok=True)
    say("Drawing the icons, writing the licences")
    build.run(build.python, _PROGRAM / "draw_icons.py", build.icons)
    build.run(build.python, _PROGRAM / "papers.py", build.papers, build.version, str(build.epoch))
    shutil.copy(build.papers / "THIRD-PARTY-LICENCES.txt", build.work)
    say("Packing the program")
    options = ["--noconfirm", "--clean", "--log-level", "WARN"]
    places: list[str | Path] = ["--distpath", build.work / "dist", "--workpath", build.work / "parts"]
    build.run(build.python, "-m", "PyInstaller", *options, *places, _PROGRAM / "dodo.spec")
    return build.program


def check(program: Path, inside: Path) -> None:
    """Tries the program in `inside`. Raises CannotError where a file is missing or its own check fails."""
    missing = [file for file in shipped_resources() if not (inside / "dodo_desktop" / file).is_file()]
    if missing:
        raise CannotError(f"These files are missing from the program: {' '.join(map(str, missing))}.")
    say("Trying the program")
    tried = subprocess.run(
        [program, "--self-check"],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    say(tried.stdout.decode("utf-8", "replace").strip())
    if tried.returncode != 0:
        raise CannotError("The program does not pass its own check; the lines above say what is wrong.")


def shipped_resources() -> list[Path]:
    """The files of ``resources`` that the program needs, as paths below the package."""
    files = sorted(file for file in (ROOT / "resources").rglob("*") if file.is_file())
    left_out = {".po", ".pot"}
    return [
        file.relative_to(ROOT)
        for file in files
        if "screenshots" not in file.parts and file.suffix not in left_out
    ]


def artefact_sbom(build: Build, system: str) -> Path:
    """The bill of materials beside the installers of a system."""
    target = DIST / f"dodo-desktop-{build.version}-{system}.cdx.json"
    shutil.copyfile(build.papers / "sbom.cdx.json", target)
    return target


def version() -> str:
    """The version of the program, from the one place that says it."""
    text = (ROOT / "dodo_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise CannotError("dodo_desktop/__init__.py names no version of three numbers.")
    return found[1]


def project() -> dict[str, str]:
    """Who makes the program and where it lives, from the one place that says it; by the names there."""
    told = runpy.run_path(str(ROOT / "dodo_desktop" / "core" / "project.py"))
    return {name: value for name, value in told.items() if name.isupper()}


def epoch() -> int:
    """The moment of the sources: as the environment says, else of the last commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    try:
        answer = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        return int(answer)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return _LONG_AGO


def machine() -> str:
    """The kind of processor: x86_64 or arm64, whatever the system calls it."""
    name = platform.machine().lower()
    return {"amd64": "x86_64", "aarch64": "arm64"}.get(name, name)


def run_tool(command: Sequence[str | Path], env: dict[str, str], cwd: Path = ROOT) -> None:
    """Run a tool; what it says goes to the terminal. Raises CannotError if it is not there or fails."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        raise CannotError(f"{name} is needed for this and is not installed.") from None
    if done.returncode != 0:
        raise CannotError(f"{name} failed; the lines above say why.")


def _python() -> Path:
    """The Python of the packing environment, made from its lock where it is stale."""
    made_from = f"{hashlib.sha256(BUILD_LOCK.read_bytes()).hexdigest()} {sys.version_info[:3]} {ROOT}"
    python = executable("python", _VENV)
    if python.exists() and _STAMP.is_file() and _STAMP.read_text(encoding="utf-8") == made_from:
        return python
    environment.make_venv(_VENV)
    say(f"Installing {BUILD_LOCK.relative_to(ROOT).as_posix()} into {_VENV.relative_to(ROOT).as_posix()}")
    environment.pip_install(
        _VENV, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(BUILD_LOCK)
    )
    _STAMP.write_text(made_from, encoding="utf-8")
    return python
