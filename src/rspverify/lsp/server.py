"""The conversation with an editor (LSP 3.17): what it is told of the texts that are open in it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import BinaryIO

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from rspverify.lsp import completion, hover, outline, verdicts
from rspverify.lsp.findings import findings, location
from rspverify.lsp.judged import Judged, NoResults, judged
from rspverify.lsp.pointed import Pointed, pointed
from rspverify.lsp.positions import Positions
from rspverify.lsp.seen import Seen, look, path_of
from rspverify.source.diagnostics import SourceError
from rspverify.syntax.canonical import canonical
from rspverify.syntax.words import words
from rspverify.workers.messages import failure_of

_PAUSE = 0.2
"""Seconds without a letter after which texts are looked at."""
_ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Signals that end a process."""
_POLICIES, _SETTINGS = "**/*.rsp", ("rspverify.toml", "pyproject.toml")


def serve(incoming: BinaryIO, outgoing: BinaryIO, version: str, *, checking: bool) -> bool:
    """Speaks with an editor until it ends the conversation, or goes away; whether it had said so before. `version`: of
    rspverify; `checking`: whether files are checked when they are opened and saved."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    server = _Server("rspverify", version, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    talk = Conversation(server, checking)
    _listening(server, talk)
    server.start_io(incoming, outgoing)
    return talk.over


class _Server(LanguageServer):
    """What goes wrong with a message is for the log: no window has to open before an editor of another taste."""

    def report_server_error(self, error: Exception, source: object) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, str(error)))


class Conversation:
    """What is known of the texts that are open, by their addresses. A change of one may be a change of all, since files
    use each other: so all are looked at again, when the editor has nothing more to say for the moment. `over`: the
    editor has said that it will end."""

    def __init__(self, server: LanguageServer, checking: bool) -> None:
        self._server, self._checking = server, checking
        self._texts: dict[str, str] = {}
        self._seen: dict[str, Seen] = {}
        self._judged: dict[str, Judged] = {}
        self._told: dict[str, list[types.Diagnostic]] = {}
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._unfinished: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self.over = False

    @property
    def positions(self) -> Positions:
        agreed = self._server.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return Positions(types.PositionEncodingKind(agreed).value)

    # ---------------------------------------------------------------- what the editor does

    def begun(self) -> None:
        """Asks the editor to tell of files that change, if it can, and sees to it that no run outlives the server."""
        loop = asyncio.get_running_loop()
        for one in _ENDS:
            with suppress(NotImplementedError):  # where there are no signals
                loop.add_signal_handler(one, self._ended_by, one)
        workspace = self._server.client_capabilities.workspace
        watching = None if workspace is None else workspace.did_change_watched_files
        if watching is not None and watching.dynamic_registration:
            patterns = (_POLICIES, *(f"**/{name}" for name in _SETTINGS))
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(one) for one in patterns])
            wanted = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self._server.client_register_capability(types.RegistrationParams([wanted]))

    def opened(self, uri: str, text: str) -> None:
        self._texts[uri] = text
        self._changed()
        self.check(uri)

    def changed(self, uri: str, text: str) -> None:
        self._texts[uri] = text
        self._changed()

    def saved(self, anew: Collection[str]) -> None:
        """Files changed on disk. Those that are checked `anew` may come to something else with the same texts, since
        the settings may have changed."""
        self._changed()
        for uri in self._texts:
            self.check(uri, anew=uri in anew)

    def changed_on_disk(self, addresses: Collection[str]) -> None:
        """Files changed, by whomever."""
        settings = any(os.path.basename(path_of(one) or "") in _SETTINGS for one in addresses)
        self.saved(list(self._texts) if settings else ())

    def closed(self, uri: str) -> None:
        self._texts.pop(uri, None)
        self._judged.pop(uri, None)
        self._stop(uri)
        if self._told.pop(uri, None) is not None:
            self._publish(uri, [])
        self._changed()

    def ended(self) -> None:
        """Nothing more is wanted, and nothing is left behind."""
        self.over = True
        for uri in list(self._runs):
            self._stop(uri)

    # ---------------------------------------------------------------- what it asks

    def seen(self, uri: str) -> Seen | None:
        """What an open text comes to now; None: it is not open."""
        if uri not in self._texts:
            return None
        if uri not in self._seen:
            self._seen[uri] = look(uri, self._texts)
        return self._seen[uri]

    def results(self, uri: str) -> Judged | None:
        """What the checks of a text came to; None: that is not known of the text as it is now."""
        seen, known = self.seen(uri), self._judged.get(uri)
        return known if seen is not None and known is not None and known.texts == seen.texts() else None

    def pointed(self, uri: str, position: types.Position) -> Pointed | None:
        seen = self.seen(uri)
        return None if seen is None else pointed(seen, self.positions.offset(seen.file, position))

    def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """The verdict at a place, or what the name there stands for."""
        seen, known = self.seen(uri), self.results(uri)
        if seen is None:
            return None
        offset = self.positions.offset(seen.file, position)
        found = pointed(seen, offset)
        if found is not None:
            return hover.told(found, self.positions)
        return None if known is None else verdicts.resting(known.results, offset, self.positions)

    def hints(self, uri: str) -> list[types.InlayHint]:
        known, seen = self.results(uri), self.seen(uri)
        return [] if known is None or seen is None else verdicts.hints(known.results, seen.file, self.positions)

    def formatted(self, uri: str) -> list[types.TextEdit]:
        """The edit that makes a text canonical; none for a text with syntax errors, which are shown anyway."""
        seen = self.seen(uri)
        if seen is None:
            return []
        try:
            text = canonical(seen.file)
        except SourceError:
            return []
        return [] if text == seen.file.text else [types.TextEdit(self.positions.whole(seen.file), text)]

    # ---------------------------------------------------------------- looking

    def _changed(self) -> None:
        self._seen.clear()
        if self._looking is not None:
            self._looking.cancel()
        self._looking = asyncio.create_task(self._look_soon())

    async def _look_soon(self) -> None:
        await asyncio.sleep(_PAUSE)
        for uri in list(self._texts):
            try:
                self._tell(uri)
            except Exception as error:
                self._log(_failed(error))
            await asyncio.sleep(0)

    def _tell(self, uri: str) -> None:
        """Shows what is wrong with a text, if that is not what is shown already."""
        seen, known = self.seen(uri), self.results(uri)
        if seen is None:
            return
        told = findings(seen.diagnostics, seen.file, self.positions)
        if known is not None:
            told += verdicts.unexpected(known, seen.file, self.positions)
        if self._told.get(uri) != told:
            self._told[uri] = told
            self._publish(uri, told)

    def _publish(self, uri: str, told: list[types.Diagnostic]) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told))

    # ---------------------------------------------------------------- checking

    def check(self, uri: str, *, anew: bool = False) -> None:
        """Begins to check a file, whatever run about it there is; one file at a time. `anew`: also if it is known what
        these texts come to."""
        path = path_of(uri)
        if not self._checking or path is None:
            return
        self._stop(uri)
        self._runs[uri] = run = asyncio.create_task(self._check(uri, path, anew))
        self._unfinished.add(run)
        run.add_done_callback(self._unfinished.discard)

    async def _check(self, uri: str, path: str, anew: bool) -> None:
        try:
            async with self._turn:
                seen = self.seen(uri)
                if seen is None or not seen.saved():
                    return
                known = self._judged.get(uri)
                if anew or known is None or known.texts != seen.texts():
                    self._judged[uri] = await judged(path, seen.texts())
            self._tell(uri)
            self._hints_changed()
        except (NoResults, OSError) as error:
            # What was known came about in another way, if it is about the same texts.
            self._judged.pop(uri, None)
            self._tell(uri)
            self._hints_changed()
            self._log(f"`rspverify check` gave no report about {path}: {error}")
        except Exception as error:
            self._log(_failed(error))

    def _stop(self, uri: str) -> None:
        run = self._runs.pop(uri, None)
        if run is not None:
            run.cancel()

    def _ended_by(self, number: signal.Signals) -> None:
        self.ended()
        self._ending = asyncio.create_task(self._end(number))

    async def _end(self, number: signal.Signals) -> None:
        """Ends the server by the signal that it got, when all runs have ended."""
        await asyncio.gather(*self._unfinished, return_exceptions=True)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def _hints_changed(self) -> None:
        workspace = self._server.client_capabilities.workspace
        if workspace is not None and workspace.inlay_hint is not None and workspace.inlay_hint.refresh_support:
            self._server.workspace_inlay_hint_refresh(None)

    def _log(self, message: str) -> None:
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def _failed(error: Exception) -> str:
    failure = failure_of(error)
    return f"rspverify itself failed: {failure.kind} at {failure.place}; this is our mistake, please report it"


def _listening(server: LanguageServer, talk: Conversation) -> None:
    """Answers the messages of the protocol, each by a function of its own, as pygls wants them."""

    def on(method: str, options: object = None) -> Callable[[Callable[..., object]], object]:
        return server.feature(method, options)

    @on(types.INITIALIZED)
    def initialized(params: types.InitializedParams) -> None:
        talk.begun()

    @on(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        talk.opened(params.text_document.uri, params.text_document.text)

    @on(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        talk.changed(uri, server.workspace.get_text_document(uri).source)

    @on(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        talk.saved((params.text_document.uri,))

    @on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        talk.changed_on_disk([one.uri for one in params.changes])

    @on(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        talk.closed(params.text_document.uri)

    @on(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        talk.ended()

    @on(types.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        return talk.formatted(params.text_document.uri)

    @on(types.TEXT_DOCUMENT_HOVER)
    def hovering(params: types.HoverParams) -> types.Hover | None:
        return talk.hover(params.text_document.uri, params.position)

    @on(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        found = talk.pointed(params.text_document.uri, params.position)
        return None if found is None else location(found.span, talk.positions)

    @on(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        seen = talk.seen(params.text_document.uri)
        return [] if seen is None else outline.outline(seen.module, talk.positions)

    @on(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["."]))
    def completing(params: types.CompletionParams) -> list[types.CompletionItem]:
        seen = talk.seen(params.text_document.uri)
        if seen is None:
            return []
        offset = talk.positions.offset(seen.file, params.position)
        return completion.completions(seen, words(), offset, talk.positions)

    @on(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hints(params: types.InlayHintParams) -> list[types.InlayHint]:
        return talk.hints(params.text_document.uri)
