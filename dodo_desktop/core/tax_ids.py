"""Tax IDs by country: what they are called, what they look like, and whether one can be right.

Whether one *is* right Dodo alone decides, so that all of this is advice.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from dodo_desktop.core.problem import Problem, Weight, problem
from dodo_desktop.core.value import value

_FIELD = "options.tax_id"
_LONGEST = 40


@value
class TaxId:
    """A country's tax ID: its local name, an example that passes its own check, and who checks it."""

    name: str
    example: str
    checkers: tuple[str, ...]


# Country, modules that check it, local name, example. The examples are made up and pass the check digits.
_TABLE = """
    AL nipt NIPT|K12345678V
    AR cuit CUIT|20-12345678-6
    AT uid UID|ATU12345675
    AU abn ABN|51123426789
    BE vat TVA/BTW|BE0123456749
    BG vat ДДС|BG123456786
    BR cnpj,cpf CNPJ/CPF|12.345.678/0001-95
    BY unp УНП|123456783
    CA bn BN|123456782
    CH vat,uid MWST/TVA/IVA|CHE-123.456.788 MWST
    CL rut RUT|12345678-5
    CN uscc USCC|91110000123456749L
    CO nit NIT|123456789-6
    CR cpj,cpf Cédula|3-101-123456
    CY vat ΦΠΑ|CY11345671X
    CZ dic DIČ|CZ12345679
    DE vat USt-IdNr.|DE123456788
    DK cvr CVR|DK12345674
    DO rnc,cedula RNC|1-23-45678-6
    EC ruc RUC|1790012344001
    EE kmkr KMKR|EE123456780
    ES nif NIF|ESB12345674
    FI alv ALV|FI12345671
    FR tva TVA|FR12345668909
    GB vat VAT|GB123456782
    GR vat ΑΦΜ|EL123456783
    GT nit NIT|1234567-9
    HR oib OIB|HR12345678903
    HU anum adószám|HU12345676
    ID npwp NPWP|01.234.567.4-091.000
    IE vat VAT|IE1234567FA
    IL hp ח.פ|512345679
    IN gstin GSTIN|27ABCPE1234F7Z5
    IS vsk VSK|12345
    IT iva Partita IVA|IT12345670017
    JP cn 法人番号|1234567890122
    KE pin PIN|P012345678M
    KR brn 사업자등록번호|123-81-45678
    LT pvm PVM|LT123456715
    LU tva TVA|LU12345613
    LV pvn PVN|LV40001234561
    MC tva TVA|FR53000012365
    ME pib PIB|01234560
    MK edb ЕДБ|4012345678908
    MT vat VAT|MT12345671
    MX rfc RFC|ABC010203AB9
    NL btw btw-id|NL123456782B01
    NO mva,orgnr MVA|NO 123 456 785 MVA
    NZ ird GST/IRD|12-345-674
    PE ruc RUC|20123456786
    PL nip NIP|PL1234567860
    PT nif NIF|PT512345678
    PY ruc RUC|80012345-0
    RO cf CIF|RO12345674
    RS pib PIB|101234569
    RU inn ИНН|1234567894
    SE vat Moms|SE123456789701
    SG uen UEN|201212345K
    SI ddv DDV|SI12345679
    SK dph IČ DPH|SK2021234567
    SV nit NIT|0614-010203-104-9
    TH tin TIN|0-1055-12345-67-1
    TR vkn,tckimlik VKN|1234567890
    TW ubn 統一編號|12345675
    UA edrpou,rntrc ЄДРПОУ|12345678
    US ein,tin EIN|12-3456789
    UY rut RUT|21-123456-001-9
    VE rif RIF|J-12345678-4
    VN mst MST|0101234565
    ZA tin TIN|0123456782
    """

_EU = """
    AT BE BG CY CZ DE DK EE ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK
    """

EU_PREFIXES = {code: code for code in _EU.split()} | {"GR": "EL"}
"""What a VAT number begins with in each country of the European Union."""

_OTHERS = {"GB": "GB", "CHE": "CH", "NO": "NO"}
_INDIAN = re.compile(r"\d{2}[A-Z]{5}\d{4}[A-Z][\dA-Z]Z[\dA-Z]")


@lru_cache(maxsize=1)
def _tax_ids() -> dict[str, TaxId]:
    rows = {}
    for line in _TABLE.strip().splitlines():
        country, checkers, rest = line.strip().split(" ", 2)
        name, example = rest.split("|")
        rows[country] = TaxId(name, example, tuple(checkers.split(",")))
    return rows


def tax_id_of(country: str) -> TaxId | None:
    """What is known of a country's tax IDs; None where nothing is, as for an empty code."""
    return _tax_ids().get(country)


def check_tax_id(text: str, country: str) -> Iterator[Problem]:
    """What makes one doubt a tax ID as typed, for a billing country; nothing where nothing is known."""
    known = tax_id_of(country)
    if not text or known is None:
        return
    home = _home(text)
    prefix = EU_PREFIXES.get(country, "")
    if home == country:
        return
    if home and not passes(text, country):
        yield problem(_FIELD, "tax_id_elsewhere", Weight.ADVICE, country=country, home=home)
    elif not passes(text, country):
        yield problem(
            _FIELD, "tax_id_doubtful", Weight.ADVICE, country=country, name=known.name, example=known.example
        )
    elif prefix:
        fix = prefix + text.lstrip(" -.")
        yield problem(_FIELD, "tax_id_prefix", Weight.ADVICE, country=country, prefix=prefix, fix=fix)


def _home(text: str) -> str:
    """The country of a VAT number of the European Union, by its prefix and check digits; else empty."""
    start = text.strip()[:2].upper()
    country = next((code for code, prefix in EU_PREFIXES.items() if start in {prefix, code}), "")
    known = tax_id_of(country)
    return country if known is not None and passes(text, country) else ""


def home_of(text: str) -> str:
    """The country that a tax ID names itself, in front or by its look, where its check digits are right."""
    plain = re.sub(r"[\s.-]", "", text).upper()
    home = _home(plain)
    if home:
        return home
    country = _OTHERS.get(plain[:3]) or _OTHERS.get(plain[:2], "")
    if _INDIAN.fullmatch(plain):
        country = "IN"
    return country if country and passes(plain, country) else ""


def passes(text: str, country: str) -> bool:
    """Whether a text can be a tax ID of a country; never of one whose tax IDs are not known."""
    if len(text) > _LONGEST:
        return False
    if country == "JP":
        # Registered for invoices, the same number has a T in front.
        text = text.removeprefix("T")
    return any(_checker(module).is_valid(text) for module in checker_names(country))


def checker_names(country: str) -> list[str]:
    """The modules that check a country's tax IDs, which a packaged program has to bring along."""
    known = tax_id_of(country)
    # Two countries are called like words of the language.
    place = {"IN": "in_", "IS": "is_"}.get(country, country.lower())
    return [f"stdnum.{place}.{name}" for name in known.checkers] if known else []


@lru_cache(maxsize=16)
def _checker(module: str) -> Any:
    from importlib import import_module

    return import_module(module)
