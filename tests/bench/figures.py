"""What was measured, what it is judged by, and the tables that show it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Series:
    """Measurements of one thing, in one unit."""

    values: tuple[float, ...]
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The value in the middle."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The quarter points: half of all measurements lie between them."""
        if len(self.values) < 2:
            return self.values[0], self.values[0]
        low, _middle, high = quantiles(self.values, n=4, method="inclusive")
        return low, high

    def percentile(self, percent: int) -> float:
        """The value that so many percent of all measurements do not exceed."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]

    def __str__(self) -> str:
        low, high = self.spread
        return f"{number(self.median)} {self.unit} ({number(low)}–{number(high)})"


@dataclass(frozen=True)
class Check:
    """One thing that must not exceed its target."""

    name: str
    value: float
    target: float

    @property
    def kept(self) -> bool:
        """Whether the target is reached. It is judged as it is shown, so that no table contradicts itself."""
        return float(number(self.value).replace(",", "")) <= self.target


@dataclass(frozen=True)
class Row:
    """A row of the table. `against` names the floor or rival; `missing` says why nothing was measured."""

    name: str
    what: str
    against: str
    ours: str = ""
    floor: str = ""
    checks: tuple[Check, ...] = ()
    missing: str = ""
    failed: bool = False
    """Whether measuring itself went wrong; `missing` says how."""
    notes: tuple[str, ...] = ()
    way: str = ""
    """Where a target is missed: the measured floor of what stands in the way, in ratios."""
    beside: str = ""
    """What README tells below its table, whether the targets are kept or missed."""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Whether every target is reached; what cannot be measured here misses none, what went wrong does."""
        return not self.failed and all(check.kept for check in self.checks)


@dataclass(frozen=True)
class Way:
    """What stands in the way of a target, in figures of this machine, in ratios, and measured."""

    note: str
    ratios: str
    data: dict[str, Any]


def in_the_way(widgets: int, bare: Series, plain: Series, dressed: Series) -> Way:
    """For a window that shows so many widgets: a program that builds as many of Qt's own and nothing else,
    `dressed` in the same style sheet."""
    kind = f"the same {widgets} widgets of Qt's own kinds, without a line of this program"
    undressed, sheet = (number(one.median / bare.median) for one in (plain, dressed))
    return Way(
        f"{kind}: {plain}; in its style sheet: {dressed}",
        f"{kind}, take {undressed} times the bare window, in its style sheet {sheet} times",
        {"plain": plain.values, "dressed": dressed.values, "widgets": widgets},
    )


def until_whole(way: Way, bare: Series, whole: Series) -> Way:
    """That, and how long it takes until the form has all of its fields; they come after the picture."""
    kind, times = "with every field of the form", number(whole.median / bare.median)
    return _beside(way, "whole", whole, kind, f"{kind} the window itself takes {times} times the bare one")


def _beside(way: Way, name: str, more: Series, told: str, ratio: str) -> Way:
    """`way`, and what else was measured, with its own sentence."""
    return Way(f"{way.note}; {told} {more}", f"{way.ratios}; {ratio}", {**way.data, name: more.values})


def held(bare: Series, libraries: Series, what: str) -> Way:
    """For a program that needs its libraries: a bare window with them and the same database, nothing else.

    `what` names the libraries.
    """
    kind = f"a bare window with {what} imported and the same database open, without a line of this program"
    times = number(libraries.median / bare.median)
    return Way(f"{kind}: {libraries}", f"{kind}, takes {times} times the bare one", {"way": libraries.values})


def with_widgets(way: Way, bare: Series, dressed: Series, widgets: int) -> Way:
    """That, and the same with as many plain widgets as the app's window has, in its style sheet."""
    kind = f"with {widgets} widgets of Qt's own kinds in the app's style sheet as well"
    times = number(dressed.median / bare.median)
    return _beside(way, "widgets", dressed, f"{kind}:", f"{kind}, it takes {times} times the bare one")


def with_form(way: Way, bare: Series, formed: Series, widgets: int) -> Way:
    """That, and with a search that finds the same word and as many plain widgets as the form shows."""
    kind = (
        f"with {widgets} widgets of Qt's own kinds in the app's style sheet and a search that found the word"
    )
    times = number(formed.median / bare.median)
    return _beside(way, "formed", formed, f"{kind}:", f"{kind}, it takes {times} times the bare one")


def with_uses(way: Way, bare: Series, used: Series) -> Way:
    """That, once each library was used as the app at rest has used it."""
    kind = "once these and those of icons, codes, languages and checks were used as the app at rest uses them"
    times = number(used.median / bare.median)
    return _beside(way, "used", used, f"{kind}:", f"{kind}, it takes {times} times the bare one")


def with_code(way: Way, bare: Series, code: Series) -> Way:
    """That, once the app's own modules were imported as well, and nothing in them was called."""
    kind = "with the app's own modules imported besides, and nothing in them called"
    times = number(code.median / bare.median)
    return _beside(way, "code", code, f"{kind}:", f"{kind}, it takes {times} times the bare one")


def found_by(way: Way, bare: Series, found: Series) -> Way:
    """That, and when the search alone found, which does so before the form has all of its fields."""
    times = number(found.median / bare.median)
    ratio = f"what was typed into the first picture is found after {times} times the bare window"
    return _beside(way, "found", found, "what was typed is found", ratio)


def at_least(rival: Series, wire: Series, at_once: int) -> Way:
    """For many orders: their bodies over bare HTTP, so many at once, and two durable commits for each."""
    kind = (
        f"the same bodies over bare httpx, {at_once} at once, and two durable commits for each, nothing else"
    )
    times = number(wire.median / rival.median)
    return Way(f"{kind}: {wire}", f"{kind}, take {times} times as long as the SDK", {"way": wire.values})


def on_a_key(rival: Series, bare: Series, widgets: int) -> Way:
    """For a link at once: the same parts, and then a panel of so many widgets painted by nothing of ours."""
    kind = (
        f"the same three parts on a key of a bare window, and then a panel of the same {widgets} widgets of "
        "Qt's own kinds with the code painted in the same style sheet, without a line of this program between"
    )
    times = number(bare.median / rival.median)
    return Way(
        f"{kind}: {bare}", f"{kind}, take {times} times as long as the parts alone", {"way": bare.values}
    )


@dataclass(frozen=True)
class Pair:
    """Two things whose medians are compared."""

    ours: Series
    floor: Series

    def row(
        self,
        about: tuple[str, str, str],
        target: float,
        *more: Check,
        notes: Sequence[str] = (),
        way: "Way | None" = None,
    ) -> Row:
        """Their row. `about` is its name, what is measured, and against what; `more` is judged beside.

        `way` is what stands in the way of the target.
        """
        ours, floor = self.ours, self.floor
        ratio = Check("ratio", ours.median / floor.median, target)
        data: dict[str, Any] = {"ours": ours.values, "floor": floor.values, "unit": ours.unit}
        said = tuple(notes)
        if way is not None:
            data |= way.data
            said += (way.note,)
        ratios = way.ratios if way is not None else ""
        return Row(*about, str(ours), str(floor), (ratio, *more), notes=said, way=ratios, data=data)


def pair(ours: Sequence[float], floor: Sequence[float], unit: str = "ms") -> Pair:
    """Both in one unit."""
    return Pair(Series(tuple(ours), unit), Series(tuple(floor), unit))


def number(value: float) -> str:
    """A figure with as many places as mean something: at least two significant ones."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def table(rows: Sequence[Row]) -> str:
    """All rows for a terminal, one below the other."""
    head = ("what", "ours", "against", "", "found", "target", "")
    lines: list[tuple[str, ...]] = [head]
    for row in rows:
        if row.missing:
            lines.append((row.what, row.missing, "", "", "", "", ""))
            continue
        for place, check in enumerate(row.checks):
            first = (row.what, row.ours, row.against, row.floor) if not place else ("", "", "", "")
            found = f"{check.name} {number(check.value)}"
            lines.append((*first, found, number(check.target), "ok" if check.kept else "MISSED"))
    wide = [max(len(line[column]) for line in lines if line[1:] != ("",) * 6) for column in range(len(head))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True)) for line in lines]
    notes = [f"{row.name}: {note}" for row in rows for note in row.notes]
    return "\n".join(line.rstrip() for line in (*text, *([""] if notes else []), *notes))


def markdown(rows: Sequence[Row], date: str, machine: str) -> str:
    """README's table: ratios alone, because other figures are those of one machine."""
    lines = [f"Taken on {date} on {machine}.", "", "| what | against | found | target |", "|---|---|---|---|"]
    for row in rows:
        if row.missing:
            lines.append(f"| {row.what} | - | {row.missing} | - |")
            continue
        for check in row.checks:
            found, target = number(check.value), number(check.target)
            missed = "" if check.kept else " (missed)"
            name = row.what if check.name == "ratio" else f"{row.what}: {check.name}"
            against = row.against if check.name == "ratio" else "-"
            lines.append(f"| {name} | {against} | {found}{missed} | {target} |")
    ways = [f"- {row.what}: {row.way}." for row in rows if row.way and not row.kept]
    if ways:
        lines += ["", "What stands in the way of what was missed, measured in the same run:", "", *ways]
    beside = [f"- {row.what}: {row.beside}." for row in rows if row.beside]
    if beside:
        lines += ["", "Beside what is judged:", "", *beside]
    return "\n".join(lines)


def document(rows: Sequence[Row], date: str, machine: str) -> dict[str, Any]:
    """All of it for ``bench.json``."""
    return {
        "date": date,
        "machine": machine,
        "rows": [
            {
                "name": row.name,
                "what": row.what,
                "against": row.against,
                "missing": row.missing,
                "checks": [
                    {"name": c.name, "value": c.value, "target": c.target, "kept": c.kept} for c in row.checks
                ],
                "notes": row.notes,
                "data": row.data,
            }
            for row in rows
        ],
    }


BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def put_between(text: str, inside: str) -> str:
    """`text` with what stands between its two marks replaced. Raises ValueError where a mark is missing."""
    before, mark, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("the marks of the table are missing")
    return f"{before}{BEGIN}\n{inside}\n{END}{after}"
