"""Where programs are measured: a screen, a home, a host and folders of their own; and how they are run."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dodo_desktop.api.hosts import check_base_url
from dodo_desktop.shop import session_spot
from dodo_desktop.system.paths import APP_NAME, Paths
from tests.bench import dataset
from tests.bench.places import BUILD, ROOT

KEY = "a_key_of_the_bench"
_CHILDREN = Path(__file__).parent / "children"
_PATIENCE = 300
_LED_ASTRAY = ("PYTHON", "QT_", "DODO_", "XDG_", "DBUS_", "LC_", "LANG")

Told = dict[str, Any]


class Desk:
    """A place to measure at, alive inside a ``with`` block. `runs` is how often each thing is measured.

    On Linux the screen is a virtual X server where there is one; elsewhere, and without it, Qt's own
    platform without a screen takes its place, and `screen` says so.
    """

    def __init__(self, runs: int, *, quick: bool = False) -> None:
        self.runs = runs
        self.quick = quick
        self.screen = "this computer's screen"
        self.environment: dict[str, str] = {}
        self._stack = ExitStack()

    def __enter__(self) -> "Desk":
        BUILD.mkdir(parents=True, exist_ok=True)
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(dir=BUILD, prefix="desk-")))
        self.environment = self._environment()
        self._open_screen()
        # As an installed program has them; else the first run alone would pay for it.
        compile_all = ["-m", "compileall", "-q", "dodo_desktop", "tests/bench"]
        subprocess.run([sys.executable, *compile_all], cwd=ROOT, env=self.environment, check=True)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_LED_ASTRAY)}
        home = self.folder / "home"
        places = {
            "HOME": home,
            "XDG_RUNTIME_DIR": home / "run",
            "XDG_CONFIG_HOME": home / ".config",
            "XDG_DATA_HOME": home / ".local/share",
            "XDG_STATE_HOME": home / ".local/state",
            "XDG_CACHE_HOME": home / ".cache",
        }
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        mine = {name: str(place) for name, place in places.items()}
        return kept | mine | {"LANG": "en_US.UTF-8", "PYTHONPATH": str(ROOT)}

    def _open_screen(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        if shutil.which("Xvfb") is None:
            self.screen = "Qt's platform without a screen"
            self.environment["QT_QPA_PLATFORM"] = "offscreen"
            return
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command, pass_fds=(writing,), stdout=quiet, stderr=quiet)
        self._stack.callback(_end, server)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        self.environment["QT_QPA_PLATFORM"] = "xcb"
        self.screen = "a virtual X screen"

    # Programs

    def run(self, child: str, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> Told:
        """Runs one of the small programs beside this file; what it told, and `began`, when it was started.

        Times that it tells are those of ``time.perf_counter``, which counts alike in all processes. Raises
        RuntimeError with its last words where it failed.
        """
        command = [sys.executable, "-P", str(_CHILDREN / f"{child}.py"), *map(str, arguments)]
        everything = self.environment | dict(environment or {})
        began = time.perf_counter()
        done = subprocess.run(
            command,
            env=everything,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        lines = done.stdout.splitlines()
        if done.returncode or not lines:
            raise RuntimeError(f"{child} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        told: Told = json.loads(lines[-1])
        return told | {"began": began}

    def seen(self, command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
        """Starts a program that shows a window and ends it; the seconds until the screen was not black.

        Raises RuntimeError where nothing came, and on a screen that is not the bench's own.
        """
        if "DISPLAY" not in self.environment:
            raise RuntimeError("only a screen of the bench's own can be watched")
        eyes = subprocess.Popen(
            [sys.executable, "-P", str(_CHILDREN / "eyes.py")],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert eyes.stdout is not None
        try:
            if eyes.stdout.readline().strip() != "black":
                raise RuntimeError("something is on the screen already")
            began = time.perf_counter()
            process = subprocess.Popen(
                list(map(str, command)),
                env=self.environment | dict(environment),
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                told = eyes.stdout.readline().strip()
            finally:
                _end(process)
        finally:
            _end(eyes)
        if not told:
            raise RuntimeError("nothing came on the screen")
        return float(told) - began

    @contextmanager
    def host(self, *options: str) -> Iterator["Host"]:
        """The host, as a process of its own."""
        command = [sys.executable, "-m", "tests.bench.host", *options]
        process = subprocess.Popen(
            command,
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            yield Host(process.stdout.readline().strip())
        finally:
            _end(process)

    def shop(self, name: str, size: dataset.Size | None, host: "Host") -> "Shop":
        """A folder of the app's data, with a shop of this size for that host; None for a first start."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        place = folder / APP_NAME
        paths = Paths(place)
        spot = session_spot("custom", check_base_url(host.url), KEY, lambda one: str(paths.profile(one)))
        database = paths.database(spot.place.profile_id)
        if size is not None:
            dataset.put(size, database)
        key = {"DODO_PAYMENTS_API_KEY": KEY, "DODO_PAYMENTS_BASE_URL": host.url}
        if not sys.platform.startswith("linux"):
            return Shop(database, key, ("--data-dir", str(place)))
        # Where the app looks by itself: reading an option takes a library that no start of a user needs.
        usual = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(folder))
        return Shop(database, key | usual)

    def alternating(self, *works: Callable[[], float], most: int = 1000, times: int = 1) -> list[list[float]]:
        """Each thing `runs` times in turn, or so many `times` that, at `most` so many, after one of each that
        does not count.

        The values of each.
        """
        values: list[list[float]] = [[] for _ in works]
        for number in range(min(self.runs * times, most) + 1):
            for place, work in enumerate(works):
                value = work()
                if number:
                    values[place].append(value)
        return values


class Host:
    """The host's address, and what it remembers."""

    def __init__(self, url: str) -> None:
        self.url = url

    def told(self) -> Told:
        """What was made, see ``tests.bench.host``."""
        with urllib.request.urlopen(f"{self.url}/told", timeout=10) as answer:
            told: Told = json.load(answer)
        return told

    def forget(self) -> None:
        """Begin to count anew."""
        self.tell("forget")

    def tell(self, word: str) -> None:
        """One of forget, hold and go, see ``tests.bench.host``."""
        urllib.request.urlopen(f"{self.url}/{word}", timeout=10).close()


@dataclass(frozen=True)
class Shop:
    """A database of the app, and the environment and options that make the app work with it."""

    database: Path
    environment: Mapping[str, str]
    options: Sequence[str] = ()


def _end(process: "subprocess.Popen[Any]") -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
