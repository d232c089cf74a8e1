"""Undoing: the states of a draft before its last edits, and after those that were taken back."""

from dodo_desktop.core.draft import Draft, Edit

DEPTH = 200
"""Steps that can be taken back."""


class Undoing:
    """A run of edits of one text field or one cell is one step."""

    def __init__(self) -> None:
        self._before: list[Draft] = []
        self._after: list[Draft] = []
        self._run = ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is one to do again."""
        return bool(self._after)

    def note(self, before: Draft, edit: Edit) -> None:
        """`edit` is about to change `before`."""
        run = edit.run or (edit.field if type(edit.value) is str else "")
        # A step that came to nothing, such as a search text that is gone again, is none.
        again = bool(self._before) and ((bool(run) and run == self._run) or self._before[-1] == before)
        if not again:
            self._before.append(before)
            del self._before[:-DEPTH]
        self._run = run
        self._after.clear()

    def undo(self, now: Draft) -> Draft:
        """The draft as it was before the last step; `now` itself where there is none."""
        self._run = ""
        if not self._before:
            return now
        self._after.append(now)
        return self._before.pop()

    def redo(self, now: Draft) -> Draft:
        """The draft with the step that was taken back last; `now` itself where there is none."""
        self._run = ""
        if not self._after:
            return now
        self._before.append(now)
        return self._after.pop()

    def clear(self) -> None:
        """Another draft is on show."""
        self._before.clear()
        self._after.clear()
        self._run = ""
