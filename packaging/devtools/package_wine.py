"""``dev.py package --windows``: proves the Windows program and its installer on Linux, under Wine.

What comes out is not for people: it is packed with a Python from elsewhere. The steps are those of somebody's
computer: install, start, make a link, upgrade while the program is open, remove.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from . import package_windows, wine
from .package_program import Build, prepare, shipped_resources
from .places import BUILD, ROOT, CannotError, say
from .wine import Wine, windows_path

_OLDER = "0.0.9"
_LEFT_BEHIND = "left-by-an-older-version.txt"
_PATIENCE = 90
"""Seconds for a window to come up or to go; Wine starts slowly."""


def prove(*, frozen: bool) -> int:
    """Builds, installs, tries, upgrades and removes; 0 if all of it went as it should.

    frozen: the program is packed already. Raises CannotError with the first thing that did not.
    """
    build = replace(prepare(), work=BUILD / "package" / "wine")
    build.work.mkdir(parents=True, exist_ok=True)
    windows = wine.prepare(build)
    try:
        if not frozen:
            _freeze(build, windows)
        newer, older = (_installer(build, windows, version) for version in (build.version, _OLDER))
        with _screen() as display:
            windows.display = display
            _life(build, windows, newer, older)
    finally:
        windows.end()
    say(f"Proved. The pictures are in {build.work.relative_to(ROOT).as_posix()}.")
    return 0


def _freeze(build: Build, windows: Wine) -> None:
    say("Packing the program under Wine")
    shutil.rmtree(build.work / "dist", ignore_errors=True)
    package_windows.write_facts(build)
    program = ROOT / "packaging" / "program"
    build.run(build.python, program / "draw_icons.py", build.icons)
    told = {
        "DODO_WORK": windows_path(build.work),
        "SOURCE_DATE_EPOCH": str(build.epoch),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYINSTALLER_CONFIG_DIR": windows_path(build.work / "cache"),
    }
    python = windows_path(windows.python)
    papers = [
        windows_path(program / "papers.py"),
        windows_path(build.papers),
        build.version,
        str(build.epoch),
    ]
    windows.must(python, *papers, more=told, cwd=ROOT)
    shutil.copy(build.papers / "THIRD-PARTY-LICENCES.txt", build.work)
    places = [
        "--distpath",
        windows_path(build.work / "dist"),
        "--workpath",
        windows_path(build.work / "parts"),
    ]
    options = ["--noconfirm", "--clean", "--log-level", "WARN", *places, windows_path(program / "dodo.spec")]
    windows.must(python, "-m", "PyInstaller", *options, more=told, cwd=ROOT)
    inside = build.program / "_internal" / "dodo_desktop"
    if missing := [file for file in shipped_resources() if not (inside / file).is_file()]:
        raise CannotError(f"These files are missing from the program: {' '.join(map(str, missing))}.")


def _installer(build: Build, windows: Wine, version: str) -> Path:
    """An installer of the program, called `version`; the older one brings a file that the newer has not."""
    output = build.work / package_windows.installer_name(version)
    if output.exists() and output.stat().st_mtime > (build.program / "dodo-desktop.exe").stat().st_mtime:
        return output
    say(f"Making the installer of {version}")
    extra = build.program / "_internal" / _LEFT_BEHIND
    if version == _OLDER:
        extra.touch()
    try:
        settings = package_windows.installer_settings(replace(build, version=version), build.program, output)
        # Only this kind of installer runs in a Wine of 64 bits alone.
        settings["TARGET"] = "amd64-unicode"
        build.run(
            "makensis", "-V2", *package_windows.defined(settings), package_windows.WINDOWS / "installer.nsi"
        )
    finally:
        extra.unlink(missing_ok=True)
    return output


@contextmanager
def _screen() -> Iterator[str]:
    """An X display of its own."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    try:
        yield ":" + server.stdout.readline().decode().strip()
    finally:
        server.terminate()
        server.wait()


def _life(build: Build, windows: Wine, newer: Path, older: Path) -> None:
    program = windows.local / "Programs" / "Dodo Payment Links"
    data = windows.local / "Dodo Payment Links"
    for left in (program, data):
        shutil.rmtree(left, ignore_errors=True)
    _see_installer(build, windows, newer)

    say(f"Installing {_OLDER} silently")
    windows.must(windows_path(older), "/S")
    _expect(windows.registry("DisplayVersion") == _OLDER, "the older version is among the installed programs")
    _expect((windows.menu / "Dodo Payment Links.lnk").is_file(), "it is in the start menu")
    exe = windows_path(program / "dodo-desktop.exe")

    say("Trying the installed program")
    say(windows.must(exe, "--self-check").strip())

    say("Opening its window")
    running = windows.start(exe, "--practice")
    _until((data / "practice" / "data.sqlite3").exists, "the window comes up")
    _picture(windows, build.work / "window.png")

    say(f"Installing {build.version} over it while it is open")
    windows.must(windows_path(newer), "/S")
    _until(_ended(running), "the open program closes")
    _expect(running.returncode == 0, "it closes in good order")
    _expect(windows.registry("DisplayVersion") == build.version, "the newer version has taken its place")
    _expect(not (program / "_internal" / _LEFT_BEHIND).exists(), "nothing of the older version is left")
    _expect((data / "practice" / "data.sqlite3").exists(), "its data are kept")
    say(windows.must(exe, "--self-check").strip().splitlines()[-1])
    status, _text = windows.run(windows_path(older), "/S")
    _expect(status == 3, "an older version does not take the newer one's place by itself")

    say("Removing it silently while it is open")
    running = windows.start(exe, "--practice")
    _until(lambda: _window_of(windows) != "", "the window comes up again")
    # Told where it is, it stays there and is waited for; else it would go on as a copy elsewhere.
    windows.must(
        windows_path(program / "uninstall.exe"), "/S", f"_?={windows_path_of_drive(windows, program)}"
    )
    _until(_ended(running), "the open program closes")
    remains = sorted(path.name for path in program.rglob("*") if path.is_file()) if program.exists() else []
    _expect(remains in ([], ["uninstall.exe"]), f"only data are left, not {remains}")
    _expect(not (windows.menu / "Dodo Payment Links.lnk").exists(), "it is gone from the start menu")
    _expect(windows.registry("DisplayVersion") == "", "it is no longer among the installed programs")
    _expect((data / "practice" / "data.sqlite3").exists(), "the data are there still")


def _ended(process: "subprocess.Popen[bytes]") -> Callable[[], bool]:
    return lambda: process.poll() is not None


def windows_path_of_drive(windows: Wine, path: Path) -> str:
    """The path of something on drive C, as the installer has recorded it."""
    return "C:\\" + str(path.relative_to(windows.drive)).replace("/", "\\")


def _see_installer(build: Build, windows: Wine, installer: Path) -> None:
    say("Looking at the installer")
    shown = windows.start(windows_path(installer))
    _until(lambda: _window_of(windows, "Setup") != "", "the installer shows itself")
    _picture(windows, build.work / "installer.png")
    windows.run("taskkill", "/F", "/IM", installer.name)
    shown.wait(_PATIENCE)


def _window_of(windows: Wine, title: str = "Dodo Payment Links") -> str:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env=windows.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip()


def _picture(windows: Wine, target: Path) -> None:
    """A picture of the screen once two in a row are the same and show something."""
    before = b""
    for _ in range(_PATIENCE):
        subprocess.run(["import", "-window", "root", target], env=windows.environment(), check=True)
        now = target.read_bytes()
        if len(now) > 8000 and len(now) == len(before):
            return
        before = now
        time.sleep(1)
    raise CannotError("The screen never came to rest with something on it.")


def _until(true: Callable[[], bool], what: str) -> None:
    for _ in range(_PATIENCE * 2):
        if true():
            say(f"  {what}")
            return
        time.sleep(0.5)
    raise CannotError(f"This did not happen in {_PATIENCE} seconds: {what}.")


def _expect(true: bool, what: str) -> None:
    if not true:
        raise CannotError(f"This is not so: {what}.")
    say(f"  {what}")
