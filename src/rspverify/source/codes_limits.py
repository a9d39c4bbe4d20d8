"""RSP8xx: a limit was reached."""

from __future__ import annotations

from rspverify.source.code import Code

LIMITS: tuple[Code, ...] = (
    Code(
        "RSP801",
        "a limit was reached",
        "note",
        """\
A check ends when it has done the work that it may do (`--rlimit`), when its time is over (`--timeout`) or its memory used up
(`--memory`, or all that the system has), or when the search for a counterexample has looked as many steps ahead as it may
(`--depth`, or `up to N steps`) and no proof was found. The verdict is then `undetermined`: neither true nor false, and no
success. A scenario that was stopped counts as undetermined, too.

```
? undetermined under rsp_v3, expected holds
    no run of 8 steps or fewer breaks it, but longer ones are not excluded by a proof: the search looks no further
```

Allow more, which helps if the answer was near:

```
$ rspverify check specs/news.rsp --rlimit 200000000 --depth 16
```

Otherwise help with the proof: a `lemma` that says what stays true from each state to the next, or an axiom that leaves out
what cannot be. An `axiom` with `some` inside `every`, and arithmetic over several facts, are what costs the most. If a
bounded answer will do, say so:

```
check disclosed under rsp_v3 up to 8 steps expect holds
```
""",
    ),
    Code(
        "RSP802",
        "a solver that was to be asked is not installed",
        "error",
        """`certify` has each obligation answered by Z3 and, for a second opinion, by cvc5, which does not come with
rspverify by itself. Without it the obligations are written, and Z3 answers them, but the second opinion is missing; that is
said for each proof, and the exit code is 3.

```
$ rspverify certify specs --out proofs
error[RSP802]: cvc5 is not installed, so it says nothing about the obligations
```

Install it, or do without:

```
$ pip install 'rspverify[certify]'
$ rspverify certify specs --out proofs --solver z3
```
""",
    ),
)
