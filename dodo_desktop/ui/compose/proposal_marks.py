"""The marks of fields that are only proposed."""

from collections.abc import Mapping

from dodo_desktop.core.draft import Draft, proposed
from dodo_desktop.ui.widgets.field import Field

ACCEPT_KEYS = "Ctrl+Shift+A"


def mark(fields: Mapping[str, Field], draft: Draft) -> int:
    """Marks the fields of the form that are only proposed; how many there are."""
    waiting = proposed(draft)
    for name, field in fields.items():
        field.set_proposed(name in waiting)
    return len(waiting)
