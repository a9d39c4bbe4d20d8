"""RSP29x: scenarios that cannot be resolved.

On each page, the first block shows the code and the last one is its repair, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

SCENARIOS: tuple[Code, ...] = (
    Code(
        "RSP290",
        "a member is introduced twice",
        "error",
        """\
All members that `let` introduces are different from each other, and so have different names.

```
scenario story {
  let a: Lab
  let a: Lab
}
```

Choose another name.

```
scenario story {
  let a, b: Lab
}
```
""",
    ),
    Code(
        "RSP291",
        "neither a literal nor an equation about facts",
        "error",
        """\
`given` and `meanwhile` set facts: `f(a)` and `not f(a)` for a predicate, `f(a) = value` for others, each for one
place. `given` also sets the length of a duration that is declared without one, at least an hour.

```
scenario story {
  let m: Model
  given dangerous(m) or level(m) = high
}
```

Say for each place what its value is.

```
scenario story {
  let m: Model
  given dangerous(m), level(m) = high
}
```
""",
    ),
    Code(
        "RSP292",
        "`meanwhile` about a fact that does not vary",
        "error",
        """\
Only facts declared as `varying`, and beliefs, change by nobody's doing. Others change by the effects of what happens.

```
scenario story {
  let m: Model
  meanwhile dangerous(m)
}
```

Let something happen, or set it at first with `given`.

```
scenario story {
  let m: Model
  given dangerous(m)
}
```
""",
    ),
    Code(
        "RSP293",
        "a scenario is about certain members",
        "error",
        """\
Arguments in a scenario are members, enum values and numbers, so that the story reads the same whatever came before.

```
scenario story {
  let m: Model
  review(owner(m))
}
```

Name the member.

```
scenario story {
  let a: Lab
  review(a)
}
```
""",
    ),
    Code(
        "RSP294",
        "no such clause in the scenario's policies",
        "error",
        """\
A clause is looked for in the policies that the scenario is under. None of them has it, or several do.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, any)
}
scenario story under pause {
  let a: Lab
  let m: Model
  train(a, m) is forbidden by hold
}
```

Name a clause of these policies, where needed with its policy: `pause.halt`.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, any)
}
scenario story under pause {
  let a: Lab
  let m: Model
  train(a, m) is forbidden by halt
}
```
""",
    ),
    Code(
        "RSP295",
        "an option that says nothing in a scenario",
        "error",
        """\
A scenario is one story, run once under each combination of readings. It takes `under`, `reading` and `binding`, but
no verdicts, assumptions, exceptions or bounds.

```
policy pause binds l: Lab { }
scenario story under pause expect holds { }
```

Leave it out.

```
policy pause binds l: Lab { }
scenario story under pause { }
```
""",
    ),
    Code(
        "RSP296",
        "the clause cannot say that",
        "error",
        """\
Permissions permit, prohibitions and orders forbid, duties are owed; and a clause speaks only of its own acts and its
own agent.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, any)
}
scenario story under pause {
  let a: Lab
  a owes halt
}
```

Name another clause, or say what this one does.

```
policy pause binds l: Lab {
  clause halt: l must not train(l, any)
}
scenario story under pause {
  let a: Lab
  let m: Model
  train(a, m) is forbidden by halt
}
```
""",
    ),
    Code(
        "RSP297",
        "`given` after the first step",
        "error",
        """\
`given` says how things stand at first. After a step it is too late for that.

```
scenario story {
  let a: Lab
  let m: Model
  review(a)
  given dangerous(m)
}
```

Move it to the front.

```
scenario story {
  let a: Lab
  let m: Model
  given dangerous(m)
  review(a)
}
```
""",
    ),
    Code(
        "RSP298",
        "set twice",
        "error",
        """\
A place of a fact, or the length of a duration, is set once in a `meanwhile` and once in the first state.

```
scenario story {
  let m: Model
  given level(m) = low, level(m) = high
}
```

Leave one out.

```
scenario story {
  let m: Model
  given level(m) = high
}
```
""",
    ),
    Code(
        "RSP299",
        "the length of a duration is needed",
        "error",
        """\
Proofs cover every length of a duration that is declared without one. A scenario is one story and needs a length.

```
scenario story {
  wait reasonable
}
```

Say how long it is in this story.

```
scenario story {
  given reasonable = 3 days
  wait reasonable
}
```
""",
    ),
)
