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
)
