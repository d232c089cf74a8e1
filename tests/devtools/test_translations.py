"""The catalogues: what ``dev.py words`` makes of the code, and whether every sentence is translated well."""

import gettext
import importlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = sorted(path.parent.parent.name for path in ROOT.glob("resources/translations/*/*/dodo.po"))
RUN = "run: python3 packaging/dev.py words"

each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("devtools.words")


@pytest.fixture
def project(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A project with one file, whose catalogues the tool makes; the folder of its code."""
    code = tmp_path / "code"
    code.mkdir()
    for name, value in {"ROOT": tmp_path, "CODE": code, "FOLDER": tmp_path / "translations"}.items():
        monkeypatch.setattr(tool, name, value)
    (code / "words.py").write_text(
        'a = _("Open")\nb = ngettext("{n} link", "{n} links", n)\nc = pgettext("a state", "Open")\n'
        "d = f\"{_('Inside')} {a}\"\n",
        encoding="utf-8",
    )
    return code


def texts(message: Message) -> list[str]:
    """What is read in the code: the sentence, or singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id or ())


def translations(message: Message) -> list[str]:
    """What is read in the language, in the same order."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def sentences(catalogue: Catalog) -> Iterator[Message]:
    """All but the header."""
    return (message for message in catalogue if message.id)


def named(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(message.context, tuple(texts(message))) for message in sentences(catalogue)}


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Each text of the code beside its translation."""
    return zip(texts(message), translations(message), strict=True)


def plain(catalogue: dict[Any, Any]) -> dict[Any, str]:
    return {key: value for key, value in catalogue.items() if key}


def test_german_is_there() -> None:
    assert "de" in LANGUAGES


@each_language
def test_the_catalogue_has_the_sentences_of_the_code(tool: ModuleType, language: str) -> None:
    code, catalogue = named(tool.collected()), named(tool.read(language))
    assert len(code) > 1000
    missing, left = [sorted(map(str, one)) for one in (code - catalogue, catalogue - code)]
    assert not missing, f"the catalogue lacks sentences; {RUN}"
    assert not left, f"the catalogue has sentences that are no longer said; {RUN}"


@each_language
def test_every_sentence_is_translated(tool: ModuleType, language: str) -> None:
    catalogue = tool.read(language)
    assert not catalogue.obsolete, RUN
    unsure = [texts(message) for message in sentences(catalogue) if message.fuzzy]
    assert not unsure, "these are guesses: make them right, and take the mark fuzzy off"
    empty = tool.untranslated(catalogue)
    assert not empty, f"translate these in {tool.catalogue_file(language).relative_to(ROOT)}, then {RUN}"


@each_language
def test_what_is_compiled_is_what_is_written(tool: ModuleType, language: str) -> None:
    written = tool.read(language)
    fresh = gettext.GNUTranslations(io.BytesIO(tool.compiled(written)))
    with tool.catalogue_file(language).with_suffix(".mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    # The standard library has no other way to list what a catalogue holds.
    assert plain(shipped.__dict__["_catalog"]) == plain(fresh.__dict__["_catalog"]), RUN
    assert len(plain(fresh.__dict__["_catalog"])) > 1000


@each_language
def test_placeholders_tags_and_mnemonics_stay(tool: ModuleType, language: str) -> None:
    kept = re.compile(r"\{[^{}]*\}|<[^<>]+>|&(?!&)|https?://\S*|DODO_\w+")
    wrong = [
        (one, other)
        for message in sentences(tool.read(language))
        for one, other in pairs(message)
        if sorted(kept.findall(one)) != sorted(kept.findall(other))
    ]
    assert not wrong


@each_language
def test_every_sentence_can_be_filled(tool: ModuleType, language: str) -> None:
    for message in sentences(tool.read(language)):
        for one, other in pairs(message):
            holes = dict.fromkeys(re.findall(r"\{([a-z_]+)\}", one), "x")
            assert "{" not in other.format(**holes), other


@each_language
def test_plural_forms_are_complete(tool: ModuleType, language: str) -> None:
    catalogue = tool.read(language)
    several = [message for message in sentences(catalogue) if not isinstance(message.id, str)]
    assert len(several) > 30
    for message in several:
        assert len(translations(message)) == catalogue.num_plurals, message.id


@each_language
def test_beginnings_and_endings_stay(tool: ModuleType, language: str) -> None:
    """What is put together from parts keeps its seams, and what opens a question keeps its dots."""
    wrong = []
    for message in sentences(tool.read(language)):
        for one, other in pairs(message):
            seams = [(text[:1] in ", ", text[-1:] if text[-1:] in " :…?" else "") for text in (one, other)]
            stop = [text.rstrip("“”").endswith(".") for text in (one, other)]
            lines = [text.count("\n") for text in (one, other)]
            if seams[0] != seams[1] or lines[0] != lines[1] or (stop[0] and not stop[1]):
                wrong.append((one, other))
    assert not wrong


def test_german_is_written_as_german_is(tool: ModuleType) -> None:
    doubtful = re.compile(
        r"\"|'|”|\.\.\.|  |[\w}]%|\b(bitte|du|dein\w*|Fehler|Error|Account|Button|Draft|Template|Outbox)\b"
    )
    wrong = [
        other
        for message in sentences(tool.read("de"))
        for _one, other in pairs(message)
        if doubtful.search(other) or other.count("„") != other.count("“")
    ]
    assert not wrong


def test_sentences_are_collected_whatever_stands_around_them(tool: ModuleType, project: Path) -> None:
    assert named(tool.collected()) == {
        (None, ("Open",)),
        (None, ("{n} link", "{n} links")),
        ("a state", ("Open",)),
        (None, ("Inside",)),
    }


def test_a_sentence_that_is_made_at_run_time_is_pointed_out(
    tool: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "more.py").write_text('a = 1\nb = _("Open " + name)\n', encoding="utf-8")
    assert tool.main([]) == 2
    assert "code/more.py:2" in capsys.readouterr().err


def test_a_language_that_does_not_exist_is_not_begun(
    tool: ModuleType, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.main(["xx"]) == 2
    assert "xx" in capsys.readouterr().err
    assert not tool.FOLDER.exists()


def test_translations_outlive_a_change_of_the_code(tool: ModuleType, project: Path) -> None:
    tool.update(["de"])
    file = tool.catalogue_file("de")
    begun = file.read_text(encoding="utf-8")
    assert 'msgctxt "a state"\nmsgid "Open"\nmsgstr ""' in begun
    file.write_text("# A glossary\n" + begun.replace('"Inside"\nmsgstr ""', '"Inside"\nmsgstr "Innen"'))
    (project / "words.py").write_text('a = _("Open it")\nb = _("Inside")\n', encoding="utf-8")
    tool.update([])
    kept = file.read_text(encoding="utf-8")
    assert kept.startswith("# A glossary\n")
    assert 'msgid "Inside"\nmsgstr "Innen"' in kept
    # Near as it is, the old sentence lends nothing to the new one.
    assert 'msgid "Open it"\nmsgstr ""' in kept
    assert "fuzzy" not in kept
    assert "a state" not in kept
    with file.with_suffix(".mo").open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)
    assert (spoken.gettext("Inside"), spoken.gettext("Open it")) == ("Innen", "Open it")


def test_the_same_sentences_make_the_same_files(tool: ModuleType, project: Path) -> None:
    tool.update(["de"])
    file = tool.catalogue_file("de")
    before = [file.read_bytes(), file.with_suffix(".mo").read_bytes()]
    tool.update([])
    assert [file.read_bytes(), file.with_suffix(".mo").read_bytes()] == before
