"""Small texts, checked, for the tests of `check`."""

from __future__ import annotations

from rspverify.check.options import CheckOptions
from rspverify.check.results import CheckResult, Verdict
from rspverify.check.run import run_checks
from rspverify.policy.claims import Project
from rspverify.policy.load import load_text
from rspverify.source.files import SourceFile

WORLD = """
entity Lab
entity Model
fact trained(l: Lab, m: Model) "{l} has {m}"
fact published(l: Lab, m: Model)
fact dangerous(m: Model) "{m} is dangerous"
fact big(l: Lab)
action train(l: Lab, m: Model) by l "{l} trains {m}" then trained(l, m)
action publish(l: Lab, m: Model) by l then published(l, m)
event incident(m: Model) then dangerous(m)
initially no l: Lab, m: Model | trained(l, m) or published(l, m)
term risky(m: Model) { reading narrow "dangerous only": dangerous(m)  reading wide: dangerous(m) or not dangerous(m) }
policy free binds l: Lab { }
policy strict binds l: Lab {
  clause ban: l must not train(l, m) when dangerous(m)
  clause report: l must publish(l, m) within 2 days after train(l, m)
}
"""


def project(text: str, world: str = WORLD) -> Project:
    return load_text(SourceFile("asked.rsp", world + text))


def results(text: str, world: str = WORLD, **options: int | float) -> list[CheckResult]:
    found = run_checks(project(text, world), CheckOptions(**options))  # type: ignore[arg-type]
    return [result for result in found if isinstance(result, CheckResult)]


def result(claim: str, options: str, text: str = "", world: str = WORLD, **limits: int | float) -> CheckResult:
    """The result of one check of one claim."""
    (found,) = results(f"{text}\nproperty asked: {claim}\ncheck asked {options}\n", world, **limits)
    return found


def verdict(claim: str, options: str, text: str = "", world: str = WORLD) -> Verdict:
    return result(claim, options, text, world).verdict
