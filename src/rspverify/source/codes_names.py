"""RSP201 to RSP205, RSP213 and RSP232 to RSP241: names, and the files that declare them.

Unless it is about files, the first block of a page shows the code and the last one is its repair; a test loads both.
"""

from __future__ import annotations

from rspverify.source.code import Code

NAMES: tuple[Code, ...] = (
    Code(
        "RSP201",
        "a name is declared twice",
        "error",
        """Entities, enums and their values, individuals, facts, durations, defines, terms, actions, events, axioms,
assumptions, lemmas, policies, properties and scenarios share one set of names, in a file and in all that it
uses: so a name means one thing wherever it stands. The readings of one word have different names too.

```
entity Lab
fact open(l: Lab)
action open(l: Lab) by l
```

Give one of the two another name. Where two files clash, bring one in with a prefix (`use "law.rsp" as
law`).

```
entity Lab
fact open(l: Lab)
action open_up(l: Lab) by l
```
""",
    ),
    Code(
        "RSP202",
        "a name is not written in the right case",
        "error",
        """Entities and enums are `CamelCase`, all other names and all variables `snake_case`. So a reader sees at once
what is a kind of thing and what is said of it.

```
entity lab
```

Write it in the right case:

```
entity Lab
```
""",
    ),
    Code(
        "RSP203",
        "a name is not declared",
        "error",
        """Nothing of the kind that is needed has this name: it is misspelt, it is declared in a file that this one
does not `use`, or it is a variable that no quantifier, parameter or act introduces. Formulas in `axiom`,
`initially`, `assume`, `lemma` and `in force while` have no free variables: say of which members they speak.

```
entity Lab
fact published(l: Lab)
axiom all_of_it: every l: Lab | publshed(l)
```

Write the declared name (the message suggests a similar one), quantify the variable, or add the `use`.

```
entity Lab
fact published(l: Lab)
axiom all_of_it: every l: Lab | published(l)
```
""",
    ),
    Code(
        "RSP204",
        "a name stands for something else than is needed here",
        "error",
        """The name is declared, but as another kind of thing: a fact where an action is needed, an entity where one of
its members is, an event where a policy is to forbid something.

```
entity Lab
enum Colour { red, blue }
individual ours: Colour
```

Use a name of the kind that the message asks for.

```
entity Lab
enum Colour { red, blue }
individual ours: Lab
```
""",
    ),
    Code(
        "RSP205",
        "the number of arguments is wrong",
        "error",
        """A fact, define, term, act or event has as many arguments as its declaration has parameters; the same holds
for the variables of `also` and of `breach of`, `applies` and `defeated`. In acts and occurrences `any`
fills a place that does not matter.

```
entity Lab
entity Model
fact trained(l: Lab, m: Model)
axiom idle: no l: Lab | trained(l)
```

Give each parameter its argument:

```
entity Lab
entity Model
fact trained(l: Lab, m: Model)
axiom idle: no l: Lab, m: Model | trained(l, m)
```
""",
    ),
    Code(
        "RSP213",
        "a variable has a name that is taken",
        "error",
        """A variable cannot have the name of a declaration, nor that of another variable that is known at the same
place: a reader would have to remember which of the two a name means.

```
entity Lab
fact open(l: Lab)
axiom one: every open: Lab | open(open)
```

Choose another name:

```
entity Lab
fact open(l: Lab)
axiom one: every l: Lab | open(l)
```
""",
    ),
    Code(
        "RSP232",
        "a wording names a place that is not there",
        "error",
        """The text after a declaration says how it is spoken of: `{m}` stands for the argument `m`, `{value}` for the
value of a fact that has one. Any other name in braces would stay as it is in every explanation.

```
entity Model
fact dangerous(m: Model) "{model} could cause harm"
```

Name a parameter:

```
entity Model
fact dangerous(m: Model) "{m} could cause harm"
```
""",
    ),
    Code(
        "RSP233",
        "a used file cannot be read",
        "error",
        """The file that `use` names does not exist or cannot be read. Its path is relative to the file in which the
`use` stands, not to the working directory.

```
use "wrold.rsp"
```

Correct the path:

```
use "world.rsp"
```
""",
    ),
    Code(
        "RSP234",
        "a use leaves the project",
        "error",
        """A file may use only files of its own project, by relative paths with `/`: so that a policy file from
elsewhere cannot read whatever it likes, and a project works wherever it lies. The project is the nearest
folder above that holds `rspverify.toml`, `pyproject.toml` or `.git`, else the folder of the file that is
checked. Symbolic links are followed first.

```
use "/etc/world.rsp"
```

Copy the file into the project, or put `rspverify.toml` in the folder that holds both.

```
use "shared/world.rsp"
```
""",
    ),
    Code(
        "RSP235",
        "files use each other in a circle",
        "error",
        """A file uses itself, directly or through others. Each file must be readable with only what it uses.

```
# a.rsp
use "b.rsp"
# b.rsp
use "a.rsp"
```

Put what both need into a third file:

```
# a.rsp
use "shared.rsp"
# b.rsp
use "shared.rsp"
```
""",
    ),
    Code(
        "RSP236",
        "one file is used in two ways",
        "error",
        """Each file is there once, whatever ways lead to it, so its names can have only one prefix (or none). Under
two prefixes, the same entity would have two names.

```
use "law.rsp"
use "law.rsp" as law
```

Use it in one way everywhere:

```
use "law.rsp" as law
```
""",
    ),
    Code(
        "RSP237",
        "too many files are used",
        "error",
        """A project may use 200 files. The limit keeps a mistake, or a hostile file, from reading without end.

```
use "part_201.rsp"
```

Put several files into one:

```
use "parts.rsp"
```
""",
    ),
    Code(
        "RSP238",
        "there are too many declarations",
        "error",
        """A file, with all that it uses, may declare 20,000 names. The limit keeps a mistake, or a hostile file, from
running without end.

```
fact f20001
```

Split the project: a check needs only the files that its policies and properties speak of.

```
use "one_topic.rsp"
```
""",
    ),
    Code(
        "RSP239",
        "a file declares nothing",
        "error",
        """The file is empty, or holds comments only. A check of nothing would always succeed, which hides that
something is missing.

```
# to be written
```

Write declarations, or remove the file:

```
entity Lab
```
""",
    ),
    Code(
        "RSP240",
        "a policy has no such clause",
        "error",
        """`P.c` names the clause `c` of the policy `P`. That policy, after what it amends, has no clause of this name.

```
entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause ban: l must not train(l) }
lemma kept: no l: Lab | once breach of p.bann(l)
```

Name one of its clauses:

```
entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause ban: l must not train(l) }
lemma kept: every l: Lab | once breach of p.ban(l) implies once train(l)
```
""",
    ),
    Code(
        "RSP241",
        "a clause of this kind cannot be breached",
        "error",
        """Breached are prohibitions (also the one in `may … only when`), duties and orders. Permissions and exemptions
ask nothing of anybody.

```
entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause free: l may train(l) }
lemma kept: no l: Lab | once breach of p.free(l)
```

Name a clause that can be breached:

```
entity Lab
action train(l: Lab) by l
policy p binds l: Lab { clause ban: l must not train(l) }
lemma kept: every l: Lab | once breach of p.ban(l) implies once train(l)
```
""",
    ),
)
