"""The locks: exact versions and hashes for all supported Pythons and systems, naming no package host."""

import re
import subprocess
from pathlib import Path

from . import environment
from .places import (
    BUILD,
    BUILD_LOCK,
    DEV_LOCK,
    ROOT,
    RUN_LOCK,
    CannotError,
    clean_environment,
    executable,
    say,
)

_UV = "uv==0.13.9"
_HEAD = "# Made by `python3 packaging/dev.py lock` from pyproject.toml; not to be edited by hand.\n"
_HOSTS = re.compile(r"^\s*(--(extra-)?index-url|--find-links|--trusted-host|-i |-f )|://")


def make(*, upgrade: bool) -> None:
    """Write the locks anew; versions stay as they are where they still fit, unless upgrade is true.

    Raises CannotError if the resolver cannot be installed or finds no solution.
    """
    venv = BUILD / "lock-venv"
    environment.make_venv(venv)
    environment.pip_install(venv, "--only-binary", ":all:", _UV)
    pinned = ROOT / "packaging" / "constraints.txt"
    _compile(venv, RUN_LOCK, upgrade, ["--constraint", str(pinned)])
    # The tests run on the very versions that people get, and these are what is packed.
    _compile(venv, DEV_LOCK, upgrade, ["--constraint", str(RUN_LOCK), "--extra", "dev"])
    _compile(venv, BUILD_LOCK, upgrade, ["--constraint", str(RUN_LOCK), "--extra", "package"])


def _compile(venv: Path, lock: Path, upgrade: bool, options: list[str]) -> None:
    say(f"Writing {lock.relative_to(ROOT).as_posix()}")
    command: list[str | Path] = [executable("uv", venv), "pip", "compile", "pyproject.toml", *options]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-config", "--no-annotate", "--no-header", "--quiet", "--output-file", lock]
    command += ["--upgrade"] if upgrade else []
    if subprocess.run(
        command, cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL, check=False
    ).returncode:
        raise CannotError(
            f"No versions fit together for {lock.name}; the lines above say why. Nothing was installed."
        )
    lines = [
        line for line in lock.read_text(encoding="utf-8").splitlines(keepends=True) if not _HOSTS.search(line)
    ]
    lock.write_text(_HEAD + "".join(line for line in lines if not line.startswith("#")), encoding="utf-8")
