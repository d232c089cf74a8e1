"""The packaged program, where ``packaging/dev.py package`` made one here."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.bench import dataset
from tests.bench.desk import Desk
from tests.bench.figures import Row, pair
from tests.bench.places import ROOT

NOT_BUILT = "not built here"
_LIBRARIES = "_internal"
"""Where the freezer puts what the program loads."""
_TIMES = 2
"""So many times as often as others: medians of ten starts that are seen from outside were up to a fifth apart
from one run to the next, where nothing differed."""


def found(made: Path = ROOT / "build" / "package" / sys.platform / "dist") -> Path | None:
    """The packaged program's file; None where there is none."""
    for libraries in sorted(made.rglob(_LIBRARIES)):
        for file in sorted(libraries.parent.iterdir()):
            if file.is_file() and os.access(file, os.X_OK) and file.suffix in ("", ".exe"):
                return file
    return None


def start(desk: Desk) -> Row:
    """To the first picture, from the package and from source, both as seen on the screen."""
    what, against = "packaged program, warm start to the first painted window", "the same from source"
    program = found()
    if program is None:
        return Row("packaged", what, against, missing=NOT_BUILT)
    if "DISPLAY" not in desk.environment:
        return Row("packaged", what, against, missing="needs a virtual X screen")
    with desk.host() as host:
        shop = desk.shop("packaged", dataset.LARGE, host)
        source = [sys.executable, "-m", "dodo_desktop"]
        ours, floor = desk.alternating(
            lambda: desk.seen([program, *shop.options], shop.environment) * 1000,
            lambda: desk.seen([*source, *shop.options], shop.environment) * 1000,
            times=_TIMES,
        )
    return pair(ours, floor).row(("packaged", what, against), 1.2, notes=_age(program))


def _age(program: Path) -> list[str]:
    """A note where the package is not of the sources that it is measured against."""
    packed = program.stat().st_mtime
    changed = any(file.stat().st_mtime > packed for file in (ROOT / "dodo_desktop").rglob("*.py"))
    return ["packed before the sources changed last; pack anew to compare them"] if changed else []


def size(desk: Desk) -> Row:
    """The package's folder against the files that are really loaded."""
    what, against = "packaged folder", "the files really loaded in a journey"
    program = found()
    if program is None:
        return Row("size", what, against, missing=NOT_BUILT)
    if not sys.platform.startswith("linux"):
        return Row("size", what, against, missing="only Linux tells which files are loaded")
    with desk.host() as host:
        shop = desk.shop("size", dataset.SMALL_DIRECTORY, host)
        told = desk.run("loaded", *shop.options, environment=shop.environment)
    system = ("/usr/lib", "/lib", "/usr/share", "/dev", "/memfd")
    loaded = [Path(name) for name in told["files"] if not name.startswith(system)]
    inside = program.parent / _LIBRARIES
    # The package's libraries are stripped, so the floor's are counted like that, too.
    packed = {file.name: file for file in inside.rglob("*.so*")}
    needed = (packed.get(file.name, file) for file in loaded)
    really = _megabytes([*needed, *(inside / "dodo_desktop" / "resources").rglob("*")])
    mine = _megabytes(program.parent.rglob("*"))
    return pair([mine], [really], "MB").row(("size", what, against), 1.5)


def _megabytes(files: Iterable[Path]) -> float:
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / 2**20
