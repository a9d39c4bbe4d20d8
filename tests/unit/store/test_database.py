"""Whatever becomes of the file: what is found is what was kept, and nothing is raised."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rspverify.store.database import Database, delete, size_of
from tests.unit.store.writer import value_of

WRITER = Path(__file__).with_name("writer.py")
KILLS = 100 if os.environ.get("RSPVERIFY_NIGHTLY") else 4
"""How often processes are killed; 100 at night."""


def filled(path: Path, count: int = 40) -> Path:
    database = Database(str(path))
    database.put("test", [(f"a {number}".encode(), value_of("a", number)) for number in range(count)])
    database.close()
    assert database.problem == ""
    return path


def keys(name: str, count: int) -> list[bytes]:
    return [f"{name} {number}".encode() for number in range(count)]


def is_true(found: dict[bytes, bytes]) -> bool:
    """Whether what was found is what was kept."""
    return all(value == value_of(key.decode().split()[0], int(key.decode().split()[1])) for key, value in found.items())


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    database = Database(str(filled(tmp_path / "a")))
    assert len(found := database.get("test", keys("a", 50))) == 40 and is_true(found)
    assert database.get("other", keys("a", 5)) == {}
    database.drop("test", keys("a", 39))
    database.note("last", "1 2")
    database.close()
    again = Database(str(tmp_path / "a"))
    assert list(again.get("test", keys("a", 50))) == [b"a 39"]
    assert again.noted("last") == "1 2" and again.noted("first") is None
    assert again.counts() == {"test": 1} and again.problem == ""
    delete(str(tmp_path / "a"))
    assert size_of(str(tmp_path / "a")) == 0 and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_are_never_believed(tmp_path: Path, seed: int) -> None:
    path, chance = filled(tmp_path / "a", 12), random.Random(seed)
    content = bytearray(path.read_bytes())
    if seed % 3 == 0:
        content = content[: chance.randrange(len(content))]
    for _ in range(1 + seed * seed):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    path.write_bytes(content)
    database = Database(str(path))
    assert is_true(database.get("test", keys("a", 12)))
    database.put("test", [(b"b 1", value_of("b", 1))])
    assert is_true(database.get("test", [b"b 1", *keys("a", 12)]))
    database.close()
    again = Database(str(path))
    assert is_true(again.get("test", [b"b 1", *keys("a", 12)]))


@pytest.mark.parametrize("content", [b"", b"no database", b"\0" * 8192])
def test_what_is_no_database_is_put_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    database = Database(str(path))
    database.put("test", [(b"a 1", value_of("a", 1))])
    assert is_true(found := database.get("test", [b"a 1"])) and found
    assert ("a new one was begun" in database.problem) == bool(content)


def test_without_a_file_there_is_no_cache_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    places = [tmp_path / "folder", tmp_path / "missing" / "a", Path("/dev/full"), Path("/proc/a")]
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    found = [Database(str(tmp_path / "b"))]
    monkeypatch.undo()
    found += [Database(str(place), wait=0.1) for place in places]
    for database in found:
        database.put("test", [(b"a 1", b"")])
        database.note("a", "b")
        assert database.get("test", [b"a 1"]) == {} and database.noted("a") is None and database.counts() == {}
        database.close()
        assert database.problem


def test_a_full_disk_ends_writing_and_nothing_else(tmp_path: Path) -> None:
    database = Database(str(filled(tmp_path / "a", 5)))
    connection = database._connection
    assert connection is not None
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    for number in range(9):
        database.put("test", [(f"b {number}".encode(), value_of("b", number) * 9)])
    assert "full" in database.problem
    assert len(found := database.get("test", keys("a", 5))) == 5 and is_true(found)
    database.close()


def test_who_waits_too_long_does_without(tmp_path: Path) -> None:
    path = filled(tmp_path / "a", 3)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = Database(str(path), wait=0.05)
    database.put("test", [(b"b 1", b"")])
    assert "in use" in database.problem and len(database.get("test", keys("a", 3))) == 3
    other.execute("ROLLBACK")
    other.close()


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    writers = [subprocess.Popen([sys.executable, WRITER, path, name, "60"], stdout=subprocess.DEVNULL) for name in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    database = Database(path)
    assert len(found := database.get("test", keys("a", 60) + keys("b", 60))) == 120 and is_true(found)


def test_a_file_stays_below_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for number in range(30):
        database = Database(str(path), limit=60_000)
        database.put("test", [(f"a {number}".encode(), value_of("a", number))])
        database.close()
    assert path.stat().st_size < 90_000
    found = Database(str(path)).get("test", keys("a", 30))
    assert b"a 29" in found and b"a 0" not in found and is_true(found)


def test_who_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    path, chance = tmp_path / "a", random.Random(7)
    for round_ in range(KILLS):
        command = [sys.executable, str(WRITER), str(path), f"k{round_}", "100000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None and writer.stdout.readline() == b"ready\n"
            time.sleep(chance.random() / 10)
            writer.send_signal(signal.SIGKILL)
        database = Database(str(path))
        names = [key for kill in range(round_ + 1) for key in keys(f"k{kill}", 2000)]
        assert is_true(database.get("test", names))
        connection = database._connection
        assert connection is not None
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
        assert database.problem == ""
