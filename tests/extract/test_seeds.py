"""What a careful reader finds in the five seed reports, on the reports themselves and on sentences of our own.

The seeds lie beside the project (`../shared/seeds`) and are not part of it: without them those tests are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.model import Figure, Reading

Read = Callable[..., Reading]

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
TURKISH_STRIKES, REPEATED, OFFENSIVE_2024, OFFENSIVE_2020, SARAQIB = range(5)

PARAGRAPH = (
    "وقالت مصادر محلية إن ثلاثة مدنيين قتلوا وأصيب خمسة آخرون في غارات استهدفت سوق البلدة وسط اشتباكات متقطعة "
    "بين قوات النظام وفصائل المعارضة."
)
NO_SIDES = "وقالت مصادر محلية إن ثلاثة مدنيين قتلوا وأصيب خمسة آخرون في غارات استهدفت سوق البلدة وسط اشتباكات متقطعة."
OTHER = "وأعلنت إدارة المشفى أنها استقبلت حالات حرجة منذ ساعات الصباح، وناشدت السكان التبرع بالدم."
DENIED = (
    "قال الرئيس التركي رجب طيب أردوغان إن قواته ردت على القصف، متحدثاً عن مقتل 21 جندياً من قوات النظام "
    "في الاشتباكات، في حصيلة نفاها النظام."
)
RUNNING = (
    "وأشار المرصد إلى مقتل اثنين من الميليشيات الموالية لإيران في معارك وقصف، ليرتفع بذلك إلى 8 تعداد قتلى "
    "الميليشيات الأجنبية في المنطقة، بينهم 2 من حزب الله."
)
NO_PEOPLE = (
    "تقدمت الفصائل بعد معارك وقصف وسيطرت على الفوج ستة وأربعين، وأعلن الجيش تأمين طريق بطول 80 كيلومتراً "
    "وتدمير 615 آلية، وقتل أربعة جنود سوريين."
)
UNDATED = "قتل ستة مدنيين أمس الأحد في غارات وقصف على البلدة. وأصيب تسعة آخرون مساء الجمعة في اشتباكات وقصف."
ONE_SENTENCE = "قتل ستة مدنيين أمس الأحد في غارات وقصف على البلدة، وأصيب تسعة آخرون مساء الجمعة في اشتباكات."


def seed(read: Read, number: int, *, dated: bool = True) -> Reading:
    """The reading of a seed; skips the test where the seeds are not there."""
    if not SEEDS.is_dir():
        pytest.skip("the seed reports are not beside the project")
    row = json.loads((SEEDS / "manifest.json").read_text(encoding="utf-8"))[number]
    text = (SEEDS / f"{row['id']}.txt").read_bytes().decode("utf-8-sig")
    return read(text, published=row["published"] if dated else None)


def values(figures: tuple[Figure, ...]) -> list[tuple[str, int | None]]:
    return [(f.outcome, f.low) for f in figures]


def only(reading: Reading, outcome: str, low: int) -> Figure:
    """The one figure of a reading with that outcome and that number."""
    (figure,) = [f for f in reading.figures if (f.outcome, f.low) == (outcome, low)]
    return figure


# ---- repeats


def test_repeated_paragraphs_of_the_second_seed_are_coded_once(read: Read) -> None:
    """The three paragraphs and more that stand twice are listed as repeats, and nothing is read in them again."""
    reading = seed(read, REPEATED)
    text = reading.report.text
    assert sum(span.end - span.start for span in reading.repeats) > 0.3 * len(text)
    mentions = [*reading.figures, *reading.events]
    told = [span for mention in mentions for span in (mention.span, *mention.also)]
    assert not [s for s in told for r in reading.repeats if s.start < r.end and r.start < s.end]
    assert values(reading.figures).count(("killed", 7)) == 1
    assert values(reading.figures).count(("killed", 9)) == 1


@pytest.mark.parametrize(
    "paragraph",
    [PARAGRAPH, NO_SIDES],
    ids=["sides named", "no sides named"],
)
def test_a_repeated_paragraph_is_coded_once(read: Read, paragraph: str) -> None:
    """A report that repeats a paragraph yields what it yields without, and says where the paragraph stands again."""
    once, twice = read(f"{paragraph}\n{OTHER}"), read(f"{paragraph}\n{OTHER}\n{paragraph}")
    assert [(f.outcome, f.low, f.span, f.also) for f in twice.figures] == [
        (f.outcome, f.low, f.span, f.also) for f in once.figures
    ]
    assert values(once.figures) == [("killed", 3), ("injured", 5)]
    (repeat,) = twice.repeats
    assert twice.report.text[repeat.start : repeat.end] == paragraph


# ---- what is no people


def test_a_regiment_of_the_third_seed_is_no_figure(read: Read) -> None:
    """The regiment named by a number in words is a unit, and no figure holds it."""
    assert 46 not in {f.low for f in seed(read, OFFENSIVE_2024).figures}


def test_a_road_and_vehicles_of_the_fourth_seed_are_no_people(read: Read) -> None:
    """The length of a road and the vehicles destroyed are no figures; the 6,100 and the 2,550 are."""
    numbers = {f.low for f in seed(read, OFFENSIVE_2020).figures}
    assert numbers.isdisjoint({100, 615})
    assert {6100, 2550} <= numbers


def test_units_roads_and_vehicles_are_no_people(read: Read) -> None:
    """Of a regiment's number, a length, vehicles and four soldiers, only the soldiers are a figure."""
    assert values(read(NO_PEOPLE).figures) == [("killed", 4)]


# ---- claimants and denials


@pytest.mark.parametrize("own", [True, False], ids=["own words", "first seed"])
def test_a_toll_carries_its_claimant_and_its_denial(read: Read, own: bool) -> None:
    """The toll of the regime's dead is the Turkish president's, and the regime denies it."""
    figure = only(read(DENIED), "killed", 21) if own else only(seed(read, TURKISH_STRIKES), "killed", 35)
    assert "أردوغان" in figure.claimant
    assert (figure.group, figure.victims) == ("syria_gov", "military")
    assert figure.denied
    assert figure.denied_by == "النظام"


# ---- running totals


@pytest.mark.parametrize("own", [True, False], ids=["own words", "first seed"])
def test_a_running_total_and_its_part(read: Read, own: bool) -> None:
    """The dead of the foreign militias are a running total, and Hezbollah's are part of it."""
    reading = read(RUNNING) if own else seed(read, TURKISH_STRIKES)
    total = only(reading, "killed", 8 if own else 10)
    assert (total.scope, total.victims) == ("cumulative", "nonstate")
    (part,) = [f for f in reading.figures if f.part_of == reading.figures.index(total)]
    assert (part.low, part.group) == (2 if own else 3, "hezbollah")


# ---- reports without a date


@pytest.mark.parametrize("number", range(5))
def test_a_seed_without_a_date_stays_undated(read: Read, number: int) -> None:
    """Without a day of publication no word of time is anchored on one; the words are kept as they were with it."""
    dated, undated = seed(read, number), seed(read, number, dated=False)
    assert undated.report.published is None
    assert [f.date_text for f in undated.figures] == [f.date_text for f in dated.figures]
    # Which events are read can hang on the day; what both readings hold has the same words.
    words = {e.span: e.date_text for e in dated.events}
    both = [e for e in undated.events if e.span in words]
    assert len(both) > 0.7 * len(words)
    assert [e.date_text for e in both] == [words[e.span] for e in both]
    anchored = [m for m in (*undated.figures, *undated.events) if m.date is not None]
    assert [m.date_text for m in anchored if not any(c.isdigit() for c in m.date_text or "")] == []


def test_a_report_without_a_date_stays_undated(read: Read) -> None:
    """Yesterday and Friday evening keep their words; they have dates only where the day of publication is known."""
    undated, dated = read(UNDATED), read(UNDATED, published="2020-02-03")
    assert [(f.date, f.date_text) for f in undated.figures] == [(None, "أمس الأحد"), (None, "مساء الجمعة")]
    assert [(f.date, f.date_text) for f in dated.figures] == [
        ("2020-02-02", "أمس الأحد"),
        ("2020-01-31", "مساء الجمعة"),
    ]


@pytest.mark.xfail(strict=True, reason="the first day told in a sentence is taken for all of its figures")
def test_two_days_in_one_sentence(read: Read) -> None:
    """Each figure has the day of its own clause."""
    figures = read(ONE_SENTENCE, published="2020-02-03").figures
    assert [(f.date, f.date_text) for f in figures] == [("2020-02-02", "أمس الأحد"), ("2020-01-31", "مساء الجمعة")]
