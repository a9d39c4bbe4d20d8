"""A process that writes entries until it is done, or killed: `python writer.py DATABASE NAME COUNT`."""

from __future__ import annotations

import sys

from rspverify.store.database import Database


def value_of(name: str, number: int) -> bytes:
    return f"{name} {number} ".encode() * 500


if __name__ == "__main__":
    path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    database = Database(path, wait=20)
    print("ready", flush=True)
    for number in range(count):
        database.put("test", [(f"{name} {number}".encode(), value_of(name, number))])
    database.close()
    sys.exit(database.problem or 0)
