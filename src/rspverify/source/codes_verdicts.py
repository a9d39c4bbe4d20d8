"""RSP51x: what checks and scenarios came to, for reports that file everything under a code."""

from __future__ import annotations

from rspverify.source.code import Code

VERDICTS: tuple[Code, ...] = (
    Code(
        "RSP510",
        "a verdict is not the expected one",
        "error",
        """\
A check says what its author expects: `expect holds` (also when it says nothing), `expect violated`, and so on. Here
something else came out. A violation comes with its story: the shortest run that breaks the claim, and the clauses whose
words made it possible. `vacuous` means that the claim holds only since no complying run ever comes to what it speaks of.
An unexpected proof counts too: what was known to fail no longer does, and the file should say so.

```
check no_hidden_hazard under rsp_v3
```

If the policy is wrong, mend it; if the verdict is what people should know about the policy, expect it:

```
check no_hidden_hazard under rsp_v3 expect violated
```

Code scanning shows this code also for what stayed undetermined, which is neither true nor false.
""",
    ),
    Code(
        "RSP511",
        "a scenario goes otherwise than told",
        "error",
        """\
A scenario tells, step by step, what its author takes for granted about a policy. Here a step is not as told: something is
forbidden that should be permitted, an act cannot take place, or a fact is not as expected. Then the policy does not say what
its author thinks, and verdicts about it answer another question.

```
scenario rivals_first under rsp_v3:
  member anthropic, rival: Lab, m: Model
  forbidden train(anthropic, m)
```

Find out which of the two is wrong, the policy or the story, and mend that one:

```
scenario rivals_first under rsp_v3:
  member anthropic, rival: Lab, m: Model
  permitted train(anthropic, m)
```
""",
    ),
    Code(
        "RSP512",
        "no random run came to something that the policy speaks of",
        "note",
        """\
`fuzz` counts what its random runs come to: each clause in force, each clause defeated by each one that overrides it, each
condition true and false, each duty done and in its last hour. Here none of them came to this. It may be out of reach, or only
seldom met. It is nothing wrong, and code scanning shows it as information; with `-q` it is left out.

```
fact dangerous(m: Model)
axiom harmless: no m: Model | dangerous(m)
policy careful binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```

Have more runs drawn (`--runs`), write a scenario that leads there, or ask `rspverify audit` whether anything does. Here it
says that the clause is dead, and the axiom is what is wrong:

```
fact dangerous(m: Model)
policy careful binds l: Lab {
  clause halt: l must not train(l, m) when dangerous(m)
}
```
""",
    ),
)
