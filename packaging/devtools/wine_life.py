"""What somebody's computer goes through with the installers, under Wine: install, use, upgrade, remove.

Each part begins with a computer that has none of it, so each can be tried alone. What the installers say is
read off their windows, in both languages.
"""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .package_windows import WINDOWS
from .places import say
from .wine import ENTRY, Wine, windows_path
from .wine_screen import Button, Screen, expect, until

NAME = "Dodo Payment Links"
LEFT_BEHIND = "left-by-an-older-version.txt"
"""A file of the older version that the newer one does not have."""

_STAYED_OPEN, _REFUSED, _NOBODY = 2, 3, 3
_KEY = "a key of the proof"
_ENGLISH, _GERMAN = "ENGLISH", "GERMAN"
SPEAKS = {_ENGLISH: "C.UTF-8", _GERMAN: "de_DE.UTF-8"}
_HOLD_THE_MARK = """
import ctypes, sys
kept = ctypes.windll.kernel32.CreateMutexW(None, False, "DodoPaymentLinks")
print("held", flush=True)
sys.stdin.read()
"""
"""A program that is open and hears nobody."""


@dataclass(frozen=True)
class Version:
    """An installer and the version that it names itself."""

    number: str
    installer: Path


class Computer:
    """Somebody's computer with its screen; `pictures` is where its pictures go."""

    def __init__(self, windows: Wine, pictures: Path, newer: Version, older: Version) -> None:
        self.windows = windows
        self.screen = Screen(windows)
        self.pictures = pictures
        self.newer = newer
        self.older = older
        self.program = windows.local / "Programs" / NAME
        self.data = windows.local / NAME
        self.exe = windows_path(self.program / "dodo-desktop.exe")

    @property
    def database(self) -> Path:
        """Where the practice shop's orders are."""
        return self.data / "practice" / "data.sqlite3"

    def clear(self) -> None:
        """As before the first installation."""
        for left in (self.program, self.data):
            shutil.rmtree(left, ignore_errors=True)
        (self.windows.menu / f"{NAME}.lnk").unlink(missing_ok=True)
        self.windows.run("reg", "delete", ENTRY, "/f")

    def install(self, version: Version) -> None:
        """Installs without a question."""
        say(f"Installing {version.number} silently")
        self.windows.must(windows_path(version.installer), "/S")
        self.expect_installed(version)

    def expect_installed(self, version: Version) -> None:
        """What an installed program is known by."""
        number = self.windows.registry("DisplayVersion")
        expect(number == version.number, f"{version.number} is among the installed programs")
        expect((self.windows.menu / f"{NAME}.lnk").is_file(), "it is in the start menu")
        left = (self.program / "_internal" / LEFT_BEHIND).exists()
        expect(left == (version is self.older), "its files are those of this version")

    def expect_gone(self) -> None:
        """What a removed program leaves: nothing of its own."""
        until(lambda: not self.program.exists(), "its folder is gone")
        expect(not (self.windows.menu / f"{NAME}.lnk").exists(), "it is gone from the start menu")
        expect(self.windows.registry("DisplayVersion") == "", "it is gone from the installed programs")

    def open(self) -> "subprocess.Popen[bytes]":
        """Opens the program in practice and waits for its window."""
        running = self.windows.start(self.exe, "--practice")
        self.await_window()
        return running

    def await_window(self) -> None:
        """Waits for the program's window."""
        until(lambda: self.screen.window(NAME) != "" and self.database.exists(), "its window comes up")

    def close(self) -> None:
        """Asks the open program to close and waits until it has."""
        self.windows.must(self.exe, "--close")
        until(lambda: self.windows.run(self.exe, "--close")[0] == _NOBODY, "it closes when asked to")

    def start(self, program: Path, language: str) -> "subprocess.Popen[bytes]":
        """Starts an installer in a language."""
        return self.windows.start(windows_path(program), more={"LC_ALL": SPEAKS[language]})

    def says(self, *names: str, language: str, picture: str = "", other: str = "") -> None:
        """Waits for a dialog with these texts of the installer; `other` is the version that it names."""
        words = installer_words(language, self.newer.number if not other else self.older.number, other)
        self.screen.dialog(*(part for name in names for part in words[name]))
        if picture:
            self.screen.rest(self.pictures / f"{picture}-{language.lower()}.png")


def installer_words(language: str, version: str, other: str) -> dict[str, list[str]]:
    """The installer's own texts, each in its paragraphs."""
    script = (WINDOWS / "installer.nsi").read_text(encoding="utf-8")
    found = re.findall(rf'^LangString (\w+) \$\{{LANG_{language}\}} "(.*)"$', script, re.MULTILINE)
    told = {"${NAME}": NAME, "${VERSION}": version, "$0": other}
    texts = {}
    for name, text in found:
        filled = re.sub(r"\$\{\w+\}|\$0", lambda match: told[match[0]], text)
        texts[name] = filled.split(r"$\r$\n$\r$\n")
    return texts


def use(computer: Computer) -> None:
    """Installs by hand, tries the program, and makes one link in its window."""
    windows, screen, pictures = computer.windows, computer.screen, computer.pictures
    computer.clear()
    say("Installing by hand, in English")
    setup = computer.start(computer.newer.installer, _ENGLISH)
    computer.says("WelcomeTitle", "WelcomeText", language=_ENGLISH, picture="installer")
    screen.press(Button.OK)
    computer.says("StartNow", language=_ENGLISH, picture="installed")
    screen.press(Button.OK)
    until(_ended(setup), "the installer ends")
    computer.expect_installed(computer.newer)
    computer.await_window()
    screen.rest(pictures / "window.png")

    say("Making a link in practice, by keyboard alone")
    link = _make_link(computer)
    computer.close()
    with closing(sqlite3.connect(f"file:{computer.database}?mode=ro", uri=True)) as store:
        kept = [url for (url,) in store.execute("SELECT url FROM links")]
    expect(kept == [link], "the link in the code is the one that is kept")

    say("Trying the installed program")
    report = windows.must(computer.exe, "--self-check").strip()
    say(report)
    expect("WinVaultKeyring keeps and removes" in report, "the Credential Manager keeps a key")


def _make_link(computer: Computer) -> str:
    screen, picture = computer.screen, computer.pictures / "form.png"
    # Nothing tells from outside what has the keyboard, so each step waits until the window has come to rest.
    for text, key in (
        ("zoe", "Return"),
        ("United States", "Tab"),
        ("45 Old Fulton Street", "Tab"),
        ("Brooklyn", "Tab"),
        ("New York", "Tab"),
        ("11201", "Tab"),
        ("stoneware", "Return"),
    ):
        screen.rest(picture)
        screen.write(text)
        screen.rest(picture)
        screen.keys(key)
    screen.rest(picture)
    screen.keys("ctrl+Return")
    return screen.code(computer.pictures / "link.png")


def upgrade(computer: Computer) -> None:
    """Installs over an older version that is open, and an older one over a newer one."""
    windows = computer.windows
    computer.clear()
    computer.install(computer.older)
    running = computer.open()
    computer.install(computer.newer)
    _closed(running)
    expect(computer.database.exists(), "its data are kept")
    expect("passed" in windows.must(computer.exe, "--self-check"), "it passes its own check")

    say("Installing an older version over a newer one")
    status, _text = windows.run(windows_path(computer.older.installer), "/S")
    expect(status == _REFUSED, "silently it is refused")
    for language in SPEAKS:
        setup = computer.start(computer.older.installer, language)
        computer.says("Newer", language=language, picture="older", other=computer.newer.number)
        computer.screen.press(Button.NO)
        until(_ended(setup), "it ends")
        expect(setup.returncode == _REFUSED, "No refuses it")
        computer.expect_installed(computer.newer)

    for language in SPEAKS:
        _upgrade_by_hand(computer, language)
    _upgrade_of_what_stays_open(computer)


def _upgrade_by_hand(computer: Computer, language: str) -> None:
    computer.clear()
    computer.install(computer.older)
    running = computer.open()
    for answer in (Button.CANCEL, Button.OK):
        say(f"Installing {computer.newer.number} by hand, {language.capitalize()}, answering {answer.name}")
        setup = computer.start(computer.newer.installer, language)
        computer.says("WelcomeTitle", "WelcomeText", language=language, picture="installer")
        computer.screen.press(Button.OK)
        computer.says("IsOpen", language=language, picture="open")
        computer.screen.press(answer)
        if answer is Button.CANCEL:
            until(_ended(setup), "the installer ends")
            expect(setup.returncode == _STAYED_OPEN, "it says that the program stayed open")
            expect(running.poll() is None, "the program is open still")
            computer.expect_installed(computer.older)
    _closed(running)
    computer.says("StartNow", language=language)
    computer.screen.press(installer_words(language, "", "")["StartNow"][0])
    computer.screen.press(Button.OK)
    until(_ended(setup), "the installer ends")
    computer.expect_installed(computer.newer)


def _upgrade_of_what_stays_open(computer: Computer) -> None:
    say("Installing silently over a program that does not close")
    computer.clear()
    computer.install(computer.older)
    with computer.windows.hold(_HOLD_THE_MARK):
        status, _text = computer.windows.run(windows_path(computer.newer.installer), "/S")
    expect(status == _STAYED_OPEN, "it gives up and says so")
    computer.expect_installed(computer.older)


def remove(computer: Computer) -> None:
    """Removes it by hand and silently, with the data and without."""
    windows, screen = computer.windows, computer.screen
    computer.clear()
    computer.install(computer.newer)
    _credential(windows, f"set_password({NAME!r}, 'proof', {_KEY!r})")
    running = computer.open()

    say("Removing it by hand while it is open")
    _uninstaller(computer, _GERMAN)
    screen.press(Button.CANCEL)
    until(lambda: not screen.dialogs(), "Cancel ends it")
    computer.expect_installed(computer.newer)
    _uninstaller(computer, _ENGLISH)
    screen.press(Button.OK)
    computer.says("IsOpen", language=_ENGLISH, picture="open-when-removed")
    screen.press(Button.OK)
    _closed(running)
    computer.expect_gone()
    screen.press(Button.OK)
    expect(computer.database.exists(), "the data are there still")
    kept = _credential(windows, f"get_password({NAME!r}, 'proof')")
    expect(kept == _KEY, "the key is in the Credential Manager still, as the uninstaller says")

    computer.install(computer.newer)
    say("Removing it silently")
    windows.must(windows_path(computer.program / "uninstall.exe"), "/S")
    computer.expect_gone()
    expect(computer.database.exists(), "the data are there still")

    computer.install(computer.newer)
    say("Removing it by hand with the data")
    _uninstaller(computer, _GERMAN)
    screen.press(installer_words(_GERMAN, "", "")["RemoveData"][0].replace("&", ""))
    screen.rest(computer.pictures / "uninstaller-ticked.png")
    screen.press(Button.OK)
    computer.expect_gone()
    screen.press(Button.OK)
    expect(not computer.data.exists(), "the data are gone")
    _credential(windows, f"delete_password({NAME!r}, 'proof')")


def _uninstaller(computer: Computer, language: str) -> None:
    computer.start(computer.program / "uninstall.exe", language)
    names = ("RemoveTitle", "RemoveSubtitle", "RemoveData", "RemoveNote", "Remove")
    computer.says(*names, language=language, picture="uninstaller")


def _credential(windows: Wine, call: str) -> str:
    """Asks the Credential Manager, from outside the program."""
    asked = f"import keyring; print(keyring.{call})"
    return windows.must(windows_path(windows.python), "-c", asked).strip()


def _closed(running: "subprocess.Popen[bytes]") -> None:
    until(_ended(running), "the open program closes")
    expect(running.returncode == 0, "it closes in good order")


def _ended(process: "subprocess.Popen[bytes]") -> Callable[[], bool]:
    return lambda: process.poll() is not None


PARTS: dict[str, Callable[[Computer], None]] = {"use": use, "upgrade": upgrade, "remove": remove}
"""The parts in their order, each of which can be tried alone."""
