"""The small edges: clock, lock and environment."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dodo_desktop.services.ports import Clock
from dodo_desktop.system.clock import SystemClock
from dodo_desktop.system.environment import Environment, take_environment
from dodo_desktop.system.lock import FileLock
from dodo_desktop.system.logs import redacted

HOLDER = """
import sys
from pathlib import Path
from dodo_desktop.system.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_the_clock_is_in_utc_and_never_goes_back() -> None:
    clock: Clock = SystemClock()
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()


def test_one_holds_a_lock_at_a_time(tmp_path: Path) -> None:
    one, two = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert one.acquire()
    assert one.acquire()
    assert (one.held, two.held) == (True, False)
    assert not two.acquire()
    one.release()
    one.release()
    assert two.acquire()
    two.release()


def test_a_kill_frees_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lock = FileLock(path)
        assert not lock.acquire()
        holder.kill()
        holder.wait()
        assert lock.acquire()
        lock.release()


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        FileLock(tmp_path / "missing" / "lock").acquire()


def test_the_key_is_taken_out_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DODO_PAYMENTS_API_KEY", " abc.secret \n")
    monkeypatch.setenv("DODO_PAYMENTS_BASE_URL", "http://127.0.0.1:8000 ")
    taken = take_environment()
    assert taken == Environment("abc.secret", "http://127.0.0.1:8000")
    assert "DODO_PAYMENTS_API_KEY" not in os.environ
    child = subprocess.run(
        [sys.executable, "-c", "import os; print('DODO_PAYMENTS_API_KEY' in os.environ)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert child.stdout == "False\n"


def test_the_key_is_not_shown() -> None:
    taken = take_environment({"DODO_PAYMENTS_API_KEY": "abc.secret"})
    assert "secret" not in f"{taken!r} {taken}" + redacted("abc.secret")
    assert taken.key == "abc.secret"


def test_an_environment_without_them_is_empty() -> None:
    assert take_environment({"DODO_PAYMENTS_API_KEY": "  "}) == Environment()
