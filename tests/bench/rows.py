"""What is measured, each by a function that gives its row of the table."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from tests.bench import dataset, packaged
from tests.bench.desk import Desk
from tests.bench.figures import (
    Check,
    Pair,
    Row,
    Series,
    at_least,
    found_by,
    held,
    in_the_way,
    on_a_key,
    pair,
    until_whole,
    with_code,
    with_form,
    with_uses,
    with_widgets,
)
from tests.bench.gaps import Gap, Gaps, gaps_of, gaps_row
from tests.bench.paced import Paced, Pacing

BARE = "a bare QMainWindow"
_MS, _LEAST_COLOURS = 1000.0, 20
_AT_ONCE = 4
"""Orders under way at a time; the rival gets as many."""


def _bare(desk: Desk) -> float:
    told = desk.run("bare")
    return float(told["painted"] - told["began"]) * _MS


def _start(desk: Desk, *options: str, environment: Mapping[str, str]) -> float:
    told = desk.run("start", *options, environment=environment)
    if told["colours"] < _LEAST_COLOURS:
        raise RuntimeError("the window was not on the screen when it said so")
    return float(told["painted"] - told["began"]) * _MS


def start(desk: Desk) -> Row:
    """To the first picture; beside it, what a window of as many widgets takes that is none of ours."""
    tree = desk.folder / "tree.json"
    with desk.host() as host:
        full = desk.shop("full", dataset.LARGE, host)
        told = desk.run("start", "--tree", tree, *full.options, environment=full.environment)
        ours, whole, floor, plain, dressed = desk.alternating(
            lambda: _start(desk, *full.options, environment=full.environment),
            lambda: _start(desk, "--whole", *full.options, environment=full.environment),
            lambda: _bare(desk),
            lambda: _plain(desk, tree),
            lambda: _plain(desk, tree, "--sheet"),
        )
    what = "start to the first painted window, whose search takes typing"
    way = in_the_way(told["shown"], Series(tuple(floor)), Series(tuple(plain)), Series(tuple(dressed)))
    way = until_whole(way, Series(tuple(floor)), Series(tuple(whole)))
    return pair(ours, floor).row(("start", what, f"{BARE}, painted"), 1.4, way=way)


def _plain(desk: Desk, tree: Path, *options: str) -> float:
    told = desk.run("plain", tree, *options)
    return float(told["painted"] - told["began"]) * _MS


def start_full(desk: Desk) -> Row:
    """The same, with much data against none."""
    with desk.host() as host:
        full, empty = desk.shop("full", dataset.LARGE, host), desk.shop("empty", dataset.EMPTY, host)
        ours, floor = desk.alternating(
            lambda: _start(desk, *full.options, environment=full.environment),
            lambda: _start(desk, *empty.options, environment=empty.environment),
        )
    what = "the same with 100,000 customers, 10,000 drafts, 10,000 links"
    return pair(ours, floor).row(("full", what, "an empty account"), 1.15)


def ready(desk: Desk) -> Row:
    """To a form that takes typing and a directory that answers."""
    tree = desk.folder / "form.json"
    with desk.host() as host:
        full = desk.shop("full", dataset.LARGE, host)
        shown = desk.run("ready", "--tree", tree, *full.options, environment=full.environment)["shown"]
        searched: list[float] = []

        def ours() -> float:
            told = desk.run("ready", *full.options, environment=full.environment)
            searched.append(float(told["found"] - told["began"]) * _MS)
            return float(told["ready"] - told["began"]) * _MS

        def libraries() -> float:
            told = desk.run("libraries", full.database)
            return float(told["ready"] - told["began"]) * _MS

        def plain() -> float:
            told = desk.run("formed", tree, full.database)
            return float(told["ready"] - told["began"]) * _MS

        form, floor, way, formed = desk.alternating(ours, lambda: _bare(desk), libraries, plain)
    what = "start to a form that takes typing and what its first search finds"
    bare = Series(tuple(floor))
    stands = with_form(held(bare, Series(tuple(way)), "qasync"), bare, Series(tuple(formed)), shown)
    stands = found_by(stands, bare, Series(tuple(searched[1:])))
    return pair(form, floor).row(("ready", what, f"{BARE}, painted"), 2.5, way=stands)


def memory(desk: Desk) -> Row:
    """Memory at rest."""
    tree, widgets = desk.folder / "whole.json", 0
    with desk.host() as host:
        full = desk.shop("full", dataset.LARGE, host)

        def idle() -> float:
            nonlocal widgets
            told = desk.run("idle", tree, *full.options, environment=full.environment)
            widgets = told["widgets"]
            return float(told["resident"])

        ours, floor, way, dressed, used, code = desk.alternating(
            idle,
            lambda: float(desk.run("bare", "--rest")["resident"]),
            lambda: float(desk.run("libraries", full.database)["resident"]),
            lambda: float(desk.run("libraries", full.database, tree)["resident"]),
            lambda: float(desk.run("libraries", full.database, tree, host.url)["resident"]),
            lambda: float(desk.run("libraries", full.database, tree, host.url, "--code")["resident"]),
        )
    bare = Series(tuple(floor), "MB")
    stands = held(bare, Series(tuple(way), "MB"), "qasync, pydantic, ssl and httpx")
    stands = with_widgets(stands, bare, Series(tuple(dressed), "MB"), widgets)
    stands = with_uses(stands, bare, Series(tuple(used), "MB"))
    stands = with_code(stands, bare, Series(tuple(code), "MB"))
    return pair(ours, floor, "MB").row(("memory", "resident memory at rest", BARE), 2.2, way=stands)


def day(desk: Desk) -> Row:
    """Memory after a working day."""
    links = 60 if desk.quick else 500
    with desk.host() as host:
        full = desk.shop("full", dataset.LARGE, host)
        told = desk.run("day", str(links), *full.options, environment=full.environment)
    flat = Check("second half", told["end"] / told["half"], 1.02)
    what = f"resident memory after {links} links and every screen"
    return pair([told["end"]], [told["idle"]], "MB").row(("day", what, "our own at rest"), 1.25, flat)


def create(desk: Desk) -> Row:
    """One link."""
    times = 5 if desk.quick else 10
    ours: list[float] = []
    bare: list[float] = []
    parts: dict[str, list[float]] = {}
    tree, widgets = desk.folder / "panel.json", 0
    with desk.host() as host:
        full = desk.shop("full", dataset.LARGE, host)
        for _ in range(2 if desk.quick else 3):
            told = desk.run("create", str(times), "--tree", tree, *full.options, environment=full.environment)
            ours += told["create"]
            widgets = told["widgets"]
            told = desk.run("create_parts", host.url, desk.folder, str(times * 3))
            for part in ("sdk", "commits", "qr"):
                parts.setdefault(part, []).extend(told[part])
            bare += desk.run("panel", tree, host.url, desk.folder, str(times))["seconds"]
    alone = {part: Series(tuple(value * _MS for value in values)) for part, values in parts.items()}
    whole = [sum(each) * _MS for each in zip(*parts.values(), strict=True)]
    names = {"sdk": "SDK call", "commits": "three commits", "qr": "QR code"}
    note = ", ".join(f"{names[part]} {series}" for part, series in alone.items())
    mine = [value * _MS for value in ours]
    what = "Create pressed to link and QR code painted"
    against = "SDK payments.create + three durable commits + one QR code"
    both = pair(mine, whole)
    way = on_a_key(both.floor, Series(tuple(value * _MS for value in bare)), widgets)
    return both.row(("create", what, against), 1.5, notes=[note], way=way)


def queue(desk: Desk) -> Row:
    """Many orders."""
    orders = 200 if desk.quick else 1000
    with desk.host() as host:

        def ours() -> float:
            host.forget()
            host.tell("hold")
            shop = desk.shop("queue", dataset.Size(1000, 100, 10, 10, orders), host)
            desk.run("orders", str(orders), *shop.options, environment=shop.environment)
            told = host.told()
            if told["doubled"]:
                raise RuntimeError(f"{told['doubled']} orders were doubled")
            return float(told["seconds"])

        def sdk() -> float:
            host.forget()
            desk.run("sdk", host.url, str(orders), str(_AT_ONCE))
            return float(host.told()["seconds"])

        def wire() -> float:
            told = desk.run("wire", host.url, desk.folder, str(orders), str(_AT_ONCE))
            return float(told["seconds"])

        mine, rival, least = desk.alternating(ours, sdk, wire, most=3)
    lost, doubled = _under_faults()
    doubling = (Check("doubled under faults", float(lost + doubled[0]), 0.0),)
    what = f"{orders:,} queued orders sent by a window that is whole, pacing off"
    against = f"the async SDK, {_AT_ONCE} at once"
    note = f"of 100 orders under faults the SDK doubled {doubled[1]}, we doubled {doubled[0]} and lost {lost}"
    way = at_least(Series(tuple(rival), "s"), Series(tuple(least), "s"), _AT_ONCE)
    return pair(mine, rival, "s").row(("queue", what, against), 2.0, *doubling, notes=[note], way=way)


def _under_faults() -> tuple[int, tuple[int, int]]:
    """Of 100 orders whose answers get lost: how many we lost, how many we and the SDK doubled."""
    from tests.faults.notes import Notes
    from tests.faults.prove import exactly_once

    ours, theirs = exactly_once(100, 1, 2, Notes())
    return ours.lost, (ours.doubled, theirs.doubled)


def keys(desk: Desk) -> Row:
    """One key of a search. The slowest are judged while the computer kept its pace."""
    rounds = 2 if desk.quick else 5
    runs: list[list[Paced]] = [[], []]
    with desk.host() as host:
        large = desk.shop("large", dataset.LARGE, host)
        small = desk.shop("small", dataset.SMALL_DIRECTORY, host)
        for _ in range(1 if desk.quick else 3):
            for place, shop in enumerate((large, small)):
                told = desk.run("keys", str(rounds), *shop.options, environment=shop.environment)
                values = [value * _MS for value in told["keys"]]
                runs[place].append(Paced(values, told["before"], told["after"]))
    ours, floor = map(Pacing.of, runs)
    beside = ours.told("keys")
    both = Pair(ours.all, floor.all)
    what = "key to painted results, 100,000 customers"
    row = both.row(("keys", what, "1,000 customers"), 2.0, ours.slowest(8.0), notes=[beside])
    data = row.data | {"probes": [[run.before, run.after] for run in runs[0]]}
    return replace(row, beside=beside, data=data, missing=ours.unmeasured, failed=bool(ours.unmeasured))


def gaps(desk: Desk) -> Row:
    """The loop of the window."""
    orders = 200 if desk.quick else 1000
    runs: list[Gaps] = []
    rest: list[Gap] = []
    with desk.host() as host:
        for _ in range(1 if desk.quick else 3):
            shop = desk.shop("journey", dataset.Size(queued=orders), host)
            told = desk.run("journey", str(orders), *shop.options, environment=shop.environment)
            runs.append(gaps_of(told["busy"]))
            rest += gaps_of(told["rest"])
    what = f"gaps of the window's loop: search, pick, 100-line cart, create, {orders:,} orders, every screen"
    return gaps_row("gaps", what, runs, rest)


def fill(desk: Desk) -> Row:
    """The loop of the window while all customers are read."""
    customers = 20_000 if desk.quick else 100_000
    runs: list[Gaps] = []
    rest: list[Gap] = []
    with desk.host("--customers", str(customers)) as host:
        for _ in range(1 if desk.quick else 2):
            shop = desk.shop("fill", None, host)
            told = desk.run("fill", *shop.options, environment=shop.environment)
            if told["read"] < customers / 2:
                raise RuntimeError(f"only {told['read']} customers were read")
            runs.append(gaps_of(told["busy"]))
            rest += gaps_of(told["rest"])
    what = f"gaps of the window's loop: {customers:,} customers read while one is looked for"
    return gaps_row("fill", what, runs, rest)


ROWS: Mapping[str, Callable[[Desk], Row]] = MappingProxyType(
    {
        "start": start,
        "full": start_full,
        "ready": ready,
        "memory": memory,
        "day": day,
        "create": create,
        "queue": queue,
        "keys": keys,
        "gaps": gaps,
        "fill": fill,
        "packaged": packaged.start,
        "size": packaged.size,
    }
)


def write(path: Path, document: object) -> None:
    """Keeps all figures."""
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
