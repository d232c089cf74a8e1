"""The harness itself, tried on a small window: a failure here is the harness's, not the app's."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.harness import Program, Session, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


def start(session: Session) -> Program:
    """Start the small window."""
    return session.start([sys.executable, Path(__file__).with_name("sample_window.py")])


def test_a_window_is_read_and_worked_from_outside(session: Session) -> None:
    program = start(session)
    field = program.write("x.edit", "hello")
    assert field.name == "Word"
    until(lambda: program.text("x.edit") == "hello")

    program.click("x.shout")

    until(lambda: program.text("x.loud") == "HELLO")
    assert "read-only" in program.find("x.loud").states
    assert session.programs[0].screen.clipboard() == "HELLO"
    assert program.widgets.cells(program.find("x.table")) == [["Coffee", "3.50"], ["Tea", "2.80"]]
    names = program.find("x.names")
    assert program.widgets.cells(names) == [["Ann"], ["Ben"]]
    program.click(program.widgets.cell(names, 1))
    until(lambda: "selected" in program.widgets.cell(names, 1).states)


def test_what_assistive_tools_do_works(session: Session) -> None:
    program = start(session)
    widgets = program.widgets
    widgets.set_text(program.find("x.edit"), "quiet")
    widgets.act(widgets.find(name="Shout", role="push button"))
    until(lambda: program.text("x.loud") == "QUIET")
    widgets.focus(program.find("x.edit"))
    until(lambda: "focused" in program.find("x.edit").states)
    with pytest.raises(LookupError):
        widgets.find("x.nothing", seconds=0)
    with pytest.raises(LookupError):
        widgets.find("edit.x", seconds=0)


def test_clicks_land_on_a_screen_of_twice_the_density(open_session: Callable[..., Session]) -> None:
    program = start(open_session((1100, 720), scale=2, keyring=False))
    program.write("x.edit", "dense")
    program.click("x.shout")
    until(lambda: program.text("x.loud") == "DENSE")


def test_a_killed_program_is_noticed(session: Session) -> None:
    program = start(session)
    program.find("x.edit")
    assert program.alive()
    program.kill()
    assert not program.alive()
    with pytest.raises(RuntimeError):
        program.find("x.edit")


def test_a_code_is_read_off_the_screen(session: Session, tmp_path: Path) -> None:
    program = start(session)
    program.find("x.edit")
    picture = tmp_path / "screen.png"
    until(lambda: program.screen.qr_codes(picture) == ["a text in a code"], what="the code on the screen")


def test_the_keyring_is_real_and_keeps_what_it_is_given(session: Session) -> None:
    use = "keyring.set_password('shop', 'till', 'open sesame'); print(keyring.get_password('shop', 'till'))"
    code = f"import keyring; print(keyring.get_keyring().__module__); {use}"
    program = session.start([sys.executable, "-c", code])
    assert program.process.wait(timeout=30) == 0
    assert program.log.read_text().split("\n") == ["keyring.backends.SecretService", "open sesame", ""]


def test_nothing_of_the_callers_environment_reaches_a_program(
    open_session: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DODO_PAYMENTS_API_KEY", "somebody's")
    session = open_session(keyring=False)
    program = session.start([sys.executable, "-c", "import os; print(*os.environ)"])
    program.process.wait(timeout=30)
    names = program.log.read_text().split()
    assert "HOME" in names
    assert "DODO_PAYMENTS_API_KEY" not in names


@pytest.mark.parametrize("look", ["light", "dark"])
def test_light_and_dark_are_the_systems_setting(open_session: Callable[..., Session], look: str) -> None:
    ask = "from PySide6.QtGui import QGuiApplication as App; print(App([]).styleHints().colorScheme().name)"
    program = open_session(look=look, keyring=False).start([sys.executable, "-c", ask])
    program.process.wait(timeout=30)
    assert program.log.read_text().split() == [look.title()]
