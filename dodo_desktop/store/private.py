"""Files that only their owner may read."""

import os
from pathlib import Path

SIDE_FILES = ("", "-wal", "-shm", "-journal")


def make_folder(folder: Path) -> None:
    """Makes `folder` and what is missing above it, each 0700. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Makes `path` where it is missing, and closes it and its side files to others. Raises OSError.

    SQLite gives its side files the permissions of the main file, so this comes before any content.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    if os.name != "posix":
        return
    for suffix in SIDE_FILES:
        file = path.with_name(path.name + suffix)
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(0o600)
