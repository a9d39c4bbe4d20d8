"""Messages between an editor and the server: JSON behind a header that says how long it is (the base protocol of
LSP 3.17)."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

Message = dict[str, Any]

MOST = 64_000_000
"""How many bytes a message may have: that of a file of the largest size, escaped."""
_LINE = 1_000


class NotUnderstood(Exception):
    """What was read is no message; the next one can be read."""


class Ended(Exception):
    """Nothing more can be read: the other side has gone, or nobody knows where the next message begins."""


def read(stream: BinaryIO) -> Message:
    """The next message. Raises `NotUnderstood` and `Ended`."""
    length = _length(stream)
    content = stream.read(length)
    if len(content) < length:
        raise Ended
    try:
        message = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NotUnderstood from None
    if not isinstance(message, dict):
        raise NotUnderstood
    return message


def write(stream: BinaryIO, message: Message) -> None:
    """Sends a message at once. Raises `OSError` if nobody reads any more."""
    content = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
    stream.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
    stream.flush()


def _length(stream: BinaryIO) -> int:
    """Reads the header, and gives the length that it says."""
    length: int | None = None
    while True:
        line = stream.readline(_LINE)
        if not line.endswith(b"\n"):
            raise Ended
        if not line.strip():
            break
        name, _, value = line.decode("latin-1").partition(":")
        if name.strip().lower() == "content-length" and value.strip().isascii() and value.strip().isdigit():
            length = int(value.strip()[:12])
    if length is None or length > MOST:
        raise Ended
    return length
