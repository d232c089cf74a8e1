"""Listening: those who talk with Dodo tell each other whether it can be reached."""

from dodo_desktop.services.connection import Connection
from dodo_desktop.services.directory import DirectoryStatus
from dodo_desktop.services.workspace import Workspace


def listen(workspace: Workspace) -> None:
    """Ties the services of a place together, for as long as they live.

    A price or a list that does not come makes the runner ask whether Dodo is there, so that the window says
    *Offline* before an order is taken. Once it is there again, what had no answer is asked for anew. The
    customer of a link that was made is known from then on.
    """
    sending, directory, pricing = workspace.sending, workspace.directory, workspace.pricing
    was_offline = sending.current_connection.state == "offline"

    def connection_changed(news: Connection) -> None:
        nonlocal was_offline
        is_offline = news.state == "offline"
        if was_offline and not is_offline:
            pricing.again()
            directory.again()
            workspace.countries.again()
            workspace.discounts.again()
        was_offline = is_offline

    def directory_changed(status: DirectoryStatus) -> None:
        if not status.loading:
            sending.compare(reached=status.failed != "offline")

    def priced(why_estimate: str, *, exact: bool) -> None:
        if exact or why_estimate in {"offline", "refused"}:
            sending.compare(reached=why_estimate != "offline")

    sending.connection.subscribe(connection_changed)
    sending.link_made.subscribe(directory.link_made)
    directory.changed.subscribe(directory_changed)
    pricing.changed.subscribe(lambda total: priced(total.why_estimate, exact=total.exact))
