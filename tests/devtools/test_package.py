"""What goes into the packages, and what they say of themselves."""

import hashlib
import importlib
import io
import json
import os
import pickle
import plistlib
import re
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

import dodo_desktop
from dodo_desktop.self_check import parts

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Linux")


@pytest.fixture
def devtools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.syspath_prepend(str(PACKAGING / "program"))


def tool(name: str) -> ModuleType:
    return importlib.import_module(name)


def entries(*names: str) -> list[tuple[str, str, str]]:
    return [(name, f"/somewhere/{name}", "BINARY") for name in names]


def test_what_nobody_would_miss_is_left_out(devtools: None) -> None:
    trim = tool("trim")
    plugins = "PySide6/Qt/plugins"
    wanted = entries(
        f"{plugins}/platforms/libqxcb.so",
        f"{plugins}/platforms/libqoffscreen.so",
        f"{plugins}/iconengines/libqsvgicon.so",
        f"{plugins}/platformthemes/libqxdgdesktopportal.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\Qt6Gui.dll",
        "PySide6/Qt/lib/libicudata.so.73",
        "libpython3.11.so.1.0",
        "libxcb-cursor.so.0",
        "stdnum/cn/loc.dat",
    )
    unwanted = entries(
        f"{plugins}/platforms/libqeglfs.so",
        f"{plugins}/platformthemes/libqgtk3.so",
        f"{plugins}/tls/libqopensslbackend.so",
        f"{plugins}/imageformats/libqwebp.so",
        "PySide6/Qt/translations/qtbase_fi.qm",
        "PySide6/Qt/translations/assistant_de.qm",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6\\Qt6Quick.dll",
        "PySide6\\opengl32sw.dll",
        "libgtk-3.so.0",
        "libfontconfig.so.1",
        "stdnum/oui.dat",
    )
    assert trim.kept([*wanted, *unwanted], linux=True, languages={"en", "de"}) == wanted


def test_libraries_beside_the_program_stay_on_other_systems(devtools: None) -> None:
    beside = entries("libcrypto-3.dll", "python313.dll", "libffi-8.dll", "libanything.dylib")
    assert tool("trim").kept(beside, linux=False, languages={"en"}) == beside


def test_trimmed_tables_still_say_all_that_is_asked_of_them(
    devtools: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import babel
    from babel import localedata

    source = Path(babel.__file__).parent / "locale-data"
    some = tmp_path / "some"
    some.mkdir()
    for name in ("root", *(locale for whole in parts.LOCALES for locale in (whole, whole[:2], whole[:7]))):
        if (source / f"{name}.dat").is_file():
            shutil.copy(source / f"{name}.dat", some)
    tool("trim").trim_cldr(some, tmp_path / "trimmed")
    assert set(pickle.loads((some / "de.dat").read_bytes())) > set(
        pickle.loads((tmp_path / "trimmed" / "de.dat").read_bytes())
    )
    monkeypatch.setattr(localedata, "_dirname", str(tmp_path / "trimmed"))
    monkeypatch.setattr(localedata, "_cache", {})
    # What the installed program is tried with as well; the whole tables would hide a hole.
    assert parts.tables().startswith("249 countries")
    own = {code: babel.Locale.parse(code).display_name for code in ("de", "ja_JP", "pt_BR", "zh_Hans_CN")}
    assert own == {
        "de": "Deutsch",
        "ja_JP": "日本語 (日本)",
        "pt_BR": "português (Brasil)",
        "zh_Hans_CN": "中文 (简体, 中国)",
    }


def test_checksums_are_those_that_sha256sum_reads(devtools: None, tmp_path: Path) -> None:
    made = [tmp_path / "b.deb", tmp_path / "a name.rpm"]
    for file in made:
        file.write_bytes(file.name.encode())
    (tmp_path / "from-last-time.deb").touch()
    tool("devtools.package").write_sums(made)
    listed = (tmp_path / "SHA256SUMS").read_bytes().decode().splitlines()
    assert all(line[64:66] == "  " for line in listed)
    assert {line[66:]: line[:64] for line in listed} == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in made
    }


def test_the_version_comes_from_one_place(devtools: None) -> None:
    assert tool("devtools.package_program").version() == dodo_desktop.__version__
    others = [PACKAGING / "macos" / "Info.plist", *PACKAGING.glob("windows/*"), *PACKAGING.glob("linux/*")]
    assert not [
        file.name
        for file in others
        if file.is_file() and dodo_desktop.__version__ in file.read_text(encoding="utf-8")
    ]


def test_what_is_shipped_of_the_resources_is_what_the_program_reads(devtools: None) -> None:
    shipped = {path.as_posix() for path in tool("devtools.package_program").shipped_resources()}
    assert "resources/icons/app-icon.svg" in shipped
    assert "resources/sample/products.json" in shipped
    assert not any("screenshots" in path for path in shipped)


@linux_only
def test_what_a_program_needs_is_read_from_its_files(devtools: None, tmp_path: Path) -> None:
    elf = tool("devtools.package_elf")
    shutil.copy(Path(sys.executable).resolve(), tmp_path / "program")
    (tmp_path / "text.so").write_text("not a library")
    (tmp_path / "libpython3.99.so").symlink_to("program")
    inside = {Path(name).name for name in _needed(tmp_path / "program")} - set(elf.SYSTEM)
    for library in inside:
        shutil.copy(tmp_path / "program", tmp_path / library)
    found = elf.needs(tmp_path)
    assert "libc.so.6" in found.libraries
    assert found.glibc >= (2, 2)
    for library in inside:
        (tmp_path / library).unlink()
    if inside:
        with pytest.raises(elf.CannotError, match="not every desktop"):
            elf.needs(tmp_path)


def _needed(file: Path) -> list[str]:
    told = subprocess.run(["readelf", "-d", "-W", file], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+)\]", told)


@linux_only
def test_a_tree_is_the_same_whoever_builds_it_and_whenever(devtools: None, tmp_path: Path) -> None:
    linux = tool("devtools.package_linux")
    build = tool("devtools.package_program").Build
    trees = []
    # Another hour, another order of making the files, and what a person's umask may do to their rights.
    for folder, names, rights in (("one", "ab", 0o600), ("two", "ba", 0o664)):
        made = build(tmp_path, tmp_path / folder, "1.2.3", 1_600_000_000)
        for name in names:
            file = made.program / "_internal" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name)
            file.chmod(rights)
            os.utime(file, (rights, rights))
        (made.program / "dodo-desktop").write_text("the program")
        (made.program / "_internal" / "again").symlink_to("a")
        made.icons.mkdir()
        made.papers.mkdir()
        (made.papers / "THIRD-PARTY-LICENCES.txt").write_text("licences")
        root = linux.lay_out(made, made.program)
        packed = io.BytesIO()
        linux.write_tar(packed, made, root)
        trees.append((_facts(root), packed.getvalue()))
    assert trees[0] == trees[1]
    facts, packed_bytes = trees[0]
    assert {moment for _rights, moment in facts.values()} == {1_600_000_000}
    assert facts["usr/lib/dodo-desktop/dodo-desktop"][0] == 0o755
    assert facts["usr/lib/dodo-desktop/_internal/a"][0] == 0o644
    assert facts["usr/share/lintian/overrides/dodo-desktop"][0] == 0o644, "named alike, and no program"
    with tarfile.open(fileobj=io.BytesIO(packed_bytes)) as tar:
        members = tar.getmembers()
    assert {(one.uid, one.gid, one.uname, one.gname, one.mtime) for one in members} == {
        (0, 0, "root", "root", 1_600_000_000)
    }
    inside = [one.name for one in members if "_internal/" in one.name]
    assert inside == sorted(inside)


def _facts(root: Path) -> dict[str, tuple[int, int]]:
    """Rights and moment of all that is below a folder."""
    found = {path.relative_to(root).as_posix(): path.lstat() for path in root.rglob("*")}
    return {name: (stat.S_IMODE(known.st_mode), int(known.st_mtime)) for name, known in found.items()}


def test_a_build_is_compared_with_another_byte_by_byte(
    devtools: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tool("devtools.package")
    made = [tmp_path / "b.deb", tmp_path / "a.rpm"]
    for file in made:
        file.write_text(file.name)
    package.write_sums(made)
    sums = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8")
    assert package.same(made, sums)
    made[0].write_text("another")
    assert not package.same(made, sums)
    assert not package.same(made[1:], sums.splitlines()[1])
    assert capsys.readouterr().out.splitlines() == [
        "b.deb: the same, byte by byte",
        "a.rpm: the same, byte by byte",
        "b.deb: DIFFERENT",
        "a.rpm: the same, byte by byte",
        "a.rpm: not in that build",
    ]


def test_where_the_project_lives_is_said_in_one_place(devtools: None) -> None:
    facts = tool("devtools.package_program").project()
    assert set(facts) == {
        "PAGE", "PICTURES", "PUBLISHER", "CONTACT", "APP_ID", "DEVELOPER_ID", "BUNDLE_ID",
    }  # fmt: skip
    home = ROOT / "dodo_desktop" / "core" / "project.py"
    folders = (PACKAGING, ROOT / "dodo_desktop", ROOT / ".github")
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file() and file != home]
    texts = {file: file.read_bytes() for file in files if "__pycache__" not in file.parts}
    assert len(texts) > 100
    for said in facts.values():
        assert [file for file, text in texts.items() if said.encode() in text] == []
    # README is read as it stands, so it alone repeats the page.
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{facts['PAGE']}/releases/latest" in readme


@linux_only
def test_a_newer_c_library_than_the_oldest_system_has_is_refused(devtools: None) -> None:
    elf = tool("devtools.package_elf")
    elf.check_floor(elf.Needs((2, 35), "a.so", frozenset()))
    with pytest.raises(elf.CannotError, match=r"GLIBC 2\.36"):
        elf.check_floor(elf.Needs((2, 36), "a.so", frozenset()))


@linux_only
def test_the_packages_ask_for_what_the_program_needs(devtools: None, tmp_path: Path) -> None:
    elf, linux = tool("devtools.package_elf"), tool("devtools.package_linux")
    build = tool("devtools.package_program").Build(tmp_path, tmp_path, "1.2.3", 1_600_000_000)
    found = elf.Needs((2, 34), "a.so", frozenset({"libc.so.6", "libGL.so.1", "libstdc++.so.6"}))
    deb = linux.nfpm_settings(build, tmp_path, found, "deb")
    assert deb["version"] == "1.2.3"
    assert deb["depends"] == ["libc6 (>= 2.35)", "libgl1", "libstdc++6 (>= 12)", "ca-certificates"]
    rpm = linux.nfpm_settings(build, tmp_path, found, "rpm")
    assert rpm["depends"] == [
        "libGL.so.1()(64bit)",
        "libc.so.6()(64bit)",
        "libstdc++.so.6()(64bit)",
        "libc.so.6(GLIBC_2.35)(64bit)",
        "ca-certificates",
    ]
    json.dumps(rpm)


def test_the_menu_entry_and_the_window_know_each_other() -> None:
    desktop = (PACKAGING / "linux" / "dodo-desktop.desktop").read_text(encoding="utf-8")
    app = (ROOT / "dodo_desktop" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("dodo-desktop")' in app
    assert "\nIcon=dodo-desktop\n" in desktop
    assert "\nStartupWMClass=dodo-desktop\n" in desktop
    tree = ElementTree.parse(PACKAGING / "linux" / "metainfo.xml")
    assert tree.findtext("launchable") == "dodo-desktop.desktop"


def test_what_macos_and_windows_are_told_can_be_read() -> None:
    facts = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert facts["LSMinimumSystemVersion"] == "13.0"
    assert facts["NSHighResolutionCapable"] is True
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert rights == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
    manifest = ElementTree.parse(PACKAGING / "windows" / "dodo-desktop.manifest")
    texts = [element.text for element in manifest.iter() if element.tag.endswith("dpiAwareness")]
    assert texts == ["PerMonitorV2"]


def test_systems_are_told_which_languages_the_program_speaks() -> None:
    from dodo_desktop.ui import words

    spoken = set(words.languages())
    assert "de" in spoken
    facts = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert set(facts["CFBundleLocalizations"]) == spoken
    about = ElementTree.parse(PACKAGING / "linux" / "metainfo.xml")
    assert {element.text for element in about.iter("lang")} == spoken


def test_the_installer_watches_for_the_mark_that_the_program_holds() -> None:
    from dodo_desktop.system.windows import NAME

    script = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert f'!define MARK "{NAME}"' in script
    words = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", script, re.MULTILINE)
    english = {name for name, language in words if language == "ENGLISH"}
    german = {name for name, language in words if language == "GERMAN"}
    assert english == german
    assert english >= {"IsOpen", "RemoveData", "RemoveNote"}


@pytest.mark.parametrize("language", ["ENGLISH", "GERMAN"])
def test_the_proof_reads_the_installers_own_sentences(devtools: None, language: str) -> None:
    texts = tool("devtools.wine_life").installer_words(language, "1.2.3", "2.0.0")
    assert "2.0.0" in texts["Newer"][0]
    assert "1.2.3" in texts["Newer"][0]
    assert len(texts["RemoveNote"]) == 2, "one part of the data, one of the keys"
    assert not [part for parts in texts.values() for part in parts if "$" in part or not part]


def test_nothing_is_signed_without_the_secrets_and_that_is_said(
    devtools: None, capfd: pytest.CaptureFixture[str]
) -> None:
    windows = tool("devtools.package_windows")
    assert windows.signing({"WINDOWS_CERTIFICATE": "x"}) == []
    said = capfd.readouterr().out
    assert "WINDOWS_CERTIFICATE_PASSWORD not given" in said
    command = windows.signing(dict.fromkeys(windows.SECRETS, "secret"))
    assert "secret" not in map(str, command)
    assert Path(command[-1]).name == "sign.ps1"


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_each_step_for_macos_says_what_it_leaves_out(devtools: None, tmp_path: Path) -> None:
    macos = tool("devtools.package_macos")
    steps = macos.commands(tmp_path / "a.app", tmp_path / "a.dmg")
    assert tuple(steps) == macos.STEPS
    for step in ("sign", "sign-dmg", "notarise"):
        tried = subprocess.run(
            ["bash", *steps[step]], check=False, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin"}
        )
        assert tried.returncode == 0, tried.stderr
        assert tried.stderr.startswith("Left out: ")
