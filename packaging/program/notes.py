"""What a release says of itself: ``notes.py VERSION`` prints that version's part of the changelog."""

import re
import sys
from pathlib import Path

_CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
_FOOT = """
How to install it, and what Windows and macOS say at first: README, *Install*. `SHA256SUMS` has the checksum
of each file here, the files ending in `.cdx.json` list what is inside (CycloneDX).
"""


def notes(changelog: str, version: str) -> str:
    """The part of the changelog under the version's title. Raises ValueError where there is none."""
    title = rf"^## {re.escape(version)}(?: [^\n]*)?\n"
    found = re.search(title + r"(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if found is None or not found[1].strip():
        raise ValueError(f"the changelog says nothing of {version}")
    return found[1].strip() + "\n" + _FOOT


if __name__ == "__main__":
    print(notes(_CHANGELOG.read_text(encoding="utf-8"), sys.argv[1]))
