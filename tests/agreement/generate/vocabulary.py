"""A random vocabulary: sorts, facts, durations, acts and events, before any formula is drawn."""

from __future__ import annotations

from generate.choices import Choices
from rspverify.fuzz.generate.vocabulary import LENGTHS, Action, Fact, Vocabulary, parameters

RANGES = ("0..2", "1..2")


def vocabulary(choices: Choices) -> Vocabulary:
    """Sorts, facts and durations; the bodies of actions come later, when there are formulas to draw."""
    found = Vocabulary()
    found.entities = ["Lab", "Model"] if choices.chance(35) else ["Lab"]
    found.lines += [f"entity {name}" for name in found.entities]
    if choices.chance(40):
        found.enums["Level"] = ("low", "mid", "high") if choices.chance(40) else ("low", "high")
        mark = ", "
        if choices.chance(60):
            found.ordered.add("Level")
            mark = " < "
        found.lines.append(f"enum Level {{ {mark.join(found.enums['Level'])} }}")
    if choices.chance(40):
        names = ["ada", "bob"] if choices.chance(30) else ["ada"]
        found.individuals |= dict.fromkeys(names, "Lab")
        found.lines.append(f"individual {', '.join(names)}: Lab")
    _durations(choices, found)
    for number in range(choices.number(2, 4)):
        _fact(choices, found, number)
    for number in range(choices.number(2, 3)):
        _action(choices, found, number)
    return found


def _durations(choices: Choices, found: Vocabulary) -> None:
    if not choices.chance(30):
        return
    found.durations.append("span")
    match choices.weighted({"known": 2, "readings": 2, "unknown": 1}):
        case "known":
            found.lines.append(f"duration span = {choices.one(LENGTHS)}")
        case "readings":
            found.lines.append("duration span { reading brief: 1 hour  reading wide: 2 hours }")
            found.open_words["span"] = ["brief", "wide"]
        case _:
            found.lines.append("duration span")


def _fact(choices: Choices, found: Vocabulary, number: int) -> None:
    name = f"f{number}"
    kind = choices.weighted({"plain": 6, "fixed": 1, "varying": 1, "belief": 1})
    types = {"bool": 7, "0..2": 1, "int": 1, "time": 1, choices.one(found.entities): 1}
    if found.enums:
        types["Level"] = 3
    type_ = "bool" if kind == "belief" else choices.weighted(types)
    if kind == "belief":
        given: tuple[str, ...] = ("Lab",)
    else:
        sorts = dict.fromkeys(found.entities, 5) | dict.fromkeys(found.enums, 1) | {"1..2": 1}
        count = choices.weighted({0: 3, 1: 6, 2: 1})
        given = tuple(choices.weighted(sorts) for _ in range(count))
    found.facts.append(Fact(name, given, type_, kind))
    words = {"plain": "fact", "fixed": "fixed fact", "varying": "varying fact", "belief": "belief"}[kind]
    public = "public " if kind != "belief" and choices.chance(10) else ""
    suffix = "" if type_ == "bool" else f": {type_}"
    found.lines.append(f"{public}{words} {name}{parameters(given)}{suffix}")


def _action(choices: Choices, found: Vocabulary, number: int) -> None:
    sorts = dict.fromkeys(found.entities, 6) | dict.fromkeys(found.enums, 1) | {"1..2": 1}
    more = tuple(choices.weighted(sorts) for _ in range(choices.weighted({0: 6, 1: 3})))
    if number > 0 and choices.chance(30):
        found.actions.append(Action(f"e{number}", more, None))
    elif found.individuals and choices.chance(10):
        found.actions.append(Action(f"a{number}", more, choices.one(list(found.individuals))))
    elif number > 0 and more and choices.chance(10) and more[0] in found.entities:
        found.actions.append(Action(f"a{number}", more, 0))
    else:
        found.actions.append(Action(f"a{number}", ("Lab", *more), 0))
