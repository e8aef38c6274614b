"""What is kept about single words, and what is let go."""

from __future__ import annotations

from marsad.text.remembering import remembered


def test_a_word_met_again_is_not_worked_out_again() -> None:
    asked: list[str] = []
    length = remembered(lambda word: (asked.append(word), len(word))[1])
    assert [length("قصف"), length("هدنة"), length("قصف")] == [3, 4, 3]
    assert asked == ["قصف", "هدنة"]


def test_nothing_is_an_answer_too() -> None:
    asked: list[str] = []
    nothing = remembered(asked.append)
    assert nothing("قصف") is None
    assert nothing("قصف") is None
    assert asked == ["قصف"]


def test_a_word_met_now_and_then_stays_and_the_others_go() -> None:
    asked: list[str] = []
    length = remembered(lambda word: (asked.append(word), len(word))[1], kept=4)
    for n in range(40):
        length("قصف")
        length(f"كلمة{n}")
    assert asked.count("قصف") == 1
    assert length("كلمة0") == 5
    assert asked.count("كلمة0") == 2
