"""Mentions of different reports gathered into incidents, and look-alikes kept apart."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import IDLIB, MAARA, SARMADA, event, figure, place, raid, reading

from marsad.link import link
from marsad.link.compare import Part
from marsad.link.reasons import why_with
from marsad.link.rules import load_link_settings
from marsad.model import Incident, Reading


def tellers(incidents: Sequence[Incident]) -> list[list[str]]:
    """Which reports each incident was gathered from."""
    return sorted(sorted(t.report_id for t in i.tellings) for i in incidents)


def test_same_day_and_village() -> None:
    """Two outlets that tell a raid on one village on one day tell one incident, in different words."""
    first = raid("a", 4)
    second = raid("b", 4, text="استهدف الطيران الحربي سوقا في سرمدا موقعا ضحايا من المدنيين")
    (incident,) = link([first, second])
    assert [t.report_id for t in incident.tellings] == ["a", "b"]
    assert (incident.type, incident.date, incident.places[0].id) == ("airstrike", "2016-05-10", "sarmada")
    assert "same day 2016-05-10" in incident.tellings[0].why
    assert "same place سرمدا" in incident.tellings[0].why


def test_told_as_another_type() -> None:
    """A raid that one outlet calls shelling is the same happening."""
    assert len(link([raid("a", 4), raid("b", 4, kind="shelling")])) == 1


def test_other_spelling_of_an_unknown_place() -> None:
    """A place no gazetteer knows is recognised in another spelling."""
    one, two = {"name": "مايدوغوري"}, {"name": "مايدوجوري"}
    assert len(link([raid("a", 6, where=one), raid("b", 6, where=two, text="فجر انتحاري نفسه في سوق وقتل ستة")])) == 1


@pytest.mark.parametrize(
    ("note", "first", "second"),
    [
        ("another village the same day", {"where": SARMADA}, {"where": MAARA}),
        ("another year", {"date": "2016-05-10"}, {"date": "2015-05-10"}),
        ("the same city a week later", {"date": "2016-05-10"}, {"date": "2016-05-03", "published": "2016-05-03"}),
        ("another group of types", {"kind": "airstrike"}, {"kind": "arrest"}),
    ],
)
def test_look_alikes_stay_apart(note: str, first: dict[str, object], second: dict[str, object]) -> None:
    """Same-looking happenings of another year, week, village or kind are not one incident."""
    assert len(link([raid("a", 4, **first), raid("b", 4, **second)])) == 2, note  # type: ignore[arg-type]


def test_commander_of_2020_and_of_2024() -> None:
    """Two commanders killed near one city four years apart are two incidents though every other word agrees."""
    text = "مقتل قائد ميداني بارز في غارة قرب حلب"
    told = [
        raid(year, 1, text=text, date=f"{year}-02-03", published=f"{year}-02-04", where={**IDLIB, "name": "حلب"})
        for year in ("2020", "2024")
    ]
    assert len(link(told)) == 2


def test_weak_chain_does_not_swell() -> None:
    """A mention that suits two villages joins one of them and does not draw the other in."""
    bridge = raid("bridge", None, where=IDLIB)
    gathered = link([raid("a", 4), raid("b", 4), raid("c", 9, where=MAARA), raid("d", 9, where=MAARA), bridge])
    assert {"a", "c"} not in [set(x) & {"a", "c"} for x in tellers(gathered)]


def test_one_report_tells_two_raids() -> None:
    """Two villages in one report are two incidents, each with its own toll."""
    text = "قصفت الطائرات سرمدا فقتل أربعة. كما قصفت المدفعية معرة النعمان فقتل تسعة"
    told = reading(
        "both",
        text,
        events=[
            event(
                text,
                "قصفت الطائرات",
                "airstrike",
                date="2016-05-10",
                places=(place(text, "سرمدا", **SARMADA),),
                figures=(0,),
            ),
            event(
                text,
                "قصفت المدفعية",
                "shelling",
                date="2016-05-10",
                places=(place(text, "معرة النعمان", **MAARA),),
                figures=(1,),
            ),
        ],
        figures=[figure(text, "فقتل أربعة", "killed", 4), figure(text, "فقتل تسعة", "killed", 9)],
    )
    gathered = link([told, raid("a", 4), raid("c", 9, where=MAARA)])
    assert tellers(gathered) == [["a", "both"], ["both", "c"]]
    assert sorted(t.best or 0 for i in gathered if (t := i.toll("killed"))) == [4, 9]


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_did_not_happen_is_no_incident(status: str) -> None:
    """A threat or a denied happening makes no incident on its own."""
    text = "قصف على سرمدا"
    assert link([reading("r", text, events=[event(text, "قصف", "shelling", status=status, date="2016-05-10")])]) == ()


def test_day_nobody_told_is_not_printed() -> None:
    """The publication date helps to gather and is never the incident's date."""
    (incident,) = link([raid("a", 4, date=None), raid("b", 4, date=None)])
    assert incident.date is None


def test_report_that_comes_twice_is_read_once() -> None:
    """The same reading twice is one telling and one claim."""
    (incident,) = link([raid("a", 4), raid("a", 4)])
    assert (len(incident.tellings), len(incident.claims)) == (1, 1)


TOLD = [
    raid("a", 4),
    raid("b", 5, published="2016-05-11"),
    raid("c", 9, where=MAARA),
    raid("d", None, date=None, where=IDLIB),
    raid("e", 4, text="استهدف الطيران الحربي سوقا في سرمدا موقعا ضحايا من المدنيين"),
    raid("f", 12, kind="clash", where={"name": "قرية بعيدة"}),
    raid("g", 9, where=MAARA, date="2016-05-11", published="2016-05-12"),
    raid("h", 2, date=None, published=None),  # type: ignore[arg-type]
]


@settings(max_examples=60, deadline=None)
@given(st.permutations(TOLD))
def test_order_does_not_show(shuffled: list[Reading]) -> None:
    """The incidents are the same whatever the order in which the reports come."""
    assert link(shuffled) == link(TOLD)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(TOLD), unique_by=lambda r: r.report.id))
def test_every_mention_is_in_at_most_one_incident(chosen: list[Reading]) -> None:
    """No figure of a report is counted in two incidents, and every span slices its report."""
    texts = {r.report.id: r.report.text for r in chosen}
    seen = set()
    for incident in link(chosen):
        for telling in incident.tellings:
            assert not {(telling.report_id, f) for f in telling.figures} & seen
            seen |= {(telling.report_id, f) for f in telling.figures}
            assert all(0 <= s.start < s.end <= len(texts[telling.report_id]) for s in telling.spans)
        assert all(c.words == texts[c.report_id][c.span.start : c.span.end] for c in incident.claims)


def test_ids_stay_when_later_reports_come() -> None:
    """An incident keeps its id when a later report joins it."""
    (before,) = link([raid("a", 4)])
    (after,) = link([raid("a", 4), raid("b", 5, published="2016-05-11")])
    assert before.id == after.id


def test_work_grows_nearly_with_the_reports() -> None:
    """Eight times the days of reports take less than sixteen times as long."""

    def days(count: int) -> list[Reading]:
        return [
            raid(f"{day}-{n}", n % 9 + 1, where={"name": f"قرية {n % 12} كذا{n % 12}"}, date=date, published=date)
            for day in range(count)
            for date in [f"2016-{day // 28 + 1:02}-{day % 28 + 1:02}"]
            for n in range(36)
        ]

    def seconds(readings: list[Reading]) -> float:
        begun = time.process_time()
        link(readings)
        return time.process_time() - begun

    small, large = days(4), days(32)
    seconds(small)
    assert seconds(large) < 16 * min(seconds(small) for _ in range(3))


@pytest.mark.parametrize(
    ("note", "words", "fields", "incidents"),
    [
        ("a number", "خمسة قتلى", {"low": 5}, 1),
        ("dozens", "عشرات القتلى", {"low": 20, "high": 99, "qualifier": "vague"}, 1),
        ("a plain plural", "قتلى", {"low": 2, "high": None, "qualifier": "vague"}, 0),
        ("a person pointed at", "استشهاد العمري", {"low": 1}, 0),
    ],
)
def test_people_told_without_day_place_or_number_make_no_incident(
    note: str, words: str, fields: dict[str, Any], incidents: int
) -> None:
    """ "The dead of the movement" in a report of other matters are no happening; five dead are one."""
    text = f"وتحدث الكاتب عن {words} وعن ذويهم"
    told = reading("r", text, figures=[figure(text, words, "killed", **fields)])
    assert len(link([told])) == incidents, note


def test_the_country_of_an_unknown_name_parts_no_name() -> None:
    """One name that no gazetteer knows is one place, though the countries that two reports put it in are guesses."""
    raids = [raid(i, 4, where={"name": "تشينار", "country": country}) for i, country in (("a", "TR"), ("b", "SY"))]
    assert len(link(raids)) == 1


@pytest.mark.parametrize(("scope", "incidents"), [("period", 0), ("incident", 1)])
def test_what_was_counted_over_weeks_is_no_incident(scope: str, incidents: int) -> None:
    """ "Sixty were killed in raids in May" is a total of the month; sixty dead of one raid are not."""
    assert len(link([raid("m", 60, date="2016-05", published="2016-05-31", scope=scope)])) == incidents


def test_reasons_name_types_sides_and_outcomes_in_both_languages() -> None:
    """No label of the codebook stands raw in the Arabic reason; a side outside the registry keeps its own name."""
    parts = [Part("type_rival", "airstrike, shelling"), Part("sides_same", "hts, other:Local guard")]
    why = why_with("r", [*parts, Part("toll_same", "12 killed"), Part("words_3", "سوق, قذيفة")], load_link_settings())
    assert why.en == (
        "with r: two kinds of attack: airstrike, shelling; same sides: Hay'at Tahrir al-Sham, Local guard; "
        "the same number in both: 12 killed; shared words سوق, قذيفة"
    )
    assert why.ar == (
        "مع r: نوعان من الهجوم: غارة جوية، قصف؛ الأطراف نفسها: هيئة تحرير الشام، Local guard؛ "
        "العدد نفسه في كليهما: 12 قتلى؛ كلمات مشتركة: سوق، قذيفة"
    )
