"""The program for macOS as an ``.app`` in a disk image; signed and notarised where the secrets are given."""

from pathlib import Path

from .package_program import Build, artefact_sbom, check, freeze, machine, prepare
from .places import DIST, ROOT, CannotError, say

_MACOS = ROOT / "packaging" / "macos"
_APP = "Dodo Payment Links.app"
STEPS = ("sign", "dmg", "sign-dmg", "notarise")
"""What follows the packing, in this order; each can be tried alone."""


def build(build: Build) -> list[Path]:
    """Makes the program and its disk image and gives the image's file."""
    freeze(build)
    app = build.work / "dist" / _APP
    _step(build, "sign")
    # Signed first: a program that its signature keeps from working must be noticed.
    check(app / "Contents" / "MacOS" / "Dodo Payment Links", app / "Contents" / "Frameworks")
    for step in STEPS[1:]:
        _step(build, step)
    return _made(build)


def only(step: str) -> list[Path]:
    """Does one step with what is built already; the files that are there then. Raises CannotError."""
    build = prepare()
    needed = build.work / "dist" / _APP if step in {"sign", "dmg"} else _dmg(build)
    if not needed.exists():
        raise CannotError(f"{needed.name} is not built yet; dev.py package does.")
    _step(build, step)
    return _made(build) if _dmg(build).exists() else []


def _made(build: Build) -> list[Path]:
    return [_dmg(build), artefact_sbom(build, f"macos-{machine()}")]


def commands(app: Path, dmg: Path) -> dict[str, list[str | Path]]:
    """What each step runs."""
    return {
        "sign": [_MACOS / "sign.sh", app],
        "dmg": [_MACOS / "make-dmg.sh", app, dmg],
        "sign-dmg": [_MACOS / "sign-dmg.sh", dmg],
        "notarise": [_MACOS / "notarise.sh", dmg],
    }


def _step(build: Build, step: str) -> None:
    say(f"{_APP}: {step}")
    build.run("bash", *commands(build.work / "dist" / _APP, _dmg(build))[step])


def _dmg(build: Build) -> Path:
    return DIST / f"DodoPaymentLinks-{build.version}-macos-{machine()}.dmg"
