"""What libraries hold once they were used as the app at rest has used them; nothing of the app is imported.

Importing a library is not all of it: a request brings the parts of the connection, the first price the table
of a language, a model its validator. What the app lets go again is let go here, too, so that all that is left
is what such a use costs at least.
"""

import asyncio
import gc
import json
import linecache
import ssl
import sys
from typing import Any

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

Models = dict[str, dict[str, str]]
"""Of each model its fields, each with one of the kinds below, the name of a model, or ``list`` before one."""

_LOCALE = "en_US"
_LINK = "https://checkout.dodopayments.com/aBcDeFgHiJ"
_ICON = QByteArray(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 12h14"/></svg>')


def used(app: QApplication, address: str, models: Models) -> list[Any]:
    """Uses each library once; what must be kept for that. `address` is the host's."""
    _share_heaps()
    kept: list[Any] = [_models(models), _asked(app, address)]
    _icon()
    _code()
    _words()
    _checks()
    # One of them reads the sources of dozens of modules and leaves them there.
    linecache.clearcache()
    gc.collect()
    return kept


def _share_heaps() -> None:
    """Worker threads have one heap together, as in the app."""
    if sys.platform == "linux":
        import ctypes

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(-8, 2)


def _models(told: Models) -> list[Any]:
    from datetime import datetime

    from pydantic import ConfigDict, create_model

    kinds: dict[str, Any] = {"str": str, "int": int, "bool": bool, "moment": datetime}
    kinds["pairs"] = dict[str, str]

    def kind(name: str) -> Any:
        if name.startswith("list "):
            return list[kind(name.removeprefix("list "))]  # type: ignore[misc] # one that is made here
        if name not in kinds:
            fields: Any = {field: (kind(of) | None, None) for field, of in told[name].items()}
            kinds[name] = create_model(name, __config__=ConfigDict(frozen=True), **fields)
        return kinds[name]

    return [kind(name) for name in told]


def _asked(app: QApplication, address: str) -> list[Any]:
    """One page of customers, over a connection that stays."""
    import httpx
    from qasync import QEventLoop

    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    client = httpx.AsyncClient(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), trust_env=False)

    async def ask() -> None:
        answer = await client.get(f"{address}/customers", params={"page_size": "100"})
        json.loads(answer.content)

    loop.run_until_complete(ask())
    return [loop, client]


def _icon() -> None:
    picture = QPixmap(24, 24)
    painter = QPainter(picture)
    QSvgRenderer(_ICON).render(painter, QRectF(0, 0, 24, 24))
    painter.end()


def _code() -> None:
    import segno

    segno.make_qr(_LINK, error="m", boost_error=False, mask=0)


def _words() -> None:
    """A price, a time, a day and a country."""
    from datetime import date, time

    from babel import Locale
    from babel.dates import format_skeleton, format_time
    from babel.lists import format_list
    from babel.numbers import format_currency

    format_currency(12, "USD", locale=_LOCALE)
    format_time(time(14, 3), "short", locale=_LOCALE)
    format_skeleton("MMMd", date(2026, 1, 2), locale=_LOCALE)
    format_list(["a", "b"], locale=_LOCALE)
    assert Locale.parse(_LOCALE).territories["AT"]


def _checks() -> None:
    """A phone number, an e-mail address and a tax ID."""
    import phonenumbers
    from email_validator import validate_email
    from stdnum.de import vat

    number = phonenumbers.parse("+1 718 555 0142")
    phonenumbers.is_valid_number(number)
    phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    validate_email("name@shop.example", check_deliverability=False, test_environment=True)
    vat.is_valid("DE123456788")
