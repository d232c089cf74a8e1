"""What is said about API keys and the keyring."""

from dodo_desktop.ui.words import _, isolate


def key_refused(reason: str) -> str:
    """Why a pasted key was not taken; nothing was changed."""
    sentences = {
        "empty": _("The field is empty. Paste the key from the Dodo dashboard."),
        "bad_form": _(
            "This does not look like an API key. Copy the whole key from the Dodo dashboard and "
            "paste it again."
        ),
        "refused": _(
            "Dodo does not know this key, neither for test nor for live. Copy it again from the "
            "Dodo dashboard."
        ),
        "offline": _(
            "Dodo cannot be reached, so the key could not be checked and was not stored. Connect to"
            " the internet and save it again."
        ),
        "throttled": _("Dodo asks to wait a little, so the key was not stored. Save it again in a minute."),
        "server": _(
            "Dodo could not check the key just now, so it was not stored. Save it again in a few minutes."
        ),
        "other_business": _(
            "This key belongs to another business, so the orders here were kept apart from it. Save"
            " it without Replace to add that business."
        ),
        "keyring_locked": _(
            "The keyring of this computer is locked, so the key was not stored. Unlock it and save "
            "the key again."
        ),
        "keyring_timeout": _(
            "The keyring of this computer did not answer, so the key was not stored. Look for its "
            "question on the screen, then save the key again."
        ),
        "keyring_refused": _(
            "The keyring of this computer did not take the key. Check the keyring, then save the key again."
        ),
        "disk": _(
            "The account could not be written to the disk, so the key was not stored. Make room on "
            "the disk and save the key again."
        ),
    }
    return sentences.get(reason, sentences["server"])


def key_unreadable(state: str) -> str:
    """Why the stored key of a profile cannot be used now."""
    return {
        "locked": _("The keyring is locked. Orders wait here until it is open."),
        "missing": _("The key is not in the keyring any more. Orders wait here until it is added again."),
    }.get(state, "")


def key_line(tail: str, *, session_only: bool) -> str:
    """Where a key is, with its last four characters."""
    shown = isolate(tail)
    if session_only:
        return _("Key ends in {tail} · until the app closes, because this computer has no keyring").format(
            tail=shown
        )
    return _("Key ends in {tail} · in the keyring").format(tail=shown)


def removal_refused(reason: str) -> str:
    """Why a key could not be taken out of the keyring."""
    if reason == "locked":
        return _("The keyring is locked, so the key is still in it. Unlock it and remove the key again.")
    if reason == "timeout":
        return _(
            "The keyring did not answer, so the key is still in it. Look for its question on the "
            "screen, then remove the key again."
        )
    return _(
        "The keyring did not give the key up, so it is still in it. Remove it with the keyring's own program."
    )
