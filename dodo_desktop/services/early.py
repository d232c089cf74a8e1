"""What is typed before there is an account to keep it: an order with its steps."""

from dodo_desktop.core.draft import Draft, Edit, apply
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.undoing import Undoing


class Early:
    """A draft in memory alone, which `Drafting.adopt` takes over with all that can be undone in it.

    The feed `changed` tells the draft after a step was taken back or done again.
    """

    def __init__(self) -> None:
        self.changed: Feed[Draft] = Feed()
        self.clear()

    def clear(self) -> None:
        """Nothing is typed."""
        self.draft = Draft("")
        self.steps = Undoing()

    @property
    def begun(self) -> bool:
        """Whether somebody typed, even if all of it was taken back since: it can be done again."""
        return self.can_redo or self.draft != Draft("")

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.steps.can_undo(self.draft)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self.steps.can_redo

    def edit(self, edit: Edit) -> None:
        """Applies one edit. Raises KeyError for a field that no draft has."""
        draft = apply(self.draft, edit.sound())
        if draft != self.draft:
            self.steps.note(self.draft, edit)
            self.draft = draft

    def undo(self) -> None:
        """Takes the last step back, if there is one."""
        if self.can_undo:
            self.draft = self.steps.undo(self.draft)
            self.changed.emit(self.draft)

    def redo(self) -> None:
        """Does the step again that was taken back last, if there is one."""
        if self.can_redo:
            self.draft = self.steps.redo(self.draft)
            self.changed.emit(self.draft)
