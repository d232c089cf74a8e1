"""Reading on in a list that moves while it is read: which rows to ask for next.

Dodo's lists know pages by number alone and tell no total. An entry that vanishes from a page that was read
moves all later ones up, the first of them out of the next page and unseen. So each request reaches back to
at least one row that was read before: where that row, or another one that is known, is among the answer,
nothing can lie between them; where none is, rows went missing, and reading goes back until one is.
"""

from dodo_desktop.core.value import value

LARGEST = 100
"""Most rows that one request may ask for."""


@value
class Window:
    """Rows that one request asks for: `size` rows, after `number` times as many."""

    number: int = 0
    size: int = LARGEST

    @property
    def start(self) -> int:
        """Rows before the first one."""
        return self.number * self.size

    @property
    def end(self) -> int:
        """Rows up to and with the last one."""
        return self.start + self.size


def window_at(place: int) -> Window:
    """The window that reads on after `place` rows: it has the last of them, and the most new ones."""
    if place <= 0:
        return Window()
    windows = (Window((place - 1) // size, size) for size in range(LARGEST, 1, -1))
    # The size is what the server may choose a page by, so that only whole multiples of it can be skipped.
    return max(windows, key=lambda window: window.end)
