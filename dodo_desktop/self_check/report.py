"""Runs the checks one after the other and prints what each found."""

import platform
import sys
from collections.abc import Callable, Sequence

from dodo_desktop import __version__

Check = Callable[[], str]
"""Answers what was found, in a few words; raises whatever shows that something is wrong."""


class NotWhole(Exception):
    """A part of the installation is missing or does not work; the text says which."""


def heading() -> str:
    """Which program this is and what it runs on."""
    from PySide6.QtCore import qVersion

    kind = "packaged" if getattr(sys, "frozen", False) else "from source"
    python = ".".join(str(part) for part in sys.version_info[:3])
    system = f"{platform.system()} {platform.machine()}"
    return f"Dodo Payment Links {__version__} ({kind}), Python {python}, Qt {qVersion()}, {system}"


def run_checks(checks: Sequence[tuple[str, Check]], say: Callable[[str], None]) -> int:
    """Runs all of them, whatever the earlier ones found; 0 where all is well, else 1."""
    say(heading())
    failed = 0
    for name, check in checks:
        try:
            line = f"ok      {name}: {check()}"
        except Exception as reason:  # noqa: BLE001 - whatever is broken in an installation shows here
            failed += 1
            line = f"failed  {name}: {_told(reason)}"
        say(line)
    say(f"{failed} of {len(checks)} checks failed." if failed else f"All {len(checks)} checks passed.")
    return 1 if failed else 0


def _told(reason: Exception) -> str:
    if isinstance(reason, NotWhole):
        return str(reason)
    # No order of anyone's is in reach of a check, so the text may be shown.
    return f"{type(reason).__name__}: {reason}"
