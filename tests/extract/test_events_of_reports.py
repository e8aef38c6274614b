"""What the rules propose as events, on short reports in our own words, and what the weights make of the proposals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from marsad.extract import Reader, build_reader
from marsad.extract.assembly import Assembly
from marsad.lexicon.weights import Weights
from marsad.model import Reading, Report

Read = Callable[..., Reading]
ALL = Weights(least=-1, weights={})


@pytest.fixture(scope="module")
def proposing() -> Reader:
    """A reader whose weights are all zero and keep whatever is proposed."""
    reader = build_reader()
    parts: list[tuple[str, Any]] = []
    for name, part in reader.nlp.pipeline:
        if isinstance(part, Assembly):
            drafting = part.drafting
            part = replace(part, drafting=replace(drafting, judge=replace(drafting.judge, weights=ALL)))
        parts.append((name, part))
    reader.nlp._components = parts
    return replace(reader, silence=replace(reader.silence, least=0))  # a sentence alone is read too


@pytest.mark.cases("events")
def test_events_proposed_in_a_report(proposing: Reader, case: dict[str, Any]) -> None:
    """Exactly these events are proposed, each with its status; what is meant, asked for or denied is none."""
    reading = proposing.read(Report(id="report", text=case["text"], sha256=""))
    assert [f"{e.type} {e.status}" for e in reading.events] == case["expected"]


@pytest.mark.cases("days")
def test_days_of_events(proposing: Reader, case: dict[str, Any]) -> None:
    """An event's own day stands above the one on which it was told, and is carried no farther than it holds."""
    reading = proposing.read(Report(id="report", text=case["text"], sha256="", published=case["published"]))
    assert [f"{e.type} {e.date}" for e in reading.events if e.type != "statement"] == case["expected"]


RAIDS = (
    "شنت طائرات التحالف الدولي ثلاث غارات على مواقع تنظيم داعش قرب الموصل أمس.\n"
    "وأكد المتحدث أن الطائرات عادت إلى قواعدها."
)


def test_weights_leave_out_what_coders_leave_out(proposing: Reader, read: Read) -> None:
    """A plain assertion is proposed as a statement and left out; the raids stay."""
    report = Report(id="report", text=RAIDS, sha256="")
    assert {e.type for e in proposing.read(report).events} == {"airstrike", "statement"}
    assert {e.type for e in read(RAIDS).events} == {"airstrike"}


def test_an_event_shows_what_spoke_for_it(reader: Reader) -> None:
    """`explain` names, for each event, its margin above the cut and the features that told most."""
    explained = reader.explain(Report(id="report", text=RAIDS, sha256=""))
    (event,) = [m for m in explained.marks if m.layer == "event" and m.values]
    (evidence,) = [v for v in event.values if v.name == "evidence"]
    assert isinstance(evidence.value, int)
    assert evidence.value > 0
    assert evidence.entry.startswith("lexicon/evidence.toml: ")


def test_weights_are_summed_once_for_each_feature() -> None:
    """A feature counts once however often it is named; unknown ones count nothing; the sum must pass the cut."""
    weights = Weights(least=20, weights={"a": 50, "b": -40})
    assert weights.margin(["a", "a", "unknown"]) == 30
    assert weights.margin(["a", "b"]) == -10
    assert weights.telling(["b", "a", "unknown"], 1) == [("a", 50)]


def test_a_stretch_longer_than_the_calendar_has_no_date(read: Read) -> None:
    """A report that speaks of thousands of years is read, and its stretch stays undated."""
    text = "قصف الجيش السوري آثار مدينة تدمر القائمة منذ 3000 سنة بالمدفعية، وقال المرصد إن القصف أصاب قلعة المدينة."
    reading = read(text, published="2016-03-20")
    assert all(e.date is None for e in reading.events)


def test_then_is_the_time_told_before(read: Read) -> None:
    """ "Then" dates an event to the time told last before it, and makes it background where that is long ago."""
    text = (
        "قتل ثلاثة مسلحين أمس في اشتباك مع الشرطة في بغداد. وكان أحدهم قاد هجوما على مقر للشرطة في ديسمبر 2014. "
        "وقتل حينها 14 شرطيا حين اقتحم مسلحون المبنى."
    )
    events = read(text, published="2021-11-11").events
    assert [(e.type, e.date, e.background) for e in events if e.span.start > text.index("حينها")] == [
        ("clash", "2014-12-01/2014-12-31", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "قال المفتي إن الإسلام حرم قتل النفس، وإن على الإمام أن يبين للناس خطر الفتنة والإرهاب وأن يحذرهم من الغلو.",
        "أعلنت الشرطة القبض على خادمة في دبي بعد وفاة رضيع كانت ترعاه، وأحالت الشرطة المتهمة إلى النيابة العامة.",
        "أثار مقتل الأسد سيسل على يد صياد أجنبي غضبا في زيمبابوي، وطالبت الحكومة بتسليم الصياد.",
        "نجا راكب أمواج من سمكة قرش هاجمته قرب شواطئ أستراليا وأصيب بجروح في ساقه.",
        "ارتفع حماس الجماهير قبل مباراة النادي أمام الاتحاد، وقال المدرب إن الشباب قادرون على الفوز.",
        "ارتفعت أسهم الشركة بعد صعود النفط، وقال محلل إن انسحاب الشباب من السوق يهدد أرباح البنك.",
        "أصيب لاعب النادي في الركبة خلال هجوم سريع، وقصف زميله المرمى بتسديدة قوية هزت الشباك.",
    ],
)
def test_other_subjects_are_silent(read: Read, text: str) -> None:
    """Sermons, crime, animals and sport tell neither events nor figures, whatever their words."""
    reading = read(text)
    assert not reading.events
    assert not reading.figures


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("طيران مسير يستهدف سيارة على طريق مطار حلب الدولي.", "drone_strike"),
        ("مجزرة للنظام في مدينة أريحا، عشرة شهداء وعدد من الجرحى.", "other_violence"),
        ("سيطرت حركة طالبان على مدينة قندوز شمال أفغانستان.", "territory_taken"),
        ("جماعة بوكو حرام تدخل بلدة غوزا وتسيطر عليها.", "territory_taken"),
        ("مسيرة تابعة للتحالف الدولي تنفذ ضربة على طريق المطار.", "drone_strike"),
        ("الدخان فوق المستشفى والمدرسة بعد قصفهما من الطيران الروسي.", "airstrike"),
        ("قوات مشتركة تقتل شخصين وتعتقل آخرين في ريف دير الزور، والعملية بدعم من التحالف الدولي.", "killing"),
    ],
)
def test_a_brief_tells_its_one_act_of_violence(read: Read, text: str, kind: str) -> None:
    """A post of one sentence is read for its one event, where a long report would need more that speaks for it."""
    assert kind in {e.type for e in read(text).events}


def test_strikes_are_not_drowned_by_their_target(read: Read) -> None:
    """A report of many strikes tells of them, however often it names the drugs that they were meant for."""
    places = ("السويداء", "درعا", "الشعاب", "خراب الشحم", "صلخد", "شهبا")
    strikes = " ".join(f"شن الطيران الأردني غارة على مستودع لتهريب المخدرات في {place}." for place in places)
    drugs = " ".join(f"وبلغت المخدرات من {n} مخدرات لتهريب المخدرات." for n in range(20, 32))
    assert "airstrike" in {e.type for e in read(f"{strikes} {drugs}").events}


def test_no_place_is_inside_the_words_of_an_event(read: Read) -> None:
    """ "إنزالا جويا" is a landing from the air, and in no village called Jouaiya."""
    (landing,) = read("نفذ التحالف الدولي إنزالا جويا على مدينة الضمير في ريف دمشق.").events
    assert [p.name for p in landing.places] == ["الضمير", "ريف دمشق"]


FLIGHT = (
    "فر عشرات المسلحين من بلدة سراقب بعد قصف الجيش. وقال المرصد إن عشرات المسلحين فروا من البلدة وسط اشتباكات مع الجيش."
)


def test_fighters_who_flee_twice_are_no_figure(read: Read) -> None:
    """A flight told again is left out with the first telling, and the report is read."""
    assert [f.outcome for f in read(FLIGHT).figures if f.outcome == "displaced"] == []
