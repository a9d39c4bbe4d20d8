"""Random formulas and values over a vocabulary. Everything is written in brackets, so that nothing depends on
precedence (the round trip looks at that)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rspverify.fuzz.choices import Choices, Dead
from rspverify.fuzz.generate.vocabulary import Action, ClauseSignature, Vocabulary

Scope = Mapping[str, str]
"""The variables that may be used, with their types."""

MANY = 20
"""Of a range so many numbers are tried at most."""
COUNTS = ("at least two", "at most one", "exactly one", "at least 1")


@dataclass(frozen=True)
class Allowed:
    """What may stand in a formula: the past, occurrences as formulas (below a past operator), norms, the time;
    `fixed`: nothing but fixed facts."""

    past: bool = False
    occurrences: bool = False
    norms: bool = False
    under: tuple[str, ...] = ()
    fixed: bool = False


PAST = Allowed(past=True)
PLAIN = Allowed()


@dataclass(frozen=True)
class Formulas:
    """Draws what can be said."""

    choices: Choices
    words: Vocabulary

    # ---------------------------------------------------------------- formulas

    def formula(self, scope: Scope, depth: int, allowed: Allowed = PLAIN) -> str:
        """A formula; what cannot be drawn is drawn again."""
        for _ in range(8):
            try:
                return self._formula(scope, depth, allowed)
            except Dead:
                continue
        raise Dead

    def _formula(self, scope: Scope, depth: int, allowed: Allowed) -> str:
        if depth <= 0:
            return self._atom(scope, allowed)
        kinds = {"atom": 5, "not": 2, "and": 2, "or": 2, "implies": 1, "iff": 1, "quantified": 3, "if": 1}
        if allowed.past:
            kinds |= {"once": 2, "previously": 2, "always so far": 2, "since": 3}
        kind = self.choices.weighted(kinds)
        match kind:
            case "atom":
                return self._atom(scope, allowed)
            case "not":
                return f"not {self._brackets(scope, depth - 1, allowed)}"
            case "and" | "or" | "implies" | "iff":
                left, right = (self._brackets(scope, depth - 1, allowed) for _ in range(2))
                return f"{left} {kind} {right}"
            case "quantified":
                return self._quantified(scope, depth - 1, allowed)
            case "if":
                parts = [self._comparable(scope, allowed) for _ in range(2)]
                condition = self._brackets(scope, 0, allowed)
                return f"{parts[0]} = (if {condition} then 1 else 0)"
            case "since":
                below = replace(allowed, occurrences=True)
                left, right = (self._brackets(scope, depth - 1, below) for _ in range(2))
                return f"{left} since {right}"
            case _:
                return f"{kind} {self._brackets(scope, depth - 1, replace(allowed, occurrences=True))}"

    def _brackets(self, scope: Scope, depth: int, allowed: Allowed) -> str:
        return f"({self.formula(scope, depth, allowed)})"

    def _quantified(self, scope: Scope, depth: int, allowed: Allowed) -> str:
        choices, words = self.choices, self.words
        count = 2 if choices.chance(10) else 1
        variables = {words.fresh(): choices.one([*words.countable, *words.entities, "1..2"]) for _ in range(count)}
        quantifier = choices.one(["some", "every", "some", "every", "no", *COUNTS])
        inside = {**scope, **variables}
        where = ""
        if choices.chance(40):
            where = f" where {self.formula(inside, 0, replace(allowed, occurrences=False))}"
        declared = ", ".join(f"{name}: {sort}" for name, sort in variables.items())
        return f"{quantifier} {declared}{where} | {self.formula(inside, depth, allowed)}"

    def _atom(self, scope: Scope, allowed: Allowed) -> str:
        kinds = {"fact": 8, "equal": 2, "ordered": 2, "number": 2, "truth": 0}
        if allowed.fixed:
            kinds = {"fact": 4, "equal": 4}
        else:
            kinds |= {"moment": 1, "defined": 2 if self.words.defined else 0}
        if allowed.past:
            kinds["elapsed"] = 3
        if allowed.occurrences:
            kinds["occurrence"] = 8
        if allowed.norms:
            kinds |= {"act norm": 7, "clause norm": 5}
        match self.choices.weighted(kinds):
            case "fact":
                facts = [f for f in self.words.facts if f.type == "bool" and (f.kind == "fixed" or not allowed.fixed)]
                fact = self.choices.one(facts)
                return self._applied(fact.name, fact.parameters, scope, allowed)
            case "equal":
                sort = self.choices.one([*self.words.countable, *self.words.entities])
                left, right = self.value(sort, scope, allowed), self.value(sort, scope, allowed)
                return f"{left} {self.choices.one(['=', '!='])} {right}"
            case "ordered":
                return self._enum_atom(scope, allowed)
            case "number":
                relation = self.choices.one(["=", "!=", "<", "<=", ">", ">="])
                return f"{self._number(scope, allowed)} {relation} {self._comparable(scope, allowed)}"
            case "moment":
                return self._moment(scope, allowed)
            case "defined":
                usable = [d for d in self.words.defined if allowed.past or not d.past]
                defined = self.choices.one(usable)
                return self._applied(defined.name, defined.parameters, scope, allowed)
            case "elapsed":
                bound = self.choices.one(["within", "at least", "more than", "less than"])
                return f"{bound} {self.length()} after {self.occurrence(scope, allowed)}"
            case "occurrence":
                return self.occurrence(scope, allowed)
            case "act norm":
                return self._act_norm(scope, allowed)
            case _:
                return self._clause_norm(scope, allowed)

    def _enum_atom(self, scope: Scope, allowed: Allowed) -> str:
        enum = self.choices.one(list(self.words.enums))
        left = self.value(enum, scope, allowed)
        if self.choices.chance(30):
            chosen = self.choices.some(self.words.enums[enum], 2)
            return f"{left} in {{{', '.join(chosen)}}}"
        relations = ["=", "!=", "<", "<=", ">="] if enum in self.words.ordered else ["=", "!="]
        return f"{left} {self.choices.one(relations)} {self.value(enum, scope, allowed)}"

    def _moment(self, scope: Scope, allowed: Allowed) -> str:
        relation = self.choices.one(["<", "<=", ">", "="])
        facts = [f for f in self.words.facts if f.type == "time" and f.kind in ("plain", "fixed")]
        if facts and self.choices.chance(80):
            fact = self.choices.one(facts)
            moment = self._applied(fact.name, fact.parameters, scope, allowed)
            if self.choices.chance(50):
                return f"now - {moment} {relation} {self.length()}"
            return f"{moment} + {self.length()} {relation} now"
        raise Dead

    # ---------------------------------------------------------------- norms

    def _act_norm(self, scope: Scope, allowed: Allowed) -> str:
        status = self.choices.one(["forbidden", "permitted", "required", "required"])
        action = self.choices.one([a for a in self.words.actions if a.by is not None])
        act = self.act(action, scope, allowed, any_chance=30 if status == "required" else 0)
        by = f" by {self.choices.one(self.words.policies)}" if not allowed.under or self.choices.chance(30) else ""
        return f"{status} {act}{by}"

    def _clause_norm(self, scope: Scope, allowed: Allowed) -> str:
        clause = self.choices.one(self.words.clauses)
        status = self.choices.one(["applies", "defeated"])
        types = tuple(sort for _, sort in clause.variables)
        return f"{status} {self._applied(f'{clause.policy}.{clause.name}', types, scope, allowed)}"

    # ---------------------------------------------------------------- occurrences

    def occurrence(self, scope: Scope, allowed: Allowed, any_chance: int = 25) -> str:
        kinds = {"act": 8, "breach": 2, "wait": 1}
        match self.choices.weighted(kinds):
            case "wait":
                return "wait"
            case "breach":
                clause = self.choices.one(breachable(self.words))
                types = tuple(sort for _, sort in clause.variables)
                name = f"breach of {clause.policy}.{clause.name}"
                return self._applied(name, types, scope, allowed, any_chance)
            case _:
                return self.act(self.choices.one(self.words.actions), scope, allowed, any_chance)

    def act(self, action: Action, scope: Scope, allowed: Allowed, any_chance: int = 0) -> str:
        return self._applied(action.name, action.parameters, scope, allowed, any_chance)

    # ---------------------------------------------------------------- values

    def _applied(self, name: str, types: tuple[str, ...], scope: Scope, allowed: Allowed, any_chance: int = 0) -> str:
        if not types:
            return name
        given = ["any" if self.choices.chance(any_chance) else self.value(t, scope, allowed, deep=1) for t in types]
        return f"{name}({', '.join(given)})"

    def value(self, sort: str, scope: Scope, allowed: Allowed, deep: int = 0) -> str:
        """A value of an entity, an enum or a range; `deep` limits facts as arguments of facts."""
        variables = [name for name, own in scope.items() if own == sort]
        if variables and self.choices.chance(75):
            return self.choices.one(variables)
        constants = self.constants(sort)
        if deep < 2 and self.choices.chance(30):
            kinds = ("fixed",) if allowed.fixed else ("fixed", "plain", "varying")
            facts = [f for f in self.words.facts if f.type == sort and f.kind in kinds]
            if facts:
                fact = self.choices.one(facts)
                arguments = [self.value(t, scope, allowed, deep + 1) for t in fact.parameters]
                return f"{fact.name}({', '.join(arguments)})" if arguments else fact.name
        return self.choices.one(constants or variables)

    def constants(self, sort: str) -> list[str]:
        if sort in self.words.entities:
            return self.words.of_entity(sort)
        if sort in self.words.enums:
            return list(self.words.enums[sort])
        low, _, high = sort.removeprefix("int ").partition("..")
        return [str(number) for number in range(int(low), min(int(high), int(low) + MANY) + 1)]

    def _number(self, scope: Scope, allowed: Allowed) -> str:
        facts = [f for f in self.words.facts if f.type == "int" or ".." in f.type]
        variables = [name for name, sort in scope.items() if ".." in sort]
        if variables and (not facts or self.choices.chance(40)):
            return self.choices.one(variables)
        fact = self.choices.one(facts)
        return self._applied(fact.name, fact.parameters, scope, allowed)

    def _comparable(self, scope: Scope, allowed: Allowed) -> str:
        if self.choices.chance(70):
            return str(self.choices.number(0, 2))
        if self.choices.chance(50):
            return f"{self._number(scope, allowed)} + {self.choices.number(1, 2)}"
        return f"2 * {self._number(scope, allowed)}"

    def length(self) -> str:
        if self.words.durations and self.choices.chance(40):
            return self.choices.one(self.words.durations)
        return self.choices.one(self.words.lengths)


def breachable(words: Vocabulary) -> list[ClauseSignature]:
    """The clauses that can be breached."""
    return [c for c in words.clauses if c.kind not in ("permission", "exemption")]
