"""Where the bench keeps what it makes."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
"""On a disk, not in memory, because the journal is."""
