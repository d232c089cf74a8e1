"""The page behind a practice link: the order, and a button that pays it with no money."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from dodo_desktop.core.money import exponent
from dodo_desktop.practice.records import Payment

_STYLE = """
:root { color-scheme: light dark; --page: #f3f4f6; --card: #fff; --text: #1a1d21; --muted: #545b66;
  --line: #d8dce2; --accent: #2458d3; --tag: #6b3fa0; --tag-text: #fff; --good: #176b3a; --bad: #b3261e;
  --edge: #838b96; --focus: #2458d3 }
@media (prefers-color-scheme: dark) { :root { --page: #1b1d21; --card: #24272c; --text: #eceef1;
  --muted: #aeb5bf; --line: #3a3f47; --accent: #3d6fe0; --tag: #be9df2; --tag-text: #1e0f36;
  --good: #7ed6a0; --bad: #ff9f95; --edge: #7b8490; --focus: #94b6ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 30rem; margin: 2rem auto; padding: 1.5rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere }
@media (max-width: 34rem) { main { margin: 0; border-width: 0; border-radius: 0; min-height: 100vh } }
.tag { display: inline-block; padding: .15rem .6rem; border-radius: 6px; background: var(--tag);
  color: var(--tag-text); font-weight: 600; font-size: .875rem }
h1 { font-size: 1.25rem; margin: .75rem 0 0 }
p { margin: .5rem 0 } .muted { color: var(--muted) }
table { width: 100%; border-collapse: collapse; margin: 1rem 0 }
td, th { padding: .4rem 0; border-bottom: 1px solid var(--line); text-align: start; font-weight: 400;
  vertical-align: top }
td { text-align: end; white-space: nowrap; padding-inline-start: 1rem; font-variant-numeric: tabular-nums }
tfoot tr:last-child > * { border: 0; font-weight: 700; font-size: 1.25rem }
.good { color: var(--good); font-weight: 600 } .bad { color: var(--bad); font-weight: 600 }
button { font: inherit; border-radius: 8px; cursor: pointer; min-height: 2.75rem; padding: 0 1rem }
.pay { width: 100%; background: var(--accent); color: #fff; border: 0; font-weight: 600 }
.decline { margin-top: .75rem; background: none; color: var(--text); border: 1px solid var(--edge);
  font-size: .875rem }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
a { color: inherit }
"""

_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Sent with every page: nothing is stored, loaded from elsewhere, scripted or framed."""


def amount(minor: int, currency: str) -> str:
    """Money as text, such as `1,240.00 EUR` or `18,700 JPY`."""
    digits = exponent(currency)
    whole, part = divmod(abs(minor), 10**digits)
    fraction = f".{part:0{digits}d}" if digits else ""
    return f"{'−' if minor < 0 else ''}{whole:,}{fraction}\u00a0{currency}"


def back_url(payment: Payment) -> str | None:
    """The shop's own page with the payment's id and state appended; None if there is none to be opened."""
    parts = urlsplit(payment.return_url or "")
    if parts.scheme not in {"http", "https"}:
        return None
    told = [("payment_id", payment.payment_id), ("status", payment.status or "")]
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *told])
    return urlunsplit(parts._replace(query=query))


def order_page(shop_name: str, payment: Payment, now: datetime) -> str:
    """The page of one payment."""
    return _frame(
        shop_name,
        f"<p>For <bdi>{escape(payment.customer.name or payment.customer.email)}</bdi></p>"
        + _order(payment)
        + _state(payment, now),
    )


def missing_page(shop_name: str) -> str:
    """The page for a link that this shop does not know."""
    return _frame(shop_name, "<p>This shop does not know the link. Ask for a new one.</p>")


def _frame(shop_name: str, body: str) -> str:
    name = escape(shop_name)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{name} – Practice</title>"
        f'<style>{_STYLE}</style></head><body><main><span class="tag">Practice: no real money</span>'
        f"<h1>{name}</h1>{body}</main></body></html>"
    )


def _rows(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<tr><th scope="row">{left}</th><td>{right}</td></tr>' for left, right in pairs)


def _order(payment: Payment) -> str:
    currency = payment.currency
    lines = (
        (
            f'<bdi>{escape(line.name)}</bdi> <span class="muted">× {line.quantity}</span>',
            amount(line.listed, currency),
        )
        for line in payment.lines
    )
    sums = []
    if payment.discount:
        sums.append(("Discount", amount(-payment.discount, currency)))
    if payment.tax_added:
        sums.append(("Tax", amount(payment.tax_added, currency)))
    if payment.tax - payment.tax_added:
        sums.append(("Tax included in prices", amount(payment.tax - payment.tax_added, currency)))
    sums.append(("Total", amount(payment.total, currency)))
    return f"<table><tbody>{_rows(lines)}</tbody><tfoot>{_rows(sums)}</tfoot></table>"


def _state(payment: Payment, now: datetime) -> str:
    if payment.status == "succeeded":
        return '<p class="good" role="status">Paid. No real money moved.</p>' + _back(payment)
    if payment.expired(now):
        return '<p class="bad" role="status">This link has expired and can no longer be paid.</p>'
    declined = (
        '<p class="bad" role="status">The payment was declined. Nothing was paid; try again.</p>'
        if payment.error_code
        else ""
    )
    until = payment.expires_on.astimezone(UTC).strftime("%d %B %Y, %H:%M UTC")
    return (
        f'{declined}<p class="muted">Can be paid until {until}.</p>'
        + _button(payment, "succeed", "pay", f"Pay {amount(payment.total, payment.currency)}")
        + _button(payment, "decline", "decline", "Decline")
        + (_back(payment) if declined else "")
    )


def _button(payment: Payment, action: str, look: str, words: str) -> str:
    target = escape(f"/pay/{payment.payment_id}/{action}")
    return (
        f'<form method="post" action="{target}"><button class="{look}" name="{look}">{words}</button></form>'
    )


def _back(payment: Payment) -> str:
    url = back_url(payment)
    return f'<p><a rel="noreferrer" href="{escape(url)}">Back to the shop</a></p>' if url else ""
