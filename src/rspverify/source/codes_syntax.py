"""RSP10x to RSP13x: a file cannot be read, or its text does not follow the grammar.

Of the pages from RSP110 on, the first block shows the code and the last one is its repair; a test parses both.
"""

from __future__ import annotations

from rspverify.source.code import Code

_FILES: tuple[Code, ...] = (
    Code(
        "RSP101",
        "there is no such file",
        "error",
        """A file that was named on the command line, or by `use`, does not exist. Paths on the command line are
relative to the working directory, those in `use` to the file in which they stand.

```
$ rspverify check spec/news.rsp
error[RSP101]: there is no file `spec/news.rsp`
```

Name a file that exists:

```
$ rspverify check specs/news.rsp
```
""",
    ),
    Code(
        "RSP102",
        "the file cannot be read",
        "error",
        """There is something at this path, but it cannot be read: it is a folder where a file is needed, or you may
not read it. Where a folder is named, what is in it may also be no file (a pipe), or a symbolic link that leads out of
the project: so that files of strangers cannot have the rest of the machine read. Named itself, it is read.

```
use "vocabulary"
```

Name the file inside the folder, or change its permissions:

```
use "vocabulary/labs.rsp"
```
""",
    ),
    Code(
        "RSP103",
        "the file is not UTF-8",
        "error",
        """A source file is text in UTF-8. This one holds a byte that does not occur there: it was saved in another
encoding (Latin-1, UTF-16), or it is not a text at all. The message says where the first such byte is.

```
error[RSP103]: `specs/old.rsp` is not UTF-8: byte 0xE9 does not fit
```

Save it again as UTF-8, or convert it:

```
$ iconv -f latin1 -t utf-8 specs/old.rsp > specs/new.rsp
```
""",
    ),
    Code(
        "RSP104",
        "the file is too large",
        "error",
        """A source file may have 4 MB. No policy is that long, so this is probably another kind of file.

```
error[RSP104]: `traces/all.rsp` is too large: more than 4 MB
```

A long text can be split; `use` joins the parts:

```
use "part_one.rsp"
use "part_two.rsp"
```
""",
    ),
)

_CHARACTERS: tuple[Code, ...] = (
    Code(
        "RSP110",
        "a character begins no word of the language",
        "error",
        """The text has a sign that the language does not know. Names consist of the letters a to z, digits and `_`;
other letters may stand in quotes and in comments. Logic is written in words: `and`, `or`, `not`, `implies`, `every`,
`some`.

```
axiom safe: every m: Model | dangerous(m) && !released(m)
```

```
axiom safe: every m: Model | dangerous(m) and not released(m)
```
""",
    ),
    Code(
        "RSP111",
        "a text in quotes does not end on its line",
        "error",
        """A text begins and ends with `"` on the same line. A quote inside it is written `\\"`.

```
entity Lab "an AI developer
```

```
entity Lab "an AI developer"
```
""",
    ),
    Code(
        "RSP112",
        "a backslash inside quotes escapes nothing",
        "error",
        """Inside quotes a backslash stands only before a quote or another backslash.

```
entity Lab "an AI\\n developer"
```

```
entity Lab "an AI developer"
```
""",
    ),
    Code(
        "RSP113",
        "there is an invisible control character",
        "error",
        """A control character, one without a width, or one that turns the direction of writing, can make a text look
different from what it says. So none may stand in a policy, not even in quotes and comments. A file with many of
them is not taken for a text at all. The first block has a backspace before `Lab`; in the second it is deleted.

```
entity \bLab
```

```
entity Lab
```
""",
    ),
    Code(
        "RSP114",
        "a number is too large",
        "error",
        """A number may have 18 digits.

```
fact budget(l: Lab): int 0..1000000000000000000000
```

Count in a larger unit:

```
fact budget_in_millions(l: Lab): int 0..1000000000000000
```
""",
    ),
)

_WORDS: tuple[Code, ...] = (
    Code(
        "RSP120",
        "a word or sign cannot stand here",
        "error",
        """The text follows the grammar up to this word, but the word does not continue it. The message says what
could stand here, and guesses what may have been meant: a keyword may be misspelt, or something before it is missing.
Reading goes on at the next declaration, in a policy at the next clause.

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m) wen dangerous(m)
}
```

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```
""",
    ),
    Code(
        "RSP121",
        "the file ends too early",
        "error",
        """The file ends in the middle of a declaration. If a bracket was opened and never closed, the message points
at it.

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m)
```

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m)
}
```
""",
    ),
    Code(
        "RSP122",
        "comparisons and `since` do not chain",
        "error",
        """`a = b = c` could be read in two ways, so it is not allowed; the same holds for `<`, `in` and `since`.

```
axiom order: every m: Model | 0 < size(m) < 10
```

```
axiom order: every m: Model | 0 < size(m) and size(m) < 10
```
""",
    ),
    Code(
        "RSP123",
        "brackets are nested too deeply",
        "error",
        """More than 200 brackets are open at once. Nobody can read that, and neither do we. The first block stands
for such a text.

```
axiom deep: ((((((...))))))
```

Give a part of the formula a name:

```
define part(m: Model) = dangerous(m) or released(m)
axiom flat: every m: Model | part(m)
```
""",
    ),
    Code(
        "RSP124",
        "an expression is too large",
        "error",
        """More than 200 operators stand inside each other. A chain `a and b and c` counts too: each `and` stands
inside the next. The first block stands for such a text.

```
axiom long: every m: Model | m = m1 or m = m2 or m = m3 or ...
```

List values as a set, or name parts with `define`:

```
axiom short: every m: Model | m in {m1, m2, m3}
```
""",
    ),
)

_PARTS: tuple[Code, ...] = (
    Code(
        "RSP125",
        "something is said twice",
        "error",
        """`when`, `unless`, `provided` and the like stand at most once in a clause or an effect, in any order; `when`
and `while` exclude each other. A modifier stands once before a fact.

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) when released(m)
}
```

Join the conditions:

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m) and released(m)
}
```
""",
    ),
    Code(
        "RSP126",
        "a part does not go with this form",
        "error",
        """Each form of norm has its own conditions: `provided` and `only when` belong to permissions, `while` to
duties; an exemption and a prohibition have `when` and `unless`. `fixed` and `varying` stand before facts only, and
`not` does not go with `becomes` and `changes`.

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m) provided reviewed(l, m)
}
```

```
policy rsp binds l: Lab {
  clause halt: l must not train(l, m) unless reviewed(l, m)
}
```
""",
    ),
    Code(
        "RSP127",
        "a declared name has a dot",
        "error",
        """Dots lead to what was declared elsewhere: `law.publish` after `use "law.rsp" as law`, `rsp.halt` for the
clause of a policy. A new name has none.

```
entity law.Lab
```

```
entity Lab
```
""",
    ),
    Code(
        "RSP128",
        "a name is a word of the language",
        "error",
        """Most keywords may be used as names where they cannot be mistaken. Those that begin a formula cannot: a fact
called `once` could be declared but never used.

```
fact once(m: Model)
```

```
fact once_seen(m: Model)
```
""",
    ),
    Code(
        "RSP129",
        "a range is empty",
        "error",
        """The first number of a range must not be larger than the last.

```
fact budget(l: Lab): int 100..0
```

```
fact budget(l: Lab): int 0..100
```
""",
    ),
    Code(
        "RSP130",
        "an enum mixes `<` and `,`",
        "error",
        """The values of an enum are ordered (`<` between all of them) or not (`,` between all of them).

```
enum Evidence { none < weak, strong }
```

```
enum Evidence { none < weak < strong }
```
""",
    ),
    Code(
        "RSP131",
        "more errors are not shown",
        "note",
        """A file shows at most 20 syntax errors, and with all that it uses at most 100 errors of any kind, since later
ones may follow from earlier ones.

```
error[RSP120]: unexpected word `entit`
... and 19 more errors
note[RSP131]: there are more syntax errors, which are not shown
```

Repair those that are shown, and run it again:

```
$ rspverify lint specs/news.rsp
```
""",
    ),
)

SYNTAX: tuple[Code, ...] = (*_FILES, *_CHARACTERS, *_WORDS, *_PARTS)
