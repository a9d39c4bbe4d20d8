"""Properties: what each claim becomes, and which are wrong."""

from __future__ import annotations

import pytest
from telling import told, wrong

from rspverify.policy import claims
from rspverify.policy.expressions import Breaching, Hours, NormOfAct, Truth, Var

TWO = "policy p binds l: Lab { clause halt: l must not train(l, m) } policy q binds l: Lab { } "


def resolved(claim: str) -> claims.Property:
    return told(f"{TWO} property it: {claim}").properties["it"]


def shown(claim: str) -> list[str]:
    return [variable.shown for variable in resolved(claim).variables]


FORMS = [
    ("never train(l, m)", claims.NeverAct),
    ("never train(l, m) or incident(m) when dangerous(m)", claims.NeverAct),
    ("never dangerous(m)", claims.NeverState),
    ("never (dangerous(m) or founder(l))", claims.NeverState),
    ("always dangerous(m) implies published(l, m)", claims.Always),
    ("always not (forbidden train(l, m) by p and permitted train(l, m) by q)", claims.Always),
    ("always required review(any) by p implies applies p.halt(l, m)", claims.Always),
    ("train(l, m) or publish(l, m) only when dangerous(m)", claims.OnlyWhen),
    ("train(l, m) only after publish(l, m) or incident(m) when dangerous(m)", claims.OnlyAfter),
    ("after train(l, m) when dangerous(m), publish(l, m) within 3 days", claims.AfterWithin),
    ("possible train(l, m) when dangerous(m)", claims.PossibleAct),
    ("possible dangerous(m)", claims.PossibleState),
    ("p forbids whatever q forbids on train", claims.Whatever),
    ("p permits whatever q permits", claims.Whatever),
    ("p and q agree on train(l, any) or review(l)", claims.Agree),
    ("keeping p keeps q", claims.Keeping),
    ("train(l, m) does not depend on rival_close, incident, review, now", claims.Dependence),
    ("train(l, m) depends only on dangerous", claims.Dependence),
    ("outsiders can tell whether train(l, m) is permitted", claims.OutsidersCanTell),
    ("more rival_close(r) where r != l never unlocks train(l, m)", claims.Monotone),
    ("less level never adds duties", claims.Monotone),
    ("more budget(anthropic) never lifts duties", claims.Monotone),
    ("p is consistent", claims.Consistent),
    ("p is complete on train(l, m) when dangerous(m)", claims.Complete),
    ("p can always be complied with", claims.CanComply),
    ("p and q can be kept together", claims.KeptTogether),
]


@pytest.mark.parametrize(("claim", "kind"), FORMS, ids=[claim for claim, _ in FORMS])
def test_form(claim: str, kind: type) -> None:
    assert isinstance(resolved(claim).claim, kind)


def test_variables_in_order_of_appearance() -> None:
    assert shown("after train(l, m) when published(r, m) and r != l, watch(l, x) within 3 days") == ["l", "m", "r", "x"]
    assert shown("always r != l implies (rival_close(r) implies founder(l))") == ["r", "l"]
    assert shown("never train(anthropic, any)") == []
    assert shown("always every l: Lab | founder(l)") == []


def test_arguments_may_be_any_values() -> None:
    claim = resolved("never train(owner(m), m)").claim
    assert isinstance(claim, claims.NeverAct) and not isinstance(claim.acts[0].arguments[0], Var)


def test_absent_parts() -> None:
    assert resolved("never train(l, m)").claim == claims.NeverAct(
        told(f"{TWO} property it: never train(l, m)").properties["it"].claim.acts,  # type: ignore[union-attr]
        Truth(True),
    )
    claim = resolved("after breach of p.halt(l, any), review(l) at once").claim
    assert isinstance(claim, claims.AfterWithin) and claim.deadline == Hours(0)
    assert isinstance(claim.occurrences[0], Breaching)


def test_on_a_name_alone_is_every_such_act() -> None:
    claim = resolved("p and q agree on train").claim
    assert isinstance(claim, claims.Agree) and claim.on[0].arguments == (None, None)


def test_dependence_sorts_its_names() -> None:
    claim = resolved("train(l, m) does not depend on rival_close, incident, now, rival_close").claim
    assert isinstance(claim, claims.Dependence)
    assert (claim.facts, claim.actions, claim.time, claim.only) == (("rival_close",), ("incident",), True, False)


def test_policy_may_be_left_out_of_a_norm() -> None:
    claim = resolved("always permitted review(l)").claim
    assert isinstance(claim, claims.Always) and isinstance(claim.formula, NormOfAct) and claim.formula.policy is None


def test_wording() -> None:
    project = told('property a_b: always 1 = 1 property c "words": always 1 = 1')
    assert [one.wording for one in project.properties.values()] == ["a b", "words"]


WRONG = [
    ("never dangerous(m) when founder(l)", "RSP270", "`when` goes with an act"),
    ("possible dangerous(m) when founder(l)", "RSP270", "`when` goes with an act"),
    ("never train(l, m) or dangerous(m)", "RSP214", "neither true nor false"),
    ("never train", "RSP205", "`train` takes 2 arguments"),
    ("never trian(l, m)", "RSP203", "is called `trian`"),
    ("always x = y", "RSP220", "it cannot be told what `x` stands for"),
    ("always permitted train(l, any) by p", "RSP217", "`any` cannot stand here"),
    ("always forbidden incident(m) by p", "RSP204", "is an event"),
    ("p forbids whatever r forbids", "RSP203", "no policy is called `r`"),
    ("p and q agree on incident", "RSP271", "`incident` is an event"),
    ("p is complete on incident(m)", "RSP271", "`incident` is an event"),
    ("incident(m) does not depend on level", "RSP271", "`incident` is an event"),
    ("train(l, m) does not depend on hazardous", "RSP272", "`hazardous` is a term"),
    ("train(l, m) does not depend on leval", "RSP203", "is called `leval`"),
    ("train(l, m) does not depend on p", "RSP204", "`p` is a policy"),
    ("more owner never unlocks train(l, m)", "RSP273", "there is no more of `owner`, which is a `Lab`"),
    ("less covered never adds duties", "RSP273", "there is no less of `covered`"),
    ("more dangerous(m, m) never adds duties", "RSP205", "`dangerous` takes 1 argument"),
    ("more rival_close(owner(m)) never adds duties", "RSP273", "does not name a place"),
    ("more rival_close where founder(l) never adds duties", "RSP273", "which are not named"),
    ("more train never adds duties", "RSP204", "a fact is needed here"),
]


@pytest.mark.parametrize(("claim", "code", "words"), WRONG, ids=[claim for claim, _, _ in WRONG])
def test_wrong_claim(claim: str, code: str, words: str) -> None:
    found = wrong(f"{TWO} property it: {claim}\ncheck it under p")
    assert code in [one.code for one in found]
    assert words in found[0].message


def test_hint_joins_the_conditions() -> None:
    (found,) = wrong("property it: never dangerous(m) when founder(l)")
    assert found.help == "write `never (dangerous(m) and founder(l))`"
