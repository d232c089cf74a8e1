"""``dev.py prove``: thousands of orders under seeded faults, through the real services, store and HTTP.

It ends with status 1 where one order was lost, doubled without *Send again*, or told wrongly.
"""

import argparse
import logging
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.faults import sdk
from tests.faults.report import fault_table, outcome_table
from tests.faults.scenario import Day, play

A_DAY = 100
"""Orders that share a database."""
_MOST_LIES = 20


def _one_day(seed: str, orders: int) -> Day:
    # What is brought about on purpose need not be read a thousand times.
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        return play(seed, orders, Path(folder))


def _parts(orders: int) -> list[int]:
    whole, rest = divmod(orders, A_DAY)
    return [A_DAY] * whole + ([rest] if rest else [])


def exactly_once(orders: int, seed: int, workers: int) -> tuple[Day, Day]:
    """What became of `orders` orders of ours, and of as many of the SDK's."""
    ours, theirs = Day(), Day()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        days: dict[Future[Day], Day] = {}
        for number, part in enumerate(_parts(orders)):
            days[pool.submit(_one_day, f"{seed} {number}", part)] = ours
        for number, part in enumerate(_parts(orders)):
            days[pool.submit(sdk.play, f"{seed} {number}", part)] = theirs
        for count, future in enumerate(as_completed(days), start=1):
            days[future].add(future.result())
            if sys.stderr.isatty():
                print(f"\r{count} of {len(days)} runs", end="", file=sys.stderr, flush=True)
    return ours, theirs


def main(arguments: Sequence[str]) -> int:
    """The command line; the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py prove", description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2 * (os.cpu_count() or 1))
    known = parser.parse_args(arguments)
    started = time.monotonic()
    ours, theirs = exactly_once(known.orders, known.seed, known.workers)
    seconds = time.monotonic() - started
    print(f"{known.orders:,} orders, seed {known.seed}, {seconds:.0f} s\n")
    print(fault_table(ours.happened, theirs.happened), end="\n\n")
    print(outcome_table(ours, theirs, sdk.VERSION), end="\n\n")
    for lie in ours.lies[:_MOST_LIES]:
        print(lie)
    print("No order was lost, doubled or told wrongly." if ours.honest else "This is NOT what is promised.")
    return 0 if ours.honest else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
