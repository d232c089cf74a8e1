"""The log file: what the program did, without anyone's data."""

import logging
import os
import traceback
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from dodo_desktop.assets import our_file
from dodo_desktop.system.redaction import redact, redacted

__all__ = ["describe", "redact", "redacted", "start"]

OURS = "dodo_desktop"


def describe(error: BaseException) -> str:
    """The types of an error and of what led to it, and where in our own code; none of its texts."""
    return " < ".join(_one(link) for link in _chain(error))


def start(folder: Path) -> Callable[[], None]:
    """Logs to `folder` (which exists) from now on. Returns what ends it. Raises OSError."""
    handler = _PrivateFile(folder / "program.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(_Redacting())
    root = logging.getLogger()
    before = {logger: logger.level for logger in map(logging.getLogger, (None, OURS, "httpx", "httpcore"))}
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    # At INFO these print the addresses they call, with what is searched for.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    root.addHandler(handler)

    def stop() -> None:
        root.removeHandler(handler)
        handler.close()
        for logger, level in before.items():
            logger.setLevel(level)

    return stop


class _PrivateFile(RotatingFileHandler):
    """Files that only their owner may read; a disk that refuses must not disturb the program."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        if os.name == "posix":
            os.fchmod(handle, 0o600)
        return open(handle, "a", encoding=self.encoding, errors="backslashreplace")  # noqa: PTH123

    def handleError(self, record: logging.LogRecord) -> None:
        """Says nothing: the usual report prints the record, data and all."""


class _Redacting(logging.Formatter):
    """One line a record, redacted; errors without their texts."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; the record itself stays as it is for other handlers."""
        line = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            line += f" [{describe(record.exc_info[1])}]"
        safe = redacted(line).replace("\r", "\\r").replace("\n", "\\n")
        record = logging.makeLogRecord(
            {
                **record.__dict__,
                "msg": safe,
                "args": (),
                "exc_info": None,
                "exc_text": None,
                "stack_info": None,
            }
        )
        return super().format(record)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _one(error: BaseException) -> str:
    name = type(error).__qualname__
    if isinstance(error, BaseExceptionGroup):
        name += f"({', '.join(_one(part) for part in error.exceptions)})"
    places = ", ".join(_places(error.__traceback__))
    return f"{name} at {places}" if places else name


def _places(trace: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(trace):
        if file := our_file(frame.f_code.co_filename):
            yield f"{file}:{line}"
