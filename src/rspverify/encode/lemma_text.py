"""A term as a formula of the language, which means exactly the same: it can be pasted as a `lemma`.

What the monitors remember is said by the words for the past: `m` of `once φ` remembers that φ held in an earlier state
(`previously once φ`); an open duty is `(not ACT and not closed) since (OCC and condition)`. When a duty was opened, and
when something happened apart from a comparison with now, cannot be said.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rspverify.encode import lemma_numbers
from rspverify.encode.duties import Pending
from rspverify.encode.formula_text import (
    AND,
    COMPARISON,
    PREFIXED,
    SINCE,
    FormulaText,
    Said,
    Scope,
    Unsayable,
    parts,
)
from rspverify.encode.lemma_words import Words
from rspverify.encode.monitors import Monitor
from rspverify.encode.symbols import NOW
from rspverify.encode.system import Encoding
from rspverify.logic import build
from rspverify.logic.substitute import replace_variables
from rspverify.logic.terms import BOOL, INT, Term
from rspverify.policy.sorts import DurationSort, IntSort, TimeSort

_ELAPSED = {("latest", "<=", True): "within", ("latest", "<", True): "less than"}
_ELAPSED |= {("earliest", "<=", False): "at least", ("earliest", "<", False): "more than"}
"""For the moment that is remembered, the relation, and whether the time since then stands on its left."""


def as_lemma(term: Term, encoding: Encoding, *, same_memory: bool = False) -> str | None:
    """The closed formula as text of the language; None if something in it cannot be said.

    `same_memory`: only such text as is compiled to the monitors that the term has. Without it, other monitors may take
    their place, which are equal to them in all runs, but which a proof would have to find equal first.
    """
    if term.free:
        return None
    try:
        return LemmaText(encoding, same_memory).formula(term, Scope()).text
    except Unsayable:
        return None


class LemmaText(FormulaText):
    """Raises `Unsayable` where the language has no words."""

    def __init__(self, encoding: Encoding, same_memory: bool = False) -> None:
        world = encoding.world
        declared = (world.entities, world.enums, world.facts, world.durations, world.defines, world.terms)
        values = (value for enum in world.enums.values() for value in enum.sort.values)
        names = (name for table in (*declared, world.actions) for name in table)
        super().__init__((*names, *values, *encoding.symbols.individuals))
        self.encoding = encoding
        self._same_memory = same_memory
        self.facts = {symbol: world.facts[name] for name, symbol in encoding.symbols.facts.items()}
        self.individuals = {symbol: name for name, symbol in encoding.symbols.individuals.items()}
        self.lengths = {symbol: name for name, symbol in encoding.symbols.lengths.items()}
        self.keys = {monitor.symbol: (key, monitor) for key, monitor in encoding.monitors.table()}
        self.pendings = {pending.open.symbol: pending for pending in encoding.monitors.pendings}
        self._words = Words(encoding)

    # ---------------------------------------------------------------- applications

    def applied(self, term: Term, scope: Scope) -> Said:
        symbol = term.payload
        if symbol in self.facts:
            return self.call(self.facts[symbol].name, term.args, scope)
        if symbol in self.individuals:
            return Said(self.individuals[symbol])
        if symbol == NOW:
            return Said("now")
        if symbol in self.lengths:
            return Said(self.lengths[symbol])
        if symbol not in self.keys:
            raise Unsayable(f"`{symbol.name}`")
        if any(not inner.rigid for arg in term.args for inner in arg.symbols):
            raise Unsayable(f"an argument of `{symbol.name}` that changes in time")
        key, monitor = self.keys[symbol]
        if self._same_memory and not _compiled_back(key, scope):
            raise Unsayable(f"`{symbol.name}`, by itself")
        return self.remembered(key, monitor, term.args, scope)

    def remembered(self, key: Hashable, monitor: Monitor, arguments: Sequence[Term], scope: Scope) -> Said:
        """What a monitor remembers of these arguments."""
        at = dict(zip(monitor.formals, arguments, strict=True))
        match key:
            case ("once", Term() as operand):
                return Said(f"previously once {self._past(replace_variables(operand, at), scope)}", PREFIXED)
            case ("previously", Term() as operand):
                return Said(f"previously {self._past(replace_variables(operand, at), scope)}", PREFIXED)
            case ("since", Term() as held, Term() as started):
                said = self._since(replace_variables(held, at), replace_variables(started, at), scope)
                return Said(f"previously ({said.text})", PREFIXED)
            case ("happened", pattern):
                return Said(f"once {self.occurrence(pattern, arguments, scope).at(PREFIXED)}", PREFIXED)
            case ("just", pattern):
                said = self.occurrence(pattern, arguments, scope)
                return said if scope.past else Said(f"(0 = 1) since {said.at(PREFIXED)}", SINCE)
            case ("each", str() as later, tuple() as wanted, tuple() as acts):
                return self._each(later, wanted, acts, at, scope)
            case _ if monitor.symbol in self.pendings:
                return self._open(self.pendings[monitor.symbol], at, scope)
            case _:
                raise Unsayable(f"`{monitor.symbol.name}`")

    def _past(self, operand: Term, scope: Scope) -> str:
        return self.formula(operand, scope.inside()).at(PREFIXED)

    def _since(self, held: Term, started: Term, scope: Scope) -> Said:
        return Said(f"{self._past(held, scope)} since {self._past(started, scope)}", SINCE)

    def occurrence(self, pattern: Hashable, arguments: Sequence[Term], scope: Scope) -> Said:
        """An occurrence, by the key of its pattern."""
        given = iter(arguments)
        match pattern:
            case ("wait",):
                return Said("wait", PREFIXED)
            case ("act", str() as action, tuple() as mask):
                return self.call(action, [next(given) if here else None for here in mask], scope)
            case ("breach", str() as policy, str() as clause, tuple() as mask):
                filled = [next(given) if here else None for here in mask]
                return Said(f"breach of {self.call(f'{policy}.{clause}', filled, scope).text}", PREFIXED)
            case _:
                raise Unsayable("an occurrence")

    def _each(
        self,
        later: str,
        wanted: Sequence[Term],
        acts: Sequence[tuple[str, Sequence[Term | None]]],
        at: dict[Term, Term],
        scope: Scope,
    ) -> Said:
        """An earlier act since the last later one. Where they are acts of one name, one step could be both."""
        if any(action == later for action, _ in acts):
            raise Unsayable("an act since itself")
        ended = self.call(later, [replace_variables(term, at) for term in wanted], scope)
        done = [self.call(action, _moved(terms, at), scope).text for action, terms in acts]
        begun = done[0] if len(done) == 1 else f"({' or '.join(done)})"
        return Said(f"not {ended.text} since {begun}", SINCE)

    def _open(self, pending: Pending, at: dict[Term, Term], scope: Scope) -> Said:
        inside = scope.inside()
        kept = [
            Said(f"not {self.call(action, _moved(terms, at), inside).text}", PREFIXED) for action, terms in pending.acts
        ]
        closing = build.negate(replace_variables(pending.closing, at))
        kept += [self.formula(part, inside) for part in parts(closing, "and")]
        condition = replace_variables(pending.condition, at)
        begun = [self.formula(part, inside) for part in parts(condition, "and")]
        if pending.triggers:
            triggers = [
                self.occurrence(pattern.key, _filled(_moved(terms, at)), inside) for pattern, terms in pending.triggers
            ]
            joined = " or ".join(one.at(AND) for one in triggers)
            begun.insert(0, triggers[0] if len(triggers) == 1 else Said(joined, AND - 1))
        else:
            begun.append(Said(f"not previously {self._past(condition, scope)}", PREFIXED))
        return Said(f"{_all(kept).at(PREFIXED)} since {_all(begun).at(PREFIXED)}", SINCE)

    # ---------------------------------------------------------------- numbers

    def ordered(self, op: str, left: Term, right: Term, scope: Scope) -> Said:
        sides = lemma_numbers.ranked(left, right, lambda term: self.value(term, scope))
        if sides is not None:
            return Said(f"{sides[0]} {op} {sides[1]}", COMPARISON)
        return lemma_numbers.compared(op, left, right, lambda term: self._number(term, scope))

    def _number(self, term: Term, scope: Scope) -> tuple[str, lemma_numbers.Kind]:
        if term.op == "var":
            return scope.names[term], "number"
        if term.op != "apply":
            raise Unsayable("a number by cases")
        if term.payload == NOW:
            return "now", "moment"
        if term.payload in self.lengths:
            return self.lengths[term.payload], "length"
        fact = self.facts.get(term.payload)
        if fact is None:
            raise Unsayable(f"`{term.payload.name}`")
        text = self.applied(term, scope).text
        match fact.sort:
            case IntSort():
                return text, "number"
            case TimeSort():
                return text, "moment"
            case DurationSort():
                return text, "length"
            case _:
                raise Unsayable(f"`{fact.name}`")

    def limits(self, term: Term, variable: Term) -> str:
        """Numbers need their range, which stands before the body as a condition."""
        if variable.sort == BOOL:
            raise Unsayable("a truth value as a member")
        if variable.sort != INT:
            return super().limits(term, variable)
        low, high = _range(term, variable)
        if not low or not high:
            raise Unsayable("a number without bounds")
        return f"int {max(low)}..{min(high)}"

    def body(self, term: Term) -> Term:
        said: list[Term] = []
        for variable in term.payload:
            low, high = _range(term, variable)
            if variable.sort == INT and low and high:
                said += [build.at_most(build.integer(bound), variable) for bound in low]
                said += [build.at_most(variable, build.integer(bound)) for bound in high]
        if not said:
            return super().body(term)
        left = [build.conj(part for part in parts(one, "and") if part not in said) for one in _assumed(term)]
        return build.conj(left) if term.op == "exists" else build.disj(build.negate(one) for one in left)

    # ---------------------------------------------------------------- parts that mean something together

    def shorter(self, term: Term, scope: Scope) -> tuple[list[Said], list[Term]]:
        said, rest = self._words.folded(term, lambda name, arguments: self.call(name, arguments, scope))
        for part in list(rest):
            if part in rest:
                found = self._together(term.op, part, term.args, scope)
                if found is not None:
                    said.append(found[0])
                    rest = [one for one in rest if one not in found[1]]
        return said, rest

    def _together(self, op: str, part: Term, rest: Sequence[Term], scope: Scope) -> tuple[Said, set[Term]] | None:
        """What the part means with others of `rest`, and which ones they are. (One may be used twice.)"""
        for inner in parts(part, "and") if op == "or" else (part,):
            atom = inner.args[0] if inner.op == "not" else inner
            if atom.op != "apply" or atom.payload not in self.keys:
                continue
            key, monitor = self.keys[atom.payload]
            at = dict(zip(monitor.formals, atom.args, strict=True))
            found: tuple[Said, set[Term]] | None = None
            match op, key:
                case "or", ("once", Term() as operand) if inner is atom:
                    operand = replace_variables(operand, at)
                    found = self._whole("once", operand, {*parts(operand, "or"), atom}, rest, scope)
                case "or", ("since", Term() as held, Term() as started) if inner is atom:
                    held, started = replace_variables(held, at), replace_variables(started, at)
                    whole = {*parts(build.either(started, build.both(held, atom)), "or")}
                    found = (self._since(held, started, scope), whole) if whole <= {*rest} else None
                case "and", ("once", Term() as operand) if inner is not atom:
                    operand = build.negate(replace_variables(operand, at))
                    found = self._whole("always so far", operand, {*parts(operand, "and"), inner}, rest, scope)
                case "and", ("happened", pattern) if inner is atom:
                    found = self._elapsed(pattern, atom, rest, scope)
            if found is not None:
                return found
        return None

    def _whole(
        self, word: str, operand: Term, whole: set[Term], rest: Sequence[Term], scope: Scope
    ) -> tuple[Said, set[Term]] | None:
        return (Said(f"{word} {self._past(operand, scope)}", PREFIXED), whole) if whole <= {*rest} else None

    def _elapsed(
        self, pattern: Hashable, happened: Term, rest: Sequence[Term], scope: Scope
    ) -> tuple[Said, set[Term]] | None:
        """`within D after OCC` and its like: it happened, and so long ago."""
        for part in rest:
            flipped = part.op == "not" and part.args[0].op in ("<", "<=")
            op, (left, right) = part.op, part.args if len(part.args) == 2 else (part, part)
            if flipped:
                op, (right, left) = ("<=" if part.args[0].op == "<" else "<"), part.args[0].args
            if op not in ("<", "<="):
                continue
            for kind in ("latest", "earliest"):
                moment = self.encoding.monitors.known((kind, pattern))
                if moment is None:
                    continue
                ago = build.subtract(build.apply(NOW), moment.at(happened.args))
                word = _ELAPSED.get((kind, op, left is ago))
                length = right if left is ago else left
                if word is None or ago not in (left, right):
                    continue
                if length.op == "int" and length.payload >= 0:
                    told = lemma_numbers.hours_text(length.payload)
                elif length.op == "apply" and length.payload in self.lengths:
                    told = self.lengths[length.payload]
                else:
                    continue
                occurrence = self.occurrence(pattern, happened.args, scope)
                return Said(f"{word} {told} after {occurrence.text}", PREFIXED), {happened, part}
        return None


def _compiled_back(key: Hashable, scope: Scope) -> bool:
    """Whether what is said of such a monitor by itself is compiled to it again."""
    kind = key[0] if isinstance(key, tuple) else None
    return kind in ("previously", "happened") or (kind == "just" and scope.past)


def _moved(terms: Sequence[Term | None], at: dict[Term, Term]) -> list[Term | None]:
    return [None if term is None else replace_variables(term, at) for term in terms]


def _filled(terms: Sequence[Term | None]) -> list[Term]:
    return [term for term in terms if term is not None]


def _all(said: Sequence[Said]) -> Said:
    return said[0] if len(said) == 1 else Said(" and ".join(one.at(AND + 1) for one in said), AND)


def _assumed(term: Term) -> list[Term]:
    """What a quantifier's formula demands, part by part; of `every`, what its denial does."""
    body = term.args[0]
    return list(parts(body, "and")) if term.op == "exists" else [build.negate(part) for part in parts(body, "or")]


def _range(term: Term, variable: Term) -> tuple[list[int], list[int]]:
    """The numbers that a quantifier's variable is said to be no less, and no more than."""
    found = [part for one in _assumed(term) for part in parts(one, "and") if part.op == "<="]
    low = [one.args[0].payload for one in found if one.args[1] is variable and one.args[0].op == "int"]
    high = [one.args[1].payload for one in found if one.args[0] is variable and one.args[1].op == "int"]
    return low, high
