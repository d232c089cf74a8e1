"""What a key turns out to be when Dodo is asked."""

from dodo_desktop.core.value import value


@value
class ProbeAnswer:
    """Whether one host takes a key.

    `accepted` is None where that could not be found out; `reason` then is the word of a GatewayError, such
    as ``offline``. `business_id` and `name` are empty where no answer told them.
    """

    accepted: bool | None
    business_id: str = ""
    name: str = ""
    reason: str = ""
