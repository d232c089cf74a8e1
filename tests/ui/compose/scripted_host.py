"""A real server in a thread that answers each creation as told, and all else as an empty shop would."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What is answered to the creations to come; `bodies` are those that arrived."""

    url: str = ""
    status: int = 422
    kind: str = "application/json"
    body: bytes = b""
    bodies: list[bytes] = field(default_factory=list)

    def say(self, status: int, body: object, kind: str = "") -> None:
        """Bytes and text as they are, anything else as JSON."""
        plain = body.encode() if isinstance(body, str) else body
        self.status = status
        self.kind = kind or ("text/plain" if isinstance(plain, bytes) else "application/json")
        self.body = plain if isinstance(plain, bytes) else json.dumps(plain).encode()


@contextmanager
def scripted_host() -> Iterator[Script]:
    """Serves until the end of the block."""
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer(200, "application/json", b'{"items":[]}')

        def do_POST(self) -> None:
            read = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if self.path == "/payments":
                script.bodies.append(read)
                self._answer(script.status, script.kind, script.body)
            else:
                self._answer(404, "application/json", b'{"code":"NOT_FOUND"}')

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response_only(status)
            self.send_header("Date", formatdate(usegmt=True))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing of what is tried belongs into the output of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, name="scripted host")
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
