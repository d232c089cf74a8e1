"""What is said about API keys, the keyring and the accounts that keys are of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dodo_desktop.core.faults import SettingsUnread
from dodo_desktop.core.profiles import KeyState
from dodo_desktop.core.value import value
from dodo_desktop.ui.words import _, isolate, ngettext
from dodo_desktop.ui.words.labels import mode_word

if TYPE_CHECKING:
    from dodo_desktop.services.keys import Connected
    from dodo_desktop.services.ports import Profile


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
        "settings_unread": _(
            "The settings could not be read at the start and nothing is saved over them, so the key was not "
            "stored. Close the app, allow reading settings.json or check the disk, start the app again and "
            "save the key again."
        ),
    }
    return sentences.get(reason, sentences["server"])


def key_stored(connected: Connected) -> str:
    """What became of a pasted key, and what is not known of it yet."""
    profile = connected.profile
    told = {"mode": mode_word(profile.mode), "name": isolate(account_name(profile))}
    if connected.key_state is KeyState.SESSION_ONLY:
        text = _(
            "This computer has no keyring, so the key is kept until the app closes. It is for {mode}: {name}."
        )
    elif connected.instead is not None:
        text = _("This key is for {mode}, so it was stored as an account of its own: {name}.")
    else:
        text = _("Key stored. It is for {mode}: {name}.")
    parts = [text.format(**told)]
    if connected.instead is not None:
        other = _("The key of {mode}: {name} stays as it was.")
        parts.append(
            other.format(
                mode=mode_word(connected.instead.mode), name=isolate(account_name(connected.instead))
            )
        )
    if connected.both:
        parts.append(_("Dodo takes it for live, too; test was chosen."))
    parts.append(_("Whether it may make links shows with the first one."))
    return " ".join(parts)


def check_refused(reason: str) -> str:
    """Why *Check key* was not answered with yes; the key stays where it is."""
    told = {
        "keyring_locked": _(
            "The keyring is locked, so the key could not be looked at. Unlock it and check the key again."
        ),
        "keyring_timeout": _(
            "The keyring did not answer, so the key could not be looked at. Look for its question on the "
            "screen, then check the key again."
        ),
        "keyring_refused": _(
            "The keyring did not give the key out, so it could not be looked at. Check the keyring, then the "
            "key again."
        ),
        "keyring_absent": _("This computer has no keyring just now, so the key could not be looked at."),
        "refused": key_trouble("key_refused"),
        "other_business": key_trouble("other_business"),
        "key_missing": key_trouble("key_missing"),
        "key_damaged": key_trouble("key_damaged"),
    }
    return told.get(reason, _("Dodo could not be asked just now. The key stays as it is."))


def key_trouble(reason: str) -> str:
    """Why the key of an account cannot be used now, what that means for orders, and what to do."""
    told: dict[str, Callable[[], str]] = {
        "keyring_locked": lambda: _("The keyring is locked. Orders wait here until it is open."),
        "keyring_timeout": lambda: _(
            "The keyring did not answer. Look for its question on the screen. Orders wait here until then."
        ),
        "keyring_refused": lambda: _(
            "The keyring did not give the key out, so orders wait here. Check the keyring, then try again."
        ),
        "keyring_absent": lambda: _(
            "This computer has no keyring just now, so orders wait here. Start the keyring, or add the key "
            "again."
        ),
        "key_missing": lambda: _(
            "The key is not in the keyring any more. Orders wait here until it is added again."
        ),
        "key_damaged": lambda: _(
            "What the keyring holds for this account is no key; another program changed it. Nothing is sent "
            "with it, and orders wait here. Replace the key."
        ),
        "key_unchecked": lambda: _(
            "The keyring holds another key than was stored here, and Dodo could not be asked whose it is. "
            "Orders wait here until that is known."
        ),
        "key_refused": lambda: _(
            "Dodo does not accept this key any more. Orders wait here. Replace the key."
        ),
        "key_forbidden": lambda: _(
            "Dodo made no link with this key, because it may only read. Orders wait here. Replace it by a "
            "key that may read and write."
        ),
        "other_business": lambda: _(
            "The keyring holds the key of another business. Nothing is sent with it, and orders wait here. "
            "Replace the key."
        ),
    }
    return told.get(reason, lambda: _("The key did not work, so orders wait here. Replace the key."))()


def environment_line(host: str, trouble: str) -> str:
    """What the environment decides for this session; `host` is empty for Dodo's own, `trouble` where its key
    works."""
    if trouble:
        return _(
            "Dodo does not make links with the key of the environment. Orders wait here. Correct "
            "DODO_PAYMENTS_API_KEY and start the app again, or work in one of the accounts above."
        )
    if host:
        text = _("This session works with {host}, as the environment says. Its key is not stored.")
        return text.format(host=isolate(host))
    return _("This session uses the key of the environment. It is not stored.")


def unlock_label(reason: str) -> str:
    """The button that has the keyring asked for the key again."""
    return _("Unlock…") if reason == "keyring_locked" else _("Try again")


def key_line(tail: str, *, session_only: bool) -> str:
    """Where a key is, with its last four characters."""
    shown = isolate(tail)
    if not tail:
        return _("No key is stored")
    if session_only:
        return _("Key ends in {tail} · until the app closes, because this computer has no keyring").format(
            tail=shown
        )
    return _("Key ends in {tail} · in the keyring").format(tail=shown)


def removal_refused(reason: str) -> str:
    """Why a key could not be taken out of the keyring; it goes on working."""
    if reason == "locked":
        return _("The keyring is locked, so the key is still in it. Unlock it and remove the key again.")
    if reason == "timeout":
        return _(
            "The keyring did not answer, so the key is still in it. Look for its question on the "
            "screen, then remove the key again."
        )
    return _(
        "The keyring did not give the key up, so it is still in it and still in use. Remove it with the "
        "keyring’s own program."
    )


def removal_consequence(waiting: int) -> str:
    """What becomes of the orders of an account whose key is to be removed."""
    if not waiting:
        return _("Drafts, orders and links stay on this computer.")
    return ngettext(
        "{count} order waits. It stays here and goes out once a key of this business is added again.",
        "{count} orders wait. They stay here and go out once a key of this business is added again.",
        waiting,
    ).format(count=waiting)


def forgetting_consequence(folder: str) -> str:
    """What becomes of an account that is to be taken off the list."""
    return _(
        "Its key is removed from the keyring. Drafts, orders and links stay on this computer, in {folder}. "
        "They are back once a key of this business is added again."
    ).format(folder=isolate(folder))


def orders_wait(count: int) -> str:
    """Why an account stays on the list."""
    return ngettext(
        "{count} order of this account waits in its outbox, so it stays on the list. Send or discard it "
        "first.",
        "{count} orders of this account wait in its outbox, so it stays on the list. Send or discard them "
        "first.",
        count,
    ).format(count=count)


def forgotten(name: str, folder: str) -> str:
    """An account was taken off the list."""
    return _("{name} was taken off the list. Its drafts, orders and links are in {folder}.").format(
        name=isolate(name), folder=isolate(folder)
    )


def not_saved(fault: OSError) -> str:
    """A choice that the disk did not take, for the fault that the system told."""
    if isinstance(fault, SettingsUnread):
        return _(
            "The settings could not be read at the start, so nothing is saved over them and nothing was "
            "changed. Close the app, allow reading settings.json or check the disk, and start the app again."
        )
    return _("The disk did not take the change, so nothing was changed. Make room on it, then try again.")


@value
class Unready:
    """Why nothing can be opened with the environment's key yet. `again` says whether Dodo is asked again."""

    title: str
    text: str
    again: bool


def unready(reason: str) -> Unready:
    """For the reasons of a key whose mode is unknown: bad_form, refused, offline, throttled."""
    if reason == "bad_form":
        return Unready(
            _("The key of the environment is no API key"),
            _(
                "Nothing was opened with it, and nothing was sent. Correct DODO_PAYMENTS_API_KEY and start "
                "the app again."
            ),
            again=False,
        )
    if reason == "refused":
        return Unready(
            _("Dodo does not know the key of the environment"),
            _(
                "It is good neither for test nor for live, so nothing was opened with it and nothing was "
                "sent. Correct DODO_PAYMENTS_API_KEY and start the app again."
            ),
            again=True,
        )
    text = _(
        "The app has to ask Dodo once whether the key of the environment is for test or for live. Until then "
        "nothing is opened with it, so that no order goes to the wrong place. It is asked again by itself."
    )
    if reason == "throttled":
        return Unready(_("Dodo asks to wait a little"), text, again=True)
    return Unready(_("Dodo cannot be reached"), text, again=True)


def account_name(profile: Profile) -> str:
    """What an account is called; by its mode where nothing else is known."""
    return profile.shown_name or mode_word(profile.mode)


def told_apart(profiles: Sequence[Profile]) -> dict[str, str]:
    """What each account is called by its id, so that no two of one mode are called the same."""
    named = [(profile.mode, account_name(profile)) for profile in profiles]
    names = {}
    for profile, mark in zip(profiles, named, strict=True):
        name = account_name(profile)
        twin = named.count(mark) > 1 and profile.key_tail
        names[profile.profile_id] = (
            _("{name} · key ends in {tail}").format(name=isolate(name), tail=isolate(profile.key_tail))
            if twin
            else name
        )
    return names
