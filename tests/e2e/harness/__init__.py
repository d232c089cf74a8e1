"""A desktop of its own for each test, and hands and eyes in it.

``Session`` starts a private X server, message bus, window manager and keyring; ``Session.start`` runs a
program there and gives a ``Program``, which finds widgets by object name through the accessibility interface,
clicks and types like a person, and looks at the screen.
"""

from .accessibility import Element
from .program import Program
from .session import Session
from .waiting import until

__all__ = ["Element", "Program", "Session", "until"]
