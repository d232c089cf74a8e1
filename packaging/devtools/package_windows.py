"""The installer for Windows, made by NSIS; signed where a certificate is given."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from .package_program import Build, artefact_sbom, check, freeze, project
from .places import DIST, ROOT, CannotError, say

WINDOWS = ROOT / "packaging" / "windows"
SECRETS = ("WINDOWS_CERTIFICATE", "WINDOWS_CERTIFICATE_PASSWORD")
_FACTS = """VSVersionInfo(
  ffi=FixedFileInfo(
    filevers=({numbers}, 0), prodvers=({numbers}, 0), mask=0x3F, flags=0, OS=0x40004, fileType=1
  ),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "{publisher}"),
      StringStruct("FileDescription", "Dodo Payment Links"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "dodo-desktop"),
      StringStruct("LegalCopyright", "The Dodo Payment Links authors. MIT licence."),
      StringStruct("OriginalFilename", "dodo-desktop.exe"),
      StringStruct("ProductName", "Dodo Payment Links"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def build(build: Build) -> list[Path]:
    """Makes the program and its installer and gives the installer's file."""
    write_facts(build)
    program = freeze(build)
    check(program / "dodo-desktop.exe", program / "_internal")
    sign = signing(os.environ)
    if sign:
        build.run(*sign, program / "dodo-desktop.exe")
    installer = DIST / installer_name(build.version)
    say(f"Making {installer.name}")
    settings = installer_settings(build, program, installer)
    if sign:
        settings["SIGN"] = subprocess.list2cmdline([str(word) for word in sign])
    build.run(makensis(), "-V2", *defined(settings), WINDOWS / "installer.nsi")
    return [installer, artefact_sbom(build, "windows-x64")]


def installer_name(version: str) -> str:
    """The file that people download."""
    return f"DodoPaymentLinks-{version}-windows-x64-setup.exe"


def write_facts(build: Build) -> None:
    """What Windows shows of the program's file, for PyInstaller to put into it."""
    build.work.mkdir(parents=True, exist_ok=True)
    numbers = ", ".join(build.version.split("."))
    (build.work / "version.txt").write_text(
        _FACTS.format(numbers=numbers, version=build.version, publisher=project()["PUBLISHER"]),
        encoding="utf-8",
    )


def installer_settings(build: Build, program: Path, output: Path) -> dict[str, str]:
    """What the installer's script is told."""
    return {
        "VERSION": build.version,
        "PAGE": project()["PAGE"],
        "PUBLISHER": project()["PUBLISHER"],
        "PROGRAM": str(program),
        "ICON": str(build.icons / "app.ico"),
        "STRIP": str(build.icons / "installer.bmp"),
        "OUTPUT": str(output),
    }


def defined(settings: Mapping[str, str]) -> list[str]:
    """The same as makensis takes it."""
    return [f"-D{name}={value}" for name, value in settings.items()]


def makensis() -> str:
    """NSIS's compiler. Raises CannotError where there is none."""
    found = shutil.which("makensis")
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    if found or usual.is_file():
        return found or str(usual)
    raise CannotError("makensis is needed for this and is not installed; it is part of NSIS 3.")


def signing(given: Mapping[str, str]) -> list[str | Path]:
    """The command that signs the file named after it; empty, and said so, where no certificate is given."""
    missing = [name for name in SECRETS if not given.get(name)]
    if missing:
        say(f"Not signed: {' and '.join(missing)} not given. Windows will warn of an unknown publisher.")
        return []
    powershell = ["powershell.exe", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"]
    return [*powershell, WINDOWS / "sign.ps1"]
