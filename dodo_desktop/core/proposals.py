"""Proposals: texts that something other than typing put into fields, until a person accepts them."""

from typing import Literal

from dodo_desktop.core.value import value

Source = Literal["", "last_order", "paste", "other_customer"]


@value
class Offer:
    """What is to be proposed: texts by the object names of fields of customer, billing and the tax ID.

    A field that has its text already is left out. `source` says where the texts come from; `about` is shown
    with them: for ``paste`` the pasted text, for ``last_order`` the moment of that order in ISO form.
    `customer_mode` is the face that the customer section turns to, empty for the one that it shows.
    """

    source: Source
    values: tuple[tuple[str, str], ...]
    about: str = ""
    customer_mode: str = ""


@value
class Proposals:
    """What is proposed in a draft at present. `before` holds each such field with what stood there.

    The source ``other_customer`` fills nothing: it doubts an address that stands there, for it is of the
    customer whom the order was for before.

    `mode_before` is the face that the customer section showed, empty where that did not change.
    """

    source: Source = ""
    about: str = ""
    before: tuple[tuple[str, str], ...] = ()
    mode_before: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """Object names of the fields that are only proposed."""
        return frozenset(name for name, _text in self.before)

    def without(self, fields: frozenset[str]) -> "Proposals":
        """These fields are accepted. What is left; nothing at all once no field is."""
        before = tuple(pair for pair in self.before if pair[0] not in fields)
        if not before:
            return Proposals()
        # The fields of a customer that somebody typed into stay in sight.
        kept = "" if any(name.startswith("customer.") for name in fields) else self.mode_before
        return Proposals(self.source, self.about, before, kept)


NOTHING = Proposals()
"""What a draft proposes as long as nothing was offered."""
