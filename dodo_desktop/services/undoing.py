"""Undoing: the states of a draft before its last edits, and after those that were taken back."""

from dataclasses import replace

from dodo_desktop.core.draft import Draft, Edit, text_at

DEPTH = 200
"""Steps that can be taken back."""

_WHOLE = frozenset(
    {
        "draft.title",
        "customer.search",
        "cart.product",
        "billing.country",
        "billing.state",
        "options.currency",
    }
)
"""Texts of which only the end counts: what is searched for, and the beginnings of a name that is picked."""


class Undoing:
    """What is typed into one field or cell without a break is one step; what is pasted is one of its own."""

    def __init__(self) -> None:
        self._before: list[Draft] = []
        self._after: list[Draft] = []
        self._run = ""

    def can_undo(self, now: Draft) -> bool:
        """Whether there is a step to take back, so that the draft would be another than it is `now`."""
        return any(before != now for before in reversed(self._before))

    @property
    def can_redo(self) -> bool:
        """Whether there is one to do again."""
        return bool(self._after)

    def note(self, before: Draft, edit: Edit) -> None:
        """`edit` is about to change `before`."""
        text = type(edit.value) is str
        run = edit.run or (edit.field if text else "")
        typed = not text or edit.field in _WHOLE or _by_typing(text_at(before, edit.field), edit.value)
        goes_on = bool(run) and run == self._run and typed
        # A step that came to nothing, such as a search text that is gone again, is none.
        if not self._before or not (goes_on or self._before[-1] == before):
            self._before.append(before)
            del self._before[:-DEPTH]
        self._run = run if typed else ""
        self._after.clear()

    def undo(self, now: Draft) -> Draft:
        """The draft as it was before the last step; `now` itself where there is none."""
        self._run = ""
        # What came to nothing at last must not take a press of its own.
        while self._before and self._before[-1] == now:
            self._before.pop()
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

    def of(self, draft_id: str) -> "Undoing":
        """The same steps of a draft that has this id by now."""
        steps = Undoing()
        steps._before = [replace(draft, draft_id=draft_id) for draft in self._before]
        steps._after = [replace(draft, draft_id=draft_id) for draft in self._after]
        steps._run = self._run
        return steps


def _by_typing(old: str, new: str) -> bool:
    """Whether one key can have made `new` of `old`: no more than a character came, went, or both."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    room = shorter - start
    end = next((back for back in range(room) if old[-1 - back] != new[-1 - back]), room)
    return len(old) - start - end <= 1 and len(new) - start - end <= 1
