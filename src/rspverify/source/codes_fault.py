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
    Code(
        "RSP903",
        "a solver refutes a proof",
        "error",
        """`certify` gives each obligation of each proof to solvers that know nothing of how it was found. Here one of them
answers `sat`: what must be impossible is possible, so the proof is none. That is a mistake in rspverify, or in one of the
solvers, not in your policies. Do not rely on the verdict; the exit code is 4.

```
error[RSP903]: a solver finds an obligation satisfiable: `news/no_hidden_hazard/under-rsp_v2/01-start.smt2`
```

Please report it, with that file, which needs no policy to be understood:

```
$ cvc5 --enum-inst proofs/news/no_hidden_hazard/under-rsp_v2/01-start.smt2
sat
```
""",
    ),
)
