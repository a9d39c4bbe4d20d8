"""Reads a page back, and finds fault with what is not well formed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("meta", "input", "br", "link", "img", "hr"))


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def every(self, tag: str = "", **attributes: str) -> list[Element]:
        """All elements below with this tag and these attributes; `class_` is one of the classes."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if (not tag or child.tag == tag) and all(child._has(name, value) for name, value in attributes.items()):
                    found.append(child)
                found += child.every(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        [found] = self.every(tag, **attributes)
        return found

    def _has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(name.replace("_", "-")) == value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.stack = [self.root]
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.odd.append(f"<{tag}> has an attribute twice")
        new = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(new)
        if tag not in VOID:
            self.stack.append(new)

    def handle_endtag(self, tag: str) -> None:
        if self.stack[-1].tag != tag:
            self.odd.append(f"</{tag}> closes <{self.stack[-1].tag}>")
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        self.odd.append(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.odd.append(f"a declaration: {data}")


def read(page: str) -> Element:
    """The page as a tree. Fails if an element is not closed where it should be, or anything but elements and text is
    there."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.odd == []
    assert len(reader.stack) == 1
    return reader.root
