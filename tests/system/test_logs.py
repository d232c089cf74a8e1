import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dodo_desktop.core.faults import StoreFault
from dodo_desktop.system import logs
from dodo_desktop.system.paths import Paths

KEY = "sk.3xAmp1e-Not+A/Key="


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Callable[[], str]]:
    stop = logs.start(tmp_path)
    yield lambda: (tmp_path / "program.log").read_text(encoding="utf-8")
    stop()


def ours() -> logging.Logger:
    return logging.getLogger("dodo_desktop.services.sending")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abc.def", "abc"),
        ("headers={'authorization': 'bearer x1'}", "x1"),
        ("for zoe.luczak+shop@example.com today", "zoe"),
        ("<zoë@bäckerei.test>", "zoë"),
        ("https://test.checkout.dodopayments.com/cbq?x=1 was made", "cbq"),
        ("http://127.0.0.1:4711/pay/abc", "abc"),
        ("https://test.dodopayments.com/customers?email=zoe", "zoe"),
        ("https://user:pass@host.test/x", "pass"),
        ("https://host.test#token", "token"),
        ("payment pay_9aBcDeFgH is paid", "9aBcDeFgH"),
        ("session cks_9aBcDeFgH", "9aBcDeFgH"),
        ("call +48 601-222-333 back", "601"),
        ("key Rs7vQ1mZ9xKd2LpT8wYb.x4", "Rs7v"),
        ("client_secret=pi_123abc_secret_456def789ghi", "456def"),
    ],
)
def test_what_looks_like_data_is_hidden(lines: Callable[[], str], text: str, secret: str) -> None:
    ours().info("%s", text)
    ours().info(text.replace("%", "%%"))
    assert lines().count("\n") == 2
    assert secret not in lines()


@pytest.mark.parametrize(
    "text",
    [
        "order 4f9c2a10-1b2c-4d3e-8f90-a1b2c3d4e5f6 is unconfirmed after 3 looks",
        "https://test.dodopayments.com answered 503 in 1200 ms",
        "version 1.2.3 on 2026-01-02 10:20:30,123",
        "the database could not be used: disk_full (SQLITE_FULL)",
    ],
)
def test_what_helps_stays(lines: Callable[[], str], text: str) -> None:
    ours().info(text)
    assert text in lines()


def test_what_was_registered_is_hidden_in_every_shape(lines: Callable[[], str]) -> None:
    logs.redact(KEY)
    logs.redact("Zoë Łuczak")
    logs.redact("ab")
    ours().info("key %s, %s, about", KEY, KEY.upper())
    ours().info("q=%s", "sk.3xAmp1e-Not%2BA%2FKey%3D")
    ours().info("repr %r %s", ["Zoë Łuczak"], "zoë łuczak")
    ours().info("%s", "Zoë Łuczak".encode("unicode_escape").decode())
    assert "3xAmp1e" not in lines()
    assert "3XAMP1E" not in lines()
    assert "uczak" not in lines()
    assert "about" in lines()


def test_an_error_leaves_its_types_and_our_places_only(lines: Callable[[], str]) -> None:
    def fail() -> None:
        try:
            Paths(Path("/nowhere")).profile("Zoë/Łuczak")
        except ValueError as why:
            raise LookupError("Zoë lives in Łódź") from why

    try:
        fail()
    except LookupError:
        ours().exception("could not go on", stack_info=True)
    (line,) = lines().splitlines()
    assert "could not go on [LookupError < ValueError at dodo_desktop/system/paths.py:" in line
    for word in ("Zoë", "Łódź", "dashes", "Traceback", "tests"):
        assert word not in line


def test_groups_and_circles_of_errors_are_described() -> None:
    first, second = StoreFault("other"), KeyError("Zoë")
    first.__context__, second.__context__ = second, first
    assert logs.describe(first) == "StoreFault < KeyError"
    assert logs.describe(ExceptionGroup("Zoë", [first, second])) == "ExceptionGroup(StoreFault, KeyError)"
    first.__suppress_context__ = True
    assert logs.describe(first) == "StoreFault"


def test_a_record_stays_whole_for_other_handlers(
    lines: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    ours().error("for %s", "zoe@example.com", exc_info=LookupError("text"))
    (record,) = caplog.records
    assert record.args == ("zoe@example.com",)
    assert record.exc_info is not None
    assert "zoe" not in lines()


def test_one_record_is_one_line(lines: Callable[[], str]) -> None:
    ours().info("one\r\n2026-01-01 CRITICAL forged")
    assert lines().count("\n") == 1


def test_levels_keep_out_what_prints_addresses(lines: Callable[[], str]) -> None:
    for name in ("httpx", "httpcore.connection", "another_library", "asyncio"):
        logging.getLogger(name).info("info of another")
        logging.getLogger(name).warning("warning of %s", name)
    ours().debug("debug of ours")
    ours().info("info of ours")
    assert "info of another" not in lines()
    assert "debug of ours" not in lines()
    assert "info of ours" in lines()
    assert lines().count("warning of") == 4


def test_it_ends_and_gives_the_levels_back(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers), logging.getLogger("httpx").level)
    stop = logs.start(tmp_path)
    assert len(root.handlers) == len(before[1]) + 1
    stop()
    assert (root.level, list(root.handlers), logging.getLogger("httpx").level) == before


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps files private by the folder they are in")
def test_files_are_their_owners_alone_after_turning_over_too(tmp_path: Path) -> None:
    (tmp_path / "program.log").touch(0o644)
    before = os.umask(0)
    try:
        stop = logs.start(tmp_path)
        for _ in range(30):
            ours().info("%s", "word " * 10_000)
        stop()
    finally:
        os.umask(before)
    files = list(tmp_path.iterdir())
    assert len(files) > 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_record_that_cannot_be_written_disturbs_nothing(
    lines: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    # Given to our handler alone: pytest's own raises here.
    record = logging.makeLogRecord({"msg": "wrong %d", "args": ("zoe@example.com",)})
    (handler,) = [
        h for h in logging.getLogger().handlers if getattr(h, "baseFilename", "").endswith("program.log")
    ]
    handler.handle(record)
    assert capsys.readouterr().err == ""
    assert lines() == ""
