"""Open words, found again in formulas."""

from __future__ import annotations

from encoded import encoded

from rspverify.encode.formula_text import Said
from rspverify.encode.lemma_words import Words
from rspverify.logic import build
from rspverify.logic.terms import Term

LEMMA = "lemma it: every m: Model | risky(m) or trained(anthropic, m)"


def folded(text: str, **options: tuple[tuple[str, str], ...]) -> tuple[list[str], list[Term]]:
    encoding = encoded(f"policy p {{ }}\n{text}", "p", **options)  # type: ignore[arg-type]
    body = encoding.formulas.compile(encoding.world.lemmas["it"].formula, {}).args[0]
    said, rest = Words(encoding).folded(body, lambda name, arguments: Said(f"{name}/{len(arguments)}"))
    return [one.text for one in said], rest


def test_a_word_with_readings_is_found_and_the_rest_is_left() -> None:
    said, rest = folded(LEMMA)
    assert said == ["risky/1"] and len(rest) == 1


def test_the_same_word_about_two_members() -> None:
    said, rest = folded("lemma it: every m: Model, n: Model | risky(m) or risky(n)")
    assert said == ["risky/1", "risky/1"] and rest == []


def test_with_one_reading_there_is_no_word() -> None:
    said, rest = folded(LEMMA, readings=(("risky", "plainly"),))
    assert said == [] and len(rest) == 2


def test_part_of_a_word_is_none() -> None:
    encoding = encoded("policy p { }\n" + LEMMA, "p")
    body = encoding.formulas.compile(encoding.world.lemmas["it"].formula, {}).args[0]
    some = build.disj((body.args[0], body.args[2]))
    assert Words(encoding).folded(some, lambda name, arguments: Said(name))[0] == []
