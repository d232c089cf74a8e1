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
