"""The steps of making one link, as a person takes them; for the tests and for the pictures."""

from dataclasses import dataclass

from tests.e2e.harness import Program, until


@dataclass(frozen=True)
class Order:
    """What the person at the counter knows.

    customer and product: what they type to find them; customer_name and product_name: part of what they then
    pick. country_shown: what the country is called in the languages of the pictures.
    """

    customer: str = "zoe"
    customer_name: str = "Zo"
    country: str = "United States"
    country_shown: tuple[str, ...] = ("United States", "Vereinigte Staaten")
    street: str = "45 Old Fulton Street"
    city: str = "Brooklyn"
    state: str = "New York"
    zipcode: str = "11201"
    product: str = "stoneware"
    product_name: str = "Stoneware"


def options(data: str) -> list[str]:
    """Options of the app for practice, with its data in a folder."""
    return ["--practice", "--data-dir", data]


def pick_customer(program: Program, order: Order) -> None:
    """Find the customer by part of the name and take the first that is offered."""
    _pick(program, "customer.search", order.customer, "customer.results", order.customer_name)
    program.find("customer.selected")


def fill_billing(program: Program, order: Order) -> None:
    """Type the address; names of country and state are picked with Tab."""
    # The country comes first: it decides which other fields there are and what they are called.
    for field, text, shown in (
        ("country", order.country, order.country_shown),
        ("state", order.state, (order.state,)),
    ):
        program.write(f"billing.{field}", text)
        program.screen.key("Tab")
        _expect(program, f"billing.{field}", *shown)
    for field, text in (("street", order.street), ("city", order.city), ("zipcode", order.zipcode)):
        program.write(f"billing.{field}", text)
        _expect(program, f"billing.{field}", text)


def add_product(program: Program, order: Order) -> None:
    """Find a product by part of its name and put the first that is offered into the cart."""
    _pick(program, "cart.product", order.product, "cart.products", order.product_name)
    until(lambda: _mentions(program, "cart.table", order.product_name), what="the line in the cart")


def fill_by_keyboard(program: Program, order: Order) -> None:
    """All of it without the mouse, from the field that has the focus when the window opens."""
    press = program.screen
    expect_focus(program, "customer.search")
    press.type(order.customer)
    until(lambda: _leads(program, "customer.results", order.customer_name), what="the customer")
    press.key("Return")
    # Picking the customer moves on to the first empty field of the address, Tab to the next as read.
    for field in ("country", "street", "city", "state", "zipcode"):
        expect_focus(program, f"billing.{field}")
        press.type(getattr(order, field))
        press.key("Tab")
        _expect(program, f"billing.{field}", getattr(order, field))
    expect_focus(program, "cart.product")
    press.type(order.product)
    until(lambda: _leads(program, "cart.products", order.product_name), what="the product")
    press.key("Return")
    until(lambda: _mentions(program, "cart.table", order.product_name), what="the line in the cart")


def expect_focus(program: Program, name: str) -> None:
    """Wait until the widget of this object name has the keyboard."""
    until(lambda: "focused" in program.find(name).states, what=f"the focus in {name}")


def create(program: Program) -> str:
    """Ask for the link by keyboard; gives it once it is there."""
    program.screen.key("ctrl+Return")
    return until(lambda: program.text("result.link"), what="the link")


def _pick(program: Program, search: str, text: str, results: str, expected: str) -> None:
    program.write(search, text)
    until(lambda: _leads(program, results, expected), what=f"{expected} first in {results}")
    program.screen.key("Return")


def _expect(program: Program, field: str, *texts: str) -> None:
    """Wait until the field says one of them."""
    until(lambda: any(text in program.text(field) for text in texts), what=f"{texts[0]} in {field}")


def _leads(program: Program, results: str, text: str) -> bool:
    """Whether the row that Enter picks says so."""
    return any(text in cell for row in _cells(program, results)[:1] for cell in row)


def _mentions(program: Program, table: str, text: str) -> bool:
    return any(text in cell for row in _cells(program, table) for cell in row)


def _cells(program: Program, table: str) -> list[list[str]]:
    try:
        return program.widgets.cells(program.find(table))
    except LookupError:  # it was laid anew between the two looks
        return []
