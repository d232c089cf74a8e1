"""QR codes: a scanner reads back what was put in."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dodo_desktop.core.qr import QUIET_ZONE, QrMatrix, module_pixels, qr_matrix, to_svg

LINK = "https://test.checkout.dodopayments.com/cbq"


def scan(matrix: QrMatrix, step: int, folder: Path) -> str:
    """What zbar reads from the matrix drawn with `step` pixels to a module."""
    image = Image.new("L", (matrix.size, matrix.size), 255)
    image.putdata([0 if dark else 255 for row in matrix.dark for dark in row])
    target = folder / "code.png"
    image.resize((matrix.size * step,) * 2, Image.Resampling.NEAREST).save(target)
    ran = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(target)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout.removesuffix("\n")


@pytest.mark.skipif(not shutil.which("zbarimg"), reason="needs zbarimg to read the code")
@pytest.mark.parametrize("text", [LINK, f"{LINK}?name=Zoë", LINK + "/" + "x" * 400])
def test_a_scanner_reads_the_text(text: str, tmp_path: Path) -> None:
    assert scan(qr_matrix(text), 3, tmp_path) == text


def test_four_light_modules_surround_a_code() -> None:
    matrix = qr_matrix(LINK)
    assert QUIET_ZONE == 4
    assert len(matrix.dark) == matrix.size
    assert {len(row) for row in matrix.dark} == {matrix.size}
    edge = range(QUIET_ZONE)
    for a in range(matrix.size):
        for b in (*edge, *(matrix.size - 1 - e for e in edge)):
            assert not matrix.dark[a][b]
            assert not matrix.dark[b][a]
    # The corner of a finder pattern begins right inside.
    assert matrix.dark[QUIET_ZONE][QUIET_ZONE]


def test_even_a_short_text_makes_no_micro_code() -> None:
    assert qr_matrix("1").size == 21 + 2 * QUIET_ZONE


def test_the_error_level_is_m() -> None:
    matrix = qr_matrix(LINK)
    # The first two format bits, to the right of the upper left finder, name the level; masked, M reads 10.
    row = matrix.dark[QUIET_ZONE + 8]
    assert (row[QUIET_ZONE], row[QUIET_ZONE + 1]) == (True, False)


@pytest.mark.parametrize("text", ["", "x" * 3000])
def test_what_has_no_code_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(ValueError, match="QR code") as caught:
        qr_matrix(text)
    assert "xxx" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_svg_draws_the_same_modules_crisply() -> None:
    matrix = qr_matrix(LINK)
    document = to_svg(LINK, module=6)
    assert LINK not in document
    root = ET.fromstring(document)
    assert root.get("viewBox") == f"0 0 {matrix.size} {matrix.size}"
    assert root.get("width") == root.get("height") == str(matrix.size * 6)
    assert root.get("shape-rendering") == "crispEdges"
    background, path = list(root)
    assert background.get("fill") == "#fff"
    assert path.get("fill") == "#000"
    drawn = [[False] * matrix.size for _ in range(matrix.size)]
    for run in (path.get("d") or "").split("M")[1:]:
        place, _, rest = run.partition("h")
        x, y = map(int, place.split())
        for covered in range(x, x + int(rest.split("v")[0])):
            drawn[y][covered] = True
    assert tuple(map(tuple, drawn)) == matrix.dark


@given(st.integers(-10, 5000), st.integers(29, 185))
def test_modules_are_the_most_whole_pixels_that_fit(available: int, size: int) -> None:
    step = module_pixels(available, size)
    assert step >= 0
    assert step * size <= max(available, 0) < (step + 1) * size
