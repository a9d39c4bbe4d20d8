"""Hand-built runs: one with everything that can come out, and one whose texts try to be more than text."""

from __future__ import annotations

from dataclasses import replace

from rspverify.check.results import Excerpt, Meeting, StoryStep, Verdict
from rspverify.cli.exit_code import run_code
from rspverify.report.document import FileReport, RunReport
from rspverify.source.diagnostics import Diagnostic, Label
from rspverify.source.files import SourceFile
from rspverify.source.spans import Span
from tests.unit.report import examples
from tests.unit.report.pairs import TWO_RUNS, TWO_STATES

NOT_CONFIRMED = replace(
    examples.FAULT,
    conditions="under rsp_v3 assuming beliefs_are_true",
    diagnostics=(
        Diagnostic("RSP902", "a result was not confirmed: the trace is no run", examples.span("under rsp_v3"), "here"),
    ),
)
LIMITED = replace(
    examples.UNDETERMINED,
    conditions="under rsp_v4",
    diagnostics=(Diagnostic("RSP801", "a limit was reached", examples.span("under rsp_v2"), help="allow more"),),
)
IMPOSSIBLE = replace(
    examples.HOLDS, verdict=Verdict.IMPOSSIBLE, meeting=Meeting.NOT_MET, expected="possible", property="can_wait"
)
_OTHER = SourceFile("specs/broken.rsp", 'entity Lab "\U0001f600"\nfact published(l: Lab)\n')


def _span(text: str) -> Span:
    start = _OTHER.text.index(text)
    return Span(_OTHER, start, start + len(text))


MISSPELT = Diagnostic(
    "RSP203", "no fact is called `publshed`", _span("published"), "here", (Label(_span("Lab"), "of this"),), "try it"
)
LINT = Diagnostic("RSP301", "a duty without a deadline", examples.span("clause proceed"), "it may wait for ever")
MISSING = Diagnostic("RSP101", "there is no file `gone.rsp`", help="check the path")
UNREADABLE = Diagnostic("RSP103", "`latin.rsp` is not UTF-8: byte 0xE9 does not fit")


def run(
    files: tuple[FileReport, ...], diagnostics: tuple[Diagnostic, ...] = (), interrupted: bool = False
) -> RunReport:
    """A run with the exit code that `check` would give it."""
    return RunReport(files, diagnostics, run_code(files, diagnostics, "unknown", interrupted), interrupted, 1.5)


_NEWS = (*examples.EVERY_KIND, NOT_CONFIRMED, LIMITED, IMPOSSIBLE, TWO_RUNS, TWO_STATES)
EVERYTHING = run(
    (
        FileReport("specs/news.rsp", _NEWS, (LINT,), left_out=3),
        FileReport("specs/broken.rsp", (), (MISSPELT,)),
        FileReport("latin.rsp", (), (UNREADABLE,)),
        FileReport("specs/long.rsp", (replace(examples.HOLDS, file="specs/long.rsp"),), unfinished=2),
        FileReport("specs/later.rsp", begun=False),
    ),
    (MISSING,),
)
FINE = run((FileReport("specs/news.rsp", (examples.HOLDS, examples.VIOLATED_AS_EXPECTED, examples.TOLD)),))
INTERRUPTED = run((FileReport("specs/news.rsp", (examples.HOLDS,), unfinished=1),), (), True)

ODD = (
    "<script>alert('1')</script> \"q\" `c` ``` | **b** _i_ [l](http://x.y) ![p](q) # 1 #23 @team $x$ &amp; \\ ~~s~~ "
    "www.x.org https://x.y %% {{0}} {1} end;A->>B: x ::error::no ##[error]no ]]> --> style:\u2028\x1b[31m\ud800\ufffe\n"
    "::warning::no\r\n- item\n\n```\n# head\n</details><img src=x onerror=alert(2)>"
)
"""A text that means something in every format."""
_STEP = examples.STORY.steps[1]
_ODD_STORY = replace(
    examples.STORY,
    initially=(ODD,),
    steps=(
        examples.STORY.steps[0],
        StoryStep(2, 76, ODD, (ODD,), tuple(replace(note, wording=ODD, status=ODD) for note in _STEP.clauses), ODD),
    ),
    ending=ODD,
    hinges=(ODD,),
    guilty=(Excerpt("rsp_v3.delay", ODD, examples.DELAY),),
    readings=((ODD, ODD, ODD),),
    members=((ODD, (ODD,)),),
)
_ODD_FILE = SourceFile(f"specs/{ODD[:40].replace('/', '')}.rsp", f"{ODD}\n{ODD}")
_ODD_SPAN = Span(_ODD_FILE, 3, len(ODD) + 9)
HOSTILE = run(
    (
        FileReport(
            _ODD_FILE.path,
            (
                replace(
                    examples.check_result(
                        Verdict.VIOLATED, Meeting.NOT_MET, conditions=ODD, story=_ODD_STORY, name=ODD, wording=ODD
                    ),
                    span=_ODD_SPAN,
                ),
                examples.check_result(Verdict.UNDETERMINED, Meeting.OPEN, conditions=ODD, reason=ODD),
                replace(examples.scenario_result(False, ODD), name=ODD, failure=ODD),
            ),
            (Diagnostic("RSP203", ODD, _ODD_SPAN, ODD, (Label(_ODD_SPAN, ODD),), ODD, (ODD,)),),
            unfinished=1,
        ),
    ),
    (Diagnostic("RSP101", ODD),),
)
