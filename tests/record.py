"""`python -m tests.record` writes anew what tests compare with: tests/commands, docs/codes.md, the result in README.md.
Look at the difference before you commit it."""

from __future__ import annotations

from pathlib import Path

from tests.commands.documents import documents, recorded
from tests.repository.pages import CODES_PAGE, codes_page
from tests.repository.readme import README, with_result


def main() -> None:
    for document in documents():
        _update(document, recorded(document.read_text(encoding="utf-8")))
    _update(CODES_PAGE, codes_page())
    _update(README, with_result(README.read_text(encoding="utf-8")))


def _update(path: Path, text: str) -> None:
    if "error[RSP901]" in text and path != CODES_PAGE:
        print(f"NOT recorded, since rspverify fails in it: {path.name}")
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        print(f"changed: {path.name}")


if __name__ == "__main__":
    main()
