"""RSP5xx: findings about the world of a policy, which only a solver sees."""

from __future__ import annotations

from rspverify.source.code import Code

FINDINGS: tuple[Code, ...] = (
    Code(
        "RSP501",
        "axioms that nothing satisfies",
        "error",
        """\
Every state of a run satisfies every axiom. These axioms contradict each other, so there is no state, and every claim
would be true of nothing. No check of the file is run; all of them end with this error.

```
axiom somebody_leads: some l: Lab | leads(l)
axiom nobody_leads: no l: Lab | leads(l)
```

Find the one that says more than it should. Often an `every` was meant where there is a `no`, or a limit is one too low.
If it describes what people intend, and not how the world is, it is an `assume`, or a clause of a policy.

```
axiom one_leads: exactly one l: Lab | leads(l)
```
""",
    ),
    Code(
        "RSP502",
        "no state in which a run can begin",
        "error",
        """\
The first state of a run satisfies every `initially` and every axiom. No state does, so there is no run, and every claim
would be true of nothing. No check of the file is run.

```
axiom one_leads: exactly one l: Lab | leads(l)
initially no l: Lab | leads(l)
```

Weaken one of them. What only comes about later is no axiom: an axiom holds in every state, the first one too.

```
axiom at_most_one_leads: at most one l: Lab | leads(l)
initially no l: Lab | leads(l)
```
""",
    ),
    Code(
        "RSP503",
        "effects that clash",
        "error",
        """\
All effects of an act happen at once. In some state that the axioms allow, two of them write different values to one
place (or one writes there, and another leaves the value open with `changes`), and the text does not say which counts.
No check of the file is run. The state need not be one that a run comes to.

```
action train(l: Lab, m: Model) by l
  then effort(m) becomes 1 when small(m), effort(m) becomes 9 when dangerous(m)
```

Say with `when` which of them takes place, or say with an axiom that it cannot come to it.

```
action train(l: Lab, m: Model) by l
  then effort(m) becomes 1 when small(m) and not dangerous(m), effort(m) becomes 9 when dangerous(m)
```
""",
    ),
    Code(
        "RSP504",
        "a lemma that is not proved",
        "error",
        """\
A lemma speaks of all runs, complying with policies or not, and without assumptions. It is proved before it helps to prove
anything else. This one is false, and then the message comes with a run that breaks it, or no proof was found. The checks
are tried without it, so no verdict rests on it.

```
lemma no_training_unseen: every l: Lab, m: Model | trained(l, m) implies once train(l, m)
```

A lemma like this one is false where a run can begin with trained models: say how things stand at first.

```
initially no l: Lab, m: Model | trained(l, m)
lemma no_training_unseen: every l: Lab, m: Model | trained(l, m) implies once train(l, m)
```

What is true only of those who comply is no lemma but a property: check it under the policy. Lemmas are proved by one joint
induction: one that is true and still not proved may need another beside it, which says what keeps it true from each state
to the next.
""",
    ),
)
