"""Orders that wait for a key, in sentences: in the outbox, in its column, and beside the form."""

from dodo_desktop.ui.words import _


def blocked_told(reason: str) -> tuple[str, str]:
    """What keeps an order, and what its person can do, for a reason of `Blocked`."""
    told = {
        "key_refused": (
            _("The key was refused."),
            _("add a key that may read and write; the order then goes out by itself."),
        ),
        "key_forbidden": (
            _("The key may not make links."),
            _("add a key that may read and write; the order then goes out by itself."),
        ),
        "key_missing": (
            _("No API key is stored."),
            _("add one; the order then goes out by itself."),
        ),
        "keyring_locked": (
            _("The key is in this computer’s keyring, which is locked."),
            _("unlock the keyring; the order then goes out by itself."),
        ),
        "keyring_timeout": (
            _("The key is in this computer’s keyring, which did not answer."),
            _("look for its question on the screen; the order then goes out by itself."),
        ),
        "keyring_refused": (
            _("This computer’s keyring did not give the key out."),
            _("check the keyring, then try again; the order then goes out by itself."),
        ),
        "keyring_absent": (
            _("This computer has no keyring just now, so there is no key."),
            _("start the keyring, or add the key again; the order then goes out by itself."),
        ),
        "key_damaged": (
            _("What the keyring holds is no key; another program changed it."),
            _("replace the key; the order then goes out by itself."),
        ),
        "key_unchecked": (
            _("The keyring holds another key than was stored here, and Dodo has not said yet whose it is."),
            _("wait until Dodo can be reached, or replace the key; the order then goes out by itself."),
        ),
        "other_business": (
            _("The key is of another business than this order."),
            _("add the key of the business that the order was made for; it then goes out by itself."),
        ),
    }
    return told.get(
        reason, (_("The key did not work."), _("check the key; the order then goes out by itself."))
    )


def blocked_short(reason: str) -> str:
    """The same in a few words for a column."""
    return {
        "key_refused": _("Dodo refused the API key"),
        "key_forbidden": _("The key may not make links"),
        "key_missing": _("No API key is stored"),
        "keyring_locked": _("The keyring is locked"),
        "keyring_timeout": _("The keyring did not answer"),
        "keyring_refused": _("The keyring gave no key out"),
        "keyring_absent": _("There is no keyring"),
        "key_damaged": _("The keyring holds no key"),
        "key_unchecked": _("The key must be checked first"),
        "other_business": _("The key is of another business"),
    }.get(reason, _("The API key did not work"))


def blocked_in_form(reason: str) -> str:
    """The same where the order was made a moment ago."""
    words = {
        "key_forbidden": _(
            "The key may only read. The order waits here. Add a key that may read and write in Settings."
        ),
        "key_missing": _(
            "There is no key. The order waits here. Add one in Settings; it is then sent by itself."
        ),
        "keyring_locked": _(
            "The keyring is locked. The order waits here. Unlock it; it is then sent by itself."
        ),
        "keyring_timeout": _(
            "The keyring did not answer. The order waits here. Look for its question on the screen; "
            "the order is then sent by itself."
        ),
        "keyring_refused": _(
            "The keyring did not give the key out. The order waits here. Check the keyring, then try again."
        ),
        "keyring_absent": _(
            "This computer has no keyring just now. The order waits here. Start the keyring, or add the key "
            "again in Settings."
        ),
        "key_damaged": _(
            "What the keyring holds is no key. The order waits here. Replace the key in Settings; "
            "the order is then sent by itself."
        ),
        "key_unchecked": _(
            "The keyring holds another key than was stored here. The order waits here until Dodo says whose "
            "it is."
        ),
        "other_business": _(
            "The key belongs to another business. The order waits here. "
            "Add the key of the business that it was made for."
        ),
    }
    refused = _("The key was refused. The order waits here. Add a key that may read and write.")
    return words.get(reason, refused)
