from __future__ import annotations

from rspverify.check.diff.by_readings import chosen, occurring, side_by_side

A, B = ("word", "a"), ("word", "b")
C, D = ("other", "c"), ("other", "d")


def test_words_of_several_tables() -> None:
    rows = side_by_side([[((A,), "some"), ((B,), "none")], [((A, C), "none"), ((B, D), "unknown")]])
    assert rows == [((A, C), ("some", "none")), ((B, D), ("none", "unknown"))]


def test_a_word_that_does_not_matter_is_not_said() -> None:
    rows = [((A, C), 1), ((A, D), 1), ((B, C), 0), ((B, D), 0)]
    assert chosen(rows, lambda found: found == 1) == ((A,),)


def test_words_that_matter_together() -> None:
    rows = [((A, C), 1), ((A, D), 0), ((B, C), 0), ((B, D), 1)]
    assert chosen(rows, lambda found: found == 1) == ((A, C), (B, D))


def test_nothing_is_said_of_all_or_none() -> None:
    assert chosen([((A,), 1), ((B,), 1)], lambda found: found == 1) == ()
    assert chosen([((), 1)], lambda found: found == 0) == ()


def test_known_and_unknown() -> None:
    assert occurring([[((A,), "some"), ((B,), "unknown")], [((), "none")]]) == (((A,),), ((B,),))
