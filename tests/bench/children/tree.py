"""What a window shows, told in kinds of Qt's own widgets, so that a program without this one can build it."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QScrollArea, QWidget

_TEXTS = ("QLabel", "QLineEdit", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton")


def described(window: QWidget, file: Path, *, hidden: bool = False) -> int:
    """Writes the tree of what is visible in `window` and its style sheet; the number of widgets in it.

    `hidden`: also what is not visible, such as the other pages.
    """
    assert isinstance(window, QMainWindow)
    sheet = _app().styleSheet()
    central = window.centralWidget()
    assert central is not None
    tree = _tree(central, hidden=hidden)
    file.write_text(json.dumps({"tree": tree, "sheet": sheet}), encoding="utf-8")
    return _count(tree)


CODE = "QR"
"""Text of the label that stands where the app shows a code."""


def described_panel(panel: QWidget, code: QWidget, file: Path) -> int:
    """The same for a part of the window, with a label for `code`; the number of widgets in it."""
    tree = _tree(panel, code)
    file.write_text(
        json.dumps({"tree": tree, "sheet": _app().styleSheet(), "width": panel.width()}), encoding="utf-8"
    )
    return _count(tree)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _tree(widget: QWidget, code: QWidget | None = None, *, hidden: bool = False) -> dict[str, Any]:
    if widget is code:
        return {"kind": "QLabel", "text": CODE, "row": False, "properties": {}, "children": []}
    kind = next(base.__name__ for base in type(widget).__mro__ if base.__module__.startswith("PySide6"))
    inside = _inside(widget, hidden=hidden)
    tops = [child.geometry().top() for child in inside]
    bottoms = [child.geometry().bottom() for child in inside]
    return {
        "kind": kind,
        "text": str(widget.property("text") or "") if kind in _TEXTS else "",
        "row": bool(inside) and max(tops) < min(bottoms),
        "properties": _properties(widget),
        "children": [_tree(child, code, hidden=hidden) for child in inside],
    }


def _inside(widget: QWidget, *, hidden: bool) -> list[QWidget]:
    """What the program put there; what Qt makes by itself, such as a viewport, comes again by itself."""
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        return [content] if content is not None else []
    if isinstance(widget, QAbstractScrollArea):
        return []
    found = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [child for child in found if child.isVisible() or (hidden and not child.isWindow())]
    return [child for child in shown if not child.objectName().startswith("qt_")]


def _properties(widget: QWidget) -> dict[str, str | bool]:
    """What the sheet looks at."""
    names = [bytes(name.data()).decode() for name in widget.dynamicPropertyNames()]
    values = {name: widget.property(name) for name in names if not name.startswith("_")}
    return {name: value for name, value in values.items() if isinstance(value, (str, bool))}


def _count(tree: dict[str, Any]) -> int:
    return 1 + sum(_count(child) for child in tree["children"])
