"""Mouse, keyboard, clipboard and eyes on one X screen."""

import subprocess
from pathlib import Path

_MOST_LOOKS = 10


class Screen:
    """What a person does at a screen. Coordinates are device pixels from the top left corner."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Move the mouse there and click its left button."""
        clicks = ["click", "--repeat", str(times), "--delay", "60", "1"]
        self._run("xdotool", "mousemove", "--sync", str(x), str(y), *clicks)

    def key(self, *names: str) -> None:
        """Press keys one after the other, by xdotool's names: Return, Tab, ctrl+Return, F8."""
        self._run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type text on the keyboard."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "8", "--", text)

    def clipboard(self) -> str:
        """The text on the clipboard; empty if there is none."""
        done = subprocess.run(
            ["xclip", "-selection", "clipboard", "-out"],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
        return done.stdout

    def put_on_clipboard(self, text: str) -> None:
        """Copy a text as another program would, which stays there to hand it out."""
        subprocess.run(
            ["xclip", "-selection", "clipboard", "-in"],
            env=self._environment,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=True,
        )

    def title(self) -> str:
        """The title of the window that has the keyboard."""
        ask = ["xdotool", "getactivewindow", "getwindowname"]
        done = subprocess.run(
            ask, env=self._environment, capture_output=True, text=True, timeout=10, check=True
        )
        return done.stdout.strip()

    def picture(self, file: Path) -> Path:
        """Save what the screen shows as a PNG file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self._run("import", "-window", "root", "-strip", f"png:{file}")
        return file

    def still_picture(self, file: Path) -> Path:
        """A picture once nothing on the screen moves any more (or blinks on), the mouse out of the way."""
        self._run("xdotool", "mousemove", "--sync", "0", "0")
        for _ in range(_MOST_LOOKS):
            before = self.picture(file).read_bytes()
            if self.picture(file).read_bytes() == before:
                break
        return file

    def qr_codes(self, file: Path) -> list[str]:
        """The texts of the QR codes that a decoder reads off a picture of the screen, kept in the file."""
        picture = self.picture(file)
        done = subprocess.run(
            ["zbarimg", "--quiet", "--raw", "--set", "disable", "--set", "qrcode.enable", str(picture)],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.stdout.splitlines()

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self._environment, check=True, timeout=60, capture_output=True)
