"""What random drafts came to, for machines (`schema.json`, `drafts_report`)."""

from __future__ import annotations

from rspverify.check.fuzzing.draft_results import Drafted, DraftsTried
from rspverify.report.fuzz_report import DraftsReport
from rspverify.report.json import Json, diagnostic_to_json, dump, head_to_json, text_to_json
from rspverify.report.setting import Setting


def render(report: DraftsReport, setting: Setting) -> str:
    """The whole report."""
    document = head_to_json("fuzz", setting.version, report.exit_code) | {
        "drafted": [_file(one) for one in report.files],
        "diagnostics": [diagnostic_to_json(one) for one in report.diagnostics],
        "times": {text_to_json(one.file): round(one.seconds, 3) for one in report.files},
    }
    return dump(document)


def _file(found: DraftsTried) -> Json:
    return {
        "path": text_to_json(found.file),
        "stopped": found.stopped,
        "drafts": [_draft(one) for one in found.drafts],
        "incompatible": [
            {"never": one.never, "possible": one.possible, "method": one.method, "expected": list(one.expected)}
            for one in found.incompatible
        ],
        "apart": [{"one": one.one, "other": one.other, "drafts": one.drafts} for one in found.apart],
        "idle": [{"clause": one.clause, "proofs": one.proofs} for one in found.idle],
        "left_out": [text_to_json(one) for one in found.left_out],
        "diagnostics": [diagnostic_to_json(one) for one in found.diagnostics],
    }


def _draft(one: Drafted) -> Json:
    audited = None
    if one.audited is not None:
        audited = [{"code": each.code, "message": text_to_json(each.message)} for each in one.audited]
    return {
        "kind": one.kind,
        "policy": one.policy,
        "said": text_to_json(one.said),
        "judged": one.judged,
        "unexpected": list(one.unexpected),
        "open": list(one.open),
        "audited": audited,
    }
