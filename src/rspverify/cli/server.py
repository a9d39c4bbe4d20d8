"""Serves a few pages on this machine alone. Nothing of a request is taken for a path of the file system, and nobody is
answered whose browser was led here by another name."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import cast

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_SILENT = 2.0
"""Seconds after which a client that says nothing is let go."""


@dataclass(frozen=True)
class Page:
    """What is served now. `mark`: another one for each new report; `report`: its JSON, empty before there is one;
    `doing`: what is being done, in a line; `over`: nothing new will come."""

    mark: str
    html: str
    report: str = ""
    doing: str = ""
    over: bool = False


class Server:
    """Serves a page that can be replaced, within its `with` block; then all its threads have ended. Raises `OSError` if
    it cannot listen there. `port`: 0 stands for any that is free."""

    def __init__(self, page: Page, port: int) -> None:
        self._page = page
        self._server = _Server((HOST, port), self.now)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def now(self) -> Page:
        return self._page

    def show(self, page: Page) -> None:
        self._page = page

    def say(self, doing: str, over: bool = False) -> None:
        """Another line about what is being done."""
        self._page = replace(self._page, doing=doing, over=over)

    def __enter__(self) -> Server:
        with _Uninterrupted():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Uninterrupted:
    """Threads that are started within never take Ctrl-C away from the main thread."""

    def __enter__(self) -> None:
        if hasattr(signal, "pthread_sigmask"):
            self._before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, self._before)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    allow_reuse_address = os.name == "posix"  # elsewhere two servers could then share a port
    request_queue_size = 32

    def __init__(self, place: tuple[str, int], now: Callable[[], Page]) -> None:
        self.now = now
        self._open: set[socket.socket] = set()
        super().__init__(place, _Handler)

    def server_bind(self) -> None:
        """Without asking for the name of this machine, which may take long."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def get_request(self) -> tuple[socket.socket, object]:
        client, address = super().get_request()
        self._open.add(client)
        return client, address

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        self._open.discard(cast(socket.socket, request))
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Hangs up on everybody who is still there, so that nobody is waited for."""
        for client in self._open.copy():
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is nobody's fault."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _SILENT
    server: _Server

    def do_GET(self) -> None:
        self._answer(True)

    def do_HEAD(self) -> None:
        self._answer(False)

    def _refuse(self) -> None:
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", "only GET and HEAD\n", True, ("Allow", "GET, HEAD"))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse

    def _answer(self, body: bool) -> None:
        if not self._is_for_us():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", "this is not the place you look for\n", body)
            return
        page = self.server.now()
        match self.path.partition("?")[0]:
            case "/":
                self._send(HTTPStatus.OK, "text/html", page.html, body)
            case "/state.json":
                state = {"mark": page.mark, "doing": page.doing, "over": page.over}
                self._send(HTTPStatus.OK, "application/json", json.dumps(state) + "\n", body)
            case "/report.json" if page.report:
                self._send(HTTPStatus.OK, "application/json", page.report, body)
            case "/report.json":
                wait = ("Retry-After", "1")
                self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", "there is no report yet\n", body, wait)
            case "/favicon.ico":
                self._send(HTTPStatus.NO_CONTENT, "image/x-icon", "", False)
            case _:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", "there is no such page\n", body)

    def _is_for_us(self) -> bool:
        """Whether the address that the browser shows is ours: a name that somebody has made lead here is not; nor does
        a page of another origin get an answer."""
        port = self.server.server_port
        ours = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
        hosts = self.headers.get_all("Host", [])
        origins = self.headers.get_all("Origin", [])
        named = len(hosts) == 1 and hosts[0].strip().lower() in ours
        return named and all(one.removeprefix("http://") in ours for one in origins)

    def _send(self, status: HTTPStatus, kind: str, text: str, body: bool, *headers: tuple[str, str]) -> None:
        content = text.encode("utf-8", "surrogatepass")
        self.send_response(status)
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
        for name, value in (*_ALWAYS, *headers):
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def version_string(self) -> str:
        return "rspverify"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
)
"""The page itself says what it may load and run."""
