import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.core.profiles import Profile, Settings
from dodo_desktop.core.updates import UpdateNote
from dodo_desktop.services.ports import SettingsStore
from dodo_desktop.system.settings import FileSettings

CHOSEN = Settings(
    current="p1",
    profiles=(
        Profile("p1", "test", "Café", "bus_1", "a1b2", datetime(2026, 1, 2, 3, 4, 5, 6, UTC)),
        Profile("p2", "live", own_name="Market stall"),
    ),
    removed=(Profile("p3", "test", "Old", "bus_3", "z9y8"),),
    language="pl",
    look="dark",
    ask_first=True,
    updates=UpdateNote(False, datetime(2026, 3, 1, 8, 0, tzinfo=UTC), "0.2.0", "0.2.0"),
)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_settings_come_back_as_they_were_and_leave_nothing_beside_them(tmp_path: Path) -> None:
    store: SettingsStore = FileSettings(tmp_path / "settings.json")
    assert store.load() == Settings()
    assert names(tmp_path) == []
    for settings in (Settings(), CHOSEN):
        store.save(settings)
        assert FileSettings(tmp_path / "settings.json").load() == settings
    assert names(tmp_path) == ["settings.json"]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps files private by the folder they are in")
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        FileSettings(tmp_path / "settings.json").save(CHOSEN)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileSettings(tmp_path / "settings.json")
    store.save(CHOSEN)

    def full(handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.save(Settings())
    assert store.load() == CHOSEN
    assert names(tmp_path) == ["settings.json"]


PROFILE = {"profile_id": "p", "mode": "test"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"x"',
        "[" * 100_000,
        json.dumps({"look": "pink"}),
        json.dumps({"ask_first": "yes"}),
        json.dumps({"current": 5}),
        json.dumps({"profiles": {}, "language": None}),
        json.dumps({"profiles": [[]]}),
        json.dumps({"profiles": 5}),
        json.dumps({"profiles": [{"mode": "test"}]}),
        json.dumps({"profiles": [{**PROFILE, "checked_at": "yesterday"}]}),
        json.dumps({"profiles": [{**PROFILE, "checked_at": "2026-01-01T00:00:00"}]}),
        b"\xff\xfe\x00",
    ],
    ids=range(16),
)
def test_a_file_that_is_not_understood_is_set_aside(tmp_path: Path, text: str | bytes) -> None:
    path = tmp_path / "settings.json"
    content = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(content)
    assert FileSettings(path).load() == Settings()
    assert names(tmp_path) == ["settings.json.bad"]
    assert (tmp_path / "settings.json.bad").read_bytes() == content


def test_names_of_a_later_version_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"look": "light", "colour": "x", "profiles": [{**PROFILE, "new": 1}]}))
    assert FileSettings(path).load() == Settings(look="light", profiles=(Profile("p", "test"),))


def test_a_file_that_cannot_be_read_is_set_aside_and_nothing_in_it_is_lost(tmp_path: Path) -> None:
    # Also for somebody who may read every file, a folder is none.
    for number in ("", "-2", "-3"):
        (tmp_path / "settings.json").mkdir()
        (tmp_path / "settings.json" / "accounts").write_text("all of them")
        store = FileSettings(tmp_path / "settings.json")
        assert store.load() == Settings()
        assert store.set_aside == tmp_path / f"settings.json.bad{number}"
        assert (store.set_aside / "accounts").read_text() == "all of them"
    store.save(CHOSEN)
    assert FileSettings(tmp_path / "settings.json").load() == CHOSEN
    assert names(tmp_path) == [
        "settings.json",
        "settings.json.bad",
        "settings.json.bad-2",
        "settings.json.bad-3",
    ]


def test_a_file_that_cannot_be_set_aside_either_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    FileSettings(path).save(CHOSEN)

    def refuse(*_arguments: object, **_options: object) -> str:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as held:
        held.setattr(Path, "read_text", refuse)
        held.setattr(Path, "rename", refuse)
        store = FileSettings(path)
        assert store.load() == Settings()
    assert store.unread
    with pytest.raises(SettingsUnread):
        store.save(Settings(look="light"))
    assert names(tmp_path) == ["settings.json"]
    # The next look finds it again.
    assert store.load() == CHOSEN
    store.save(CHOSEN)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(),
        lambda s: (
            st.lists(s)
            | st.dictionaries(
                st.sampled_from(["profiles", "profile_id", "mode", "look", "current", "checked_at"]), s
            )
        ),
    )
)
def test_no_json_at_all_stops_the_program(plain: object) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        path.write_text(json.dumps(plain))
        assert isinstance(FileSettings(path).load(), Settings)
