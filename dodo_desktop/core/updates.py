"""Newer versions of the program: where they are, which is newer, and what was learnt of them."""

import re
from datetime import datetime

from dodo_desktop.core.project import PAGE
from dodo_desktop.core.value import value

RELEASES = f"{PAGE}/releases"
"""The project's own page. It is the only one that is asked, and the only one that is opened."""
DOWNLOAD_PAGE = f"{RELEASES}/latest"
"""Where a person gets the newest version; no answer from outside changes it."""

# Compiled by whoever asks first: no start does.
_VERSION = r"(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})"


@value
class UpdateNote:
    """What the person chose, and what was learnt so far.

    `tell` is the choice to be told. `asked_at` is when the page was last asked, whatever it answered.
    `newest` is the number that it named, empty for none. `put_off` is the version that the person does not
    want to be reminded of.
    """

    tell: bool = True
    asked_at: datetime | None = None
    newest: str = ""
    put_off: str = ""


def is_version(text: str) -> bool:
    """Whether a text is a version of ours: three plain numbers, and nothing else."""
    return re.fullmatch(_VERSION, text) is not None and text.isascii()


def is_newer(version: str, current: str) -> bool:
    """Whether `version` comes after `current`; what is no version never does."""
    return is_version(version) and is_version(current) and _numbers(version) > _numbers(current)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
