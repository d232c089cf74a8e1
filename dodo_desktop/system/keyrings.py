"""The keyrings of the operating systems that keys may be kept in; the only module that knows keyring.

Only these: what a configuration file or a plug-in offers besides may well be a plain file.
"""

import importlib
import sys
from contextlib import closing
from typing import Protocol

from dodo_desktop.core.profiles import Door

MODULES = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}
LINUX = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.libsecret", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
)


class Keyring(Protocol):
    """What is used of a keyring."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Locked(Exception):
    """The keyring is locked, and it was not unlocked when asked."""


class Absent(Exception):
    """There is no keyring, or none that could hold a key."""


class Refused(Exception):
    """The keyring is there and did not do it."""


class Damaged(Exception):
    """The keyring holds something that is no text."""


def system_keyring() -> Keyring | None:
    """The best keyring that answers now, None where there is none. May take long: not for the UI thread."""
    best: Keyring | None = None
    best_priority = 0.0
    for module, name in MODULES.get(sys.platform, LINUX):
        try:
            kind = getattr(importlib.import_module(module), name)
            priority = float(kind.priority)
            if priority > best_priority:
                best, best_priority = kind(), priority
        except Exception:  # noqa: BLE001, S112 - each keyring has its own way to say that it is not there
            continue
    return best


def meaning_of(error: Exception) -> Exception:
    """What an error of a keyring means for the key; its own text is left behind."""
    from keyring import errors

    if isinstance(error, errors.KeyringLocked):
        return Locked()
    if isinstance(error, errors.NoKeyringError | errors.InitError):
        return Absent()
    if isinstance(error, UnicodeDecodeError):
        return Damaged()
    return Refused()


def system_door() -> Door:
    """Whether the system's keyring is open, looked at from outside: no person is asked for anything. May take
    long: not for the UI thread."""
    if sys.platform == "win32":
        # It is open for as long as its person is logged in.
        return Door.OPEN
    look = _keychain_door if sys.platform == "darwin" else _secret_service_door
    try:
        return look()
    except Exception:  # noqa: BLE001 - whatever a system's library raises, it has not said that it is open
        return Door.UNKNOWN


def _secret_service_door() -> Door:
    import secretstorage

    try:
        connection = secretstorage.dbus_init()
    except secretstorage.SecretServiceNotAvailableException:
        return Door.ABSENT
    with closing(connection):
        if not secretstorage.check_service_availability(connection):
            return Door.ABSENT
        # Not by get_default_collection: that makes one where there is none, and asks a person to.
        collection = secretstorage.Collection(connection)
        return Door.LOCKED if collection.is_locked() else Door.OPEN


def _keychain_door() -> Door:
    import ctypes

    unlocked = 1
    status = ctypes.c_uint32()
    security = ctypes.CDLL("/System/Library/Frameworks/Security.framework/Security")
    if security.SecKeychainGetStatus(None, ctypes.byref(status)) != 0:
        return Door.UNKNOWN
    return Door.OPEN if status.value & unlocked else Door.LOCKED
