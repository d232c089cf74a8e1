"""A hand and an eye for the dialogs of Windows, run by a Python there; for the proof under Wine alone.

``hand.py read`` prints what each dialog on the screen says (JSON: a list of lists, the title first).
``hand.py press WHAT`` presses the button or box so labelled, or of this number, in a dialog that can be
worked with. Both end with 1 where there is none.
"""

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes

_DIALOG = "#32770"
_GET_TEXT, _LENGTH, _CLICK = 0x000D, 0x000E, 0x00F5

# The name is there on Windows alone, and this file is read on Linux as well.
_user = getattr(ctypes, "windll").user32  # noqa: B009
_each = getattr(ctypes, "WINFUNCTYPE")(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)  # noqa: B009


def _listed(enumerate_them: Callable[..., object], *arguments: int) -> list[int]:
    found: list[int] = []

    def note(window: int, _nothing: int) -> bool:
        if _user.IsWindowVisible(window):
            found.append(window)
        return True

    enumerate_them(*arguments, _each(note), 0)
    return found


def _class(window: int) -> str:
    room = ctypes.create_unicode_buffer(256)
    _user.GetClassNameW(window, room, len(room))
    return room.value


def _text(window: int) -> str:
    room = ctypes.create_unicode_buffer(_user.SendMessageW(window, _LENGTH, 0, 0) + 1)
    _user.SendMessageW(window, _GET_TEXT, len(room), room)
    return room.value.strip()


def _dialogs() -> Iterator[tuple[int, list[int]]]:
    """Each dialog on the screen, from the top down, with what is in it."""
    for window in _listed(_user.EnumWindows):
        if _class(window) == _DIALOG:
            yield window, _listed(_user.EnumChildWindows, window)


def _read() -> list[list[str]]:
    return [[_text(window), *(text for text in map(_text, parts) if text)] for window, parts in _dialogs()]


def _press(what: str) -> bool:
    for window, parts in _dialogs():
        # One that asks something keeps those below it from being worked with.
        if not _user.IsWindowEnabled(window):
            continue
        for part in parts:
            names = {_text(part).replace("&", ""), str(_user.GetDlgCtrlID(part))}
            if what in names and _user.IsWindowEnabled(part):
                _user.SetForegroundWindow(window)
                # Not waited for: what it opens may stay open.
                return bool(_user.PostMessageW(part, _CLICK, 0, 0))
    return False


def main(words: list[str]) -> int:
    """Do what the command line asks; gives the exit status."""
    _user.SendMessageW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, ctypes.c_void_p)
    if words[0] == "press":
        return 0 if _press(words[1]) else 1
    seen = _read()
    print(json.dumps(seen))
    return 0 if seen else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
