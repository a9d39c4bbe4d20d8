"""Random claims about single runs, and the checks that ask for them."""

from __future__ import annotations

from generate.choices import Choices
from rspverify.fuzz.generate.formulas import Allowed, Formulas
from rspverify.fuzz.generate.vocabulary import Action

CLAIMS = {
    "never act": 5,
    "only when": 3,
    "only after": 3,
    "always": 5,
    "never": 3,
    "after": 5,
    "possible act": 2,
    "possible": 2,
}


class Claims:
    def __init__(self, formulas: Formulas, assumptions: list[str]) -> None:
        self._formulas = formulas
        self._choices: Choices = formulas.choices
        self._words = formulas.words
        self._assumptions = assumptions

    def lines(self, count: int) -> list[str]:
        found = []
        for number in range(count):
            under = self._choices.some(self._words.policies, 2) if self._choices.chance(92) else []
            # An unnamed policy in a norm atom means those of the check.
            allowed = Allowed(past=True, norms=True, under=tuple(under))
            kind = self._choices.weighted(CLAIMS)
            found.append(f"property s{number}: {self._claim(kind, allowed)}")
            found.append(f"check s{number}{self._options(under, ())} expect {self._expected(kind)}")
        return found

    def _expected(self, kind: str) -> str:
        return "possible" if kind.startswith("possible") else "holds"

    def _options(self, under: list[str], compared: tuple[str, ...]) -> str:
        """`compared`: further policies, which the claim names."""
        choices, text = self._choices, ""
        if under:
            text += f" under {' + '.join(under)}"
        for word, readings in self._words.open_words.items():
            if choices.chance(35):
                text += f" reading {word} as {choices.one(readings)}"
        named = [*under, *compared]
        if named and choices.chance(15):
            text += " binding every Lab"
        elif named and self._words.individuals and choices.chance(15):
            text += f" binding {choices.one(list(self._words.individuals))}"
        if self._assumptions and choices.chance(70):
            text += f" assuming {self._assumptions[0]}"
        if named and choices.chance(15):
            clauses = [
                c for c in self._words.clauses if c.policy in named and c.kind not in ("permission", "exemption")
            ]
            if clauses and choices.chance(70):
                clause = choices.one(clauses)
                text += f" even if {clause.policy}.{clause.name} is broken"
            else:
                text += f" even if {named[0]} is broken"
        if choices.chance(10):
            text += f" up to {choices.number(1, 4)} steps"
        return text

    def _claim(self, kind: str, allowed: Allowed) -> str:
        choices, formulas = self._choices, self._formulas
        match kind:
            case "always" | "never" | "possible":
                return self._state_claim(kind, allowed)
            case "after":
                return self._after(allowed)
        scope: dict[str, str] = {}
        doing = [a for a in self._words.actions if a.by is not None]
        action = choices.one(doing if choices.chance(90) else self._words.actions)
        act = self._pattern(action, scope)
        other = choices.one(self._words.actions)
        if other != action and other.parameters == action.parameters and choices.chance(15):
            act += " or " + other.name + act.removeprefix(action.name)
        match kind:
            case "only when":
                return f"{act} only when {formulas.formula(scope, 1, allowed)}"
            case "only after":
                occurrence = self._occurrence(scope, allowed)
                return f"{act} only after {occurrence}{self._when(scope, allowed, 30)}"
            case "possible act":
                return f"possible {act}{self._when(scope, allowed, 80)}"
            case _:
                return f"never {act}{self._when(scope, allowed, 75)}"

    def _state_claim(self, kind: str, allowed: Allowed) -> str:
        """With a free variable at times; an act that speaks of it tells its type."""
        choices, formulas = self._choices, self._formulas
        if choices.chance(35):
            return f"{kind} {formulas.formula({}, 2, allowed)}"
        scope: dict[str, str] = {}
        action = choices.one(self._words.actions)
        act = self._pattern(action, scope)
        status = choices.one(["forbidden", "permitted", "required", "once"])
        if action.by is None or ("any" in act and status != "required"):
            status = "once"
        if status in ("forbidden", "permitted") and not allowed.under:
            status = "once"
        by = f" by {choices.one(self._words.policies)}" if status == "required" and not allowed.under else ""
        joint = choices.one(["implies", "iff", "or", "and"] if kind != "possible" else ["and", "and", "or"])
        return f"{kind} ({status} {act}{by}) {joint} ({formulas.formula(scope, 1, allowed)})"

    def _after(self, allowed: Allowed) -> str:
        choices = self._choices
        scope: dict[str, str] = {}
        occurrence = self._pattern(choices.one(self._words.actions), scope)
        if choices.chance(20):
            occurrence = self._occurrence(scope, allowed)
        when = self._when(scope, allowed, 40)
        action = choices.one([a for a in self._words.actions if a.by is not None])
        act = self._formulas.act(action, scope, Allowed(), any_chance=15)
        deadline = "at once" if choices.chance(15) else f"within {self._formulas.length()}"
        return f"after {occurrence}{when}, {act} {deadline}"

    def _occurrence(self, scope: dict[str, str], allowed: Allowed) -> str:
        return self._formulas.occurrence(scope, allowed)

    def _when(self, scope: dict[str, str], allowed: Allowed, chance: int) -> str:
        if not self._choices.chance(chance):
            return ""
        return f" when {self._formulas.formula(scope, self._choices.number(0, 2), allowed)}"

    def _pattern(self, action: Action, scope: dict[str, str]) -> str:
        given = []
        for sort in action.parameters:
            known = [v for v, own in scope.items() if own == sort]
            constants = self._formulas.constants(sort)
            if self._choices.chance(15):
                given.append("any")
            elif constants and self._choices.chance(20):
                given.append(self._choices.one(constants))
            elif known and self._choices.chance(30):
                given.append(self._choices.one(known))
            else:
                variable = f"z{len(scope)}"
                scope[variable] = sort
                given.append(variable)
        return f"{action.name}({', '.join(given)})" if given else action.name
