"""RSP3xx: what is right as a text and yet hardly meant.

On each page, the first block shows the code and the last one is its repair, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

LINT: tuple[Code, ...] = (
    Code(
        "RSP301",
        "a duty without a deadline",
        "warning",
        """\
A duty is breached when its deadline passes. Without one it can stay open for ever, and a run in which it is never
fulfilled complies with the policy.

```
policy openness binds l: Lab {
  clause show: l must publish(l, m) when dangerous(m)
}
property complete: openness is complete
check complete
```

Give it a deadline. If the text really has none, leave it, and check what may be left undone.

```
policy openness binds l: Lab {
  clause show: l must publish(l, m) within 30 days when dangerous(m)
}
property complete: openness is complete
check complete
```
""",
    ),
    Code(
        "RSP302",
        "a policy that nothing is checked about",
        "warning",
        """\
No check and no scenario is under this policy, no property names it, and no other policy amends it. What is wrong with
it, nobody will see.

```
policy pause binds l: Lab { }
```

Check something.

```
policy pause binds l: Lab { }
property consistent: pause is consistent
check consistent
```
""",
    ),
    Code(
        "RSP303",
        "a property that is never checked",
        "warning",
        """\
A property is proved or refuted where a `check` asks for it. Without one it is only an opinion.

```
property safe: never train(l, m) when dangerous(m)
```

Check it.

```
property safe: never train(l, m) when dangerous(m)
check safe expect violated
```
""",
    ),
    Code(
        "RSP304",
        "vocabulary that nothing uses",
        "warning",
        """\
Nothing speaks of this fact; or this action or event has no effects and nothing speaks of it. It makes proofs larger
and tells readers of something that does not matter.

```
fact famous(m: Model)
```

Remove it, or use it.

```
fact famous(m: Model)
property modest: always not famous(m)
check modest expect violated
```
""",
    ),
    Code(
        "RSP305",
        "an open word with one reading",
        "warning",
        """\
A term, or a duration with readings, is a word whose meaning the text leaves open. With one reading nothing is open.

```
term risky(m: Model) {
  reading only: dangerous(m)
}
```

Define it, or add what else it may mean.

```
define risky(m: Model) = dangerous(m)
```
""",
    ),
    Code(
        "RSP306",
        "a clause about someone who is not bound",
        "warning",
        """\
A policy with `binds` binds agents of the entities named there. A clause about an individual of another entity never
applies.

```
policy oversight binds l: Lab {
  clause approve: ministry must not inspect(ministry)
}
property consistent: oversight is consistent
check consistent
```

Bind agents of that entity too, or leave `binds` out: then the individuals are bound that the clauses name.

```
policy oversight binds l: Lab, o: Office where o = ministry {
  clause approve: ministry must not inspect(ministry)
}
property consistent: oversight is consistent
check consistent
```
""",
    ),
    Code(
        "RSP307",
        "members that ask for members without end",
        "note",
        """\
What is asked of a solver here lies outside of what it can always decide. For every member of one entity there must be
some of another one, and for every one of those some of the first: the solver may look for ever larger worlds, and a
check may then end as `undetermined`. Often it gives an answer all the same; nothing is wrong with the policy.

Two things lead from one entity to another: a fact whose value is a member (`fact owner(m: Model): Lab` gives a `Lab`
for each `Model`), and a `some` that is said for every member of the other, or an `every` where the formula is denied,
as the `when` of a prohibition is that is kept. `at most one` asks for nobody. What counts exactly stands in
docs/decidability.md.

```
axiom nobody_idle: every l: Lab | some m: Model | owner(m) = l
```

Break the cycle where it costs least:

* make the function a relation with at most one value, so that not each member needs one: `fact owns(l: Lab, m: Model)`
  with `axiom one_owner: every m: Model | at most one l: Lab | owns(l, m)`;
* give what the inner `some` asks for a name: a fact that says that there is one, changed by the acts that make it so;
* say it only of the members that matter, or as a condition of the acts and clauses that need it, where it is about the
  one member that acts;
* leave it, and help the proof with a `lemma`, or accept a bounded answer with `up to N steps`.

```
fact busy(l: Lab)
also train(l, m) then busy(l)
axiom nobody_idle: every l: Lab | busy(l)
```
""",
    ),
    Code(
        "RSP308",
        "an act that an axiom or a range can block",
        "note",
        """\
Every state satisfies every axiom, and every number stays in its range: a step that would break one cannot happen. So an
axiom about a fact that an act changes, or a number that it counts up or down, can make the act impossible where nothing
in its `requires` says so; and what cannot happen breaks no policy.

```
fact staff(l: Lab): int 0..9
action hire(l: Lab) by l
  then staff(l) becomes staff(l) + 1
```

Where that is meant, say it with `requires`, and keep the note as a reminder; else widen the range or weaken the axiom.

```
fact staff(l: Lab): int
action hire(l: Lab) by l
  then staff(l) becomes staff(l) + 1
```
""",
    ),
)
