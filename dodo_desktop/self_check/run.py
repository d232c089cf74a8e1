"""The checks in their order, and where their report goes."""

import os
import tempfile
from functools import partial
from pathlib import Path

from dodo_desktop.self_check import desk, parts, window
from dodo_desktop.self_check.report import Check, run_checks


def run() -> int:
    """Tries everything and prints what it found; the exit status is 0 where all is well, else 1."""
    # No window comes on the screen, and no screen is needed.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # A file that some scanner still holds open must not make a whole installation look broken.
    with tempfile.TemporaryDirectory(prefix="dodo-check-", ignore_cleanup_errors=True) as folder:
        return run_checks(_checks(Path(folder)), lambda line: print(line, flush=True))


def _checks(folder: Path) -> list[tuple[str, Check]]:
    # The window comes last: once it is there, garbage may be collected on its thread alone.
    return [
        ("imports", parts.modules),
        ("resources", parts.files),
        ("tables", parts.tables),
        ("certificates", parts.certificates),
        ("crash reports", parts.crash_reports),
        ("keyring", desk.keyring),
        ("QR code", desk.qr),
        ("one link", partial(desk.order, folder)),
        ("database", partial(desk.database, folder)),
        ("platform", window.platform),
        ("icons", window.icons),
        ("window", window.picture),
    ]
