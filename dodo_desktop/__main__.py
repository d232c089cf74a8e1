"""Starts the program."""

import gc
import sys


def main() -> int:
    """Entry point of the console script. Returns the exit status."""
    # Hardly anything that a start makes is garbage: it is looked for from the first picture on.
    gc.disable()
    from dodo_desktop.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
