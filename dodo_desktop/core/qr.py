"""QR codes: a text becomes a square of modules with the quiet zone that scanners need."""

from threading import Lock

from dodo_desktop.core.lately import Lately
from dodo_desktop.core.value import value

QUIET_ZONE = 4
"""Light modules on each side, as the standard demands."""

_USUAL = (42, 62)
"""Letters that a link to Dodo has: each stands for all lengths down to the one before."""


@value
class QrMatrix:
    """`size` modules a side, the quiet zone included; `dark[row][column]` from the top left."""

    size: int
    dark: tuple[tuple[bool, ...], ...]


def get_ready() -> None:
    """Reads the library in and keeps what codes of the usual links have in common.

    It takes some hundredths of a second; meant for a worker thread, while an answer is awaited.
    """
    for letters in _USUAL:
        qr_matrix("https://checkout.dodopayments.com/".ljust(letters, "x"))


_kept: Lately[str, QrMatrix] = Lately(16)
"""The codes that were asked for last, for whichever thread asks."""
_lock = Lock()


def known_matrix(text: str) -> QrMatrix | None:
    """What `qr_matrix` would answer, where it is there; None where it would have to be made first."""
    with _lock:
        return _kept.get(text)


def qr_matrix(text: str) -> QrMatrix:
    """The code of `text` at error level M, never a micro code.

    Raises ValueError for a text that is empty or longer than a code can hold.
    """
    found = known_matrix(text)
    if found is None:
        found = _made(text)
        with _lock:
            _kept.keep(text, found)
    return found


def _made(text: str) -> QrMatrix:
    import segno

    from dodo_desktop.core.qr_mask import best_mask, masked

    if not text:
        raise ValueError("an empty text has no QR code")

    def made(mask: int) -> segno.QRCode:
        return segno.make_qr(text, error="m", boost_error=False, mask=mask)

    try:
        code = made(0)
    except segno.DataOverflowError:
        # The cause could quote the text.
        raise ValueError("the text is too long for a QR code") from None
    side = (False,) * QUIET_ZONE
    rows = [(*side, *map(bool, row), *side) for row in masked(code, best_mask(code), made)]
    edge = ((False,) * len(rows[0]),) * QUIET_ZONE
    return QrMatrix(len(rows[0]), (*edge, *rows, *edge))


def to_svg(text: str, module: int = 8) -> str:
    """The code of `text` as an SVG document, black on white, `module` pixels to a module.

    Raises ValueError as `qr_matrix` does. The text itself is not in the document.
    """
    matrix = qr_matrix(text)
    side = matrix.size
    path = "".join(
        f"M{start} {y}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(matrix.dark)
        for start, end in _runs(row)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * module}" height="{side * module}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>\n'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules begin and end, run by run."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and runs[-1][1] == x:
            runs[-1] = (runs[-1][0], x + 1)
        elif dark:
            runs.append((x, x + 1))
    return runs


def module_pixels(available: int, size: int) -> int:
    """The most whole pixels to a module for `size` modules to fit `available` pixels; 0 is too small."""
    return max(available, 0) // size
