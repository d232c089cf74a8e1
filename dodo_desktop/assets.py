"""The one look-up of shipped files: in a checkout, in an installed wheel and in a frozen program."""

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Folder of the shipped files (icons, translations, tables, sample data).

    Raises FileNotFoundError if the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    # A wheel and a frozen program carry the folder inside the package; a checkout keeps it beside.
    for candidate in (package / "resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the folder 'resources' is missing from this installation")


def our_file(name: str) -> str:
    """The file of a code object as ``dodo_desktop/ui/theme.py``; empty where the code is not ours.

    A frozen program's code knows its files by relative names, so they are compared with this code's own.
    """
    file = Path(name)
    return f"{_PACKAGE.name}/{file.relative_to(_PACKAGE).as_posix()}" if file.is_relative_to(_PACKAGE) else ""


_PACKAGE = Path(our_file.__code__.co_filename).parent
