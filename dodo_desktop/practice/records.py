"""What the practice shop remembers, and the small file that keeps it from one start to the next."""

import logging
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

logger = logging.getLogger(__name__)

KEPT_PAYMENTS = 300
"""Most payments in the file: it is written whole at every change, and old practice is worth little."""


class Customer(BaseModel):
    """A customer of the practice shop."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)

    customer_id: str
    name: str
    email: str
    phone_number: str | None
    created_at: datetime
    metadata: dict[str, Any] = {}


class Line(BaseModel):
    """One charged line; money in minor units of the payment's currency."""

    product_id: str
    name: str
    description: str | None
    quantity: int
    amount: int | None
    """As sent, for pay-what-you-want products."""
    listed: int
    net: int
    tax: int
    due: int


class Payment(BaseModel):
    """A payment with all that its answers and its page need; its link is made anew from its id."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)

    payment_id: str
    created_at: datetime
    updated_at: datetime | None = None
    expires_on: datetime
    status: str | None = None
    error_code: str | None = None
    """Why the last attempt was declined; None where none was, or a later one succeeded."""
    currency: str
    total: int
    tax: int
    discount: int
    """Reduction of the listed prices."""
    tax_added: int
    """The part of the tax that the listed prices do not include."""
    settlement_amount: int
    settlement_tax: int
    customer: Customer
    billing: dict[str, Any]
    metadata: dict[str, Any]
    lines: list[Line]
    discount_ids: list[str]
    has_link: bool
    return_url: str | None

    def expired(self, now: datetime) -> bool:
        """Whether its page takes no payment any more."""
        return self.status != "succeeded" and now >= self.expires_on


class Kept(BaseModel):
    """The content of the state file."""

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    port: int | None = None
    customers: list[Customer] = []
    payments: list[Payment] = []


def load(path: Path | None) -> Kept:
    """What the file holds. A file that cannot be read is put aside and practice starts empty."""
    if path is None or not path.exists():
        return Kept()
    try:
        return Kept.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as fault:
        logger.warning("the practice file cannot be read (%s); practice starts empty", type(fault).__name__)
        with suppress(OSError):
            path.replace(path.with_name(path.name + ".unreadable"))
    return Kept()


def save(path: Path | None, kept: Kept) -> None:
    """Write the file whole or not at all, readable for its owner alone.

    If the disk refuses, practice goes on in memory.
    """
    if path is None:
        return
    slim = kept.model_copy(update={"payments": kept.payments[-KEPT_PAYMENTS:]})
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(slim.model_dump_json().encode())
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as fault:
        logger.warning("the practice file cannot be written (%s)", type(fault).__name__)
