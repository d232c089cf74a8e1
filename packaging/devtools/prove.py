"""``dev.py prove``: shows that no order is lost or sent twice, whatever happens."""

import subprocess
from collections.abc import Sequence

from . import environment, system_packages
from .environment import Level
from .places import ROOT, clean_environment


def run(arguments: Sequence[str]) -> int:
    """Runs the proof; 0 if it holds. The options are those of ``tests.faults.prove``, which --help lists."""
    system_packages.prepare(driving=False)
    python = environment.prepare(Level.DEV)
    extra = {"QT_QPA_PLATFORM": "offscreen"}
    command = [str(python), "-m", "tests.faults.prove", *arguments]
    return subprocess.call(command, cwd=ROOT, env=clean_environment(**extra))
