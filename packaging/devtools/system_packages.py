"""System packages: what Qt needs from the system, and what the tests use to drive the real window.

They are installed where that needs no question (Debian's family, as root or with a sudo that does not ask);
elsewhere their names are said and the work goes on, because much of it may not need them.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence

from .places import say

_WINDOW = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)
_DRIVING = (
    "xvfb",
    "openbox",
    "xdotool",
    "xclip",
    "imagemagick",
    "zbar-tools",
    "dbus-daemon",
    "at-spi2-core",
    "gir1.2-atspi-2.0",
    "python3-gi",
    "gnome-keyring",
    "libglib2.0-bin",
    "fonts-inter",
    "fonts-noto-core",
)
_PROGRAMS = (
    "Xvfb",
    "openbox",
    "xdotool",
    "xclip",
    "import",
    "zbarimg",
    "dbus-daemon",
    "gnome-keyring-daemon",
    "gdbus",
    "/usr/bin/python3",
)


def prepare(*, driving: bool) -> None:
    """Install what is missing; where that is not possible, say what is missing.

    driving: also what the tests and pictures need to work the window from outside.
    """
    if not sys.platform.startswith("linux"):
        return
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        install(_WINDOW + (_DRIVING if driving else ()))
    else:
        _say_what_is_missing(driving=driving)


def install(names: Sequence[str]) -> bool:
    """Install those Debian packages that are not there; False if some are still missing then."""
    missing = [name for name in names if name not in _installed()]
    if not missing:
        return True
    wanted = " ".join(missing)
    rights = _rights()
    if rights is None:
        say(f"These system packages are missing: {wanted}. The rest may still work. To install them:")
        say(f"    sudo apt-get install --no-install-recommends {wanted}")
        return False
    say(f"Installing system packages: {wanted}")
    # env(1) and not our own environment: sudo does not hand ours on.
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    for step in (["update"], ["install", "--no-install-recommends", *missing]):
        done = subprocess.run([*apt, *step], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            say(f"The system packages could not be installed ({wanted}). The rest may still work.")
            return False
    return True


def _installed() -> set[str]:
    """Names of the installed packages and of those they stand in for (names change between releases)."""
    form = "${db:Status-Status}\t${Package}\t${Provides}\n"
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", form], capture_output=True, text=True, check=False
    ).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            names.add(package)
            names.update(part.split()[0] for part in provides.split(",") if part.strip())
    return names


def _rights() -> list[str] | None:
    """What to put before apt-get so that it may install without asking; None if it may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if allowed.returncode == 0:
            return ["sudo", "-n"]
    return None


def _say_what_is_missing(*, driving: bool) -> None:
    if ctypes.util.find_library("xcb-cursor") is None:
        say("The library xcb-cursor is missing; without it Qt opens no window under X11. Install it if so.")
    absent = _absent(_PROGRAMS) if driving else []
    if absent:
        say(f"The tests that drive the real window need programs that are missing: {' '.join(absent)}.")


def _absent(programs: Iterable[str]) -> list[str]:
    return [program for program in programs if shutil.which(program) is None]
