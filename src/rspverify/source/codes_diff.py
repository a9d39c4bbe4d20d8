"""RSP16x: what `diff` needs is not there."""

from __future__ import annotations

from rspverify.source.code import Code

DIFF: tuple[Code, ...] = (
    Code(
        "RSP160",
        "there is nothing of this name to compare",
        "error",
        """`diff OLD NEW PATHS` compares two policies, which one of the files must know: by itself or through what it uses.
The names are those of policies, with prefixes as the file sees them. The same code stands for an act that `--on` names, and
for a word, a reading, an assumption or an agent that an option names.

```
$ rspverify diff rsp_v2 rsp_v4 specs/news
error[RSP160]: no file knows a policy `rsp_v4`
```

The repair:

```
$ rspverify diff rsp_v2 rsp_v3 specs/news
$ rspverify diff rsp_v2 rsp_v3 specs/news --on train
```
""",
    ),
    Code(
        "RSP161",
        "there is no such version of the file",
        "error",
        """`--since REV` reads the policy as it was at a revision, from the git repository that holds the file. There is no git,
no repository, no such revision, or the file was not there yet. A revision is a branch, a tag, a number of a commit, or
`HEAD~1` and the like; a name that begins with `-` is refused.

```
$ rspverify diff rsp_v3 specs/news/version_3.rsp --since HEAD~900
error[RSP161]: `HEAD~900` is no revision of the repository of `specs/news/version_3.rsp`
```

The repair:

```
$ git log --oneline specs/news/version_3.rsp
$ rspverify diff rsp_v3 specs/news/version_3.rsp --since HEAD~1
```
""",
    ),
    Code(
        "RSP162",
        "two versions of a word do not fit together",
        "error",
        """To be compared, two policies must speak of one world. What only one of the versions declares is no problem. But a fact
that was true or false and is now a number, an action with other parameters, or an enum with other values cannot be read in
one way by both.

```
# before
fact level(m: Model)
# now
fact level(m: Model): int 0..10
```

Keep the old declaration, and give the new one another name:

```
fact level(m: Model)
fact level_in_numbers(m: Model): int 0..10
```
""",
    ),
)
