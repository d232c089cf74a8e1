"""Names of fields, payment methods and modes, as people know them."""

from dodo_desktop.ui.words import _, pgettext


def mode_word(mode: str) -> str:
    """The one word in capitals that says where links are made."""
    return {
        "practice": _("PRACTICE"),
        "test": _("TEST"),
        "live": _("LIVE"),
        "custom": _("CUSTOM"),
        "unknown": _("NO MODE"),
    }[mode]


def practice_shop() -> str:
    """The shop of sample data, as its account is called."""
    return _("Practice shop")


def mode_line(mode: str) -> str:
    """What the mode means for money, in a few words for the sidebar and the QR code."""
    return {
        "practice": _("Sample data"),
        "test": _("No real money"),
        "live": _("Real money"),
        "custom": _("Another host"),
        "unknown": _("Nothing is sent yet"),
    }[mode]


def mode_promise(mode: str) -> str:
    """One line under the button that makes the link."""
    return {
        "practice": _("Practice: nothing leaves this computer."),
        "test": _("Test mode: no real money will move."),
        "live": _("Live mode: the customer pays real money."),
        "custom": _("Custom host: orders do not go to Dodo."),
    }[mode]


def field_label(field: str) -> str:
    """The label of a field, by its object name; address fields have one per country, see `address_label`."""
    labels = {
        "customer.search": _("Customer"),
        "customer.selected": _("Customer"),
        "customer.name": _("Name"),
        "customer.email": _("E-mail"),
        "customer.phone": _("Phone"),
        "billing.country": _("Country"),
        "billing.street": _("Street and house number"),
        "billing.city": _("City"),
        "billing.state": _("State or region"),
        "billing.zipcode": _("Postal code"),
        "cart.product": _("Product"),
        "cart.table": _("Cart"),
        "options.order_reference": _("Order reference"),
        "options.currency": _("Currency"),
        "options.methods": _("Payment methods"),
        "options.discount_code": _("Discount code"),
        "options.tax_id": _("Tax ID"),
        "options.return_url": _("Return URL"),
        "options.show_saved_methods": _("Show the customer’s saved payment methods"),
        "options.metadata": _("Metadata"),
        "summary": _("Order"),
    }
    return labels.get(field, field)


def address_label(code: str) -> str:
    """A country's own name of an address field, by a code such as ``zip_code`` or ``prefecture``."""
    labels = {
        "street_and_house_number": _("Street and house number"),
        "city": _("City"),
        "suburb_or_city": _("Suburb or city"),
        "town_or_city": _("Town or city"),
        "city_or_district": _("City or district"),
        "state_or_region": _("State or region"),
        "state": pgettext("part of a country", "State"),
        "province": _("Province"),
        "region": pgettext("part of a country", "Region"),
        "county": _("County"),
        "prefecture": _("Prefecture"),
        "emirate": _("Emirate"),
        "department": pgettext("part of a country", "Department"),
        "district": _("District"),
        "island": _("Island"),
        "parish": _("Parish"),
        "area": pgettext("part of a country", "Area"),
        "municipality": _("Municipality"),
        "province_or_city": _("Province or city"),
        "county_or_city": _("County or city"),
        "postal_code": _("Postal code"),
        "postcode": _("Postcode"),
        "zip_code": _("ZIP code"),
        "pin_code": _("PIN code"),
        "eircode": _("Eircode"),
    }
    return labels.get(code, code.replace("_", " ").capitalize())


def method_name(method: str) -> str:
    """A payment-method type by the name that people know."""
    names = {
        "credit": _("Credit card"),
        "debit": _("Debit card"),
        "upi_collect": _("UPI ID (collect)"),
        "upi_intent": _("UPI app (intent)"),
        "apple_pay": _("Apple Pay"),
        "cashapp": _("Cash App Pay"),
        "google_pay": _("Google Pay"),
        "multibanco": _("Multibanco"),
        "bancontact_card": _("Bancontact"),
        "eps": _("EPS"),
        "ideal": _("iDEAL"),
        "przelewy24": _("Przelewy24"),
        "affirm": _("Affirm"),
        "klarna": _("Klarna"),
        "sepa": _("SEPA Direct Debit"),
        "ach": _("ACH bank debit"),
        "amazon_pay": _("Amazon Pay"),
        "afterpay_clearpay": _("Afterpay / Clearpay"),
    }
    if method not in names:
        # Imported here: the first picture names none.
        from dodo_desktop.ui.words.methods import newer_method_name

        return newer_method_name(method)
    return names[method]


def method_group(code: str) -> str:
    """The title over a group of payment methods."""
    return {
        "cards": _("Cards"),
        "wallets": _("Wallets"),
        "banks_europe": _("Banks in Europe"),
        "pay_later": _("Pay later"),
        "india_usa": _("India and USA"),
    }[code]
