"""What other programs, and the person, do with the Secret Service of a test: from inside its session."""

import os
import signal
import threading
from contextlib import closing

import secretstorage
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection
from secretstorage.util import DBusAddressWrapper, format_secret, open_session

PASSWORD = b"pw"
SERVICE = "Dodo Payment Links"

_ROOT = "/org/freedesktop/secrets"
_INTERNAL = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"


def do(name: str, *values: str) -> None:
    """One of the functions below, by its name."""
    known = {
        "lock": lock,
        "unlock": unlock,
        "freeze": freeze,
        "thaw": thaw,
        "prompter": prompter,
        "edit_bytes": edit_bytes,
        "add_twin": add_twin,
    }
    known[name](*values)  # type: ignore[operator] # each takes texts alone


def lock() -> None:
    """The screen was locked, or the person locked the keyring."""
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def unlock(password: bytes = PASSWORD) -> None:
    """The person unlocked it, at a question of another program."""
    with closing(secretstorage.dbus_init()) as bus:
        session = open_session(bus)
        service = DBusAddressWrapper(_ROOT, "org.freedesktop.Secret.Service", bus)
        (collection,) = service.call("ReadAlias", "s", "default")
        internal = DBusAddressWrapper(_ROOT, _INTERNAL, bus)
        secret = format_secret(session, password, "text/plain")
        internal.call("UnlockWithMasterPassword", "o(oayays)", collection, secret)


def freeze() -> None:
    """The daemon hangs."""
    os.kill(int(os.environ["DAEMON"]), signal.SIGSTOP)


def thaw() -> None:
    """It goes on, and answers what it was asked meanwhile."""
    os.kill(int(os.environ["DAEMON"]), signal.SIGCONT)


def prompter() -> None:
    """A desktop that shows the keyring's question, to a person who is not there."""
    connection = open_dbus_connection()
    Proxy(message_bus, connection).RequestName("org.gnome.keyring.SystemPrompter")

    def show() -> None:
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                connection.send(new_method_return(message))

    threading.Thread(target=show, daemon=True).start()


def edit_bytes(name: str, hexadecimal: str) -> None:
    """Another program writes bytes into an entry."""
    with closing(secretstorage.dbus_init()) as bus:
        collection = secretstorage.get_default_collection(bus)
        (item,) = collection.search_items({"service": SERVICE, "username": name})
        item.set_secret(bytes.fromhex(hexadecimal))


def edit_text(name: str, text: str) -> None:
    """Another program, or the person, writes a text into an entry."""
    edit_bytes(name, text.encode().hex())


def add_twin(name: str) -> None:
    """Another program adds an entry under a name that is there already."""
    with closing(secretstorage.dbus_init()) as bus:
        collection = secretstorage.get_default_collection(bus)
        collection.create_item("twin", {"service": SERVICE, "username": name, "by": "other"}, b"abc.twin")
