"""One window: a second start of the program asks the first to come to the front, or to end."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtCore import QSocketNotifier

_PATIENCE = 3.0
"""Seconds for the one who listens to answer."""

_WAITING = 50
"""How many may ring before the first of them is answered."""


def address_of(folder: Path) -> str:
    """The name under which the program that works with `folder` listens."""
    import hashlib

    return "dodo-desktop-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def address_to_close(address: str) -> str:
    """The name under which the same program listens for those who ask it to end, such as an installer."""
    return address + "-close"


if sys.platform == "win32":

    def ring(address: str) -> bool:
        """Asks the running program to do what this address is for; whether one heard."""
        # Windows lets only the program that a person just used put a window in front, or whom that allows it.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
        # Imported here and below: the first window does without a network.
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(address)
        if not socket.waitForConnected(round(_PATIENCE * 1000)):
            return False
        # The connection says it all; nothing is read from it.
        socket.disconnectFromServer()
        return True

    class Doorbell(QObject):
        """Listens for those who `ring` at `address`; `rung` is called for each."""

        def __init__(self, address: str, rung: Callable[[], None]) -> None:
            from PySide6.QtNetwork import QLocalServer

            super().__init__()
            self._rung = rung
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._answer)
            self._server.listen(address)

        def _answer(self) -> None:
            while (socket := self._server.nextPendingConnection()) is not None:
                socket.disconnectFromServer()
                socket.deleteLater()
                self._rung()

        def close(self) -> None:
            """Stops listening."""
            self._server.close()

else:
    # Qt's own would bring its library of networks along, and that the system's of sign-ons: 4 MB of memory.

    def ring(address: str) -> bool:
        """Asks the running program to do what this address is for; whether one heard."""
        import socket

        with socket.socket(socket.AF_UNIX) as caller:
            caller.settimeout(_PATIENCE)
            try:
                caller.connect(_door(address))
            except OSError:
                return False
        # The connection says it all; nothing is read from it.
        return True

    class Doorbell(QObject):
        """Listens for those who `ring` at `address`; `rung` is called for each."""

        def __init__(self, address: str, rung: Callable[[], None]) -> None:
            import socket

            super().__init__()
            self._rung = rung
            self._door = Path(_door(address))
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.setblocking(False)
            self._notifier: QSocketNotifier | None = None
            # Without a place for it the program works all the same; a second start then says so.
            with suppress(OSError):
                self._listen()

        def _listen(self) -> None:
            from PySide6.QtCore import QSocketNotifier

            # We hold the lock, so a name that is taken was left behind by a kill.
            self._door.unlink(missing_ok=True)
            self._socket.bind(str(self._door))
            # For this person alone, and before anybody can be heard.
            self._door.chmod(0o600)
            self._socket.listen(_WAITING)
            self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._answer)

        def _answer(self) -> None:
            # Until nobody waits any more.
            with suppress(OSError):
                while True:
                    caller, _address = self._socket.accept()
                    caller.close()
                    self._rung()

        def close(self) -> None:
            """Stops listening."""
            notifier, self._notifier = self._notifier, None
            if notifier is not None:
                notifier.setEnabled(False)
                with suppress(OSError):
                    self._door.unlink()
            self._socket.close()

    def _door(address: str) -> str:
        # Imported here as well: a start asks nobody, and listens only once its window is there.
        from PySide6.QtCore import QDir

        return f"{QDir.tempPath()}/{address}"
