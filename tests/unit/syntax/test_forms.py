"""What can be written, and the nodes that come of it."""

from pathlib import Path

import pytest

from rspverify.source.files import SourceFile
from rspverify.source.spans import NOWHERE
from rspverify.syntax.claims import (
    AfterWithin,
    BindingOption,
    CheckDeclaration,
    Declaration,
    Dependence,
    EvenIfOption,
    ExpectOption,
    Given,
    HasBreached,
    Judged,
    Module,
    Monotone,
    Never,
    OnlyAfter,
    Owes,
    PropertyDeclaration,
    ReadingOption,
    ScenarioDeclaration,
    StepOf,
    UnderOption,
    UpToOption,
    WaitStep,
    Whatever,
)
from rspverify.syntax.declarations import (
    ActionDeclaration,
    DurationDeclaration,
    EnumDeclaration,
    FactDeclaration,
    IndividualDeclaration,
    StatementDeclaration,
    Use,
)
from rspverify.syntax.expressions import (
    AnyArgument,
    Binary,
    Breach,
    Call,
    Comparison,
    Conditional,
    Elapsed,
    Expression,
    Identifier,
    IntegerType,
    Membership,
    Name,
    NamedType,
    Negative,
    NormOfAct,
    NormOfClause,
    Not,
    Now,
    Number,
    Past,
    Quantified,
    Quantity,
    VariableDeclaration,
    WaitOccurrence,
)
from rspverify.syntax.norms import (
    Acceptance,
    ClauseDeclaration,
    Duty,
    Exemption,
    Norm,
    Order,
    Otherwise,
    Permission,
    PolicyDeclaration,
    Prohibition,
    RecurringDuty,
    Repeal,
    SourceNote,
)
from rspverify.syntax.parser import parse

HERE = Path(__file__).parent
at = NOWHERE


def module(text: str) -> Module:
    result = parse(SourceFile("test.rsp", text))
    assert result.diagnostics == ()
    return result.module


def declaration(text: str) -> Declaration:
    (only,) = module(text).declarations
    return only


def formula(text: str) -> Expression:
    only = declaration(f"axiom a: {text}")
    assert isinstance(only, StatementDeclaration)
    return only.formula


def norm(text: str) -> Norm:
    policy = declaration(f"policy p binds l: Lab {{ clause c: {text} }}")
    assert isinstance(policy, PolicyDeclaration)
    (clause,) = policy.items
    return clause.norm  # type: ignore[union-attr]


def claim(text: str) -> object:
    only = declaration(f"property p: {text}")
    assert isinstance(only, PropertyDeclaration)
    return only.claim


def named(text: str) -> Identifier:
    return Identifier(at, text)


def name(text: str) -> Name:
    return Name(at, text)


def call(text: str, *arguments: str) -> Call:
    return Call(at, named(text), tuple(name(each) for each in arguments))


A, B, C = name("a"), name("b"), name("c")
TRAIN = call("train", "l", "m")


@pytest.mark.parametrize("file", ["language_blocks.rsp", "forms.rsp"])
def test_the_blocks_and_forms_of_the_language_reference_are_valid(file: str) -> None:
    text = (HERE / file).read_text(encoding="utf-8")
    assert len(module(text).declarations) > 30


def test_an_empty_file_is_an_empty_module() -> None:
    assert module("").declarations == ()
    assert module("  # nothing\n").declarations == ()


# ---------------------------------------------------------------- vocabulary


def test_use() -> None:
    assert declaration('use "a \\"b\\" \\\\.rsp" as law') == Use(at, 'a "b" \\.rsp', named("law"))


def test_enums_are_ordered_or_not() -> None:
    values = (named("a"), named("b"))
    assert declaration("enum E { a < b }") == EnumDeclaration(at, named("E"), None, values, True)
    assert declaration("enum E { a, b }") == EnumDeclaration(at, named("E"), None, values, False)


def test_individuals() -> None:
    expected = IndividualDeclaration(at, (named("a"), named("b")), named("Lab"), "two")
    assert declaration('individual a, b: Lab "two"') == expected


def test_modifiers_stand_in_canonical_order() -> None:
    fact = declaration("varying public fact f(n: 0..5): int -3..3")
    parameter = VariableDeclaration(at, named("n"), IntegerType(at, 0, 5))
    assert fact == FactDeclaration(
        at, "fact", ("public", "varying"), named("f"), (parameter,), IntegerType(at, -3, 3), None
    )


def test_a_parameterless_fact_may_have_empty_brackets() -> None:
    assert declaration("fact f()") == declaration("fact f")
    assert formula("f()") == formula("f") == name("f")


def test_durations() -> None:
    assert declaration("duration d = 1 week") == DurationDeclaration(at, named("d"), None, Quantity(at, 1, "week"), ())
    readings = declaration("duration d { reading day: 24 hours reading days: two days }")
    assert isinstance(readings, DurationDeclaration)
    assert [each.length for each in readings.readings] == [Quantity(at, 24, "hour"), Quantity(at, 2, "day")]


def test_effects_and_their_limits_in_any_order() -> None:
    first = declaration("event e then not f(m) when a for every x: T for every y: U where b, g changes")
    second = declaration("event e then not f(m) for every x: T for every y: U where b when a, g() changes")
    assert first == second
    assert isinstance(first, ActionDeclaration)
    assert [effect.kind for effect in first.effects] == ["false", "changes"]
    assert len(first.effects[0].spreads) == 2


def test_requires_may_end_in_else() -> None:
    action = declaration("action x by l requires if a then b else c then f becomes if a then 1 else 2, g")
    assert isinstance(action, ActionDeclaration)
    assert action.requires == Conditional(at, A, B, C)
    assert [effect.kind for effect in action.effects] == ["becomes", "true"]


# ---------------------------------------------------------------- expressions


def test_precedence_from_iff_to_product() -> None:
    loose = formula("a iff b implies c or d and e since not f = g + h * 2")
    product = Binary(at, "*", name("h"), Number(at, 2))
    equation = Comparison(at, "=", name("g"), product)
    assert isinstance(loose, Binary)
    words = []
    tree: Expression = loose
    while isinstance(tree, Binary):
        words.append(tree.operator)
        tree = tree.right
    assert words == ["iff", "implies", "or", "and", "since"]
    assert tree == Not(at, Comparison(at, "=", name("f"), Binary(at, "+", name("g"), equation.right)))


@pytest.mark.parametrize("operator", ["iff", "or", "and", "+", "-", "*"])
def test_most_operators_group_to_the_left(operator: str) -> None:
    tree = formula(f"a {operator} b {operator} c")
    assert isinstance(tree, Binary) and tree.right == C


def test_implies_groups_to_the_right() -> None:
    assert formula("a implies b implies c") == formula("a implies (b implies c)")


def test_words_for_the_past_bind_like_not() -> None:
    past = Past(at, "once", Past(at, "previously", Past(at, "always so far", A)))
    assert formula("once previously always  so\nfar a and b") == Binary(at, "and", past, B)


def test_a_quantifier_reaches_as_far_as_possible() -> None:
    body = Binary(at, "or", B, C)
    x = VariableDeclaration(at, named("x"), NamedType(at, "T"))
    every = Quantified(at, "every", None, (x,), None, body)
    assert formula("a and not every x: T | b or c") == Binary(at, "and", A, Not(at, every))
    two = VariableDeclaration(at, named("y"), NamedType(at, "U"))
    assert formula("at least two x: T, y: U where a | b") == Quantified(at, "at least", 2, (x, two), A, B)
    assert formula("exactly 12 x: T | b") == Quantified(at, "exactly", 12, (x,), None, B)


def test_else_reaches_as_far_as_possible() -> None:
    assert formula("a or if a then b else b or c") == Binary(at, "or", A, Conditional(at, A, B, Binary(at, "or", B, C)))


def test_comparisons_and_sets() -> None:
    assert formula("a in {b, c}") == Membership(at, A, (B, C))
    assert formula("now - -3 >= 2 days") == Comparison(
        at, ">=", Binary(at, "-", Now(at), Negative(at, Number(at, 3))), Quantity(at, 2, "day")
    )
    assert formula("(a = b) = c") == Comparison(at, "=", Comparison(at, "=", A, B), C)


def test_elapsed() -> None:
    train = Call(at, named("train"), (name("l"), AnyArgument(at)))
    assert formula("within 30 days after train(l, any)") == Elapsed(at, "within", Quantity(at, 30, "day"), train)
    assert formula("more than grace after wait") == Elapsed(at, "more than", name("grace"), WaitOccurrence(at))
    breach = Breach(at, named("p.c"), (name("l"),))
    assert formula("at least two days after breach of p.c(l)") == Elapsed(
        at, "at least", Quantity(at, 2, "day"), breach
    )


def test_norms_in_formulas() -> None:
    assert formula("forbidden train(l, m) by p and a") == Binary(
        at, "and", NormOfAct(at, "forbidden", TRAIN, named("p")), A
    )
    assert formula("required stop") == NormOfAct(at, "required", name("stop"), None)
    assert formula("applies p.c(l)") == NormOfClause(at, "applies", named("p.c"), (name("l"),))
    assert formula("defeated law.p.c") == NormOfClause(at, "defeated", named("law.p.c"), ())


def test_keywords_are_reserved_only_where_they_can_occur() -> None:
    assert formula("source = clause and when(day, more, at)") == Binary(
        at, "and", Comparison(at, "=", name("source"), name("clause")), call("when", "day", "more", "at")
    )
    assert formula("notable and android") == Binary(at, "and", name("notable"), name("android"))


# ---------------------------------------------------------------- norms


def test_prohibition_with_conditions_in_any_order() -> None:
    expected = Prohibition(at, named("l"), (TRAIN, name("stop")), A, B)
    assert norm("l must not train(l, m) or stop when a unless b") == expected
    assert norm("l must not train(l, m) or stop unless b when a") == expected


def test_permissions() -> None:
    assert norm("l may train(l, m) provided c unless b when a") == Permission(at, named("l"), (TRAIN,), False, A, B, C)
    assert norm("l may train(l, m) only when a") == Permission(at, named("l"), (TRAIN,), True, A, None, None)


@pytest.mark.parametrize(
    ("timing", "deadline", "triggers"),
    [
        ("", None, ()),
        ("within 30 days", Quantity(at, 30, "day"), ()),
        ("at once", "at once", ()),
        ("within grace after stop or wait", name("grace"), (name("stop"), WaitOccurrence(at))),
        ("at once after breach of p.c", "at once", (Breach(at, named("p.c"), ()),)),
    ],
)
def test_duties(timing: str, deadline: object, triggers: object) -> None:
    duty = norm(f"l must train(l, m) {timing} while a unless b")
    assert duty == Duty(at, named("l"), (TRAIN,), deadline, triggers, None, A, B)  # type: ignore[arg-type]


def test_orders_recurring_duties_and_exemptions() -> None:
    assert norm("l must a at least 3 days before each b when c") == Order(
        at, named("l"), (A,), Quantity(at, 3, "day"), True, (B,), C, None
    )
    assert norm("l must a before b or c") == Order(at, named("l"), (A,), None, False, (B, C), None, None)
    assert norm("l must a every month while b") == RecurringDuty(at, named("l"), (A,), name("month"), B, None)
    assert norm("l need not a unless b") == Exemption(at, named("l"), (A,), None, B)


def test_the_parts_of_a_policy() -> None:
    policy = declaration(
        'policy p "words" amends q in force while a binds l: Lab where b, o: Office {'
        ' source "page 3" otherwise forbidden repeal c, d replace clause e "x" overrides f, g: l may stop }'
    )
    assert isinstance(policy, PolicyDeclaration)
    assert (policy.wording, policy.amends, policy.in_force) == ("words", named("q"), A)
    assert policy.binds is not None and [each.where for each in policy.binds] == [B, None]
    source, otherwise, repeal, clause = policy.items
    assert source == SourceNote(at, "page 3")
    assert otherwise == Otherwise(at, "forbidden")
    assert repeal == Repeal(at, (named("c"), named("d")))
    assert (clause.replaces, clause.overrides) == (True, (named("f"), named("g")))  # type: ignore[union-attr]


def test_findings_are_accepted_in_a_clause_before_its_norm_and_in_a_policy() -> None:
    text = 'policy p { clause c: accept RSP410 "why" accept RSP411 "also" l must not stop accept RSP402 "all" }'
    policy = declaration(text)
    assert isinstance(policy, PolicyDeclaration)
    clause, whole = policy.items
    assert isinstance(clause, ClauseDeclaration) and isinstance(whole, Acceptance)
    assert [(one.code.text, one.reason) for one in clause.accepts] == [("RSP410", "why"), ("RSP411", "also")]
    assert (whole.code.text, whole.reason) == ("RSP402", "all")


def test_without_binds_and_with_nothing() -> None:
    policy = declaration("policy free { }")
    assert isinstance(policy, PolicyDeclaration) and policy.binds is None and policy.items == ()


# ---------------------------------------------------------------- claims, checks, scenarios


def test_claims() -> None:
    both = Binary(at, "or", TRAIN, A)
    assert claim("never train(l, m) or a when b") == Never(at, both, B)
    assert claim("train(l, m) or a only after b or c") == OnlyAfter(at, (TRAIN, A), (B, C), None)
    assert claim("after a or b when c, train(l, m) at once") == AfterWithin(at, (A, B), C, (TRAIN,), "at once")
    assert claim("p permits whatever q permits on a or b") == Whatever(at, "permits", named("p"), named("q"), (A, B))
    assert claim("a depends only on b, now") == Dependence(at, A, "depends only on", (named("b"), named("now")))


def test_more_is_not_more_than() -> None:
    assert claim("more a where b never unlocks c") == Monotone(at, "more", named("a"), None, B, "unlocks", C)
    assert claim("less a(b) never lifts duties") == Monotone(at, "less", named("a"), (B,), None, "lifts duties", None)
    assert isinstance(claim("never more than 3 days after a"), Never)


def test_options_of_a_check_stay_in_one_list() -> None:
    check = declaration(
        "check p reading w as x under p + q binding every Lab under r binding a, b"
        " even if p.c is broken up to 12 steps expect holds"
    )
    assert check == CheckDeclaration(
        at,
        named("p"),
        (
            ReadingOption(at, named("w"), named("x")),
            UnderOption(at, (named("p"), named("q"))),
            BindingOption(at, (), named("Lab")),
            UnderOption(at, (named("r"),)),
            BindingOption(at, (named("a"), named("b")), None),
            EvenIfOption(at, named("p.c")),
            UpToOption(at, 12),
            ExpectOption(at, "holds"),
        ),
    )


def test_steps_of_a_scenario() -> None:
    scenario = declaration(
        "scenario s under p { given a, b = 3 days a b(c) wait 31 days a is permitted by c d owes c d has breached c }"
    )
    assert isinstance(scenario, ScenarioDeclaration)
    assert scenario.steps == (
        Given(at, (A, Comparison(at, "=", B, Quantity(at, 3, "day")))),
        StepOf(at, A),
        StepOf(at, call("b", "c")),
        WaitStep(at, Quantity(at, 31, "day")),
        Judged(at, A, "permitted", named("c")),
        Owes(at, named("d"), named("c")),
        HasBreached(at, named("d"), named("c")),
    )


# ---------------------------------------------------------------- places


def test_spans_cover_what_was_written() -> None:
    text = "axiom a:\n  (x or y) and f(z)\nentity Lab  # last\n"
    axiom, entity = module(text).declarations
    assert isinstance(axiom, StatementDeclaration) and isinstance(axiom.formula, Binary)
    assert axiom.formula.span.text == "(x or y) and f(z)"
    assert axiom.formula.left.span.text == "x or y"
    assert axiom.formula.right.span.text == "f(z)"
    assert (entity.span.text, entity.span.line, entity.span.column) == ("entity Lab", 3, 1)


def test_comments_are_kept() -> None:
    comments = module('# one\nentity Lab "a # b" # two  \n#\n').comments
    assert [(each.text, each.own_line) for each in comments] == [(" one", True), (" two", False), ("", True)]
