"""``dev.py prove``: thousands of orders under seeded faults, through the real services, store and HTTP.

It ends with status 1 where one order was lost, doubled without *Send again*, or told wrongly. With
``--notes`` a run that was broken off goes on where it was.
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
from tests.faults.day import Day
from tests.faults.kills import Deaths, Kills
from tests.faults.notes import Notes
from tests.faults.report import fault_table, kill_table, outcome_table
from tests.faults.scenario import play

A_DAY = 100
"""Orders that share a database."""
A_CHAIN = 20
"""Kills of the program on the same data, one after the other."""
_MOST_LIES = 20
_SAID_EVERY = 10


def _one_day(seed: str, orders: int) -> Day:
    # What is brought about on purpose need not be read a thousand times.
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        return play(seed, orders, Path(folder))


def _parts(many: int, size: int) -> list[int]:
    whole, rest = divmod(many, size)
    return [size] * whole + ([rest] if rest else [])


def exactly_once(orders: int, seed: int, workers: int, notes: Notes) -> tuple[Day, Day]:
    """What became of `orders` orders of ours, and of as many of the SDK's."""
    ours, theirs = Day(), Day()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        days: dict[Future[Day], tuple[Day, str]] = {}
        for whose, play_one, total in (("ours", _one_day, ours), ("sdk", sdk.play, theirs)):
            for number, part in enumerate(_parts(orders, A_DAY)):
                name = f"{whose} {seed} {number} {part}"
                known = notes.day(name)
                if known is None:
                    days[pool.submit(play_one, f"{seed} {number}", part)] = total, name
                else:
                    total.add(known)
        for count, future in enumerate(as_completed(days), start=1):
            total, name = days[future]
            total.add(future.result())
            notes.keep(name, future.result())
            if count % _SAID_EVERY == 0:
                so_far = f"{ours.orders:,} orders so far, {ours.lost} lost, {ours.doubled} doubled"
                print(
                    f"{so_far}; SDK {theirs.orders:,}, {theirs.doubled} doubled", file=sys.stderr, flush=True
                )
    return ours, theirs


def _one_chain(seed: str, kills: int) -> Deaths:
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        return Kills(seed, kills, Path(folder)).run()


def killed(kills: int, seed: int, workers: int, notes: Notes) -> Deaths:
    """What came of so many deaths of the real program, in short chains of them."""
    deaths = Deaths()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        chains: dict[Future[Deaths], str] = {}
        for number, part in enumerate(_parts(kills, A_CHAIN)):
            name = f"kills {seed} {number} {part}"
            known = notes.deaths(name)
            if known is None:
                chains[pool.submit(_one_chain, f"{seed} {number}", part)] = name
            else:
                deaths.add(known)
        for chain in as_completed(chains):
            deaths.add(chain.result())
            notes.keep(chains[chain], chain.result())
            print(f"{deaths.kills} kills so far, {len(deaths.lies)} wrong", file=sys.stderr, flush=True)
    return deaths


def _prove_kills(kills: int, seed: int, notes: Notes) -> bool:
    started = time.monotonic()
    deaths = killed(kills, seed, min(os.cpu_count() or 1, 4), notes)
    print(f"{kills:,} kills of the program, seed {seed}, {time.monotonic() - started:.0f} s\n")
    print(kill_table(deaths), end="\n\n")
    for lie in deaths.lies[:_MOST_LIES]:
        print(lie)
    return deaths.honest


def _prove_orders(orders: int, seed: int, workers: int, notes: Notes) -> bool:
    started = time.monotonic()
    ours, theirs = exactly_once(orders, seed, workers, notes)
    print(f"{orders:,} orders, seed {seed}, {time.monotonic() - started:.0f} s\n")
    print(fault_table(ours.happened, theirs.happened), end="\n\n")
    print(outcome_table(ours, theirs, sdk.VERSION), end="\n\n")
    for lie in ours.lies[:_MOST_LIES]:
        print(lie)
    return ours.honest


def main(arguments: Sequence[str]) -> int:
    """The command line; the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py prove", description=__doc__)
    parser.add_argument("--orders", type=int, default=None, help="how many; 10,000 unless --kills is given")
    parser.add_argument("--kills", type=int, default=0, help="kill the real program so many times")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2 * (os.cpu_count() or 1), help="processes")
    parser.add_argument("--notes", type=Path, help="a file that keeps what is done, so that a run can go on")
    known = parser.parse_args(arguments)
    notes = Notes(known.notes)
    orders = known.orders if known.orders is not None else (0 if known.kills else 10_000)
    honest = True
    if orders:
        honest = _prove_orders(orders, known.seed, known.workers, notes)
    if known.kills:
        honest = _prove_kills(known.kills, known.seed, notes) and honest
    print("Nothing was lost, doubled or told wrongly." if honest else "This is NOT what is promised.")
    return 0 if honest else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
