"""Entries by their keys in an SQLite file. Nothing that happens here may cost a run more than its cache.

Every error of SQLite (locked, corrupt, a full disk, no right to write) ends in entries that are not found, or not
kept, and in a reason that can be asked for. A file that is corrupt is put aside, and a new one begun. Each entry has a
checksum of its own, since SQLite does not notice each byte that has changed on disk.

The file is in WAL mode: readers never wait, writers wait for each other, and a process that is killed leaves what was
committed before (https://sqlite.org/wal.html)."""

from __future__ import annotations

import os
import time
from functools import partial

from rspverify.store.hashing import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeVar

    T = TypeVar("T")

MEGABYTE = 2**20
LIMIT = 256 * MEGABYTE
"""How large the file may become; then what was not used for the longest time is deleted."""

_LAYOUT = 1
_DAY = 86_400
_WAIT = 5.0
_AT_ONCE = 500
_BUSY, _LOCKED, _READ_ONLY, _CORRUPT, _FULL, _NO_DATABASE = 5, 6, 8, 11, 13, 26
_ASIDE = ".corrupt"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
  kind TEXT NOT NULL, key BLOB NOT NULL, sum BLOB NOT NULL, used INTEGER NOT NULL, value BLOB NOT NULL,
  UNIQUE (kind, key)
);
CREATE INDEX IF NOT EXISTS by_use ON entries (used);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, text TEXT NOT NULL);
"""


class Database:
    """One open file. `problem`: why it is not used (any more), or not written to; empty: all is well."""

    def __init__(self, path: str, limit: int = LIMIT, wait: float = _WAIT) -> None:
        self.path = path
        self.problem = ""
        self._limit = limit
        self._wait = wait
        self._connection: sqlite3.Connection | None = None
        self._writes = True
        self._anew = False
        self._written = False
        self._stale: list[tuple[str, bytes]] = []
        self._file = 0
        self._open()

    # ---------------------------------------------------------------- entries

    def get(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that there are. What is damaged is not given, and deleted."""
        found: dict[bytes, bytes] = {}
        damaged: list[bytes] = []
        old = int(time.time()) - _DAY
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, value, sum, used FROM entries WHERE kind = ? AND key IN ({marks})"
            for key, value, checksum, used in self._rows(query, (kind, *some)):
                if not (isinstance(value, bytes) and isinstance(key, bytes) and checksum == _sum(kind, key, value)):
                    damaged.append(key)
                    continue
                found[key] = value
                if not isinstance(used, int) or used < old:
                    self._stale.append((kind, key))
        if damaged:
            self.drop(kind, damaged)
        return found

    def put(self, kind: str, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keeps entries, in place of those with the same keys."""
        now = int(time.time())
        rows = [(kind, key, _sum(kind, key, value), now, value) for key, value in entries]
        text = "INSERT OR REPLACE INTO entries (kind, key, sum, used, value) VALUES (?, ?, ?, ?, ?)"
        self._write(lambda connection: connection.executemany(text, rows))

    def drop(self, kind: str, keys: Sequence[bytes]) -> None:
        """Deletes entries."""
        rows = [(kind, key) for key in keys]
        self._write(lambda connection: connection.executemany("DELETE FROM entries WHERE kind = ? AND key = ?", rows))

    # ---------------------------------------------------------------- notes and numbers

    def note(self, name: str, text: str) -> None:
        """Keeps a short text by its name."""
        self._write(lambda connection: connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, text)))

    def noted(self, name: str) -> str | None:
        rows = self._rows("SELECT text FROM notes WHERE name = ?", (name,))
        return rows[0][0] if rows and isinstance(rows[0][0], str) else None

    def counts(self) -> dict[str, int]:
        """How many entries there are of each kind."""
        return dict(self._rows("SELECT kind, count(*) FROM entries GROUP BY kind ORDER BY kind", ()))

    # ---------------------------------------------------------------- the file

    def close(self) -> None:
        """Ends all, and keeps the file below its limit."""
        if self._stale:
            now = int(time.time())
            rows = [(now, kind, key) for kind, key in self._stale]
            text = "UPDATE entries SET used = ? WHERE kind = ? AND key = ?"
            self._write(lambda connection: connection.executemany(text, rows))
        if self._written:
            self._try(self._shrink, None)
        if self._connection is not None:
            self._try(lambda connection: connection.close(), None)
            self._connection = None

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Deletes what was not used for the longest time."""

        def size() -> int:
            numbers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count")]
            return int(connection.execute("PRAGMA page_size").fetchone()[0]) * int(numbers[0] - numbers[1])

        if size() <= self._limit:
            return
        oldest = "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY used, rowid LIMIT ?)"
        while size() > self._limit * 3 // 4:
            left = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
            if not left or not self._write(partial(_execute, oldest, (max(1, left // 16),))):
                break
        connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _open(self) -> None:
        try:
            import sqlite3
        except ImportError:
            self.problem = "this Python has no `sqlite3`"
            return
        until = time.monotonic() + self._wait
        while True:
            connection = None
            try:
                connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None)
                self._file = _identity(self.path)
                self._prepare(connection)
                self._connection = connection
                return
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if connection is not None:
                    connection.close()
                if _code(error) in (_BUSY, _LOCKED) and time.monotonic() < until:
                    time.sleep(0.02)  # another process is just making the file
                    continue
                self._failed(error)
                return

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Makes the tables of a new file. Raises `sqlite3.Error`."""
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("PRAGMA synchronous = NORMAL")
        if layout == _LAYOUT:
            return
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_LAYOUT}; COMMIT;")
        os.chmod(self.path, 0o600)

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        none: list[tuple[Any, ...]] = []
        return self._try(lambda connection: connection.execute(query, values).fetchall(), none)

    def _write(self, action: Callable[[sqlite3.Connection], object]) -> bool:
        """Does it as one transaction; whether it was done."""

        def transaction(connection: sqlite3.Connection) -> bool:
            connection.execute("BEGIN IMMEDIATE")
            try:
                action(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return True

        self._written = True
        return self._writes and self._try(transaction, False)

    def _try(self, action: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        if self._connection is None:
            return otherwise
        import sqlite3

        try:
            return action(self._connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._failed(error)
            return otherwise

    def _failed(self, error: Exception) -> None:
        """What is left to be done after an error."""
        code = _code(error)
        self.problem = self.problem or f"`{self.path}`: {error}"
        if code in (_BUSY, _LOCKED):
            self.problem = f"`{self.path}` is in use by others for too long"
            self._writes = False
        elif code in (_FULL, _READ_ONLY) and self._connection is not None:
            self._writes = False
        else:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if code in (_CORRUPT, _NO_DATABASE) and not self._anew:
                self._anew = True
                if _put_aside(self.path, self._file):
                    self.problem += "; a new one was begun"
                    self._open()


def _execute(text: str, values: tuple[object, ...], connection: sqlite3.Connection) -> None:
    connection.execute(text, values)


def _put_aside(path: str, file: int) -> bool:
    """Moves a file away, so that a new one can be made. What its log holds belongs to it and goes too. If somebody else
    did so already, their new file stays."""
    try:
        if _identity(path) == file:
            os.replace(path, path + _ASIDE)
            for more in ("-wal", "-shm"):
                if os.path.exists(path + more):
                    os.remove(path + more)
    except OSError:
        return False
    return True


def _identity(path: str) -> int:
    """By which a file is told from another one that takes its place; 0: there is none."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return 0


def delete(path: str) -> None:
    """Deletes a database with all that belongs to it. Raises `OSError`."""
    for more in ("", "-wal", "-shm", _ASIDE):
        if os.path.lexists(path + more):
            os.remove(path + more)


def size_of(path: str) -> int:
    """The bytes on disk of a database with all that belongs to it."""
    return sum(os.path.getsize(path + more) for more in ("-wal", "-shm", _ASIDE, "") if os.path.isfile(path + more))


def _code(error: Exception) -> int:
    """SQLite's primary result code; errors of the module itself have none. Text in the file that is no text is damage,
    too."""
    if isinstance(error, UnicodeDecodeError):
        return _CORRUPT
    found = getattr(error, "sqlite_errorcode", None)
    return found & 0xFF if isinstance(found, int) else 0


def _sum(kind: str, key: bytes, value: bytes) -> bytes:
    return blake2b(b"%b\0%d\0%b%b" % (kind.encode(), len(key), key, value), digest_size=16).digest()
