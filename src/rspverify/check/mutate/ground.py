"""What faults are seeded into: a policy as it is written, with the words that may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rspverify.check.repair.edits import SLOTS, Slot, formula, in_order, with_formula
from rspverify.check.repair.formulas import replaced_at
from rspverify.check.repair.places import Words
from rspverify.check.repair.workshop import Changes, Splice, Subject, policy_splices
from rspverify.source.spans import Span
from rspverify.syntax.expressions import Expression
from rspverify.syntax.layout import flat_text
from rspverify.syntax.norms import ClauseDeclaration, Norm, PolicyDeclaration
from rspverify.syntax.print_norms import policy_doc
from rspverify.syntax.printer import print_expression
from rspverify.syntax.walk import walk


@dataclass(frozen=True)
class Fault:
    """One fault: `clause` (empty: the policy's head), in words, and what the files then read."""

    clause: str
    said: str
    splices: tuple[Splice, ...]


@dataclass(frozen=True)
class Ground:
    """`about`: the policy; `everywhere`: all policies of the given files, each once, as they are written."""

    about: Subject
    words: Words
    everywhere: tuple[PolicyDeclaration, ...]

    @property
    def clauses(self) -> tuple[ClauseDeclaration, ...]:
        """The clauses of the policy's own text, in its order."""
        return tuple(item for item in self.about.declaration.items if isinstance(item, ClauseDeclaration))

    def places(self) -> Iterator[Place]:
        """Every formula inside the conditions of the policy's own text."""
        whole = self.about.declaration.in_force
        for one in walk(whole) if whole is not None else ():
            yield Place(self, None, "while", whole, one)  # type: ignore[arg-type]
        for clause in self.clauses:
            for slot in SLOTS:
                whole = formula(clause.norm, slot)
                for one in walk(whole) if whole is not None else ():
                    yield Place(self, clause, slot, whole, one)  # type: ignore[arg-type]

    def fault(self, clause: ClauseDeclaration, said: str, norm: Norm | None = None, **changed: object) -> Fault:
        """That a clause says something else. `norm`: what it then says; `changed`: what else of it."""
        after: ClauseDeclaration = replace(clause, norm=clause.norm if norm is None else in_order(norm), **changed)  # type: ignore[arg-type]
        splices = policy_splices(self.about, Changes({clause.name.text: after}, ()))
        return Fault(clause.name.text, said, tuple(splices))

    def of_head(self, said: str, after: PolicyDeclaration) -> Fault:
        """That the policy's head says something else."""
        policy = self.about.declaration
        parts = (policy.name, policy.amends, policy.in_force, *(policy.binds or ()))
        inner = max(one.span.end for one in parts if one is not None)
        file = policy.span.file
        # Brackets around a formula are no part of it.
        place = Span(file, policy.span.start, file.text.index("{", inner))
        text = flat_text(policy_doc(replace(after, items=()))).removesuffix("{ }")
        return Fault("", said, (Splice(place, text),))


@dataclass(frozen=True)
class Place:
    """A formula inside a condition: of a clause, or (`clause` None) of what the policy is in force while."""

    ground: Ground
    clause: ClauseDeclaration | None
    slot: Slot
    whole: Expression
    formula: Expression

    def says(self, new: Expression) -> Fault:
        """That another formula stands at this place."""
        after = replaced_at(self.whole, self.formula, new)
        told = f"says `{print_expression(new)}`, not `{print_expression(self.formula)}`"
        if self.clause is None:
            policy = self.ground.about.declaration
            return self.ground.of_head(f"`{policy.name.text}` {told}", replace(policy, in_force=after))
        norm = with_formula(self.clause.norm, self.slot, after)
        return self.ground.fault(self.clause, f"`{self.clause.name.text}` {told}", norm)
