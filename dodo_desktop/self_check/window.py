"""What is shown: Qt's plug-ins, the icons and the window itself, drawn into memory."""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from dodo_desktop.assets import resources
from dodo_desktop.self_check.report import NotWhole
from dodo_desktop.ui.main_window import MainWindow

_PLATFORMS = {"win32": ("qwindows",), "darwin": ("qcocoa",), "linux": ("qxcb", "qwayland")}
_FEWEST_COLOURS = 12


@cache
def _application() -> QApplication:
    return QApplication(["dodo-desktop"])


def platform() -> str:
    """Whether the window could open: Qt's plug-in for this system, with all the libraries it needs."""
    _application()
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    wanted = _PLATFORMS.get(sys.platform, ())
    for name in wanted:
        files = [file for file in folder.glob(f"*{name}*") if file.suffix in {".so", ".dll", ".dylib"}]
        if not files:
            raise NotWhole(f"the plug-in {name} is missing")
        loader = QPluginLoader(str(files[0]))
        if not loader.load():
            raise NotWhole(loader.errorString())
    return f"{', '.join(wanted)} found with all they need; styles {', '.join(QStyleFactory.keys())}"


def icons() -> str:
    """Whether each icon can be drawn."""
    found = sorted((resources() / "icons").glob("*.svg"))
    for file in found:
        if not QSvgRenderer(str(file)).isValid():
            raise NotWhole(f"{file.name} cannot be drawn")
    return f"{len(found)} can be drawn"


def picture() -> str:
    """The window of the program, drawn and read as assistive tools read it."""
    _application()
    window = MainWindow()
    try:
        window.show()
        QApplication.processEvents()
        image = window.grab().toImage()
        colours = _colours(image)
        if colours < _FEWEST_COLOURS:
            raise NotWhole(f"the picture of the window has {colours} colours only")
        seen = QAccessible.queryAccessibleInterface(window)
        if seen is None or seen.childCount() == 0:
            raise NotWhole("assistive tools would see nothing")
    finally:
        window.close()
        window.deleteLater()
        QApplication.processEvents()
    return f"{image.width()} by {image.height()} pixels, {colours} colours, seen by assistive tools"


def _colours(image: QImage) -> int:
    """How many different colours a grid over the picture meets."""
    columns, rows = range(0, image.width(), 5), range(0, image.height(), 5)
    return len({image.pixel(x, y) for x in columns for y in rows})
