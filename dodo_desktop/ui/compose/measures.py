"""Measures of the page, in logical pixels, for what the first picture shows and what comes into its place."""

PANEL, PANEL_NARROW = 344, 320
"""Width of the panel beside the form."""
HANDLE = 1
"""Width of the line between both, which can be dragged."""
SIDE, SIDE_NARROW = 24, 20
"""From the edges of the form to what stands in it."""
TOP, BOTTOM = 2, 16
MOST = 16777215
"""No limit to a size, as Qt writes it."""

COLUMNS = 12
GAP_ACROSS, GAP_DOWN = 12, 10

CREATE_KEYS = "Ctrl+Return"
"""What presses the button that makes the link."""


def panel_margins(narrow: bool) -> tuple[int, int]:
    """Inside of the panel: at its sides, and at its top and foot."""
    return (18, 16) if narrow else (20, 18)


def span(whole: int, column: int, columns: int) -> tuple[int, int]:
    """Where a field of so many columns begins, and its width, if all of them are `whole` pixels wide."""
    unit = (whole - (COLUMNS - 1) * GAP_ACROSS) / COLUMNS
    left = round(column * (unit + GAP_ACROSS))
    right = round((column + columns) * (unit + GAP_ACROSS)) - GAP_ACROSS
    return left, max(1, right - left)
