from __future__ import annotations

from pathlib import Path

from rspverify.check.diff.policies import diff
from rspverify.check.options import CheckOptions
from rspverify.policy.load import load
from rspverify.report.diff_markdown import render_diff_markdown

TEXT = """
entity Lab
entity Model
fact risky(m: Model) "{m} is <risky> | *very*"
action train(l: Lab, m: Model) by l "{l} trains {m}"
action tell(l: Lab, m: Model) by l "{l} tells of {m}"
policy old "the old one" binds l: Lab { clause halt: l must not train(l, m) when risky(m) }
policy new "the new one" binds l: Lab { clause yearly "it tells": l must tell(l, any) every 1 year }
"""


def test_overview_cases_and_what_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "world.rsp"
    path.write_text(TEXT, encoding="utf-8")
    text = render_diff_markdown([diff(load(str(path)), "old", "new", CheckOptions())], (), False)
    lines = text.splitlines()
    assert lines[0] == "# new \\(the new one\\) against old \\(the old one\\)"
    assert "| ▼ | l trains m | laxer |" in lines
    assert "| ▲ | duty new.yearly \\(it tells\\) added | stricter |" in lines
    assert "**Newly permitted, 1 case \\(proved to be all\\).**" in lines
    assert "1. when m is &lt;risky&gt; \\| \\*very\\*" in lines
    assert "   * **old.halt** forbids this" in lines
    assert "* l tells of m" in lines
    assert text.endswith("</details>\n")
