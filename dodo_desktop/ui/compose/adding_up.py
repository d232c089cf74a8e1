"""What the order costs is said in the panel once what was edited is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dodo_desktop.ui.afterwards import Afterwards
from dodo_desktop.ui.compose.totals import place_words

if TYPE_CHECKING:
    from dodo_desktop.core.draft import Draft
    from dodo_desktop.core.preview import Total
    from dodo_desktop.services.pricing import Pricing
    from dodo_desktop.ui.compose.page import ComposePage


class AddingUp:
    """Has the service reckon at once, so that an order never goes out with a sum from before, and shows the
    sum in a turn of its own: the next key does not wait for the panel."""

    def __init__(self, page: ComposePage) -> None:
        self._page = page
        self._pricing: Pricing | None = None
        self._later = Afterwards(page, self._show)

    def attach(self, pricing: Pricing) -> Callable[[], None]:
        """Show what this service tells, until what is returned is called."""
        self._pricing = pricing
        return pricing.changed.subscribe(self._priced)

    def detach(self) -> None:
        """Show nothing more; what stands there stays."""
        self._pricing = None

    def update(self, draft: Draft) -> None:
        """The draft changed."""
        if self._pricing is not None:
            self._pricing.update(draft)
            self._later.start()

    def now(self) -> None:
        """Show at once what is still to be shown."""
        self._later.now()

    def _priced(self, _total: Total) -> None:
        self._later.start()

    def _show(self) -> None:
        page, pricing = self._page, self._pricing
        if pricing is not None:
            # While an order goes out the draft is another one already.
            draft = (page.showing.going_out if page.creation.busy else None) or page.draft
            total, at = pricing.total, pricing.checked_at
            page.summary.total.show_total(total, draft, checked=at, place=place_words(draft))
