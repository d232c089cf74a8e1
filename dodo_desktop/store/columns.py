"""What columns hold: moments as whole microseconds, amounts as minor units and currency, sound text."""

from datetime import UTC, datetime, timedelta

from dodo_desktop.core.money import Money

UNDER_WAY = "state NOT IN ('created', 'rejected', 'discarded')"
"""Of orders, in the words of their indexes, so that those are used."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime | None) -> int | None:
    """Microseconds since 1970 in UTC. Raises TypeError for a moment without a time zone."""
    return None if moment is None else (moment - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The moment of `micros`, in UTC."""
    return _EPOCH + value * _MICROSECOND


def moment_or_epoch(value: int) -> datetime:
    """The moment of `micros`, and 1970 for what is none, as in a row that is broken."""
    try:
        return moment(value)
    except (TypeError, OverflowError):
        return _EPOCH


def moment_or_none(value: int | None) -> datetime | None:
    """The moment of `micros`, None for None."""
    return None if value is None else moment(value)


def money(minor: int | None, currency: str | None) -> Money | None:
    """The amount of two columns, None where either is missing."""
    return None if minor is None or currency is None else Money(minor, currency)


def money_columns(amount: Money | None) -> tuple[int | None, str | None]:
    """Minor units and currency, for two columns."""
    return (None, None) if amount is None else (amount.minor, amount.currency)


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: half a character, as a broken paste leaves one, becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
