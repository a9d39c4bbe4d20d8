from rspverify.source.files import SourceFile
from rspverify.source.spans import Span


def test_lines_and_columns() -> None:
    file = SourceFile("a.rsp", "ab\r\nc\n\nd")
    assert [file.line_text(line) for line in (1, 2, 3, 4)] == ["ab", "c", "", "d"]
    assert [(file.line_of(i), file.column_of(i)) for i in (0, 3, 4, 6, 7)] == [(1, 1), (1, 4), (2, 1), (3, 1), (4, 1)]


def test_spans() -> None:
    file = SourceFile("a.rsp", "ab cd ef")
    span = Span(file, 0, 2).to(Span(file, 3, 5))
    assert (span.text, span.line, span.column, repr(span)) == ("ab cd", 1, 1, "a.rsp:1:1")
