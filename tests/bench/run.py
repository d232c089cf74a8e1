"""The command line of ``dev.py bench``: measures, prints the table, writes ``bench.json``.

It ends with status 1 where a target was missed. Figures are worth something on a quiet computer alone.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import figures
from tests.bench.desk import Desk
from tests.bench.places import ROOT
from tests.bench.rows import ROWS, write

_RUNS, _FEW = 12, 4


def main(arguments: Sequence[str]) -> int:
    """Measures what is asked for; the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    names = ", ".join(ROWS)
    parser.add_argument("--only", action="append", choices=ROWS, metavar="NAME", help=f"one of: {names}")
    parser.add_argument("--quick", action="store_true", help="fewer runs, for a first look")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md as well")
    known = parser.parse_args(arguments)
    if known.readme and (known.only or known.quick):
        parser.error("README gets figures of whole runs alone")
    rows = _measure(known.only or list(ROWS), quick=known.quick)
    date, machine = f"{datetime.now(UTC):%Y-%m-%d}", _machine()
    print("\n" + figures.table(rows), flush=True)
    write(ROOT / "bench.json", figures.document(rows, date, machine))
    if known.readme:
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        readme.write_text(figures.put_between(text, figures.markdown(rows, date, machine)), encoding="utf-8")
    return 0 if all(row.kept for row in rows) else 1


def _measure(names: Sequence[str], *, quick: bool) -> list[figures.Row]:
    rows = []
    with Desk(_FEW if quick else _RUNS, quick=quick) as desk:
        print(f"On {desk.screen}, {_machine()}.", flush=True)
        for name in names:
            began = time.monotonic()
            rows.append(_row(name, desk))
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    return rows


def _row(name: str, desk: Desk) -> figures.Row:
    """One row. Where its program failed, the others are measured all the same."""
    try:
        return ROWS[name](desk)
    except (RuntimeError, OSError, subprocess.SubprocessError) as fault:
        print(f"{name}: {fault}", file=sys.stderr, flush=True)
        return figures.Row(name, name, "-", missing="could not be measured", failed=True)


def _machine() -> str:
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
