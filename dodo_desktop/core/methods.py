"""Payment-method types, in groups that people know. Their names are the window's."""

from dodo_desktop.core.value import value

METHODS: tuple[str, ...] = (
    "credit",
    "debit",
    "upi_collect",
    "upi_intent",
    "apple_pay",
    "cashapp",
    "google_pay",
    "multibanco",
    "bancontact_card",
    "eps",
    "ideal",
    "przelewy24",
    "affirm",
    "klarna",
    "sepa",
    "ach",
    "amazon_pay",
    "afterpay_clearpay",
)
"""The types of the API's first description, in its order."""

_NEWER = """
    alfamart ali_pay ali_pay_hk alma atome bacs becs benefit bizum blik boleto bca_bank_transfer
    bni_va bri_va card_redirect cimb_va classic crypto_currency dana danamon_va duit_now efecty eft
    fps evoucher giropay givex go_pay gcash interac indomaret kakao_pay local_bank_redirect
    mandiri_va knet mb_way mobile_pay momo momo_atm online_banking_thailand
    online_banking_czech_republic online_banking_finland online_banking_fpx online_banking_poland
    online_banking_slovakia oxxo pago_efectivo permata_bank_transfer open_banking_uk pay_bright
    paypal paze pix pay_safe_card prompt_pay pse red_compra red_pagos samsung_pay sepa_bank_transfer
    sofort swish touch_n_go trustly twint vipps viet_qr venmo walley we_chat_pay seven_eleven lawson
    mini_stop family_mart seicomart pay_easy local_bank_transfer mifinity open_banking_pis
    direct_carrier_billing instant_bank_transfer billie zip revolut_pay naver_pay payco satispay
    """

NEWER_METHODS: tuple[str, ...] = tuple(_NEWER.split())
"""The types that the API has named since, in its order."""

ALL_METHODS: tuple[str, ...] = METHODS + NEWER_METHODS
"""Every type that a payment can name."""

CARD_METHODS = frozenset({"credit", "debit"})
"""The types that nearly every customer can use; without them an order can have none left that fits."""


@value
class MethodGroup:
    """Types that are shown together. `code` stands for the group's title."""

    code: str
    members: tuple[str, ...]


GROUPS: tuple[MethodGroup, ...] = (
    MethodGroup("cards", ("credit", "debit")),
    MethodGroup("wallets", ("apple_pay", "google_pay", "amazon_pay", "cashapp")),
    MethodGroup("banks_europe", ("ideal", "bancontact_card", "eps", "przelewy24", "multibanco", "sepa")),
    MethodGroup("pay_later", ("klarna", "afterpay_clearpay", "affirm")),
    MethodGroup("india_usa", ("upi_collect", "upi_intent", "ach")),
)
"""The first types, each in one group, in the order in which they are shown."""
