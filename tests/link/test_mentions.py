"""The mentions of one report."""

from __future__ import annotations

import pytest
from tellings import IDLIB, MAARA, SARMADA, event, figure, place, reading

from marsad.link import LinkSettings, mentions_of
from marsad.link.days import printed_day


def test_headline_and_body_are_one_mention(rules: LinkSettings) -> None:
    """A headline and the first paragraph that tell the same happening are one mention with both spans."""
    text = "مقتل أربعة بغارة على سرمدا\n\nقصفت طائرة حربية بلدة سرمدا ظهر اليوم فقتل أربعة أشخاص"
    told = reading(
        "r",
        text,
        events=[
            event(text, "غارة", "airstrike", date="2016-05-10", places=(place(text, "سرمدا", **SARMADA),)),
            event(
                text, "قصفت", "airstrike", date="2016-05-10", places=(place(text, "سرمدا", **SARMADA),), figures=(0,)
            ),
        ],
        figures=[figure(text, "فقتل أربعة", "killed", 4)],
    )
    (mention,) = mentions_of(told, rules)
    assert mention.events == (0, 1)
    assert mention.figures == (0,)
    assert mention.key == f"r#event:{text.index('غارة')}-{text.index('غارة') + 4}"


def test_two_villages_are_two_mentions(rules: LinkSettings) -> None:
    """Two villages hit the same day are two mentions, however near they stand in the sentence."""
    text = "قصفت الطائرات سرمدا كما قصفت المدفعية معرة النعمان"
    told = reading(
        "r",
        text,
        events=[
            event(text, "قصفت الطائرات", "airstrike", places=(place(text, "سرمدا", **SARMADA),)),
            event(text, "قصفت المدفعية", "shelling", places=(place(text, "معرة النعمان", **MAARA),)),
        ],
    )
    assert len(mentions_of(told, rules)) == 2


def test_land_and_air_with_one_toll(rules: LinkSettings) -> None:
    """Two events that caused one figure ("القصف البري والجوي") are one mention, so that it counts once."""
    text = "أسفر القصف البري والجوي على سرمدا عن مقتل خمسة"
    told = reading(
        "r",
        text,
        events=[
            event(text, "القصف البري", "shelling", figures=(0,)),
            event(text, "والجوي", "drone_strike", figures=(0,)),
        ],
        figures=[figure(text, "مقتل خمسة", "killed", 5)],
    )
    (mention,) = mentions_of(told, rules)
    assert mention.figures == (0,)


def test_reprisal_is_another_mention(rules: LinkSettings) -> None:
    """A bomb by one side and a raid by the other in one sentence are two happenings."""
    text = "قتل جنديان في عملية انتحارية فيما شنت الطائرات غارات على قواعد المسلحين"
    told = reading(
        "r",
        text,
        events=[
            event(text, "عملية انتحارية", "suicide_attack", actors=("pkk",), targets=("turkey",)),
            event(text, "غارات", "airstrike", actors=("turkey",), targets=("pkk",)),
        ],
    )
    assert [m.type for m in mentions_of(told, rules)] == ["suicide_attack", "airstrike"]


def test_separate_incident_is_told_apart(rules: LinkSettings) -> None:
    """Words that open a new happening part two passages that nothing else tells apart."""
    text = "قتل جندي في هجوم. وفي حادثة منفصلة أصيب جندي بانفجار لغم"
    told = reading("r", text, events=[event(text, "هجوم", "clash"), event(text, "انفجار", "ied")])
    assert [m.segment for m in mentions_of(told, rules)] == [0, 1]


@pytest.mark.parametrize(
    "kind", ["statement", "meeting", "call", "agreement", "sanction", "deployment", "humanitarian", "other"]
)
def test_kinds_that_make_no_incident(kind: str, rules: LinkSettings) -> None:
    """Acts of policy and conditions that last are no mentions of an incident."""
    text = "أعلن المتحدث موقف الحكومة"
    assert mentions_of(reading("r", text, events=[event(text, "أعلن", kind)]), rules) == ()


def test_figure_near_an_event_is_adopted(rules: LinkSettings) -> None:
    """A figure of no event belongs to the nearest violent event of its paragraph."""
    text = "اندلعت اشتباكات قرب سرمدا وأصيب سبعة أشخاص"
    told = reading(
        "r", text, events=[event(text, "اشتباكات", "clash")], figures=[figure(text, "أصيب سبعة", "injured", 7)]
    )
    (mention,) = mentions_of(told, rules)
    assert (mention.figures, mention.numbers) == ((0,), (("injured", 7),))


@pytest.mark.parametrize(
    ("outcome", "kind"), [("killed", "other_violence"), ("captured", "abduction"), ("displaced", "displacement")]
)
def test_figure_alone_is_a_mention(outcome: str, kind: str, rules: LinkSettings) -> None:
    """A figure with no event near it tells that people suffered, not how."""
    text = "وكان بين الضحايا ستة من أهالي البلدة"
    (mention,) = mentions_of(reading("r", text, figures=[figure(text, "ستة", outcome, 6)]), rules)
    assert mention.type == kind


@pytest.mark.parametrize("scope", ["period", "cumulative"])
def test_running_totals_alone_are_no_mention(scope: str, rules: LinkSettings) -> None:
    """A total of a period or a running total tells of no one happening."""
    text = "بلغ عدد القتلى ستين منذ بداية الشهر"
    assert mentions_of(reading("r", text, figures=[figure(text, "ستين", "killed", 60, scope=scope)]), rules) == ()


def test_assumed_days_are_marked(rules: LinkSettings) -> None:
    """A happening without a date is taken to be recent, and the assumption is never its date."""
    text = "قصف على سرمدا"
    (mention,) = mentions_of(reading("r", text, events=[event(text, "قصف", "shelling")], published="2016-05-10"), rules)
    assert mention.date is None
    assert mention.days is not None
    assert not mention.days.told
    assert (printed_day(mention.days.first), printed_day(mention.days.last)) == ("2016-05-07", "2016-05-10")


def test_history_has_no_assumed_days(rules: LinkSettings) -> None:
    """What a report only recalls is not taken to be recent."""
    text = "قصف على سرمدا"
    told = reading("r", text, events=[event(text, "قصف", "shelling", background=True)])
    assert mentions_of(told, rules)[0].days is None


def test_claimant_speaks_for_his_side(rules: LinkSettings) -> None:
    """The side of a claimant is that of the actor named within his words in the same report."""
    text = "قال بيان الجيش التركي إن جنديين قتلا بانفجار"
    told = reading(
        "r",
        text,
        events=[event(text, "انفجار", "ied", figures=(0,), places=(place(text, "الجيش", **IDLIB),))],
        figures=[figure(text, "جنديين قتلا", "killed", 2, group="turkey", claimant="بيان الجيش التركي")],
        actors=[("الجيش التركي", "turkey")],
    )
    assert [c.side for c in mentions_of(told, rules)[0].claims] == ["turkey"]
