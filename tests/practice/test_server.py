"""Starting, stopping, where it listens, and what it keeps."""

import logging
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from dodo_desktop.practice import records
from dodo_desktop.practice.server import PracticeServer
from tests.practice.conftest import Connect, Json


def listens(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex((host, port)) == 0


def test_it_serves_until_it_is_stopped_and_then_frees_the_port() -> None:
    server = PracticeServer()
    url = httpx.URL(server.start())
    assert (url.scheme, url.host) == ("http", "127.0.0.1")
    assert url.port
    assert listens(url.port)
    server.stop()
    assert not listens(url.port)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", url.port))


def test_stopping_ends_the_thread_even_with_a_client_connected() -> None:
    before = set(threading.enumerate())
    server = PracticeServer()
    with httpx.Client(base_url=server.start(), trust_env=False) as client:
        client.get("/checkout/supported_countries")
        (thread,) = set(threading.enumerate()) - before
        server.stop()
        assert not thread.is_alive()


def test_stopping_twice_or_before_the_start_does_nothing() -> None:
    server = PracticeServer()
    server.stop()
    server.start()
    server.stop()
    server.stop()


def test_it_does_not_start_twice(open_shop: Connect) -> None:
    server = PracticeServer()
    open_shop(server)
    with pytest.raises(RuntimeError):
        server.start()


def test_payments_outlive_a_stop_of_the_same_server(order: Json) -> None:
    server = PracticeServer()
    with httpx.Client(headers={"Authorization": f"Bearer {server.api_key}"}, trust_env=False) as client:
        made = client.post(server.start() + "/payments", json=order).json()
        server.stop()
        read = client.get(f"{server.start()}/payments/{made['payment_id']}")
        server.stop()
    assert read.status_code == 200


@pytest.mark.skipif(
    sys.platform != "linux", reason="only there all of 127/8 is this computer without more ado"
)
def test_it_listens_on_its_one_address_alone(shared: httpx.Client) -> None:
    port = shared.base_url.port
    assert port
    assert listens(port)
    assert not listens(port, "127.0.0.2")


def test_accepted_connections_do_not_wait_for_acknowledgements(open_shop: Connect) -> None:
    server = PracticeServer()
    client = open_shop(server)
    client.get("/brands")
    running = server._server
    assert running is not None
    connections = list(running.server_state.connections)
    assert connections
    for each in connections:
        accepted = each.transport.get_extra_info("socket")
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_two_servers_at_once_do_not_know_each_other(open_shop: Connect, order: Json) -> None:
    one, other = open_shop(PracticeServer()), open_shop(PracticeServer())
    assert one.base_url != other.base_url
    assert one.headers["Authorization"] != other.headers["Authorization"]
    made = one.post("/payments", json=order).json()
    assert one.get(f"/payments/{made['payment_id']}").status_code == 200
    assert other.get(f"/payments/{made['payment_id']}").status_code == 404
    assert httpx.get(other.base_url.join("/brands"), headers=one.headers, trust_env=False).status_code == 401


def test_a_link_of_yesterday_opens_as_paid(tmp_path: Path, open_shop: Connect, order: Json) -> None:
    state = tmp_path / "practice.json"
    first = PracticeServer(state_file=state)
    order["customer"] = {"name": "Ines Ferreira", "email": "ines@ferreira.example"}
    client = open_shop(first)
    made = client.post("/payments", json=order).json()
    client.post(f"{made['payment_link']}/succeed")
    first.stop()

    client = open_shop(PracticeServer(state_file=state))
    assert "Paid." in client.get(made["payment_link"]).text
    assert client.get(f"/payments/{made['payment_id']}").json()["payment_link"] == made["payment_link"]
    assert client.get(f"/customers/{made['customer']['customer_id']}").status_code == 200


def test_when_its_port_is_taken_the_links_move_with_it(
    tmp_path: Path, open_shop: Connect, order: Json
) -> None:
    state = tmp_path / "practice.json"
    first = PracticeServer(state_file=state)
    client = open_shop(first)
    made = client.post("/payments", json=order).json()
    first.stop()
    port = client.base_url.port
    assert port
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", port))
        squatter.listen()
        moved = open_shop(PracticeServer(state_file=state))
    assert moved.base_url.port != port
    link = moved.get(f"/payments/{made['payment_id']}").json()["payment_link"]
    assert link == str(moved.base_url.join(f"/pay/{made['payment_id']}"))
    assert moved.get(link).status_code == 200


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_file_is_for_its_owner_alone(tmp_path: Path, open_shop: Connect, order: Json) -> None:
    state = tmp_path / "practice.json"
    open_shop(PracticeServer(state_file=state)).post("/payments", json=order)
    assert stat.S_IMODE(state.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["practice.json"]
    assert "secret" not in state.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 2}', '{"payments": [{}]}'])
def test_a_file_that_cannot_be_read_is_put_aside(
    tmp_path: Path, open_shop: Connect, expect_log: Callable[[str], None], content: str
) -> None:
    expect_log("the practice file cannot be read")
    state = tmp_path / "practice.json"
    state.write_text(content, encoding="utf-8")
    client = open_shop(PracticeServer(state_file=state))
    assert client.get("/payments").json() == {"items": []}
    assert (tmp_path / "practice.json.unreadable").read_text(encoding="utf-8") == content


def test_a_file_that_cannot_be_written_costs_no_answer(
    tmp_path: Path, open_shop: Connect, order: Json, expect_log: Callable[[str], None]
) -> None:
    expect_log("the practice file cannot be written")
    client = open_shop(PracticeServer(state_file=tmp_path / "missing" / "practice.json"))
    assert client.post("/payments", json=order).status_code == 200


def test_the_file_keeps_the_newest_payments(tmp_path: Path, open_shop: Connect, order: Json) -> None:
    state = tmp_path / "practice.json"
    client = open_shop(PracticeServer(state_file=state))
    made = client.post("/payments", json=order).json()
    kept = records.load(state)
    old = kept.payments[0]
    many = [old.model_copy(update={"payment_id": f"pay_{n}"}) for n in range(records.KEPT_PAYMENTS)]
    records.save(state, kept.model_copy(update={"payments": [old, *many]}))
    ids = [each.payment_id for each in records.load(state).payments]
    assert len(ids) == records.KEPT_PAYMENTS
    assert made["payment_id"] not in ids
    assert ids[-1] == f"pay_{records.KEPT_PAYMENTS - 1}"


def test_nothing_that_was_typed_is_logged_or_printed(
    open_shop: Connect, order: Json, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    order["customer"] = {"name": "Secretive Person", "email": "secretive@person.example"}
    with caplog.at_level(logging.DEBUG):
        server = PracticeServer()
        client = open_shop(server)
        made = client.post("/payments", json=order).json()
        client.post("/payments", json={**order, "billing": {"country": "Secretive"}})
        client.get(made["payment_link"])
        client.get("/customers", params={"email": "secretive@person.example"})
    # The records of the test's own client name the addresses that it asks for.
    told = "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith(("httpcore", "httpx"))
    )
    told += "".join(capfd.readouterr())
    assert "ecretive" not in told
    assert server.api_key not in told
    assert made["payment_id"] not in told


def test_a_fault_of_its_own_is_told_without_its_text(
    open_shop: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(dict[str, object]):
        def __getitem__(self, name: str) -> object:
            raise ValueError("secretive@person.example")

    server = PracticeServer()
    client = open_shop(server)
    assert server._shop is not None
    server._shop.business = Broken()
    answer = client.get("/brands")
    assert (answer.status_code, answer.json()) == (500, {"code": "INTERNAL_SERVER_ERROR"})
    # The answer goes out before the line is written; once the thread has ended, both have been.
    server.stop()
    assert "ValueError" in caplog.text
    assert "secretive" not in caplog.text


def test_looking_at_the_package_loads_no_web_framework() -> None:
    heavy = {"starlette", "uvicorn", "pydantic"}
    code = f"import dodo_desktop.practice, sys; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
