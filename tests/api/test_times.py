"""What headers say about time."""

from datetime import UTC, datetime

import pytest

from dodo_desktop.api.times import LONGEST_WAIT, http_date, told_wait

NOW = datetime(2026, 8, 19, 10, 30, tzinfo=UTC)
EPOCH = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": " 2.5 "}, 2.5),
        ({"retry-after": "0"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "1e9"}, LONGEST_WAIT),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Wed, 19 Aug 2026 10:31:00 GMT"}, 60.0),
        ({"retry-after": "Wed, 19 Aug 2026 10:29:00 GMT"}, None),
        ({"retry-after": "Wed, 99 Aug 2026 10:29:00 GMT"}, None),
        ({"retry-after": "3", "x-ratelimit-reset": "9"}, 3.0),
        ({"retry-after": "soon", "x-ratelimit-reset": "9"}, 9.0),
        ({"x-ratelimit-reset": str(EPOCH + 20)}, 20.0),
        ({"x-ratelimit-reset": str((EPOCH + 20) * 1000)}, 20.0),
        ({"x-ratelimit-reset": "2026"}, 2026.0),
        ({"x-ratelimit-reset": "Wed, 19 Aug 2026 10:30:05 GMT"}, 5.0),
        ({"x-ratelimit-reset": "<unknown>"}, None),
        ({"x-ratelimit-reset": str(EPOCH + 20), "date": "Wed, 19 Aug 2026 10:30:15 GMT"}, 5.0),
    ],
)
def test_the_wait_is_read_leniently(headers: dict[str, str], wait: float | None) -> None:
    assert told_wait(headers, NOW) == wait


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wed, 19 Aug 2026 10:30:00 GMT", NOW),
        ("Wed, 19 Aug 2026 10:30:00 -0000", NOW),
        ("Wed, 19 Aug 2026 12:30:00 +0200", NOW),
        ("", None),
        ("yesterday", None),
        ("2026-08-19T10:30:00Z", None),
    ],
)
def test_http_dates_are_aware_and_in_utc(text: str, moment: datetime | None) -> None:
    assert http_date(text) == moment
