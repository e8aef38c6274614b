"""Tolls by the codebook's rules (section "Incidents")."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tellings import SARMADA, event, figure, place, raid, reading

from marsad.link import LinkSettings, link
from marsad.link.claimants import claimant_key, houses_of
from marsad.link.differences import difference
from marsad.link.statements import Said
from marsad.link.tolls import tolls_of
from marsad.model import Claim, Span, Toll

FIRST, LATER = "2016-05-10", "2016-05-11"


def said(low: int | None, high: int | None = -1, /, *, key: str = "a", side: str | None = None, **fields: Any) -> Said:
    """A claim that an incident's toll is derived from; `key` names its claimant."""
    blank = Claim(
        report_id=f"report of {key}",
        figure=0,
        span=Span(0, 4),
        words="قتيل",
        outcome="killed",
        low=low,
        high=low if high == -1 else high,
        qualifier="exact",
        victims="unknown",
        group=None,
        age_sex=None,
        scope="incident",
        part_of=None,
        by=None,
        claimant=key,
        outlet=None,
        published=FIRST,
        denied=False,
        denied_by=None,
    )
    return Said(claim=replace(blank, **fields), key=key, side=side)


def total(*claims: Said, rules: LinkSettings) -> Toll:
    return tolls_of(claims, rules)[0]


def numbers(toll: Toll) -> tuple[int | None, int | None, int | None]:
    return toll.low, toll.best, toll.high


AT_LEAST = {"qualifier": "at_least"}
VAGUE = {"qualifier": "vague"}


@pytest.mark.parametrize(
    ("note", "claims", "expected"),
    [
        ("one claimant", [said(12)], (12, 12, 12)),
        ("the newest statement of a claimant stands", [said(10), said(15, published=LATER)], (15, 15, 15)),
        ("of one day the largest is the newest", [said(12), said(31, report_id="b")], (31, 31, 31)),
        ("one report has one total of a claimant", [said(12), said(31, figure=1, span=Span(900, 904))], (31, 31, 31)),
        ("most claimants", [said(10), said(12, key="b"), said(12, key="c")], (10, 12, 12)),
        ("of equals the most specific", [said(30, qualifier="about"), said(28, key="b")], (28, 28, 30)),
        ("at least supports a higher number", [said(27, None, **AT_LEAST), said(31, key="b")], (27, 31, 31)),
        ("but not one far higher", [said(2, None, **AT_LEAST), said(2, key="b"), said(50, key="c")], (2, 2, 50)),
        ("more than three is four or more", [said(3, None, qualifier="more_than")], (3, 3, 4)),
        ("dozens give bounds and no number", [said(20, 99, **VAGUE)], (20, None, 99)),
        ("dozens support a number within", [said(20, 99, **VAGUE), said(31, key="b"), said(7, key="c")], (7, 31, 99)),
        ("a plain plural", [said(2, None, **VAGUE)], (2, None, 2)),
        ("a plain plural bounds no number", [said(2, None, **VAGUE), said(31, key="b")], (31, 31, 31)),
        ("at most", [said(None, 9, qualifier="at_most"), said(7, key="b")], (7, 7, 9)),
        ("a part never adds", [said(10), said(3, part_of=0, figure=1)], (10, 10, 10)),
        ("a period never counts", [said(15), said(60, scope="period", key="b")], (15, 15, 15)),
        ("a running total never counts", [said(15), said(60, scope="cumulative", key="b")], (15, 15, 15)),
        ("a running total alone", [said(60, scope="cumulative")], (None, None, None)),
        ("separate groups add up", [said(2, victims="military"), said(3, victims="civilian", figure=1)], (5, 5, 5)),
        (
            "a stated total stands before the groups",
            [said(5), said(2, victims="military"), said(3, victims="civilian")],
            (5, 5, 5),
        ),
        (
            "children are among the civilians",
            [said(5, victims="civilian"), said(2, victims="civilian", age_sex="children")],
            (5, 5, 5),
        ),
        (
            "children and women told apart",
            [said(2, victims="civilian", age_sex="children"), said(1, victims="civilian", age_sex="women")],
            (3, 3, 3),
        ),
        (
            "named one beside the other",
            [said(1, victims="military"), said(1, victims="military", figure=1, span=Span(30, 40))],
            (2, 2, 2),
        ),
        (
            "two groups of one number in a headline and its text are one",
            [said(2, victims="military"), said(2, victims="unknown", group="turkey", figure=1, span=Span(90, 99))],
            (2, 2, 2),
        ),
        (
            "kin told on after some words",
            [
                said(1, outcome="injured", words="وإصابة شقيقه"),
                said(2, outcome="injured", words="ووالديهما", figure=1, span=Span(30, 39)),
            ],
            (3, 3, 3),
        ),
        (
            "of as many claimants one who has a name",
            [said(8, key="شهود@outlet"), said(7, key="الاناضول")],
            (7, 7, 8),
        ),
        (
            "an outlet's own number yields to a higher one it prints later",
            [
                said(24, key="report@a", claimant="report", outlet="a"),
                said(24, key="report@b", claimant="report", outlet="b"),
                said(31, key="army", outlet="a", published=LATER),
            ],
            (24, 31, 31),
        ),
        (
            "but not to its enemy's boast",
            [
                said(2, key="report@a", claimant="report", outlet="a"),
                said(50, key="rebels", side="pkk", group="turkey", victims="military", outlet="a", published=LATER),
            ],
            (2, 50, 50),
        ),
        (
            "of an outlet's own voice the highest: later pages print older copy",
            [said(31, key="report@a", claimant="report"), said(24, key="report@a", claimant="report", published=LATER)],
            (31, 31, 31),
        ),
        (
            "a named claimant may correct himself downward",
            [said(31, key="army"), said(24, key="army", published=LATER)],
            (24, 24, 24),
        ),
        (
            "what the report repeats in its own voice is not added",
            [
                said(1, key="police", claimant="report", victims="military"),
                said(1, key="police", victims="civilian", figure=1, span=Span(30, 40)),
            ],
            (1, 1, 1),
        ),
        (
            "named twice far apart",
            [said(1, victims="military"), said(1, victims="military", figure=1, span=Span(900, 910))],
            (1, 1, 1),
        ),
    ],
)
def test_total(note: str, claims: list[Said], expected: tuple[int | None, ...], rules: LinkSettings) -> None:
    """Low is the least, high the most that stands, best the number of most independent claimants."""
    assert numbers(total(*claims, rules=rules)) == expected, note


def test_own_loss_outranks_boast(rules: LinkSettings) -> None:
    """A side's admission of its own loss is best though two enemies boast of more; the boast stays in high."""
    toll = total(
        said(2, key="army", side="turkey", group="turkey", victims="military"),
        said(50, key="rebels", side="pkk", group="turkey", victims="military"),
        said(50, key="other rebels", side="pkk", group="turkey", victims="military"),
        rules=rules,
    )
    assert numbers(toll) == (2, 2, 50)
    assert toll.rule == "a side's admission of its own loss outranks its enemy's boast"


def test_a_denied_number_chooses_nothing_beside_an_admission(rules: LinkSettings) -> None:
    """A side admits sixteen dead and denies the thirty-one that others tell: sixteen is best, thirty-one high."""
    toll = total(
        said(16, key="staff", side="turkey", group="turkey", victims="military"),
        said(31, key="sites", group="turkey", victims="military", denied=True),
        said(31, key="other sites", group="turkey", victims="military", denied=True),
        rules=rules,
    )
    assert (numbers(toll), toll.contested) == ((16, 16, 31), True)


def test_offices_of_one_side_are_one_witness(rules: LinkSettings) -> None:
    """Three offices of one side do not outvote two bodies of their own; residents speak for no side and are three."""
    two = [said(22, key="هيئة"), said(22, key="مرصد")]
    offices = [said(31, key=key, side="houthis") for key in ("قناة", "وزارة", "ناطق")]
    toll = total(*two, *offices, rules=rules)
    assert (numbers(toll), toll.rule) == ((22, 22, 31), "most independent claimants: 2 of 3")
    crowd = [said(31, key=key, side="civilians") for key in ("سكان أ", "سكان ب", "سكان ج")]
    assert numbers(total(*two, *crowd, rules=rules)) == (22, 31, 31)


def test_admission_is_of_armed_people(rules: LinkSettings) -> None:
    """Who counts civilians of his own side admits nothing that outranks others."""
    toll = total(
        said(38, key="rescuers", side="aid", group="aid", victims="civilian", denied=True),
        said(42, key="monitor", side="other", group="aid", victims="civilian", denied=True),
        said(42, key="doctors", victims="civilian", denied=True),
        rules=rules,
    )
    assert numbers(toll) == (38, 42, 42)


def test_denied_figure_stays_and_marks(rules: LinkSettings) -> None:
    """A denied figure is kept and marks the toll contested."""
    toll = total(said(35, denied=True, denied_by="مصدر عسكري"), rules=rules)
    assert (numbers(toll), toll.contested) == ((35, 35, 35), True)


def test_totals_first_then_groups(rules: LinkSettings) -> None:
    """Totals by outcome come first, then those by victims and group, and then children, with the parts."""
    tolls = tolls_of(
        [
            said(8),
            said(3, part_of=0, figure=1, victims="civilian", age_sex="children"),
            said(5, part_of=0, figure=2, victims="civilian"),
            said(20, outcome="injured", figure=3),
        ],
        rules,
    )
    assert [(t.outcome, t.victims, t.age_sex, t.best) for t in tolls] == [
        ("killed", None, None, 8),
        ("injured", None, None, 20),
        ("killed", "civilian", None, 5),
        ("killed", "civilian", "children", 3),
    ]


def test_part_without_its_whole_is_no_total(rules: LinkSettings) -> None:
    """A part whose whole is not told gives no total."""
    assert numbers(total(said(3, part_of=0, age_sex="children", victims="civilian"), rules=rules)) == (None, None, None)


@pytest.mark.parametrize(
    ("note", "first", "second", "kind"),
    [
        ("later and higher, one claimant", said(10), said(12, published=LATER), "update"),
        (
            "at least more, one claimant",
            said(12, None, **AT_LEAST),
            said(27, None, published=LATER, **AT_LEAST),
            "update",
        ),
        ("corrected downward, one claimant", said(12), said(10, published=LATER), "update"),
        ("one day, two claimants", said(35), said(6, key="b"), "disagreement"),
        ("later and higher, another claimant", said(35), said(50, key="b", published=LATER), "update"),
        ("later and lower, another claimant", said(35), said(6, key="b", published=LATER), "disagreement"),
        (
            "later, the other side",
            said(2, side="turkey"),
            said(50, key="b", side="pkk", published=LATER),
            "disagreement",
        ),
        ("later, and denied", said(22), said(31, key="b", published=LATER, denied=True), "disagreement"),
        ("two outlets, growing", said(10, key="report@a"), said(12, key="report@b", published=LATER), "update"),
        ("two outlets, one day", said(10, key="report@a"), said(12, key="report@b"), "disagreement"),
        ("an incident and a month", said(15), said(60, scope="period"), "scope"),
        ("a part and its whole", said(15), said(3, part_of=0), "scope"),
        ("soldiers and civilians", said(2, victims="military"), said(3, victims="civilian", key="b"), "scope"),
        ("the dead of two sides", said(2, group="turkey"), said(1, group="pkk", key="b"), "scope"),
        ("children and all", said(9), said(3, age_sex="children", key="b"), "scope"),
        ("the same number", said(12), said(12, key="b"), None),
        ("at least 27 and 31", said(27, None, **AT_LEAST), said(31, key="b"), None),
        ("dozens and 31", said(20, 99, **VAGUE), said(31, key="b"), None),
    ],
)
def test_three_kinds_of_difference(note: str, first: Said, second: Said, kind: str | None) -> None:
    """Tellers who update, who disagree and who speak of another scope are told apart, in either order."""
    found, turned = difference(first, second), difference(second, first)
    assert (found and found[0], turned and turned[0]) == (kind, kind), note


def test_abiding_claimant_disagrees(rules: LinkSettings) -> None:
    """Who still says his own number when another tells a higher one was not updated but disagrees."""
    ten, twelve = said(10), said(12, key="b", published=LATER)
    assert [d.kind for d in total(ten, twelve, rules=rules).differences] == ["update"]
    again = said(10, published=LATER, report_id="again")
    assert [d.kind for d in total(ten, twelve, again, rules=rules).differences] == ["disagreement"]


def test_running_totals_do_not_swell_an_incident() -> None:
    """10, then 12, then 15 dead of one raid and 60 in the month make an incident of 15, not of 97."""
    growing = [raid("a", 10), raid("b", 12, published="2016-05-11"), raid("c", 15, published="2016-05-12")]
    month = "قصفت طائرات بلدة سرمدا من جديد وسقط خلال الشهر ستون قتيلا بحسب ناشطين"
    growing.append(raid("d", 60, text=month, published="2016-05-12", scope="period"))
    (incident,) = link([replace(r, report=replace(r.report, outlet="one outlet")) for r in growing])
    toll = incident.toll("killed")
    assert toll is not None
    assert numbers(toll) == (15, 15, 15)
    kinds = [d.kind for d in toll.differences]
    assert sorted(kinds) == ["scope", "scope", "scope", "update", "update", "update"]
    assert sum(t.best or 0 for i in link(growing) if (t := i.toll("killed"))) == 15


def test_shared_claim_counts_once_per_claimant(rules: LinkSettings) -> None:
    """A claimant with a name or a house is one, whoever quotes him; a nameless source is one in each outlet."""
    houses = houses_of(["المرصد السوري لحقوق الإنسان", "المرصد", "رامي عبد الرحمن", "شهود عيان"], rules)
    keys = {claimant_key(c, t, houses, rules) for t in ("a", "b") for c in ("المرصد", "رامي عبد الرحمن")}
    assert len(keys) == 1
    assert len({claimant_key("مصدر في الشرطة", t, houses, rules) for t in ("a", "b")}) == 1
    assert len({claimant_key("شهود عيان", t, houses, rules) for t in ("a", "b")}) == 2
    assert len({claimant_key("report", t, houses, rules) for t in ("a", "b", "b")}) == 2


def test_whoever_has_no_name_is_one_in_each_outlet(rules: LinkSettings) -> None:
    """ "Turkish media" and "medical sources" are nobody known; in copies of one text they are one."""
    for claimant in ("وسائل إعلام تركية", "مصادر طبية", "تقارير محلية"):
        assert len({claimant_key(claimant, t, {}, rules) for t in ("a", "b")}) == 2
    copies = {claimant_key(c, "copies of x", {}, rules) for c in ("وسائل إعلام محلية", "تقارير تركية")}
    assert len(copies) == 1


def test_quotation_marks_are_no_part_of_a_name(rules: LinkSettings) -> None:
    """An agency in quotation marks is the agency without them."""
    houses = houses_of(["وكالة أنباء «الأناضول» التركية", "وكالة أنباء الأناضول"], rules)
    assert (
        len({claimant_key(c, "a", houses, rules) for c in ("وكالة أنباء «الأناضول» التركية", "وكالة أنباء الأناضول")})
        == 1
    )


def test_short_name_of_two_houses_stays_alone(rules: LinkSettings) -> None:
    """ "The army" is not counted under either of two armies."""
    houses = houses_of(["الجيش", "الجيش التركي", "الجيش السوري"], rules)
    assert houses["الجيش"] == "الجيش"
    assert houses_of(["الجيش", "الجيش التركي"], rules)["الجيش"] == "الجيش التركي"


@pytest.mark.parametrize(
    ("note", "group", "claimant", "actors", "denied", "grade"),
    [
        ("the side hit says so", "turkey", "الجيش التركي", [("الجيش التركي", "turkey")], False, "confirmed"),
        ("one claimant of no side", "turkey", "شهود", [], False, "weak"),
        ("denied", "turkey", "الجيش التركي", [("الجيش التركي", "turkey")], True, "contested"),
    ],
)
def test_grade(note: str, group: str, claimant: str, actors: list[tuple[str, str]], denied: bool, grade: str) -> None:
    """The grade follows the casualty recorders' practice."""
    text = f"قال {claimant} إن جنديين قتلا في انفجار قرب سرمدا"
    told = reading(
        "r",
        text,
        events=[event(text, "انفجار", "ied", date=FIRST, places=(place(text, "سرمدا", **SARMADA),), figures=(0,))],
        figures=[
            figure(text, "جنديين قتلا", "killed", 2, victims="military", group=group, claimant=claimant, denied=denied)
        ],
        actors=actors,
    )
    assert [i.grade for i in link([told])] == [grade], note
