"""Payment-method types: those of the API, each shown once."""

from pathlib import Path

import yaml

from dodo_desktop.core.methods import CARD_METHODS, GROUPS, METHODS

API = Path(__file__).parents[1] / "api" / "dodo-openapi.yml"


def test_the_methods_are_the_apis_first_eighteen() -> None:
    schemas = yaml.safe_load(API.read_text("utf-8"))["components"]["schemas"]
    assert list(METHODS) == schemas["PaymentMethodTypes"]["enum"][:18]
    assert list(METHODS) == schemas["PaymentMethodTypes"]["x-enum-source"]["seed"]


def test_every_method_is_in_one_group() -> None:
    members = [method for group in GROUPS for method in group.members]
    assert sorted(members) == sorted(METHODS)
    assert [group.code for group in GROUPS] == ["cards", "wallets", "banks_europe", "pay_later", "india_usa"]


def test_the_cards_are_a_group() -> None:
    assert set(GROUPS[0].members) == CARD_METHODS == {"credit", "debit"}
