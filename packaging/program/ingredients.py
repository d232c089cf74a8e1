"""What the packaged program is made of: its libraries, their versions, licences and hashes.

Works in the environment that the program is packed from. What a licence asks to go along has to be there, so
a library without one stops the packing.
"""

import platform
import re
import sqlite3
import ssl
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
_TEXTS = ROOT / "packaging" / "licences"
_QT_LICENCE = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"

_OF_DATA = "LICENSE.unicode"
"""The licence of data that stands beside it in a library, not among the library's own papers."""

_WITHOUT_A_FILE = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Libraries whose packages name a licence and leave its text out."""

_BY_CLASSIFIER = {
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


@dataclass(frozen=True)
class Ingredient:
    """One library. `licence` is an SPDX expression; `texts` is what has to go along with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    purl: str
    hashes: tuple[str, ...] = ()
    """SHA-256 of the packages that the lock takes it from."""


def ingredients() -> list[Ingredient]:
    """All of them, in the order of their names. Raises LookupError where a licence is not known."""
    found = {found.name: found for found in (*_python_packages(), *_beneath())}
    return [found[name] for name in sorted(found, key=str.casefold)]


def _python_packages() -> Iterator[Ingredient]:
    hashes = _hashes()
    for package in _closure():
        name = canonicalize_name(package.name)
        yield Ingredient(
            package.name,
            package.version,
            _licence(package),
            _texts(package),
            f"pkg:pypi/{name}@{package.version}",
            hashes[name],
        )


def _closure() -> list[Distribution]:
    """What ``pyproject.toml`` asks for here, and what that asks for."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    todo = [Requirement(text) for text in project["dependencies"]]
    found: dict[str, Distribution] = {}
    while todo:
        wanted = todo.pop()
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        todo += [Requirement(text) for text in found[name].requires or ()]
    return list(found.values())


def _hashes() -> dict[str, tuple[str, ...]]:
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for entry in re.split(r"\n(?=\S)", lock):
        if named := re.match(r"([a-z0-9._-]+)==", entry):
            found[canonicalize_name(named[1])] = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
    return found


def _licence(package: Distribution) -> str:
    facts = package.metadata
    said = (facts.get_all("License-Expression") or [""])[0]
    short = (facts.get_all("License") or [""])[0]
    kinds = [
        one.rpartition(" :: ")[2] for one in facts.get_all("Classifier") or () if one.startswith("License")
    ]
    known = [_BY_CLASSIFIER[kind] for kind in kinds if kind in _BY_CLASSIFIER]
    looks_like_spdx = re.fullmatch(r"[A-Za-z0-9.+-]+-?[0-9.]*( (OR|AND) [A-Za-z0-9.+-]+)*", short)
    candidates: list[str] = [said, *known, short if looks_like_spdx else ""]
    for licence in candidates:
        if licence:
            return licence
    raise LookupError(f"the licence of {package.name} is not known")


def _texts(package: Distribution) -> tuple[str, ...]:
    files = [
        file
        for file in package.files or ()
        if (".dist-info" in file.parts[0] or file.name == _OF_DATA)
        and re.match(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", file.name, re.I)
    ]
    texts = [
        Path(str(package.locate_file(file))).read_text(encoding="utf-8", errors="replace") for file in files
    ]
    for name in _WITHOUT_A_FILE.get(canonicalize_name(package.name), ()):
        texts.append((_TEXTS / name).read_text(encoding="utf-8"))
    if not texts:
        raise LookupError(f"the text of {package.name}'s licence is missing")
    return tuple(texts)


def _beneath() -> Iterator[Ingredient]:
    """What is not a Python package: Python itself, Qt, and what Python brings along."""
    from PySide6.QtCore import qVersion

    qt, openssl = qVersion(), ssl.OPENSSL_VERSION.split()[1]
    lgpl = tuple((_TEXTS / name).read_text(encoding="utf-8") for name in ("LGPL-3.0.txt", "GPL-3.0.txt"))
    python = platform.python_version()
    yield Ingredient("Qt", qt, _QT_LICENCE, lgpl, f"pkg:generic/qt@{qt}")
    yield Ingredient("CPython", python, "PSF-2.0", (_python_licence(),), f"pkg:generic/cpython@{python}")
    apache = (_TEXTS / "Apache-2.0.txt").read_text(encoding="utf-8")
    yield Ingredient("OpenSSL", openssl, "Apache-2.0", (apache,), f"pkg:generic/openssl@{openssl}")
    packer = distribution("pyinstaller")
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    purl = f"pkg:pypi/pyinstaller@{packer.version}"
    yield Ingredient("PyInstaller (what starts the program)", packer.version, licence, _texts(packer), purl)
    sqlite = sqlite3.sqlite_version
    free = "SQLite is in the public domain: https://sqlite.org/copyright.html\n"
    yield Ingredient("SQLite", sqlite, "blessing", (free,), f"pkg:generic/sqlite@{sqlite}")


def _python_licence() -> str:
    here = [
        Path(sysconfig.get_paths()["stdlib"]),
        Path(sys.base_prefix),
        Path(sys.base_prefix, "share", "doc"),
    ]
    for folder in here:
        for name in ("LICENSE.txt", "LICENSE", "LICENSE.rst"):
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8", errors="replace")
    # Python carries its licence inside as well, in fewer words.
    return sys.copyright + "\n\nhttps://docs.python.org/3/license.html\n"
