"""Languages, sentences of problems, names, states and times."""

import io
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import QApplication

from dodo_desktop.core.address_forms import (
    CITY_LABELS,
    STATE_LABELS,
    STREET_LABELS,
    ZIPCODE_LABELS,
)
from dodo_desktop.core.link import LinkState
from dodo_desktop.core.methods import GROUPS, METHODS
from dodo_desktop.core.outgoing import Hold, State
from dodo_desktop.core.problem import Param, Problem
from dodo_desktop.ui import words
from dodo_desktop.ui.tokens import LIGHT
from dodo_desktop.ui.words import _, directory, dodo_codes, isolate, labels, ngettext, problems, states, times
from dodo_desktop.ui.words.advice import ADVICE
from dodo_desktop.ui.words.qt import install_qt

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Copied"
msgstr "Kopiert"

msgid "{count} field needs you"
msgid_plural "{count} fields need you"
msgstr[0] "{count} Feld braucht dich"
msgstr[1] "{count} Felder brauchen dich"

msgctxt "part of a country"
msgid "State"
msgstr "Bundesland"
"""


@pytest.fixture
def german(tmp_path: Path) -> Path:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dodo.mo").open("wb") as file:
        write_mo(file, read_po(io.BytesIO(PO.encode()), locale="de"))
    return tmp_path


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    monkeypatch.setattr(times, "locale", lambda: "en_GB")
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_catalogue_is_spoken_and_its_region_falls_back(german: Path) -> None:
    assert words.install("de_AT", german) == "de"
    assert _("Copied") == "Kopiert"
    assert problems.fields_need_you(2) == "2 Felder brauchen dich"
    assert labels.address_label("state") == "Bundesland"
    assert words.language() == "de"
    assert words.install("xx", german) == "en"
    assert _("Copied") == "Copied"


def test_the_stretched_language_keeps_placeholders() -> None:
    words.install("en_XA")
    english = "{count} field needs you"
    told = ngettext(english, "{count} fields need you", 1)
    assert "{count}" in told
    assert "field" not in told
    assert len(told) >= len(english) * 1.35 - 1
    assert not words.is_rtl()


def test_the_mirrored_language_runs_leftwards() -> None:
    words.install("ar_XB")
    assert words.is_rtl()
    assert _("Open {name} now") == "\u200f\u202eOpen \u202c{name}\u202e now\u202c"


def test_qt_speaks_the_language_and_turns_with_it(qapp: QApplication) -> None:
    try:
        words.install("ar_XB")
        install_qt(qapp)
        assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    finally:
        words.install("en")
        install_qt(qapp)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert len(qapp.findChildren(QTranslator, "qt.words")) <= 2


def test_names_are_isolated() -> None:
    assert isolate("שלום") == "\u2068שלום\u2069"


def every_problem() -> list[Problem]:
    params: dict[str, Param] = {
        "limit": 40, "line": 2, "currency": "USD", "text": "1,234", "minors": (123400, 123), "minimum": 1000,
        "product": "Glaze workshop", "key": "table no", "code": "INVALID_TAX_ID", "message": "",
        "country": "DE", "home": "AT", "prefix": "DE", "name": "USt-IdNr.", "example": "DE123456788",
        "total": 900, "exact": 1, "fix": "10115", "state": "New York", "value": "DE1",
    }  # fmt: skip
    document = Problem.__doc__ or ""
    listed = document.split("Found before sending:")[1].split("Answered by Dodo:")[0]
    codes = re.findall(r"([a-z_]+)(?: \([^)]*\))?[,.]", re.sub(r"\s+", " ", listed))
    assert len(codes) > 25
    return [Problem("cart.table", code, params) for code in [*codes, *ADVICE, "dodo"]]


def test_every_problem_has_a_sentence_of_its_own() -> None:
    general = problems.problem_sentence(Problem("summary", "never heard of"))
    sentences = [problems.problem_sentence(problem) for problem in every_problem()]
    assert general not in sentences
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert sentence.endswith((".", "…")), sentence
        assert not re.search(r"\b(please|error|invalid)\b|[a-z]_[a-z]|\{", sentence, re.IGNORECASE), sentence


def test_what_is_missing_is_named_as_the_country_names_it() -> None:
    problem = Problem("billing.zipcode", "missing")
    assert problems.problem_sentence(problem, "ZIP code").startswith(
        "ZIP code is missing, so nothing was sent."
    )
    assert problems.problem_short(problem, "ZIP code") == "ZIP code is missing"


def test_a_town_is_called_as_in_its_country() -> None:
    missing = Problem("billing.city", "missing")
    usual = "The city is missing, so nothing was sent. Type the city."
    assert [problems.problem_sentence(missing, label) for label in ("", "City")] == [usual, usual]
    assert problems.problem_sentence(missing, "Suburb").startswith("Suburb is missing")


def test_an_ambiguous_amount_shows_both_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "locale", lambda: "en_US")
    params: dict[str, Param] = {"line": 1, "text": "1,234", "currency": "KWD", "minors": (1234000, 1234)}
    said = problems.problem_sentence(Problem("cart.table", "amount_ambiguous", params))
    plain = said.replace("\u2068", "").replace("\u2069", "")
    assert plain.replace("\xa0", " ") == "“1,234” can mean KD 1,234.000 or KD 1.234. Type 1234 or 1.234."


def test_refusals_of_dodo_never_show_its_code() -> None:
    known = dodo_codes.dodo_sentence("DISCOUNT_CODE_EXPIRED", "Discount code expired", "MAY")
    assert known == "The code \u2068MAY\u2069 has ended, so no link was made. Correct or clear it."
    new = dodo_codes.dodo_sentence("SOMETHING_NEW", "Only on weekdays.")
    assert "SOMETHING_NEW" not in new
    assert "Only on weekdays" in new
    assert "SOMETHING" not in dodo_codes.dodo_sentence("SOMETHING_NEW")


def test_every_method_field_and_label_has_a_name() -> None:
    assert len({labels.method_name(method) for method in METHODS}) == 18
    assert all(labels.method_name(method) != method for method in METHODS)
    assert all(labels.method_group(group.code) for group in GROUPS)
    for code in CITY_LABELS | STATE_LABELS | STREET_LABELS | ZIPCODE_LABELS:
        assert "_" not in labels.address_label(code)
    for mode in ("practice", "test", "live", "custom"):
        assert labels.mode_word(mode).isupper()
        assert labels.mode_line(mode)
        assert labels.mode_promise(mode).endswith(".")


def test_every_state_has_word_tone_and_icon() -> None:
    shown = [states.state_word(state) for state in State] + [states.link_word(s) for s in LinkState]
    for word in shown:
        assert word.word
        assert LIGHT.tone(word.tone)
    assert states.state_word(State.QUEUED, Hold.PRICE_CHANGED).word == "Asks you first"
    assert states.state_word(State.UNCONFIRMED).tone == "warning"
    assert states.link_word(LinkState.EXPIRED).word == "Expired"


NOW = datetime(2026, 11, 22, 13, 6, tzinfo=UTC)


@pytest.mark.usefixtures("berlin")
def test_moments_are_local() -> None:
    assert times.absolute(NOW + timedelta(days=1)) == "Mon, 23 Nov 2026, 14:06"
    assert times.absolute(NOW, NOW, year=False) == "Sun 22 Nov, 14:06"
    assert times.day_or_time(NOW - timedelta(minutes=26), NOW) == "13:40"
    assert times.day_or_time(NOW - timedelta(hours=15), NOW) == "Yesterday"
    assert times.day_or_time(NOW - timedelta(days=3), NOW) == "19 Nov"
    assert times.as_of(NOW, NOW) == "today 14:06"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=23, minutes=58, seconds=59), "23 h 58 min"),
        (timedelta(hours=20, minutes=7), "20 h 07 min"),
        (timedelta(hours=20), "20 h"),
        (timedelta(days=2, hours=4), "2 d 4 h"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(seconds=24), "24 s"),
        (timedelta(seconds=-5), "0 s"),
    ],
)
def test_spans_have_their_two_largest_parts(length: timedelta, said: str) -> None:
    assert times.span(length) == said


def test_ages_and_what_is_left() -> None:
    assert times.ago(NOW - timedelta(seconds=20), NOW) == "20 s ago"
    assert times.ago(NOW, NOW) == "just now"
    assert times.ago(NOW + timedelta(seconds=3), NOW) == "just now"
    assert times.until_short(NOW - timedelta(hours=18), NOW) == "18 h ago"
    assert times.until_short(NOW + timedelta(hours=20), NOW) == "in 20 h"
    assert times.left(NOW + timedelta(hours=23, minutes=58), NOW) == "23 h 58 min left"
    assert times.left(NOW - timedelta(hours=1), NOW) == "Expired 1 h ago"


def test_the_locale_is_one_that_formats_exist_for() -> None:
    from babel.core import Locale

    assert Locale.parse(words.locale())


@pytest.mark.parametrize(
    ("region", "written"),
    [("en_US", "100,000"), ("de_DE", "100.000"), ("en_IN", "1,00,000"), ("C", "100,000")],
)
def test_a_count_is_written_as_the_computer_does(
    monkeypatch: pytest.MonkeyPatch, region: str, written: str
) -> None:
    monkeypatch.setattr(words, "system_region", lambda: region)
    assert directory.number(100_000) == written
