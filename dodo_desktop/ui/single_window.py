"""One window: a second start of the program asks the first to come to the front, or to end."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

_PATIENCE_MS = 3000


def address_of(folder: Path) -> str:
    """The name under which the program that works with `folder` listens."""
    import hashlib

    return "dodo-desktop-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def address_to_close(address: str) -> str:
    """The name under which the same program listens for those who ask it to end, such as an installer."""
    return address + "-close"


def ring(address: str) -> bool:
    """Asks the running program to do what this address is for; whether one heard."""
    if sys.platform == "win32":
        # Windows lets only the program that a person just used put a window in front, or whom that allows it.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    # Imported here and below: the first window does without a network.
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_PATIENCE_MS):
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
        # We hold the lock, so a name that is taken was left behind by a kill.
        QLocalServer.removeServer(address)
        self._server.listen(address)

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnectFromServer()
            socket.deleteLater()
            self._rung()

    def close(self) -> None:
        """Stops listening."""
        self._server.close()
