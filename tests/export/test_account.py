"""The account of an incident: each value, who says so, in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marsad.export import account, toll_value
from marsad.export.account import number
from marsad.model import (
    ActorMention,
    Claim,
    Difference,
    Event,
    Figure,
    Incident,
    Place,
    Reading,
    Report,
    Span,
    Telling,
    Toll,
)

TEXT = "أعلن الجيش أمس مقتل ثلاثة جنود في قصف للفصائل على نبل، ونفت الفصائل."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


PLACE = Place(span=span("نبل"), name="نبل", latitude=36.374, longitude=36.993, precision=1, admin1="حلب", country="SY")
READING = Reading(
    report=Report(id="r1", text=TEXT, sha256="", outlet="سانا", published="2020-02-03"),
    actors=(
        ActorMention(span=span("الجيش"), label="syria_gov", as_named="الجيش"),
        ActorMention(span=span("للفصائل"), label="opposition", as_named="الفصائل"),
        ActorMention(span=Span(TEXT.rindex("الفصائل"), len(TEXT) - 1), label="opposition", as_named="الفصائل"),
    ),
    figures=(
        Figure(span=span("مقتل ثلاثة جنود"), outcome="killed", low=3, high=3, qualifier="exact", victims="military"),
    ),
    events=(
        Event(
            span=span("قصف"), type="shelling", actors=("opposition",), targets=("syria_gov",), places=(PLACE,),
            date="2020-02-02", date_text="أمس", claimant="الجيش", figures=(0,),
        ),
    ),
)  # fmt: skip
CLAIM = Claim(
    report_id="r1", figure=0, span=span("مقتل ثلاثة جنود"), words="مقتل ثلاثة جنود", outcome="killed", low=3, high=3,
    qualifier="exact", victims="military", group="syria_gov", age_sex=None, scope="incident", part_of=None,
    by="opposition", claimant="الجيش", outlet="سانا", published="2020-02-03", denied=True, denied_by="الفصائل",
    copies=("r7",),
)  # fmt: skip
INCIDENT = Incident(
    id="i1", type="shelling", date="2020-02-02", places=(PLACE,), actors=("opposition",), targets=("syria_gov",),
    status="occurred", grade="contested", claims=(CLAIM,),
    tolls=(
        Toll(
            outcome="killed", low=3, best=3, high=None, rule="the only claimant", contested=True, claims=(0,),
            differences=(Difference(kind="update", first=0, second=0, why="from 2 to 3"),),
        ),
        Toll(
            outcome="killed", low=3, best=3, high=3, rule="", contested=False, claims=(0,), victims="military",
            group="syria_gov",
        ),
    ),
    tellings=(Telling(report_id="r1", spans=(span("قصف"),), events=(0,), figures=(0,), why="the only telling"),),
)  # fmt: skip


def test_each_value_has_its_words() -> None:
    """Type, date, place, sides and tolls: what was said, by whom, and the words that say it."""
    values = {value.field: value for value in account(INCIDENT, {"r1": READING}.get)}
    words = {field: [said.words for said in value.said] for field, value in values.items()}
    assert words == {
        "type": ["قصف"],
        "date": ["أمس"],
        "places": ["نبل"],
        "actors": ["للفصائل"],
        "targets": ["الجيش"],
        "killed": ["مقتل ثلاثة جنود"],
        "killed (military syria_gov)": ["مقتل ثلاثة جنود"],
    }
    assert {said.claimant for value in values.values() for said in value.said} == {"الجيش"}
    assert values["places"].value == "نبل, حلب (36.374, 36.993, precision 1)"
    killed = values["killed"]
    assert killed.value == "low 3, best 3, high unknown"
    assert killed.said[0].says == "3 killed, denied by الفصائل"
    assert killed.said[0].copies == ("r7",)
    assert killed.notes == ("update: from 2 to 3", "contested: a claim is denied")


def test_a_report_that_is_gone_leaves_the_claims() -> None:
    """Without the reading, the values and the claims of the tolls still stand."""
    values = {value.field: value for value in account(INCIDENT, lambda _: None)}
    assert values["type"].said == ()
    assert values["killed"].said[0].words == "مقتل ثلاثة جنود"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "printed"),
    [
        (3, 3, "exact", "3"),
        (3, 3, "about", "about 3"),
        (3, None, "at_least", "at least 3"),
        (3, None, "more_than", "more than 3"),
        (None, 3, "at_most", "at most 3"),
        (20, 99, "vague", "20 to 99"),
        (None, None, "vague", "an unknown number"),
    ],
)
def test_numbers_as_a_person_reads_them(low: int | None, high: int | None, qualifier: str, printed: str) -> None:
    """The qualifier is kept in words."""
    assert number(low, high, qualifier) == printed


def test_differences_stand_in_their_order_and_once() -> None:
    """Disagreements before updates before scope; scope by its reason, each pair of numbers once, in either order."""
    part = replace(CLAIM, low=1, high=1, part_of=0)
    whole, denied = "a part against a whole", "different claimants: 3 against 5"
    toll = Toll(
        outcome="killed", low=3, best=3, high=3, rule="", contested=False, claims=(0, 1),
        differences=(
            Difference(kind="scope", first=0, second=1, why=whole),
            Difference(kind="update", first=0, second=0, why="from 2 to 3"),
            Difference(kind="scope", first=1, second=0, why=whole),
            Difference(kind="disagreement", first=0, second=0, why=denied),
            Difference(kind="disagreement", first=0, second=0, why=denied),
        ),
    )  # fmt: skip
    value = toll_value(replace(INCIDENT, claims=(CLAIM, part), tolls=(toll,)), toll)
    assert value.notes == (f"disagreement: {denied}", "update: from 2 to 3", f"scope: {whole}: 3 and 1")


def test_a_value_told_twice_alike_is_shown_once() -> None:
    """Two events of one report at one named place are one line behind the place."""
    reading = replace(READING, events=(READING.events[0], READING.events[0]))
    incident = replace(INCIDENT, tellings=(replace(INCIDENT.tellings[0], events=(0, 1)),))
    values = {value.field: value for value in account(incident, {"r1": reading}.get)}
    assert [len(values[field].said) for field in ("type", "date", "places", "actors")] == [1, 1, 1, 1]
