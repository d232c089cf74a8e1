"""Payment methods in words: names that people know, and for whom a method usually is."""

from dodo_desktop.core.method_facts import AS_OF, MethodFact
from dodo_desktop.ui.words import _, locale, spoken

_BRANDS = {
    "alfamart": "Alfamart",
    "ali_pay": "Alipay",
    "ali_pay_hk": "AlipayHK",
    "alma": "Alma",
    "atome": "Atome",
    "benefit": "BENEFIT",
    "billie": "Billie",
    "bizum": "Bizum",
    "blik": "BLIK",
    "boleto": "Boleto",
    "dana": "DANA",
    "duit_now": "DuitNow",
    "efecty": "Efecty",
    "eft": "EFT",
    "family_mart": "FamilyMart",
    "gcash": "GCash",
    "giropay": "giropay",
    "givex": "Givex",
    "go_pay": "GoPay",
    "indomaret": "Indomaret",
    "interac": "Interac",
    "kakao_pay": "KakaoPay",
    "knet": "KNET",
    "lawson": "Lawson",
    "mb_way": "MB WAY",
    "mifinity": "MiFinity",
    "mini_stop": "Ministop",
    "mobile_pay": "MobilePay",
    "momo": "MoMo",
    "momo_atm": "MoMo ATM",
    "naver_pay": "Naver Pay",
    "oxxo": "OXXO",
    "pago_efectivo": "PagoEfectivo",
    "pay_bright": "PayBright",
    "pay_easy": "Pay-easy",
    "pay_safe_card": "paysafecard",
    "payco": "PAYCO",
    "paypal": "PayPal",
    "paze": "Paze",
    "pix": "Pix",
    "prompt_pay": "PromptPay",
    "pse": "PSE",
    "red_compra": "Redcompra",
    "red_pagos": "RedPagos",
    "revolut_pay": "Revolut Pay",
    "samsung_pay": "Samsung Pay",
    "satispay": "Satispay",
    "seicomart": "Seicomart",
    "seven_eleven": "7-Eleven",
    "sofort": "Sofort",
    "swish": "Swish",
    "touch_n_go": "Touch ’n Go",
    "trustly": "Trustly",
    "twint": "TWINT",
    "venmo": "Venmo",
    "viet_qr": "VietQR",
    "vipps": "Vipps",
    "walley": "Walley",
    "we_chat_pay": "WeChat Pay",
    "zip": "Zip",
}
"""Proper names, the same in every language."""


def newer_method_name(method: str) -> str:
    """A newer payment-method type by the name that people know; the type itself where there is none."""
    if method in _BRANDS:
        return _BRANDS[method]
    names = {
        "bacs": _("Bacs Direct Debit"),
        "becs": _("BECS Direct Debit"),
        "bca_bank_transfer": _("BCA bank transfer"),
        "bni_va": _("BNI virtual account"),
        "bri_va": _("BRI virtual account"),
        "card_redirect": _("Card on another page"),
        "cimb_va": _("CIMB virtual account"),
        "classic": _("Classic voucher"),
        "crypto_currency": _("Stablecoins"),
        "danamon_va": _("Danamon virtual account"),
        "direct_carrier_billing": _("Phone bill"),
        "evoucher": _("E-voucher"),
        "fps": _("FPS bank transfer"),
        "instant_bank_transfer": _("Instant bank transfer"),
        "local_bank_redirect": _("Local bank, on its page"),
        "local_bank_transfer": _("Local bank transfer"),
        "mandiri_va": _("Mandiri virtual account"),
        "online_banking_czech_republic": _("Czech online banking"),
        "online_banking_finland": _("Finnish online banking"),
        "online_banking_fpx": _("FPX online banking"),
        "online_banking_poland": _("Polish online banking"),
        "online_banking_slovakia": _("Slovak online banking"),
        "online_banking_thailand": _("Thai online banking"),
        "open_banking_pis": _("Open banking"),
        "open_banking_uk": _("Open banking, UK"),
        "permata_bank_transfer": _("Permata bank transfer"),
        "sepa_bank_transfer": _("SEPA bank transfer"),
    }
    return names.get(method, method)


def method_hint(fact: MethodFact) -> str:
    """What speaks against a method, in a few words: "usually for NL, EUR"."""
    if fact.paused:
        return _("paused by Dodo")
    if not fact.listed:
        return _("not in Dodo’s list")
    if fact.outside:
        return _("usually not for {countries}").format(countries=", ".join(fact.outside))
    places = [*fact.countries, *([_("Europe")] if fact.europe else [])]
    said = ", ".join([*places, *fact.currencies])
    least = ""
    if fact.least is not None:
        from dodo_desktop.core.money_text import format_money

        least = format_money(fact.least, locale())
    if said and least:
        return _("usually for {places}, from {amount}").format(places=said, amount=least)
    if least:
        return _("usually from {amount}").format(amount=least)
    return _("usually for {places}").format(places=said) if said else ""


def hints_source() -> str:
    """Where hints are from and how much they are worth, in one sentence."""
    from babel.dates import format_skeleton

    month = format_skeleton("yMMMM", AS_OF, locale=spoken(locale()))
    return _("Hints are from Dodo’s documentation of {month}. Dodo decides what the customer sees.").format(
        month=month
    )
