"""Takes pictures of the real window; ``packaging/dev.py shots`` starts it.

README's two go to ``resources/screenshots``. With ``--all``, every screen in every variant goes to ``shots``;
``--only NAME ...`` keeps to the variants and stories whose name begins so (``dark/account``).
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from tests.e2e import journey
from tests.e2e.harness import Program, Session
from tests.e2e.more_stories import MORE_STORIES
from tests.e2e.stories import ORDER, ROOT, STORIES, VARIANTS, Story, Variant, start

_SCREENSHOTS = ROOT / "resources" / "screenshots"
_COLOURS = 128
_AT_ONCE = 3


def take_readme_pictures() -> None:
    """The two pictures that README shows: a finished link, light and dark."""
    for look in ("light", "dark"):
        with Session(look=look) as session:
            program = start(session)
            journey.pick_customer(program, ORDER)
            journey.fill_billing(program, ORDER)
            journey.add_product(program, ORDER)
            program.write("options.order_reference", "W-1183")
            journey.create(program)
            program.find("result.copy")
            _slim(_save(program, _SCREENSHOTS / f"{look}.png"))


def take_all_pictures(only: Sequence[str]) -> bool:
    """Every story in every variant; False if some step could not be reached."""
    starts = tuple(only) or ("",)
    stories = (*STORIES, *MORE_STORIES)
    wanted = [(v, s) for v in VARIANTS for s in stories if f"{v.name}/{s.name}".startswith(starts)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return all(list(pool.map(_tell, *zip(*wanted, strict=True))))


def _tell(variant: Variant, story: Story) -> bool:
    complete = True
    session = Session(variant.size, scale=variant.scale, look=variant.look, region=variant.region)
    with (
        session,
        tempfile.TemporaryDirectory() as folder,
        story.told(session, variant, Path(folder)) as program,
    ):
        for number, (name, step) in enumerate(story.steps, start=1):
            file = ROOT / "shots" / variant.name / f"{story.name}-{number:02}-{name}.png"
            try:
                step(program)
            except (LookupError, TimeoutError, RuntimeError) as reason:
                # The picture is taken all the same: it shows why.
                print(f"{file.relative_to(ROOT)}: {reason}", file=sys.stderr)
                complete = False
            if story.name != "report" and program.alive() and program.widgets.find_all("report.close"):
                print(f"{file.relative_to(ROOT)}: a mistake of ours is reported", file=sys.stderr)
                complete = False
            _save(program, file)
    return complete


def _save(program: Program, file: Path) -> Path:
    program.screen.still_picture(file)
    print(file.relative_to(ROOT), flush=True)
    return file


def _slim(file: Path) -> None:
    """Fewer colours, so that the repository stays small; flat colours lose nothing that can be seen."""
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def main() -> int:
    """Take the pictures that the command line asks for; 1 if some step could not be reached."""
    parser = argparse.ArgumentParser(prog="pictures")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    asked = parser.parse_args()
    if not asked.only:
        take_readme_pictures()
    return 0 if not (asked.all or asked.only) or take_all_pictures(asked.only) else 1


if __name__ == "__main__":
    sys.exit(main())
