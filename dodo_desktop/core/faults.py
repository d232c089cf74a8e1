"""Faults of the computer and of the network that services and the window have to explain."""

import errno

_OF_THE_DISK = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
}


def disk_reason(fault: OSError) -> str:
    """The reason of a StoreFault for what the system says of a file: disk_full, read_only or other."""
    return _OF_THE_DISK.get(fault.errno or 0, "other")


class SettingsUnread(PermissionError):
    """The file of settings could not be read at the start, and what may be in it is not written over."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "settings that were not read are in the way")


class StoreFault(Exception):
    """The disk or the database did not do it; nothing was changed.

    `reason` is one of: disk_full, read_only, corrupt, newer (a file of a newer version), locked, other.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the local data could not be read or written: {reason}")
        self.reason = reason


class GatewayError(Exception):
    """Dodo could not be read. Its text names no customer, no key and no address.

    `reason` is one of: offline (never connected or no answer), throttled, key (401 or 403 of Dodo),
    proxy (401 or 403 of something in between), not_found, refused (400, 422 ...), server, unreadable.
    `code` and `message` are Dodo's own words where it sent some. `wait` is seconds as told.
    """

    def __init__(self, reason: str, *, code: str = "", message: str = "", wait: float | None = None) -> None:
        super().__init__(f"Dodo could not be read: {reason} {code}".strip())
        self.reason = reason
        self.code = code
        self.message = message
        self.wait = wait
