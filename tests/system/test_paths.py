import os
import stat
from pathlib import Path

import pytest

from dodo_desktop.system.paths import Paths, custom_id


def test_everything_is_below_the_given_folder(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "data"
    paths = Paths(root)
    assert paths.database("practice") == root / "practice" / "data.sqlite3"
    assert paths.database("0b1c-2d") == root / "profiles" / "0b1c-2d" / "data.sqlite3"
    assert paths.runner_lock("0b1c-2d").parent == root / "profiles" / "0b1c-2d"
    assert paths.settings_file == root / "settings.json"
    assert paths.logs == root / "logs"
    assert paths.instance_lock.parent == root


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps folders private by where they are")
def test_folders_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = Paths(tmp_path / "deep" / "data").profile("one")
    finally:
        os.umask(before)
    while folder != tmp_path:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        folder = folder.parent


def test_a_relative_folder_stays_where_it_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths(Path("here"))
    monkeypatch.chdir("/")
    assert paths.data == tmp_path / "here"


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="folders as Linux has them")
def test_the_systems_own_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("data", "config", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    paths = Paths()
    assert paths.data == tmp_path / "data" / "Dodo Payment Links"
    assert paths.settings_file == tmp_path / "config" / "Dodo Payment Links" / "settings.json"
    assert paths.logs.is_relative_to(tmp_path / "state" / "Dodo Payment Links")


@pytest.mark.parametrize(
    "profile_id", ["", ".", "..", "../x", "a/b", "a\\b", "/etc", "a b", "-", "x" * 65, "ä"]
)
def test_an_id_never_names_a_place_elsewhere(tmp_path: Path, profile_id: str) -> None:
    with pytest.raises(ValueError, match="letters, digits and dashes"):
        Paths(tmp_path).profile(profile_id)
    assert not list(tmp_path.iterdir())


def test_each_custom_host_has_its_own_folder(tmp_path: Path) -> None:
    one, two = custom_id("pay.example.com"), custom_id("pay.example.com:8443")
    assert one == custom_id("PAY.example.com")
    assert one != two
    folder = Paths(tmp_path).profile(one)
    assert folder.parent == tmp_path
    assert folder.name.startswith("custom-")
    assert "example" not in folder.name
