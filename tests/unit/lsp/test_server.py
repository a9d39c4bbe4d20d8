"""The language server, as an editor meets it."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from rspverify.cli.verbs import group, run

WORLD = """entity Lab
fact good(l: Lab) "{l} is good"
action train(l: Lab) by l
  then good(l)
"""
POLICY = """use "world.rsp"
policy p binds l: Lab {
  clause c: l must not train(l) when good(l)
}
property calm: never train(l)
check calm under p
scenario twice under p {
  let a: Lab
  train(a)
  so good(a)
}
"""
LONG = 60.0
"""Seconds. Nothing takes as long."""
END = b'Content-Length: 17\r\n\r\n{"method":"exit"}'


class Editor:
    """An editor that starts the server, and shows what it says."""

    def __init__(self, *options: str) -> None:
        self.client = LanguageClient("editor", "1")
        self.shown: dict[str, list[types.Diagnostic]] = {}
        self.log: list[str] = []
        self._options = options
        self._versions = 0

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)

        @self.client.feature(types.WINDOW_LOG_MESSAGE)
        def log(params: types.LogMessageParams) -> None:
            self.log.append(params.message)

    async def begin(self) -> types.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "rspverify", "lsp", "--stdio", *self._options)
        told = await self.client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
        self.client.initialized(types.InitializedParams())
        return told

    async def end(self) -> int | None:
        """The exit code of the server."""
        server = self.client._server
        await self.client.shutdown_async(None)
        self.client.exit(None)
        code = await asyncio.wait_for(server.wait(), LONG)
        await self.client.stop()
        return code

    def open(self, path: Path | str, text: str) -> types.TextDocumentIdentifier:
        uri = path.as_uri() if isinstance(path, Path) else path
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "rsp", 0, text)))
        return types.TextDocumentIdentifier(uri)

    def change(self, document: types.TextDocumentIdentifier, text: str) -> None:
        self._versions += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self._versions, document.uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def codes(self, document: types.TextDocumentIdentifier) -> list[object]:
        return [one.code for one in self.shown.get(document.uri, [])]

    async def hints(self, document: types.TextDocumentIdentifier) -> list[tuple[int, str]]:
        """The lines, counted from 0, and the words."""
        everywhere = types.Range(types.Position(0, 0), types.Position(1000, 0))
        found = await self.client.text_document_inlay_hint_async(types.InlayHintParams(document, everywhere))
        return [(one.position.line, str(one.label)) for one in found or ()]


async def until(something: Callable[[], Awaitable[bool]] | Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while True:
        found = something()
        if await found if isinstance(found, Awaitable) else found:
            return
        assert time.monotonic() < end, "it did not happen"
        await asyncio.sleep(0.05)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RSPVERIFY_CACHE", "off")
    (tmp_path / ".git").mkdir()
    (tmp_path / "world.rsp").write_text(WORLD)
    (tmp_path / "policy.rsp").write_text(POLICY)
    return tmp_path


def test_an_hour_at_the_desk(folder: Path) -> None:
    """Verdicts of what is saved, errors of what is written, and answers about names."""

    async def talk() -> None:
        editor = Editor()
        told = await editor.begin()
        assert told.capabilities.text_document_sync.change == types.TextDocumentSyncKind.Full
        policy = editor.open(folder / "policy.rsp", POLICY)

        async def judged() -> bool:
            return bool(await editor.hints(policy))

        await until(judged)
        assert await editor.hints(policy) == [(5, "✗ violated, expected holds"), (6, "✓ as told")]
        await until(lambda: editor.codes(policy) == ["RSP510"])
        (one,) = editor.shown[policy.uri]
        assert one.message.startswith("violated, expected holds: in 1 step: train(lab_1)")
        assert one.severity is types.DiagnosticSeverity.Error and one.range.start == types.Position(5, 11)
        (guilty,) = one.related_information or ()
        assert (guilty.location.uri, guilty.location.range.start.line) == (policy.uri, 2)
        story = await editor.client.text_document_hover_async(types.HoverParams(policy, types.Position(5, 12)))
        assert story is not None and "lab_1 is good" in story.contents.value

        world = editor.open(folder / "world.rsp", WORLD)
        assert await judged()
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(world))

        editor.change(policy, POLICY.replace("so good", "so god"))
        assert await editor.hints(policy) == []
        await until(lambda: editor.codes(policy) == ["RSP203"])
        world = editor.open(folder / "world.rsp", WORLD.replace("good", "fine"))
        await until(lambda: len(editor.codes(policy)) == 2)
        editor.change(world, "entity {")
        await until(lambda: any("in world.rsp, line 1: " in one.message for one in editor.shown[policy.uri]))
        editor.change(world, WORLD)
        editor.change(policy, POLICY)
        await until(lambda: editor.codes(policy) == ["RSP510"])

        place = await editor.client.text_document_definition_async(
            types.DefinitionParams(policy, types.Position(2, 39))
        )
        assert isinstance(place, types.Location) and place.uri == world.uri and place.range.start.line == 1
        told_of = await editor.client.text_document_hover_async(types.HoverParams(policy, types.Position(2, 39)))
        assert told_of is not None and 'fact good(l: Lab) "{l} is good"' in told_of.contents.value
        outline = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(policy))
        assert [one.name for one in outline or ()] == ["p", "calm", "calm", "twice"]
        assert [one.name for one in outline[0].children or ()] == ["c"]  # type: ignore[index]
        offered = await editor.client.text_document_completion_async(
            types.CompletionParams(policy, types.Position(4, 0))
        )
        assert {"good", "train", "Lab", "p.c", "must", "at least"} <= {one.label for one in offered or ()}  # type: ignore[union-attr]
        assert {str(one.text_edit.range) for one in offered or ()} == {"4:0-4:0"}  # type: ignore[union-attr]
        edits = await editor.client.text_document_formatting_async(
            types.DocumentFormattingParams(policy, types.FormattingOptions(2, True))
        )
        assert edits is not None and "\n\nproperty calm:\n  never train(l)\n" in edits[0].new_text

        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(policy))
        await until(lambda: editor.codes(policy) == [])
        assert not editor.log
        assert await editor.end() == 0

    asyncio.run(talk())


def test_what_is_saved_is_checked_again_and_nothing_else(folder: Path) -> None:
    async def talk() -> None:
        editor = Editor()
        await editor.begin()
        better = POLICY.replace("never train(l)", "never train(l) when good(l)")
        policy = editor.open(folder / "policy.rsp", better)  # not what is on disk
        await until(lambda: policy.uri in editor.shown)
        assert await editor.hints(policy) == [] and editor.codes(policy) == []
        (folder / "policy.rsp").write_text(better)
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(policy))

        async def judged() -> bool:
            return await editor.hints(policy) == [(5, "✓ holds"), (6, "✓ as told")]

        await until(judged)
        (folder / "rspverify.toml").write_text("rlimit = 0\n")
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(policy))

        async def nothing() -> bool:
            return await editor.hints(policy) == [] and any("gave no report" in one for one in editor.log)

        await until(nothing)
        assert await editor.end() == 0

    asyncio.run(talk())


@pytest.mark.parametrize("number", [None, signal.SIGTERM])
def test_a_run_ends_with_the_conversation(folder: Path, number: signal.Signals | None) -> None:
    words = [f"w{number}" for number in range(26)]
    many = "".join(f'duration {word} "{word}" {{ reading short: 1 day reading long: 2 days }}\n' for word in words)
    path = folder / "endless.rsp"
    path.write_text(
        f'use "world.rsp"\n{many}policy p binds l: Lab {{ }}\nscenario s under p {{ let a: Lab train(a) }}\n'
    )

    def running() -> bool:
        return any(str(path) in one.info["cmdline"] for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"])

    async def talk() -> None:
        editor = Editor()
        await editor.begin()
        editor.open(path, path.read_text())
        await until(running)
        if number is None:
            assert await editor.end() == 0
        else:
            server = editor.client._server
            server.send_signal(number)
            assert await asyncio.wait_for(server.wait(), LONG) == -number
            await editor.client.stop()
        await until(lambda: not running())

    asyncio.run(talk())


def test_a_text_that_is_no_file(folder: Path) -> None:
    async def talk() -> None:
        editor = Editor("--no-check")
        await editor.begin()
        fresh = editor.open("untitled:one", "entity")
        await until(lambda: editor.codes(fresh) == ["RSP121"])
        policy = editor.open(folder / "policy.rsp", POLICY)
        await until(lambda: policy.uri in editor.shown)
        assert await editor.hints(policy) == [] and not editor.log
        assert await editor.end() == 0

    asyncio.run(talk())


@pytest.mark.parametrize("given", [b"", b"garbage\n\n", END])
def test_an_editor_that_ends_otherwise(given: bytes) -> None:
    done = subprocess.run([sys.executable, "-m", "rspverify", "lsp"], input=given, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_without_pygls_it_is_said_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("rspverify.cli.lsp.find_spec", lambda name: None)
    assert run(lambda: group.main(args=["lsp"], prog_name="rspverify", standalone_mode=False), ["lsp"]) == 2
    assert "pip install `rspverify[lsp]`" in capsys.readouterr().err
