"""One SQLite file, with a thread that writes and a thread that reads."""

import asyncio
import logging
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.core.records import StaleRow
from dodo_desktop.store import aside, schema
from dodo_desktop.store.found import Row, read_all
from dodo_desktop.store.private import make_file, make_folder
from dodo_desktop.store.sqlite_faults import fault_of

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_SECONDS = 5.0
"""How long a write waits for another process before it is "locked"."""

_log = logging.getLogger(__name__)


class Database:
    """A database file. All calls are made on one event loop; the work runs in threads of its own.

    `busy_seconds` bounds the wait for another process.
    """

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._known = schema.migrations()
        self.set_aside: Path | None = None
        """Where the file is now that was found damaged when it was opened; None where there was none."""
        self._threads: tuple[ThreadPoolExecutor, ThreadPoolExecutor] | None = None
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None
        self._together: deque[tuple[Work[Any], asyncio.Future[Any] | Future[Any]]] = deque()
        self._writing = False

    async def open(self, *, damaged_aside: date | None = None) -> None:
        """Opens the file, made or brought up to date where needed.

        A damaged file is set aside where `damaged_aside` gives today's date for its new name, and a new one
        takes its place; `set_aside` then tells. Raises StoreFault; a file that is corrupt otherwise, or of a
        newer version, is left as it is.
        """
        if self._threads is not None:
            raise RuntimeError("the database is open already")
        try:
            await self._open()
        except StoreFault as fault:
            if fault.reason != "corrupt" or damaged_aside is None:
                raise
            today = damaged_aside
        else:
            return
        self.set_aside = await asyncio.to_thread(_told, lambda: self._put_aside(today))
        await self._open()

    async def _open(self) -> None:
        self._threads = (ThreadPoolExecutor(1, "store-writer"), ThreadPoolExecutor(1, "store-reader"))
        try:
            writes = self._threads[0].submit(_told, self._open_writer)
            # The one thread waits for the other: that of the window may have no time for them in between.
            reads = self._threads[1].submit(_told, lambda: self._open_reader_after(writes))
            await _finished(writes)
            await _finished(reads)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Ends what was asked for before, then closes the file. Closing twice is fine."""
        if self._threads is None:
            return
        (writer, reader), self._threads = self._threads, None
        try:
            writer.submit(self._run_together, asyncio.get_running_loop())
            await _finished(reader.submit(self._close_reader))
            await _finished(writer.submit(self._close_writer))
        finally:
            reader.shutdown(wait=False)
            writer.shutdown(wait=False)

    async def write(self, work: Work[T]) -> T:
        """Runs `work` in one transaction and returns its result once it is committed to disk.

        What `work` raises undoes all of it. Raises StoreFault. A write that was asked for is always ended:
        where the waiting task is cancelled, the cancellation is passed on only then.
        """
        return await _finished(self._thread(0).submit(self._run_write, work))

    async def write_together(self, work: Work[T]) -> T:
        """As `write`; all that is asked for in this way in one turn of the loop, or while the disk is busy,
        shares the next transaction.

        What `work` raises undoes what it did alone; the others are then run a second time, each in a
        transaction of its own, so that `work` changes nothing but the data. Where the disk refuses the
        transaction as a whole, nothing in it is kept, and each that has a part in it gets the StoreFault.
        """
        self._thread(0)
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        self._together.append((work, waiting))
        if not self._writing:
            self._writing = True
            loop.call_soon(self._write_what_waits, loop)
        return await _to_its_end(waiting)

    def _write_what_waits(self, loop: asyncio.AbstractEventLoop) -> None:
        """On the loop's thread, as is `_tell_all`: one of them follows upon the other until nothing waits."""
        self._writing = bool(self._together) and self._threads is not None
        if self._writing:
            self._thread(0).submit(self._run_together, loop)

    def _tell_all(self, told: Callable[[], None], loop: asyncio.AbstractEventLoop) -> None:
        told()
        self._write_what_waits(loop)

    async def read(self, work: Work[T]) -> T:
        """Runs `work` on one state of the data. Raises StoreFault. `work` cannot write."""
        return await asyncio.wrap_future(self._thread(1).submit(self._run_read, work))

    async def ask(self, statement: str, values: Sequence[Any]) -> list[list[Row]]:
        """What a statement of `found.together` gives, which sees one state of the data by itself: no
        transaction is begun for it. Raises StoreFault."""
        return await asyncio.wrap_future(self._thread(1).submit(self._run_ask, statement, values))

    def _thread(self, which: int) -> ThreadPoolExecutor:
        if self._threads is None:
            raise StoreFault("other")
        return self._threads[which]

    def _put_aside(self, today: date) -> Path:
        place = aside.set_aside(self.path, today)
        aside.suspicion(self.path).unlink(missing_ok=True)
        return place

    def _open_writer(self) -> None:
        make_folder(self.path.parent)
        make_file(self.path)
        seen = aside.suspicion(self.path)
        suspect = seen.exists() or aside.ended_badly(self.path)
        self._writer = connection = self._connect()
        # Before anything that could change the file.
        schema.check_not_newer(connection, self._known)
        if suspect:
            # Reading all of it takes a moment, so it is done only where there is a reason.
            schema.check_sound(connection)
            seen.unlink(missing_ok=True)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if sys.platform == "darwin":
            # There, a plain fsync leaves the data in the drive's own cache.
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute("PRAGMA checkpoint_fullfsync = ON")
        schema.migrate(connection, self.path, self._known)
        connection.execute("PRAGMA foreign_keys = ON")

    def _open_reader_after(self, writes: Future[None]) -> None:
        if writes.exception() is None:
            self._open_reader()

    def _open_reader(self) -> None:
        self._reader = connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        # In KiB, a quarter of the usual: the system keeps the file's pages anyway, and a count of all rows
        # would fill it with such as nobody asks for again.
        connection.execute("PRAGMA cache_size = -512")

    def _connect(self) -> sqlite3.Connection:
        # Statements of our own begin and end transactions, so the module must not.
        connection = sqlite3.connect(self.path, timeout=self._busy_seconds, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    def _close_writer(self) -> None:
        connection, self._writer = self._writer, None
        if connection is not None:
            connection.close()

    def _close_reader(self) -> None:
        connection, self._reader = self._reader, None
        if connection is not None:
            connection.close()

    def _run_write(self, work: Work[T]) -> T:
        connection = self._writer
        if connection is None:
            raise StoreFault("other")
        return self._watched(lambda: _transaction(connection, "BEGIN IMMEDIATE", work))

    def _run_together(self, loop: asyncio.AbstractEventLoop) -> None:
        """Whatever waits by now. All of it is told at once, which takes the loop one turn."""
        group = [self._together.popleft() for _ in range(len(self._together))]
        try:
            done = self._in_one([work for work, _waiting in group]) if group else []
        except BaseException as fault:  # noqa: BLE001 - whatever it was, nobody may be left waiting
            done = [_Undone(_of_ones_own(fault)) for _each in group]
        if not loop.is_closed():
            waiting = [each for _work, each in group]
            loop.call_soon_threadsafe(self._tell_all, partial(_tell, waiting, done), loop)

    def _in_one(self, works: list[Work[Any]]) -> list[Any]:
        """What each came to. Raises the fault where nothing could be begun, or all of it not be committed."""
        failed = False

        def all_of_them(connection: sqlite3.Connection) -> list[Any]:
            nonlocal failed
            failed = True
            results = [work(connection) for work in works]
            failed = False
            return results

        try:
            return self._run_write(all_of_them)
        except Exception:
            if not failed:
                raise
        # Nothing was written because of one of them. The others go on, and that one is told.
        return [self._alone(work) for work in works]

    def _alone(self, work: Work[Any]) -> Any:
        try:
            return self._run_write(work)
        except Exception as fault:  # noqa: BLE001 - told to the one whose work it was
            return _Undone(fault)

    def _run_read(self, work: Work[T]) -> T:
        connection = self._reader
        if connection is None:
            raise StoreFault("other")
        return self._watched(lambda: _transaction(connection, "BEGIN", work))

    def _run_ask(self, statement: str, values: Sequence[Any]) -> list[list[Row]]:
        connection = self._reader
        if connection is None:
            raise StoreFault("other")
        return self._watched(lambda: read_all(connection, statement, values))

    def _watched(self, work: Callable[[], T]) -> T:
        """As `_told`; damage is noted for the next start, which looks closely then."""
        try:
            return _told(work)
        except StoreFault as fault:
            if fault.reason == "corrupt":
                with suppress(OSError):
                    make_file(aside.suspicion(self.path))
            raise


class _Undone:
    """What a write came to that was undone."""

    def __init__(self, fault: BaseException) -> None:
        self.fault = fault


def _of_ones_own(fault: BaseException) -> BaseException:
    """For each who waited: whoever raises it writes into it where it passed."""
    return StoreFault(fault.reason) if isinstance(fault, StoreFault) else fault


def _tell(waiting: Sequence[asyncio.Future[Any] | Future[Any]], done: Sequence[Any]) -> None:
    for each, result in zip(waiting, done, strict=True):
        if isinstance(result, _Undone):
            each.set_exception(result.fault)
        else:
            each.set_result(result)


def _transaction(connection: sqlite3.Connection, begin: str, work: Work[T]) -> T:
    connection.execute(begin)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    finally:
        # SQLite undoes it by itself after some faults, such as a full disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return result


def _told(work: Callable[[], T]) -> T:
    """Runs `work`; a fault of SQLite or the disk leaves as a StoreFault that holds nothing of its text."""
    try:
        return work()
    except (sqlite3.Error, OSError) as error:
        fault = fault_of(error)
        # A name such as SQLITE_FULL; the text beside it could hold values.
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        _log.warning("the database could not be used: %s (%s)", fault.reason, name)
    # Raised here, so that not even its context keeps the original.
    raise fault


async def _finished(future: Future[T]) -> T:
    """The result of `future`, waited for as `_to_its_end` does."""
    return await _to_its_end(asyncio.wrap_future(future))


async def _to_its_end(waiting: asyncio.Future[T]) -> T:
    """The result, waited for to its end even when the waiting task is cancelled meanwhile."""
    cancelled: asyncio.CancelledError | None = None
    while not waiting.done():
        # A gate of its own: what it came to must not be lost with a task that is cancelled in that moment.
        gate = waiting.get_loop().create_future()
        waiting.add_done_callback(partial(_open, gate))
        try:
            await gate
        except asyncio.CancelledError as why:
            cancelled = why
    if cancelled is None:
        return waiting.result()
    fault = waiting.exception()
    if fault is not None and not isinstance(fault, StaleRow):
        _log.error("a write failed after its task was cancelled: %s", type(fault).__name__)
    raise cancelled


def _open(gate: asyncio.Future[None], _waiting: asyncio.Future[Any]) -> None:
    if not gate.done():
        gate.set_result(None)
