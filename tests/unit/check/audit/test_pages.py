"""The pages of the findings tell the truth: the first example shows the code, the last one is free of it."""

from __future__ import annotations

import re

import pytest
from telling import told

from rspverify.check.audit.every import audit
from rspverify.check.audit.options import AuditOptions
from rspverify.source.code import Code
from rspverify.source.codes_audit import AUDIT


def found(text: str, code: str) -> set[str]:
    """The codes of the open findings in a text, of this one alone."""
    result = audit(told(text), AuditOptions(select=(code,)))
    assert not result.diagnostics
    assert not any(policy.untold for policy in result.policies)
    return {finding.code for policy in result.policies for finding in policy.open}


@pytest.mark.parametrize("code", AUDIT, ids=lambda code: code.code)
def test_page_shows_the_finding_and_its_repair(code: Code) -> None:
    first, *_, last = re.findall(r"```\n(.*?)```", code.page, re.DOTALL)
    assert found(first, code.code) == {code.code}
    assert found(last, code.code) == set()
