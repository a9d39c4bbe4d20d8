"""What a run of `check` did besides, for machines (`schema.json`, `also`)."""

from __future__ import annotations

from rspverify.report.also import Also
from rspverify.report.audit_json import audit_to_json
from rspverify.report.diff_json import comparison_to_json
from rspverify.report.json import Json


def also_to_json(also: Also) -> Json:
    """The parts that were asked for, as in the reports of `audit` and `diff`."""
    found: Json = {}
    if also.audits is not None:
        found["audits"] = [audit_to_json(one) for one in also.audits]
    if also.comparisons is not None:
        found["comparisons"] = [comparison_to_json(one) for one in also.comparisons]
    return found
