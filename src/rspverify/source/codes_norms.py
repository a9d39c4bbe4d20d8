"""RSP250 to RSP258: policies and their agents that cannot be resolved.

On each page, the first block shows the code and the last one is its repair, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

NORMS: tuple[Code, ...] = (
    Code(
        "RSP250",
        "two clauses of one name",
        "error",
        """\
A clause's name says which clause is meant in `overrides`, `repeal` and `breach of`; so a policy has one clause of
each name. An amendment has the clauses that it inherits too.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause halt: l must not publish(l, any)
}
```

Give one of the two another name. To put a new clause in the place of an inherited one, write `replace clause`.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause silence: l must not publish(l, any)
}
```
""",
    ),
    Code(
        "RSP251",
        "the amended policy has no such clause",
        "error",
        """\
`repeal` and `replace clause` speak of a clause that the policy inherits by `amends`. This one is not there, or the
same amendment already repeals it.

```
policy first binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
policy second amends first {
  repeal stop
}
```

Name an inherited clause.

```
policy first binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
policy second amends first {
  repeal halt
}
```
""",
    ),
    Code(
        "RSP252",
        "a policy amends itself",
        "error",
        """\
Each policy that amends another starts from that other's clauses. Here the policies amend each other in a circle, and
no clauses can be started from.

```
policy first amends second { }
policy second amends first { }
```

Let one of them stand by itself.

```
policy first { }
policy second amends first { }
```
""",
    ),
    Code(
        "RSP253",
        "a repealed clause is still overridden",
        "error",
        """\
A clause that is kept overrides one that is repealed, and would override nothing. What it says was meant as an
exception; it may not say what is meant now.

```
policy first binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
}
policy second amends first {
  repeal halt
}
```

Repeal the exception too, or replace it.

```
policy first binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause proceed overrides halt: l may train(l, m) when published(l, m)
}
policy second amends first {
  repeal halt, proceed
}
```
""",
    ),
    Code(
        "RSP254",
        "`binds` cannot bind this",
        "error",
        """\
`binds` has at most one variable for each entity, each with a name of its own. Only members of entities can be bound:
values of enums and numbers do nothing.

```
policy pause binds a: Lab where founder(a), b: Lab { }
```

Join the conditions.

```
policy pause binds a: Lab where founder(a) or a = anthropic { }
```
""",
    ),
    Code(
        "RSP255",
        "an amendment binds other entities",
        "error",
        """\
An amendment may change which members of an entity are bound, and may give the bound variable another name. Agents of
other entities are the matter of a policy of their own.

```
policy first binds l: Lab {
  clause halt: l must not train(l, any)
}
policy second amends first binds o: Office { }
```

Bind members of the same entities.

```
policy first binds l: Lab {
  clause halt: l must not train(l, any)
}
policy second amends first binds x: Lab where founder(x) { }
```
""",
    ),
    Code(
        "RSP256",
        "the clause has no agent",
        "error",
        """\
A clause begins with whom it is about: a variable that the policy binds, or an individual. This name is neither.

```
policy pause binds l: Lab {
  clause halt: x must not train(x, any)
}
```

Write the bound variable, or an individual.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, any)
}
```
""",
    ),
    Code(
        "RSP257",
        "the act is not the agent's own",
        "error",
        """\
A clause is about what its agent does. In the act, the argument that `by` names in the action's declaration is who
does it, and must be the agent. (To make one answer for what another does, say `when once …`.)

```
policy pause binds l: Lab {
  clause halt: l must not train(anthropic, any)
}
```

Write the agent there.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, any)
}
```
""",
    ),
    Code(
        "RSP258",
        "a variable that is bound for other clauses",
        "error",
        """\
A policy may bind agents of several entities. A clause is about one of them, and knows that agent only; for the others
it would have to say which ones it means.

```
policy oversight binds l: Lab, o: Office {
  clause halt: l must not train(l, any) when not approved(o, l)
}
```

Quantify: say whether some or every other agent is meant.

```
policy oversight binds l: Lab, o: Office {
  clause halt: l must not train(l, any) when no o: Office | approved(o, l)
}
```
""",
    ),
)
