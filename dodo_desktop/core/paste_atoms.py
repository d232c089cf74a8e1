"""A pasted block of text as atoms: parts of lines between commas, each of which gets one meaning at most."""

import re
import unicodedata
from dataclasses import dataclass, field

_NOISE = re.compile(r"^[\s>*•·▪–|-]+(?=\S)|[\s,;|]+$")
_BREAKS = re.compile(r"\t|\s[|·•]\s|;|\s{4,}")
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad")
)
_DASHES = re.compile(r"\s[–—-]\s")
_QUOTES = "\"'“”„«»"
MOST_LINES = 40
MOST_LETTERS = 2000


@dataclass(slots=True, eq=False)
class Atom:
    """A part of line number `line`. `text` shrinks as parts of it are understood; `used` once all is.

    `label` is the field that a label before it named, None without; `shown` is how the part reads where
    nothing of it was understood.
    """

    text: str
    line: int
    label: str | None = None
    shown: str = ""
    used: bool = False

    @property
    def rest(self) -> str:
        """What of it is not understood."""
        return self.shown if self.shown.endswith(self.text) else self.text

    def take(self) -> str:
        """All of it is understood now."""
        self.used = True
        return self.text


@dataclass(slots=True)
class Block:
    """All atoms of a paste, in order, and its whole text."""

    atoms: list[Atom] = field(default_factory=list)
    source: str = ""

    @property
    def free(self) -> list[Atom]:
        """Those that have no meaning yet."""
        return [atom for atom in self.atoms if not atom.used]

    def left(self) -> tuple[str, ...]:
        """What was not understood, a text for each line."""
        lines: dict[int, list[str]] = {}
        for atom in self.free:
            lines.setdefault(atom.line, []).append(atom.rest)
        return tuple(", ".join(parts) for parts in lines.values())


def lines_of(text: str) -> list[str]:
    """The lines that hold something, without marks of quotation and lists, wide forms made plain."""
    composed = unicodedata.normalize("NFC", text[:MOST_LETTERS]).translate(_INVISIBLE)
    plain = "".join(_plain(c) for c in composed)
    lines = []
    for raw in re.split(r"[\r\n\v\f\u2028\u2029]+", plain):
        for part in _BREAKS.split(raw):
            line = _NOISE.sub("", part.strip()).strip().strip(_QUOTES)
            line = _NOISE.sub("", " ".join(line.split()))
            if any(c.isalnum() for c in line):
                lines.append(line)
    if len(lines) == 1 and "," not in lines[0] and len(_DASHES.findall(lines[0])) > 1:
        lines = _DASHES.split(lines[0])
    return lines[:MOST_LINES]


def _plain(character: str) -> str:
    """Digits of any script are those that Dodo and a card's bank compare."""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character) if _wide(character) else character


def _wide(character: str) -> bool:
    """Forms of letters, digits and blanks that are only another width; not º, which is no letter o."""
    return "\uff00" <= character <= "\uffef" or character in "\u3000\u00a0\u2007\u202f"


def split_line(line: str, number: int, label: str | None = None, shown: str = "") -> list[Atom]:
    """A line as its parts between commas. `shown` is the line with its label, where it has one."""
    parts = [part.strip().strip(_QUOTES).strip() for part in re.split(r"[,、，]", line)]
    atoms = [Atom(part, number, label) for part in parts if any(c.isalnum() for c in part)]
    if len(atoms) == 1:
        atoms[0].shown = shown
    return atoms
