"""The modules of a QR code at error level M for plain text such as a link, as ISO/IEC 18004 lays them out.

The library lays a code out module by module, twice where its first mask is not the best. Here all that is the
same in each code of a size is kept, a code is one number, and what differs is put in with a few operations.
"""

from __future__ import annotations

from functools import lru_cache

from dodo_desktop.core.qr_mask import least_penalty, pattern, regions

_BLOCKS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (10, (16,)),
    (16, (28,)),
    (26, (44,)),
    (18, (32, 32)),
    (24, (43, 43)),
    (16, (27, 27, 27, 27)),
    (18, (31, 31, 31, 31)),
    (22, (38, 38, 39, 39)),
    (22, (36, 36, 36, 37, 37)),
    (26, (43, 43, 43, 43, 44)),
)
"""For each version from 1 on, at level M: how many words mend a block, and how many hold data in each."""

_SHORT = 9
"""The last version whose length of a text has eight bits."""

_UPPER = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
_LEVEL_M = 0b00
_WORD = 0xFF


def modules_of(text: str) -> tuple[int, int] | None:
    """Modules a side without the quiet zone, and all of them from the top left, the first the highest bit.

    None for what the library has other ways for: what is long, has other letters than ASCII, or could be
    written shorter as it has none but digits and capitals.
    """
    if not text.isascii() or set(text) <= _UPPER:
        return None
    version = next((n for n in range(1, len(_BLOCKS) + 1) if len(text) <= _room(n)), 0)
    if not version:
        return None
    size = 17 + 4 * version
    frame, places = _layout(version, size)
    flat = bytearray(frame)
    words = _woven(_words(text.encode("ascii"), version), version)
    bits = format(int.from_bytes(words, "big"), f"0{8 * len(words)}b").encode()
    for place, bit in zip(places, bits, strict=False):
        flat[place] = bit
    plain = int(flat, 2)
    data, counted = regions(version, size)
    mask = least_penalty(plain & counted, data, size)
    return size, plain ^ pattern(mask, size) & data | _format(mask, size)


def _room(version: int) -> int:
    """How many letters a version holds."""
    _mending, data = _BLOCKS[version - 1]
    return sum(data) - (2 if version <= _SHORT else 3)


def _words(text: bytes, version: int) -> bytes:
    """The text as words: that letters follow and how many, the letters, an end, and what fills the rest."""
    whole = sum(_BLOCKS[version - 1][1])
    length = 8 if version <= _SHORT else 16
    head = 0b0100 << length | len(text)
    written = (head << 8 * len(text) | int.from_bytes(text, "big")) << 4
    words = written.to_bytes((4 + length + 4) // 8 + len(text), "big")
    # An empty word behind the end, as the library puts it there: one link has one code, whoever made it.
    return (words + b"\0" + b"\xec\x11" * whole)[:whole]


def _woven(words: bytes, version: int) -> bytes:
    """Those words in blocks with what mends each, taken in turn from all blocks."""
    mending, sizes = _BLOCKS[version - 1]
    blocks: list[bytes] = []
    start = 0
    for size in sizes:
        blocks.append(words[start : start + size])
        start += size
    mends = [_mend(block, mending) for block in blocks]
    held = (block[at] for at in range(max(sizes)) for block in blocks if at < len(block))
    return bytes(held) + bytes(mend[at] for at in range(mending) for mend in mends)


def _mend(block: bytes, count: int) -> bytes:
    """So many words by which a damaged block can be mended."""
    steps, top, keep = _steps(count), 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for word in block:
        rest = rest << 8 & keep ^ steps[rest >> top ^ word]
    return rest.to_bytes(count, "big")


@lru_cache(8)
def _steps(count: int) -> tuple[int, ...]:
    """What each word leaves behind in a division by the polynomial that makes `count` words."""
    factors = [1]
    root = 1
    for _ in range(count):
        longer = [*factors, 0]
        for at, factor in enumerate(factors):
            longer[at + 1] ^= _times(factor, root)
        factors = longer
        root = _times(root, 2)
    return tuple(
        int.from_bytes(bytes(_times(factor, word) for factor in factors[1:]), "big") for word in range(256)
    )


def _times(one: int, other: int) -> int:
    """The product in the field of 256 elements that the standard uses."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product & _WORD


def _format(mask: int, size: int) -> int:
    """The modules, twice, that say level and mask."""
    told = _LEVEL_M << 3 | mask
    rest = told << 10
    for at in range(14, 9, -1):
        if rest >> at & 1:
            rest ^= 0b10100110111 << at - 10
    bits = (told << 10 | rest) ^ 0b101010000010010
    modules = 0
    for bit, spots in enumerate(_format_spots(size)):
        if bits >> bit & 1:
            modules |= spots
    return modules


@lru_cache(16)
def _format_spots(size: int) -> tuple[int, ...]:
    """Where each of the fifteen bits stands, the lowest first."""
    # Down the first column beside the corner and to its left, past the lines of the timing pattern.
    near = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, column) for column in (7, 5, 4, 3, 2, 1, 0)]
    far = [(8, size - 1 - at) for at in range(8)] + [(size - 7 + at, 8) for at in range(7)]
    return tuple(_spot(*one, size) | _spot(*other, size) for one, other in zip(near, far, strict=True))


def _spot(row: int, column: int, size: int) -> int:
    return 1 << size * size - 1 - (row * size + column)


@lru_cache(16)
def _layout(version: int, size: int) -> tuple[bytes, tuple[int, ...]]:
    """What is the same in all codes of a version, and the places of the data in their order."""
    import segno

    data, _counted = regions(version, size)
    held = format(data, f"0{size * size}b")
    rows = segno.make_qr("", version=version, error="m", boost_error=False, mask=0).matrix
    drawn = int(b"".join(bytes(row) for row in rows).translate(bytes.maketrans(b"\0\1", b"01")), 2)
    said = sum(_format_spots(size))
    frame = format(drawn & ~data & ~said, f"0{size * size}b").encode()
    places: list[int] = []
    upwards = True
    # Two columns at a time from the right, up and down in turn; that of the timing pattern is passed over.
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        rows_in_turn = range(size - 1, -1, -1) if upwards else range(size)
        places += [row * size + column for row in rows_in_turn for column in (right, right - 1)]
        upwards = not upwards
    return frame, tuple(place for place in places if held[place] == "1")
