"""The server: hears what an editor does, and says what is wrong with the texts that are open (LSP 3.17). Texts are
looked at when the editor has nothing more to say for the moment, so that fast typing does not pile up work."""

from __future__ import annotations

import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

from rspverify.lsp.findings import findings, path_of
from rspverify.lsp.messages import Ended, Message, NotUnderstood, read, write
from rspverify.lsp.places import Json, whole
from rspverify.source.diagnostics import SourceError
from rspverify.source.files import SourceFile
from rspverify.syntax.canonical import canonical
from rspverify.workers.messages import failure_of

_PARSE, _REQUEST, _METHOD, _PARAMETERS, _INTERNAL = -32700, -32600, -32601, -32602, -32603


class _Refused(Exception):
    """A request that cannot be answered: the code and the reason."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


class Server:
    """One conversation. `version`: of rspverify."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, version: str) -> None:
        self._incoming, self._outgoing, self._version = incoming, outgoing, version
        self._heard: SimpleQueue[Message | NotUnderstood | None] = SimpleQueue()
        self._texts: dict[str, str] = {}
        self._told: dict[str, list[Json]] = {}
        self._new: set[str] = set()
        self._changed = False
        self._closing = False

    def serve(self) -> bool:
        """Answers until the editor ends it; whether it had said so before. Raises `OSError` if nobody hears."""
        threading.Thread(target=self._listen, daemon=True).start()
        while (message := self._heard.get()) is not None:
            typing = isinstance(message, dict) and str(message.get("method")).startswith("textDocument/did")
            if not typing:
                self._look()
            if isinstance(message, NotUnderstood):
                self._send({"id": None, "error": {"code": _PARSE, "message": "this is no message"}})
            elif message.get("method") == "exit":
                return self._closing
            elif "method" in message:
                self._answer(message)
            if self._heard.empty():
                self._look()
        return self._closing

    def _listen(self) -> None:
        while True:
            try:
                message = read(self._incoming)
                self._heard.put(message)
                if message.get("method") == "exit":
                    return
            except NotUnderstood as error:
                self._heard.put(error)
            except (Ended, OSError, ValueError):
                self._heard.put(None)
                return

    def _answer(self, message: Message) -> None:
        """Does what a message says; a request has an answer, whatever happens."""
        try:
            answer: Message = {"result": self._do(str(message["method"]), message.get("params"))}
        except _Refused as refused:
            answer = {"error": {"code": refused.code, "message": refused.reason}}
        except Exception as error:
            answer = {"error": {"code": _INTERNAL, "message": self._failed(error)}}
        if "id" in message:
            self._send({"id": message["id"], **answer})

    def _do(self, method: str, params: object) -> Any:
        if self._closing:
            raise _Refused(_REQUEST, "the server was told to shut down")
        match method:
            case "initialize":
                return self._introduced()
            case "shutdown":
                self._closing = True
            case "textDocument/didOpen":
                self._take(_text(params, "textDocument", "uri"), _text(params, "textDocument", "text"))
            case "textDocument/didChange":
                self._change(_text(params, "textDocument", "uri"), params)
            case "textDocument/didClose":
                uri = _text(params, "textDocument", "uri")
                self._texts.pop(uri, None)
                self._changed = True
            case "textDocument/didSave" | "workspace/didChangeWatchedFiles":
                self._changed = True
            case "textDocument/formatting":
                return self._formatted(_text(params, "textDocument", "uri"))
            case _:
                raise _Refused(_METHOD, f"this server does not know `{method}`")
        return None

    def _introduced(self) -> Json:
        sync = {"openClose": True, "change": 1, "save": True}
        capabilities = {"textDocumentSync": sync, "documentFormattingProvider": True, "positionEncoding": "utf-16"}
        return {"capabilities": capabilities, "serverInfo": {"name": "rspverify", "version": self._version}}

    def _change(self, uri: str, params: object) -> None:
        """The new text. All of it is sent, as was agreed."""
        changes = params.get("contentChanges") if isinstance(params, dict) else None
        if uri not in self._texts or not isinstance(changes, list) or not changes:
            raise _Refused(_PARAMETERS, "this is no change of a text that is open")
        if any(not isinstance(one, dict) or one.get("range") is not None for one in changes):
            raise _Refused(_PARAMETERS, "this server takes whole texts")
        self._take(uri, _text(changes[-1], "text"))

    def _take(self, uri: str, text: str) -> None:
        self._texts[uri] = text
        self._new.add(uri)
        self._changed = True

    def _formatted(self, uri: str) -> list[Json]:
        """The edit that makes a text canonical; none for a text with syntax errors, which are shown anyway."""
        if uri not in self._texts:
            raise _Refused(_PARAMETERS, "this text is not open")
        file = SourceFile(path_of(uri) or uri, self._texts[uri])
        try:
            text = canonical(file)
        except SourceError:
            return []
        return [] if text == file.text else [{"range": whole(file), "newText": text}]

    def _look(self) -> None:
        """Looks at all that is open, since files use each other, and tells what is new; if anything has changed."""
        if not self._changed:
            return
        self._changed = False
        for uri in [uri for uri in self._told if uri not in self._texts]:
            del self._told[uri]
            self._publish(uri, [])
        for uri in self._texts:
            try:
                found = findings(uri, self._texts)
            except Exception as error:
                told = {"type": 1, "message": self._failed(error)}
                self._send({"method": "window/logMessage", "params": told})
                continue
            if uri in self._new or self._told.get(uri) != found:
                self._told[uri] = found
                self._publish(uri, found)
        self._new.clear()

    def _publish(self, uri: str, found: list[Json]) -> None:
        self._send({"method": "textDocument/publishDiagnostics", "params": {"uri": uri, "diagnostics": found}})

    def _send(self, message: Message) -> None:
        write(self._outgoing, message)

    def _failed(self, error: Exception) -> str:
        failure = failure_of(error)
        return f"rspverify itself failed: {failure.kind} at {failure.place}; this is our mistake, please report it"


def _text(params: object, *keys: str) -> str:
    """The text at this place of what was sent."""
    for key in keys:
        params = params.get(key) if isinstance(params, dict) else None
    if not isinstance(params, str):
        raise _Refused(_PARAMETERS, f"`{'.'.join(keys)}` has to be a text")
    return params
