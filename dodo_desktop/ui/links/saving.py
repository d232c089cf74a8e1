"""Asking where to save a file, and writing it whole or not at all."""

import re
from collections.abc import Callable

from PySide6.QtCore import QIODevice, QSaveFile, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(
    parent: QWidget, title: str, name: str, kind: tuple[str, str], then: Callable[[str], None]
) -> QFileDialog:
    """Open the system's dialog; `then` gets the chosen path. `kind` names the format, and its suffix."""
    what, suffix = kind
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(f"{what} (*.{suffix})")
    dialog.setDefaultSuffix(suffix)
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    if folder:
        dialog.setDirectory(folder)
    dialog.selectFile(f"{name}.{suffix}")
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    # open(), never exec(): a nested loop would stop the tasks that wait meanwhile.
    dialog.open()
    return dialog


def write_file(path: str, data: bytes) -> bool:
    """Write all of it or leave what was there; False where the disk refuses. May run in a thread."""
    file = QSaveFile(path)
    # Folders that take no new file may still hold one that can be written to.
    file.setDirectWriteFallback(True)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    written = file.write(data) == len(data)
    return file.commit() and written


def safe_name(*parts: str) -> str:
    """A file name out of the first part that has letters or digits; nothing that systems trip over."""
    for part in parts:
        cleaned = re.sub(r"[^\w-]+", "-", part).strip("-_")[:60]
        if cleaned:
            return cleaned
    return "link"
