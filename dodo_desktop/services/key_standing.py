"""What is known of the key in use: which business it is of, and what it was refused for."""

from collections.abc import Callable

from dodo_desktop.core.outgoing import OutgoingPayment


class KeyStanding:
    """`business_id` is the recorded business; `on_business` is called with the first that Dodo names where
    none is recorded. `refusal` is why the key is not used for sending, empty where nothing is known against
    it. `count` is how many other keys there were before it."""

    def __init__(self, business_id: str, on_business: Callable[[str], None]) -> None:
        self._on_business = on_business
        self.business_id = business_id
        self.refusal = ""
        self.count = 0

    def note_business(self, business_id: str) -> None:
        """Dodo named a business. One other than the recorded stops all further sending."""
        if not business_id:
            return
        if not self.business_id:
            self.business_id = business_id
            self._on_business(business_id)
        elif business_id != self.business_id:
            self.refusal = "other_business"

    def forgive(self) -> None:
        """There is another key; what the last one was refused for is past, also where that is told late."""
        self.refusal = ""
        self.count += 1

    def forgive_key(self) -> None:
        """A person wants the same key tried again, which another business's never is."""
        if self.refusal != "other_business":
            self.refusal = ""

    def other_business(self, order: OutgoingPayment) -> str:
        """Why an order does not go out with this key, where it is another business's."""
        known = order.business_id and self.business_id
        return "other_business" if known and order.business_id != self.business_id else ""
