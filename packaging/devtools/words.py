"""``dev.py words``: collects the sentences of the window into the catalogues, and compiles these.

The sentences are read from the syntax tree: Babel's own reader passes over those inside f-strings on some
versions of Python, and a catalogue must not depend on who collects it.
"""

import ast
import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .places import ROOT, say

CODE = ROOT / "dodo_desktop"
FOLDER = ROOT / "resources" / "translations"

_TEXTS = {"_": 1, "ngettext": 2, "pgettext": 2}
"""How many texts each of them begins with; the first of ``pgettext`` is the context."""

_PROJECT = "Dodo Payment Links"
_WIDTH = 110


def update(languages: Sequence[str]) -> None:
    """Bring every catalogue up to date with the code and compile it, after beginning those of `languages`.

    Translations stay as they are; new sentences stay empty, and so in English, until someone translates them.
    Raises ValueError where a sentence in the code cannot be collected, UnknownLocaleError for a language that
    does not exist.
    """
    sentences = collected()
    known = sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/dodo.po"))
    for language in sorted({*known, *(str(Locale.parse(named)) for named in languages)}):
        file = catalogue_file(language)
        text = as_text(updated(language, sentences))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
        # Read anew, so that what is compiled is what the file says and nothing else.
        catalogue = read(language)
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        empty = len(untranslated(catalogue))
        say(f"{language}: {len(catalogue)} sentences, {empty} of them not translated yet")


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language is."""
    return FOLDER / language / "LC_MESSAGES" / "dodo.po"


def collected() -> Catalog:
    """Every sentence of the code, not translated. Raises ValueError for one that is made at run time."""
    catalogue = Catalog()
    for file in sorted(CODE.rglob("*.py")):
        for texts, context in _calls(file):
            catalogue.add(texts[0] if len(texts) == 1 else texts, context=context)
    return catalogue


def _calls(file: Path) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """The texts of each sentence in a file, one or singular and plural, and its context."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if not isinstance(node, ast.Call) or name not in _TEXTS:
            continue
        texts = tuple(
            argument.value
            for argument in node.args[: _TEXTS[name]]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        )
        if len(texts) != _TEXTS[name]:
            place = f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
            raise ValueError(f"{place}: a sentence must be written out, or nobody can translate it")
        yield (texts[1:], texts[0]) if name == "pgettext" else (texts, None)


def updated(language: str, sentences: Catalog) -> Catalog:
    """The catalogue of a language with exactly these sentences; a new one is empty."""
    file = catalogue_file(language)
    catalogue = Catalog(locale=language, project=_PROJECT, fuzzy=False)
    if file.exists():
        catalogue = read(language)
    # A guess at a translation is worse than an English sentence where money is at stake.
    catalogue.update(sentences, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language as it is on the disk."""
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language)


def as_text(catalogue: Catalog) -> bytes:
    """A catalogue as its file has it: lines change with the sentences alone, so that edits seldom meet."""
    written = io.BytesIO()
    write_po(written, catalogue, width=_WIDTH, no_location=True, sort_output=True, omit_header=True)
    comment = "".join(f"{line}\n" for line in catalogue.header_comment.splitlines())
    facts = {
        "Project-Id-Version": _PROJECT,
        "Language": str(catalogue.locale),
        "Plural-Forms": catalogue.plural_forms,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    header = "".join(f'"{name}: {value}\\n"\n' for name, value in facts.items())
    return f'{comment}msgid ""\nmsgstr ""\n{header}\n'.encode() + written.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it; sentences that are not translated are left out of it."""
    # The moment of writing would make another file of the same sentences.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences that are shown in English, as they stand in the code."""
    return [
        str(message.id if isinstance(message.id, str) else message.id[0])
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def main(languages: Sequence[str]) -> int:
    """What ``dev.py words`` runs with the libraries at hand; the exit code."""
    try:
        update(languages)
    except (ValueError, UnknownLocaleError) as reason:
        print(reason, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
