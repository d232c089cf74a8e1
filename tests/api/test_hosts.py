"""Which base URLs a key may go to."""

import pytest

from dodo_desktop.api.hosts import LIVE, TEST, BadHost, check_base_url


@pytest.mark.parametrize(
    ("text", "url", "name", "loopback"),
    [
        (" https://test.dodopayments.com/ ", "https://test.dodopayments.com", "test.dodopayments.com", False),
        (
            "HTTPS://Live.DodoPayments.com:443",
            "https://live.dodopayments.com",
            "live.dodopayments.com",
            False,
        ),
        (
            "https://api.example.com:8443/v1/",
            "https://api.example.com:8443/v1",
            "api.example.com:8443",
            False,
        ),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("http://127.250.3.4", "http://127.250.3.4", "127.250.3.4", True),
        ("http://[::1]:80", "http://[::1]", "[::1]", True),
        ("http://LOCALHOST:1", "http://localhost:1", "localhost:1", True),
        ("https://127.0.0.1", "https://127.0.0.1", "127.0.0.1", True),
        ("https://192.168.0.9", "https://192.168.0.9", "192.168.0.9", False),
    ],
)
def test_good_addresses_are_read(text: str, url: str, name: str, loopback: bool) -> None:
    host = check_base_url(text)
    assert (host.url, host.name, host.loopback) == (url, name, loopback)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  ", "empty"),
        ("test.dodopayments.com", "scheme"),
        ("ftp://127.0.0.1", "scheme"),
        ("http://test.dodopayments.com", "not_https"),
        ("http://10.0.0.1", "not_https"),
        ("http://0.0.0.0", "not_https"),
        ("http://[::ffff:127.0.0.1]", "not_https"),
        ("http://localhost.example.com", "not_https"),
        ("http://127.0.0.1.nip.io", "not_https"),
        ("http://127.1", "host"),
        ("http://2130706433", "host"),
        ("http://0x7f000001", "host"),
        ("http://[::1%eth0]", "host"),
        ("http://[::1", "host"),
        ("https://", "host"),
        ("https://a..b", "host"),
        ("https://user@example.com", "userinfo"),
        ("https://user:pw@example.com", "userinfo"),
        ("https://127.0.0.1@example.com", "userinfo"),
        ("https://example.com?x=1", "query"),
        ("https://example.com/?", "query"),
        ("https://example.com/#", "query"),
        ("https://example.com:0", "port"),
        ("https://example.com:70000", "port"),
        ("https://example.com:abc", "port"),
        ("https://example.com:", "port"),
        ("https://example.com/a/../b", "path"),
        ("https://example.com/%2e%2e", "path"),
        ("https://exa mple.com", "characters"),
        ("https://example.com\\@evil.com", "characters"),
        ("https://exämple.com", "characters"),
    ],
)
def test_bad_addresses_are_refused_without_naming_them(text: str, reason: str) -> None:
    with pytest.raises(BadHost) as refused:
        check_base_url(text)
    assert refused.value.reason == reason
    assert "example" not in str(refused.value)


def test_dodos_own_hosts_have_their_modes_and_all_others_are_custom() -> None:
    assert check_base_url("https://test.dodopayments.com/").mode == TEST.mode == "test"
    assert check_base_url("https://live.dodopayments.com:443").mode == LIVE.mode == "live"
    for text in ("https://test.dodopayments.com/v2", "https://live.dodopayments.com:444", "http://[::1]"):
        assert check_base_url(text).mode == "custom"
