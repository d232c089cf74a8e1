"""What the environment says, under the names that Dodo's own libraries use."""

import os
from collections.abc import MutableMapping

from dodo_desktop.core.value import value

KEY_NAME = "DODO_PAYMENTS_API_KEY"
BASE_URL_NAME = "DODO_PAYMENTS_BASE_URL"


@value
class Environment:
    """A key and a base URL, each empty where the environment has none. Its repr never shows the key."""

    key: str = ""
    base_url: str = ""

    def __repr__(self) -> str:
        return f"Environment(key={'given' if self.key else 'none'})"


def take_environment(environ: MutableMapping[str, str] | None = None) -> Environment:
    """Reads both and removes the key, so that no program started from here inherits it.

    `environ` is the process's own where None. Whether the base URL may be used is for others to judge.
    """
    variables = os.environ if environ is None else environ
    key = variables.pop(KEY_NAME, "").strip()
    if key:
        from dodo_desktop.system.redaction import redact

        redact(key)
    return Environment(key, variables.get(BASE_URL_NAME, "").strip())
