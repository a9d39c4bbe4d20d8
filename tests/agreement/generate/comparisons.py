"""Random claims that compare policies, runs and states, and the checks that ask for them.

Drawn at random such a claim is mostly true, or speaks of what the policies do not. So clauses are added that speak against
others, and claims mostly name what some clause speaks of.
"""

from __future__ import annotations

import re

from generate.claims import Claims
from rspverify.fuzz.generate.formulas import Allowed, Formulas
from rspverify.fuzz.generate.vocabulary import Action, Fact

CLAUSE = re.compile(
    r"  (?:replace )?clause (?P<name>\w+)[^:]*: (?P<agent>\w+) (?P<verb>must not|must|may) (?P<rest>.*)"
)
ACT = re.compile(r"[ae]\d(?:\([^()]*\))?")
HINGE = "h"
WORD = re.compile(r"\b[afe]\d\b")

OF_ONE = {"consistent": 3, "complete": 3, "can comply": 3}
OF_TWO = {"forbids": 6, "permits": 6, "agree": 6, "keeping": 9, "together": 9}
OF_NONE = {"does not depend": 4, "depends only": 3, "outsiders": 2, "unlocks": 3, "adds": 2, "lifts": 2}


def with_rivals(formulas: Formulas, lines: list[str]) -> list[str]:
    """The lines of policies, with clauses that permit what others forbid, and forbid what others ask for."""
    choices, signatures = formulas.choices, formulas.words.clauses
    policies = [line.split()[1] for line in lines if line.startswith("policy ")]
    found = list(lines)
    of = ""
    for line in lines:
        of = line.split()[1] if line.startswith("policy ") else of
        clause = CLAUSE.match(line)
        if clause is None or not choices.chance(60):
            continue
        act = ACT.match(clause["rest"])
        types = [dict(s.variables) for s in signatures if (s.policy, s.name) == (of, clause["name"])]
        if act is None or not types:
            continue
        scope = {
            name: sort for name, sort in types[0].items() if re.search(rf"\b{name}\b", f"{clause['agent']} {act[0]}")
        }
        when = f" when {formulas.formula(scope, 1, Allowed(past=True))}" if choices.chance(60) else ""
        norm = "may" if clause["verb"] == "must not" else "must not"
        rival = f"  clause k{len(found)}: {clause['agent']} {norm} {act[0]}{when}"
        target = f"policy {choices.one(policies)} "
        home = next(number for number, each in enumerate(found) if each.startswith(target))
        found.insert(found.index("}", home), rival)
    return found


def with_hinges(formulas: Formulas, lines: list[str]) -> list[str]:
    """The lines of policies, with clauses whose only condition is what one fact says."""
    choices, words = formulas.choices, formulas.words
    found: list[str] = []
    agent = None
    for line in lines:
        if line.startswith("policy "):
            agent = re.search(r"binds b: (\w+)", line)
        if line == "}" and agent is not None and choices.chance(60):
            doing = [a for a in words.actions if isinstance(a.by, int) and a.parameters[a.by] == agent[1]]
            if doing:
                action = choices.one(doing)
                names = ["b" if n == action.by else f"x{n}" for n in range(len(action.parameters))]
                scope = dict(zip(names, action.parameters, strict=True))
                fact = choices.one([f for f in words.facts if f.type == "bool"] or words.facts)
                places = [
                    choices.one([n for n in names if scope[n] == t] or formulas.constants(t)) for t in fact.parameters
                ]
                condition = f"{fact.name}({', '.join(places)})" if places else fact.name
                if fact.type != "bool":
                    condition = formulas.formula(scope, 0)
                negated = f"not ({condition})" if choices.chance(40) else condition
                past = "once " if choices.chance(10) else ""
                norm = choices.one(["must not", "must not", "may", "must"])
                length = " within 1 hour" if norm == "must" else ""
                act = f"{action.name}({', '.join(names)})"
                found.append(f"  clause {HINGE}{len(found)}: b {norm} {act}{length} when {past}({negated})")
        found.append(line)
    return found


def with_public_facts(formulas: Formulas, lines: list[str]) -> list[str]:
    return [f"public {line}" if line.startswith("fact ") and formulas.choices.chance(35) else line for line in lines]


class Comparisons(Claims):
    def __init__(self, formulas: Formulas, assumptions: list[str], policies: list[str]) -> None:
        """`policies`: their lines."""
        super().__init__(formulas, assumptions)
        self._clauses = [line for line in policies if CLAUSE.match(line)]

    def lines(self, count: int) -> list[str]:
        found = []
        for number in range(count):
            several = len(self._words.policies) > 1
            kind = self._choices.weighted({**OF_ONE, **(OF_TWO if several else {}), **OF_NONE})
            claim, named = self._comparison(kind)
            under: list[str] = []
            if self._choices.chance(92 if not named else 10):
                under = self._choices.some(self._words.policies, 2 if not named else 1)
            options = self._options(under, tuple(name for name in named if name not in under))
            found.append(f"property s{number}: {claim}")
            found.append(f"check s{number}{options} expect holds")
        return found

    def _comparison(self, kind: str) -> tuple[str, tuple[str, ...]]:
        """The claim, and the policies that it names."""
        policies = self._words.policies
        if kind in OF_ONE:
            policy = self._choices.one(policies)
            return self._of_one(kind, policy), (policy,)
        if kind in OF_TWO:
            one = self._choices.one(policies)
            # At times of a policy with itself, which is mostly true.
            rest = [name for name in policies if name != one]
            other = one if self._choices.chance(5) else self._choices.one(rest)
            return self._of_two(kind, one, other), (one, other)
        if kind in ("unlocks", "adds", "lifts"):
            return self._monotone(kind), ()
        return self._dependence(kind), ()

    # ---------------------------------------------------------------- policies

    def _of_one(self, kind: str, policy: str) -> str:
        match kind:
            case "consistent":
                return f"{policy} is consistent"
            case "can comply":
                return f"{policy} can always be complied with"
            case _:
                scope: dict[str, str] = {}
                on = self._on(scope)
                return f"{policy} is complete{on}{self._when(scope, Allowed(past=True, norms=True), 40)}"

    def _of_two(self, kind: str, one: str, other: str) -> str:
        match kind:
            case "forbids" | "permits":
                return f"{one} {kind} whatever {other} {kind}{self._on({})}"
            case "agree":
                return f"{one} and {other} agree{self._on({})}"
            case "keeping":
                return f"keeping {one} keeps {other}"
            case _:
                return f"{one} and {other} can be kept together"

    def _on(self, scope: dict[str, str]) -> str:
        if not self._choices.chance(50):
            return ""
        actions = (
            self._choices.some(self._doing(), 2) if self._choices.chance(20) else [self._choices.one(self._doing())]
        )
        acts = [a.name if self._choices.chance(25) else self._pattern(a, scope) for a in actions]
        return f" on {' or '.join(acts)}"

    def _doing(self) -> list[Action]:
        return [action for action in self._words.actions if action.by is not None]

    # ---------------------------------------------------------------- runs and states

    def _dependence(self, kind: str) -> str:
        choices, words = self._choices, self._words
        act, spoken_of = self._act({})
        if kind == "outsiders":
            return f"outsiders can tell whether {act} is permitted"
        names = [*(fact.name for fact in words.facts), *(action.name for action in words.actions)]
        if kind == "depends only":
            named = choices.some(names, 2)
        elif choices.chance(50):
            spared = choices.one([name for name in names if name not in spoken_of] or names)
            named = [name for name in names if name != spared]
        else:
            named = choices.some([name for name in names if name in spoken_of] or names, 4)
        if choices.chance(25):
            named.append("now")
        return f"{act} {'depends only on' if kind == 'depends only' else 'does not depend on'} {', '.join(named)}"

    def _monotone(self, kind: str) -> str:
        choices = self._choices
        scope: dict[str, str] = {}
        act, spoken_of = self._act(scope)
        facts = [fact for fact in self._words.facts if self._has_more(fact)]
        told = [fact for fact in facts if fact.name in spoken_of]
        fact = choices.one(told if told and choices.chance(80) else facts)
        place = ""
        if kind != "unlocks":
            scope = {}
        if fact.parameters and choices.chance(50):
            place = f"({', '.join(self._place(sort, scope) for sort in fact.parameters)})"
            if choices.chance(50):
                place += f" where {self._formulas.formula(scope, 1, Allowed(past=True))}"
        effect = {"unlocks": f"unlocks {act}", "adds": "adds duties", "lifts": "lifts duties"}[kind]
        return f"{choices.one(['more', 'less'])} {fact.name}{place} never {effect}"

    def _act(self, scope: dict[str, str]) -> tuple[str, set[str]]:
        """An act, mostly one that some clause is about, and what that clause speaks of."""
        if self._clauses and self._choices.chance(80):
            hinges = [line for line in self._clauses if line.startswith(f"  clause {HINGE}")]
            line = self._choices.one(hinges if hinges and self._choices.chance(75) else self._clauses)
            about = [action for action in self._doing() if re.search(rf"\b{action.name}\b", line)]
            if about:
                return self._pattern(self._choices.one(about), scope), set(WORD.findall(line))
        return self._pattern(self._choices.one(self._doing()), scope), set()

    def _has_more(self, fact: Fact) -> bool:
        return fact.type in ("bool", "int", "0..2", *self._words.ordered)

    def _place(self, sort: str, scope: dict[str, str]) -> str:
        known = [name for name, own in scope.items() if own == sort]
        constants = self._formulas.constants(sort)
        if constants and self._choices.chance(20):
            return self._choices.one(constants)
        if known and self._choices.chance(60):
            return self._choices.one(known)
        variable = f"z{len(scope)}"
        scope[variable] = sort
        return variable
