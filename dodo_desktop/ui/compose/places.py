"""Where a total was calculated for."""

from dodo_desktop.core.draft import Draft, proposed
from dodo_desktop.ui.words import _, locale


def place_words(draft: Draft) -> str:
    """Where Dodo's total was calculated for: city and state, or the country."""
    from dodo_desktop.core.countries import COUNTRIES, address_fields, country_name

    entry = draft.billing
    if entry.country not in COUNTRIES:
        return ""
    shown = address_fields(entry.country).order
    names = [getattr(entry, name).strip() for name in ("city", "state") if name in shown]
    place = ", ".join(name for name in names if name) or country_name(entry.country, locale())
    billed = any(field.startswith("billing.") for field in proposed(draft))
    return _("{place}, as proposed").format(place=place) if billed else place
