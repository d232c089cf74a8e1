"""What libraries would load beside what the program uses of them."""

import os
import sys
from typing import Any, cast


def leave_out() -> None:
    """Keeps it out; called before any of them is imported.

    Plug-ins of pydantic are looked for in all that is installed, and would read what customers typed. The
    command line of httpx brings a library for coloured terminals along wherever one is installed.
    """
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # An entry that is None makes the import fail, which httpx expects where that library is missing.
    cast("dict[str, Any]", sys.modules).setdefault("httpx._main", None)
