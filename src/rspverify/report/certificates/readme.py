"""The README of a folder of certificates: what the files are, why they prove the verdicts, how to check them by hand.

It holds no answers of solvers (these stand in the manifest), no times and no places, so it is the same on each run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rspverify.check.certify.collection import Collection, obligations, settled
from rspverify.check.certify.dossier import Dossier, Uncertified
from rspverify.report.certificates.manifest import MANIFEST
from rspverify.report.certificates.words import shown
from rspverify.report.style import number, plain

README = "README.md"

_HEAD = """# Certificates

Each `.smt2` file here is one *obligation*: a script in SMT-LIB 2.6, the language of SMT solvers, that describes
something that must be impossible. A solver that answers `unsat` says that it is. The obligations of one folder are
one proof: together they prove the verdict that the table below gives. A comment at the top of each file says what
it shows.

`rspverify certify` wrote them{version}. `{manifest}` lists every file with its SHA-256, and says what each solver
answered.

## Check them yourself

Without rspverify, each of these lines must print a number of files and `unsat`, and nothing else:

```sh
find . -name '*.smt2' -exec z3 {{}} \\; | sort | uniq -c
find . -name '*.smt2' -exec cvc5 --enum-inst {{}} \\; | sort | uniq -c
```

The number must be {count}, as many as there are obligations here. (What cvc5 leaves `unknown` in this way it may
settle without the option, or with `--mbqi`; rspverify tries these ways one after another.) With rspverify, but
without any policy file,

```sh
rspverify certify --check .
```

also compares every file with the manifest. Whoever gave you this folder can tell you the SHA-256 of the manifest;
if it is the one that this command prints, nothing was changed on the way.

## Why they prove the verdicts

A policy and its vocabulary are encoded as a transition system: first states, and kinds of steps. The *goal* of a
proof is what must not be reached: what the property rules out, or, where the verdict is `impossible`, what it asks
for. It is a state of some kind, or a step of some kind. The obligations are of these forms:

* **base**: every state in which a run may begin satisfies the invariants; and, where k is above 0, no run of fewer
  than k steps reaches the goal;
* **step**: each kind of step, from a state with the invariants, leads to a state with the invariants (one
  obligation for each kind);
* **implication**: from a state with the invariants no path of k steps reaches the goal for the first time (a step
  that is itself the goal needs at least one).

*Theorem.* If all of them are `unsat`, no run reaches the goal, however long it is and however many members there
are. *Proof.* By base and step, and induction on the length, every state of every run satisfies the invariants.
Suppose that a run reaches the goal, and look at the first time. If that is after fewer than k steps, a base
obligation says that it cannot be. Otherwise the last k steps before are a path from a state with the invariants to
the goal, which is reached at its end and not before, and an implication says that it cannot be. ∎

The sorts of the scripts (`%Lab`, `%Model`) are uninterpreted: `unsat` speaks of every number of members, also of
infinitely many. Where there are no invariants, there is nothing to keep, and the obligations about them are left
out. Where k is 0 and there are no invariants, no state and no step can be the goal, whatever happened before. A
proof of no obligation at all is one whose goal became `false` when it was written down: no solver was needed. So it
is with {settled} of the obligations, which say nothing but `false`: a step that changes nothing of which the
invariants speak keeps them, for example.

## What they do not prove

* That the encoding means what the policy says. The encoder is tested against an interpreter that knows no solver;
  its rules are in `docs/language.md` of rspverify.
* That what was left out does not matter. Facts and actions on which the goal cannot depend (those outside of its
  cone of influence) are not in the scripts; they are listed below.
* That the obligations of a folder are all that are needed, and those of this policy: `rspverify certify` of the
  same policy files with the same version writes the same bytes again, and so shows it.
* That the policy, its vocabulary and its axioms describe the world.
"""


def readme_text(collection: Collection, version: str) -> str:
    """The README. `version`: of the package."""
    head = _HEAD.format(
        version=f", version {version}", manifest=MANIFEST, count=obligations(collection), settled=settled(collection)
    )
    blocks = [head, *_proofs(collection), *_details(collection), *_without(collection)]
    return "\n".join(blocks)


def _proofs(collection: Collection) -> Iterator[str]:
    yield "## The proofs\n"
    if not collection.proofs:
        yield "There are none.\n"
        return
    rows = [
        "| property | conditions | proves | k | invariants | obligations | folder |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [_proof_row(one.dossier) for one in collection.proofs]
    yield "\n".join(rows) + "\n"


def _proof_row(dossier: Dossier) -> str:
    conditions = dossier.conditions or "none"
    if dossier.reading:
        conditions += f", with {dossier.reading}"
    if dossier.side:
        conditions += f", {dossier.side}"
    cells = [
        _markdown(dossier.property),
        _markdown(conditions),
        dossier.verdict,
        str(dossier.k),
        str(len(dossier.invariants)),
        str(len(dossier.obligations)),
        f"[{dossier.folder}]({dossier.folder}/)" if dossier.obligations else "none",
    ]
    return f"| {' | '.join(cells)} |"


def _details(collection: Collection) -> Iterator[str]:
    """What each proof shows in words, its invariants, and what was left out of it."""
    if collection.proofs:
        yield "## The proofs in words\n"
    file = ""
    for certified in collection.proofs:
        dossier = certified.dossier
        if dossier.file != file:
            file = dossier.file
            yield f"### {_markdown(file)}\n"
        where = f" ({dossier.folder})" if dossier.obligations else ""
        conditions = f" {_markdown(dossier.conditions)}" if dossier.conditions else ""
        named = f"**{_markdown(dossier.property)}**{conditions}{where}"
        lines = [f"{named}: {_markdown(shown(dossier))}; {_markdown(dossier.method)}."]
        if dossier.wording:
            lines.append(f"The property says: {_markdown(dossier.wording)}")
        if dossier.reading:
            lines.append(f"This is with {_markdown(dossier.reading)}.")
        if not dossier.obligations:
            lines.append("The goal became `false` when it was written down, so there is no obligation.")
        yield "\n".join(lines) + "\n"
        if dossier.invariants:
            yield "Invariants:\n\n" + "".join(f"    {plain(one)}\n" for one in dossier.invariants)
        if dossier.left_out:
            names = ", ".join(_markdown(name) for name in dossier.left_out)
            yield f"Left out, since the goal cannot depend on it: {names}\n"


def _without(collection: Collection) -> Iterator[str]:
    if collection.without:
        yield "## Checks without a proof\n"
        rows = ["| file | property | conditions | why |", "|---|---|---|---|"]
        rows += [_without_row(one) for one in collection.without]
        yield "\n".join(rows) + "\n"
    if collection.broken:
        yield "## Files without results\n"
        yield "".join(f"* {_markdown(file)}: {_markdown(why)}\n" for file, why in collection.broken)
    if collection.left_out:
        yield f"{number(collection.left_out, 'check or scenario', 'checks and scenarios')} not selected.\n"


def _without_row(one: Uncertified) -> str:
    conditions = one.conditions or "none"
    if one.reading:
        conditions += f", with {one.reading}"
    return f"| {' | '.join(_markdown(text) for text in (one.file, one.property, conditions, one.reason))} |"


def _markdown(text: str) -> str:
    """The text as it is: nothing of it becomes a link, a table, a heading or HTML."""
    return re.sub(r"([\\`*\[\]<>|#&~!])", r"\\\1", plain(text))
