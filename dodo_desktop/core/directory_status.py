"""How much of the customers and products is on this computer, and since when."""

from datetime import datetime

from dodo_desktop.core.value import value

EVERY = 900.0
"""Seconds after which what is new is read, also in the middle of a long read of all."""


@value
class DirectoryStatus:
    """What is here. `complete_at` is when it last had all that there is, `products_at` when the products were
    read last, each None for never; `failed` is "", the reason of a GatewayError, ``key`` where there is no
    key, or ``disk``. `expected` is about how many customers there are in all while they are read for the
    first time, 0 where nobody knows."""

    customers: int = 0
    products: int = 0
    complete_at: datetime | None = None
    loading: bool = False
    failed: str = ""
    expected: int = 0
    products_at: datetime | None = None

    @property
    def partial(self) -> bool:
        """Whether the customers were never read whole, so that one who is not here may be at Dodo."""
        return self.complete_at is None
