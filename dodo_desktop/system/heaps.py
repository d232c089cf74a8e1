"""How the C library keeps memory, where it is known to listen."""

import os
import sys

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's <malloc.h>."""

_ARENAS = 2


def share_heaps() -> bool:
    """Lets all worker threads have their memory from one heap, beside the one of the window; whether it does.

    For before they begin. glibc gives each thread a heap of its own, up to eight for each processor, and what
    one of them lets go is of no use to another. Other C libraries are left as they are.
    """
    if sys.platform != "linux" or "CS_GNU_LIBC_VERSION" not in os.confstr_names:
        return False
    try:
        if not os.confstr("CS_GNU_LIBC_VERSION"):
            return False
        import ctypes

        return bool(ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS))
    except (OSError, ValueError, AttributeError):
        return False
