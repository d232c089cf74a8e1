"""What looks doubtful where Dodo decides: the order can go out with it, and each sentence says so."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dodo_desktop.core.problem import Param
from dodo_desktop.ui.words import _, isolate, locale, spoken

_Params = Mapping[str, Param]


def _country(params: _Params, key: str = "country") -> str:
    from dodo_desktop.core.countries import country_name

    return isolate(country_name(str(params.get(key, "")), spoken(locale())))


def _said(params: _Params, key: str) -> str:
    return isolate(str(params.get(key, "")))


def _phone(params: _Params) -> str:
    if not params.get("country"):
        return _(
            "This does not look like a phone number. The order can go out with it; look at it once more."
        )
    return _(
        "This does not look like a phone number of {country}. The order can go out with it; "
        "begin with + for another country."
    ).format(country=_country(params))


def _zipcode(params: _Params) -> str:
    if not params.get("example"):
        return _(
            "{field} looks unusual for {country}. The order can go out with it; look at it once more."
        ).format(field=_said(params, "field"), country=_country(params))
    return _(
        "{field} looks unusual: in {country} it is like {example}. The order can go out with it; "
        "look at it once more."
    ).format(field=_said(params, "field"), country=_country(params), example=_said(params, "example"))


def _preview(params: _Params) -> str:
    from dodo_desktop.ui.words.dodo_codes import preview_reason

    code, message, value = (str(params.get(key, "")) for key in ("code", "message", "value"))
    reason = preview_reason(code, message, value)
    return _("{reason} The order can go out, but Dodo will make no link like this.").format(reason=reason)


ADVICE: Mapping[str, Callable[[_Params], str]] = MappingProxyType(
    {
        "email_doubtful": lambda p: _(
            "This e-mail address is unusual. The order can go out with it; look at it once more."
        ),
        "phone_doubtful": _phone,
        "phone_country_unknown": lambda p: _(
            "The number does not tell its country. The order can go out with it; begin with +, "
            "or choose the country below."
        ),
        "zip_doubtful": _zipcode,
        "zip_spelt": lambda p: _(
            "{field} is written {fix} in {country}. The order can go out as it is, too."
        ).format(field=_said(p, "field"), fix=_said(p, "fix"), country=_country(p)),
        "zip_of_other_state": lambda p: _(
            "{field} belongs to {state}. The order can go out as it is; look at both once more."
        ).format(field=_said(p, "field"), state=_said(p, "state")),
        "state_unknown": lambda p: _(
            "{field} is not one of the list for {country}. The order can go out with it, "
            "but Dodo may reckon another tax."
        ).format(field=_said(p, "field"), country=_country(p)),
        "country_unsupported": lambda p: _(
            "Dodo’s list of countries that it sells to does not have {country}. The order can go out, "
            "but Dodo will most likely make no link."
        ).format(country=_country(p)),
        "tax_id_refused": lambda p: _(
            "Dodo does not accept this tax ID. The order can go out, but Dodo makes no link with it. "
            "Correct or clear it."
        ),
        "preview_refused": _preview,
        "url_not_https": lambda p: _(
            "This address does not begin with https://. The order can go out with it, "
            "but not every browser finds its way back."
        ),
        "tax_id_doubtful": lambda p: _(
            "This does not look like a tax ID of {country} ({name}), such as {example}. "
            "The order can go out, but Dodo makes no link if the tax ID is wrong."
        ).format(country=_country(p), name=_said(p, "name"), example=_said(p, "example")),
        "tax_id_prefix": lambda p: _(
            "A tax ID of {country} begins with {prefix}. The order can go out, "
            "but Dodo may make no link without it."
        ).format(country=_country(p), prefix=_said(p, "prefix")),
        "tax_id_elsewhere": lambda p: _(
            "This tax ID is of {home}, the address is in {country}. The order can go out; Dodo decides."
        ).format(home=_country(p, "home"), country=_country(p)),
    }
)
"""By the problem's code."""
