"""The practice server's routes."""

import hmac
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dodo_desktop.core.link import INTENT_STATES
from dodo_desktop.core.money import CURRENCIES
from dodo_desktop.practice import answers, page, queries
from dodo_desktop.practice.bodies import CustomerBody, PaymentBody, PreviewBody, parse
from dodo_desktop.practice.records import Payment
from dodo_desktop.practice.refusal import Refusal
from dodo_desktop.practice.shop import Shop

Handler = Callable[[Request], Awaitable[Response]]


def application(shop: Shop, api_key: str, base_url: str) -> Starlette:
    """The web application of one shop, reached at `base_url`."""
    desk = _Desk(shop, base_url)

    def keyed(handler: Handler) -> Handler:
        async def guarded(request: Request) -> Response:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not hmac.compare_digest(given.encode(), api_key.encode()):
                raise Refusal("UNAUTHORIZED")
            return await handler(request)

        return guarded

    return Starlette(
        routes=[
            Route("/payments", keyed(desk.list_payments), methods=["GET"]),
            Route("/payments", keyed(desk.create_payment), methods=["POST"]),
            Route("/payments/{payment_id}", keyed(desk.get_payment), methods=["GET"]),
            Route("/payments/{payment_id}/line-items", keyed(desk.line_items), methods=["GET"]),
            Route("/customers", keyed(desk.list_customers), methods=["GET"]),
            Route("/customers", keyed(desk.create_customer), methods=["POST"]),
            Route("/customers/{customer_id}", keyed(desk.get_customer), methods=["GET"]),
            Route("/products", keyed(desk.list_products), methods=["GET"]),
            Route("/products/{id}", keyed(desk.get_product), methods=["GET"]),
            Route("/discounts", keyed(desk.list_discounts), methods=["GET"]),
            Route("/discounts/code/{code}", keyed(desk.discount_by_code), methods=["GET"]),
            Route("/checkouts/preview", keyed(desk.preview), methods=["POST"]),
            Route("/checkout/supported_countries", desk.countries, methods=["GET"]),
            Route("/brands", keyed(desk.brands), methods=["GET"]),
            Route("/pay/{payment_id}", desk.show, methods=["GET"]),
            Route("/pay/{payment_id}/succeed", desk.succeed, methods=["POST"]),
            Route("/pay/{payment_id}/decline", desk.decline, methods=["POST"]),
        ],
        exception_handlers={Refusal: _refused, HTTPException: _no_route, Exception: _broken},
    )


def _refusal(code: str) -> JSONResponse:
    refusal = Refusal(code)
    return JSONResponse(refusal.body(), refusal.status)


async def _refused(_request: Request, fault: Exception) -> Response:
    return _refusal(fault.code if isinstance(fault, Refusal) else "INTERNAL_SERVER_ERROR")


async def _no_route(_request: Request, _fault: Exception) -> Response:
    return _refusal("NOT_FOUND")


async def _broken(_request: Request, _fault: Exception) -> Response:
    return _refusal("INTERNAL_SERVER_ERROR")


class _Desk:
    """One handler for each route."""

    def __init__(self, shop: Shop, base_url: str) -> None:
        self._shop = shop
        self._base_url = base_url

    async def create_payment(self, request: Request) -> Response:
        payment = self._shop.pay(parse(PaymentBody, await request.body()))
        return JSONResponse(answers.created(payment, self._link(payment)))

    async def list_payments(self, request: Request) -> Response:
        params = request.query_params
        in_span = queries.span(params)
        status = queries.choice(params, "status", INTENT_STATES)
        currency = queries.choice(params, "currency", CURRENCIES)
        wanted = {
            name: params.get(name) for name in ("customer_id", "product_id", "brand_id", "subscription_id")
        }
        brand_id = self._shop.business["business_id"]
        found = (
            each
            for each in self._shop.payments
            if in_span(each.created_at)
            and status in {None, each.status}
            and currency in {None, each.currency}
            and wanted["customer_id"] in {None, each.customer.customer_id}
            and wanted["product_id"] in {None, *(line.product_id for line in each.lines)}
            and wanted["brand_id"] in {None, brand_id}
            and wanted["subscription_id"] is None
        )
        rows = queries.page(params, found)
        return JSONResponse({"items": [answers.payment_row(self._shop, each) for each in rows]})

    async def get_payment(self, request: Request) -> Response:
        payment = self._shop.payment(request.path_params["payment_id"])
        return JSONResponse(answers.payment(self._shop, payment, self._link(payment)))

    async def line_items(self, request: Request) -> Response:
        return JSONResponse(answers.line_items(self._shop.payment(request.path_params["payment_id"])))

    async def list_customers(self, request: Request) -> Response:
        params = request.query_params
        in_span = queries.span(params)
        email, name = params.get("email"), params.get("name", "").casefold()
        found = (
            each
            for each in self._shop.customers
            if in_span(each.created_at)
            and (email is None or each.email.casefold() == email.casefold())
            and name in each.name.casefold()
        )
        rows = queries.page(params, found)
        return JSONResponse({"items": [answers.customer(self._shop, each) for each in rows]})

    async def create_customer(self, request: Request) -> Response:
        made = self._shop.add_customer(parse(CustomerBody, await request.body()))
        return JSONResponse(answers.customer(self._shop, made))

    async def get_customer(self, request: Request) -> Response:
        return JSONResponse(
            answers.customer(self._shop, self._shop.customer(request.path_params["customer_id"]))
        )

    async def list_products(self, request: Request) -> Response:
        params = request.query_params
        archived = queries.flag(params, "archived") or False
        recurring = queries.flag(params, "recurring")
        found = (
            each
            for each in self._shop.products.values()
            if bool(each.get("archived")) == archived
            and recurring in {None, each["price"]["type"] != "one_time_price"}
            and params.get("brand_id") in {None, self._shop.business["business_id"]}
        )
        rows = queries.page(params, found)
        return JSONResponse({"items": [answers.product_row(self._shop, each) for each in rows]})

    async def get_product(self, request: Request) -> Response:
        return JSONResponse(answers.product(self._shop, self._shop.product(request.path_params["id"])))

    async def list_discounts(self, request: Request) -> Response:
        params = request.query_params
        active = queries.flag(params, "active")
        kind = queries.choice(params, "discount_type", ("percentage", "flat"))
        found = (
            each
            for each in self._shop.discounts
            if active in {None, not self._shop.ended(each)}
            and kind in {None, each["type"]}
            and params.get("code", "").casefold() in each["code"].casefold()
        )
        rows = queries.page(params, found)
        return JSONResponse({"items": [answers.discount(self._shop, each) for each in rows]})

    async def discount_by_code(self, request: Request) -> Response:
        discount = self._shop.discount(request.path_params["code"])
        if discount is None:
            raise Refusal("NOT_FOUND")
        if self._shop.ended(discount):
            raise Refusal("DISCOUNT_CODE_EXPIRED")
        return JSONResponse(answers.discount(self._shop, discount))

    async def preview(self, request: Request) -> Response:
        body = parse(PreviewBody, await request.body())
        country = body.billing_address.country if body.billing_address else "US"
        quote = self._shop.quote(body, session=True)
        used = [each for code in body.codes if (each := self._shop.discount(code))]
        percent = next((each["amount"] for each in used if each["type"] == "percentage"), None)
        wrong = body.tax_id is not None and not self._shop.tax_id_fits(body.tax_id, country)
        return JSONResponse(
            answers.preview(
                quote, country, percent, Refusal("INVALID_TAX_ID").body()["message"] if wrong else None
            )
        )

    async def countries(self, _request: Request) -> Response:
        return JSONResponse(self._shop.rules.countries_supported)

    async def brands(self, _request: Request) -> Response:
        # No parameter of this list is ever refused: the description has no answer for that.
        return JSONResponse({"items": [answers.brand(self._shop)]})

    async def show(self, request: Request) -> Response:
        name = self._shop.business["name"]
        payment = self._linked(request)
        if payment is None:
            return HTMLResponse(page.missing_page(name), 404, page.HEADERS)
        return HTMLResponse(page.order_page(name, payment, self._shop.clock()), headers=page.HEADERS)

    async def succeed(self, request: Request) -> Response:
        return self._settle(request, self._shop.succeed)

    async def decline(self, request: Request) -> Response:
        return self._settle(request, self._shop.decline)

    def _settle(self, request: Request, record: Callable[[str], Payment]) -> Response:
        payment = self._linked(request)
        if payment is None:
            return HTMLResponse(page.missing_page(self._shop.business["name"]), 404, page.HEADERS)
        record(payment.payment_id)
        # Back to the page by GET, so that reloading it does not pay again.
        return RedirectResponse(f"/pay/{payment.payment_id}", 303, page.HEADERS)

    def _linked(self, request: Request) -> Payment | None:
        try:
            payment = self._shop.payment(request.path_params["payment_id"])
        except Refusal:
            return None
        return payment if payment.has_link else None

    def _link(self, payment: Payment) -> str | None:
        return f"{self._base_url}/pay/{payment.payment_id}" if payment.has_link else None
