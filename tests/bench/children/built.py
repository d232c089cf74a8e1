"""Builds what ``tree.py`` described out of Qt's own widgets. No module of the app is imported."""

from typing import Any

from PySide6 import QtWidgets
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

Tree = dict[str, Any]


def built(tree: Tree) -> QWidget:
    """The widget that stands at the root of `tree`, with all that is in it."""
    made: Any = getattr(QtWidgets, tree["kind"])()
    for name, value in tree["properties"].items():
        made.setProperty(name, value)
    if tree["text"]:
        made.setText(tree["text"])
    if not tree["children"]:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
    inside = [built(child) for child in tree["children"]]
    if hasattr(made, "setWidget"):
        made.setWidgetResizable(True)
        made.setWidget(inside[0])
    elif hasattr(made, "addWidget"):
        for child in inside:
            made.addWidget(child)
    elif inside:
        layout = QHBoxLayout(made) if tree["row"] else QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for child in inside:
            layout.addWidget(child)
    shown: QWidget = made
    return shown
