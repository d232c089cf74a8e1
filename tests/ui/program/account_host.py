"""Dodo's host of one mode, over real HTTP: it knows keys, whose they are, and which of them may only read."""

import json
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from dodo_desktop.api.hosts import Host, check_base_url

Json = dict[str, Any]

UNAUTHORIZED: Json = {"code": "UNAUTHORIZED", "message": "No."}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever closes a connection while an answer is on its way needs no report."""


class AccountHost:
    """Serves inside a ``with`` block. `keys` has the business of each key; those in `read_only` make nothing.

    `down` closes every connection without a word. `asked` lists method, path and key of each request;
    `made` the bodies of the payments that were made. A business has one brand, `names`, and one customer.
    """

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.read_only: set[str] = set()
        self.down = False
        self.asked: list[tuple[str, str, str]] = []
        self.made: list[tuple[str, Json]] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="account host")
        self.host: Host = check_base_url(f"http://127.0.0.1:{self._server.server_port}")

    def __enter__(self) -> "AccountHost":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def asked_with(self, key: str) -> set[str]:
        """The paths that were asked for with a key."""
        return {path for _method, path, used in self.asked if used == key}

    def businesses(self) -> list[tuple[str, str]]:
        """For which business each order was made, by its request id."""
        return [(str(document["metadata"]["link_request_id"]), owner) for owner, document in self.made]

    def answer(self, method: str, path: str, key: str, body: bytes) -> tuple[int, Json]:
        """Status and document for a request."""
        business = self.keys.get(key)
        if business is None:
            return 401, UNAUTHORIZED
        if method == "POST" and path == "/payments":
            return (403, UNAUTHORIZED) if key in self.read_only else self._make(business, json.loads(body))
        name = self.names.get(business, "Juniper & Clay Ceramics")
        documents: dict[str, Json] = {
            "/products": {"items": [{"product_id": "pdt_1", "business_id": business, "name": "Mug"}]},
            "/brands": {"items": [{"business_id": business, "name": name, "enabled": True}]},
            "/customers": {
                "items": [{"customer_id": f"cus_{business}", "name": business, "email": "a@b.example"}]
            },
            "/payments": {"items": []},
        }
        for number, (owner, document) in enumerate(self.made, 1):
            documents[f"/payments/pay_{number}"] = {**self._payment(number, document), "business_id": owner}
        found = documents.get(path) if method == "GET" else None
        return (200, found) if found is not None else (404, {"code": "NOT_FOUND"})

    def _make(self, business: str, document: Json) -> tuple[int, Json]:
        self.made.append((business, document))
        return 200, self._payment(len(self.made), document)

    @staticmethod
    def _payment(number: int, document: Json) -> Json:
        return {
            "payment_id": f"pay_{number}",
            "total_amount": 1200,
            "currency": "EUR",
            "payment_link": f"https://test.checkout.dodopayments.com/{number}",
            "metadata": document["metadata"],
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                self._serve("GET")

            def do_POST(self) -> None:
                self._serve("POST")

            def _serve(self, method: str) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                key = self.headers.get("Authorization", "").removeprefix("Bearer ")
                path = urlsplit(self.path).path
                host.asked.append((method, path, key))
                if host.down:
                    self.close_connection = True
                    return
                status, document = host.answer(method, path, key, body)
                text = json.dumps(document).encode()
                self.send_response_only(status)
                self.send_header("Date", formatdate(usegmt=True))
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: object) -> None:
                """Nothing of what is tried belongs into the output of the tests."""

        return Handler
