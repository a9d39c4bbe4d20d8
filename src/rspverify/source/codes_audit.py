"""RSP4xx: what `rspverify audit` finds.

On each page, the first block shows the finding and the last one is free of it, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

AUDIT: tuple[Code, ...] = (
    Code(
        "RSP401",
        "clauses that contradict each other",
        "warning",
        """\
One clause forbids an act that another one expressly permits, in a state that a run that keeps the policy comes to, and
neither overrides the other. By the rules of the language the prohibition wins; the text does not say whether that is meant.
There is one finding for each two clauses, with a run that leads there.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known: l may train(l, m) when published(l, m)
}
```

Say which one goes before the other.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known overrides halt: l may train(l, m) when published(l, m)
}
```
""",
    ),
    Code(
        "RSP402",
        "cases of which a policy says nothing",
        "warning",
        """\
Some clause of the policy is about acts of this kind, and in some case none of them applies (exemptions do not count), so
that `otherwise` decides. It may be meant so, or it may be the case that nobody thought of. The run is the shortest one
into such a case; below it stand the conditions of all the clauses, none of which is met there.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```

Say something of the other cases too, or accept the finding if `otherwise` is the answer.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause go_on: l may train(l, m) when not dangerous(m)
}
```
""",
    ),
    Code(
        "RSP403",
        "a duty that cannot be kept at its last hour",
        "warning",
        """\
In a run that keeps the policy, a duty falls due at a moment at which nothing that would fulfil it is both possible and
permitted. Its agent will break the policy, whatever it does, and claims about those who keep it are hollow beyond that
point.

```
policy openness binds l: Lab {
  clause tell: l must publish(l, m) within 3 days after train(l, m)
  clause hush: l must not publish(l, m) when dangerous(m)
}
```

Let the one give way to the other, or let the duty end where its act is forbidden.

```
policy openness binds l: Lab {
  clause tell overrides hush: l must publish(l, m) within 3 days after train(l, m)
  clause hush: l must not publish(l, m) when dangerous(m)
}
```
""",
    ),
    Code(
        "RSP404",
        "a clause that never applies",
        "warning",
        """\
It is proved that in no run that keeps the policy the clause ever applies, to nobody and nothing, for any number of members
and steps: its condition contradicts itself, an axiom, or what the policy asks elsewhere. A duty that begins with an
occurrence is never begun; of a sole permission one half is never active. Clauses about breaches are looked for in all runs.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when level(m) = high and level(m) = low
}
```

Correct the condition, or drop the clause.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when level(m) = high
}
```
""",
    ),
    Code(
        "RSP405",
        "a clause that is always defeated",
        "warning",
        """\
Wherever the clause applies, in runs that keep the policy, a clause that overrides it applies too. So what it says never
counts.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) and published(l, m)
  clause known overrides halt: l may train(l, m) when published(l, m)
}
```

Narrow the clause that overrides, or drop the one that is overridden.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known overrides halt: l may train(l, m) when published(l, m)
}
```
""",
    ),
    Code(
        "RSP406",
        "a clause that changes nothing",
        "warning",
        """\
With the clause and without it the same acts are forbidden, in every state of every run that keeps the policy, and the same
runs keep it. It repeats what other clauses say, or permits what nobody forbids.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause pause: l must not train(l, m) when dangerous(m) and rival_close(l)
}
```

Drop it. If it is there for its readers, accept the finding.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```
""",
    ),
)
