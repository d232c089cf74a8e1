"""QR codes made aside, so that whoever shows them has nothing left to compute."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from dodo_desktop.core.link import trusted
from dodo_desktop.core.qr import qr_matrix

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink


async def codes_made(links: Iterable[PaymentLink]) -> None:
    """Returns once the codes of these links are there. A worker makes them: each takes some milliseconds."""
    texts = [link.url for link in links if link.url and trusted(link.url, link.mode)]
    if texts:
        await asyncio.to_thread(_make, texts)


def _make(texts: Iterable[str]) -> None:
    for text in texts:
        # Who shows it says that there is none.
        with suppress(ValueError):
            qr_matrix(text)
