"""Every word that people see, in their language.

Sentences are made at run time, never at import time: `install` may come late, and tests change the language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from PySide6.QtCore import QLocale

from dodo_desktop.assets import resources

if TYPE_CHECKING:
    from gettext import NullTranslations
    from pathlib import Path

ENGLISH = "en"
"""The language of the sentences in the code."""

_DOMAIN = "dodo"
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_MADE_UP = ("en_XA", "ar_XB")
"""Languages of `pseudo`."""

_RTL = ("ar", "dv", "fa", "he", "ks", "ku_Arab", "ps", "sd", "ug", "ur", "yi")


class _Speech:
    """The catalogue in use, None for English, and the language that it is for."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self.catalogue: NullTranslations | None = None


_speech = _Speech()


def install(language: str | None = None, folder: Path | None = None) -> str:
    """Speak `language` (such as ``de`` or ``pt_BR``), or the system's; returns what is spoken.

    English needs no catalogue; a language without one falls back to English. The system's is the first of
    those that the person wants to read and that can be spoken; how amounts are written is another setting.
    ``en_XA`` stretches and accents every sentence, ``ar_XB`` mirrors them. `folder` overrides where the
    catalogues are.
    """
    root = folder or resources() / "translations"
    for wanted in [language] if language else system_languages():
        for name in (wanted, wanted.split("_", maxsplit=1)[0]):
            catalogue = _catalogue(name, root)
            if catalogue is not None or name == ENGLISH:
                _speech.catalogue, _speech.language = catalogue, name
                return name
    _speech.catalogue, _speech.language = None, ENGLISH
    return ENGLISH


def system_languages() -> list[str]:
    """What the person wants to read, the dearest first, as ``de_DE``."""
    return QLocale.system().uiLanguages(QLocale.TagSeparator.Underscore)


def _catalogue(name: str, root: Path) -> NullTranslations | None:
    """The catalogue of exactly this language; None where there is none."""
    # Imported here: the sentences in the code need neither.
    if name in _MADE_UP:
        from dodo_desktop.ui.words import pseudo

        return pseudo.Catalogue(name)
    path = root / name / "LC_MESSAGES" / f"{_DOMAIN}.mo"
    if not path.is_file():
        return None
    from gettext import GNUTranslations

    with path.open("rb") as file:
        return GNUTranslations(file)


def languages() -> tuple[str, ...]:
    """The languages that can be chosen: English and every one that has a catalogue."""
    root = resources() / "translations"
    found = (path.parent.parent.name for path in root.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))
    return (ENGLISH, *sorted(found))


def language() -> str:
    """The language that is spoken."""
    return _speech.language


def is_rtl() -> bool:
    """Whether the language runs from right to left."""
    return _speech.language.split("_", maxsplit=1)[0] in _RTL


def _(message: str) -> str:
    """The sentence in the language in use."""
    catalogue = _speech.catalogue
    return catalogue.gettext(message) if catalogue is not None and message else message


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for `count` things."""
    if _speech.catalogue is None:
        return one if count == 1 else many
    return _speech.catalogue.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The sentence where one English text needs several in other languages."""
    return message if _speech.catalogue is None else _speech.catalogue.pgettext(context, message)


def isolate(text: str) -> str:
    """A name or an amount inside a sentence, so that its direction does not disturb the sentence's."""
    return f"{_FIRST_STRONG}{text}{_POP}"


def with_own_end(shown: str, *, leftwards: bool) -> str:
    """A text whose end, such as dots or a full stop, stands where it reads to although the line around it may
    read the other way; `leftwards` says how that does."""
    depth = 0
    for letter in shown:
        depth += (letter == _FIRST_STRONG) - (letter == _POP)
        kind = bidirectional(letter)
        # What stands for itself inside says nothing of the whole.
        if depth == 0 and kind in ("L", "R", "AL"):
            return isolate(shown) if (kind != "L") != leftwards else shown
    return shown


def system_region() -> str:
    """How the person's system writes dates and amounts, as ``de_DE``."""
    return QLocale.system().name()


@cache
def locale() -> str:
    """Babel's identifier of the formats that this computer uses for dates and amounts, such as ``de_DE``."""
    # Imported late: CLDR data is heavy, and the first picture of the window has no amounts in it.
    from babel.core import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(system_region()))
    except (UnknownLocaleError, ValueError):
        return "en_US"


def spoken(region: str) -> str:
    """Babel's identifier for words such as names of countries and months, which are in the app's language.

    It is `region`, whose formats are in use, where that speaks the app's language; else the language alone.
    """
    ours = ENGLISH if _speech.language in _MADE_UP else _speech.language
    return region if region.split("_", maxsplit=1)[0] == ours.split("_", maxsplit=1)[0] else ours
