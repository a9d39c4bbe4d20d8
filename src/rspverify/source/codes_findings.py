"""RSP50x: the files can be read and resolved, but what they say cannot be."""

from __future__ import annotations

from rspverify.source.code import Code

FINDINGS: tuple[Code, ...] = (
    Code(
        "RSP501",
        "the axioms contradict each other",
        "error",
        """No state satisfies all axioms together. Then there is no run at all, and every claim would be true of nothing;
so no check of the file is looked at.

```
entity Lab
fact open(l: Lab)
axiom all_open: every l: Lab | open(l)
axiom one_closed: some l: Lab | not open(l)
```

Weaken one of them, or make it an `assume`, which counts only in the checks that ask for it:

```
entity Lab
fact open(l: Lab)
axiom all_open: every l: Lab | open(l)
assume one_closed: some l: Lab | not open(l)
```
""",
    ),
    Code(
        "RSP502",
        "no run can begin",
        "error",
        """There are states that satisfy the axioms, but none of them satisfies every `initially` as well. A run has no
first state then, and every claim would be true of nothing; so no check of the file is looked at.

```
entity Lab
fact open(l: Lab)
axiom all_open: every l: Lab | open(l)
initially no l: Lab | open(l)
```

Drop the `initially`, or the axiom, which speaks of the first state too:

```
entity Lab
fact open(l: Lab)
initially no l: Lab | open(l)
```
""",
    ),
    Code(
        "RSP503",
        "two effects may write different values",
        "error",
        """All effects of an action or event happen at once. Two of them may write different values to one place, in a
state that the axioms allow; then nobody could say how things stand afterwards.

```
enum Level { low < high }
entity Lab
fact level(l: Lab): Level
action report(l: Lab) by l
  then level(l) becomes low, level(l) becomes high
```

Say with `when` which of them takes place, or keep one:

```
enum Level { low < high }
entity Lab
fact level(l: Lab): Level
action report(l: Lab) by l
  then level(l) becomes low when level(l) = high, level(l) becomes high when level(l) = low
```
""",
    ),
    Code(
        "RSP504",
        "a lemma could not be proved",
        "error",
        """A lemma is used only when it is proved: for all runs, complying or not, by one induction over all lemmas of the
file. This one could not be. It may be false, or true but not inductive without another lemma, or too hard within the
limit. The checks are tried without it.

```
entity Lab
fact trained(l: Lab)
action train(l: Lab) by l
  then trained(l)
lemma never_trained: no l: Lab | trained(l)
```

Say what is true, or add the lemma that it rests on:

```
entity Lab
fact trained(l: Lab)
action train(l: Lab) by l
  then trained(l)
initially no l: Lab | trained(l)
lemma training_is_known: every l: Lab | trained(l) implies once train(l)
```
""",
    ),
)
