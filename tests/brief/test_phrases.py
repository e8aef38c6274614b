"""Sentences of a brief: verb, number and noun agree, hedges govern the right case, days and places are named."""

from __future__ import annotations

import re

import pytest

from marsad.brief.counting import counting
from marsad.brief.phrases import Phrases
from marsad.brief.record import Language, plain
from marsad.brief.words import load_words
from marsad.model import EVENT_TYPES, GRADES, OUTCOMES, STATUSES, Claim, Place, Span, Toll

SLOT = re.compile(r"\{(\w+)\}")


def phrases(lang: Language, *, months: str = "both", digits: str = "latn") -> Phrases:
    return Phrases(lang=lang, words=load_words(), counting=counting(lang, digits=digits), months=months)  # type: ignore[arg-type]


AR, EN = phrases("ar"), phrases("en")


def toll(outcome: str, low: int | None, best: int | None, high: int | None) -> Toll:
    return Toll(outcome=outcome, low=low, best=best, high=high, rule="", contested=False, claims=())


@pytest.mark.parametrize(
    ("outcome", "numbers", "noun", "arabic", "english"),
    [
        ("killed", (3, 3, 3), "civilian", "قُتل ثلاثة مدنيين", "3 civilians were killed"),
        ("killed", (2, 2, 2), "women", "قُتلت امرأتان", "2 women were killed"),
        ("killed", (4, 4, 4), "women", "قُتلت أربع نساء", "4 women were killed"),
        ("killed", (1, 1, 1), "person", "قُتل شخص واحد", "1 person was killed"),
        ("killed", (11, 11, 11), "person", "قُتل 11 شخصاً", "11 people were killed"),
        ("killed", (100, 100, 100), "person", "قُتل 100 شخص", "100 people were killed"),
        ("killed", (0, 0, 0), "person", "لم يُقتل أحد", "nobody was killed"),
        ("injured", (2, 2, 2), "children", "جُرح طفلان", "2 children were injured"),
        ("injured", (5, 12, 20), "person", "جُرح 12 شخصاً (من 5 إلى 20 بحسب الروايات)",
         "12 people were injured (5 to 20 by different tellings)"),
        ("injured", (5, 12, None), "person", "جُرح 12 شخصاً (من 5 فأكثر بحسب الروايات)",
         "12 people were injured (5 or more by different tellings)"),
        ("killed", (20, None, 99), "person", "قُتل ما بين 20 و99 شخصاً", "20 to 99 people were killed"),
        ("killed", (2, None, None), "person", "قُتل ما لا يقل عن شخصين", "at least 2 people were killed"),
        ("killed", (None, None, 8), "civilian", "قُتل ما لا يزيد على ثمانية مدنيين", "at most 8 civilians were killed"),
        ("captured", (7, 7, 7), "military", "احتُجز سبعة عسكريين",
         "7 members of state forces were captured or detained"),
        ("captured", (2, None, 2), "nonstate", "احتُجز مقاتلان", "2 fighters were captured or detained"),
        ("missing", (1, 1, 1), "women", "فُقدت امرأة واحدة", "1 woman was missing"),
        ("displaced", (3000, 3000, 3000), "person", "نزح 3,000 شخص", "3,000 people were displaced"),
        ("casualties", (15, 15, 15), "person", "سقط 15 شخصاً بين قتيل وجريح", "15 people were killed or injured"),
    ],
)  # fmt: skip
def test_a_toll_is_told_in_a_sentence_that_agrees(
    outcome: str, numbers: tuple[int | None, int | None, int | None], noun: str, arabic: str, english: str
) -> None:
    """The verb has the gender of those who are counted, the noun the form that the number and the hedge ask for."""
    one = toll(outcome, *numbers)
    assert plain(AR.tolled(one, noun) or ()) == arabic
    assert plain(EN.tolled(one, noun) or ()) == english


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "arabic", "english"),
    [
        (12, 12, "exact", "12 قتيلاً", "12 killed"),
        (12, 12, "about", "نحو 12 قتيلاً", "about 12 killed"),
        (2, 2, "about", "نحو قتيلين", "about 2 killed"),
        (2, None, "at_least", "ما لا يقل عن قتيلين", "at least 2 killed"),
        (100, None, "more_than", "أكثر من 100 قتيل", "more than 100 killed"),
        (None, 5, "at_most", "ما لا يزيد على 5 قتلى", "at most 5 killed"),
        (10, 15, "range", "ما بين 10 و15 قتيلاً", "10 to 15 killed"),
        (20, 99, "vague", "ما بين 20 و99 قتيلاً", "20 to 99 killed"),
        (2, None, "vague", "ما لا يقل عن قتيلين", "at least 2 killed"),
        (200, 999, "vague", "ما بين 200 و999 قتيلاً", "200 to 999 killed"),
        (1, 1, "exact", "قتيل واحد", "1 killed"),
        (None, None, "vague", "عدد لم يُحدَّد (القتلى)", "an unstated number (Killed)"),
    ],
)
def test_a_claim_is_told_with_its_hedge(
    low: int | None, high: int | None, qualifier: str, arabic: str, english: str
) -> None:
    """What comes after a hedge is in the genitive; a range takes the form of its upper end."""
    assert plain(AR.valued(low, high, qualifier, "killed")) == arabic
    assert plain(EN.valued(low, high, qualifier, "killed")) == english


@pytest.mark.parametrize(
    ("edtf", "arabic", "english"),
    [
        ("2020-02-03", "3 شباط/فبراير 2020", "3 February 2020"),
        ("2020-02", "شباط/فبراير 2020", "February 2020"),
        ("2020", "2020", "2020"),
        ("2020-03~", "نحو آذار/مارس 2020", "about March 2020"),
        ("2020-02-01/2020-02-29", "شباط/فبراير 2020", "February 2020"),
        ("2020-03-04/2020-03-09", "من 4 إلى 9 آذار/مارس 2020", "4 to 9 March 2020"),
        ("2019-12-30/2020-01-02", "من 30 كانون الأول/ديسمبر 2019 إلى 2 كانون الثاني/يناير 2020",
         "30 December 2019 to 2 January 2020"),
        ("2020-03-04/..", "منذ 4 آذار/مارس 2020", "since 4 March 2020"),
        (None, "بلا تاريخ", "undated"),
    ],
)  # fmt: skip
def test_days_are_told_in_words(edtf: str | None, arabic: str, english: str) -> None:
    """Months by both of their names; a whole month by its name alone; no day where none is known."""
    assert plain(AR.day(edtf)) == arabic
    assert plain(EN.day(edtf)) == english


def test_the_names_of_months_and_the_digits_can_be_chosen() -> None:
    """Levantine or Egyptian names alone, and Arabic-Indic digits."""
    assert plain(phrases("ar", months="levant").day("2020-02-03")) == "3 شباط 2020"
    assert plain(phrases("ar", months="egypt").day("2020-02-03")) == "3 فبراير 2020"
    assert plain(phrases("ar", digits="arab").day("2020-02-03")) == "٣ شباط/فبراير ٢٠٢٠"


@pytest.mark.parametrize(
    ("numbers", "arabic", "english"),
    [
        ((12, 12, 12), "12", "12"),
        ((5, 12, 20), "12 (5–20)", "12 (5–20)"),
        ((5, 12, None), "12 (5 فأكثر)", "12 (5 or more)"),
        ((20, None, 99), "20–99", "20–99"),
        ((2, None, None), "2 فأكثر", "2 or more"),
        ((None, None, 7), "7 فأقل", "up to 7"),
        ((None, None, None), "—", "—"),
    ],
)
def test_a_cell_holds_best_and_its_band(
    numbers: tuple[int | None, int | None, int | None], arabic: str, english: str
) -> None:
    """The best number with the lowest and the highest telling; what is open is said to be open."""
    assert plain(AR.band(*numbers)) == arabic
    assert plain(EN.band(*numbers)) == english


def claim(claimant: str, *, group: str | None = None, victims: str = "unknown") -> Claim:
    return Claim(
        report_id="r", figure=0, span=Span(0, 1), words="", outcome="killed", low=3, high=3, qualifier="exact",
        victims=victims, group=group, age_sex=None, scope="incident", part_of=None, by=None, claimant=claimant,
        outlet="وكالة المرفأ", published="2020-02-03", denied=False, denied_by=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "arabic"),
    [
        (claim("وزارة الصحة"), "وزارة الصحة: 3 قتلى"),
        (claim("report"), "وكالة المرفأ: 3 قتلى"),
        (claim("الطبيب سامر الحلاق"), "الطبيب …: 3 قتلى"),
        (claim("سامر الحلاق"), "مصدر لا يُذكر اسمه هنا: 3 قتلى"),
        (claim("وزارة الصحة", victims="civilian"), "وزارة الصحة: 3 قتلى (من المدنيين)"),
        (claim("وزارة الصحة", group="hezbollah"), "وزارة الصحة: 3 قتلى (حزب الله)"),
    ],
)
def test_a_number_stands_beside_its_claimant(said: Claim, arabic: str) -> None:
    """A body by its name, the outlet in its own voice, a private person by no name."""
    number = AR.valued(said.low, said.high, said.qualifier, said.outcome)
    assert plain(AR.said_by(said, number)) == arabic


@pytest.mark.parametrize(
    ("place", "arabic"),
    [
        (Place(span=Span(0, 1), name="الجينة", latitude=36.0, longitude=36.8, admin1="حلب"), "الجينة (حلب)"),
        (Place(span=Span(0, 1), name="حلب", latitude=36.2, longitude=37.1, admin1="حلب"), "حلب"),
        (Place(span=Span(0, 1), name="تل العنب"), "تل العنب (غير محدد الموقع)"),
    ],
)
def test_a_place_is_told_with_its_province(place: Place, arabic: str) -> None:
    """The province where it says more than the name; an unlocated place is called so."""
    assert plain(AR.place(place)) == arabic


def test_lists_join_as_each_language_does() -> None:
    """In Arabic each member has its و; in English commas, and "and" before the last."""
    assert plain(AR.listed([AR.province(p) for p in ("حلب", "إدلب", "حمص")])) == "حلب وإدلب وحمص"
    assert plain(EN.listed([EN.province(p) for p in ("حلب", "إدلب", "حمص")])) == "Aleppo, Idlib and Homs"
    assert AR.listed([]) == ()


def test_both_languages_fill_the_same_slots() -> None:
    """A text that names a number or a place in one language names it in the other; none is empty."""
    differ = {
        key: pair
        for key, pair in load_words().pairs.items()
        if not all(pair) or set(SLOT.findall(pair[0])) - {"were"} != set(SLOT.findall(pair[1])) - {"were"}
    }
    assert differ == {}


def test_every_label_of_the_codebook_has_words() -> None:
    """Types, outcomes, grades and the statuses that are told."""
    words = load_words()
    keys = [f"type.{t}" for t in EVENT_TYPES] + [f"outcome.{o}" for o in OUTCOMES] + [f"grade.{g}" for g in GRADES]
    keys += [f"nobody.{o}" for o in OUTCOMES] + [f"happened.{o}_{g}" for o in OUTCOMES for g in "mf"]
    keys += [f"status.{s}" for s in STATUSES if s != "occurred"] + [f"grade_means.{g}" for g in GRADES[:-1]]
    assert [key for key in keys if not words.has(key)] == []
