"""The shipped table of addresses is the one that the locked library gives."""

import importlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_is_what_the_library_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    addresses = importlib.import_module("devtools.addresses")
    shipped = (ROOT / "resources" / "addresses.json").read_text(encoding="utf-8")
    assert addresses.text() == shipped, "python3 packaging/dev.py addresses writes it anew"
    assert json.loads(shipped)["countries"]["JP"]["states"][0][:3] == ["Hokkaido", "", "北海道"]


def test_it_is_written_where_the_program_reads_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    addresses = importlib.import_module("devtools.addresses")
    assert addresses.TABLE == ROOT / "resources" / "addresses.json"
    monkeypatch.setattr(addresses, "ROOT", tmp_path)
    monkeypatch.setattr(addresses, "TABLE", tmp_path / "table.json")
    addresses.write()
    assert (tmp_path / "table.json").read_bytes() == (ROOT / "resources" / "addresses.json").read_bytes()
