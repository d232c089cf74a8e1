"""QR codes made aside, so that whoever shows them has nothing left to compute."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from dodo_desktop.core.link import trusted
from dodo_desktop.core.qr import known_matrix, qr_matrix

if TYPE_CHECKING:
    from dodo_desktop.core.link import PaymentLink
    from dodo_desktop.ui.tasks import Tasks
    from dodo_desktop.ui.widgets.qr_view import QrView


class CodeMaker:
    """Makes the codes of a page's view aside; each comes a moment after all else of its link."""

    def __init__(self, view: QrView, tasks: Tasks) -> None:
        self._view = view
        self._tasks = tasks
        view.make_aside(self._ask)

    def get_ready(self, rows: Sequence[PaymentLink], chosen: int) -> None:
        """Make the codes of the rows beside the chosen one, which is where the next key leads."""
        self._tasks.start(codes_made(rows[max(0, chosen - 1) : chosen + 2]))

    def _ask(self, text: str) -> None:
        self._tasks.start(self._made(text))

    async def _made(self, text: str) -> None:
        await asyncio.to_thread(_make, [text])
        self._view.show_made(text)


async def codes_made(links: Iterable[PaymentLink]) -> None:
    """Returns once the codes of these links are there. A worker makes them: each takes some milliseconds."""
    safe = (link.url for link in links if link.url and trusted(link.url, link.mode))
    texts = [text for text in safe if known_matrix(text) is None]
    if texts:
        await asyncio.to_thread(_make, texts)


def _make(texts: Iterable[str]) -> None:
    for text in texts:
        # Who shows it says that there is none.
        with suppress(ValueError):
            qr_matrix(text)
