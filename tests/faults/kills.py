"""The real program, killed again and again at random moments, always on the same data.

The program runs as a process of its own, without a screen; `typist` is the person in it. After each death
its database is opened as the next start would do it, and compared with what had been acknowledged.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from dodo_desktop.core.draft import Draft
from dodo_desktop.core.link import PaymentLink
from dodo_desktop.core.outgoing import OutgoingPayment, State
from dodo_desktop.core.records import DraftRow
from dodo_desktop.store.database import Database
from dodo_desktop.store.drafts import SqliteDrafts
from dodo_desktop.store.links import SqliteLinks
from dodo_desktop.store.outbox import SqliteOutbox
from tests.e2e.lossy_host import LossyHost
from tests.faults.honesty import early_lies, judge
from tests.faults.host import Made
from tests.faults.typist import email_of

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_REST_SECONDS = 90.0
_ONE_ORDER = 1.2
"""Seconds in which the typist makes an order, or a little more."""
_WAY_OUT = 0.25
"""Seconds from an order's queueing to its outcome, or a little more."""

_ON_THE_WAY = {State.QUEUED, State.SENDING}

Ack = Mapping[str, Any]


@dataclass
class Deaths:
    """What came of the kills. `moments` counts them by what the person had been told last, `caught` the
    orders that a death found waiting or on their way."""

    kills: int = 0
    orders: int = 0
    payments: int = 0
    doubled: int = 0
    saved: int = 0
    queued: int = 0
    intact: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    lies: list[str] = field(default_factory=list)

    @property
    def honest(self) -> bool:
        """Whether nothing was lost, doubled or damaged."""
        return not self.lies and not self.doubled and self.intact == self.kills

    def add(self, other: "Deaths") -> None:
        """Sums up."""
        for name in ("kills", "orders", "payments", "doubled", "saved", "queued", "intact"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.moments += other.moments
        self.caught += other.caught
        self.states += other.states
        self.lies += other.lies


@dataclass(frozen=True)
class Disk:
    """What a database holds."""

    sound: str
    drafts: Sequence[Draft]
    orders: Sequence[OutgoingPayment]
    links: Mapping[str, PaymentLink]

    def order(self, email: str) -> list[OutgoingPayment]:
        """The rows of one customer's order."""
        return [order for order in self.orders if order.draft.customer.email == email]


class Attended:
    """A running program with the typist in it; `acks` are what it acknowledged so far."""

    def __init__(self, number: int, folder: Path, environment: Mapping[str, str]) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.faults.typist",
            str(number),
            "--data-dir",
            str(folder / "data"),
        ]
        self._errors = (folder / "printed.log").open("ab")
        self._process = subprocess.Popen(
            command, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        self.acks: list[Ack] = []
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.acks.append(json.loads(line))
                self._news.notify_all()

    def heard(self, kind: str, seconds: float) -> bool:
        """Waits until something of this kind was acknowledged; false where the time ran out."""
        with self._news:
            return self._news.wait_for(lambda: any(ack["kind"] == kind for ack in self.acks), seconds)

    def kill(self) -> None:
        """Ends it without a word, and hears what it had still said."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._errors.close()


class Kills:
    """Kills `many` times on the data in `folder`; `seed` chooses the moments, as far as one can."""

    def __init__(self, seed: str, many: int, folder: Path) -> None:
        self._dice = random.Random(f"{seed} kills")
        self._many = many
        self._folder = folder
        self._deaths = Deaths()
        self._number = 0
        self._saved: Ack | None = None
        self._queued: set[str] = set()
        self._links: dict[str, str] = {}

    def run(self) -> Deaths:
        """All of them, and a last life in which everything comes to rest."""
        with ExitStack() as stack:
            self._host = stack.enter_context(LossyHost())
            for _ in range(self._many):
                self._one_life()
            self._host.lose_answers, self._host.delay = False, 0.0
            self._rest()
        return self._deaths

    def _environment(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith(("DODO_", "XDG_"))}
        return kept | {
            "HOME": str(self._folder),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "DODO_PAYMENTS_API_KEY": self._host.practice.api_key,
            "DODO_PAYMENTS_BASE_URL": self._host.url,
        }

    def _one_life(self) -> None:
        self._host.lose_answers = self._dice.random() < 0.3
        # An order is on its way for a while, as it is over a real network.
        self._host.delay = self._dice.uniform(0, _WAY_OUT)
        program = Attended(self._number, self._folder, self._environment())
        try:
            if not program.heard("ready", _START_SECONDS):
                self._deaths.lies.append("it did not start")
            elif self._dice.random() < 0.5:
                time.sleep(self._dice.uniform(0, _ONE_ORDER))
            else:
                program.heard("queued", 10 * _ONE_ORDER)
                time.sleep(self._dice.uniform(0, _WAY_OUT))
        finally:
            program.kill()
        self._deaths.kills += 1
        self._note(program.acks)
        self._examine(asyncio.run(look_at(self._database)))

    @property
    def _database(self) -> Path:
        found = sorted((self._folder / "data").rglob("data.sqlite3"))
        assert len(found) == 1
        return found[0]

    def _note(self, acks: Sequence[Ack]) -> None:
        for ack in acks:
            match ack["kind"]:
                case "saved":
                    self._saved = ack
                    self._deaths.saved += 1
                case "queued":
                    self._queued.add(ack["email"])
                    self._saved = None
                    self._deaths.queued += 1
                case "created":
                    self._links[ack["email"]] = ack["url"]
        last = acks[-1]["kind"] if acks else "nothing"
        self._deaths.moments[f"after {last}"] += 1

    def _examine(self, disk: Disk) -> None:
        """What was acknowledged before this death or an earlier one is there."""
        deaths = self._deaths
        deaths.intact += disk.sound == "ok"
        if disk.sound != "ok":
            deaths.lies.append(f"the database is damaged: {disk.sound}")
        for email in self._queued:
            if not disk.order(email):
                deaths.lies.append("a queued order is gone")
        for email, url in self._links.items():
            if url not in {link.url for link in disk.links.values()} or not disk.order(email):
                deaths.lies.append("a link that was shown is gone")
        if self._saved is not None and not _kept(self._saved, disk):
            deaths.lies.append("a draft that was shown as saved is gone")
        deaths.caught.update(order.state.value for order in disk.orders if order.state in _ON_THE_WAY)
        deaths.lies += early_lies(disk.orders, _by_request(self._ledger()))
        while disk.order(email_of(self._number)):
            self._number += 1

    def _ledger(self) -> list[Made]:
        """All payments of the host."""
        found: list[Made] = []
        with httpx.Client(
            base_url=self._host.practice_url,
            headers={"Authorization": f"Bearer {self._host.practice.api_key}"},
            trust_env=False,
        ) as client:
            while True:
                params = {"page_number": len(found) // 100, "page_size": 100}
                items = client.get("/payments", params=params).json()["items"]
                found += [self._made(client, item["payment_id"]) for item in items]
                if len(items) < 100:
                    return found

    @staticmethod
    def _made(client: httpx.Client, payment_id: str) -> Made:
        item = client.get(f"/payments/{payment_id}").json()
        request_id = item["metadata"]["link_request_id"]
        at = datetime.now(UTC)
        return Made(payment_id, item["customer"]["email"], request_id, at, at, item["payment_link"], {})

    def _rest(self) -> None:
        """One more life, in which nobody types, until all is known that can be known."""
        program = Attended(-1, self._folder, self._environment())
        try:
            end = time.monotonic() + _REST_SECONDS
            while True:
                disk, ledger = asyncio.run(look_at(self._database)), self._ledger()
                lies = self._judge(disk, ledger)
                if not lies or time.monotonic() > end:
                    break
                time.sleep(0.5)
        finally:
            program.kill()
        self._deaths.lies += lies
        self._deaths.payments = len(ledger)
        self._deaths.orders = self._number
        for number in range(self._number):
            rows = disk.order(email_of(number))
            self._deaths.states[rows[0].state.value if rows else "gone"] += 1
            self._deaths.doubled += sum(made.order == email_of(number) for made in ledger) > 1

    def _judge(self, disk: Disk, ledger: Sequence[Made]) -> list[str]:
        lies = []
        for number in range(self._number):
            mine = [made for made in ledger if made.order == email_of(number)]
            verdict = judge(disk.order(email_of(number)), disk.links, mine, sent_again=False)
            lies += [f"order {number}: {lie}" for lie in verdict.lies]
            if verdict.lost:
                lies.append(f"order {number}: a payment of it is not told")
        return lies


async def look_at(path: Path) -> Disk:
    """Opens the database as the next start does, and reads all that counts."""
    database = Database(path)
    await database.open()
    try:
        sound = await database.read(lambda c: str(c.execute("PRAGMA integrity_check").fetchone()[0]))
        drafts = await SqliteDrafts(database).rows(10**6)
        orders = await SqliteOutbox(database).rows(list(State), "", 10**6)
        links = await SqliteLinks(database).rows(None, "", datetime.now(UTC), 10**6)
    finally:
        await database.close()
    return Disk(
        sound,
        [row.draft for row in drafts if isinstance(row, DraftRow)],
        [order for order in orders if isinstance(order, OutgoingPayment)],
        {link.payment_id: link for link in links},
    )


def _kept(saved: Ack, disk: Disk) -> bool:
    """Whether the draft holds what was saved, or more: what was typed after it only adds letters."""
    drafts = [*disk.drafts, *(order.draft for order in disk.orders)]
    for draft in drafts:
        if draft.draft_id == saved["draft"]:
            return _adds(saved["customer"], asdict(draft.customer)) and _adds(
                saved["billing"], asdict(draft.billing)
            )
    return False


def _adds(before: Mapping[str, str], after: Mapping[str, Any]) -> bool:
    # A country as typed becomes its code once it is picked.
    return all(
        str(after[name]).startswith(text) or (name == "country" and after[name])
        for name, text in before.items()
    )


def _by_request(ledger: Sequence[Made]) -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {}
    for made in ledger:
        found.setdefault(made.request_id, []).append(made)
    return found
