"""The language server, as an editor meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from rspverify.lsp.findings import path_of
from rspverify.lsp.messages import Ended, NotUnderstood, read, write
from rspverify.lsp.server import Server

WORLD = "entity Lab\nfact good(l: Lab)\naction train(l: Lab) by l\n  then good(l)\n"
POLICY = 'use "world.rsp"\npolicy p binds l: Lab { clause c: l must not train(l) when good(l) }\n'
BEGIN = {"id": 1, "method": "initialize", "params": {}}
END = ({"id": 99, "method": "shutdown"}, {"method": "exit"})


def framed(message: object) -> bytes:
    content = json.dumps(message).encode()
    return b"Content-Length: %d\r\nContent-Type: x\r\n\r\n" % len(content) + content


def talk(*messages: object, raw: bytes | None = None) -> tuple[bool, list[dict[str, Any]]]:
    """Whether the editor ended as it should, and what the server said."""
    outgoing = BytesIO()
    incoming = b"".join(map(framed, messages)) if raw is None else raw
    ended = Server(BytesIO(incoming), outgoing, "1.2.3").serve()
    outgoing.seek(0)
    said = []
    while True:
        try:
            said.append(read(outgoing))
        except Ended:
            return ended, said


def opened(path: Path | str, text: str) -> dict[str, Any]:
    uri = path.as_uri() if isinstance(path, Path) else path
    return {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "text": text, "version": 1}}}


def changed(path: Path, text: str) -> dict[str, Any]:
    params = {"textDocument": {"uri": path.as_uri()}, "contentChanges": [{"text": text}]}
    return {"method": "textDocument/didChange", "params": params}


def formatting(path: Path) -> dict[str, Any]:
    return {"id": 7, "method": "textDocument/formatting", "params": {"textDocument": {"uri": path.as_uri()}}}


def found(said: list[dict[str, Any]], path: Path | str) -> list[dict[str, Any]]:
    """What was said last of a text."""
    uri = path.as_uri() if isinstance(path, Path) else path
    told = [one["params"] for one in said if one.get("method") == "textDocument/publishDiagnostics"]
    return next(list(one["diagnostics"]) for one in reversed(told) if one["uri"] == uri)


def answer(said: list[dict[str, Any]], number: object) -> dict[str, Any]:
    return next(one for one in said if "method" not in one and one["id"] == number)


def test_what_is_wrong_is_shown_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a b.rsp"
    ended, said = talk(BEGIN, opened(path, 'entity Lab "🧪"  axiom a: every l: Lab | nope(l)\n'), *END)
    assert ended and answer(said, 1)["result"]["capabilities"]["documentFormattingProvider"]
    (one,) = found(said, path)
    assert (one["code"], one["severity"], one["message"]) == ("RSP203", 1, "no fact is called `nope`")
    assert one["range"] == {"start": {"line": 0, "character": 41}, "end": {"line": 0, "character": 45}}
    assert one["codeDescription"]["href"].endswith("#rsp203-a-name-is-not-declared")


def test_what_is_open_counts_and_not_what_is_on_disk(tmp_path: Path) -> None:
    world, policy = tmp_path / "world.rsp", tmp_path / "policy.rsp"
    world.write_text(WORLD)
    _, said = talk(opened(policy, POLICY), *END)
    assert found(said, policy) == []
    _, said = talk(opened(policy, POLICY), opened(world, WORLD), changed(world, WORLD.replace("good", "fine")), *END)
    assert [one["code"] for one in found(said, policy)] == ["RSP203"]
    _, said = talk(opened(policy, POLICY), opened(world, "entity {\n"), *END)
    (one,) = found(said, policy)
    assert one["message"].startswith("in world.rsp, line 1: ")
    assert one["relatedInformation"][0]["location"]["uri"] == world.as_uri()


def test_a_closed_text_has_no_findings(tmp_path: Path) -> None:
    path = tmp_path / "a.rsp"
    closing = {"method": "textDocument/didClose", "params": {"textDocument": {"uri": path.as_uri()}}}
    _, said = talk(opened(path, "entity"), formatting(path), closing, *END)
    told = [one["params"]["diagnostics"] for one in said if one.get("method") == "textDocument/publishDiagnostics"]
    assert [len(one) for one in told] == [1, 0]


def test_texts_become_canonical(tmp_path: Path) -> None:
    path = tmp_path / "a.rsp"
    _, said = talk(opened(path, "entity   Lab\n\n\n\nfact  a(l:Lab)"), formatting(path), *END)
    (edit,) = answer(said, 7)["result"]
    assert edit["newText"] == "entity Lab\n\nfact a(l: Lab)\n" and edit["range"]["end"] == {"line": 4, "character": 14}
    for text in (edit["newText"], "entity {"):
        assert answer(talk(opened(path, text), formatting(path), *END)[1], 7)["result"] == []


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"id": 5, "method": "textDocument/hover", "params": {}}, -32601),
        ({"id": 5, "method": "textDocument/formatting", "params": []}, -32602),
        ({"id": 5, "method": "textDocument/formatting", "params": {"textDocument": {"uri": "file:///x"}}}, -32602),
        ({"id": 5, "method": "textDocument/didChange", "params": {"textDocument": {"uri": 3}}}, -32602),
    ],
)
def test_requests_that_cannot_be_answered(message: dict[str, Any], code: int) -> None:
    ended, said = talk(message, {"method": "$/cancelRequest"}, {"method": 3}, {"result": 1}, *END)
    assert ended and answer(said, 5)["error"]["code"] == code and len(said) == 2


def test_what_is_no_message() -> None:
    ended, said = talk(raw=framed([1]) + b"Content-Length: 3\r\n\r\n{x}" + framed(BEGIN) + b"".join(map(framed, END)))
    assert ended and [one.get("error", {}).get("code") for one in said] == [-32700, -32700, None, None]
    for raw in (b"", b"garbage", b"Content-Length: 9\r\n\r\n{}", b"Content-Length: 999999999999\r\n\r\n", b"\r\n"):
        assert talk(raw=raw) == (False, [])
    with pytest.raises(NotUnderstood):
        read(BytesIO(b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000))
    back = BytesIO()
    write(back, {"id": 1, "result": "ä"})
    assert read(BytesIO(back.getvalue())) == {"jsonrpc": "2.0", "id": 1, "result": "ä"}


def test_texts_that_are_no_files() -> None:
    assert path_of("untitled:Untitled-1") is None and path_of("file://host/x") is None
    assert path_of("file:///a%20b/%E6%97%A5.rsp") == "/a b/日.rsp"
    _, said = talk(opened("untitled:one", "entity"), *END)
    assert [one["code"] for one in found(said, "untitled:one")] == ["RSP121"]


def test_the_verb_speaks_through_standard_streams(tmp_path: Path) -> None:
    given = framed(BEGIN) + framed(opened(tmp_path / "a.rsp", "entity")) + b"".join(map(framed, END))
    command = [sys.executable, "-m", "rspverify", "lsp", "--stdio"]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"method": "textDocument/publishDiagnostics"' in done.stdout
    assert subprocess.run(command, input=framed(BEGIN), capture_output=True, check=False).returncode == 1
