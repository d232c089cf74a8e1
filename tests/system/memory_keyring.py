"""A keyring in memory."""

import threading

from keyring import errors

KEY = "abc.secret-key"


class Memory:
    """A keyring that keeps what it is given, and fails as it is told."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None
        self.threads: set[str] = set()

    def _maybe_fail(self) -> None:
        self.threads.add(threading.current_thread().name)
        if self.failure is not None:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._maybe_fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._maybe_fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._maybe_fail()
        if (service, username) not in self.kept:
            raise errors.PasswordDeleteError("not there")
        del self.kept[service, username]
