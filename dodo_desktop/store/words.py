"""Text as searches compare it: no case, no accents, one form for every way to write a letter."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart, as people without them on the keyboard type them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)

# Japanese marks that make another letter, not an accent.
_LETTER_MARKS = "\u3099\u309a"

# Scripts that put no spaces between words (or, in Korean, between family and given name).
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)

_PHONE = frozenset("0123456789+-()./ ")
_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST_SUFFIX = 3
_MOST_WORDS = 12
_LONGEST_WORD = 64


def fold(text: str) -> str:
    """`text` without case and accents, in one form; spaces and punctuation stay."""
    if text.isascii():
        return text.lower()  # by far the most texts, and the same by a shorter way
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    kept = (c for c in plain if c in _LETTER_MARKS or not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", "".join(kept))


def contains_all(column: str, text: str) -> tuple[str, list[str]]:
    """SQL, and its values, for "every word of `text` is somewhere in `column`", which holds folded text."""
    words = fold(text).split()[:_MOST_WORDS]
    return " AND ".join([f"instr({column}, ?) > 0"] * len(words)) or "1", words


def indexed(texts: Iterable[str], phone: str = "") -> str:
    """What the full-text index holds of a row: folded words, and each end of a phone number."""
    parts = [_letters(fold(text)) for text in (*texts, phone)]
    digits = _digits(phone)
    parts += [digits[i:] for i in range(1 + max(0, len(digits) - _SHORTEST_SUFFIX))]
    return " ".join(" ".join(parts).split())


def match(text: str) -> str:
    """The full-text query for rows that have all words of `text`, each at least begun; "" for no words."""
    terms = filter(None, map(_term, fold(text).split()[:_MOST_WORDS]))
    return " AND ".join(terms)


def _term(word: str) -> str:
    word = word[:_LONGEST_WORD]
    letters = _letters(word)
    if not letters:
        return ""
    readings = {f'"{letters}" *': None}
    if set(word) <= _PHONE:
        digits = _digits(word)
        # A number is stored with its country code, yet typed with the zero that stands for it.
        for number in (digits, digits.lstrip("0")):
            if len(number) >= _SHORTEST_SUFFIX:
                readings[f'"{number}" *'] = None
    return f"({' OR '.join(readings)})"


def _letters(folded: str) -> str:
    """Letters, digits and their marks; everything else becomes a space, as the index itself divides words."""
    if folded.isascii():
        return " ".join(_WORD.findall(folded))
    spaced = []
    for c in folded:
        if not (c.isalnum() or unicodedata.category(c).startswith("M")):
            spaced.append(" ")
        elif any(low <= ord(c) <= high for low, high in _UNSPACED):
            spaced.append(f" {c} ")
        else:
            spaced.append(c)
    text = " ".join("".join(spaced).split())
    return text if any(c.isalnum() for c in text) else ""


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isdigit())
