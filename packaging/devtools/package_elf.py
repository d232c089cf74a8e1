"""What a packaged program asks of the Linux that it runs on: its C library, and what it does not bring."""

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .places import CannotError

NEWEST_GLIBC = (2, 35)
"""Of Ubuntu 22.04; Debian 12 and all that came later have at least this."""

SYSTEM = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Libraries that every desktop has in a stable form, and Debian's packages of them."""

_AT_LEAST = {"libc6": ">= 2.35", "libstdc++6": ">= 12"}
_MAGIC = b"\x7fELF"


@dataclass(frozen=True)
class Needs:
    """What a program asks for. `glibc` is the newest version that a file of it names; `by` is that file."""

    glibc: tuple[int, ...]
    by: str
    libraries: frozenset[str]


def needs(folder: Path) -> Needs:
    """Looks into every ELF file below `folder`.

    Raises CannotError for a library that is neither in the folder nor known to be on every desktop.
    """
    files = elf_files(folder)
    inside = {file.name for file in files}
    wanted: dict[str, str] = {}
    newest: tuple[tuple[int, ...], str] = ((0,), "")
    for file in files:
        told = _readelf(file)
        name = str(file.relative_to(folder))
        wanted |= dict.fromkeys(re.findall(r"\(NEEDED\).*\[(.+)\]", told), name)
        versions = [tuple(map(int, found.split("."))) for found in re.findall(r"GLIBC_(\d[\d.]*)", told)]
        newest = max([newest, *((version, name) for version in versions)], key=lambda pair: pair[0])
    outside = set(wanted) - inside
    if unknown := sorted(outside - set(SYSTEM)):
        told_by = ", ".join(f"{library} (for {wanted[library]})" for library in unknown)
        raise CannotError(f"The program needs libraries that not every desktop has: {told_by}.")
    return Needs(newest[0], newest[1], frozenset(outside))


def check_floor(found: Needs) -> None:
    """Raises CannotError where a file asks for a newer C library than the oldest system served has."""
    if found.glibc > NEWEST_GLIBC:
        version = ".".join(map(str, found.glibc))
        raise CannotError(
            f"{found.by} needs GLIBC {version}, and nothing may need more than 2.35. "
            "Pack on an older system, such as Ubuntu 22.04."
        )


def forget_builder(folder: Path, patchelf: Path) -> None:
    """Takes out where on the computer that it was built on a file's libraries were. Raises CannotError."""
    for file in elf_files(folder):
        paths = re.findall(r"\((?:RUNPATH|RPATH)\).*\[(.+)\]", _readelf(file))
        if any(not path.startswith("$ORIGIN") for path in ":".join(paths).split(":") if path):
            done = subprocess.run([patchelf, "--remove-rpath", file], check=False)
            if done.returncode != 0:
                raise CannotError(f"patchelf could not change {file.name}.")


def debian_packages(libraries: Iterable[str]) -> list[str]:
    """Debian's packages of these libraries, with the versions that are needed."""
    names = sorted({SYSTEM[library] for library in libraries})
    return [f"{name} ({_AT_LEAST[name]})" if name in _AT_LEAST else name for name in names]


def rpm_libraries(libraries: Iterable[str]) -> list[str]:
    """The same for RPM, which knows libraries by their own names in every distribution."""
    return [f"{library}()(64bit)" for library in sorted(libraries) if not library.startswith("ld-linux")]


def elf_files(folder: Path) -> list[Path]:
    """All programs and libraries below `folder`."""
    return sorted(
        file for file in folder.rglob("*") if file.is_file() and not file.is_symlink() and _is_elf(file)
    )


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == _MAGIC


def _readelf(file: Path) -> str:
    try:
        done = subprocess.run(["readelf", "-d", "-V", "-W", file], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise CannotError("readelf is needed for this; it is in the package binutils.") from None
    except subprocess.CalledProcessError:
        raise CannotError(f"{file.name} cannot be read as a program or library.") from None
    return done.stdout
