"""What the form's checks need, read in before somebody waits for it."""

from threading import Event, Lock

_one = Lock()
_read = Event()


def import_checks() -> None:
    """Imports the libraries of the checks and reads one number, address and tax ID, which loads their tables,
    those of all countries' names and addresses among them. Called again, it waits until that is done.

    Meant for a worker thread, once the window stands: on its own thread the first field that is left would
    hold it up by a tenth of a second.
    """
    with _one:
        if _read.is_set():
            return
        try:
            _import()
        finally:
            # What could not be read tells whoever checks something of it.
            _read.set()


def checks_read() -> bool:
    """Whether they were, so that nobody waits for a check."""
    return _read.is_set()


def _import() -> None:
    from dodo_desktop.core.checks_contact import check_email, read_plans
    from dodo_desktop.core.checks_web import check_return_url
    from dodo_desktop.core.pasted_address import read_address
    from dodo_desktop.core.tax_ids import check_tax_id

    read_address("Name\n1 High Street\nTown NY 10001\nÖsterreich\nVAT DE123456788")
    check_email("name@shop.example")
    read_plans()
    list(check_return_url("https://shop.example"))
    list(check_tax_id("DE123456788", "DE"))
