"""The bodies of actions, defines, terms, `initially`, axioms, assumptions and lemmas of a random project."""

from __future__ import annotations

from generate.choices import Dead
from rspverify.fuzz.generate.formulas import PAST, Allowed, Formulas, Scope
from rspverify.fuzz.generate.vocabulary import Action, Defined, Fact, parameters


def behaviour(formulas: Formulas) -> list[str]:
    """Lines, one declaration each, but for actions with what `also` adds to them."""
    choices, words = formulas.choices, formulas.words
    lines = []
    if choices.chance(35):
        lines.append(_define(formulas))
    if choices.chance(30):
        lines.append(_term(formulas))
    lines += [_action(formulas, action) for action in words.actions]
    if choices.chance(15):
        lines += _also(formulas)
    if choices.chance(60):
        lines += _initially(formulas)
    if choices.chance(20):
        lines.append(f"axiom a_law: {formulas.formula({}, 1)}")
    return [line for line in lines if line]


def statements(formulas: Formulas) -> tuple[list[str], list[str]]:
    """Assumptions and lemmas, and the names of the assumptions; drawn after the policies, of which they may speak."""
    choices, lines, assumptions = formulas.choices, [], []
    if choices.chance(15):
        lines.append(f"assume hoped: {formulas.formula({}, 1, PAST)}")
        assumptions.append("hoped")
    if choices.chance(10):
        lines.append(f"lemma believed: {formulas.formula({}, 1, PAST)}")
    return lines, assumptions


def scope_of(types: tuple[str, ...]) -> dict[str, str]:
    return {f"p{i}": sort for i, sort in enumerate(types)}


def _define(formulas: Formulas) -> str:
    choices, words = formulas.choices, formulas.words
    types = tuple(choices.one(words.countable) for _ in range(choices.number(0, 1)))
    past = choices.chance(40)
    body = formulas.formula(scope_of(types), 2, Allowed(past=past))
    words.defined.append(Defined("shown", types, past))
    return f"define shown{parameters(types)} = {body}"


def _term(formulas: Formulas) -> str:
    choices, words = formulas.choices, formulas.words
    types = tuple(choices.one(words.entities) for _ in range(choices.number(0, 1)))
    past = choices.chance(30)
    first, second = (formulas.formula(scope_of(types), 1, Allowed(past=past)) for _ in range(2))
    words.defined.append(Defined("word", types, past))
    words.open_words["word"] = ["plain", "wide"]
    return f"term word{parameters(types)} {{ reading plain: {first}  reading wide: {second} }}"


def _action(formulas: Formulas, action: Action) -> str:
    choices = formulas.choices
    scope = scope_of(action.parameters)
    match action.by:
        case None:
            head = f"event {action.name}{parameters(action.parameters)}"
        case int(place):
            head = f"action {action.name}{parameters(action.parameters)} by p{place}"
        case name:
            head = f"action {action.name}{parameters(action.parameters)} by {name}"
    if choices.chance(10):
        head = f"public {head}"
    if choices.chance(25):
        head += f"  requires {formulas.formula(scope, 1, Allowed(past=choices.chance(30)))}"
    effects = _effects(formulas, scope, choices.weighted({0: 1, 1: 5, 2: 3}))
    return head + (f"  then {', '.join(effects)}" if effects else "")


def _also(formulas: Formulas) -> list[str]:
    action = formulas.choices.one(formulas.words.actions)
    scope = {f"q{i}": sort for i, sort in enumerate(action.parameters)}
    effects = _effects(formulas, scope, 1)
    arguments = f"({', '.join(scope)})" if scope else ""
    return [f"also {action.name}{arguments} then {effects[0]}"] if effects else []


def _effects(formulas: Formulas, scope: Scope, count: int) -> list[str]:
    """Mostly on different facts: two effects that may clash are an error of the policy."""
    found: list[str] = []
    free = [f for f in formulas.words.facts if f.kind == "plain"]
    for _ in range(count):
        try:
            fact = formulas.choices.one(free)
            found.append(_effect(formulas, scope, fact))
        except Dead:
            continue
        if formulas.choices.chance(90):
            free.remove(fact)
    return found


def _effect(formulas: Formulas, scope: Scope, fact: Fact) -> str:
    choices, words = formulas.choices, formulas.words
    inside = dict(scope)
    spread = ""
    if fact.parameters and choices.chance(30):
        variable, sort = words.fresh(), choices.one(fact.parameters)
        inside[variable] = sort
        where = f" where {formulas.formula(inside, 0)}" if choices.chance(50) else ""
        spread = f" for every {variable}: {sort}{where}"
    arguments = [formulas.value(sort, inside, Allowed()) for sort in fact.parameters]
    place = f"{fact.name}({', '.join(arguments)})" if arguments else fact.name
    when = f" when {formulas.formula(inside, 1, Allowed(past=choices.chance(25)))}" if choices.chance(35) else ""
    return f"{_written(formulas, place, fact.type, inside)}{when}{spread}"


def _written(formulas: Formulas, place: str, type_: str, scope: Scope) -> str:
    choices = formulas.choices
    if choices.chance(12):
        return f"{place} changes"
    match type_:
        case "bool":
            return f"not {place}" if choices.chance(30) else place
        case "int" | "0..2":
            return f"{place} becomes {choices.one(['0', '1', f'{place} + 1', f'{place} - 1'])}"
        case "time":
            return f"{place} becomes {choices.one(['now', f'now + {formulas.length()}'])}"
        case _:
            return f"{place} becomes {formulas.value(type_, scope, Allowed())}"


def _initially(formulas: Formulas) -> list[str]:
    """Mostly that things begin with nothing, so that few first states have to be looked at."""
    choices, words = formulas.choices, formulas.words
    lines = []
    for fact in words.facts:
        if not choices.chance(70):
            continue
        scope = scope_of(fact.parameters)
        place = f"{fact.name}({', '.join(scope)})" if scope else fact.name
        match fact.type:
            case "bool":
                literal = f"not {place}"
            case "int" | "0..2":
                literal = f"{place} = 0"
            case "Level":
                literal = f"{place} = low"
            case _:
                continue
        declared = ", ".join(f"{name}: {sort}" for name, sort in scope.items())
        lines.append(f"initially every {declared} | {literal}" if scope else f"initially {literal}")
    if choices.chance(15):
        lines.append(f"initially {formulas.formula({}, 1)}")
    return lines
