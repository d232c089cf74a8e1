import pytest

from dodo_desktop import __version__
from dodo_desktop.core.updates import DOWNLOAD_PAGE, RELEASES, is_newer, is_version


@pytest.mark.parametrize(
    ("version", "current", "newer"),
    [
        ("0.1.1", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("1.0.0", "0.99.99", True),
        ("0.1.0", "0.1.0", False),
        ("0.0.9", "0.1.0", False),
        ("", "0.1.0", False),
        ("nonsense", "0.1.0", False),
        ("9.9.9", "", False),
    ],
)
def test_numbers_count_and_not_letters(version: str, current: str, newer: bool) -> None:
    assert is_newer(version, current) is newer


@pytest.mark.parametrize(
    "text",
    ["1.2", "1.2.3.4", "v1.2.3", "1.2.3 ", "01.2.3", "1.2.999999", "-1.2.3", "1.2.3-rc1", "١.٢.٣", "1.2.3\n"],
)
def test_what_is_no_version_of_ours(text: str) -> None:
    assert not is_version(text)


def test_this_one_is() -> None:
    assert is_version(__version__)
    assert DOWNLOAD_PAGE.startswith(f"{RELEASES}/")
