"""``dev.py package``: the program as people get it, and the installers of the system that this runs on."""

import hashlib
import sys
from pathlib import Path

from . import package_linux, package_macos, package_windows, package_wine, system_packages
from .package_program import prepare
from .places import DIST, CannotError, say


def run(*, windows: str, step: str, compare: str) -> int:
    """Builds what this system can into ``dist``; 0 once the program passed its own check.

    windows: one of the steps of the proof of the Windows installer under Wine, instead. step: on macOS, only
    this one of the steps after building. compare: the ``SHA256SUMS`` of another build, to which this one is
    held; 1 where they differ. Raises CannotError where something is missing here.
    """
    if windows:
        if not sys.platform.startswith("linux"):
            raise CannotError("The proof under Wine works on Linux only; without --windows this packs here.")
        return package_wine.prove(windows)
    if step and sys.platform != "darwin":
        raise CannotError("Signing and notarising work on macOS only.")
    if sys.platform.startswith("linux"):
        system_packages.prepare(driving=False)
    if step:
        _tell(package_macos.only(step))
        return 0
    if compare and not Path(compare).is_file():
        raise CannotError(f"There is no {compare}; it is the SHA256SUMS of the build to compare with.")
    wanted = Path(compare).read_text(encoding="utf-8") if compare else ""
    build = prepare()
    if sys.platform == "win32":
        made = package_windows.build(build)
    elif sys.platform == "darwin":
        made = package_macos.build(build)
    else:
        made = package_linux.build(build)
    _tell(made)
    return 0 if not compare or same(made, wanted) else 1


def _tell(made: list[Path]) -> None:
    """Says what was made, and writes the checksums beside it, as ``sha256sum --check`` reads them."""
    say("")
    for file in made:
        place = file.relative_to(DIST.parent).as_posix()
        say(f"{file.stat().st_size / 1e6:8.1f} MB  {sha256(file)}  {place}")
    if made:
        write_sums(made)


def write_sums(made: list[Path]) -> None:
    """Write ``SHA256SUMS`` beside these files; it names them alone, whatever else lies there."""
    lines = [f"{sha256(file)}  {file.name}\n" for file in sorted(made)]
    (made[0].parent / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def same(made: list[Path], sums: str) -> bool:
    """Whether these files have the checksums that another build's ``SHA256SUMS`` says; says what it found."""
    wanted = {line[66:]: line[:64] for line in sums.splitlines()}
    alike = {file.name: wanted.get(file.name) == sha256(file) for file in made}
    for name, is_same in alike.items():
        found = (
            "the same, byte by byte" if is_same else "DIFFERENT" if name in wanted else "not in that build"
        )
        say(f"{name}: {found}")
    return all(alike.values())


def sha256(file: Path) -> str:
    """The checksum of a file, as ``sha256sum`` prints it."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
