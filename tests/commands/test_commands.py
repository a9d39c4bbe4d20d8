"""Every document in this folder shows what the command line really prints. `python -m tests.record` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.documents import documents, recorded


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.stem)
def test_document_shows_what_is_printed(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert recorded(text) == text


def test_no_times_in_documents() -> None:
    """Times differ from run to run, so reports show none unless asked."""
    for document in documents():
        assert " ms\n" not in document.read_text(encoding="utf-8")
