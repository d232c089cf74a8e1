"""What the directory finds: here, at Dodo, and what was used."""

from dataclasses import replace

import pytest

from dodo_desktop.core.catalog import Customer
from dodo_desktop.core.draft import BillingEntry, CustomerEntry, CustomerMode, Draft
from dodo_desktop.services.directory import REMEMBER_AFTER
from dodo_desktop.services.ports import GatewayError
from tests.store.samples import link

from .fakes import product, settle
from .shelf import Shelf

pytestmark = pytest.mark.anyio


async def test_a_product_and_the_usual_currencies_are_those_of_the_store() -> None:
    shelf = Shelf()
    await shelf.store.put_products([product(1, currency="EUR"), product(2), product(3, currency="JPY")])
    assert (await shelf.directory.currencies())[0] == "EUR"
    found = await shelf.directory.product(product(1).product_id)
    assert found is not None
    assert await shelf.directory.product("nobody") is None


# asking Dodo


async def test_dodo_is_worth_asking_until_all_are_here_and_after_that_for_who_is_not() -> None:
    shelf = Shelf(customers=1, products=1)
    directory = shelf.directory
    assert directory.worth_asking("na", 3)
    assert not directory.worth_asking(" n ", 0)
    await directory.refresh()
    assert not directory.worth_asking("na", 3)
    assert directory.worth_asking("na", 0)


async def test_what_dodo_knows_stands_behind_what_is_here_and_is_kept() -> None:
    shelf = Shelf(customers=5, products=0)
    await shelf.store.put_customers([shelf.dodo.customers[3]])
    found = await shelf.directory.ask_customers(" name ")
    assert [each.customer.customer_id for each in found] == ["cus_3", "cus_0", "cus_1", "cus_2", "cus_4"]
    assert shelf.dodo.calls == ["find name"]
    assert shelf.status.customers == 4
    assert len(await shelf.directory.ask_customers("name", 2)) == 2
    shelf.dodo.calls.clear()
    found = await shelf.directory.ask_customers("N4@example.COM")
    assert [each.customer.customer_id for each in found] == ["cus_4"]
    assert shelf.dodo.calls == ["find N4@example.COM"]


async def test_who_dodo_finds_by_other_rules_than_ours_is_shown_too() -> None:
    shelf = Shelf(customers=0, products=0)
    odd = Customer("odd", "Ürgen", "u@example.com")

    async def find(*, name: str = "", email: str = "") -> list[Customer]:
        return [odd]

    shelf.dodo.find_customers = find  # type: ignore[method-assign]
    assert [each.customer for each in await shelf.directory.ask_customers("yurgen")] == [odd]


async def test_an_e_mail_is_looked_for_here_and_at_dodo() -> None:
    shelf = Shelf(customers=5, products=0)
    assert await shelf.directory.customers_of_email("n2@example.com") == []
    found = await shelf.directory.ask_email(" N2@example.com")
    assert [one.customer_id for one in found] == ["cus_2"]
    assert [one.customer_id for one in await shelf.directory.customers_of_email("n2@example.com")] == [
        "cus_2"
    ]
    shelf.dodo.offline = True
    with pytest.raises(GatewayError):
        await shelf.directory.ask_email("n3@example.com")


async def test_a_customer_that_an_order_made_is_found_at_once_and_first() -> None:
    shelf = Shelf(customers=2, products=1)
    await shelf.directory.refresh()
    await shelf.directory.made_customer(Customer("made", "Ada", "ada@example.com"))
    assert shelf.store.customers["made"].name == "Ada"
    assert shelf.status.customers == 3
    # Who was known keeps what is known.
    await shelf.directory.made_customer(Customer("cus_1", "", "n1@example.com"))
    assert shelf.store.customers["cus_1"].name == "Name 1"
    assert shelf.store.used == ["made", "cus_1"]
    found = await shelf.directory.customer("cus_1")
    assert found is not None
    assert await shelf.directory.customer("nobody") is None


async def test_customers_of_links_are_remembered_together_the_last_one_first() -> None:
    shelf = Shelf(customers=0, products=1)
    await shelf.directory.start()
    await settle()
    for number in (1, 2, 1):
        made = link(f"pay_{number}", customer_id=f"cus_{number}", customer_name=f"Name {number}")
        shelf.directory.link_made(made)
    await settle()
    assert shelf.store.used == []
    await shelf.clock.advance(REMEMBER_AFTER)
    assert shelf.store.used == ["cus_2", "cus_1"]
    assert shelf.store.customers["cus_2"].name == "Name 2"
    await shelf.directory.stop()


async def test_the_customer_of_the_last_link_is_remembered_when_the_program_ends() -> None:
    shelf = Shelf(customers=0, products=1)
    await shelf.directory.start()
    shelf.directory.link_made(link(customer_id="cus_1"))
    await settle()
    await shelf.directory.stop()
    assert shelf.store.used == ["cus_1"]


async def test_the_phone_of_a_new_customer_is_kept_as_it_went_out() -> None:
    shelf = Shelf(customers=0, products=1)
    await shelf.directory.start()
    for number, phone in enumerate(("0044 20 7946 0958", "020 7946 0958", "ask at the desk")):
        entry = CustomerEntry(CustomerMode.NEW, name="Ada", email="ada@engine.example", phone=phone)
        draft = Draft("d", customer=entry, billing=BillingEntry("GB"))
        shelf.directory.link_made(replace(link(f"pay_{number}", customer_id=f"cus_{number}"), draft=draft))
    await shelf.directory.stop()
    kept = [shelf.store.customers[f"cus_{number}"].phone for number in range(3)]
    assert kept == ["+44 20 7946 0958", "+44 20 7946 0958", "ask at the desk"]
