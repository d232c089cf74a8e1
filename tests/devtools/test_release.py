"""The workflows that test and release, and what a release says of itself."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import dodo_desktop

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def steps(file: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job.get("steps", ())]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit_with_the_version_beside_it(file: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", file.read_text(encoding="utf-8"))
    assert used
    for action, comment in used:
        if not action.startswith("./"):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_checkout_keeps_no_rights_and_secrets_go_by_the_environment_alone(file: Path) -> None:
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        # What is put into a command is seen in lists of processes, and can be a command itself.
        assert "${{" not in step.get("run", "")


def test_only_the_draft_may_write_and_it_is_a_draft() -> None:
    release = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    assert release["permissions"] == {"contents": "read"}
    writers = [name for name, job in release["jobs"].items() if "permissions" in job]
    assert writers == ["draft"]
    draft = release["jobs"]["draft"]
    assert draft["if"] == "github.ref_type == 'tag'"
    assert set(draft["needs"]) == {"linux", "try-linux", "windows", "macos"}
    commands = " ".join(step.get("run", "") for step in draft["steps"])
    assert "gh release create" in commands
    assert "--draft" in commands
    assert "SHA256SUMS" in commands


def test_each_system_tries_what_it_made() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "dodo-desktop --self-check" in text
    for script in ("packaging/windows/try.ps1", "packaging/macos/try.sh"):
        assert script in text.replace("\\", "/")
        assert "--self-check" in (ROOT / script).read_text(encoding="utf-8")


def test_the_notes_are_that_versions_part_of_the_changelog(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "program"))
    notes = importlib.import_module("notes").notes
    log = "# Changelog\n\n## 0.2.0\n\n- New.\n\n## 0.1.0 (2026-01-01)\n\n- First.\n"
    assert notes(log, "0.2.0").startswith("- New.\n")
    assert "First" not in notes(log, "0.2.0")
    assert notes(log, "0.1.0").startswith("- First.\n")
    with pytest.raises(ValueError, match="says nothing"):
        notes(log, "0.1")
    assert notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), dodo_desktop.__version__)


def test_the_packages_of_another_system_are_those_of_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "program"))
    lock = (ROOT / "packaging" / "requirements-build.lock").read_text(encoding="utf-8")
    taken = importlib.import_module("pins").taken(lock)
    names = {pin.partition("==")[0] for pin in taken}
    assert {"pyside6-essentials", "pywin32-ctypes", "pefile", "pyinstaller"} <= names
    assert names.isdisjoint({"secretstorage", "jeepney", "nfpm", "macholib", "backports-tarfile"})
    assert all(re.fullmatch(r"[a-z0-9._-]+==\S+( --hash=sha256:[0-9a-f]{64})+", pin) for pin in taken)
