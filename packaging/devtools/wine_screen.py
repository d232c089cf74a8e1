"""The screen of a Windows under Wine: what its windows show and say, and a hand for keys and buttons."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from .places import ROOT, CannotError, clean_environment, say
from .wine import Wine, windows_path

PATIENCE = 90
"""Seconds for a window to come up or to go; Wine starts slowly."""

_HAND = ROOT / "packaging" / "windows" / "wine" / "hand.py"
_BLANK = 8000
"""Bytes that a picture with nothing on it stays below."""


class Button(Enum):
    """Buttons by the numbers that Windows gives them, whatever their language.

    In the installer's own pages OK is the one that goes on: install, finish, close.
    """

    OK = 1
    CANCEL = 2
    YES = 6
    NO = 7


@contextmanager
def x_display() -> Iterator[str]:
    """An X display of its own, with a window manager, without which no window has the keyboard."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    try:
        display = ":" + server.stdout.readline().decode().strip()
        told = clean_environment(DISPLAY=display)
        manager = subprocess.Popen(["openbox", "--sm-disable"], env=told, stderr=subprocess.DEVNULL)
        try:
            ask = ["xdotool", "get_desktop"]
            until(
                lambda: subprocess.run(ask, env=told, capture_output=True, check=False).returncode == 0,
                "a screen",
            )
            yield display
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()


class Screen:
    """What somebody sees there and does. Each method raises CannotError where it waited in vain."""

    def __init__(self, windows: Wine) -> None:
        self._windows = windows

    def dialogs(self) -> list[list[str]]:
        """What each dialog says, its title first, from the top down."""
        _status, text = self._windows.run(self._python(), windows_path(_HAND), "read")
        line = next((line for line in text.splitlines() if line.startswith("[")), "[]")
        seen: list[list[str]] = json.loads(line)
        return seen

    def dialog(self, *sentences: str) -> str:
        """Waits for a dialog that says all of these, and gives all that it says."""
        wanted = f"a dialog says: {' / '.join(sentences)}"
        found: list[str] = []

        def there() -> bool:
            for texts in self.dialogs():
                whole = "\n".join(texts)
                if all(sentence in whole for sentence in sentences):
                    found.append(whole)
                    return True
            return False

        until(there, wanted)
        return found[-1]

    def press(self, what: "str | Button") -> None:
        """Presses a button, or the box to tick that is so labelled."""
        number = str(what.value) if isinstance(what, Button) else what
        command = (self._python(), windows_path(_HAND), "press", number)
        said = what.name.capitalize() if isinstance(what, Button) else what
        until(lambda: self._windows.run(*command)[0] == 0, f"“{said}” is pressed")

    def keys(self, *names: str) -> None:
        """Presses keys, by the names that X11 has for them."""
        self._xdotool("key", "--clearmodifiers", *names)

    def write(self, text: str) -> None:
        """Types a text."""
        self._xdotool("type", "--delay", "40", text)

    def window(self, title: str) -> str:
        """The X11 name of the visible window with that in its title; empty where there is none."""
        return self._xdotool("search", "--onlyvisible", "--name", title)

    def rest(self, target: Path) -> Path:
        """A picture of the screen, once two in a row are the same and show something."""
        before = b""
        for _ in range(PATIENCE):
            self._take(target)
            now = target.read_bytes()
            if len(now) > _BLANK and now == before:
                return target
            before = now
            time.sleep(1)
        raise CannotError("The screen never came to rest with something on it.")

    def code(self, target: Path) -> str:
        """Waits until the screen shows a QR code, and gives what it says; `target` is its picture."""
        read: list[str] = []

        def there() -> bool:
            self._take(target)
            command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(target)]
            told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
            read[:] = told.split()
            return bool(read)

        until(there, "a QR code is on the screen")
        return read[0]

    def _take(self, target: Path) -> None:
        subprocess.run(
            # Without the moment in it, the same screen is the same file.
            ["import", "-window", "root", "-define", "png:exclude-chunks=date,time,tEXt", target],
            env=self._windows.environment(),
            check=True,
        )

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._windows.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def _python(self) -> str:
        return windows_path(self._windows.python)


def until(true: Callable[[], bool], what: str, seconds: int = PATIENCE) -> None:
    """Waits for something and says it once it is so. Raises CannotError where it does not come about."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise CannotError(f"This did not happen in {seconds} seconds: {what}.")
        time.sleep(0.5)
    say(f"  {what}")


def expect(true: bool, what: str) -> None:
    """Says what is so. Raises CannotError where it is not."""
    if not true:
        raise CannotError(f"This is not so: {what}.")
    say(f"  {what}")
