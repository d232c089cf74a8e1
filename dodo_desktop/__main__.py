"""Starts the program."""

import sys


def main() -> int:
    """Entry point of the console script. Returns the exit status."""
    from dodo_desktop.app import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
