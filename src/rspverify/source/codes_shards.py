"""RSP15x: the parts of a run, and settings."""

from __future__ import annotations

from rspverify.source.code import Code

SHARDS: tuple[Code, ...] = (
    Code(
        "RSP150",
        "a report cannot be merged",
        "error",
        """`merge` takes the JSON reports that the parts of a run wrote with `--shard`. It takes no report of a whole run, none in
another format, and none that was changed since.

```
$ rspverify check specs --output json=report.json
$ rspverify merge report.json
error[RSP150]: `report.json` cannot be merged: it is no JSON report of a run with `--shard`
```

Let each machine do its part, and write a JSON report of it:

```
$ rspverify check specs --shard 1/2 --output json=part-1.json
$ rspverify check specs --shard 2/2 --output json=part-2.json
$ rspverify merge part-1.json part-2.json
```
""",
    ),
    Code(
        "RSP151",
        "reports are not parts of one run",
        "error",
        """Reports can be put together if each check and each scenario is in exactly one of them, and all were made under the same
conditions: the same files, the same options on which verdicts depend, the same version.

```
$ rspverify check specs --shard 1/2 --depth 8 --output json=part-1.json
$ rspverify check specs --shard 2/2 --depth 12 --output json=part-2.json
$ rspverify merge part-1.json part-2.json
error[RSP151]: these reports are not parts of one run: `depth` is `8` in one and `12` in another
```

Run all parts with the same options, which is easiest if they stand in `rspverify.toml`:

```
$ rspverify check specs --shard 2/2 --depth 8 --output json=part-2.json
```
""",
    ),
    Code(
        "RSP152",
        "a part of a run is missing",
        "error",
        """A run that was shared out is whole only with all of its parts. What is there is merged and shown, and what a missing part
was to check is counted as left to it; but the exit code is 2, since nobody knows what it would have come to.

```
$ rspverify merge part-1.json part-3.json
error[RSP152]: 1 part is missing: 2/3
```

Run that part, and merge again:

```
$ rspverify check specs --shard 2/3 --output json=part-2.json
$ rspverify merge part-1.json part-2.json part-3.json
```
""",
    ),
    Code(
        "RSP153",
        "a setting is wrong",
        "error",
        """Settings may stand in `rspverify.toml`, or in the section `[tool.rspverify]` of `pyproject.toml`. They are the long
options of `check`, without the dashes, and have the values that these may have. A name that no option has is refused, so
that a slip of the pen does not change what is checked.

```
$ cat rspverify.toml
job = 2
$ rspverify check specs
error[RSP153]: `rspverify.toml` sets `job`, which is no option of `check`
```

The repair:

```
jobs = 2
```
""",
    ),
)
