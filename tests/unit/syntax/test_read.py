"""Reading source files from disk."""

from pathlib import Path

import pytest

from rspverify.source.diagnostics import Diagnostic, SourceError
from rspverify.syntax.read import SIZE_LIMIT, read_source


def failure(path: Path | str) -> Diagnostic:
    with pytest.raises(SourceError) as caught:
        read_source(path)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def test_a_text_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.rsp"
    file.write_bytes(b"\xef\xbb\xbfentity Lab\r\n# \xc3\xa9\n")
    assert read_source(file).text == "entity Lab\r\n# é\n"


def test_the_shorter_path_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.rsp").write_text("")
    monkeypatch.chdir(tmp_path)
    assert read_source(tmp_path / "a.rsp").path == "a.rsp"


def test_a_missing_file(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.rsp").code == "RSP101"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert failure(tmp_path).code == "RSP102"
    assert failure("a\0b").code == "RSP102"


def test_no_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "a.rsp"
    file.write_bytes(b"entity Lab\n# caf\xe9\n")
    diagnostic = failure(file)
    assert diagnostic.code == "RSP103" and "0xE9" in diagnostic.message
    assert diagnostic.span is not None and (diagnostic.span.line, diagnostic.span.column) == (2, 6)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.rsp"
    file.write_bytes(b"#" * (SIZE_LIMIT + 1))
    assert failure(file).code == "RSP104"
