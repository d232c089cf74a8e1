"""The real program without a screen, and in it a person who types one order after the other until it dies.

Run as a process of its own by `kills`, which kills it. What the program acknowledged, it prints: one line of
JSON for each saved draft, each order that was queued, each link that is shown.
"""

import json
import os
import sys
from collections.abc import Callable, Generator
from dataclasses import asdict
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from dodo_desktop import app
from dodo_desktop.services.account import Account
from dodo_desktop.services.workspace import Workspace
from dodo_desktop.ui import main_window
from dodo_desktop.ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
Steps = Generator[None, None, None]

_KEYS_MS = 3
"""Milliseconds from one key to the next."""


def email_of(number: int) -> str:
    """By which the order of this number is known again."""
    return f"customer{number}@example.com"


def say(kind: str, **what: Any) -> None:
    """One line to the one who watches, past all buffers, as death comes without a warning."""
    os.write(1, (json.dumps({"kind": kind, **what}) + "\n").encode())


class Typist:
    """Types from order `number` on into the widgets of `window`."""

    def __init__(self, window: MainWindow, workspace: Workspace, number: int) -> None:
        self._window = window
        self._drafting = workspace.drafting
        self._number = number
        self._steps = self._orders()
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._step)
        self._drafting.saved.subscribe(lambda _state: self._saved())
        self._saved()

    def start(self) -> None:
        """Begins."""
        say("ready")
        self._timer.start(_KEYS_MS)

    def _step(self) -> None:
        # A key can open what spins a loop of its own; the next key waits for its end.
        self._timer.stop()
        next(self._steps)
        self._timer.start()

    def _saved(self) -> None:
        if self._drafting.save_state.at is not None and not self._drafting.save_state.failed:
            # What is on disk, which may be less than what the form shows by now.
            draft = self._drafting._saved_draft
            say("saved", draft=draft.draft_id, customer=_texts(draft.customer), billing=_texts(draft.billing))

    def _orders(self) -> Steps:
        while True:
            yield from self._fill()
            self._widget(QAbstractButton, "compose.create").click()
            yield from self._until(lambda: self._drafting.draft.empty)
            say("queued", email=email_of(self._number))
            yield from self._until(lambda: bool(self._text("result.link")))
            say("created", email=email_of(self._number), url=self._text("result.link"))
            self._number += 1
            self._widget(QAbstractButton, "compose.new").click()
            yield from self._until(lambda: self._shown("customer.new"))

    def _fill(self) -> Steps:
        if self._shown("customer.new"):
            self._widget(QAbstractButton, "customer.new").click()
        yield from self._until(lambda: self._shown("customer.name"))
        yield from self._type("customer.name", f"Customer {self._number}")
        yield from self._type("customer.email", email_of(self._number))
        yield from self._type("billing.country", "Germany", then=Qt.Key.Key_Tab)
        yield from self._type("billing.street", "Weg 1")
        yield from self._type("billing.city", "Berlin")
        yield from self._type("billing.zipcode", "10115")
        while not self._drafting.draft.lines:
            yield from self._type("cart.product", "stoneware", then=Qt.Key.Key_Return)
            for _ in range(50):
                yield

    def _type(self, name: str, text: str, then: Qt.Key | None = None) -> Steps:
        edit = self._widget(QLineEdit, name)
        edit.setFocus()
        # After a death one goes on where the form stands.
        there = edit.text()
        if not text.startswith(there):
            edit.selectAll()
            there = ""
        for letter in text[len(there) :]:
            QTest.keyClicks(edit, letter)
            yield
        if then is not None:
            QTest.keyClick(edit, then)
            yield

    def _until(self, true: Callable[[], bool]) -> Steps:
        while not true():
            yield

    def _widget(self, kind: type[W], name: str) -> W:
        found = self._window.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def _shown(self, name: str) -> bool:
        found = self._window.findChild(QWidget, name)
        return isinstance(found, QWidget) and found.isVisible()

    def _text(self, name: str) -> str:
        return self._widget(QLineEdit, name).text() if self._shown(name) else ""


def _texts(entry: Any) -> dict[str, str]:
    return {name: text for name, text in asdict(entry).items() if isinstance(text, str) and text}


def main(arguments: list[str]) -> int:
    """``typist NUMBER [options of the program]``; a number below zero types nothing and only lets it work."""
    number = int(arguments[0])

    class Attended(MainWindow):
        """The window with somebody in front of it."""

        def attach(self, workspace: Workspace, account: Account) -> None:
            super().attach(workspace, account)
            if number < 0:
                say("ready")
                workspace.sending.wake()
            else:
                self.typist = Typist(self, workspace, number)
                self.typist.start()

    vars(main_window)["MainWindow"] = Attended  # the program is otherwise as it is
    return app.run(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
