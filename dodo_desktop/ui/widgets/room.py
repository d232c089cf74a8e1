"""Room that stays when what stood in it goes."""

from PySide6.QtWidgets import QWidget


def keep_room(widget: QWidget, kept: bool) -> None:
    """Whether the widget's room stays its own while it is hidden, so that nothing moves."""
    policy = widget.sizePolicy()
    if policy.retainSizeWhenHidden() != kept:
        policy.setRetainSizeWhenHidden(kept)
        widget.setSizePolicy(policy)
