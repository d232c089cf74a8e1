"""What is wrong with an order, and where. The words are the window's."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from dodo_desktop.core.value import value

Param = str | int | tuple[int, ...]


class Weight(StrEnum):
    """How much a problem weighs."""

    WALL = "wall"
    """The order cannot be sent like this."""
    WAIVABLE = "waivable"
    """Stops the order until the person says *Send without it*, or *Send it anyway*."""
    ADVICE = "advice"
    """Said beside the field; the order can go out."""


@value
class Problem:
    """One thing that is wrong, keyed by the object name of the field that it concerns.

    `field` is the name of a field such as ``billing.zipcode``, ``cart.table`` or, where no field is meant,
    ``summary``. `code` is one of the words below; `params` fill its sentence.

    Found before sending:
    missing, not_chosen, unknown_country, unknown_currency, bad_email, bad_url, too_long (limit), cart_empty,
    proposed (count), cart_full (limit), quantity_bad (line), quantity_zero (line), amount_missing (line,
    currency), amount_ambiguous (line, text, currency, minors), amount_bad (line, text), amount_decimals
    (line, text, currency), amount_too_large (line), amount_below_minimum (line, minimum, currency),
    product_recurring (line, product), product_archived (line, product), total_too_large,
    total_below_minimum (total, minimum, currency, exact), no_methods, metadata_key_bad (key),
    metadata_key_long (key, limit), metadata_value_long (key, limit), metadata_key_twice (key),
    metadata_full (limit), metadata_key_reserved (key), metadata_key_missing.

    Answered by Dodo: dodo (code, message, value, status), where `code` in params is Dodo's own word, `value`
    what was typed into the field that it concerns and `status` that of the answer.

    Only advice, because Dodo decides: email_doubtful, phone_doubtful (country), phone_country_unknown,
    url_not_https, tax_id_doubtful (country, name, example), tax_id_prefix (country, prefix),
    tax_id_elsewhere (country, home), zip_doubtful (country, example), zip_spelt (country, fix),
    zip_of_other_state (state), state_unknown (country), country_unsupported (country), tax_id_refused
    (message, value), preview_refused (code, message, value).

    A `fix` among the params is a text that would mend the field; the window offers it.

    A `line` counts from 1, as people do.
    """

    field: str
    code: str
    params: Mapping[str, Param] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    weight: Weight = Weight.WALL


def problem(field: str, code: str, weight: Weight = Weight.WALL, /, **params: Param) -> Problem:
    """A problem, its params given by name."""
    return Problem(field, code, MappingProxyType(params), weight)
