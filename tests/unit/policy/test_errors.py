"""What the resolver says about mistakes: a source, its only code, and a part of the message."""

from __future__ import annotations

import pytest
from resolving import diagnostics

WORLD = """
entity Lab
entity Model
enum Evidence { none < weak < strong }
enum Colour { red, blue }
individual ours: Lab
fact published(l: Lab, m: Model)
fact evidence(m: Model): Evidence
fact colour(m: Model): Colour
fact owner(m: Model): Lab
fact budget(l: Lab): int 0..100
fact wealth(l: Lab): int
fact covered(l: Lab): time
fact level(n: 0..10)
fact emergency
duration grace = 30 days
define rich(l: Lab) = budget(l) > 50
define met(l: Lab) = once train(l, any)
action train(l: Lab, m: Model) by l
event quake
policy p binds l: Lab { clause ban: l must not train(l, m)  clause free: l may train(l, m) }
"""

AXIOMS = [
    ("publshed(ours, ours)", "RSP203", "no fact is called `publshed`"),
    ("every l: Lab | met(l)", "RSP215", "`met(l)` speaks of the past, which an axiom cannot"),
    ("once emergency", "RSP215", "`once` speaks of the past"),
    ("within 3 days after quake", "RSP215", "`within … after` speaks of the past"),
    ("quake", "RSP214", "`quake` is an event"),
    ("emergency = emergency", "RSP207", "is a formula and cannot be compared"),
    ("emergency = 3", "RSP207", "`emergency` is a formula and cannot be compared"),
    ("budget(ours)", "RSP207", "a formula is needed here, but `budget(ours)` is a number"),
    ("budget(emergency) = 3", "RSP207", "a value is needed here, but `emergency` is a formula"),
    ("budget(ours) = red", "RSP206", "a number cannot be compared with a `Colour`"),
    ("ours = red", "RSP206", "a `Lab` cannot be compared with a `Colour`"),
    ("ours in {ours, red}", "RSP206", "cannot be compared"),
    ("every m: Model | budget(m) = 1", "RSP206", "`m` is a `Model`, but a `Lab` is needed here"),
    ("every m: Model | colour(m) < red", "RSP208", "a `Colour` is neither more nor less than another"),
    ("ours < ours", "RSP208", "a `Lab` is neither more nor less"),
    ("level(11)", "RSP209", "`11` is outside of `0..10`"),
    ("level(budget(ours))", "RSP209", "`budget(ours)` may be outside of `0..10`"),
    ("every n: 0..10 | level(n + 1)", "RSP209", "`n + 1` may be outside"),
    ("now + covered(ours) > now", "RSP210", "`+` cannot stand between a moment and a moment"),
    ("3 days - now < 3 days", "RSP210", "`-` cannot stand between a length of time and a moment"),
    ("budget(ours) + 3 days > 3 days", "RSP210", "between a number and a length of time"),
    ("covered(ours) > 3 days", "RSP206", "a moment cannot be compared with a length of time"),
    ("now - covered(ours) > 3", "RSP206", "a length of time cannot be compared with a number"),
    ("budget(ours) * wealth(ours) > 3", "RSP210", "one side of `*` must be a number written out"),
    ("(if emergency then 3 else red) = 3", "RSP206", "the branches of this `if` differ"),
    ("every t: time | t > now", "RSP211", "`t` cannot stand for every moment"),
    ("every n: int | n > 3", "RSP211", "`n` cannot stand for every number"),
    ("every ours: Lab | rich(ours)", "RSP213", "has the name of an individual"),
    ("every l: Lab | some l: Lab | rich(l)", "RSP213", "there is already a variable `l`"),
    ("every L: Lab | rich(L)", "RSP202", "the variable `L` is not written in snake_case"),
    ("every l: Labb | rich(l)", "RSP203", "no entity is called `Labb`"),
    ("rich(l)", "RSP203", "no variable or individual is called `l`"),
    ("every m: Model | evidence(m) = wek", "RSP203", "no value of `Evidence` is called `wek`"),
    ("rich", "RSP205", "`rich` takes 1 argument, but none is given"),
    ("emergency(ours)", "RSP205", "`emergency` takes no arguments, but 1 is given"),
    ("ours(ours)", "RSP205", "`ours` is an individual and takes no arguments"),
    ("Lab = ours", "RSP204", "`Lab` is an entity and cannot stand here"),
    ("rich(any)", "RSP217", "`any` stands only for an argument"),
    ("forbidden train(ours, any) by p", "RSP216", "`forbidden` asks what a policy says"),
    ("breach of p.ban(ours, any)", "RSP214", "is something that happens"),
]

FACTS = [
    ("belief b(m: Colour)", "RSP225", "has nobody who holds it"),
    ("fixed belief b(l: Lab)", "RSP223", "cannot be fixed"),
    ("fact f(t: time)", "RSP211", "cannot stand for every moment"),
    ("fact f(l: Lab, l: Lab)", "RSP213", "already a variable `l`"),
    ('fact f(l: Lab) "{l} and {value}"', "RSP232", "names `{value}`"),
    ("action go(c: Colour) by c", "RSP227", "`c` is a `Colour`, which cannot act"),
    ("action go() by them", "RSP227", "`them` is neither a parameter nor an individual"),
    ("event e then level(3) becomes 4", "RSP229", "`level` is true or false"),
    ("event e then budget(ours)", "RSP229", "`budget` is a number, not true or false"),
    ("event e then budget(ours) becomes 101", "RSP209", "`101` is outside of `0..100`"),
    ("event e then budget(ours) becomes red", "RSP206", "`red` is a `Colour`, but a number is needed"),
    ("event e then rich(ours)", "RSP204", "`rich` is a define; a fact is needed here"),
    ("event e then level(n) for every n: int", "RSP211", "cannot stand for every number"),
    ("event e then level(n) for every n: 0..20", "RSP209", "`n` may be outside of `0..10`"),
    ("event e requires quake", "RSP214", "`quake` is an event"),
    ("also train(l) then emergency", "RSP205", "`train` takes 2 arguments"),
    ("also trian(l, m) then emergency", "RSP203", "no action is called `trian`"),
    ("term t { reading a: emergency  reading a: not emergency }", "RSP201", "two readings `a`"),
    ("enum Size { big, big }", "RSP201", "`big` is declared twice"),
    ("enum Size { red }", "RSP201", "`red` is declared twice"),
    ("define a = b\ndefine b = c\ndefine c = b", "RSP221", "`b` is defined by itself: `b` uses `c` uses `b`"),
    ("define a = forbidden train(ours, any) by p", "RSP216", "the define `a` cannot"),
    ("lemma a: once breach of p.halt(ours, any)", "RSP240", "the policy `p` has no clause `halt`"),
    ("lemma a: once breach of p.free(ours, any)", "RSP241", "`p.free` cannot be breached"),
    ("lemma a: within graze after quake", "RSP203", "no duration is called `graze`"),
    ("property a: never train(l, m) when rich(m)", "RSP219", "`m` stands for a `Lab` here and for a `Model` elsewhere"),
    ("property a: never train(l, m) when x = y", "RSP220", "it cannot be told what `x` stands for"),
    ("property a: always covered(ours) = x", "RSP211", "the variable `x` would stand for a moment"),
    ("property a: always forbidden quake by p", "RSP204", "`quake` is an event, which no policy can forbid"),
]


@pytest.mark.parametrize(("formula", "code", "fragment"), AXIOMS, ids=[row[0] for row in AXIOMS])
def test_axiom(formula: str, code: str, fragment: str) -> None:
    found = diagnostics(f"{WORLD}axiom a: {formula}")
    assert [one.code for one in found] == [code], found
    assert fragment in found[0].message


@pytest.mark.parametrize(("declaration", "code", "fragment"), FACTS, ids=[row[0] for row in FACTS])
def test_declaration(declaration: str, code: str, fragment: str) -> None:
    found = diagnostics(f"{WORLD}{declaration}")
    assert {one.code for one in found} == {code}, found
    assert fragment in found[0].message


def test_world_alone_is_right() -> None:
    assert diagnostics(WORLD) == []


def test_many_problems_in_one_run() -> None:
    found = diagnostics(f"{WORLD}axiom a: rihc(ours)\naxiom b: level(11)\nfact emergency\n")
    assert sorted(one.code for one in found) == ["RSP201", "RSP203", "RSP209"]


def test_advice() -> None:
    near, unbound, act = (
        diagnostics(f"{WORLD}axiom a: {formula}")[0].help for formula in ("emergncy", "rich(x)", "train(ours, any)")
    )
    assert near == "a fact with a similar name exists: `emergency`"
    assert unbound == "quantify it: `every x: Lab | …`"
    assert act == "an axiom speaks of facts, not of what happens"
    assert diagnostics(f"{WORLD}lemma a: quake")[0].help == "say `once quake`"


def test_advice_on_a_range_names_a_new_variable() -> None:
    (taken,) = diagnostics(f"{WORLD}axiom a: every n: 0..20 | level(n)")
    assert taken.help == "its values are `0..20`; bind one in range: `some k: 0..10 | k = n and …`"
    assert diagnostics(f"{WORLD}axiom a: every n: 0..20 | some k: 0..10 | k = n and level(k)") == []


def test_messages_are_one_line_in_lower_case() -> None:
    texts = [f"{WORLD}axiom a: {row[0]}" for row in AXIOMS] + [f"{WORLD}{row[0]}" for row in FACTS]
    for one in (one for text in texts for one in diagnostics(text)):
        assert "\n" not in one.message
        assert not one.message.endswith(".")
        assert not one.message[0].isupper()
