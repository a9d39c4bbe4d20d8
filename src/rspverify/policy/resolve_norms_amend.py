"""Policies as texts: which clauses each holds after `amends`, `repeal` and `replace`, before any name in them is read.

A clause keeps the file and the policy in which it was written: its names mean what they meant there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

from rspverify.policy.names import Declared, Home, Names
from rspverify.policy.problems import Problems
from rspverify.source.diagnostics import Label
from rspverify.syntax.expressions import Expression, Identifier
from rspverify.syntax.norms import Binding, ClauseDeclaration, Otherwise, PolicyDeclaration, Repeal, SourceNote


@dataclass(frozen=True)
class ClauseText:
    """A clause as written. `origin` is the full name of the policy whose text holds it."""

    syntax: ClauseDeclaration
    origin: str
    home: Home


@dataclass(frozen=True)
class BindsText:
    """A `binds` as written."""

    bindings: tuple[Binding, ...]
    home: Home
    policy: Identifier


@dataclass(frozen=True)
class InForceText:
    formula: Expression
    home: Home


@dataclass(frozen=True)
class PolicyText:
    """A policy after amendment. `binds` and `in_force` may be inherited; None: no policy in the line has any."""

    name: str
    syntax: PolicyDeclaration
    home: Home
    amends: str | None
    binds: BindsText | None
    in_force: InForceText | None
    otherwise: Literal["permitted", "forbidden"]
    source: str
    clauses: dict[str, ClauseText]


def amended_policies(names: Names, problems: Problems) -> dict[str, PolicyText]:
    """Every policy of the project under its full name, in order of declaration."""
    return _Amendments(names, problems).all()


class _Amendments:
    def __init__(self, names: Names, problems: Problems) -> None:
        self._names = names
        self._problems = problems
        self._done: dict[str, PolicyText] = {}

    def all(self) -> dict[str, PolicyText]:
        declared = self._names.of_kind("policy")
        for one in declared:
            for line in reversed(self._line(one)):
                if line.name not in self._done:
                    self._done[line.name] = self._apply(line)
        return {one.name: self._done[one.name] for one in declared}

    def _line(self, declared: Declared) -> list[Declared]:
        """The policy, the one that it amends, the one that that one amends, … up to one that is done."""
        line = [declared]
        while line[-1].name not in self._done:
            amended = self._amended(line[-1])
            if amended is None:
                break
            if amended in line:
                self._cycle(line[line.index(amended) :])
                break
            line.append(amended)
        return line

    def _amended(self, declared: Declared) -> Declared | None:
        amends = _syntax(declared).amends
        return None if amends is None else self._names.resolve(amends.text, amends.span, ("policy",), declared.home)

    def _cycle(self, line: list[Declared]) -> None:
        shown = ", which amends ".join(f"`{one.name}`" for one in [*line[1:], line[0]])
        amends = _syntax(line[0]).amends
        self._problems.add(
            "RSP252",
            f"policy `{line[0].name}` amends itself: it amends {shown}",
            None if amends is None else amends.span,
            help="one of these policies must stand by itself",
        )

    def _apply(self, declared: Declared) -> PolicyText:
        name, syntax, home = declared.name, _syntax(declared), declared.home
        before = self._amended(declared)
        amended = None if before is None else self._done.get(before.name)
        text = PolicyText(
            name=name,
            syntax=syntax,
            home=home,
            amends=None if amended is None else amended.name,
            binds=None if amended is None else amended.binds,
            in_force=None if amended is None else amended.in_force,
            otherwise="permitted" if amended is None else amended.otherwise,
            source="; ".join(item.text for item in syntax.items if isinstance(item, SourceNote)),
            clauses=self._clauses(name, syntax, home, amended),
        )
        if syntax.binds is not None:
            text = replace(text, binds=BindsText(syntax.binds, home, syntax.name))
        if syntax.in_force is not None:
            text = replace(text, in_force=InForceText(syntax.in_force, home))
        said = [item for item in syntax.items if isinstance(item, Otherwise)]
        for again in said[1:]:
            self._problems.add(
                "RSP267",
                f"policy `{name}` says `otherwise` twice",
                again.span,
                labels=(Label(said[0].span, "first said here"),),
            )
        return replace(text, otherwise=said[0].status) if said else text

    def _clauses(
        self, name: str, syntax: PolicyDeclaration, home: Home, amended: PolicyText | None
    ) -> dict[str, ClauseText]:
        inherited = {} if amended is None else amended.clauses
        if syntax.amends is not None and amended is None:
            return {one.name.text: ClauseText(one, name, home) for one in _written(syntax)}
        repealed = self._repealed(syntax, name, inherited)
        clauses = {clause: text for clause, text in inherited.items() if clause not in repealed}
        own: dict[str, ClauseDeclaration] = {}
        for one in _written(syntax):
            if self._may_stand(one, name, inherited, repealed, own):
                own[one.name.text] = one
                clauses[one.name.text] = ClauseText(one, name, home)
        self._kept_overriders(repealed, clauses)
        return clauses

    def _repealed(
        self, syntax: PolicyDeclaration, policy: str, inherited: dict[str, ClauseText]
    ) -> dict[str, Identifier]:
        repealed: dict[str, Identifier] = {}
        for item in syntax.items:
            for one in item.clauses if isinstance(item, Repeal) else ():
                if one.text not in inherited:
                    self._not_there(one, "repealed", policy, inherited)
                elif one.text in repealed:
                    self._problems.add("RSP251", f"clause `{one.text}` is repealed twice", one.span)
                else:
                    repealed[one.text] = one
        return repealed

    def _may_stand(
        self,
        one: ClauseDeclaration,
        policy: str,
        inherited: dict[str, ClauseText],
        repealed: dict[str, Identifier],
        own: dict[str, ClauseDeclaration],
    ) -> bool:
        clause, span = one.name.text, one.name.span
        if "." in clause:
            self._problems.add("RSP250", f"a clause cannot be called `{clause}`: its name has a dot", span)
        elif clause in own:
            self._problems.add(
                "RSP250",
                f"clause `{clause}` stands twice in policy `{policy}`",
                span,
                labels=(Label(own[clause].name.span, "first written here"),),
                help="give one of the two another name",
            )
        elif clause in repealed:
            self._problems.add(
                "RSP251",
                f"clause `{clause}` is both repealed and written anew in `{policy}`",
                repealed[clause].span,
                labels=(Label(span, "written here"),),
                help=f"leave out the `repeal` and write `replace clause {clause}`",
            )
            return True
        elif one.replaces and clause not in inherited:
            self._not_there(one.name, "replaced", policy, inherited)
            return True
        elif not one.replaces and clause in inherited:
            self._problems.add(
                "RSP250",
                f"policy `{policy}` inherits a clause `{clause}` already",
                span,
                labels=(Label(inherited[clause].syntax.name.span, "the inherited clause"),),
                help=f"write `replace clause {clause}`, or give the new clause another name",
            )
            return True
        else:
            return True
        return False

    def _not_there(self, one: Identifier, verb: str, policy: str, inherited: dict[str, ClauseText]) -> None:
        if not inherited:
            advice = f"`{policy}` inherits no clauses"
        else:
            near = get_close_matches(one.text, inherited, n=1, cutoff=0.6)
            advice = f"did you mean `{near[0]}`?" if near else f"it inherits {_listed(tuple(inherited))}"
        self._problems.add(
            "RSP251", f"clause `{one.text}` cannot be {verb}: `{policy}` inherits no such clause", one.span, help=advice
        )

    def _kept_overriders(self, repealed: dict[str, Identifier], clauses: dict[str, ClauseText]) -> None:
        for clause in clauses.values():
            for target in clause.syntax.overrides:
                if target.text in repealed and target.text not in clauses:
                    self._problems.add(
                        "RSP253",
                        f"clause `{target.text}` is repealed, but clause `{clause.syntax.name.text}` overrides it",
                        repealed[target.text].span,
                        labels=(Label(target.span, "overridden here"),),
                        help=f"repeal or replace `{clause.syntax.name.text}` too",
                    )


def _syntax(declared: Declared) -> PolicyDeclaration:
    assert isinstance(declared.syntax, PolicyDeclaration)
    return declared.syntax


def _written(syntax: PolicyDeclaration) -> list[ClauseDeclaration]:
    return [item for item in syntax.items if isinstance(item, ClauseDeclaration)]


def _listed(clauses: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{one}`" for one in clauses[:6])
    return shown + (", …" if len(clauses) > 6 else "")
