"""What of the libraries goes into the packaged program, and what nobody would miss there."""

import pickle
import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

Entry = tuple[str, str, str]
"""Name inside the program, file on this computer, kind; as PyInstaller lists what it collects."""

NO_MODULES = (
    "PIL",
    "babel.messages",
    "click.testing",
    "curses",
    "distutils",
    "doctest",
    "ensurepip",
    "hypothesis",
    "idlelib",
    "lib2to3",
    "mypy",
    "numpy",
    "pip",
    "pkg_resources",
    "pytest",
    "readline",
    "rich",
    "setuptools",
    "test",
    "tkinter",
    "trio",
    "turtledemo",
    "unittest",
    "uvloop",
    "venv",
    "watchfiles",
    "websockets",
    "xmlrpc",
)
"""Left out whatever imports them: tools, tests, and other ways to do what is done already."""

NO_HOOKS = ("pyi_rth_inspect", "pyi_rth_multiprocessing", "pyi_rth_pyside6")
"""What PyInstaller would do at every start before the program begins, for what the program never does: read
its own sources, and share work with copies of itself; and read in Qt, which finds its parts without being
told, before the program could leave out what no start needs of it."""

_NO_FILES = (
    # Qt: other screens than ours, GTK with all it brings, network plug-ins that are Qt's own, other pictures.
    "*/plugins/egldeviceintegrations/*",
    "*/plugins/generic/*",
    "*/plugins/networkinformation/*",
    "*/plugins/platforminputcontexts/*virtualkeyboard*",
    "*/plugins/platformthemes/*gtk3*",
    "*/plugins/printsupport/*",
    "*/plugins/sqldrivers/*",
    "*/plugins/tls/*",
    "*/plugins/wayland-graphics-integration-*/*",
    "*/plugins/xcbglintegrations/*",
    "*/qml/*",
    "*opengl32sw.dll",
    "*d3dcompiler_*.dll",
    # Tests of whether a number was given out to a maker of telephones or network cards.
    "stdnum/imsi.dat",
    "stdnum/oui.dat",
    "babel/locale-data/*",
    "*.dist-info/RECORD",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "*.dist-info/direct_url.json",
)

_KEPT_PLUGINS = {
    "plugins/platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "plugins/imageformats": ("qsvg", "qico", "qicns"),
    "plugins/wayland-shell-integration": ("xdg-shell",),
}
_KEPT_LIBRARIES = (
    "Core",
    "DBus",
    "Gui",
    "Network",
    "Svg",
    "WaylandClient",
    "Widgets",
    "WlShellIntegration",
    "XcbQpa",
)

_BUNDLED = (
    "libicu*",
    "libpyside6*",
    "libshiboken6*",
    "libpython*",
    "libcrypto.so.*",
    "libssl.so.*",
    "libsqlite3.so.*",
    "libffi.so.*",
    "liblzma.so.*",
    "libbz2.so.*",
    # Qt draws its window under X11 with these, and few desktops have them all.
    "libxcb-cursor.so.*",
    "libxcb-icccm.so.*",
    "libxcb-image.so.*",
    "libxcb-keysyms.so.*",
    "libxcb-render-util.so.*",
    "libxcb-util.so.*",
)
"""Libraries of the building Linux that go along. All others are the desktop's own, in its versions."""

_UNUSED_CLDR = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names_plural",
    "date_fields",
    "interval_formats",
    "measurement_systems",
    "meta_zones",
    "ordinal_form",
    "scientific_formats",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
)
"""Of each language: units of measure, names of time zones, spans of time, short and long large numbers."""


def kept(entries: Iterable[Entry], *, linux: bool, languages: Iterable[str]) -> list[Entry]:
    """What goes into the program. Qt speaks only the `languages` that the program itself does."""
    spoken = {f"qtbase_{language}.qm" for language in languages}
    return [entry for entry in entries if _wanted(entry[0].replace("\\", "/"), spoken, linux=linux)]


def _wanted(name: str, spoken: set[str], *, linux: bool) -> bool:
    if any(fnmatch(name, pattern) for pattern in _NO_FILES):
        return False
    folder, _, file = name.rpartition("/")
    for place, stems in _KEPT_PLUGINS.items():
        if folder.endswith(place):
            return file.partition(".")[0].removeprefix("lib") in stems
    if folder.endswith(("PySide6/translations", "Qt/translations")):
        return file in spoken
    if file.startswith(("libQt6", "Qt6")):
        return file.removeprefix("lib").removeprefix("Qt6").partition(".")[0] in _KEPT_LIBRARIES
    if framework := re.search(r"/Qt/lib/Qt(\w+)\.framework(/|$)", name):
        return framework[1] in _KEPT_LIBRARIES
    is_system = linux and not folder and file.startswith("lib") and ".so" in file
    return not is_system or any(fnmatch(file, pattern) for pattern in _BUNDLED)


def trim_cldr(source: Path, target: Path) -> None:
    """Write Babel's tables of each language to `target`, without what is never asked of them."""
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.dat")):
        with file.open("rb") as opened:
            table = pickle.load(opened)  # noqa: S301 - Babel's own file, pinned by its hash
        for name in _UNUSED_CLDR:
            table.pop(name, None)
        # A language is offered by its own name; what the others are called in it is never said.
        own = file.stem.partition("_")[0]
        names = table.get("languages", {})
        table["languages"] = {own: names[own]} if own in names else {}
        (target / file.name).write_bytes(pickle.dumps(table, 2))
    for licence in source.glob("LICENSE*"):
        (target / licence.name).write_bytes(licence.read_bytes())
