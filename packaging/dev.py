"""Everything a developer, a tester and CI need, from a bare checkout: ``python3 packaging/dev.py --help``.

This file must also start on Pythons that the project does not support, to say so in a sentence; so it uses
nothing newer than they know, and loads the rest only once a suitable Python runs it.

The folder ``packaging`` is never to become a Python package: a library of that name is in the environment.
"""

import subprocess
import sys

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def find_supported() -> str:
    """The first supported Python on PATH, newest first; an empty string if there is none."""
    for version in reversed(SUPPORTED):
        ask = f"import sys; print(sys.executable if sys.version_info[:2] == {version} else '')"
        try:
            # A name on PATH may be a version manager's stand-in for a Python that is not there.
            name = f"python{version[0]}.{version[1]}"
            answer = subprocess.check_output([name, "-c", ask], stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            continue
        if answer.strip():
            return answer.decode().strip()
    return ""


def main() -> int:
    """Run the command line on a supported Python, handing over to another one if this one is not."""
    if sys.version_info[:2] in SUPPORTED:
        from devtools.commands import run

        return run(sys.argv[1:])
    other = find_supported()
    if not other:
        this = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.stderr.write(
            f"Dodo Payment Links needs Python 3.11, 3.12 or 3.13, and this is {this}. "
            "Install one of them and start this command with it.\n"
        )
        return 2
    return subprocess.call([other, __file__, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
