"""RSP27x and RSP28x: claims and checks that cannot be resolved.

On each page, the first block shows the code and the last one is its repair, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

CLAIMS: tuple[Code, ...] = (
    Code(
        "RSP270",
        "`when` beside a formula",
        "error",
        """\
`never ACT when φ` reads φ in the state before the act. `never φ` speaks of states alone, where a second condition is
only another part of the formula.

```
property quiet: never dangerous(m) when published(l, m)
```

Join the two with `and`.

```
property quiet: never (dangerous(m) and published(l, m))
```
""",
    ),
    Code(
        "RSP271",
        "an event where policies judge an act",
        "error",
        """\
Policies forbid, permit and require what agents do. An event is done by nobody, so no policy says anything about it.

```
property open: outsiders can tell whether incident(m) is permitted
```

Name an action.

```
property open: outsiders can tell whether train(l, m) is permitted
```
""",
    ),
    Code(
        "RSP272",
        "a name that cannot differ by itself",
        "error",
        """\
`does not depend on` compares runs that differ in facts and in what happens. A define or a term follows from facts: it
differs only where they do.

```
property own_merits: train(l, m) does not depend on hazardous
```

Name the facts that it speaks of.

```
property own_merits: train(l, m) does not depend on dangerous
```
""",
    ),
    Code(
        "RSP273",
        "no more and less of this fact",
        "error",
        """\
`more f` and `less f` need a fact that can be more or less: a predicate (true is more), a whole number, or an enum
whose values are ordered. Its places are named by variables, individuals or values.

```
property steady: more owner never unlocks train(l, m)
```

Name another fact.

```
property steady: more dangerous never unlocks train(l, m)
```
""",
    ),
    Code(
        "RSP280",
        "a verdict that this property cannot have",
        "error",
        """\
What is claimed of all runs holds or is violated (or is vacuous, undetermined, or depends on readings). What is
claimed to be possible is possible or impossible (or depends on readings).

```
property reachable: possible train(l, m)
check reachable expect holds
```

Expect a verdict that the claim can have.

```
property reachable: possible train(l, m)
check reachable expect possible
```
""",
    ),
    Code(
        "RSP281",
        "the word has no such reading",
        "error",
        """\
`reading … as …` chooses one of the readings that the declaration of a term or duration lists.

```
property safe: never train(l, m) when hazardous(m)
check safe reading hazardous as by_rumour expect violated
```

Name a declared reading.

```
property safe: never train(l, m) when hazardous(m)
check safe reading hazardous as by_capability expect violated
```
""",
    ),
    Code(
        "RSP282",
        "a binding that binds nobody",
        "error",
        """\
`binding` chooses whom the policies of a run bind, among the agents of entities that they bind at all. No policy of
this run binds agents of that entity.

```
policy pause binds l: Lab { }
property safe: never train(l, m)
check safe under pause binding every Office expect violated
```

Choose among agents whom a policy of the run binds.

```
policy pause binds l: Lab { }
property safe: never train(l, m)
check safe under pause binding anthropic expect violated
```
""",
    ),
    Code(
        "RSP283",
        "`even if` without `under`",
        "error",
        """\
`even if P is broken` lets off a policy that the run is otherwise under. This run is not under it, so it may be broken
anyhow.

```
policy pause binds l: Lab { }
policy law binds l: Lab { }
property safe: never train(l, m)
check safe under pause even if law is broken expect violated
```

Add the policy, or leave the option out.

```
policy pause binds l: Lab { }
policy law binds l: Lab { }
property safe: never train(l, m)
check safe under pause + law even if law is broken expect violated
```
""",
    ),
    Code(
        "RSP284",
        "no policy to ask",
        "error",
        """\
The claim asks what is forbidden, permitted or required. Neither it nor the check (or the scenario) says by which
policy.

```
policy pause binds l: Lab { }
property free: always permitted train(l, m)
check free
```

Name the policies in the check, or write `by` and a policy in the claim.

```
policy pause binds l: Lab { }
property free: always permitted train(l, m)
check free under pause
```
""",
    ),
    Code(
        "RSP285",
        "options that contradict each other",
        "error",
        """\
A run has one expected verdict and one bound of steps, and names each of its policies once. Options before the first
`under` go for all runs; those of a run go before them.

```
policy pause binds l: Lab { }
property safe: never train(l, m)
check safe under pause expect holds expect violated
```

Leave one out, or begin a new run with `under`.

```
policy pause binds l: Lab { }
property safe: never train(l, m)
check safe under pause expect violated
```
""",
    ),
)
