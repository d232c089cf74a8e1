"""Which packages of a lock another system takes: ``pins.py LOCK`` prints those of Windows, Python 3.13."""

import re
import sys
from pathlib import Path

from packaging.markers import Marker

_WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.13.2",
    "python_version": "3.13",
    "sys_platform": "win32",
}


def taken(lock: str) -> list[str]:
    """The entries of the lock, hashes and all, whose conditions hold there."""
    found = []
    for entry in re.split(r"\n(?=\S)", lock):
        named = re.match(r"([a-z0-9._-]+==[^ ;\\\s]+)\s*(?:;\s*(.+?))?\s*\\\n", entry)
        if named and (not named[2] or Marker(named[2]).evaluate(_WINDOWS)):
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)
            found.append(" ".join([named[1], *hashes]))
    return found


if __name__ == "__main__":
    print("\n".join(taken(Path(sys.argv[1]).read_text(encoding="utf-8"))))
