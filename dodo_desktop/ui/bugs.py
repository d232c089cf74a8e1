"""Mistakes of ours, told without a word of what people typed.

An exception's message may quote a name, an address or a key, so it is never looked at: a report has the type
names, our own files and lines, and the versions.
"""

import sys
from traceback import walk_tb
from types import TracebackType

from dodo_desktop import __version__
from dodo_desktop.assets import our_file
from dodo_desktop.core.value import value

_MOST_FRAMES = 30


@value
class Bug:
    """One unexpected exception. `kinds` are type names, the cause last; `frames` our lines."""

    where: str
    kinds: tuple[str, ...]
    frames: tuple[str, ...]

    @property
    def text(self) -> str:
        """The redacted report, for the log, the window and the clipboard."""
        lines = [f"{self.where}: {' from '.join(self.kinds)}", *(f"  {frame}" for frame in self.frames)]
        return "\n".join([*lines, versions()])


def bug_of(raised: BaseException | None, where: str) -> Bug:
    """The redacted form of an exception; None stands for a fault that came without one."""
    if raised is None:
        return Bug(where, ("unknown",), ())
    kinds: list[str] = []
    frames: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = raised
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kinds.append(type(current).__qualname__)
        frames += _frames(current.__traceback__)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return Bug(where, tuple(kinds), tuple(frames[:_MOST_FRAMES]))


def _frames(traceback: TracebackType | None) -> list[str]:
    """Our lines of a traceback; a run of others is one line that names their package."""
    lines: list[str] = []
    for frame, number in walk_tb(traceback):
        code = frame.f_code
        if file := our_file(code.co_filename):
            line = f"{file}:{number} {code.co_name}"
        else:
            package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
            line = f"({package})"
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def versions() -> str:
    """Versions of the program and what it runs on."""
    from PySide6 import __version__ as binding
    from PySide6.QtCore import qVersion

    python = ".".join(str(part) for part in sys.version_info[:3])
    # Imported here: a program without bugs never needs it.
    import platform

    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"Dodo Payment Links {__version__}, Python {python}, PySide6 {binding}, Qt {qVersion()}, {system}"
