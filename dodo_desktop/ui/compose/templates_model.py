"""Templates as a table: name, total, what is fixed."""

from enum import IntEnum

from dodo_desktop.core.template import Template
from dodo_desktop.ui.compose.kept_model import KeptModel, lines_total
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.templates import fixed_short


class Column(IntEnum):
    """The list's columns."""

    NAME = 0
    TOTAL = 1
    FIXED = 2


class TemplatesModel(KeptModel[Template]):
    """Templates by name."""

    def headings(self) -> tuple[str, ...]:
        return (_("Template"), _("Total"), _("Fixed"))

    def trailing(self, column: int) -> bool:
        return column == Column.TOTAL

    def key(self, row: Template) -> str:
        return row.template_id

    def name(self, row: Template) -> str:
        return row.name

    def text(self, row: Template, column: int) -> str:
        match column:
            case Column.NAME:
                return row.name
            case Column.TOTAL:
                return lines_total(row.lines)
        return fixed_short(row)
