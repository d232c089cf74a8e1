"""Faults of the computer that services and the window have to explain."""


class StoreFault(Exception):
    """The disk or the database did not do it; nothing was changed.

    `reason` is one of: disk_full, read_only, corrupt, newer (a file of a newer version), locked, other.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the local data could not be read or written: {reason}")
        self.reason = reason
