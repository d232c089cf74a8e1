"""A program in a session: its process, its widgets, and a person in front of it."""

import signal
import subprocess
import time
from pathlib import Path

from .accessibility import Accessibility, Element
from .screen import Screen


class Program:
    """A running program and what a person can do with it.

    widgets: its widgets through the accessibility interface. screen: the whole screen it is on.
    log: file with all that it printed.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], widgets: Accessibility, screen: Screen, log: Path, scale: int
    ) -> None:
        self.process = process
        self.widgets = widgets
        self.screen = screen
        self.log = log
        self._scale = scale

    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.process.poll() is None

    def find(self, identifier: str, *, seconds: float = 20.0) -> Element:
        """The visible widget of this object name, waiting for it.

        Raises LookupError if none appears in time, RuntimeError if the program has ended.
        """
        deadline = time.monotonic() + seconds
        while True:
            if not self.alive():
                raise RuntimeError(f"the program ended with code {self.process.poll()}; see what it printed")
            left = deadline - time.monotonic()
            found = self.widgets.find_all(identifier, seconds=max(0.0, min(left, 1.0)))
            if found:
                return found[0]
            if left <= 0:
                raise LookupError(f"no visible widget {identifier!r} within {seconds:g} s")

    def text(self, identifier: str) -> str:
        """What the visible widget of this object name says now: its text, else its name."""
        element = self.find(identifier)
        return element.text or element.name

    def click(self, target: str | Element, *, times: int = 1) -> Element:
        """Click the middle of a widget, named by its object name, with the real mouse."""
        element = self.find(target) if isinstance(target, str) else self.widgets.look(target)
        left, top, width, height = (length * self._scale for length in element.box)
        self.screen.click(left + width // 2, top + height // 2, times=times)
        return element

    def write(self, identifier: str, text: str) -> Element:
        """Click a field, select what it holds and type over it."""
        element = self.click(identifier)
        self.screen.key("ctrl+a")
        self.screen.type(text)
        return element

    def stop(self) -> int:
        """End the program as the system would at log-out; gives its exit code (negative: the signal)."""
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.widgets.close()
        return self.process.wait(timeout=10)

    def kill(self) -> None:
        """End the program without a word, as a crash or a power cut would."""
        self.process.kill()
        self.stop()
