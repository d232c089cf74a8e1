"""The keyrings of the operating systems that keys may be kept in; the only module that knows keyring.

Only these: what a configuration file or a plug-in offers besides may well be a plain file.
"""

import importlib
import sys
from typing import Protocol

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
    return Refused()
