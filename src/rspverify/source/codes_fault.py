"""RSP9xx: our own fault."""

from __future__ import annotations

from rspverify.source.code import Code

FAULT: tuple[Code, ...] = (
    Code(
        "RSP901",
        "rspverify itself failed",
        "error",
        """This is a mistake in rspverify, not in your policies: it came upon something that it did not expect and
stopped. What was reported before it still counts; nothing is claimed about the rest. The exit code is 4.

```
error[RSP901]: rspverify itself failed: KeyError at report/text.py:12
```

Please report it, with the file if you can share it and the text that `-v` adds:

```
$ RSPVERIFY_TRACEBACK=1 rspverify check specs/news.rsp
```
""",
    ),
    Code(
        "RSP902",
        "a result was not confirmed",
        "error",
        """Before a counterexample is reported, the reference semantics plays it again, without any solver; before a proof
is, a fresh solver checks its certificate. Here the second opinion differs from the first. This is a mistake in
rspverify, not in your policies. Nothing is claimed about the check; the exit code is 4.

```
error[RSP902]: a result was not confirmed: the trace is no run
```

Please report it, with the file if you can share it. Until it is mended, another limit may lead to an answer by another
way:

```
$ rspverify check specs/news.rsp --depth 4
```
""",
    ),
)
