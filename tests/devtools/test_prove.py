"""``dev.py prove`` prepares what is needed and hands on what was typed."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_its_options_and_its_exit_status_are_those_of_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    commands = importlib.import_module("devtools.commands")
    prove = importlib.import_module("devtools.prove")
    said: list[list[str]] = []

    def call(command: list[str], **options: object) -> int:
        said.append(command)
        assert options["cwd"] == ROOT
        return 1

    monkeypatch.setattr(prove.system_packages, "prepare", lambda **_: None)
    monkeypatch.setattr(prove.environment, "prepare", lambda _level: Path("python"))
    monkeypatch.setattr(prove.subprocess, "call", call)
    assert commands.run(["prove", "--orders", "300", "--seed", "2", "--kills", "12"]) == 1
    assert said == [["python", "-m", "tests.faults.prove", "--orders", "300", "--seed", "2", "--kills", "12"]]
