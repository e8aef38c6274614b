"""A web site of the tests' own, on this machine: pages, feeds, and every fault that a server can have."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"


class Hours:
    """A clock that goes on by waiting alone, and waits that take no time."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.waits: list[float] = []

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime(2024, 5, 1, 12, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000.0)


@dataclass(frozen=True, kw_only=True)
class Served:
    """What the site answers to one path."""

    body: bytes = b""
    status: int = 200
    type: str | None = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that came in; names of headers in small letters."""

    path: str
    headers: Mapping[str, str]


Answers = Callable[[Asked], Served]
Fault = Callable[[socket.socket], None]


class Site:
    """A site whose paths are set by the test: to an answer, to a function that makes one, or to a fault of the wire.

    What it does not know is answered with 404, robots.txt too: all is then allowed.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.paths: dict[str, Served | Answers] = {}
        self.faults: dict[str, Fault] = {}
        self.asked: list[Asked] = []

    def __setitem__(self, path: str, answer: Served | Answers | str) -> None:
        self.paths[path] = Served(body=answer.encode()) if isinstance(answer, str) else answer

    def asked_for(self, path: str) -> list[Asked]:
        """The requests for a path, oldest first."""
        return [one for one in self.asked if one.path == path]

    def paths_asked(self, *, robots: bool = False) -> list[str]:
        """The paths that were asked for, in their order."""
        return [one.path for one in self.asked if robots or one.path != "/robots.txt"]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asks may hang up: nothing is printed."""


@contextmanager
def site() -> Iterator[Site]:
    """A site that answers until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(path=self.path, headers={name.lower(): value for name, value in self.headers.items()})
            made.asked.append(asked)
            if asked.path in made.faults:
                self.close_connection = True
                with suppress(OSError):
                    made.faults[asked.path](self.connection)
                return
            answer = made.paths.get(asked.path, Served(status=404, body="لا شيء هنا".encode()))
            self._send(answer if isinstance(answer, Served) else answer(asked))

        def _send(self, answer: Served) -> None:
            self.send_response(answer.status)
            headers = {"Content-Length": str(len(answer.body)), **answer.headers}
            if answer.type is not None:
                headers["Content-Type"] = answer.type
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is printed."""

    server = _Server(("127.0.0.1", 0), Handler)
    made = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def redirect(where: str, status: int = 302) -> Served:
    return Served(status=status, headers={"Location": where})


def packed(body: bytes, **headers: str) -> Served:
    return Served(body=gzip.compress(body), headers={"Content-Encoding": "gzip", **headers})


def silent(wire: socket.socket) -> None:
    """The connection is taken and never answered."""
    wire.settimeout(30)
    wire.recv(1)


def dripping(wire: socket.socket) -> None:
    """A byte now and then: no piece is late, and the whole never comes."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"a" * 900:
        wire.send(bytes([byte]))
        time.sleep(0.05)


def dripping_body(wire: socket.socket) -> None:
    """As `dripping`, once the head of the answer has come."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(900):
        wire.send(b"a")
        time.sleep(0.05)


def cut_off(body: bytes = b"half") -> Fault:
    """Less comes than was promised."""

    def fault(wire: socket.socket) -> None:
        wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n" + body)

    return fault


def garbled(wire: socket.socket) -> None:
    """No HTTP at all."""
    wire.sendall(b"\x00\x01\x02 not http\r\n\r\n")


def hung_up(wire: socket.socket) -> None:
    """Nothing is answered, and the connection ends."""


def bomb(megabytes: int) -> bytes:
    """A gzip stream that unpacks to a thousand times its size."""
    import zlib

    pack = zlib.compressobj(9, wbits=31)
    return b"".join(pack.compress(bytes(1_000_000)) for _ in range(megabytes)) + pack.flush()
