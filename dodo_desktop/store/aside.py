"""Setting a damaged database aside: it is renamed, never deleted, and a new one can take its place."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

SIDE_FILES = ("-wal", "-shm", "-journal")


def set_aside(path: Path, today: date) -> Path:
    """Renames a database and its side files; answers the new name. Nothing is written over.

    Raises OSError where the disk refuses; what was renamed until then is found by its own name.
    """
    target = next(name for name in _names(path, today) if not _taken(name))
    # The log goes first: left behind, it would be played into the new file of the old name.
    for ending in (*SIDE_FILES, ""):
        part = Path(f"{path}{ending}")
        if part.exists():
            part.rename(f"{target}{ending}")
    return target


def suspicion(path: Path) -> Path:
    """The file whose being there says that damage was seen while working; the next start looks closely."""
    return Path(f"{path}.suspect")


def ended_badly(path: Path) -> bool:
    """Whether a program died with the database open, so that a log was left beside it."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _names(path: Path, today: date) -> Iterator[Path]:
    for number in count(1):
        more = f"-{number}" if number > 1 else ""
        yield path.with_name(f"{path.stem}.damaged-{today.isoformat()}{more}{path.suffix}")


def _taken(name: Path) -> bool:
    return any(Path(f"{name}{ending}").exists() for ending in ("", *SIDE_FILES))
