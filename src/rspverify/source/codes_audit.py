"""RSP4xx: what `rspverify audit` finds.

On each page, the first block shows the finding and the last one is free of it, both with the vocabulary of
`tests/unit/policy/vocabulary.rsp` before them; a test tries all of them.
"""

from __future__ import annotations

from rspverify.source.code import Code

STALE = "RSP413"
"""The finding about acceptances themselves, which cannot be accepted."""

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
    Code(
        "RSP407",
        "a state from which every way leads to a breach",
        "warning",
        """\
Nobody has broken the policy yet, and somebody will have to: duties are open that cannot all be kept until they have fallen
due, whatever anybody does. So it is with two duties of which each excludes the other, and with an act that stays forbidden
until it is too late. The earliest such state is told, with what is wrong with each way.

It is found by a search over few members (those with names, and one or two of each entity) and up to three steps; the ways
from there on are all looked at. Where the search finds nothing, or gives up, nothing is said.

```
policy openness binds l: Lab {
  clause tell: l must publish(l, m) within 3 days after train(l, m)
  clause hush: l must not publish(l, m) unless at least 5 days after train(l, m)
}
```

Give the one more time, or the other less.

```
policy openness binds l: Lab {
  clause tell: l must publish(l, m) within 7 days after train(l, m)
  clause hush: l must not publish(l, m) unless at least 5 days after train(l, m)
}
```
""",
    ),
    Code(
        "RSP408",
        "a condition that is met because there is nobody whom it speaks of",
        "warning",
        """\
An `every` with a `where` (or with an `implies` in its body) holds where there is nobody of whom it speaks. Here is a case of
that kind, in which it changes a verdict: if there had to be somebody, the act would be judged otherwise, or the duty would
not be the same.

```
policy race binds l: Lab {
  clause halt: l must not train(l, m) when every r: Lab where rival_close(r) | published(r, m)
}
```

Say what is meant if there is nobody.

```
policy race binds l: Lab {
  clause halt:
    l must not train(l, m)
      when (every r: Lab where rival_close(r) | published(r, m)) and some r: Lab | rival_close(r)
}
```
""",
    ),
    Code(
        "RSP409",
        "a proviso that not everybody has to meet",
        "warning",
        """\
A permission with `provided` names a price. Here is a case in which the permission would apply if the price were paid, it is
not, and the act is permitted all the same, since nothing forbids it there. Either nobody ever has to pay (that is proved),
or only some have to.

```
policy race binds l: Lab {
  clause delay: l must not train(l, m) when rival_close(l)
  clause proceed overrides delay: l may train(l, m) when dangerous(m) provided published(l, m)
}
```

Ask the price of everybody, or accept that only those who are stopped have to pay.

```
policy race binds l: Lab {
  clause delay: l must not train(l, m) when dangerous(m)
  clause proceed overrides delay: l may train(l, m) when dangerous(m) provided published(l, m)
}
```
""",
    ),
    Code(
        "RSP410",
        "a verdict that hangs on what is not public",
        "warning",
        """\
Two runs that keep the policy are alike in everything but a belief, a fact that is not public, or acts that are not; at the
end of one the act is permitted, at the end of the other it is forbidden. So nobody else can tell whether the policy is kept.
There is one finding for each kind of act and each such fact, with the two runs.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```

Let the clause hang on what can be seen (facts and acts that are `public`), or accept that its agent judges alone.

```
public fact rated(m: Model)
policy care binds l: Lab {
  clause halt: l must not train(l, m) when rated(m)
}
```
""",
    ),
    Code(
        "RSP411",
        "an open word that decides a verdict",
        "warning",
        """\
At one moment of one run the act is forbidden under one reading of the word, and not under another. So whoever reads the
word decides. Words that decide about no act are looked for in the checks that expect `depends`: if two readings of the word
alone give two verdicts, that is said.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when hazardous(m)
}
```

Say which reading is meant, or who decides; or accept that it is left open.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```
""",
    ),
    Code(
        "RSP412",
        "a clause that no property needs",
        "warning",
        """\
Checks are made of the policy, and all of their verdicts would be the same without this clause: no proof rests on it, no
property speaks of it, and it is to blame in no story. So nothing that is claimed would notice if it were struck out or
misspelt. A clause counts where it is written; checks of policies that amend this one count too.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause look: l must review(l) before train(l, m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
```

Claim what the clause is for.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
  clause look: l must review(l) before train(l, m)
}
property safe: never train(l, m) when dangerous(m)
check safe under care
property looked: train(l, m) only after review(l)
check looked under care
```
""",
    ),
    Code(
        "RSP413",
        "an acceptance that accepts nothing",
        "warning",
        """\
A finding is accepted where there is none any more: somebody mended what was wrong, or the code is not the one that was
meant. An acceptance that is left behind would hide the finding if it came back. What is accepted in a clause is looked for
in the policy whose text holds the clause.

```
policy care binds l: Lab {
  clause halt:
    accept RSP404 "kept for the record"
    l must not train(l, m) when dangerous(m)
}
```

Take it out.

```
policy care binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```
""",
    ),
)

ACCEPTABLE: tuple[str, ...] = tuple(entry.code for entry in AUDIT if entry.code != STALE)
"""The codes that `accept` may name."""
