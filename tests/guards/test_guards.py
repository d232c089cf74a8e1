"""The guards that every test runs under, shown to bite."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest_plugins = ["pytester"]
CONFTEST = Path(__file__).parents[1] / "conftest.py"


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """An empty project with the same guards."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    return pytester


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "socket.getaddrinfo('shop.example', 443)",
    ],
)
def test_leaving_the_machine_fails_a_test_that_swallows_the_refusal(
    guarded: pytest.Pytester, attempt: str
) -> None:
    guarded.makepyfile(f"""
        import contextlib, socket
        def test_it():
            with contextlib.suppress(OSError):
                {attempt}
    """)
    # The hook of the inner run stays for good; in a process of its own it cannot disturb this one.
    guarded.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=1, errors=1)


def test_loopback_is_free_and_a_name_nobody_has_is_unknown() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    with pytest.raises(socket.gaierror):
        socket.create_connection(("shop.invalid", 443))


def test_an_unexpected_warning_in_the_log_fails_a_test(guarded: pytest.Pytester) -> None:
    guarded.makepyfile("""
        import logging
        def test_it():
            logging.getLogger("shop").warning("too hot")
    """)
    outcome = guarded.runpytest_subprocess("-p", "no:randomly")
    outcome.assert_outcomes(passed=1, errors=1)
    outcome.stdout.fnmatch_lines(["*WARNING shop: too hot*"])


def test_an_expected_warning_that_does_not_come_fails_a_test(guarded: pytest.Pytester) -> None:
    guarded.makepyfile("""
        def test_it(expect_log):
            expect_log("too hot")
    """)
    guarded.runpytest_subprocess("-p", "no:randomly").assert_outcomes(passed=1, errors=1)


def test_an_expected_warning_may_come(expect_log: Callable[[str], None]) -> None:
    expect_log("^WARNING shop: too hot$")
    logging.getLogger("shop").warning("too hot")


def test_home_is_empty_and_private(private_home: Path) -> None:
    assert Path.home() == private_home
    assert os.environ["XDG_DATA_HOME"].startswith(str(private_home))
    assert [path for path in private_home.rglob("*") if path.is_file()] == []


@given(st.integers())
def test_properties_may_use_the_guards(number: int) -> None:
    assert number == int(str(number))


@pytest.mark.anyio
async def test_coroutine_tests_run_on_the_loop_of_asyncio() -> None:
    assert type(asyncio.get_running_loop()).__module__.startswith("asyncio")
