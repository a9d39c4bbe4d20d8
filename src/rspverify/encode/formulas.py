"""Resolved expressions to terms over one state, one arm for each node class."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, assert_never, cast

from rspverify.encode.monitors import Monitors, Pattern
from rspverify.encode.steps import Step
from rspverify.encode.symbols import NOW_TERM, Symbols, in_range, logic_sort
from rspverify.encode.variables import Environment, bind, free_variables
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import Term
from rspverify.policy import expressions as ir

if TYPE_CHECKING:
    from rspverify.encode.norms import Norms


class Formulas:
    """Compiles expressions. `norms` is set once, when the norms that norm atoms speak of are there."""

    def __init__(self, symbols: Symbols, monitors: Monitors) -> None:
        self.symbols = symbols
        self.monitors = monitors
        self.norms: Norms

    def compile(self, expr: ir.Expr, env: Environment) -> Term:
        """The term of an expression; a formula's is Boolean. `env` gives each free variable a term over the state."""
        match expr:
            case ir.Var(variable):
                return env[variable]
            case ir.Individual(name, sort):
                # Members that a scenario introduces never come here: claims know individuals only.
                return build.apply(self.symbols.individuals[name])
            case ir.EnumValue(name, sort):
                return build.enum(name, logic_sort(sort))
            case ir.Num(value):
                return build.integer(value)
            case ir.Hours(hours):
                return build.integer(hours)
            case ir.DurationRef(name):
                return self.symbols.duration(name)
            case ir.Now():
                return NOW_TERM
            case ir.Arithmetic():
                return self._arithmetic(expr, env)
            case ir.FactOf(fact, arguments, _):
                return build.apply(self.symbols.facts[fact], [self.compile(a, env) for a in arguments])
            case ir.DefineOf(_, parameters, arguments, body, _):
                return self.compile(body, self._called(parameters, arguments, env))
            case ir.TermOf(name, parameters, arguments, bodies):
                inside = self._called(parameters, arguments, env)
                return build.disj(
                    build.both(self.symbols.chosen(name, reading), self.compile(body, inside))
                    for reading, body in bodies
                    if reading in self.symbols.allowed[name]
                )
            case ir.Truth(value):
                return build.boolean(value)
            case ir.Not(operand):
                return build.negate(self.compile(operand, env))
            case ir.And(operands):
                return build.conj([self.compile(o, env) for o in operands])
            case ir.Or(operands):
                return build.disj([self.compile(o, env) for o in operands])
            case ir.Implies(left, right):
                return build.implies(self.compile(left, env), self.compile(right, env))
            case ir.Iff(left, right) | ir.Equal(left, right):
                return build.equal(self.compile(left, env), self.compile(right, env))
            case ir.Less():
                return self._less(expr, env)
            case ir.Quantified():
                return self._quantified(expr, env)
            case ir.IfElse(condition, then, otherwise, _):
                return build.ite(self.compile(condition, env), self.compile(then, env), self.compile(otherwise, env))
            case ir.Occurs() | ir.Once() | ir.Previously() | ir.AlwaysSoFar() | ir.Since():
                return self._past(expr, env)
            case ir.Elapsed():
                return self._elapsed(expr, env)
            case ir.NormOfAct():
                return self.norms.act_atom(expr, env)
            case ir.NormOfClause():
                return self.norms.clause_atom(expr, env)
            case _:
                raise TypeError(f"no encoding for {type(expr).__name__}")

    def _called(
        self, parameters: tuple[ir.Variable, ...], arguments: tuple[ir.Expr, ...], env: Environment
    ) -> dict[ir.Variable, Term]:
        values = [self.compile(argument, env) for argument in arguments]
        return dict(env) | dict(zip(parameters, values, strict=True))

    def _arithmetic(self, expr: ir.Arithmetic, env: Environment) -> Term:
        left, right = self.compile(expr.left, env), self.compile(expr.right, env)
        match expr.operator:
            case "+":
                return build.add(left, right)
            case "-":
                return build.subtract(left, right)
            case "*":
                return build.times(left.payload, right)
            case _:
                assert_never(expr.operator)

    def _less(self, expr: ir.Less, env: Environment) -> Term:
        left, right = self.compile(expr.left, env), self.compile(expr.right, env)
        if left.sort.values:
            left, right = _rank(left), _rank(right)
        return build.at_most(left, right) if expr.or_equal else build.less(left, right)

    # ---------------------------------------------------------------- quantifiers

    def _quantified(self, expr: ir.Quantified, env: Environment) -> Term:
        match expr.quantifier:
            case "some":
                terms, guard, body = self._body(expr, env)
                return build.exists(terms, build.both(guard, body))
            case "every":
                terms, guard, body = self._body(expr, env)
                return build.forall(terms, build.implies(guard, body))
            case "at least":
                return self._at_least(expr.count, expr, env)
            case "at most":
                return build.negate(self._at_least(expr.count + 1, expr, env))
            case "exactly":
                return build.both(
                    self._at_least(expr.count, expr, env), build.negate(self._at_least(expr.count + 1, expr, env))
                )
            case _:
                assert_never(expr.quantifier)

    def _body(self, expr: ir.Quantified, env: Environment) -> tuple[tuple[Term, ...], Term, Term]:
        """The bound terms, what limits them (ranges and `where`), and the body."""
        terms, inside = bind(expr.variables, env)
        limits = [in_range(v.sort, t) for v, t in zip(expr.variables, terms, strict=True)]
        if expr.where is not None:
            limits.append(self.compile(expr.where, inside))
        return terms, build.conj(limits), self.compile(expr.body, inside)

    def _at_least(self, count: int, expr: ir.Quantified, env: Environment) -> Term:
        """`count` different tuples satisfy the body."""
        if count <= 0:
            return build.TRUE
        terms, guard, body = self._body(expr, env)
        one = build.both(guard, body)
        copies = [tuple(build.var(f"{t.payload}^^{i}", t.sort) for t in terms) for i in range(count)]
        parts = [replace_variables(one, dict(zip(terms, copy, strict=True))) for copy in copies]
        for first, second in combinations(copies, 2):
            parts.append(build.disj(build.negate(build.equal(a, b)) for a, b in zip(first, second, strict=True)))
        return build.exists([t for copy in copies for t in copy], build.conj(parts))

    # ---------------------------------------------------------------- the past

    def _past(self, expr: ir.Expr, env: Environment) -> Term:
        """Compiled over formals for its variables, so that what they stand for is read now and not in the past."""
        variables = free_variables([expr])
        local = {v: build.var(f"?{v.name}", logic_sort(v.sort)) for v in variables}
        term = self._past_formula(expr, local)
        return replace_variables(term, {local[v]: env[v] for v in variables})

    def _past_formula(self, expr: ir.Expr, env: Environment) -> Term:
        match expr:
            case ir.Occurs(occurrence):
                pattern, arguments = self.pattern(occurrence, env)
                return self.monitors.just(pattern, arguments)
            case ir.Once(operand):
                return self._once(operand, env)
            case ir.Previously(operand):
                return self.monitors.previously(self.compile(operand, env))
            case ir.AlwaysSoFar(operand):
                held = self.compile(operand, env)
                return build.both(held, build.negate(self.monitors.once_before(build.negate(held))))
            case ir.Since(hold, start):
                return self.monitors.since(self.compile(hold, env), self.compile(start, env))
            case _:
                raise TypeError(f"{type(expr).__name__} is not about the past")

    def _once(self, operand: ir.Expr, env: Environment) -> Term:
        if isinstance(operand, ir.Or):
            return build.disj(self._once(o, env) for o in operand.operands)
        if isinstance(operand, ir.Occurs):
            pattern, arguments = self.pattern(operand.occurrence, env)
            if all(symbol.rigid for argument in arguments for symbol in argument.symbols):
                return self.monitors.happened(pattern, arguments)
        held = self.compile(operand, env)
        return build.either(held, self.monitors.once_before(held))

    def _elapsed(self, expr: ir.Elapsed, env: Environment) -> Term:
        pattern, arguments = self.pattern(expr.occurrence, env)
        duration = self.compile(expr.duration, env)
        happened = self.monitors.happened(pattern, arguments)
        latest_bound = expr.bound in ("within", "less than")
        moment = (self.monitors.latest if latest_bound else self.monitors.earliest)(pattern, arguments)
        ago = build.subtract(NOW_TERM, moment)
        match expr.bound:
            case "within":
                compared = build.at_most(ago, duration)
            case "less than":
                compared = build.less(ago, duration)
            case "at least":
                compared = build.at_most(duration, ago)
            case "more than":
                compared = build.less(duration, ago)
            case _:
                assert_never(expr.bound)
        return build.both(happened, compared)

    # ---------------------------------------------------------------- occurrences

    def pattern(self, occurrence: ir.Occurrence, env: Environment) -> tuple[Pattern, tuple[Term, ...]]:
        """The pattern of an occurrence and the terms at the positions that are not `any`."""
        match occurrence:
            case ir.Waiting():
                return Pattern(("wait",), (), lambda step, _: build.boolean(step.waits), "wait"), ()
            case ir.Happening(action, arguments):
                terms = self.arguments(arguments, env)
                return happening_pattern(action, terms), _given(terms)
            case ir.Breaching(policy, clause, arguments):
                terms = self.arguments(arguments, env)
                mask = _mask(terms)

                def match(step: Step, given: tuple[Term, ...]) -> Term:
                    return self.norms.breach(step, policy, clause, _filled(mask, given))

                title = f"breach of {policy}.{clause}{_mask_title(mask)}"
                sorts = tuple(term.sort for term in _given(terms))
                return Pattern(("breach", policy, clause, mask), sorts, match, title), _given(terms)
            case _:
                assert_never(occurrence)

    def arguments(self, arguments: tuple[ir.Expr | None, ...], env: Environment) -> tuple[Term | None, ...]:
        return tuple(None if argument is None else self.compile(argument, env) for argument in arguments)


def happening_pattern(action: str, terms: tuple[Term | None, ...]) -> Pattern:
    """The pattern of an act with `any` where there is no term."""
    mask = _mask(terms)

    def match(step: Step, given: tuple[Term, ...]) -> Term:
        return step.matches(action, _filled(mask, given))

    sorts = tuple(term.sort for term in _given(terms))
    return Pattern(("act", action, mask), sorts, match, f"{action}{_mask_title(mask)}")


def _mask(terms: tuple[Term | None, ...]) -> tuple[bool, ...]:
    return tuple(term is not None for term in terms)


def _mask_title(mask: tuple[bool, ...]) -> str:
    return "" if all(mask) else "(" + ", ".join("_" if given else "any" for given in mask) + ")"


def _given(terms: tuple[Term | None, ...]) -> tuple[Term, ...]:
    return tuple(term for term in terms if term is not None)


def _filled(mask: tuple[bool, ...], given: tuple[Term, ...]) -> tuple[Term | None, ...]:
    rest = iter(given)
    return tuple(next(rest) if here else None for here in mask)


def _rank(term: Term) -> Term:
    """The position of a value in its ordered enumeration."""
    if term.op == "enum":
        return build.integer(term.sort.values.index(cast(str, term.payload)))
    rank = build.integer(len(term.sort.values) - 1)
    for index, value in reversed(list(enumerate(term.sort.values[:-1]))):
        rank = build.ite(build.equal(term, build.enum(value, term.sort)), build.integer(index), rank)
    return rank
