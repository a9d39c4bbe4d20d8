"""RSP214 to RSP217, RSP221 to RSP230, RSP242 and RSP243: words that cannot stand at their place, and declarations
that contradict themselves.

The first block of a page shows the code and the last one is its repair; a test loads both.
"""

from __future__ import annotations

from rspverify.source.code import Code

WORDS: tuple[Code, ...] = (
    Code(
        "RSP214",
        "something that happens stands for a formula",
        "error",
        """An act, an event, a `wait` or a breach happens in a step; it is not true or false in a state. Below `once`,
`previously`, `always so far` and `since` it may stand for a formula, and holds in the state that it leads
to.

```
entity Lab
action train(l: Lab) by l
lemma calm: no l: Lab | train(l)
```

Say when it happened, or speak of a fact that it changes:

```
entity Lab
action train(l: Lab) by l
lemma calm: every l: Lab | once train(l) implies once train(any)
```
""",
    ),
    Code(
        "RSP215",
        "the past is spoken of where it cannot be",
        "error",
        """`initially` speaks of the first state, which has no past; an `axiom` is true of each state by itself, so
that anyone can see in which states it holds. Neither can use `once`, `previously`, `always so far`,
`since`, `within D after …`, nor a define or term that uses them.

```
entity Lab
fact open(l: Lab)
axiom stays: every l: Lab | once open(l) implies open(l)
```

Leave the effect that changes the fact out, or state an `assume` or a `lemma`, which may speak of the past:

```
entity Lab
fact open(l: Lab)
assume stays: every l: Lab | once open(l) implies open(l)
```
""",
    ),
    Code(
        "RSP216",
        "a policy is asked where it cannot be",
        "error",
        """`forbidden`, `permitted`, `required`, `applies` and `defeated` ask what a policy says. Properties can ask;
the world, and the policies themselves, cannot, for then what is permitted could depend on what is
permitted.

```
entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause ban: l must not train(l) }
assume strict: every l: Lab | forbidden train(l) by p
```

Ask in a property:

```
entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause ban: l must not train(l) }
property strict: always forbidden train(l) by p
```
""",
    ),
    Code(
        "RSP217",
        "any stands where it cannot",
        "error",
        """`any` fills the place of an argument of an act or occurrence where it does not matter what it is. A fact is
about certain members, and so are `forbidden ACT` and `permitted ACT`.

```
entity Lab
fact open(l: Lab)
axiom one: open(any)
```

Quantify:

```
entity Lab
fact open(l: Lab)
axiom one: some l: Lab | open(l)
```
""",
    ),
    Code(
        "RSP221",
        "something is defined by itself",
        "error",
        """A `define` or `term` stands for its body, so the body cannot lead back to it.

```
define a = b
define b = not a
```

Define one of them without the other; what changes from state to state is a `fact`.

```
fact a
define b = not a
```
""",
    ),
    Code(
        "RSP222",
        "a define or term is too large",
        "error",
        """A define stands for its body wherever it is used. Defines that use each other several times grow very fast
when they are written out; more than 10,000 nodes or 100 levels are an error.

```
fact f
define d1 = f and f and f and f and f and f and f and f and f and f
define d2 = d1 and d1 and d1 and d1 and d1 and d1 and d1 and d1 and d1 and d1
define d3 = d2 and d2 and d2 and d2 and d2 and d2 and d2 and d2 and d2 and d2
define d4 = d3 and d3 and d3 and d3 and d3 and d3 and d3 and d3 and d3 and d3
```

Use each define once, or quantify:

```
fact f
define d1 = f
define d2 = not d1
```
""",
    ),
    Code(
        "RSP223",
        "a fact is both fixed and varying",
        "error",
        """A `fixed` fact never changes in a run; a `varying` one may change at any time, and so may a belief.

```
entity Lab
fixed varying fact open(l: Lab)
```

Keep one of the two:

```
entity Lab
varying fact open(l: Lab)
```
""",
    ),
    Code(
        "RSP224",
        "a belief is public",
        "error",
        """A belief is what somebody takes to be true, whether it is or not. No outsider sees it; that is what makes
clauses that depend on beliefs hard to verify.

```
entity Lab
public belief expects_lead(l: Lab)
```

Leave `public` out. What somebody says about a belief is a fact of its own:

```
entity Lab
belief expects_lead(l: Lab)
public fact says_it_leads(l: Lab)
```
""",
    ),
    Code(
        "RSP225",
        "a belief that nobody holds",
        "error",
        """The first parameter of a belief is the one who believes, a member of an entity.

```
belief danger_is_near
```

Say who believes it:

```
entity Lab
belief danger_is_near(l: Lab)
```
""",
    ),
    Code(
        "RSP227",
        "an action whose agent cannot act",
        "error",
        """`by` names who does an action: one of its parameters, of an entity, or an individual. What nobody does is an
`event`.

```
entity Lab
entity Model
action train(l: Lab, m: Model) by r
```

Name a parameter:

```
entity Lab
entity Model
action train(l: Lab, m: Model) by l
```
""",
    ),
    Code(
        "RSP228",
        "an effect on a fact that no act changes",
        "error",
        """A `fixed` fact never changes. A `varying` fact or a belief changes by nobody's doing, at any step, so an
effect could not be relied on.

```
entity Lab
fixed fact founder(l: Lab)
action found(l: Lab) by l then founder(l)
```

Leave the modifier out of the declaration, or the effect out of the action:

```
entity Lab
fact founder(l: Lab)
action found(l: Lab) by l then founder(l)
```
""",
    ),
    Code(
        "RSP229",
        "an effect does not fit its fact",
        "error",
        """A predicate is made true by `f(..)` and false by `not f(..)`; any other fact is given a value by `f(..)
becomes e`. `changes` leaves either open.

```
entity Lab
fact budget(l: Lab): int 0..10
action spend(l: Lab) by l then not budget(l)
```

Say which value it gets:

```
entity Lab
fact budget(l: Lab): int 0..10
action spend(l: Lab) by l then budget(l) becomes 0
```
""",
    ),
    Code(
        "RSP230",
        "a variable stands twice in also",
        "error",
        """`also ACT(x, y) then …` adds effects to every such act, so its variables are distinct, one for each
parameter.

```
entity Lab
fact merged(l: Lab, m: Lab)
action merge(l: Lab, m: Lab) by l
also merge(x, x) then merged(x, x)
```

Use distinct variables, and compare them with `when`:

```
entity Lab
fact merged(l: Lab, m: Lab)
action merge(l: Lab, m: Lab) by l
also merge(x, y) then merged(x, x) when x = y
```
""",
    ),
    Code(
        "RSP242",
        "an expression is nested too deep",
        "error",
        """Expressions may be nested 60 levels deep. Chains of `and` and of `or` count as one level.

```
fact f
axiom deep: not not not not not not not not not not not not not not not not not not not not
  not not not not not not not not not not not not not not not not not not not not
  not not not not not not not not not not not not not not not not not not not not
  not f
```

Name a part of it with `define`:

```
fact f
define plain = not not f
axiom flat: not plain
```
""",
    ),
    Code(
        "RSP243",
        "whom a policy binds depends on what changes",
        "error",
        """The `where` of `binds` speaks only of fixed facts and individuals: otherwise an agent could slip out of a
policy, and its open duties would be nobody's.

```
entity Lab
fact large(l: Lab)
action train(l: Lab) by l
policy p binds l: Lab where large(l) { clause ban: l must not train(l) }
```

Declare the fact as `fixed`, or say in the clauses when they apply:

```
entity Lab
fact large(l: Lab)
action train(l: Lab) by l
policy p binds l: Lab { clause ban: l must not train(l) when large(l) }
```
""",
    ),
)
