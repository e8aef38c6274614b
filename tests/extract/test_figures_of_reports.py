"""Figures as the codebook asks for them, on short reports in our own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from number_words import Case, number_in_words

from marsad.model import Figure, Reading

Read = Callable[..., Reading]


def number(figure: Figure) -> str:
    """A figure's qualifier, low and high, as the table writes them."""
    low, high = ("" if bound is None else str(bound) for bound in (figure.low, figure.high))
    return f"{figure.qualifier} {low if low == high else f'{low}..{high}'}"


def told(figure: Figure, keys: dict[str, Any]) -> dict[str, Any]:
    """What a figure says under the keys a row asks for; of a claimant's name, the part the row gives."""
    found = {key: number(figure) if key == "number" else getattr(figure, key) for key in keys}
    for key in {"claimant", "denied_by"} & keys.keys():
        if keys[key] in (found[key] or ""):
            found[key] = keys[key]
    return found


@pytest.mark.cases("figures")
def test_figures_of_a_report(read: Read, case: dict[str, Any]) -> None:
    """Exactly these figures are read, each with these values; what is no statement about people is no figure."""
    figures = read(case["text"], published=case.get("published")).figures
    assert [number(figure) for figure in figures] == [row["number"] for row in case["expected"]]
    assert [told(f, row) for f, row in zip(figures, case["expected"], strict=True)] == case["expected"]


@settings(max_examples=60)
@given(st.integers(1, 999_999) | st.integers(1, 120), st.sampled_from(["nominative", "genitive"]))
def test_a_figure_is_the_same_however_its_number_is_written(read: Read, dead: int, case: Case) -> None:
    """The dead of a report are as many in digits of either script, with separators, and in words."""
    digits = str(dead)
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    words = number_in_words(dead, gender="masculine", case=case, before_noun=False)
    for written in (digits, arabic, f"{dead:,}", words):
        figures = read(f"قتل {written} من الجنود في قصف مدفعي واشتباكات وغارات على المعسكر.").figures
        assert [(f.outcome, number(f), f.victims) for f in figures] == [("killed", f"exact {dead}", "military")]
