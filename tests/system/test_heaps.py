"""Worker threads share one heap where the C library is glibc."""

import subprocess
import sys

from dodo_desktop.system.heaps import share_heaps

_EIGHT_THREADS = """
import ctypes
import sys
import threading
from dodo_desktop.system.heaps import share_heaps

listens = share_heaps() if sys.argv[1] == "share" else True
met = threading.Barrier(9)

def work():
    kept = bytearray(3000)
    met.wait()
    met.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
met.wait()
print("listens" if listens else "does not", flush=True)
if listens and sys.platform == "linux":
    ctypes.CDLL(None).malloc_stats()
met.wait()
"""


def _told(what: str) -> tuple[bool, int]:
    """Whether the C library listened, and how many heaps eight threads have beside the first thread's."""
    command = [sys.executable, "-c", _EIGHT_THREADS, what]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return "listens" in done.stdout, done.stderr.count("Arena ") - 1


def test_threads_share_one_heap() -> None:
    listens, heaps = _told("share")
    assert not listens or heaps == 1


def test_it_may_be_asked_for_at_any_time_and_anywhere() -> None:
    assert share_heaps() == (share_heaps() and sys.platform == "linux")
