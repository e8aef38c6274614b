"""A passage that stands twice is coded once, at its first occurrence; one that breaks off, where it stands whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.repeats import repeats

FIRST = "قالت مصادر محلية إن قذيفتين سقطتا على حي الميدان صباح الثلاثاء وأوقعتا ثلاثة قتلى."
SECOND = "وأعلن المجلس المحلي تعليق الدوام في المدارس ليومين خشية تجدد القصف على الأحياء السكنية."
MARKED = "قالت مصادر محليّة، إنّ قذيفتين سقطتا على حيّ الميدان صباح الثلاثاء؛ وأوقعتا ثلاثة قتلى"
THIRD = "ولم تعلق أي جهة عسكرية على ما جرى حتى ساعة متأخرة من ليل الثلاثاء الماضي."


@pytest.mark.parametrize(
    ("text", "later"),
    [
        (f"{FIRST}\n{SECOND}", []),
        (f"{FIRST}\n{SECOND}\n{FIRST}", [FIRST]),
        (f"{FIRST}\r\n{SECOND}\r\n\r\n{FIRST}\r\n{SECOND}", [f"{FIRST}\r\n{SECOND}"]),
        (f"{FIRST}\n{THIRD}\n{FIRST}\n{SECOND}\n{THIRD}", [FIRST, THIRD]),
        (f"{FIRST}\n{SECOND} {FIRST} {THIRD}", [FIRST]),
        (f"{FIRST} {SECOND}\n{SECOND}", [SECOND]),
        (f"{FIRST}\n{SECOND}\n{MARKED}", [MARKED]),
        (f"{FIRST}\n{FIRST}\n{FIRST}", [f"{FIRST}\n{FIRST}"]),
        (f"{FIRST[:60]}...\n\n{FIRST} {SECOND}", [f"{FIRST[:60]}..."]),
        (f"{FIRST[:60]}…\n\n{SECOND}", []),
        ("وأضاف المصدر.\nوأضاف المصدر.", []),
        ("", []),
    ],
    ids=[
        "none",
        "paragraph",
        "contiguous-merged",
        "apart",
        "sentence",
        "sentence-alone",
        "other-marks",
        "thrice",
        "broken-off",
        "broken-off-alone",
        "short",
        "empty",
    ],
)
def test_later_occurrences(text: str, later: list[str]) -> None:
    """The spans slice the later occurrences out of the source as it was read, and never the first whole one."""
    assert [text[start:end] for start, end in repeats(text)] == later


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, "قصير"]), max_size=8), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_what_is_left_holds_every_passage_once(passages: list[str], ending: str) -> None:
    """With the repeats cut out, each long passage of the text still stands there exactly once."""
    text = ending.join(passages)
    left = text
    for start, end in reversed(repeats(text)):
        left = left[:start] + left[end:]
    for passage in {p for p in passages if len(p) > 10}:
        assert left.count(passage) == 1
