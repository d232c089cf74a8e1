"""``dev.py bench``: how fast the program is, against floors that are measured in the same run."""

import subprocess
from collections.abc import Sequence

from . import environment, system_packages
from .environment import Level
from .places import ROOT, clean_environment


def run(arguments: Sequence[str]) -> int:
    """Measures; 0 if every target is reached. The options are those of ``tests.bench.run``."""
    system_packages.prepare(driving=True)
    python = environment.prepare(Level.DEV)
    return subprocess.call(
        [str(python), "-m", "tests.bench.run", *arguments], cwd=ROOT, env=clean_environment()
    )
