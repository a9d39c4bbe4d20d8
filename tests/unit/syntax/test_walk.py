from rspverify.source.files import SourceFile
from rspverify.syntax.claims import Module
from rspverify.syntax.declarations import EnumDeclaration
from rspverify.syntax.expressions import Identifier, Name
from rspverify.syntax.parser import parse
from rspverify.syntax.walk import children, walk


def read(text: str) -> Module:
    return parse(SourceFile("test.rsp", text)).module


def test_children_come_in_the_order_of_the_text() -> None:
    (enum,) = children(read("enum E { a < b }"))
    assert isinstance(enum, EnumDeclaration)
    assert [child.span.text for child in children(enum)] == ["E", "a", "b"]


def test_walk_sees_everything_from_above() -> None:
    nodes = list(walk(read("axiom a: every x: T | f(x) and not g")))
    assert isinstance(nodes[0], Module)
    assert [node.name for node in nodes if isinstance(node, Name)] == ["x", "g"]
    assert [node.text for node in nodes if isinstance(node, Identifier)] == ["a", "x", "f"]
