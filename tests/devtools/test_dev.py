"""The developer's tools, where they decide something: which Python, which packages, what a lock may hold."""

import importlib
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="stand-in programs are shell scripts")


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes the tools importable as they are when ``dev.py`` runs."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return ROOT / "packaging"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is searched before all others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def put(folder: Path, name: str, script: str) -> None:
    """Write a stand-in program."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def pins(name: str) -> dict[str, str]:
    """Package and version of each requirement of a lock."""
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert len(entries) > 30
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
    assert "index-url" not in text


def test_both_locks_agree_and_hold_qt_back() -> None:
    run, dev = (pins(name) for name in LOCKS)
    assert run.items() <= dev.items()
    assert run["pyside6-essentials"] == run["shiboken6"] == "6.11.3"


@posix_only
def test_a_stand_in_for_a_missing_python_is_passed_over(tools: Path, programs: Path) -> None:
    dev = importlib.import_module("dev")
    put(programs, "python3.13", "echo not installed >&2; exit 127")
    put(programs, "python3.12", 'case "$2" in *"(3, 12)"*) echo /opt/python3.12;; esac')
    assert dev.find_supported() == "/opt/python3.12"


def system(programs: Path, installed: str, rights: str) -> None:
    """Stand-ins for a Debian: what is installed, and whether sudo lets one in."""
    put(programs, "dpkg-query", f"printf '{installed}'")
    put(programs, "sudo", f'test "$2" = true && {rights}\nshift; exec "$@"')
    put(programs, "apt-get", f'echo "$@" >> {programs}/said')


def load(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module under test, run by somebody who is not root."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return importlib.import_module("devtools.system_packages")


@posix_only
def test_only_what_is_missing_is_installed(
    tools: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = "installed\\tlibglib2.0-0t64\\tlibglib2.0-0 (= 2.80)\\n"
    removed = "config-files\\txvfb\\t\\n"
    system(programs, "installed\\tlibgl1\\t\\n" + renamed + removed, "exit 0")
    assert load(monkeypatch).install(["libgl1", "libglib2.0-0", "xvfb"])
    said = (programs / "said").read_text(encoding="utf-8").splitlines()
    assert said == ["-q -y update", "-q -y install --no-install-recommends xvfb"]


@posix_only
def test_nothing_missing_asks_nothing_of_the_system(
    tools: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(programs, "installed\\tlibgl1\\t\\n", "exit 0")
    assert load(monkeypatch).install(["libgl1"])
    assert not (programs / "said").exists()


@posix_only
def test_without_rights_the_missing_packages_are_named(
    tools: Path, programs: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    system(programs, "installed\\tlibgl1\\t\\n", "exit 1")
    assert not load(monkeypatch).install(["libgl1", "xvfb"])
    assert "apt-get install --no-install-recommends xvfb\n" in capfd.readouterr().out
    assert not (programs / "said").exists()
