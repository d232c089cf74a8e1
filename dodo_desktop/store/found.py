"""What a search found, read in one step.

Each step of a statement lets go of the interpreter and waits for it again, and the window's thread holds it
while it paints the letter that was typed: a hundred rows read one by one wait a hundred times.
"""

import json
import sqlite3
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

_GROUP = "(SELECT json_group_array(json_array"
Row = list[Any]
"""The columns of one row, in the order they were asked for; the first tells its place."""


def together(columns: str, *selects: str) -> str:
    """One statement that gives what all of `selects` find, for `read_all`. `columns` of each are taken."""
    rows = (f"{_GROUP}({columns})) FROM ({each}))" for each in selects)
    return f"SELECT {', '.join(rows)}"


def read_all(connection: sqlite3.Connection, statement: str, values: Sequence[Any]) -> list[list[Row]]:
    """The rows that each select of a `together` found, in the order of their places."""
    # All of it, so that the statement has ended and holds no state of the data.
    ((*told,),) = connection.execute(statement, tuple(values)).fetchall()
    found: list[list[Row]] = [json.loads(each) for each in told]
    for rows in found:
        # Which order a group is put together in is left open by SQLite.
        rows.sort(key=itemgetter(0))
    return found
