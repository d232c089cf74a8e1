"""Imported before all else, it begins as the program's entry point does: no garbage is looked for until the
window's loop does that itself. Else a start would look for some again and again among all that it makes."""

import gc

gc.disable()
