"""A desktop's notifications, as far as a program on its session bus sees them."""

import threading
from dataclasses import dataclass
from types import TracebackType

from jeepney import DBusAddress, Message, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


@dataclass(frozen=True)
class Shown:
    """One notification. `replaces` is the number of the one whose place it takes, 0 for none."""

    number: int
    replaces: int
    title: str
    text: str
    actions: tuple[str, ...]


class FakeDesktop:
    """Answers on a bus inside a ``with`` block; `shown` has what it was told to show."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.shown: list[Shown] = []

    def __enter__(self) -> "FakeDesktop":
        Proxy(message_bus, self._connection).RequestName(_NAME)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        self._thread.join(10)
        self._connection.close()

    def click(self, shown: Shown, action: str = "default") -> None:
        """A person clicks on it."""
        address = DBusAddress(_PATH, interface=_NAME)
        self._connection.send(new_signal(address, "ActionInvoked", "us", (shown.number, action)))

    _ended = False

    def _serve(self) -> None:
        while not self._ended:
            try:
                message = self._connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            except (ConnectionError, OSError, EOFError):
                return  # the bus went first
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        _app, replaces, _icon, title, text, actions, _hints, _time = message.body
        number = replaces or len(self.shown) + 1
        self.shown.append(Shown(number, replaces, title, text, tuple(actions)))
        return new_method_return(message, "u", (number,))
