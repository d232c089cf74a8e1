"""What few orders need: where the customer is led afterwards, their saved methods, pairs of one's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dodo_desktop.core.draft import OptionsEntry
from dodo_desktop.ui.compose.metadata_table import MetadataPart
from dodo_desktop.ui.compose.section import put_text
from dodo_desktop.ui.widgets.field import Field, line_edit
from dodo_desktop.ui.words.labels import field_label


class MoreOptions(QWidget):
    """Signals: `edited` with a field of the draft, its value, and the name of the typing that it comes from,
    "" for none; `chain_changed` after something was made that Tab shall reach."""

    edited = Signal(str, object, str)
    chain_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        editor = line_edit("options.return_url", placeholder="https://")
        self.return_url = Field(field_label("options.return_url"), editor)
        self.saved = QCheckBox(field_label("options.show_saved_methods"))
        self.saved.setObjectName("options.show_saved_methods")
        self.metadata_part = MetadataPart()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.return_url)
        column.addSpacing(9)
        column.addWidget(self.saved)
        column.addSpacing(9)
        column.addWidget(self.metadata_part)
        editor.textChanged.connect(lambda text: self.edited.emit("options.return_url", text, ""))
        self.saved.toggled.connect(lambda on: self.edited.emit("options.show_saved_methods", on, ""))
        self.metadata_part.edited.connect(
            lambda pairs, run: self.edited.emit("options.metadata", pairs, run),
        )
        self.metadata_part.report.made.connect(self.chain_changed)

    def show_entry(self, entry: OptionsEntry, *, anew: bool) -> None:
        """Show what a draft holds; `anew` where it is another draft."""
        put_text(self.return_url, entry.return_url)
        self.saved.setChecked(entry.show_saved_methods)
        referenced = bool(entry.order_reference.strip())
        self.metadata_part.show_pairs(entry.metadata, referenced=referenced, anew=anew)

    def chain(self) -> tuple[QWidget, ...]:
        """What takes the focus here, as read."""
        address = self.return_url
        part = self.metadata_part
        return (address.editor, *address.line.choices, self.saved, part.table, *part.report.chain)
