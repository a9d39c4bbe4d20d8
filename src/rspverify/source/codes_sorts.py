"""RSP206 to RSP211, RSP219 and RSP220: sorts, values and what can be done with them.

The first block of a page shows the code and the last one is its repair; a test loads both.
"""

from __future__ import annotations

from rspverify.source.code import Code

SORTS: tuple[Code, ...] = (
    Code(
        "RSP206",
        "a value has the wrong type",
        "error",
        """Values are of an entity, an enum, a number, a moment (`time`) or a length of time. Only values of one type
can be compared or take each other's place: a lab is never a model.

```
entity Lab
entity Model
fact owner(m: Model): Lab
axiom odd: every m: Model | owner(m) = m
```

Compare values of one type:

```
entity Lab
entity Model
fact owner(m: Model): Lab
axiom one_owner: every m: Model, n: Model | owner(m) = owner(n)
```
""",
    ),
    Code(
        "RSP207",
        "a formula stands where a value is needed, or the reverse",
        "error",
        """A formula (a predicate, a comparison, something joined with `and` …) is true or false; a value is a member,
a number, a moment. Formulas are joined with `and`, `or`, `implies`, `iff`, never with `=`; a value becomes
a formula by a comparison.

```
entity Lab
fact open(l: Lab)
fact budget(l: Lab): int 0..10
axiom rich: every l: Lab | budget(l)
```

Say what about the value is meant; for a predicate write `open(l)` or `not open(l)`.

```
entity Lab
fact open(l: Lab)
fact budget(l: Lab): int 0..10
axiom rich: every l: Lab | budget(l) > 0 or open(l)
```
""",
    ),
    Code(
        "RSP208",
        "values that have no order are compared by order",
        "error",
        """`<`, `<=`, `>` and `>=` compare numbers, moments, lengths of time, and the values of an enum whose
declaration orders them with `<`.

```
entity Model
enum Evidence { none, weak, strong }
fact evidence(m: Model): Evidence
axiom some_evidence: every m: Model | evidence(m) > none
```

Declare the values in their order, or compare with `=`, `!=` and `in`.

```
entity Model
enum Evidence { none < weak < strong }
fact evidence(m: Model): Evidence
axiom some_evidence: every m: Model | evidence(m) > none
```
""",
    ),
    Code(
        "RSP209",
        "a number is outside of its range",
        "error",
        """A parameter with a range takes only numbers that lie in it for certain, and an effect cannot give a fact a
number that is outside of its range for certain: the act could then never happen. In comparisons, any number
may stand.

```
fact level(n: 0..10)
axiom top: level(11)
```

Give a number in range; where that depends on a calculation, bind it: `some k: 0..10 | k = n + 1 and
level(k)`.

```
fact level(n: 0..10)
axiom top: level(10)
```
""",
    ),
    Code(
        "RSP210",
        "arithmetic that has no meaning",
        "error",
        """Numbers are added to numbers. Moments subtract to a length of time; a length of time can be added to a
moment or a length of time, or taken from one. `*` needs a number written out on one side, so that solvers
can decide what follows.

```
entity Lab
fact started(l: Lab): time
axiom odd: every l: Lab | started(l) + started(l) > now
```

Say what is meant, for example how long ago something was:

```
entity Lab
fact started(l: Lab): time
axiom recent: every l: Lab | now - started(l) < 30 days
```
""",
    ),
    Code(
        "RSP211",
        "a variable cannot be of this type",
        "error",
        """Variables, and the parameters of facts, actions and events, are of an entity, an enum or a bounded number.
Moments and unbounded numbers are without end; a claim about all of them could not be decided.

```
fact price: int
axiom odd: every n: int | price = n
```

Give the number bounds, or speak of the values themselves:

```
fact price: int 0..100
axiom odd: every n: 0..100 | price = n implies n > 5
```
""",
    ),
    Code(
        "RSP219",
        "a free variable stands for two types",
        "error",
        """In a property, a name that is not declared is a variable, of the type of the places where it stands. These
places must agree.

```
entity Lab
entity Model
fact good(m: Model)
action train(l: Lab, m: Model) by l
property p: never train(x, any) when good(x)
```

Use two names:

```
entity Lab
entity Model
fact good(m: Model)
action train(l: Lab, m: Model) by l
property p: never train(x, m) when good(m)
```
""",
    ),
    Code(
        "RSP220",
        "the type of a variable cannot be told",
        "error",
        """In a property, a name that is not declared is a variable, of the type of the places where it stands. This
one stands only where its place does not tell: compared with another such name, or with a calculated number.
It may also be misspelt.

```
entity Lab
fact good(l: Lab)
property p: always x = y
```

Quantify it, or let it be an argument of a fact or an act too:

```
entity Lab
fact good(l: Lab)
property p: always x = y or good(x) or not good(y)
```
""",
    ),
)
