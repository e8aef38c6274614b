"""The mentions of one report."""

from __future__ import annotations

import pytest
from tellings import IDLIB, MAARA, SARMADA, event, figure, place, reading

from marsad.link import LinkSettings, mentions_of
from marsad.link.days import printed_day
from marsad.model import Event, Span


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


def test_figure_of_several_events_is_the_nearest_ones(rules: LinkSettings) -> None:
    """The dead of a bomb are not those of a mine told in the next paragraph, though both are read as their cause."""
    text = "يوم دام\n\nقتل جنديان في تفجير انتحاري قرب سرمدا\n\nوذكرت تقارير أن جنديا قتل حين انفجر لغم في معرة النعمان"
    told = reading(
        "r",
        text,
        events=[
            event(text, "تفجير انتحاري", "suicide_attack", figures=(0,)),
            event(text, "انفجر", "ied", figures=(0, 1)),
        ],
        figures=[figure(text, "قتل جنديان", "killed", 2), figure(text, "جنديا قتل", "killed", 1)],
    )
    assert [(m.type, m.figures) for m in mentions_of(told, rules)] == [("suicide_attack", (0,)), ("ied", (1,))]


@pytest.mark.parametrize(
    ("note", "later", "mentions"),
    [("a second ambush", "كمين", 2), ("the ambush that was told", "الكمين", 1)],
)
def test_events_that_count_their_own_dead(note: str, later: str, mentions: int, rules: LinkSettings) -> None:
    """Two events side by side with different tolls are two happenings, unless the later points back at the first."""
    text = f"هجوم\n\nقتل ثلاثة جنود في هجوم على حاجز. وقتل خمسة جنود في {later} على الطريق"
    told = reading(
        "r",
        text,
        events=[
            Event(span=Span(text.rindex("هجوم"), text.rindex("هجوم") + 4), type="clash", figures=(0,)),
            event(text, later, "clash", figures=(1,)),
        ],
        figures=[figure(text, "قتل ثلاثة", "killed", 3), figure(text, "وقتل خمسة", "killed", 5)],
    )
    assert len(mentions_of(told, rules)) == mentions, note


def test_figure_of_another_time_is_no_toll_of_the_event(rules: LinkSettings) -> None:
    """Who was killed a year ago was not killed in the attack beside which it is recalled."""
    text = "وهذا أعنف هجوم على سرمدا اليوم منذ مقتل ثلاثة قبل عام"
    told = reading(
        "r",
        text,
        events=[event(text, "هجوم", "clash", date="2016-05-10", date_text="اليوم", figures=(0,))],
        figures=[figure(text, "مقتل ثلاثة", "killed", 3, date_text="قبل عام")],
    )
    first, recalled = mentions_of(told, rules)
    assert (first.figures, recalled.figures, recalled.days) == ((), (0,), None)


def test_a_passage_over_two_places_joins_neither(rules: LinkSettings) -> None:
    """What sums up two villages that the report then tells of one by one counts toward neither."""
    text = "قذائف على سرمدا ومعرة النعمان قتلت أربعة\n\nقذيفة في سرمدا قتلت واحدا\n\nصاروخ في معرة النعمان قتل ثلاثة"
    one, other = place(text, "سرمدا", **SARMADA), place(text, "معرة النعمان", **MAARA)
    told = reading(
        "r",
        text,
        events=[
            event(text, "قذائف", "shelling", places=(one, other), figures=(0,)),
            event(text, "قذيفة", "shelling", places=(one,), figures=(1,)),
            event(text, "صاروخ", "shelling", places=(other,), figures=(2,)),
        ],
        figures=[
            figure(text, "قتلت أربعة", "killed", 4),
            figure(text, "قتلت واحدا", "killed", 1),
            figure(text, "قتل ثلاثة", "killed", 3),
        ],
    )
    mentions = mentions_of(told, rules)
    assert [m.figures for m in mentions] == [(0,), (1,), (2,)]
    assert [c.claim.scope for m in mentions for c in m.claims] == ["period", "incident", "incident"]


def test_a_headline_that_adds_two_happenings_up(rules: LinkSettings) -> None:
    """Four killed and eight injured over three and seven here, one and one there count toward neither happening."""
    text = "مقتل 4 وإصابة 8\n\nقذيفة في سرمدا قتلت 3 وأصابت 7\n\nصاروخ في معرة النعمان قتل 1"
    told = reading(
        "r",
        text,
        events=[
            event(text, "قذيفة", "shelling", places=(place(text, "سرمدا", **SARMADA),), figures=(0, 1, 2, 3)),
            event(text, "صاروخ", "shelling", places=(place(text, "معرة النعمان", **MAARA),), figures=(4,)),
        ],
        figures=[
            figure(text, "مقتل 4", "killed", 4),
            figure(text, "وإصابة 8", "injured", 8),
            figure(text, "قتلت 3", "killed", 3),
            figure(text, "وأصابت 7", "injured", 7, part_of=1),
            figure(text, "قتل 1", "killed", 1, part_of=0),
        ],
    )
    claims = {c.claim.figure: c.claim for m in mentions_of(told, rules) for c in m.claims}
    assert [claims[n].scope for n in range(5)] == ["period", "period", "incident", "incident", "incident"]
    assert (claims[3].part_of, claims[4].part_of) == (None, None)


@pytest.mark.parametrize(
    ("note", "claimant", "side"),
    [
        ("of the body's owner", "وزارة الصحة التابعة للحوثيين", "houthis"),
        ("shortened", "الهيئة", "hts"),
        ("a statement of it", "بيان الهيئة", "hts"),
        ("nobody's", "شهود عيان", None),
    ],
)
def test_side_of_a_claimant(note: str, claimant: str, side: str | None, rules: LinkSettings) -> None:
    """A body speaks for the side it belongs to, and a shortened name for the one it shortens."""
    text = f"قصف استهدف مقرا لهيئة تحرير الشام، وقال {claimant} إن وزارة الصحة أحصت ثلاثة قتلى للحوثيين"
    told = reading(
        "r",
        text,
        events=[event(text, "قصف", "airstrike", figures=(0,))],
        figures=[figure(text, "ثلاثة قتلى", "killed", 3, claimant=claimant)],
        actors=[("لهيئة تحرير الشام", "hts"), ("وزارة الصحة", "yemen_gov"), ("للحوثيين", "houthis")],
    )
    assert [c.side for c in mentions_of(told, rules)[0].claims] == [side], note


def test_a_number_told_of_one_place_is_no_sum(rules: LinkSettings) -> None:
    """Nineteen dead of one village are its own, though sixteen and three more are told of others later."""
    text = "يوم دام\n\nغارة على سرمدا قتلت 19\n\nقذيفة في معرة النعمان قتلت 16 وقتل 3 بانفجار لغم"
    other = place(text, "معرة النعمان", **MAARA)
    told = reading(
        "r",
        text,
        events=[
            event(text, "غارة", "airstrike", places=(place(text, "سرمدا", **SARMADA),), figures=(0,)),
            event(text, "قذيفة", "shelling", places=(other,), figures=(1,)),
            event(text, "انفجار", "ied", figures=(2,)),
        ],
        figures=[
            figure(text, "قتلت 19", "killed", 19),
            figure(text, "قتلت 16", "killed", 16),
            figure(text, "وقتل 3", "killed", 3),
        ],
    )
    assert [c.claim.scope for m in mentions_of(told, rules) for c in m.claims] == ["incident"] * 3


def test_a_part_without_an_event_is_told_of_its_whole(rules: LinkSettings) -> None:
    """ "Among the dead are three children", in a paragraph without an event, is of the raid that killed eight."""
    text = "غارة على سرمدا قتلت ثمانية\n\nوبين القتلى ثلاثة أطفال"
    told = reading(
        "r",
        text,
        events=[event(text, "غارة", "airstrike", figures=(0,))],
        figures=[
            figure(text, "قتلت ثمانية", "killed", 8),
            figure(text, "ثلاثة أطفال", "killed", 3, part_of=0, age_sex="children"),
        ],
    )
    (mention,) = mentions_of(told, rules)
    assert mention.figures == (0, 1)


def test_a_time_no_day_says_is_no_recent_day(rules: LinkSettings) -> None:
    """An attack "months ago" is not taken to be of the days before publication."""
    text = "هجوم على سرمدا قبل أشهر"
    told = reading("r", text, events=[event(text, "هجوم", "clash", date_text="قبل أشهر")])
    assert [m.days for m in mentions_of(told, rules)] == [None]
