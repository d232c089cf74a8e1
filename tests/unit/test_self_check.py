"""``--self-check`` as people start it, and what it says where something is broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dodo_desktop import assets
from dodo_desktop.self_check import parts
from dodo_desktop.self_check.report import NotWhole, run_checks

ROOT = Path(__file__).parents[2]


def started(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dodo_desktop", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(home), "TEMP": str(home)},
        cwd=ROOT,
        check=False,
        timeout=50,
    )


def test_all_is_well_here_and_nothing_is_left_behind(tmp_path: Path) -> None:
    ended = started(tmp_path, "--self-check")
    lines = ended.stdout.splitlines()
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert lines[0].startswith("Dodo Payment Links 0.")
    assert lines[-1] == "All 12 checks passed."
    assert [line.split()[0] for line in lines[1:-1]] == ["ok"] * 12
    assert any(line.startswith("ok      one link: made in practice") for line in lines)
    assert list(tmp_path.iterdir()) == []


def test_a_check_that_fails_is_told_the_others_are_made_and_the_status_says_so() -> None:
    def missing() -> str:
        raise NotWhole("the plug-in is missing")

    def broken() -> str:
        raise ImportError("No module named 'x'")

    said: list[str] = []
    assert run_checks([("a", missing), ("b", broken), ("c", lambda: "fine")], said.append) == 1
    assert said[1:] == [
        "failed  a: the plug-in is missing",
        "failed  b: ImportError: No module named 'x'",
        "ok      c: fine",
        "2 of 3 checks failed.",
    ]


def test_missing_files_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "resources", lambda: tmp_path)
    with pytest.raises(NotWhole, match="icon"):
        parts.files()
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "a.svg").touch()
    with pytest.raises(NotWhole, match="customers"):
        parts.files()


def test_a_package_that_reads_in_qt_before_the_program_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(parts, "waiting", tuple)
    with pytest.raises(NotWhole, match="slows down each start"):
        parts.modules()


def test_our_files_are_named_in_source_and_packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    here = ROOT / "dodo_desktop" / "ui" / "theme.py"
    assert assets.our_file(str(here)) == "dodo_desktop/ui/theme.py"
    assert assets.our_file(subprocess.__file__) == ""
    # Packaged code knows its files by names like these.
    monkeypatch.setattr(assets, "_PACKAGE", Path("dodo_desktop"))
    assert assets.our_file("dodo_desktop/ui/theme.py") == "dodo_desktop/ui/theme.py"
    assert assets.our_file("subprocess.py") == ""
