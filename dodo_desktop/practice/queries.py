"""The query parameters of Dodo's lists: pages and filters."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from starlette.datastructures import QueryParams

from dodo_desktop.practice.refusal import Refusal

Row = TypeVar("Row")

DEFAULT_PAGE = 10
LARGEST_PAGE = 100
_FURTHEST_PAGE = 2**31 - 1


def page(params: QueryParams, rows: Iterable[Row]) -> list[Row]:
    """The rows of the page that is asked for. Raises Refusal."""
    size = _natural(params, "page_size", DEFAULT_PAGE, LARGEST_PAGE)
    number = _natural(params, "page_number", 0, _FURTHEST_PAGE)
    return list(rows)[number * size : (number + 1) * size]


def flag(params: QueryParams, name: str) -> bool | None:
    """A boolean filter; None when absent. Raises Refusal."""
    text = params.get(name)
    if text is None:
        return None
    if text not in {"true", "false"}:
        raise Refusal("INVALID_QUERY_PARAMS")
    return text == "true"


def choice(params: QueryParams, name: str, known: Iterable[str]) -> str | None:
    """A filter by one of a list; None when absent. Raises Refusal."""
    text = params.get(name)
    if text is not None and text not in known:
        raise Refusal("INVALID_QUERY_PARAMS")
    return text


def span(params: QueryParams) -> Callable[[datetime], bool]:
    """A test whether a moment lies in the asked-for time, ends included. Raises Refusal."""
    start, end = _moment(params, "created_at_gte"), _moment(params, "created_at_lte")
    return lambda moment: (start is None or start <= moment) and (end is None or moment <= end)


def _moment(params: QueryParams, name: str) -> datetime | None:
    text = params.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal("INVALID_QUERY_PARAMS") from None
    if moment.tzinfo is None:
        raise Refusal("INVALID_QUERY_PARAMS")
    return moment


def _natural(params: QueryParams, name: str, default: int, most: int) -> int:
    text = params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= most):
        raise Refusal("INVALID_QUERY_PARAMS")
    return int(text)
