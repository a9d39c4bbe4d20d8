"""`serve`: what is answered, what is refused, what is live, and how it ends."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from rspverify.check.options import CheckOptions
from rspverify.cli.also import Wanted
from rspverify.cli.console import Console
from rspverify.cli.rounds import Asked
from rspverify.cli.serve import command, serve
from rspverify.cli.server import Page, Server
from rspverify.cli.verbs import run
from rspverify.report.setting import Setting
from rspverify.report.style import Style

CLAIM = """entity Lab
action train(l: Lab) by l
policy lax binds l: Lab { }
property can: possible train(l)
check can under lax
"""
PAGE = Page("7", "<p>\udce4 a page</p>", '{"a": 1}', "waiting")


@pytest.fixture
def server() -> Iterator[Server]:
    before = threading.active_count()
    with Server(PAGE, 0) as found:
        yield found
    assert threading.active_count() == before


def ask(port: int, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response, body


def test_known_pages(server: Server) -> None:
    assert server.address == f"http://127.0.0.1:{server.port}/"
    status, response, body = ask(server.port)
    assert (
        status == 200 and body.startswith(b"<p>") and response.getheader("Content-Type") == "text/html; charset=utf-8"
    )
    assert json.loads(ask(server.port, "/state.json?x=1")[2]) == {"mark": "7", "doing": "waiting", "over": False}
    assert json.loads(ask(server.port, "/report.json")[2]) == {"a": 1}
    status, response, body = ask(server.port, method="HEAD")
    assert status == 200 and body == b"" and int(response.getheader("Content-Length") or 0) > 10
    server.show(Page("8", "new"))
    assert ask(server.port)[2] == b"new" and ask(server.port, "/report.json")[0] == 503


def test_all_answers_are_kept_to_themselves(server: Server) -> None:
    for path in ("/", "/report.json", "/state.json", "/nothing", "/favicon.ico"):
        _, response, _ = ask(server.port, path)
        assert response.getheader("Cache-Control") == "no-store"
        assert response.getheader("X-Content-Type-Options") == "nosniff"
        assert response.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert response.getheader("Access-Control-Allow-Origin") is None
        assert response.getheader("Server") == "rspverify"


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "//etc/passwd", "/../p.rsp", "/%2e%2e/p.rsp", "/p.rsp", "/index.html", "*"]
)
def test_nothing_else_is_there(server: Server, path: str) -> None:
    assert ask(server.port, path)[0] == 404


def test_only_who_is_led_here_by_our_name(server: Server) -> None:
    port = server.port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}"):
        assert ask(port, Host=host)[0] == 200
    for host in (
        "127.0.0.1",
        "evil.example",
        f"evil.example:{port}",
        f"127.0.0.1.evil.example:{port}",
        "127.0.0.1:1",
        "",
    ):
        for path in ("/", "/report.json", "/state.json"):
            status, _, body = ask(port, path, Host=host)
            assert status == 421 and b"page" not in body and b"{" not in body
    assert ask(port, Origin="http://evil.example")[0] == 421
    assert ask(port, Origin=f"http://localhost:{port}")[0] == 200
    for request in (b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil\r\n\r\n" % port):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(request)
            assert b" 421 " in client.recv(1000)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_only_get_and_head(server: Server, method: str) -> None:
    status, _, body = ask(server.port, method=method)
    assert status == (501 if method == "BREW" else 405) and b"a page" not in body


def test_only_this_machine(server: Server) -> None:
    for address in {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}:
        if not str(address).startswith("127."):
            with pytest.raises(OSError):
                socket.create_connection((str(address), server.port), timeout=1)


def test_who_says_nothing_holds_up_nobody() -> None:
    before = threading.active_count()
    with contextlib.ExitStack() as stack:
        with Server(PAGE, 0) as server:
            for _ in range(3):
                stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            assert ask(server.port)[0] == 200
        assert threading.active_count() == before


def asked() -> Asked:
    return Asked(CheckOptions(), "unknown", 1, Wanted(), cache=False)


def test_a_page_at_once_then_the_report_and_new_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The changes are made, and the pages asked for, where it would wait."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.rsp").write_text(CLAIM, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    told: list[tuple[str, str]] = []
    steps = iter(("wrong", "", "", "right", "", ""))

    def pause(_: float) -> None:
        port = int(re.findall(r":(\d+)/", out.getvalue())[0])
        mark = json.loads(ask(port, "/state.json")[2])["mark"]
        page = ask(port)[2].decode()
        assert f'data-live="{mark}"' in page and page.count("<script>") == 2 and "connect-src 'self'" in unescape(page)
        assert json.loads(ask(port, "/report.json")[2])["exit_code"] == (2 if "Not all" in page else 0)
        told.append((mark, re.findall("<title>(.*)</title>", page)[0]))
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        if step:
            (tmp_path / "p.rsp").write_text(CLAIM if step == "right" else CLAIM + "entity", encoding="utf-8")

    code = serve((".",), 0, True, asked(), Setting("1"), Console(out, Style()), Console(err, Style()), pause)
    assert code == 0
    assert list(dict.fromkeys(told)) == [
        ("1", "All as expected: rspverify"),
        ("2", "Not all as expected: rspverify"),
        ("3", "All as expected: rspverify"),
    ]
    assert "error[RSP1" in err.getvalue()


def test_the_page_before_there_is_a_report_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p.rsp").write_text(CLAIM, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    seen: list[str] = []

    def looked(*_: object) -> object:
        port = int(re.findall(r":(\d+)/", out.getvalue())[0])
        seen.append(ask(port)[2].decode())
        seen.append(json.loads(ask(port, "/state.json")[2])["doing"])
        raise KeyboardInterrupt

    monkeypatch.setattr("rspverify.cli.rounds.begin", looked)
    code = serve((str(tmp_path),), 0, False, asked(), Setting("1"), Console(out, Style()), Console(err, Style()))
    assert code == 130
    assert "Checking" in seen[0] and 'data-live="0"' in seen[0] and seen[1].startswith("reading ")


def test_a_port_that_is_taken(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--port", str(server.port)]
    assert run(lambda: command.main(args=arguments, standalone_mode=False), arguments) == 2
    assert "`--port 0` takes any that is free" in capsys.readouterr().err


def test_ctrl_c_ends_it_with_the_code_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "p.rsp").write_text(CLAIM.replace("check can under lax", "check can under lax expect impossible"))
    process = subprocess.Popen(
        [sys.executable, "-m", "rspverify", "serve", "--port", "0", "p.rsp"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    address = process.stdout.readline()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", address)
    assert process.stderr.readline() == "0 checks as expected, 1 not, 0 undetermined\n"
    assert process.stderr.readline() == "Ctrl-C ends\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (1, "")
