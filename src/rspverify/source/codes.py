"""The one list of diagnostic codes. Documentation and `explain` come from it.

RSP1xx cannot read, RSP2xx cannot resolve, RSP3xx lint, RSP4xx-RSP5xx findings about policies, RSP8xx a limit was
reached, RSP9xx our own bug. The pages stand in `codes_*.py` beside this file, one module for each section, so that no
file gets long; a new section is imported and listed here.
"""

from __future__ import annotations

from rspverify.source.code import Code, Severity
from rspverify.source.codes_audit import AUDIT
from rspverify.source.codes_claims import CLAIMS
from rspverify.source.codes_clauses import CLAUSES
from rspverify.source.codes_command import COMMAND
from rspverify.source.codes_diff import DIFF
from rspverify.source.codes_fault import FAULT
from rspverify.source.codes_findings import FINDINGS
from rspverify.source.codes_limits import LIMITS
from rspverify.source.codes_lint import LINT
from rspverify.source.codes_mutate import MUTATE
from rspverify.source.codes_names import NAMES
from rspverify.source.codes_norms import NORMS
from rspverify.source.codes_scenarios import SCENARIOS
from rspverify.source.codes_shards import SHARDS
from rspverify.source.codes_sorts import SORTS
from rspverify.source.codes_syntax import SYNTAX
from rspverify.source.codes_verdicts import VERDICTS
from rspverify.source.codes_words import WORDS

__all__ = ["CODES", "Code", "Severity"]

_CODES: tuple[Code, ...] = (
    # ---- RSP1xx: cannot read (files, lexing, parsing)
    *SYNTAX,
    *COMMAND,  # RSP14x: the command line
    *SHARDS,  # RSP15x: parts of a run, settings
    *DIFF,  # RSP16x: comparing policies
    # ---- RSP2xx: cannot resolve (names, types, policies, claims)
    *NAMES,
    *SORTS,
    *WORDS,
    *NORMS,
    *CLAUSES,
    *CLAIMS,
    *SCENARIOS,
    # ---- RSP3xx: lint
    *LINT,
    # ---- RSP4xx-RSP5xx: findings about policies
    *AUDIT,
    *MUTATE,
    *FINDINGS,
    *VERDICTS,
    # ---- RSP8xx: a limit was reached
    *LIMITS,
    # ---- RSP9xx: our own fault
    *FAULT,
)

CODES: dict[str, Code] = {entry.code: entry for entry in sorted(_CODES, key=lambda entry: entry.code)}
