"""What every test gets: a home of its own, no network but loopback, and no warning that passes unseen."""

import gc
import logging
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Before anything imports Qt: widget tests need no screen, and read English whatever the machine speaks.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANG="en_US.UTF-8", LANGUAGE="", LC_ALL="", LC_MESSAGES="", LC_NUMERIC="", LC_MONETARY="")

import hypothesis
import pytest
import pytestqt.plugin

from tests.ui import loops

hypothesis.settings.register_profile("dodo", deadline=None, print_blob=True, database=None)
hypothesis.settings.load_profile("dodo")


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: no folder, keyring, key or session bus of the person at the machine is in reach."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        "HOME": ".",
        "USERPROFILE": ".",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_RUNTIME_DIR": "run",
    }
    for name, place in folders.items():
        (home / place).mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(home / place))
    # A test of the keyring names its own; no other may meet the person's.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    elsewhere = ("DBUS_SESSION_BUS_ADDRESS", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_NUMERIC", "LC_MONETARY")
    for name in (
        *elsewhere,
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("DODO_")]:
        monkeypatch.delenv(name)
    return home


@pytest.fixture(scope="module")
def anyio_backend(request: pytest.FixtureRequest) -> Any:
    """The loop that coroutine tests run on: Qt's for tests of widgets, asyncio's own for all others."""
    if "ui" not in request.path.relative_to(Path(__file__).parent).parts:
        return "asyncio"
    app = request.getfixturevalue("qapp")
    return "asyncio", {"loop_factory": lambda: loops.make(app)}


@pytest.fixture(scope="session", autouse=True)
def _qt_finds_the_loop() -> Iterator[None]:
    """Timers that are due while the plugin works Qt's events off, between two runs, find the loop too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pytestqt.plugin, "_process_events", loops.work_off)
        yield


# -- network

_attempts: list[str] = []


class OutsideError(OSError):
    """A test tried to reach something that is not on this machine."""


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or not isinstance(name, str):
        return True
    return name in ("", "localhost", "::1", "0.0.0.0", "::") or name.startswith("127.")


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: refuse, and remember, each look-up of and connection to another machine."""
    if event in ("socket.connect", "socket.sendto"):
        link, address = arguments[0], arguments[1]
        # Sockets of other families (Unix) stay on the machine.
        inside = link.family not in (socket.AF_INET, socket.AF_INET6) or _is_here(address[0])
        host = address
    elif event == "socket.getaddrinfo":
        host = arguments[0]
        inside = _is_here(host)
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and name.rstrip(".").endswith(".invalid"):
            # Reserved for names that nobody has: answered as a resolver would, without asking one.
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    else:
        return
    if not inside:
        _attempts.append(f"{event} {host}")
        raise OutsideError(f"tests stay on this machine: {event} {host}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fails the test if it tried to leave the machine, even if what tried took that for being offline."""
    _attempts.clear()
    yield
    tried, _attempts[:] = list(_attempts), []
    if tried:
        pytest.fail(f"the test tried to leave this machine: {tried}", pytrace=False)


# -- garbage

_GARBAGE = 20_000
"""Objects made since the last collection that are worth one; a collection takes some 50 ms."""


@pytest.fixture(scope="session", autouse=True)
def _no_collection_on_other_threads() -> Iterator[None]:
    """Widgets must not die on a thread of the store: as in the program, only the main thread collects."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collect(_no_collection_on_other_threads: None) -> Iterator[None]:
    yield
    if gc.get_count()[0] > _GARBAGE:
        gc.collect()


# -- logs


class Watch(logging.Handler):
    """Collects warnings and worse, and knows which of them a test expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []
        self._expected: list[str] = []
        self._allowed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one record as ``LEVEL logger: message``, with the error it carries."""
        error = f" ({record.exc_info[1]!r})" if record.exc_info and record.exc_info[1] else ""
        self._said.append(f"{record.levelname} {record.name}: {record.getMessage()}{error}")

    def expect(self, pattern: str) -> None:
        """Let pass what the regular expression finds itself in; at least one such line must come."""
        self._expected.append(pattern)

    def allow(self, pattern: str) -> None:
        """Let pass what the regular expression finds itself in, whether it comes or not."""
        self._allowed.append(pattern)

    def complaints(self) -> list[str]:
        """What was said unexpectedly, and what was expected and not said."""
        known = [*self._expected, *self._allowed]
        unexpected = [line for line in self._said if not any(re.search(p, line) for p in known)]
        missing = [p for p in self._expected if not any(re.search(p, line) for line in self._said)]
        return [*unexpected, *(f"expected and not logged: {pattern}" for pattern in missing)]


@pytest.fixture(autouse=True)
def _log_watch(request: pytest.FixtureRequest) -> Iterator[Watch]:
    """Fails the test on an unexpected warning in the log; a test that takes ``caplog`` judges for itself."""
    watch = Watch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if "caplog" not in request.fixturenames and watch.complaints():
        pytest.fail("in the log: " + "\n".join(watch.complaints()), pytrace=False)


@pytest.fixture
def expect_log(_log_watch: Watch) -> Callable[[str], None]:
    """Says which warning or error in the log belongs to the test, as a regular expression."""
    return _log_watch.expect


@pytest.fixture
def allow_log(_log_watch: Watch) -> Callable[[str], None]:
    """Says which warnings a folder of tests that bring about faults may leave in the log."""
    return _log_watch.allow
