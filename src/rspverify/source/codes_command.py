"""RSP14x: the command line was used wrongly, or what it names cannot be read or written."""

from __future__ import annotations

from rspverify.source.code import Code

COMMAND: tuple[Code, ...] = (
    Code(
        "RSP140",
        "the command line is not as it should be",
        "error",
        """An option or a verb does not exist, a value is missing, or two options exclude each other. Nothing was read
and nothing was checked; the exit code is 2.

```
$ rspverify check --depth many specs
error[RSP140]: invalid value for `--depth`: `many` is not a valid whole number
```

Each verb lists its options:

```
$ rspverify check --help
```
""",
    ),
    Code(
        "RSP141",
        "there is no policy file in the folder",
        "error",
        """A folder stands for all files below it whose names end in `.rsp`. Hidden folders, like `.git`, are left out.
If there is no such file, then nothing could be checked, which must not look like success.

```
$ rspverify check docs
error[RSP141]: there is no `.rsp` file in `docs`
```

Name another folder, or the file itself, which may then have any name:

```
$ rspverify check specs
$ rspverify check draft.txt
```
""",
    ),
    Code(
        "RSP142",
        "this is not a saved trace",
        "error",
        """`replay` takes a file that `check --save-traces` wrote: JSON with the place of the policy file, the name of the
property, the conditions of the check, and the trace itself in ITF, the format that TLA+ and Quint tools read.

```
$ rspverify replay notes.json
error[RSP142]: `notes.json` is not a saved trace: it has no `trace`
```

Save the trace again:

```
$ rspverify check specs --save-traces traces
$ rspverify replay traces/news.no_hidden_hazard.1.json
```
""",
    ),
    Code(
        "RSP143",
        "a file cannot be written",
        "error",
        """The folder does not exist, the file is protected, the disk is full, or a report would replace a policy file.
Files are written beside their place and then moved there, so what was there before is still whole.

```
$ rspverify check specs --output json=missing/report.json
error[RSP143]: `missing/report.json` cannot be written: there is no folder `missing`
```

Make the folder first, or name another place:

```
$ mkdir missing
```
""",
    ),
    Code(
        "RSP144",
        "nothing has a name that was selected",
        "error",
        """`--select` keeps the checks and scenarios whose names fit the pattern; `*` stands for any text. If nothing fits,
nothing was checked, which must not look like success.

```
$ rspverify check specs --select 'no_hiden*'
error[RSP144]: no check and no scenario is called `no_hiden*`
```

The repair:

```
$ rspverify check specs --select 'no_hidden*'
```
""",
    ),
    Code(
        "RSP145",
        "there is no such code",
        "error",
        """`explain` takes the code of a diagnostic, as it stands in brackets: `error[RSP203]`. Without a code it lists
all of them.

```
$ rspverify explain RSP999
error[RSP145]: there is no code `RSP999`
```

The repair:

```
$ rspverify explain
$ rspverify explain RSP203
```
""",
    ),
    Code(
        "RSP146",
        "a saved trace does not fit the policy file",
        "error",
        """The trace speaks of a property, policy, fact, action or member that the policy file does not have (any more).
It was probably saved before the file was changed.

```
$ rspverify replay traces/news.no_hidden_hazard.1.json
error[RSP146]: `specs/news.rsp` has no property `no_hidden_hazard`
```

Check again and save the trace anew:

```
$ rspverify check specs/news.rsp --save-traces traces
```
""",
    ),
    Code(
        "RSP147",
        "a folder is not replaced",
        "error",
        """`certify --out` writes a whole folder. It replaces one that is empty, or that `certify` itself wrote, and no
other: nothing of yours is ever removed.

```
$ rspverify certify specs --out docs
error[RSP147]: `docs` is not replaced: `certify` did not write it: there is no `certificates.json` in it
```

Name a folder that is not there yet:

```
$ rspverify certify specs --out proofs
```
""",
    ),
    Code(
        "RSP148",
        "certificates are not as they were written",
        "error",
        """`certify --check` compares a folder of certificates with its `certificates.json`: each file must be there,
unchanged, and no other. It also refuses scripts that do more than declare, assert, and ask once. No solver is asked then,
since their answers would not be about the certificates; the exit code is 2.

```
$ rspverify certify --check proofs
error[RSP148]: `news/no_hidden_hazard/under-rsp_v2/01-start.smt2` was changed
```

Ask for the folder as it was written, or write it anew:

```
$ rspverify certify specs --out proofs
$ rspverify certify --check proofs
```
""",
    ),
    Code(
        "RSP149",
        "the work cannot be given to a cluster",
        "error",
        """`--executor dask://HOST:PORT` has the work done by a Dask cluster. Nobody listens there, or no Dask scheduler; or it
has no workers; or what they have installed is not what is installed here, so that they might come to something else; or
the connection was lost. What was finished before is reported; the exit code is 2.

```
$ rspverify mutate specs/news --executor dask://localhost:8786
error[RSP149]: nobody listens at `localhost:8786`
```

Start a scheduler and workers, with the same `rspverify[dask]` on all machines (docs/cluster.md), or leave the work to this
machine:

```
$ rspverify mutate specs/news
```
""",
    ),
)
