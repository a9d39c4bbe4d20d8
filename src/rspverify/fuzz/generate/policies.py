"""Random policies: every kind of norm and timing, overrides, exemptions, amendments."""

from __future__ import annotations

from dataclasses import dataclass, field

from rspverify.fuzz.choices import Dead
from rspverify.fuzz.generate.formulas import PAST, Allowed, Formulas, breachable
from rspverify.fuzz.generate.vocabulary import Action, ClauseSignature, action_agent

KINDS = {
    "prohibition": 5,
    "permission": 4,
    "sole": 2,
    "duty": 6,
    "order": 3,
    "recurring": 2,
    "exemption": 2,
}
DUTIES = ("duty", "recurring")


@dataclass
class Draft:
    """A clause while it is drawn. `scope`: its variables in order of appearance, the agent's first."""

    agent: str
    agent_sort: str
    scope: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """A clause as text, with what later clauses need to override it."""

    name: str
    kind: str
    actions: tuple[Action, ...]
    text: str


class Policies:
    """Draws policies. `agent`: the entity that they mostly bind, `other` the one that they bind at times. `names`: what
    they are called; the last one amends the first."""

    def __init__(
        self,
        formulas: Formulas,
        agent: str = "Lab",
        other: str | None = "Model",
        names: tuple[str, str, str] = ("p", "q", "r"),
    ) -> None:
        self._agent, self._other, self._names = agent, other, names
        self._formulas = formulas
        self._choices = formulas.choices
        self._words = formulas.words
        self._narrow = 0

    def policies(self, second: int = 25, narrow: int = 15) -> list[str]:
        """Lines: one policy, a second one in so many of a hundred cases, and sometimes one that amends the first.
        `narrow`: so many do not bind every member of an entity."""
        self._narrow = narrow
        name, another, amending = self._names
        lines, first = self._policy(name, self._choices.number(1, 4))
        if self._choices.chance(second):
            more, _ = self._policy(another, self._choices.number(1, 2))
            lines += more
        if self._choices.chance(20):
            lines += self._amendment(amending, name, first)
        return lines

    def one(self, narrow: int = 15) -> list[str]:
        """Lines: one policy."""
        self._narrow = narrow
        return self._policy(self._names[0], self._choices.number(1, 4))[0]

    def _policy(self, name: str, count: int) -> tuple[list[str], list[Drawn]]:
        choices, words = self._choices, self._words
        bound = self._other if self._other in words.entities and choices.chance(15) else self._agent
        assert bound is not None
        head = f"policy {name}"
        if choices.chance(15):
            head += f" in force while {self._formulas.formula({}, 1, PAST)}"
        where = ""
        if choices.chance(self._narrow):
            where = f" where {self._formulas.formula({'b': bound}, 1, Allowed(fixed=True))}"
        individual = bool(words.of_entity(self._agent)) and choices.chance(10)
        if not individual:
            head += f" binds b: {bound}{where}"
        lines = [f"{head} {{"]
        if choices.chance(20):
            lines.append("  otherwise forbidden")
        words.policies.append(name)
        clauses: list[Drawn] = []
        for number in range(count):
            agent = choices.one(words.of_entity(self._agent)) if individual else "b"
            if not individual and bound == self._agent and words.of_entity(self._agent) and choices.chance(10):
                agent = choices.one(words.of_entity(self._agent))
            self._clause(name, f"c{number}", agent, bound, clauses)
        return [*lines, *(f"  {clause.text}" for clause in clauses), "}"], clauses

    def _amendment(self, name: str, amended: str, clauses: list[Drawn]) -> list[str]:
        choices, words = self._choices, self._words
        kept = list(clauses)
        lines = [f"policy {name} amends {amended} {{"]
        if choices.chance(20):
            lines.append(f"  otherwise {choices.one(['permitted', 'forbidden'])}")
        words.policies.append(name)
        changed = choices.one(clauses)
        signatures = [c for c in words.clauses if c.policy == amended]
        own: list[Drawn] = []
        match choices.weighted({"repeal": 4, "replace": 3, "keep": 3}):
            case "repeal":
                lines.append(f"  repeal {changed.name}")
                kept.remove(changed)
            case "replace":
                kept.remove(changed)
                new = self._clause(name, changed.name, "b", self._agent, [])
                if new is not None:
                    lines.append(f"  replace {new.text}")
        for number in range(choices.number(0, 1)):
            added = self._clause(name, f"d{number}", "b", self._agent, [*kept, *own])
            own += [] if added is None else [added]
        lines += [f"  {clause.text}" for clause in own]
        words.clauses += [
            ClauseSignature(name, c.name, c.kind, c.variables)
            for c in signatures
            if any(k.name == c.name for k in kept)
        ]
        return [*lines, "}"]

    # ---------------------------------------------------------------- a clause

    def _clause(self, policy: str, name: str, agent: str, sort: str, before: list[Drawn]) -> Drawn | None:
        for _ in range(6):
            try:
                drawn, draft = self._drawn(policy, name, agent, sort, before)
            except Dead:
                continue
            before.append(drawn)
            self._words.clauses.append(ClauseSignature(policy, name, drawn.kind, tuple(draft.scope.items())))
            return drawn
        return None

    def _drawn(self, policy: str, name: str, agent: str, sort: str, before: list[Drawn]) -> tuple[Drawn, Draft]:
        choices = self._choices
        mine = [a for a in self._words.actions if self._can(a, agent, sort)]
        overridden: list[Drawn] = []
        kind = choices.weighted(KINDS)
        candidates = [c for c in before if any(a in mine for a in c.actions)]
        if kind == "exemption":
            candidates = [c for c in candidates if c.kind in DUTIES]
            if not candidates:
                raise Dead
        if candidates and (kind == "exemption" or choices.chance(55)):
            overridden = choices.some(candidates, 2)
            mine = [a for a in mine if all(a in c.actions for c in overridden)]
        action = choices.one(mine)
        draft = Draft(agent, sort, {agent: sort} if agent == "b" else {})
        norm, actions = self._norm(kind, draft, action)
        overrides = f" overrides {', '.join(c.name for c in overridden)}" if overridden else ""
        return Drawn(name, kind, actions, f"clause {name}{overrides}: {agent} {norm}"), draft

    def _can(self, action: Action, agent: str, sort: str) -> bool:
        if action.by is None:
            return False
        if isinstance(action.by, str):
            return action.by == agent
        return action_agent(self._words, action) == sort

    def _pattern(self, draft: Draft, action: Action, name: str | None = None, fresh: int = 60, free: int = 20) -> str:
        """An act or occurrence of a clause; new variables go into the draft's scope."""
        given = []
        for place, sort in enumerate(action.parameters):
            if place == action.by and name is not None:
                given.append(name)
                continue
            known = [v for v, own in draft.scope.items() if own == sort]
            constants = self._formulas.constants(sort)
            if self._choices.chance(free):
                given.append("any")
            elif known and self._choices.chance(50):
                given.append(self._choices.one(known))
            elif self._choices.chance(fresh):
                variable = f"x{len(draft.scope)}"
                draft.scope[variable] = sort
                given.append(variable)
            else:
                given.append(self._choices.one([*known, *constants, "any"]))
        return f"{action.name}({', '.join(given)})" if given else action.name

    def _when(self, draft: Draft, chance: int, word: str = "when", depth: int = 1) -> str:
        if not self._choices.chance(chance):
            return ""
        allowed = Allowed(past=self._choices.chance(50))
        return f" {word} {self._formulas.formula(draft.scope, self._choices.number(0, depth), allowed)}"

    def _conditions(self, draft: Draft, chance: int = 60, word: str = "when") -> str:
        return self._when(draft, chance, word) + self._when(draft, 20, "unless", 0)

    def _norm(self, kind: str, draft: Draft, action: Action) -> tuple[str, tuple[Action, ...]]:
        choices = self._choices
        if kind == "order":
            return self._order(draft, action)
        if kind in DUTIES:
            return self._duty(kind, draft, action)
        acts, actions = self._acts(draft, action)
        match kind:
            case "prohibition":
                return f"must not {acts}{self._conditions(draft)}", actions
            case "permission":
                return f"may {acts}{self._conditions(draft)}{self._when(draft, 25, 'provided', 0)}", actions
            case "sole":
                allowed = Allowed(past=choices.chance(50))
                only = f" only when {self._formulas.formula(draft.scope, 1, allowed)}"
                more = self._when(draft, 15, "unless", 0) + self._when(draft, 15, "provided", 0)
                return f"may {acts}{only}{more}", actions
            case _:
                return f"need not {acts}{self._conditions(draft)}", actions

    def _acts(self, draft: Draft, action: Action) -> tuple[str, tuple[Action, ...]]:
        acts = [self._pattern(draft, action, draft.agent)]
        others = [a for a in self._words.actions if a != action and self._can(a, draft.agent, draft.agent_sort)]
        if others and self._choices.chance(15):
            other = self._choices.one(others)
            if other.parameters == action.parameters:
                acts.append(other.name + acts[0].removeprefix(action.name))
                return " or ".join(acts), (action, other)
        return acts[0], (action,)

    def _order(self, draft: Draft, action: Action) -> tuple[str, tuple[Action, ...]]:
        choices = self._choices
        later = self._pattern(draft, action, draft.agent)
        mine = [a for a in self._words.actions if self._can(a, draft.agent, draft.agent_sort)]
        earlier = self._pattern(draft, choices.one(mine), draft.agent, fresh=0)
        least = f" at least {self._formulas.length()}" if choices.chance(40) else ""
        each = " each" if choices.chance(40) else ""
        return f"must {earlier}{least} before{each} {later}{self._conditions(draft, 40)}", (action,)

    def _duty(self, kind: str, draft: Draft, action: Action) -> tuple[str, tuple[Action, ...]]:
        choices = self._choices
        if kind == "recurring":
            acts, actions = self._acts(draft, action)
            return f"must {acts} every {self._formulas.length()}{self._conditions(draft, 60, 'while')}", actions
        deadline = choices.weighted({"within": 6, "at once": 2, "": 1})
        timing = f" within {self._formulas.length()}" if deadline == "within" else f" {deadline}" if deadline else ""
        triggers = ""
        if deadline and choices.chance(70):
            triggers = f" after {self._trigger(draft)}"
            if choices.chance(10):
                triggers += f" or {self._trigger(draft)}"
        acts, actions = self._acts(draft, action)
        word = "while" if choices.chance(40) else "when"
        return f"must {acts}{timing}{triggers}{self._conditions(draft, 60, word)}", actions

    def _trigger(self, draft: Draft) -> str:
        choices, words = self._choices, self._words
        match choices.weighted({"act": 8, "breach": 2 if breachable(words) else 0, "wait": 1}):
            case "wait":
                return "wait"
            case "breach":
                clause = choices.one(breachable(words))
                given = []
                for _, sort in clause.variables:
                    known = [v for v, own in draft.scope.items() if own == sort]
                    given.append(choices.one([*known, *known, "any"]))
                arguments = f"({', '.join(given)})" if given else ""
                return f"breach of {clause.policy}.{clause.name}{arguments}"
            case _:
                return self._pattern(draft, choices.one(words.actions))
