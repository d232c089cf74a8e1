"""Made-up languages that show what was forgotten: text that does not stretch, mirror or get translated."""

import gettext
import re

_STRETCH = 0.35
_PLAIN = "AaCcDdEeGgIiLlNnOoRrSsTtUuYyZz"
_ACCENTED = "ÅåÇçÐðÉéĜĝÎîĻļÑñÖöŔŕŠšŢţÛûÝýŽž"
_TABLE = str.maketrans(_PLAIN, _ACCENTED)
_KEEP = re.compile(r"(\{[^{}]*\}|<[^<>]+>|&[a-z]+;|%\([a-z_]+\)[sd])")
_MARK, _OVERRIDE, _POP = "\u200f", "\u202e", "\u202c"


class Catalogue(gettext.NullTranslations):
    """Makes its sentences from the English ones; placeholders and tags stay as they are."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._change = stretched if language == "en_XA" else mirrored

    def gettext(self, message: str) -> str:
        return self._change(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._change(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._change(message)


def stretched(message: str) -> str:
    """`message` with accents and 35 % longer, in brackets that show where it was cut."""
    text = "".join(part if _KEEP.fullmatch(part) else part.translate(_TABLE) for part in _KEEP.split(message))
    return f"[{text}{'·' * max(1, round(len(message) * _STRETCH) - 2)}]"


def mirrored(message: str) -> str:
    """`message` shown from right to left, and taken for a text of such a language."""
    if not message:
        return ""
    return _MARK + "".join(
        part if not part or _KEEP.fullmatch(part) else f"{_OVERRIDE}{part}{_POP}"
        for part in _KEEP.split(message)
    )
