from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rspverify.check.audit.finding import Audit
from rspverify.check.audit.options import AuditOptions
from rspverify.check.audit.task import Auditing, worth_processes
from rspverify.cli import audits
from rspverify.policy.claims import Project
from rspverify.policy.load import load

WORLD = "entity Lab\nentity Model\nfact dangerous(m: Model)\naction train(l: Lab, m: Model) by l\n"
ONLY = AuditOptions(select=("RSP410",), shares=False)


def project(folder: Path, name: str, clauses: int) -> Project:
    body = "\n".join(f"clause c{i}: l must not train(l, m) when dangerous(m)" for i in range(clauses))
    path = folder / f"{name}.rsp"
    path.write_text(f"{WORLD}policy {name} binds l: Lab {{\n{body}\n}}\n", encoding="utf-8")
    return load(str(path))


def quiet(_: str) -> None:
    return None


def untimed(found: Sequence[Audit]) -> list[Audit]:
    return [replace(one, policies=tuple(replace(policy, seconds=0.0) for policy in one.policies)) for one in found]


def test_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    projects = [project(tmp_path, "large", 11), project(tmp_path, "small", 1)]
    assert worth_processes(projects, ONLY) and not worth_processes(projects[1:], ONLY)
    found = untimed(list(audits.audited(projects, ONLY, quiet)))
    assert found == untimed(list(audits._here(Auditing(tuple(projects), ONLY), quiet)))
    assert [len(one.policies) for one in found] == [1, 1] and found[0].policies[0].findings


@pytest.mark.parametrize(("fault", "code"), [(True, "RSP901"), (False, "RSP801")])
def test_a_lost_process_hides_no_other_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: bool, code: str
) -> None:
    def lost(hands: Any, subject: Auditing, tasks: Sequence[Any], tell: Any) -> Iterator[tuple[Any, Any]]:
        yield tasks[1], tasks[1].do(subject)
        yield tasks[0], tasks[0].unanswered(subject, "a process ended", fault)

    monkeypatch.setattr("rspverify.workers.anywhere.in_workers", lost)
    first, second = audits.audited([project(tmp_path, "large", 11), project(tmp_path, "small", 1)], ONLY, quiet)
    (told,) = first.diagnostics
    assert told.code == code and "a process ended, while it audited" in told.message
    assert not first.policies and second.policies and not second.diagnostics
