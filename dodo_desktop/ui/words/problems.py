"""What is wrong with an order, as sentences: what happened, what it means for the order, what to do.

That nothing was sent is said of what is noticed only once *Create link* was pressed. What is said while one
still types must be true before anything was tried.
"""

from collections.abc import Callable, Mapping

from dodo_desktop.core.money import Money
from dodo_desktop.core.problem import Param, Problem
from dodo_desktop.ui.words import _, isolate, locale, ngettext
from dodo_desktop.ui.words.advice import ADVICE
from dodo_desktop.ui.words.dodo_codes import dodo_sentence
from dodo_desktop.ui.words.labels import field_label
from dodo_desktop.ui.words.proposals import proposals_wait

_Params = Mapping[str, Param]


def problem_sentence(problem: Problem, label: str = "") -> str:
    """The sentence beside the field. `label` is the field's own label where the country names it."""
    if problem.code == "dodo":
        code, message, value = (str(problem.params.get(name, "")) for name in ("code", "message", "value"))
        return dodo_sentence(code, message, value)
    if problem.code == "missing":
        return _missing(problem, label)
    params = {"field": label or field_label(problem.field), **problem.params}
    for table in (_ABOUT_FIELDS, ADVICE, _ABOUT_CART, _ABOUT_METADATA):
        if problem.code in table:
            return table[problem.code](params)
    return _("Something about this field stops the order, so nothing was sent. Look at it again.")


def problem_short(problem: Problem, label: str = "") -> str:
    """A few words for the list of problems, such as "Street is missing"."""
    name = label or field_label(problem.field)
    if problem.code == "missing":
        return _("{field} is missing").format(field=name)
    if problem.code == "not_chosen":
        return _("No customer is chosen")
    if problem.code == "cart_empty":
        return _("The cart is empty")
    if problem.code == "no_methods":
        return _("No payment method is chosen")
    line = problem.params.get("line")
    if isinstance(line, int):
        return _line_short(problem.code, line)
    return _("{field} needs a look").format(field=name)


def _line_short(code: str, line: int) -> str:
    if code.startswith("quantity_"):
        return _("Cart, line {number}: quantity").format(number=line)
    if code.startswith("amount_"):
        return _("Cart, line {number}: price").format(number=line)
    return _("Cart, line {number}").format(number=line)


def problem_choices(problem: Problem, *, alone: bool = True) -> list[tuple[str, str | int]]:
    """Buttons that would mend it: what each says, and the text or the minor units that it puts there.

    Not `alone`, several lines of the cart have such buttons, so that each says whose it is.
    """
    fix = problem.params.get("fix")
    if isinstance(fix, str):
        return [(_("Use {text}").format(text=isolate(fix)), fix)]
    minors = problem.params.get("minors", ())
    if problem.code != "amount_ambiguous" or not isinstance(minors, tuple):
        return []
    said = [(_money(minor, problem.params), minor) for minor in minors]
    if alone:
        return [*said]
    line = problem.params.get("line")
    return [
        (_("Line {number}: {amount}").format(number=line, amount=amount), minor) for amount, minor in said
    ]


def fields_need_you(count: int) -> str:
    """Heading of the list of problems."""
    return ngettext("{count} field needs you", "{count} fields need you", count).format(count=count)


def _missing(problem: Problem, label: str) -> str:
    sentences = {
        "customer.name": _("The name is missing, so nothing was sent. Type the customer’s name."),
        "customer.email": _("The e-mail is missing, so nothing was sent. Type the customer’s e-mail."),
        "billing.country": _("The country is missing, so nothing was sent. Type its name or code."),
        "billing.street": _("The street is missing, so nothing was sent. Type street and house number."),
        "billing.city": _("The city is missing, so nothing was sent. Type the city."),
    }
    if problem.field in sentences and not (label and problem.field == "billing.city"):
        return sentences[problem.field]
    name = label or field_label(problem.field)
    return _("{field} is missing, so nothing was sent. Fill it in.").format(field=name)


def _money(minor: int, params: _Params) -> str:
    """An amount in the currency that the params name."""
    from dodo_desktop.core.money_text import format_money

    return isolate(format_money(Money(minor, str(params["currency"])), locale()))


def _amount(params: _Params, key: str) -> str:
    """An amount out of the params, in its currency."""
    return _money(int(str(params[key])), params)


def _total_too_low(params: _Params) -> str:
    from dodo_desktop.core.currency_facts import AS_OF
    from dodo_desktop.ui.words.times import month

    sentence = (
        _(
            "The total, {total}, is less than Dodo charges, so no link can be made. "
            "As of {month} it takes {minimum} or more."
        )
        if params.get("exact")
        else _(
            "The cart comes to {total} before discount and tax, so no link can be made. "
            "As of {month} Dodo takes {minimum} or more."
        )
    )
    return sentence.format(
        total=_amount(params, "total"), minimum=_amount(params, "minimum"), month=month(AS_OF)
    )


def _said(params: _Params, key: str) -> str:
    return isolate(str(params.get(key, "")))


def _ambiguous(params: _Params) -> str:
    from dodo_desktop.core.money_text import format_money, plain_amount

    minors = params.get("minors", ())
    readings = (
        [Money(minor, str(params["currency"])) for minor in minors] if isinstance(minors, tuple) else []
    )
    if len(readings) != 2:
        return _(
            "Line {line}: “{text}” can mean two amounts. Type it without separators of thousands."
        ).format(line=params.get("line"), text=_said(params, "text"))
    first, second = readings
    return _("“{text}” can mean {first} or {second}. Type {plain_first} or {plain_second}.").format(
        text=_said(params, "text"),
        first=isolate(format_money(first, locale())),
        second=isolate(format_money(second, locale())),
        plain_first=isolate(plain_amount(first, locale())),
        plain_second=isolate(plain_amount(second, locale())),
    )


def _no_amount(params: _Params) -> str:
    values = {
        "line": params.get("line"),
        "text": _said(params, "text"),
        "currency": _said(params, "currency"),
    }
    if not params.get("currency"):
        return _("Line {line}: “{text}” is no amount. Type digits, such as 15.").format(**values)
    # Another currency's sign may be all that is wrong with it.
    said = _("Line {line}: “{text}” is no amount in {currency}. Type digits alone, such as 15.")
    return said.format(**values)


_ABOUT_FIELDS: dict[str, Callable[[_Params], str]] = {
    "not_chosen": lambda p: _("No customer is chosen, so nothing was sent. Pick one, or add a new customer."),
    "unknown_country": lambda p: _(
        "No country is called that, so no link can be made. Pick one from the list."
    ),
    "unknown_currency": lambda p: _(
        "No currency is called that, so no link can be made. Pick one from the list."
    ),
    "bad_email": lambda p: _(
        "This cannot be an e-mail address, so no link can be made. It looks like name@shop.example."
    ),
    "bad_url": lambda p: _(
        "This is no web address to return to, so no link can be made. "
        "It begins with https:// and names a site."
    ),
    "too_long": lambda p: ngettext(
        "This is longer than {limit} character, so no link can be made. Shorten it.",
        "This is longer than {limit} characters, so no link can be made. Shorten it.",
        _count(p, "limit"),
    ).format(limit=p.get("limit")),
    "proposed": lambda p: proposals_wait(_count(p, "count")),
    "no_methods": lambda p: _("No payment method is chosen, so nobody could pay. Choose one, or All."),
}

_ABOUT_CART: dict[str, Callable[[_Params], str]] = {
    "cart_empty": lambda p: _("The cart is empty, so nothing was sent. Add at least one product."),
    "cart_full": lambda p: ngettext(
        "A cart holds {limit} line, so no link can be made. Make a second link for the rest.",
        "A cart holds {limit} lines, so no link can be made. Make a second link for the rest.",
        _count(p, "limit"),
    ).format(limit=p.get("limit")),
    "quantity_bad": lambda p: _("Line {line}: the quantity is no whole number. Type one such as 2.").format(
        **p
    ),
    "quantity_zero": lambda p: _(
        "Line {line}: the quantity is 0. Type at least 1, or remove the line."
    ).format(**p),
    "amount_missing": lambda p: _("Line {line}: the price is missing. Type what the customer pays.").format(
        **p
    ),
    "amount_ambiguous": _ambiguous,
    "amount_bad": _no_amount,
    "amount_decimals": lambda p: _(
        "Line {line}: “{text}” has more decimals than {currency} knows. Round it."
    ).format(line=p.get("line"), text=_said(p, "text"), currency=_said(p, "currency")),
    "amount_too_large": lambda p: _(
        "Line {line}: the amount is larger than Dodo can take. Split it over several links."
    ).format(**p),
    "amount_below_minimum": lambda p: _(
        "Line {line}: the least for this product is {minimum}. Type that much or more."
    ).format(line=p.get("line"), minimum=_amount(p, "minimum")),
    "product_recurring": lambda p: _(
        "Line {line}: {product} is a subscription, which a link cannot sell. Remove the line."
    ).format(line=p.get("line"), product=_said(p, "product")),
    "product_archived": lambda p: _(
        "Line {line}: {product} is no longer sold. Remove the line, or bring it back at Dodo."
    ).format(line=p.get("line"), product=_said(p, "product")),
    "total_below_minimum": _total_too_low,
    "total_too_large": lambda p: _(
        "The total is larger than Dodo can take, so no link can be made. Split the order over several links."
    ),
}

_ABOUT_METADATA: dict[str, Callable[[_Params], str]] = {
    "metadata_key_bad": lambda p: _(
        "The key {key} has a character that keys cannot have. Use letters, digits, - and _."
    ).format(key=_said(p, "key")),
    "metadata_key_long": lambda p: _("The key {key} is longer than {limit} characters. Shorten it.").format(
        key=_said(p, "key"), limit=p.get("limit")
    ),
    "metadata_value_long": lambda p: _(
        "The value of {key} is longer than {limit} characters. Shorten it."
    ).format(key=_said(p, "key"), limit=p.get("limit")),
    "metadata_key_twice": lambda p: _("The key {key} is there twice. Rename or remove one.").format(
        key=_said(p, "key")
    ),
    "metadata_full": lambda p: ngettext(
        "There is room for {limit} pair of your own. Remove some.",
        "There is room for {limit} pairs of your own. Remove some.",
        _count(p, "limit"),
    ).format(limit=p.get("limit")),
    "metadata_key_reserved": lambda p: _(
        "The key {key} is already used by the app for this order. Choose another."
    ).format(key=_said(p, "key")),
    "metadata_key_missing": lambda p: _("A value has no key. Type a key, or clear the value."),
}


def _count(params: _Params, key: str) -> int:
    value = params.get(key, 0)
    return value if isinstance(value, int) else 0
