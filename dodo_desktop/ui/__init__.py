"""The window; the only package that knows PySide6 and qasync. It is imported before anything of Qt."""

import builtins

from dodo_desktop.ui.binding import signatures_late
from dodo_desktop.ui.enumerations import quick_enumerations

quick_enumerations()
with signatures_late():
    import PySide6.QtCore  # noqa: F401 - it changes how imports work, which is taken back here

# PySide reads the source of whatever is imported after it, to learn which of two spellings of Qt's names it
# uses. Nothing here uses the other one, and all those sources would stay in memory.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
