"""Settings in a small JSON file. It holds no secret."""

import json
import os
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.core.profiles import Profile, Settings
from dodo_desktop.core.updates import UpdateNote, is_version

_LOOKS = {"system", "light", "dark"}


class FileSettings:
    """SettingsStore in the file at `path`, whose folder exists."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.set_aside: Path | None = None
        """Where a file was put that could not be used; None while there was none."""
        self.unread = False
        """Whether there is one that could neither be read nor set aside."""

    def load(self) -> Settings:
        """What was saved. A file that cannot be read or understood is set aside, and defaults are used."""
        self.unread = False
        try:
            return _settings(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            _warn("the settings could not be read: %s", type(error).__name__)
        except (ValueError, TypeError, KeyError, RecursionError):
            _warn("the settings could not be understood")
        try:
            self.set_aside = _put_aside(self._path)
        except OSError as error:
            _warn("the settings could not be set aside: %s", type(error).__name__)
            self.unread = True
        return Settings()

    def save(self, settings: Settings) -> None:
        """Replaces the file whole: a fault or a kill leaves the old one. Raises OSError, and
        SettingsUnread where `unread`: what may hold the list of accounts is not written over."""
        if self.unread:
            raise SettingsUnread
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        text = json.dumps(_plain(settings), ensure_ascii=False, indent=2) + "\n"
        try:
            _write(part, text.encode("utf-8", "replace"))
            part.replace(self._path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(self._path.parent)


def _put_aside(path: Path) -> Path:
    """Renames the file; answers its new name. Nothing is written over. Raises OSError."""
    names = (
        path.with_name(f"{path.name}.bad{number}") for number in chain([""], map("-{}".format, count(2)))
    )
    target = next(name for name in names if not os.path.lexists(name))
    path.rename(target)
    return target


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder for this, nor does it need to.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _plain(settings: Settings) -> dict[str, Any]:
    return {
        "version": 1,
        "current": settings.current,
        "language": settings.language,
        "look": settings.look,
        "ask_first": settings.ask_first,
        "updates": {
            "tell": settings.updates.tell,
            "asked_at": settings.updates.asked_at.isoformat() if settings.updates.asked_at else None,
            "newest": settings.updates.newest,
            "put_off": settings.updates.put_off,
        },
        "profiles": [_plain_profile(profile) for profile in settings.profiles],
        "removed": [_plain_profile(profile) for profile in settings.removed],
    }


def _plain_profile(profile: Profile) -> dict[str, Any]:
    return {
        "profile_id": profile.profile_id,
        "mode": profile.mode,
        "name": profile.name,
        "own_name": profile.own_name,
        "business_id": profile.business_id,
        "key_tail": profile.key_tail,
        "checked_at": profile.checked_at.isoformat() if profile.checked_at else None,
    }


def _warn(message: str, *parts: object) -> None:
    # Imported here: settings that are sound are read before the first picture, which logs nothing.
    import logging

    logging.getLogger(__name__).warning(message, *parts)


def _settings(plain: Any) -> Settings:
    """Raises ValueError, TypeError or KeyError for what is no settings."""
    look = _str(plain, "look", "system")
    ask_first = plain.get("ask_first", False)
    if look not in _LOOKS or not isinstance(ask_first, bool):
        raise ValueError("a choice that does not exist")
    return Settings(
        current=_str(plain, "current", "practice"),
        profiles=tuple(_profile(item) for item in plain.get("profiles", ())),
        removed=tuple(_profile(item) for item in plain.get("removed", ())),
        language=_str(plain, "language", ""),
        look=look,
        ask_first=ask_first,
        updates=_updates(plain.get("updates", {})),
    )


def _updates(plain: Any) -> UpdateNote:
    """Raises ValueError or TypeError for what is none."""
    newest, put_off = _str(plain, "newest", ""), _str(plain, "put_off", "")
    tell = plain.get("tell", True)
    if not isinstance(tell, bool) or not all(is_version(one) for one in (newest, put_off) if one):
        raise ValueError("no versions")
    return UpdateNote(tell, _moment(plain, "asked_at"), newest, put_off)


def _profile(plain: Any) -> Profile:
    profile_id = _str(plain, "profile_id")
    return Profile(
        profile_id=profile_id,
        mode=_str(plain, "mode"),
        name=_str(plain, "name", ""),
        business_id=_str(plain, "business_id", ""),
        key_tail=_str(plain, "key_tail", ""),
        checked_at=_moment(plain, "checked_at"),
        own_name=_str(plain, "own_name", ""),
    )


def _moment(plain: Any, name: str) -> datetime | None:
    text = "" if plain.get(name) is None else _str(plain, name)
    moment = datetime.fromisoformat(text) if text else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment


def _str(plain: Any, name: str, default: str | None = None) -> str:
    if not isinstance(plain, dict):
        raise TypeError("not a table of names and values")
    value = plain[name] if default is None else plain.get(name, default)
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
