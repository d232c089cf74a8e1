from dataclasses import replace

import pytest

from dodo_desktop.core.draft import CartLine, Draft, Edit, apply, text_at
from dodo_desktop.services.undoing import DEPTH, Undoing

from .fakes import product


class Sheet:
    """A draft that is edited, with its steps."""

    def __init__(self) -> None:
        self.draft = Draft("d")
        self.undoing = Undoing()

    def edit(self, field: str, *values: object, run: str = "") -> None:
        for value in values:
            edit = Edit(field, value, run)
            self.undoing.note(self.draft, edit)
            self.draft = apply(self.draft, edit)

    def type(self, text: str, field: str = "customer.name") -> None:
        start = text_at(self.draft, field)
        self.edit(field, *(start + text[:end] for end in range(1, len(text) + 1)))

    def undo(self) -> None:
        self.draft = self.undoing.undo(self.draft)

    def redo(self) -> None:
        self.draft = self.undoing.redo(self.draft)

    def back(self, field: str = "customer.name") -> list[str]:
        """What the field holds after each step back, until there is none."""
        seen = []
        while self.undoing.can_undo(self.draft):
            self.undo()
            seen.append(text_at(self.draft, field))
        return seen


def test_a_word_that_is_typed_and_mended_is_one_step() -> None:
    sheet = Sheet()
    sheet.type("Zoey")
    sheet.edit("customer.name", "Zoe", "Zoë", "Zo", "Zoe")
    assert sheet.back() == [""]


def test_what_is_pasted_or_replaced_is_a_step_of_its_own() -> None:
    sheet = Sheet()
    sheet.type("12 Mai")
    sheet.edit("customer.name", "45 Old Fulton Street")
    sheet.type(", 3")
    sheet.edit("customer.name", "")
    sheet.type("Q")
    assert sheet.back() == [
        "",
        "45 Old Fulton Street, 3",
        "45 Old Fulton Street",
        "12 Mai",
        "",
    ]


def test_a_selection_that_is_typed_over_goes_with_what_was_typed() -> None:
    sheet = Sheet()
    sheet.type("Zoe")
    sheet.edit("customer.name", "A", "Ad", "Ada")
    assert sheet.back() == ["A", "Zoe", ""]


@pytest.mark.parametrize("field", ["customer.search", "cart.product", "billing.country", "options.currency"])
def test_of_a_search_and_of_a_pick_only_the_end_is_a_step(field: str) -> None:
    sheet = Sheet()
    sheet.type("germa", field)
    sheet.edit(field, "DE")
    assert sheet.back(field) == [""]


def test_no_press_is_lost_on_a_step_that_came_to_nothing() -> None:
    sheet = Sheet()
    sheet.edit("cart.lines", (CartLine("1", product()),))
    sheet.type("Z")
    sheet.edit("customer.name", "")
    assert sheet.undoing.can_undo(sheet.draft)
    sheet.undo()
    assert sheet.draft.lines == ()
    assert not sheet.undoing.can_undo(sheet.draft)
    sheet.redo()
    assert len(sheet.draft.lines) == 1
    assert not sheet.undoing.can_redo


def test_steps_are_done_again_in_their_order() -> None:
    sheet = Sheet()
    sheet.type("Zoe")
    sheet.type("Berlin", "billing.city")
    sheet.type(" K", "customer.name")
    states = [sheet.draft]
    while sheet.undoing.can_undo(sheet.draft):
        sheet.undo()
        states.append(sheet.draft)
    assert len(states) == 4
    for state in reversed(states[:-1]):
        sheet.redo()
        assert sheet.draft == state
    assert not sheet.undoing.can_redo


def test_some_hundred_steps_are_kept() -> None:
    sheet = Sheet()
    for number in range(DEPTH + 50):
        sheet.edit("customer.name", f"pasted {number} " + "x" * number)
    assert len(sheet.back()) == DEPTH


def test_what_a_text_field_holds_is_found_by_its_name() -> None:
    draft = replace(Draft("d"), title="T", product_search="tea")
    assert [text_at(draft, name) for name in ("draft.title", "cart.product", "billing.city")] == [
        "T",
        "tea",
        "",
    ]
    for name in ("cart.lines", "options.metadata", "customer.mode.x", "nothing"):
        with pytest.raises(KeyError):
            text_at(draft, name)
