"""A desktop session of its own: X server, message bus, window manager, keyring, home folder."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from .accessibility import Accessibility
from .program import Program
from .screen import Screen
from .waiting import until

KEYRING_PASSWORD = "a password of the test's own"

_MARK = "DODO_E2E_SESSION"
# Windows fill the screen without a frame, so that pictures are the same everywhere; dialogs stay as they are.
_OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
  <applications>
    <application type="normal"><decor>no</decor><maximized>yes</maximized></application>
  </applications>
</openbox_config>
"""
# What Qt reads as the person's own settings: light or dark, the font and size (13 pixels) of the design. The
# cursor stands still, so that two pictures of the same are the same.
_SETTINGS = """[General]
ColorScheme=Breeze{look}
font=Inter,9.75,-1,5,50,0,0,0,0,0
fixed=DejaVu Sans Mono,9.75,-1,5,50,0,0,0,0,0

[KDE]
CursorBlinkRate=0
"""


class Session:
    """A private desktop session, alive inside a ``with`` block; everything it started ends with it.

    size: width and height of the screen in Qt's units. scale: device pixels for each of them.
    look: light or dark, as the system's setting. keyring: whether an unlocked keyring is there.
    region: the system's language and formats, such as ``de_DE``; empty for none in particular.
    """

    def __init__(
        self,
        size: tuple[int, int] = (1280, 800),
        *,
        scale: int = 1,
        look: str = "light",
        keyring: bool = True,
        region: str = "",
    ) -> None:
        self._size = size
        self._look = look
        self._scale = scale
        self._keyring = keyring
        self._region = region
        self._mark = secrets.token_hex(8)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._programs: list[Program] = []
        # Short, because the paths of sockets must be.
        self.folder = Path(tempfile.mkdtemp(prefix="dodo-"))
        self.home = self.folder / "home"
        self.environment: dict[str, str] = {}

    def __enter__(self) -> "Session":
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Program:
        """Start a program in the session, with additions to its environment; does not wait for its window."""
        log = self.folder / f"program-{len(self._programs) + 1}.log"
        everything = {**self.environment, **(environment or {})}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(word) for word in command],
                env=everything,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._processes.append(process)
        widgets = Accessibility(process.pid, self.environment, self.folder / "driver.log")
        program = Program(process, widgets, Screen(self.environment), log, self._scale)
        self._programs.append(program)
        return program

    @property
    def programs(self) -> Sequence[Program]:
        """The programs that were started, the oldest first."""
        return tuple(self._programs)

    def close(self) -> None:
        """End everything that the session started and remove its folder."""
        for program in self._programs:
            program.stop()
        for process in reversed(self._processes):
            process.terminate()
        for process in self._processes:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=5)
        self._end_stragglers()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self.environment = self._private_environment()
        self.environment["DISPLAY"] = self._start_x_server()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
        settings = self.folder / "openbox.xml"
        settings.write_text(_OPENBOX, encoding="utf-8")
        self._spawn("openbox", "--sm-disable", "--config-file", str(settings))
        if self._keyring:
            self._start_keyring()
        until(self._has_window_manager, what="the window manager")

    def _private_environment(self) -> dict[str, str]:
        places = {
            "HOME": self.home,
            "XDG_RUNTIME_DIR": self.folder / "run",
            "XDG_CONFIG_HOME": self.home / ".config",
            "XDG_DATA_HOME": self.home / ".local/share",
            "XDG_STATE_HOME": self.home / ".local/state",
            "XDG_CACHE_HOME": self.home / ".cache",
        }
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        settings = _SETTINGS.format(look=self._look.title())
        (self.home / ".config" / "kdeglobals").write_text(settings, encoding="utf-8")
        return {
            **{name: str(place) for name, place in places.items()},
            "PATH": os.environ["PATH"],
            "LANG": f"{self._region or 'C'}.UTF-8",
            "TMPDIR": str(self.folder),
            "QT_QPA_PLATFORMTHEME": "kde",
            "KDE_SESSION_VERSION": "6",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_SCALE_FACTOR": str(self._scale),
            "PYTHONFAULTHANDLER": "1",
            "PYTHONUNBUFFERED": "1",
            _MARK: self._mark,
        }

    def _start_x_server(self) -> str:
        width, height = (length * self._scale for length in self._size)
        screen = ["-screen", "0", f"{width}x{height}x24", "-dpi", "96", "-nolisten", "tcp", "-noreset"]
        return ":" + self._told_by("Xvfb", "-displayfd", *screen)

    def _start_bus(self) -> str:
        options = ["--session", "--nofork", "--nopidfile", "--nosyslog"]
        return self._told_by("dbus-daemon", "--print-address", *options)

    def _told_by(self, program: str, option: str, *arguments: str) -> str:
        """Start a program that writes what its clients must know to a descriptor once it is ready."""
        reading, writing = os.pipe()
        try:
            self._spawn(program, option, str(writing), *arguments, pass_fds=(writing,))
        finally:
            os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as told:
            line = told.readline().strip()
        if not line:
            raise RuntimeError(f"{program} did not start")
        return line

    def _start_keyring(self) -> None:
        place = Path(self.environment["XDG_RUNTIME_DIR"], "keyring")
        place.mkdir(mode=0o700)
        options = ["--foreground", "--unlock", "--components=secrets", f"--control-directory={place}"]
        daemon = self._spawn("gnome-keyring-daemon", *options, stdin=subprocess.PIPE)
        assert daemon.stdin is not None
        daemon.stdin.write(KEYRING_PASSWORD.encode())
        daemon.stdin.close()
        wait = ["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"]
        subprocess.run(wait, env=self.environment, check=True, timeout=30)

    def _has_window_manager(self) -> bool:
        ask = ["xdotool", "get_desktop"]  # answered only once a window manager describes itself
        return subprocess.run(ask, env=self.environment, capture_output=True, check=False).returncode == 0

    def _spawn(
        self, *command: str, pass_fds: tuple[int, ...] = (), stdin: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        with (self.folder / "session.log").open("ab") as log:
            process = subprocess.Popen(
                command, env=self.environment, stdin=stdin, stdout=log, stderr=log, pass_fds=pass_fds
            )
        self._processes.append(process)
        return process

    def _end_stragglers(self) -> None:
        """End the services that the bus started for the session, known by the mark they inherit."""
        mark = f"{_MARK}={self._mark}".encode()
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit() or int(folder.name) == os.getpid():
                continue
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    os.kill(int(folder.name), signal.SIGKILL)
            except OSError:  # it ended meanwhile, or belongs to someone else
                continue
