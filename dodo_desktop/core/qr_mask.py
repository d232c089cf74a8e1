"""Which of the eight masks of a QR code scanners read best, as ISO/IEC 18004 counts it in 7.8.3.

The library weighs them module by module, which takes most of the time that a code takes. Here all modules of
a code are one number, so that a whole code is weighed with a few operations.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import segno

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
_FINDER, _EDGE = "1011101", "0000"
_RUN, _BLOCK, _LIKE_FINDER, _UNEVEN = 5, 3, 40, 10
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_MODULES = bytes.maketrans(b"01", b"\0\1")


def best_mask(code: segno.QRCode) -> int:
    """The mask to make this code with again; `code` has mask 0."""
    size = len(code.matrix)
    data, counted = _regions(code.version, size)
    plain = _flat(code) & counted ^ _pattern(0, size) & data
    best, least = 0, sys.maxsize
    for mask in range(len(_MASKS)):
        points = _penalty(plain ^ _pattern(mask, size) & data, size, least)
        if points < least:
            best, least = mask, points
    return best


def masked(code: segno.QRCode, mask: int, again: Callable[[int], segno.QRCode]) -> tuple[bytes, ...]:
    """The rows of modules, 1 for a dark one, of the same code with this mask; `code` has mask 0.

    `again` makes the code anew with a mask. It is asked for the first of each size alone: what stands round
    the data is the same in all codes of one size, mask and level.
    """
    size = len(code.matrix)
    data, _counted = _regions(code.version, size)
    kind = (code.version, code.error, mask)
    if mask == 0:
        modules = _flat(code)
    elif (frame := _frames.get(kind)) is not None:
        modules = frame | (_flat(code) ^ _pattern(0, size) ^ _pattern(mask, size)) & data
    else:
        modules = _flat(again(mask))
        _frames[kind] = modules & ~data
    text = format(modules, f"0{size * size}b").encode().translate(_MODULES)
    return tuple(text[start : start + size] for start in range(0, size * size, size))


_frames: dict[tuple[int | str, str | None, int], int] = {}


def _flat(code: segno.QRCode) -> int:
    """All modules of a code as one number, the upper left one first."""
    return int(b"".join(map(bytes, code.matrix)).translate(_DIGITS), 2)


def _penalty(modules: int, size: int, least: int) -> int:
    """How hard a code of these modules is to read; once that is `least` or more, not how much more."""
    text = format(modules, f"0{size * size}b")
    turned = "".join(text[column::size] for column in range(size))
    everything = (1 << size * size) - 1
    light = modules ^ everything
    points = sum(_runs(one, size) for one in (modules, light))
    across = int(turned, 2)
    points += sum(_runs(one, size) for one in (across, across ^ everything))
    points += _BLOCK * sum(_blocks(one, size) for one in (modules, light))
    percent = modules.bit_count() / size**2 * 100
    points += _UNEVEN * int(abs(percent - 50) / 5)
    if points >= least:
        return points
    return points + _LIKE_FINDER * sum(_finders(lines, size) for lines in (text, turned))


def _runs(modules: int, size: int) -> int:
    """Five or more in a line: three points, and one for each that is more."""
    fives = modules & _leaving(size, _RUN - 1)
    for by in range(1, _RUN):
        fives &= modules >> by
    return fives.bit_count() + 2 * (fives & ~(fives << 1)).bit_count()


def _blocks(modules: int, size: int) -> int:
    """Squares of two by two."""
    pairs = modules & modules >> 1 & _leaving(size, 1)
    return (pairs & pairs >> size).bit_count()


def _finders(lines: str, size: int) -> int:
    """What looks like the corner of a code, with room before or behind it, which the edge is, too."""
    line = _EDGE.join(["", *(lines[start : start + size] for start in range(0, len(lines), size)), ""])
    found = 0
    at = line.find(_FINDER)
    while at >= 0:
        end = at + len(_FINDER)
        room = line[at - 4 : at] == _EDGE or line[end : end + 4] == _EDGE
        found += room
        at = line.find(_FINDER, end if room else at + 4)
    return found


@lru_cache(16)
def _leaving(size: int, last: int) -> int:
    """All places but the `last` ones of each line, so that what is shifted stays within its line."""
    return int(("0" * last + "1" * (size - last)) * size, 2)


@lru_cache(64)
def _pattern(mask: int, size: int) -> int:
    places = ("01"[_MASKS[mask](i, j)] for i in range(size) for j in range(size))
    return int("".join(places), 2)


@lru_cache(8)
def _regions(version: int, size: int) -> tuple[int, int]:
    """Where a mask is laid on, and what counts: what says which mask it is does not yet."""
    import segno
    from segno import consts

    rows = segno.make_qr("", version=version).matrix_iter(border=0, verbose=True)
    kinds = [kind for row in rows for kind in row]
    # The library counts one module more among those that say which mask it is.
    kinds[8 * size + size - 9] = consts.TYPE_DATA_LIGHT
    data = {consts.TYPE_DATA_LIGHT, consts.TYPE_DATA_DARK}
    later = {
        consts.TYPE_FORMAT_LIGHT,
        consts.TYPE_FORMAT_DARK,
        consts.TYPE_VERSION_LIGHT,
        consts.TYPE_VERSION_DARK,
        consts.TYPE_DARKMODULE,
    }
    return (
        int("".join("01"[kind in data] for kind in kinds), 2),
        int("".join("10"[kind in later] for kind in kinds), 2),
    )
