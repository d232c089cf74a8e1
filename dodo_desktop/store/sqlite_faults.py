"""What SQLite or the disk reported -> the StoreFault that people are told about."""

import sqlite3

from dodo_desktop.core.faults import StoreFault, disk_reason

_SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
}


def fault_of(error: sqlite3.Error | OSError) -> StoreFault:
    """The fault for what SQLite or the disk reported, without its text, which could hold values."""
    if isinstance(error, OSError):
        return StoreFault(disk_reason(error))
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return StoreFault("other")
    # The shared-memory file of the write-ahead log cannot grow: SQLite calls that an I/O error.
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return StoreFault("disk_full")
    return StoreFault(_SQLITE.get(code & 0xFF, "other"))
