"""What the sidebar says about the connection, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.outcome import KEYRING_REASONS
from dodo_desktop.core.value import value
from dodo_desktop.ui.words import _, isolate
from dodo_desktop.ui.words.keys import unlock_label
from dodo_desktop.ui.words.times import clock_time

if TYPE_CHECKING:
    from dodo_desktop.services.connection import Connection


@value
class ConnectionWords:
    """`action` is the button's label, empty for none."""

    word: str
    detail: str = ""
    icon: str = "online"
    action: str = ""


def connection_words(news: Connection, mode: str) -> ConnectionWords:
    """For the connection as it was last seen, in a place of this mode."""
    if mode == "practice":
        return ConnectionWords(_("Ready"), _("Works without a connection"))
    if news.state == "offline":
        since = _("Since {time}").format(time=isolate(clock_time(news.since))) if news.since else ""
        return ConnectionWords(_("Offline"), since, "offline", _("Try now"))
    if news.state == "online":
        checked = isolate(clock_time(news.checked_at)) if news.checked_at else ""
        return ConnectionWords(_("Online"), _("Checked {time}").format(time=checked))
    if news.state == "keyless":
        return _keyless(news.why)
    return ConnectionWords(_("Connecting…"))


def _keyless(why: str) -> ConnectionWords:
    waits = _("Orders wait in the outbox")
    if why == "keyring_locked":
        return ConnectionWords(_("Keyring locked"), waits, "lock", unlock_label(why))
    if why in KEYRING_REASONS:
        return ConnectionWords(_("Key out of reach"), waits, "key", unlock_label(why))
    if why in {"key_damaged", "key_unchecked", "key_refused", "other_business"}:
        return ConnectionWords(_("Key not used"), waits, "key")
    return ConnectionWords(_("No key"), waits, "key")
