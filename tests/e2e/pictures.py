"""Takes pictures of the real window in practice mode; ``packaging/dev.py shots`` starts it.

README's two go to ``resources/screenshots``. With ``--all``, every state in both looks, both sizes of the
window and both densities goes to ``shots``.
"""

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

from tests.e2e import journey
from tests.e2e.harness import Program, Session

_ROOT = Path(__file__).resolve().parents[2]
_LOOKS = ("light", "dark")
_SIZES = ((1280, 800), (1100, 720))
_SCALES = (1, 2)
_ORDER = journey.Order()

State = Callable[[Program], None]


def compose_empty(program: Program) -> None:
    """The window as it opens."""
    program.find("customer.search")


def compose_problem(program: Program) -> None:
    """Half filled, with what is missing said beside its field."""
    journey.pick_customer(program, _ORDER)
    journey.add_product(program, _ORDER)
    program.screen.key("ctrl+Return")
    program.find("billing.street.problem")


def options_open(program: Program) -> None:
    """All of the form filled in, the payment methods open."""
    journey.fill_billing(program, _ORDER)
    program.widgets.act(program.widgets.find(name="Payment methods"))
    program.find("options.method.credit")


def result(program: Program) -> None:
    """The link and its code."""
    journey.create(program)
    program.find("result.qr")


def full_screen(program: Program) -> None:
    """The code alone, for the customer."""
    program.screen.key("F11")


def outbox(program: Program) -> None:
    """Orders on their way."""
    program.screen.key("Escape")
    program.click("nav.outbox")
    program.find("outbox.table")


def links(program: Program) -> None:
    """Links made so far."""
    program.click("nav.links")
    program.find("links.table")


def settings(program: Program) -> None:
    """The account and where data is kept."""
    program.click("nav.settings")
    program.find("settings.mode")


# In this order: each state goes on from the one before.
STATES: tuple[State, ...] = (
    compose_empty,
    compose_problem,
    options_open,
    result,
    full_screen,
    outbox,
    links,
    settings,
)


def start(session: Session) -> Program:
    """Start the checkout's program in practice mode."""
    command = [sys.executable, "-m", "dodo_desktop", *journey.options(str(session.folder / "data"))]
    return session.start(command, {"PYTHONPATH": str(_ROOT)})


def take_readme_pictures() -> None:
    """The two pictures that README shows: a finished link, light and dark."""
    for look in _LOOKS:
        with Session(look=look) as session:
            program = start(session)
            journey.pick_customer(program, _ORDER)
            journey.fill_billing(program, _ORDER)
            journey.add_product(program, _ORDER)
            result(program)
            _save(program, _ROOT / "resources" / "screenshots" / f"{look}.png")


def take_all_pictures() -> bool:
    """Every state in every look, size and density; False if some could not be reached."""
    complete = True
    for look, size, scale in product(_LOOKS, _SIZES, _SCALES):
        with Session(size, scale=scale, look=look) as session:
            program = start(session)
            for state in STATES:
                name = f"{state.__name__.replace('_', '-')}-{look}-{size[0]}x{size[1]}-{scale}00.png"
                try:
                    state(program)
                except (LookupError, TimeoutError, RuntimeError) as reason:
                    # The picture is taken all the same: it shows why.
                    print(f"{name}: {reason}", file=sys.stderr)
                    complete = False
                _save(program, _ROOT / "shots" / name)
    return complete


def _save(program: Program, file: Path) -> None:
    program.screen.still_picture(file)
    print(file.relative_to(_ROOT), flush=True)


def main() -> int:
    """Take the pictures that the command line asks for; 1 if some state could not be reached."""
    take_readme_pictures()
    return 0 if "--all" not in sys.argv[1:] or take_all_pictures() else 1


if __name__ == "__main__":
    sys.exit(main())
