"""Arabic on a terminal stays in its place."""

from __future__ import annotations

import pytest

from marsad.cli.screen import isolate, isolate_runs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("killed 3", "killed 3"),
        ("نبل, حلب (36.374, 36.993)", "\u2068نبل, حلب (36.374, 36.993)\u2069"),
        ("«مقتل 3 (مدنيين)»", "\u2068«مقتل 3 (مدنيين)»\u2069"),
        ("", ""),
    ],
)
def test_a_value_is_isolated_whole(text: str, shown: str) -> None:
    """Words of a report are one isolate, brackets and numbers inside it; a value without Arabic is left alone."""
    assert isolate(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at نبل (SY)", "at \u2068نبل\u2069 (SY)"),
        ("shared words قصف، حي; same day", "shared words \u2068قصف، حي\u2069; same day"),
        ("مصدر طبي (سانا): 3", "\u2068مصدر طبي\u2069 (\u2068سانا\u2069): 3"),
        ("و", "\u2068و\u2069"),
        ("no such word", "no such word"),
    ],
)
def test_runs_of_arabic_in_a_line_are_isolated(text: str, shown: str) -> None:
    """A run reaches from its first Arabic letter to its last, not over Latin letters or brackets."""
    assert isolate_runs(text) == shown
