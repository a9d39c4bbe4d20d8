"""Repairs for machines; `schema.json` says how they look."""

from __future__ import annotations

from rspverify.check.repair.results import Repair, Repairs
from rspverify.report.json import Json, diagnostic_to_json, dump, head_to_json, text_to_json
from rspverify.source.diagnostics import Diagnostic


def render_repairs_json(
    found: Repairs | None, diagnostics: tuple[Diagnostic, ...], version: str, code: int, written: bool
) -> str:
    """The report of `repair`. `found`: None if the search could not begin."""
    return dump(
        head_to_json("repair", version, code)
        | {
            "repairs": None if found is None else _repairs(found),
            "written": written,
            "diagnostics": [diagnostic_to_json(one) for one in diagnostics],
        }
    )


def _repairs(found: Repairs) -> Json:
    tried = found.tried
    return {
        "property": found.property,
        "wording": text_to_json(found.wording),
        "policy": found.policy,
        "state": found.state,
        "reason": text_to_json(found.reason),
        "targets": [
            {
                "file": text_to_json(one.file),
                "conditions": text_to_json(one.conditions),
                "verdict": one.verdict.value,
                "wanted": one.wanted.value,
            }
            for one in found.targets
        ],
        "found": [_repair(one) for one in found.found],
        "near": [_repair(one) for one in found.near],
        "tried": {
            "single": tried.single,
            "weighed": tried.weighed,
            "proved": tried.proved,
            "undecided": tried.undecided,
            "limits": list(tried.limits),
        },
    }


def _repair(one: Repair) -> Json:
    return {
        "edits": [text_to_json(edit) for edit in one.edits],
        "clauses": [text_to_json(clause) for clause in one.clauses],
        "amendment": text_to_json(one.amendment),
        "diffs": [{"path": text_to_json(path), "diff": text_to_json(text)} for path, text in one.diffs],
        "cost": one.cost,
        "changed": [{"act": text_to_json(act.act), "change": act.change, "cases": act.cases} for act in one.changed],
        "duties": [text_to_json(duty) for duty in one.duties],
        "turned": [
            {
                "file": text_to_json(turned.file),
                "name": turned.name,
                "conditions": text_to_json(turned.conditions),
                "expected": turned.expected,
                "instead": text_to_json(turned.instead),
                "unknown": turned.unknown,
            }
            for turned in one.turned
        ],
    }
