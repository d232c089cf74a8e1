"""Finding an entry of a short list of codes by its code or any of its names, whatever the accents."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from dodo_desktop.core.value import value

# Letters that Unicode takes for letters of their own, as people without them on the keyboard type them.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "&": " and ",
    }
)
_DROPPED = frozenset(".\u200b\u200c\u200d\u200e\u200f\u061c\u00ad")


def fold(text: str) -> str:
    """`text` for comparing: no case, accents, vowel points or punctuation, and single spaces."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN):
        if _is_accent(character) or character in _DROPPED:
            continue
        kept.append(" " if unicodedata.category(character)[0] in "PZC" else character)
    return " ".join("".join(kept).split())


def _is_accent(character: str) -> bool:
    """Accents, and Hebrew and Arabic points; not the marks that make other letters in Japan or India."""
    order = unicodedata.combining(character)
    return order >= 200 or 10 <= order <= 36


@value
class Entry:
    """One code with its names: the one shown, then others by which it is known, and hints that only find."""

    code: str
    name: str
    others: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@value
class _Folded:
    """A name as it is compared."""

    code: str
    key: str
    name: str
    others: tuple[str, ...]
    hints: tuple[str, ...]
    all: str
    """Everything in one text, in which whatever fits has each of its words."""

    def rank(self, text: str, words: Sequence[str], *, code_prefix: bool) -> int | None:
        """How well a folded text of these `words` fits, 0 being best; None if it does not."""
        # Each key asks all entries, and most have nothing of it.
        for word in words:
            if word not in self.all:
                return None
        others = (*self.others, *self.hints)
        tests: tuple[Callable[[], bool], ...] = (
            lambda: text == self.key,
            lambda: text == self.name or text in others,
            lambda: code_prefix and self.key.startswith(text),
            lambda: self.name.startswith(text),
            lambda: _words_begin(words, self.name),
            lambda: any(other.startswith(text) for other in others),
            lambda: any(_words_begin(words, other) for other in others),
            # Some scripts do not space their words.
            lambda: not text.isascii() and text in self.name,
        )
        return next((rank for rank, fits in enumerate(tests) if fits()), None)


def _words_begin(typed: Sequence[str], name: str) -> bool:
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in typed)


def _folded(entry: Entry) -> _Folded:
    key, name = fold(entry.code), fold(entry.name)
    others = tuple(filter(None, map(fold, entry.others)))
    # A symbol such as € folds to itself, one such as ' to nothing.
    hints = tuple(fold(hint) or hint for hint in entry.hints)
    return _Folded(entry.code, key, name, others, hints, "\n".join((key, name, *others, *hints)))


@value
class Index:
    """The entries of one list in one language. `code_prefix`: the beginning of a code finds it too."""

    entries: tuple[_Folded, ...]
    code_prefix: bool = False

    @classmethod
    def of(cls, entries: Iterable[Entry], *, code_prefix: bool = False) -> "Index":
        """Folds the entries once, so that each keystroke only compares."""
        folded = [_folded(entry) for entry in entries]
        return cls(tuple(sorted(folded, key=lambda e: (e.name, e.code))), code_prefix)

    def find(self, text: str) -> list[str]:
        """The codes that fit what has been typed so far, best first and else by name; all for no text."""
        if not text.strip():
            return [entry.code for entry in self.entries]
        typed = fold(text) or text.strip()
        words, prefix = typed.split(), self.code_prefix
        ranked = [(entry.rank(typed, words, code_prefix=prefix), entry.code) for entry in self.entries]
        fitting = [(rank, code) for rank, code in ranked if rank is not None]
        return [code for _, code in sorted(fitting, key=lambda pair: pair[0])]

    def resolve(self, text: str) -> str | None:
        """The one code that is meant by a whole code or name; None where there is none or more than one."""
        typed = fold(text)
        if not typed:
            return None
        for matching in (
            [e.code for e in self.entries if e.key == typed],
            [e.code for e in self.entries if e.name == typed],
            [e.code for e in self.entries if typed in e.others],
        ):
            if matching:
                return matching[0] if len(matching) == 1 else None
        return None
