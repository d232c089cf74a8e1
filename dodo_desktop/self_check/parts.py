"""What has to be shipped: modules, files, tables, certificates."""

import importlib
import json
import pkgutil
import ssl
import sys

import dodo_desktop
from dodo_desktop.api.exchange import tls_context
from dodo_desktop.assets import our_file, resources
from dodo_desktop.core.checks_contact import check_email, international
from dodo_desktop.core.countries import COUNTRIES
from dodo_desktop.core.money import CURRENCIES, Money
from dodo_desktop.core.money_text import format_amount
from dodo_desktop.core.tax_ids import check_tax_id, tax_id_of
from dodo_desktop.self_check.report import NotWhole
from dodo_desktop.store.schema import migrations
from dodo_desktop.ui import words
from dodo_desktop.ui.binding import waiting

_LATE = (
    "babel.dates",
    "babel.numbers",
    "certifi",
    "email_validator",
    "phonenumbers",
    "pydantic",
    "segno",
    "stdnum",
    "truststore",
)
"""Libraries that the program imports only when it first needs them."""

_KEYRINGS = {
    "win32": ("keyring.backends.Windows", "win32ctypes.core"),
    "darwin": ("keyring.backends.macOS",),
    "linux": ("keyring.backends.SecretService", "secretstorage", "jeepney.io.blocking"),
}

LOCALES = ("en_US", "de_DE", "ja_JP", "hi_IN", "ar_EG", "pt_BR", "zh_Hans_CN")
_SAMPLES = ("customers", "products", "discounts", "rules", "shop")


def modules() -> str:
    """Every module of the program and what it imports late."""
    names = [found.name for found in pkgutil.walk_packages(dodo_desktop.__path__, "dodo_desktop.")]
    ours = [name for name in names if not name.endswith("__main__")]
    if len(ours) < 100:
        raise NotWhole(f"only {len(ours)} modules are here")
    if getattr(sys, "frozen", False) and not waiting():
        raise NotWhole("Qt was read in before the program and slows down each start")
    libraries = (*_LATE, *_KEYRINGS.get(sys.platform, ()))
    for name in (*ours, *libraries):
        importlib.import_module(name)
    return f"{len(ours)} modules, {len(libraries)} libraries"


def files() -> str:
    """Icons, sample data, translations, the database's steps."""
    icons = sorted((resources() / "icons").glob("*.svg"))
    if not icons:
        raise NotWhole("there is no icon")
    data = {file.relative_to(resources()).as_posix(): file for file in resources().rglob("*.json")}
    if missing := {f"sample/{name}.json" for name in _SAMPLES} - data.keys():
        raise NotWhole(f"{', '.join(sorted(missing))} is missing")
    for file in data.values():
        json.loads(file.read_text(encoding="utf-8"))
    steps = migrations()
    if list(steps) != list(range(1, len(steps) + 1)) or not steps:
        raise NotWhole("the steps of the database have a gap")
    for language in words.languages():
        if words.install(language) != language:
            raise NotWhole(f"the language {language} cannot be read")
    words.install("en")
    return (
        f"{len(icons)} icons, {len(data)} files of data, "
        f"{len(words.languages())} languages, {len(steps)} steps of the database"
    )


def tables() -> str:
    """Countries, currencies, languages, phone numbers and tax IDs."""
    from babel import Locale

    for locale in LOCALES:
        if len(Locale.parse(locale).territories) < len(COUNTRIES):
            raise NotWhole(f"names of countries are missing for {locale}")
        if not all(format_amount(Money(123456, currency), locale) for currency in CURRENCIES):
            raise NotWhole(f"amounts cannot be written for {locale}")
    if not international("+49 30 901820", "") or check_email("name@shop.example") is not None:
        raise NotWhole("phone numbers or e-mail addresses cannot be judged")
    judged = 0
    for country in COUNTRIES:
        if (known := tax_id_of(country)) is not None:
            judged += 1
            if any(one.code == "tax_id_doubtful" for one in check_tax_id(known.example, country)):
                raise NotWhole(f"tax IDs of {country} cannot be judged")
    return (
        f"{len(COUNTRIES)} countries, {len(CURRENCIES)} currencies in {len(LOCALES)} locales, "
        f"tax IDs of {judged} countries"
    )


def certificates() -> str:
    """The system's certificates, without which no order goes out."""
    context = tls_context()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise NotWhole("hosts would not be checked")
    if sys.platform != "linux":
        return "the system judges them"
    known = context.cert_store_stats()["x509_ca"]
    # A folder of certificates is looked into only while a host is checked.
    return f"{known} authorities" if known else "a folder of authorities, or none"


def crash_reports() -> str:
    """Whether a fault is told with our own file and line."""
    place = our_file(crash_reports.__code__.co_filename)
    if place != "dodo_desktop/self_check/parts.py":
        raise NotWhole("our own files would not be named")
    return "name our files"
