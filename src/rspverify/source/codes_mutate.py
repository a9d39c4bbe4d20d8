"""RSP42x and RSP43x: kinds of faults that `rspverify mutate` seeds into policies, and that nothing may notice.

On each page, the policy in the first block has such a fault that no property of the block notices; in the last block
each is noticed, or makes no difference. Both have the vocabulary of `tests/unit/policy/vocabulary.rsp` before them; a
test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

MUTATE: tuple[Code, ...] = (
    Code(
        "RSP421",
        "a clause could be gone, and nothing would notice",
        "warning",
        """\
The policy was tried without the clause; what overrides, repeals or replaces it then did so no longer. It permits or
demands something else, as a replayed run shows, and every check and every scenario of the given files comes out as before.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause look: l must review(l) before publish(l, m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
```

Claim what the clause is for. `rspverify mutate` prints a property that notices it.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause look: l must review(l) before publish(l, m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
property looked: publish(l, m) only after review(l)
check looked under care
```
""",
    ),
    Code(
        "RSP422",
        "a condition could be gone, and nothing would notice",
        "warning",
        """\
The policy was tried with one condition less: one of those that `and` joins after `when` or `while`, or what it is in
force while. It then says something else, and nothing in the files notices. Most often a prohibition became wider than it
should be, and no property says that anything is permitted.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
```

Say what must stay possible.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
property free: possible train(l, m) when not dangerous(m)
check free under care
```
""",
    ),
    Code(
        "RSP423",
        "an exception could be gone, and nothing would notice",
        "warning",
        """\
The policy was tried without one of the exceptions after `unless`. It then asks for more, and nothing in the files
notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) unless published(l, m)
}
property safe: never train(l, m) when dangerous(m) and not published(l, m)
check safe under care
property free: possible train(l, m) when not dangerous(m)
check free under care
```

Say what the exception is there for.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) unless published(l, m)
}
property safe: never train(l, m) when dangerous(m) and not published(l, m)
check safe under care
property open: possible train(l, m) when dangerous(m) and published(l, m)
check open under care
property free: possible train(l, m) when not dangerous(m)
check free under care
```
""",
    ),
    Code(
        "RSP424",
        "a proviso could be gone, and nothing would notice",
        "warning",
        """\
The policy was tried without one of the provisos after `provided`: the permission has no price any more. Nothing in the
files notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known overrides halt: l may train(l, m) provided published(l, m)
}
property free: possible train(l, m) when dangerous(m) and published(l, m)
check free under care
```

Say that the price has to be paid.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known overrides halt: l may train(l, m) provided published(l, m)
}
property free: possible train(l, m) when dangerous(m) and published(l, m)
check free under care
property paid: train(l, m) only when not dangerous(m) or published(l, m)
check paid under care
```
""",
    ),
    Code(
        "RSP425",
        "an override could be gone, and nothing would notice",
        "warning",
        """\
The policy was tried with one clause less among those that a clause overrides. What was an exception is then forbidden,
and nothing in the files notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known overrides halt: l may train(l, m) provided published(l, m)
}
property paid: train(l, m) only when not dangerous(m) or published(l, m)
check paid under care
```

Say what the overriding clause opens.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause known overrides halt: l may train(l, m) provided published(l, m)
}
property paid: train(l, m) only when not dangerous(m) or published(l, m)
check paid under care
property free: possible train(l, m) when dangerous(m) and published(l, m)
check free under care
```
""",
    ),
    Code(
        "RSP426",
        "`must not` could be `may`, and nothing would notice",
        "warning",
        """\
The policy was tried with another modal verb in the clause: `may` for `must not` and for the `must` of a duty, `must not`
for `may` and for `need not`, `when` for `only when`. It then says something else, and nothing in the files notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property free: possible train(l, m) when not dangerous(m)
check free under care
```

Say what the clause is there to keep anybody from.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property free: possible train(l, m) when not dangerous(m)
check free under care
property safe: never train(l, m) when dangerous(m)
check safe under care
```
""",
    ),
    Code(
        "RSP427",
        "a comparison could be another one, and nothing would notice",
        "warning",
        """\
The policy was tried with a comparison the wrong way round (`<` for `>`, `!=` for `=`, `within` for `more than`), or with
one that treats the limit itself otherwise (`<=` for `<`). Nothing in the files notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when budget(l) < 5
}
property poor: never train(l, m) when budget(l) < 4
check poor under care
```

Say what holds at the limit, on both sides of it.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when budget(l) < 5
}
property poor: never train(l, m) when budget(l) < 5
check poor under care
property rich: possible train(l, m) when budget(l) = 5
check rich under care
```
""",
    ),
    Code(
        "RSP428",
        "`some` could be `every`, and nothing would notice",
        "warning",
        """\
The policy was tried with `every` for a `some` of the clause, or with `some` for an `every`. Nothing in the files
notices, perhaps since every property speaks of one or two members only.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when some r: Lab | rival_close(r)
}
property alone: possible train(l, m) when no r: Lab | rival_close(r)
check alone under care
```

Say what holds if it is so of one and not of all.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when some r: Lab | rival_close(r)
}
property alone: possible train(l, m) when no r: Lab | rival_close(r)
check alone under care
property one: never train(l, m) when rival_close(r)
check one under care
```
""",
    ),
    Code(
        "RSP429",
        "`and` could be `or`, and nothing would notice",
        "warning",
        """\
The policy was tried with `or` for an `and` of the clause, or with `and` for an `or`. Nothing in the files notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) and rival_close(l)
}
property both: never train(l, m) when dangerous(m) and rival_close(l)
check both under care
```

Say what holds if only one of the two is so.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) and rival_close(l)
}
property both: never train(l, m) when dangerous(m) and rival_close(l)
check both under care
property first: possible train(l, m) when dangerous(m) and not rival_close(l)
check first under care
property second: possible train(l, m) when not dangerous(m) and rival_close(l)
check second under care
```
""",
    ),
    Code(
        "RSP430",
        "there could be more time, and nothing would notice",
        "warning",
        """\
The policy was tried with twice the time for a duty (a day where it says `at once`, ten years where the length is
unknown), or without the time that an order asks for between two acts. Nothing in the files notices.

```
policy care binds l: Lab {
  clause tell: l must publish(l, m) within 3 days after train(l, m)
}
property told: after train(l, m), publish(l, m) within 30 days
check told under care
```

Claim the deadline itself.

```
policy care binds l: Lab {
  clause tell: l must publish(l, m) within 3 days after train(l, m)
}
property told: after train(l, m), publish(l, m) within 3 days
check told under care
```
""",
    ),
    Code(
        "RSP431",
        "a belief could stand for the fact, and nothing would notice",
        "warning",
        """\
The policy was tried with a belief in the place of a fact: one that an axiom or an assumption ties to it, or, for a belief
that nothing is tied to, a fact with the same parameters. So its agent would have to believe for the clause to apply.
Nothing in the files notices.

```
belief feels_danger(l: Lab, m: Model)
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property free: possible train(l, m) when not dangerous(m) and not feels_danger(l, m)
check free under care
```

Say what holds whatever anybody believes.

```
belief feels_danger(l: Lab, m: Model)
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
property free: possible train(l, m) when not dangerous(m) and feels_danger(l, m)
check free under care
```
""",
    ),
    Code(
        "RSP432",
        "the policy could bind others, and nothing would notice",
        "warning",
        """\
The policy was tried without the `where` in its head, so that it binds more agents. Nothing in the files notices: no
property speaks of those whom it should leave alone.

```
policy care binds l: Lab where l = anthropic {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(anthropic, m) when dangerous(m)
check safe under care
```

Say that the others are not bound.

```
policy care binds l: Lab where l = anthropic {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(anthropic, m) when dangerous(m)
check safe under care
property others: possible train(openai, m) when dangerous(m)
check others under care
```
""",
    ),
    Code(
        "RSP433",
        "what no clause speaks of could be forbidden, and nothing would notice",
        "warning",
        """\
The policy was tried with the other `otherwise`: all that no clause speaks of forbidden, and not permitted, or the
reverse. Nothing in the files notices.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
```

Say what must stay possible (or, where all else is forbidden, what must not be).

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
property free: possible train(l, m) when not dangerous(m)
check free under care
```
""",
    ),
)

FAULTS: tuple[str, ...] = tuple(entry.code for entry in MUTATE)
"""The codes of all kinds of faults; `accept` may name them."""
