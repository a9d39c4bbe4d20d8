"""Which members a formula asks for: what its existential quantifiers depend on, after negation normal form.

A quantifier that asks for a member (`some` where the formula is asserted, `every` where it is denied) does so for each
value of the universal variables on which the variables free in it depend: its Skolem function has these arguments.

* Counting: `at least N` asks for members, `at most N` denied too, `exactly N` does both ways. `at most one`, asserted,
  and `no` ask for none.
* `iff`, comparisons of formulas, and the condition of `if … then … else` are asserted and denied.
* An equation solves its variable: in `x = t and φ` and in `x = t implies φ`, φ depends on what t depends on.
* Enums and bounded numbers are finite: quantifying over them asks for no member of an entity and gives none.
* The past: `once φ` and its like are monitors, which take over what φ is in each state, so they count as φ does.
* A fact is, in the state after a step, what its effects make of it: quantifiers in effects count wherever the fact is
  spoken of, for the members that it is spoken of with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rspverify.policy import expressions as ir
from rspverify.policy.alternation.graph import Arc, Origin, Reason
from rspverify.policy.alternation.junctions import From, Item, Sign, conjunctive, equations, other, parts_of
from rspverify.policy.sorts import EntitySort
from rspverify.policy.walk import children
from rspverify.source.spans import NOWHERE

BOTH: tuple[Sign, Sign] = (1, -1)
Variables = frozenset[ir.Variable]
Depends = Mapping[ir.Variable, Variables]
"""The universal variables on which the value of a variable depends; variables that are not there are constants."""

NOTHING: Variables = frozenset()


@dataclass(frozen=True)
class Rule:
    """What a fact or a monitor is after a step, or a part of that: a formula over `formals`. `both`: it is asserted
    and denied wherever the symbol is spoken of; else as the symbol is."""

    formals: tuple[ir.Variable, ...]
    body: ir.Expr
    both: bool


class Meanings(Protocol):
    """What the walk asks of the world and the policies."""

    def rules(self, symbol: str) -> Sequence[Rule]:
        """What a fact or a monitor is after a step."""

    def norm(self, atom: ir.NormOfAct | ir.NormOfClause) -> ir.Expr:
        """A norm atom as a formula."""

    def breach(self, occurrence: ir.Breaching) -> ir.Expr:
        """That a step breaches a clause, as a formula."""

    def readings(self, word: str) -> Sequence[str]:
        """The readings that a word may have."""


class Alternations:
    """Collects the arcs of the formulas that it is shown. `spoken`: the facts and monitors in them."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self.arcs: dict[Arc, dict[Origin, Reason]] = {}
        self.spoken: dict[str, None] = {}
        self._free: dict[int, tuple[ir.Expr, Variables]] = {}
        self._seen: set[tuple[object, ...]] = set()

    def show(self, expr: ir.Expr, sign: Sign, origin: Origin, env: Depends) -> None:
        """An expression that is asserted (`sign` 1) or denied (-1); of a value, what is asked for inside of it."""
        free = self.free(expr)
        local = tuple((v, env[v]) for v in sorted(free, key=lambda v: v.name) if env.get(v))
        key = (id(expr), sign, origin, local)
        if key in self._seen:
            return
        self._seen.add(key)
        self._walk(expr, sign, origin, dict(local))

    def _walk(self, expr: ir.Expr, sign: Sign, origin: Origin, env: Depends) -> None:
        match expr:
            case From():
                self.show(expr.operand, sign, expr.origin, env)
            case ir.FactOf(fact, arguments, _):
                self._both(arguments, origin, env)
                self.spoken[fact] = None
                for rule in self._meanings.rules(fact):
                    values = [_one_each(self.depends(argument, env)) for argument in arguments]
                    inside = dict(zip(rule.formals, values, strict=True))
                    for each in BOTH if rule.both else (sign,):
                        self.show(rule.body, each, origin, inside)
            case ir.DefineOf(_, parameters, arguments, body, _):
                self._both(arguments, origin, env)
                self.show(body, sign, origin, self._called(parameters, arguments, env))
            case ir.TermOf(name, parameters, arguments, bodies):
                self._both(arguments, origin, env)
                for reading, body in bodies:
                    if reading in self._meanings.readings(name):
                        self.show(body, sign, origin, self._called(parameters, arguments, env))
            case ir.Not() | ir.And() | ir.Or() | ir.Implies():
                conjunction = conjunctive(expr, sign)
                self._junction(parts_of([(expr, sign, origin)], conjunction), conjunction, env)
            case ir.IfElse(condition, then, otherwise, _):
                self._both((condition,), origin, env)
                self.show(then, sign, origin, env)
                self.show(otherwise, sign, origin, env)
            case ir.Quantified():
                self._quantified(expr, sign, origin, env)
            case ir.Once() | ir.Previously() | ir.AlwaysSoFar() | ir.Since():
                for operand in children(expr):
                    self.show(operand, sign, origin, env)
            case ir.Occurs(ir.Breaching() as breaching):
                self.show(self._meanings.breach(breaching), sign, origin, env)
            case ir.Elapsed(occurrence=ir.Breaching() as breaching):
                self._both((self._meanings.breach(breaching),), origin, env)
            case ir.NormOfAct() | ir.NormOfClause():
                self.show(self._meanings.norm(expr), sign, origin, env)
            case _:
                self._both(children(expr), origin, env)

    def _both(self, parts: Iterable[ir.Expr], origin: Origin, env: Depends) -> None:
        for part in parts:
            for sign in BOTH:
                self.show(part, sign, origin, env)

    def _called(
        self, parameters: Sequence[ir.Variable], arguments: Sequence[ir.Expr], env: Depends
    ) -> dict[ir.Variable, Variables]:
        return {p: self.depends(argument, env) for p, argument in zip(parameters, arguments, strict=True)}

    # ---------------------------------------------------------------- junctions and quantifiers

    def _junction(self, items: Sequence[Item], conjunction: bool, env: Depends) -> None:
        """Formulas of which all (`conjunction`) or some must be so."""
        for one in items:
            self.show(*one, self._beside(one, items, conjunction, env, NOTHING))

    def _beside(self, one: Item, items: Sequence[Item], conjunction: bool, env: Depends, bound: Variables) -> Depends:
        """What variables depend on in one part of a junction, which may take for granted what equations beside it say;
        equations with `bound` variables say nothing yet."""
        inside = dict(env)
        for equation in items:
            if equation is not one:
                for variable, value in equations(equation, conjunction):
                    found = self.depends(value, env)
                    if found < inside.get(variable, NOTHING) and not self.free(value) & bound:
                        inside[variable] = found
        return inside

    def _quantified(self, expr: ir.Quantified, sign: Sign, origin: Origin, env: Depends) -> None:
        match expr.quantifier:
            case "exactly":
                self._counted(expr, expr.count, sign, origin, env)
                self._counted(expr, expr.count + 1, other(sign), origin, env)
            case "at least":
                self._counted(expr, expr.count, sign, origin, env)
            case "at most":
                self._counted(expr, expr.count + 1, other(sign), origin, env)
            case "some":
                self._counted(expr, 1, sign, origin, env)
            case "every":
                where: list[Item] = [] if expr.where is None else [(expr.where, other(sign), origin)]
                self._members(expr, sign == -1, [*where, (expr.body, sign, origin)], True, env)

    def _counted(self, expr: ir.Quantified, count: int, sign: Sign, origin: Origin, env: Depends) -> None:
        """That so many tuples satisfy the body; that none at all do is no question."""
        if count > 0:
            where: list[Item] = [] if expr.where is None else [(expr.where, sign, origin)]
            self._members(expr, sign == 1, [*where, (expr.body, sign, origin)], count == 1, env)

    def _members(self, expr: ir.Quantified, asked: bool, items: list[Item], single: bool, env: Depends) -> None:
        """A quantifier, `asked` for members or for all of them, with the parts of its body after negation normal
        form. Of a `single` one (not a count), equations solve variables, and parts that do not speak of its variables
        stand beside it."""
        parts = parts_of(items, asked)
        inside = dict(env)
        left = dict.fromkeys(expr.variables)
        while single and (solved := self._solved(parts, asked, left)) is not None:
            variable, value = solved
            inside[variable] = self.depends(value, inside)
            del left[variable]
        bound = frozenset(left)
        outer = NOTHING
        for part in parts:
            if self.free(part[0]) & bound or not single:
                outside = self._beside(part, parts, asked, inside, bound)
                outer |= self.depends(part[0], {v: u for v, u in outside.items() if v not in bound})
        if single:
            left = {variable: None for variable in left if any(variable in self.free(part[0]) for part in parts)}
        for variable in left:
            inside[variable] = outer if asked else frozenset([variable])
            match variable.sort:
                case EntitySort(target):
                    if asked:
                        self._note(outer, target, expr, items[-1][2])
                case _ if not asked:
                    inside[variable] = NOTHING
        self._junction(parts, asked, inside)

    def _solved(
        self, parts: Sequence[Item], conjunction: bool, left: Mapping[ir.Variable, None]
    ) -> tuple[ir.Variable, ir.Expr] | None:
        for part in parts:
            for variable, value in equations(part, conjunction):
                if variable in left and not self.free(value) & left.keys():
                    return variable, value
        return None

    def _note(self, outer: Variables, target: str, expr: ir.Expr, origin: Origin) -> None:
        for given in sorted(outer, key=lambda v: v.name):
            assert isinstance(given.sort, EntitySort)
            place = origin.span if expr.span == NOWHERE else expr.span
            self.arcs.setdefault((given.sort.name, target), {}).setdefault(origin, Reason(origin, place))

    # ---------------------------------------------------------------- variables

    def depends(self, value: ir.Expr, env: Depends) -> Variables:
        """The universal variables on which a value depends."""
        return frozenset(universal for variable in self.free(value) for universal in env.get(variable, NOTHING))

    def free(self, expr: ir.Expr) -> Variables:
        """The free variables of an expression."""
        known = self._free.get(id(expr))
        if known is None:
            # The expression is kept, so that nothing else gets its identity.
            known = self._free[id(expr)] = (expr, self._find_free(expr))
        return known[1]

    def _find_free(self, expr: ir.Expr) -> Variables:
        match expr:
            case ir.Var(variable):
                return frozenset([variable])
            case From(_, operand):
                return self.free(operand)
            case ir.DefineOf(parameters=parameters, arguments=arguments, body=body):
                return self._free_in_call(parameters, arguments, [body])
            case ir.TermOf(parameters=parameters, arguments=arguments, bodies=bodies):
                return self._free_in_call(parameters, arguments, [body for _, body in bodies])
            case ir.Quantified(variables=variables):
                return self._free_in(children(expr)) - frozenset(variables)
            case _:
                return self._free_in(children(expr))

    def _free_in_call(
        self, parameters: Sequence[ir.Variable], arguments: Sequence[ir.Expr], bodies: Sequence[ir.Expr]
    ) -> Variables:
        """Arguments count only where a body speaks of them."""
        spoken = self._free_in(bodies)
        return self._free_in(a for p, a in zip(parameters, arguments, strict=True) if p in spoken)

    def _free_in(self, parts: Iterable[ir.Expr]) -> Variables:
        return frozenset().union(*(self.free(part) for part in parts))


def _one_each(universals: Variables) -> Variables:
    """One variable for each sort: for what they ask for, only sorts matter, and so there are few cases."""
    return frozenset(ir.Variable("'", variable.sort) for variable in universals)
