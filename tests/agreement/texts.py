"""Other texts of the same project, by lines as the generator writes them: renamed, permuted, with a clause more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generate.choices import Choices

_DECLARED = re.compile(
    r"^(?:public |fixed |varying )*(?:entity|enum|individual|fact|belief|action|event|define|term|duration|policy|"
    r"property|axiom|assume|lemma) ([\w, ]+?)(?= by|[:({=]| binds| in force| amends| requires| then|$)",
    re.MULTILINE,
)
_CLAUSE = re.compile(r"^  clause (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A declaration: one line, or a policy with the lines of its body."""

    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    found: list[Block] = []
    lines = text.splitlines()
    while lines:
        end = lines.index("}") + 1 if lines[0].startswith("policy ") else 1
        found.append(Block(tuple(lines[:end])))
        lines = lines[end:]
    return found


def joined(parts: list[Block]) -> str:
    return "\n".join(line for block in parts for line in block.lines) + "\n"


def permuted(text: str, choices: Choices) -> str:
    """Declarations, and the clauses of each policy, in another order."""
    return joined([_clauses_permuted(block, choices) for block in shuffled(blocks(text), choices)])


def shuffled(parts: list, choices: Choices) -> list:
    rest, found = list(parts), []
    while rest:
        found.append(rest.pop(choices.number(0, len(rest) - 1)))
    return found


def _clauses_permuted(block: Block, choices: Choices) -> Block:
    if len(block.lines) == 1:
        return block
    head, *body, end = block.lines
    return Block((head, *shuffled(body, choices), end))


def renamed(text: str) -> str:
    """Each declared name with another one in its place, in another alphabetical order."""
    names = [name.strip() for found in _DECLARED.finditer(text) for name in found[1].split(",")]
    names += _CLAUSE.findall(text)
    number = len(set(names))
    for index, name in enumerate(dict.fromkeys(names)):
        stem = "Xyz" if name[0].isupper() else "xyz"
        text = re.sub(rf"\b{name}\b", f"{stem}{number - index}", text)
    return text


def with_clause(text: str, policy: str, clause: str) -> str:
    """The policy with a clause more."""
    parts = blocks(text)
    for index, block in enumerate(parts):
        if block.lines[0].split()[:2] == ["policy", policy]:
            parts[index] = Block((*block.lines[:-1], f"  {clause}", "}"))
    return joined(parts)
