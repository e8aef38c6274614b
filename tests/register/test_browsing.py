"""Looking through a register: pages, points, choices, one incident with all that is known of it, reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from samples import VILLAGES, filled, incident, shelling, silent

from marsad.errors import UsageError
from marsad.model import Incident, Place, Span
from marsad.model.mention import mention_key
from marsad.register import (
    Box,
    IncidentFilter,
    Register,
    ReportFilter,
    choices,
    incident_dossier,
    incident_page,
    incident_points,
    report_page,
)


def at(made: Incident, *degrees: tuple[float, float]) -> Incident:
    """The incident at places of its name, each at (latitude, longitude)."""
    name = made.places[0].name
    places = [Place(span=Span(0, 4), name=name, latitude=y, longitude=x, precision=1, country="SY") for y, x in degrees]
    return replace(made, places=tuple(places))


def told_in(made: Incident, *report_ids: str) -> Incident:
    (telling,) = made.tellings
    return replace(made, tellings=tuple(replace(telling, report_id=id) for id in report_ids))


GIVEN = [
    at(incident("a", date="2016-05-01", killed=12), (35.5, 36.5)),
    replace(at(incident("b", date="2016-05-02", type="airstrike", actors=("russia",)), (33.5, 36.3)), grade="fair"),
    told_in(at(incident("c", date="2016-05-03/2016-05-04", targets=("hts",), killed=30), (15.4, 44.2)), "a", "b"),
    at(incident("d", date=None, killed=2), (-17.0, 179.5), (35.6, 36.6)),
    replace(incident("e", date="2015", report_id="b"), tolls=()),
]


@pytest.fixture
def browsed(register: Register) -> Register:
    outlets = {"a": "وكالة المثال", "b": "صحيفة المثال"}
    run = filled(
        register, [shelling(id, 4, village=VILLAGES[n], outlet=o) for n, (id, o) in enumerate(outlets.items())]
    )
    register.add_readings([silent("s")], run=run)
    register.replace_incidents(GIVEN, run=run)
    return register


FITTING: list[tuple[str, dict[str, Any], str]] = [
    ("a piece of the map", {"box": Box(west=36, south=35, east=37, north=36)}, "ad"),
    ("its edges are of it", {"box": Box(west=36.3, south=33.5, east=36.3, north=33.5)}, "b"),
    ("across the date line", {"box": Box(west=170, south=-20, east=-170, north=0)}, "d"),
    ("one of two types", {"types": ("airstrike", "shelling")}, "abcde"),
    ("a type that nothing has", {"types": ("ied",)}, ""),
    ("a grade", {"grades": ("fair", "confirmed")}, "b"),
    ("both sides", {"sides": ("syria_gov", "hts")}, "c"),
    ("sides that never met", {"sides": ("russia", "hts")}, ""),
    ("at least so many killed", {"least": 12}, "ac"),
    ("at most", {"most": 4}, "bd"),
    ("between", {"least": 10, "most": 20}, "a"),
    ("any number of an outcome", {"outcome": "killed"}, "abcd"),
    ("an outcome nobody states", {"outcome": "missing"}, ""),
    ("an outlet that tells of it", {"outlet": "صحيفة المثال"}, "ce"),
    ("an outlet that tells of nothing", {"outlet": "جريدة"}, ""),
    ("words of a report", {"text": "عين الزيتون"}, "ce"),
    ("in another spelling, with the article", {"text": "الزّيتون"}, "ce"),
    ("all of the words", {"text": "الزيتون الرمان"}, ""),
    ("a part of a word is no word", {"text": "زيت"}, ""),
    ("no word at all", {"text": "؟ \"'*"}, ""),
    ("what a query language would take for an order", {"text": "مدنيين OR NOT"}, ""),
    ("several at once", {"text": "مدنيين", "least": 4, "date_from": "2016-05-02"}, "bc"),
]


@pytest.mark.parametrize(("wanted", "found"), [pytest.param(w, f, id=name) for name, w, f in FITTING])
def test_incidents_that_fit(browsed: Register, wanted: dict[str, Any], found: str) -> None:
    """A page, the stream and the total are of the same incidents."""
    page = incident_page(browsed, IncidentFilter(**wanted), order="oldest")
    assert {i.id for i in page.incidents} == set(found)
    assert page.total == len(found)
    assert tuple(browsed.incidents(IncidentFilter(**wanted))) == page.incidents


ORDERED = {"oldest": "eabcd", "newest": "cbaed", "deadliest": "cabde", "most_told": "cabde", "last_changed": "abcde"}


@pytest.mark.parametrize("order", ORDERED)
def test_pages_follow_one_another(browsed: Register, order: str) -> None:
    """Whatever the order, pages hold every incident once; what has no date or number comes last."""
    ids = [
        i.id for offset in range(0, 6, 2) for i in incident_page(browsed, order=order, limit=2, offset=offset).incidents
    ]
    assert "".join(ids) == ORDERED[order]
    assert incident_page(browsed, order=order, limit=0).total == 5


def test_an_order_that_is_none(browsed: Register) -> None:
    """It is refused with those that are."""
    with pytest.raises(UsageError, match="oldest"):
        incident_page(browsed, order="random")


def test_points_of_the_map(browsed: Register) -> None:
    """Each located incident at its finest place; what is not located is not on the map."""
    points = incident_points(browsed)
    assert [(p.id, p.latitude, p.longitude, p.killed) for p in points] == [
        ("c", 15.4, 44.2, 30),
        ("b", 33.5, 36.3, 4),
        ("a", 35.5, 36.5, 12),
        ("d", -17.0, 179.5, 2),
    ]
    assert [p.id for p in incident_points(browsed, IncidentFilter(least=10), limit=1)] == ["c"]


def test_choices_are_of_what_fits(browsed: Register) -> None:
    """Each label with the number of incidents that have it; a side that is actor and target counts once."""
    of_all = choices(browsed)
    assert of_all.types == (("shelling", 4), ("airstrike", 1))
    assert of_all.grades == (("weak", 4), ("fair", 1))
    assert dict(of_all.sides) == {"syria_gov": 4, "civilians": 4, "russia": 1, "hts": 1}
    assert of_all.outlets == (("وكالة المثال", 4), ("صحيفة المثال", 2))
    assert of_all.provinces == (("SY", 4), ("إدلب", 1))
    assert choices(browsed, IncidentFilter(types=("airstrike",))).sides == (("civilians", 1), ("russia", 1))


def test_all_that_is_known_of_one_incident(browsed: Register) -> None:
    """Its reports as they were read, the judgements on its mentions, and what it was at each run."""
    read = browsed.reading("a")
    assert read is not None
    key = mention_key("a", "event", read.events[0].span)
    made = browsed.add_judgement(kind="note", subject=key, who="هدى", why="راجع الصورة")
    browsed.add_judgement(kind="note", subject="b#event:0-9", who="هدى", why="تقرير آخر")
    second = filled(browsed)
    browsed.replace_incidents([GIVEN[1], replace(GIVEN[0], grade="confirmed")], run=second)
    third = filled(browsed)
    browsed.replace_incidents([replace(GIVEN[0], grade="confirmed")], run=third)
    dossier = incident_dossier(browsed, "a")
    assert dossier is not None
    assert dossier.incident.grade == "confirmed"
    assert dossier.readings == {"a": read}
    assert dossier.judgements == (made,)
    assert [(c.run, c.state and c.state["grade"]) for c in dossier.history] == [(1, "weak"), (second, "confirmed")]
    assert dossier.history[0].state is not None
    assert dossier.history[0].state["tolls"] == {"killed": [12, 12, None]}
    assert incident_dossier(browsed, "b") is None


def test_an_incident_that_is_gone_is_remembered(browsed: Register) -> None:
    """It leaves its history, which ends with its going; one that did not change has no further entry."""
    second = filled(browsed)
    browsed.replace_incidents(GIVEN[:4], run=second)
    third = filled(browsed)
    browsed.replace_incidents(GIVEN, run=third)
    changes = {id: incident_dossier(browsed, id) for id in "ae"}
    assert [[c.run for c in d.history] for d in changes.values() if d] == [[1], [1, second, third]]
    assert [i.id for i in incident_page(browsed, order="last_changed", limit=1).incidents] == ["e"]


REPORTS = [
    ("all", {}, "abs"),
    ("an outlet", {"outlet": "صحيفة المثال"}, "b"),
    ("words", {"text": "معرض الكتاب"}, "s"),
    ("published since", {"date_from": "2016-05-03"}, ""),
    ("published between", {"date_from": "2016-05-02", "date_to": "2016-05-02"}, "abs"),
]


@pytest.mark.parametrize(("wanted", "found"), [pytest.param(w, f, id=name) for name, w, f in REPORTS])
def test_reports_that_fit(browsed: Register, wanted: dict[str, Any], found: str) -> None:
    """Standing reports, with how many figures, events and incidents each tells of."""
    page = report_page(browsed, ReportFilter(**wanted))
    assert "".join(r.id for r in page.reports) == found
    assert page.total == len(found)
    numbers = {r.id: (r.figures, r.events, r.incidents) for r in page.reports}
    assert {"a": (1, 1, 4), "b": (1, 1, 2), "s": (0, 0, 0)}.items() >= numbers.items()


def test_only_what_stands_is_found(browsed: Register) -> None:
    """A corrected text takes the old one's place in the search too."""
    run = filled(browsed)
    browsed.add_readings([shelling("a", 4, village="وادي السرو")], run=run)
    assert [r.id for r in report_page(browsed, ReportFilter(text="السرو")).reports] == ["a"]
    assert report_page(browsed, ReportFilter(text="الرمان")).total == 0
    assert incident_page(browsed, IncidentFilter(text="السرو")).total == 4
