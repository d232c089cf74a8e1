"""``dev.py package --windows``: proves the Windows program and its installer on Linux, under Wine.

What comes out is not for people: it is packed with a Python from elsewhere. The parts are those of somebody's
computer (``wine_life.py``): install and use, upgrade, remove.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from . import package_windows, wine
from .package_program import UNPACKED, Build, prepare, shipped_resources
from .places import BUILD, ROOT, CannotError, say
from .wine import Wine, windows_path
from .wine_life import LEFT_BEHIND, PARTS, Computer, Version
from .wine_screen import x_display

_OLDER = "0.0.9"
STEPS = ("all", "pack", "frozen", *PARTS)
"""Everything; the packing alone; everything after it; and each part of that."""


def prove(step: str) -> int:
    """Does one of `STEPS`; 0 if all of it went as it should.

    Raises CannotError with the first thing that did not.
    """
    build = replace(prepare(), work=BUILD / "package" / "wine")
    build.work.mkdir(parents=True, exist_ok=True)
    windows = wine.prepare(build)
    parts = [step] if step in PARTS else [] if step == "pack" else list(PARTS)
    try:
        if step in ("all", "pack"):
            _freeze(build, windows)
        newer, older = (Version(number, _installer(build, number)) for number in (build.version, _OLDER))
        if parts:
            _live(build, windows, newer, older, parts)
    finally:
        windows.end()
    _sum_up(build, newer.installer, parts)
    return 0


def _live(build: Build, windows: Wine, newer: Version, older: Version, parts: list[str]) -> None:
    with x_display() as display:
        windows.display = display
        computer = Computer(windows, build.work / "pictures", newer, older)
        computer.pictures.mkdir(exist_ok=True)
        for part in parts:
            say(f"\n== {part}")
            PARTS[part](computer)
        windows.end()


def _sum_up(build: Build, installer: Path, parts: list[str]) -> None:
    say("")
    for part in parts:
        say(f"passed  {part}: {PARTS[part].__doc__}")
    folder = sum(file.stat().st_size for file in build.program.rglob("*") if file.is_file())
    packed = installer.stat().st_size
    say(f"The program's folder has {folder / 1e6:.1f} MB, its installer {packed / 1e6:.1f} MB.")
    if parts:
        say(f"The pictures are in {(build.work / 'pictures').relative_to(ROOT).as_posix()}.")


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
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": UNPACKED,
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


def _installer(build: Build, version: str) -> Path:
    """An installer of the program, called `version`; the older one brings a file that the newer has not."""
    exe = build.program / "dodo-desktop.exe"
    if not exe.exists():
        raise CannotError("The program is not packed yet; --windows pack does that.")
    script = package_windows.WINDOWS / "installer.nsi"
    output = build.work / package_windows.installer_name(version)
    if output.exists() and output.stat().st_mtime > max(exe.stat().st_mtime, script.stat().st_mtime):
        return output
    say(f"Making the installer of {version}")
    extra = build.program / "_internal" / LEFT_BEHIND
    if version == _OLDER:
        extra.touch()
    try:
        settings = package_windows.installer_settings(replace(build, version=version), build.program, output)
        # Only this kind of installer runs in a Wine of 64 bits alone.
        settings["TARGET"] = "amd64-unicode"
        build.run("makensis", "-V2", *package_windows.defined(settings), script)
    finally:
        extra.unlink(missing_ok=True)
    return output
