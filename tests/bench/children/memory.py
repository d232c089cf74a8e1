"""Resident memory of this process."""

import os
import subprocess
import sys
from pathlib import Path


def resident() -> float:
    """In MB. Raises OSError where the system does not tell."""
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    if sys.platform == "win32":
        ask = f"(Get-Process -Id {os.getpid()}).WorkingSet64"
        told = subprocess.check_output(["powershell", "-NoProfile", "-Command", ask], text=True)
        return int(told) / 2**20
    told = subprocess.check_output(["ps", "-o", "rss=", "-p", str(os.getpid())], text=True)
    return int(told) / 2**10
