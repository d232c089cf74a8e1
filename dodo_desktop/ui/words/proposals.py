"""What is only proposed, in words: where it comes from, and that it waits for a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dodo_desktop.ui.words import _, ngettext

if TYPE_CHECKING:
    from dodo_desktop.core.proposals import Proposals

_MOST_LETTERS = 240


def only_proposed(count: int) -> str:
    """A title over what to do about them."""
    return ngettext("{count} field is only proposed", "{count} fields are only proposed", count).format(
        count=count
    )


def what_to_do() -> str:
    """The sentence under that title."""
    return _("Accept them or put them back; then create the link.")


def proposals_wait(count: int) -> str:
    """Why the order cannot go out yet."""
    return ngettext(
        "{count} field is only proposed, so nothing was sent. Accept it or put it back.",
        "{count} fields are only proposed, so nothing was sent. Accept them or put them back.",
        count,
    ).format(count=count)


def filled_from(proposals: Proposals, count: int) -> tuple[str, str]:
    """Title and sentence over the form: what was filled, and from where."""
    if proposals.source == "paste":
        title = ngettext(
            "{count} field filled from what you pasted.", "{count} fields filled from what you pasted.", count
        ).format(count=count)
    elif proposals.source == "other_customer":
        title = ngettext(
            "{count} field is from another customer’s order.",
            "{count} fields are from another customer’s order.",
            count,
        ).format(count=count)
    else:
        title = ngettext(
            "{count} field filled from this customer’s last order.",
            "{count} fields filled from this customer’s last order.",
            count,
        ).format(count=count)
    return title, ngettext("Check the marked one.", "Check the marked ones.", count)


def told_about(proposals: Proposals, now: datetime) -> str:
    """The small line under it: the pasted text on one line, or the day of the order; empty for neither."""
    if proposals.source == "paste":
        text = " · ".join(line.strip() for line in proposals.about.splitlines() if line.strip())
        shown = text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1].rstrip() + "…"
        return _("“{text}”").format(text=shown) if shown else ""
    moment = _moment(proposals.about)
    if moment is None:
        return ""
    from dodo_desktop.ui.words.times import absolute

    return _("Made on this computer, {when}").format(when=absolute(moment, now, year=False))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
