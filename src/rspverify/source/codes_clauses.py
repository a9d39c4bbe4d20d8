"""RSP259 to RSP26x: clauses that cannot be resolved.

On each page, the first block shows the code and the last one is its repair, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

CLAUSES: tuple[Code, ...] = (
    Code(
        "RSP259",
        "the argument is more than a name",
        "error",
        """\
The acts and occurrences of clauses are patterns: their arguments are variables, individuals, enum values, numbers and
`any`. A value that must be worked out belongs into the condition.

```
policy respect binds l: Lab {
  clause hands_off: l must not watch(l, owner(m))
}
```

Name it with a variable, and say in `when` what it is.

```
policy respect binds l: Lab {
  clause hands_off: l must not watch(l, r) when some m: Model | owner(m) = r
}
```
""",
    ),
    Code(
        "RSP260",
        "acts with different variables",
        "error",
        """\
A clause with several acts is the same clause for each of them, so they have the same variables. Here one variable
stands in one act only.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) or review(l) when dangerous(m)
}
```

Write two clauses, or `any` where it does not matter.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) or publish(l, m) when dangerous(m)
}
```
""",
    ),
    Code(
        "RSP261",
        "a variable where `any` is meant",
        "error",
        """\
Variables of a clause are universal: a duty to `publish(l, m)` is one duty for each `m`. If nothing else in the clause
says which `m` is meant, then everything would have to be published; `any` asks for one of them. The same goes for the
earlier act of an order.

```
policy openness binds l: Lab {
  clause show: l must publish(l, m) within 30 days
}
```

Write `any`, or say in `when` (or after which occurrence) which ones are meant.

```
policy openness binds l: Lab {
  clause show: l must publish(l, any) within 30 days
  clause warn: l must publish(l, m) within 30 days when dangerous(m)
}
```
""",
    ),
    Code(
        "RSP262",
        "no such clause to override",
        "error",
        """\
`overrides` names clauses of the same policy, those that it inherits among them.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides hold: l may train(l, m) when published(l, m)
}
```

Name a clause of the policy.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
}
```
""",
    ),
    Code(
        "RSP263",
        "overriding a clause about other acts",
        "error",
        """\
A clause defeats another for the acts that both speak of. These two have no act in common, so nothing would ever be
defeated. An order (`must … before …`) is about the act that has to wait.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may publish(l, m)
}
```

Let both speak of the same act.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
}
```
""",
    ),
    Code(
        "RSP264",
        "clauses override each other in a circle",
        "error",
        """\
Whether a clause is defeated depends on whether the clause that overrides it is defeated itself. In a circle, that
question has no answer.

```
policy pause binds l: Lab {
  clause halt overrides proceed: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
}
```

Decide which of them goes first.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
}
```
""",
    ),
    Code(
        "RSP265",
        "`need not` lifts no duty",
        "error",
        """\
`need not` says that a duty is lifted, and `overrides` says which. Without a duty there is nothing to lift; it would
not permit anything either.

```
policy openness binds l: Lab {
  clause show: l must publish(l, m) within 30 days when dangerous(m)
  clause quiet: l need not publish(l, m) when published(anthropic, m)
}
```

Name the duty. To lift a prohibition, write `may`.

```
policy openness binds l: Lab {
  clause show: l must publish(l, m) within 30 days when dangerous(m)
  clause quiet overrides show: l need not publish(l, m) when published(anthropic, m)
}
```
""",
    ),
    Code(
        "RSP266",
        "it cannot be told what a variable stands for",
        "error",
        """\
A clause's variables get their types from the acts and events in which they stand. This one stands only in `breach of`
other clauses, which have it from this one in turn.

```
policy pause binds l: Lab {
  clause one: l must review(l) at once after breach of pause.two(l, x)
  clause two: l must review(l) at once after breach of pause.one(l, x)
}
```

Let it stand in an act or event, or write `any`.

```
policy pause binds l: Lab {
  clause one: l must review(l) at once after breach of pause.two(l)
  clause two: l must review(l) at once after incident(any)
}
```
""",
    ),
    Code(
        "RSP267",
        "`otherwise` is said twice",
        "error",
        """\
`otherwise` says what goes for acts of which no clause speaks; a policy has one answer.

```
policy pause binds l: Lab {
  otherwise permitted
  otherwise forbidden
}
```

Leave one of them out.

```
policy pause binds l: Lab {
  otherwise forbidden
}
```
""",
    ),
    Code(
        "RSP268",
        "a clause about an event",
        "error",
        """\
Events are done by nobody whom a policy could bind, so they cannot be forbidden, permitted or owed.

```
policy pause binds l: Lab {
  clause safe: l must not incident(m)
}
```

Speak of what the agent does; a duty can begin with an event.

```
policy pause binds l: Lab {
  clause safe: l must review(l) within 3 days after incident(any)
}
```
""",
    ),
    Code(
        "RSP269",
        "something is accepted that is no finding",
        "error",
        """\
`accept CODE "reason"` lets a finding of `rspverify audit` stand: in a clause one about this clause, in a policy one about the
policy. The code is one of RSP401 to RSP412, each stands once in one place, and the reason says something.

```
policy care binds l: Lab {
  clause halt:
    accept RSP301 "there is no deadline"
    l must not train(l, m) when dangerous(m)
}
```

What only `lint` says is not accepted: `rspverify lint --ignore RSP301` leaves it out.

```
policy care binds l: Lab {
  clause halt:
    accept RSP410 "the lab itself judges what is dangerous"
    l must not train(l, m) when dangerous(m)
}
```
""",
    ),
)
