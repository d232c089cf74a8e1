"""What Windows alone needs to know of a program. Elsewhere each of these does nothing."""

import sys

NAME = "DodoPaymentLinks"
"""Of the program in the task bar, and of the mark by which the installer sees that it is open."""

_kept: list[object] = []


def announce() -> None:
    """One icon and one group in the task bar, whatever started the program; a mark while it is open."""
    if sys.platform == "win32":
        import ctypes

        if not getattr(sys, "frozen", False):
            # A packaged program goes by its own file, as its entry in the start menu does.
            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(NAME)
        # Windows frees it when the process ends, however it ends.
        _kept.append(ctypes.windll.kernel32.CreateMutexW(None, False, NAME))


def borrow_console() -> None:
    """Lets what is printed appear where the program was started from, if that is a terminal.

    Only for a program that ends at once: closing a borrowed terminal would end one that goes on.
    """
    if sys.platform == "win32" and sys.stdout is None:
        import ctypes

        parent = -1
        if ctypes.windll.kernel32.AttachConsole(parent):
            # Open until the process ends, as standard streams are.
            sys.stdout = open("CONOUT$", "w", encoding="utf-8", errors="replace")  # noqa: SIM115, PTH123
            sys.stderr = sys.stdout
