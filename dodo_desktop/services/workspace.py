"""Workspace: the services of the profile in use, as the window sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dodo_desktop.core.value import value

if TYPE_CHECKING:
    from dodo_desktop.services.countries import Countries
    from dodo_desktop.services.directory import Directory
    from dodo_desktop.services.discounts import Discounts
    from dodo_desktop.services.drafting import Drafting
    from dodo_desktop.services.pricing import Pricing
    from dodo_desktop.services.sending import Sending
    from dodo_desktop.services.templates import Templates
    from dodo_desktop.services.tracking import Tracking


@value
class Place:
    """Where links are made: mode, its host for *Custom*, and the business's name."""

    mode: str
    """practice, test, live or custom."""
    name: str
    host: str = ""
    profile_id: str = "practice"
    folder: str = ""
    """Where its data are kept."""


@value
class Workspace:
    """All that a page needs. Closed by `app` in the order sending, tracking, directory, countries, pricing,
    discounts, drafting."""

    place: Place
    drafting: Drafting
    sending: Sending
    directory: Directory
    pricing: Pricing
    discounts: Discounts
    countries: Countries
    tracking: Tracking
    templates: Templates
