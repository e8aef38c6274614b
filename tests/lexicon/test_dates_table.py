"""Words of time, as the table says them: months of every region, weekdays, distances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files

import pytest

from marsad.errors import DataError
from marsad.lexicon.dates import DateTable, DateWords, load_dates
from marsad.lexicon.index import WordIndex
from marsad.lexicon.tables import parse_table, read_table
from marsad.text.folding import fold_word

TABLE = read_table("lexicon/dates.toml", DateTable)


@pytest.fixture(scope="module")
def words() -> DateWords:
    return load_dates(fold=fold_word)


def value(index: WordIndex[int], phrase: str) -> int | None:
    """What a whole phrase means; None where only a part of it is known."""
    folded = [fold_word(word) for word in phrase.split()]
    found = index.at(folded[0], folded, 0)
    return found[1] if found and found[0] == len(folded) else None


@pytest.mark.parametrize(
    ("names", "month"),
    [
        (("كانون الثاني", "يناير", "جانفي"), 1),
        (("شباط", "فبراير", "فيفري"), 2),
        (("آذار", "مارس"), 3),
        (("نيسان", "أبريل", "إبريل", "أفريل"), 4),
        (("أيار", "مايو", "ماي"), 5),
        (("حزيران", "يونيو", "يونيه", "جوان"), 6),
        (("تموز", "يوليو", "يوليه", "جويلية"), 7),
        (("آب", "أغسطس", "أوت", "غشت"), 8),
        (("أيلول", "سبتمبر", "شتنبر"), 9),
        (("تشرين الأول", "أكتوبر"), 10),
        (("تشرين الثاني", "نوفمبر", "نونبر"), 11),
        (("كانون الأول", "ديسمبر", "دجنبر"), 12),
    ],
)
def test_months_of_every_region(words: DateWords, names: tuple[str, ...], month: int) -> None:
    """The month of the Levant, of Egypt and of the Maghreb is the same month."""
    assert {name: value(words.months, name) for name in names} == dict.fromkeys(names, month)


@pytest.mark.parametrize(
    ("name", "weekday"),
    [
        ("الاثنين", 1),
        ("الإثنين", 1),
        ("الثلاثاء", 2),
        ("الأربعاء", 3),
        ("الخميس", 4),
        ("الجمعة", 5),
        ("السبت", 6),
        ("الأحد", 7),
    ],
)
def test_weekdays(words: DateWords, name: str, weekday: int) -> None:
    """Weekdays are counted as in ISO 8601, Monday first."""
    assert words.weekdays[fold_word(name)] == weekday


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("اليوم", 0),
        ("فجر اليوم", 0),
        ("أمس", -1),
        ("البارحة", -1),
        ("الليلة الماضية", -1),
        ("أول من أمس", -2),
        ("غدا", 1),
    ],
)
def test_days_beside_the_day_of_publication(words: DateWords, phrase: str, days: int) -> None:
    """A relative day is told by its distance from the day of publication."""
    assert value(words.relative, phrase) == days


@pytest.mark.parametrize(
    ("name", "month"),
    [("محرم", 1), ("ربيع الآخر", 4), ("ربيع الثاني", 4), ("جمادى الآخرة", 6), ("رمضان", 9), ("ذي الحجة", 12)],
)
def test_hijri_months(words: DateWords, name: str, month: int) -> None:
    """The months of the Hijri year, in their usual names."""
    assert value(words.hijri_months, name) == month


@pytest.mark.parametrize(
    ("name", "day"), [("الثالث", 3), ("الحادي عشر", 11), ("العشرين", 20), ("الحادي والثلاثين", 31)]
)
def test_days_of_the_month_in_words(words: DateWords, name: str, day: int) -> None:
    """Ordinals name the days of the month, from one to thirty-one."""
    assert value(words.ordinals, name) == day


@pytest.mark.parametrize(
    ("noun", "unit"),
    [
        ("يوم", (1, 1)),
        ("يومين", (1, 2)),
        ("أسابيع", (7, 1)),
        ("أسبوعين", (7, 2)),
        ("أشهر", (30, 1)),
        ("عامين", (365, 2)),
    ],
)
def test_units_of_time(words: DateWords, noun: str, unit: tuple[float, int]) -> None:
    """A noun of time is worth its days; a dual says two by itself."""
    assert words.units[fold_word(noun)] == unit


@pytest.mark.parametrize("key", ["weekdays", "months", "hijri_months", "ordinals"])
def test_no_word_has_two_values(key: str) -> None:
    """No name of a day or month stands under two values, and every number from the first to the last has a name."""
    rows: Mapping[str, tuple[str, ...]] = getattr(TABLE, key)
    values = defaultdict(set)
    for number, names in rows.items():
        for name in names:
            values[" ".join(map(fold_word, name.split()))].add(number)
    assert [name for name, found in values.items() if len(found) > 1] == []
    assert sorted(map(int, rows)) == list(range(1, len(rows) + 1))


def test_an_unknown_key_is_refused() -> None:
    """A table that says what the schema does not know is an error that names the key."""
    text = files("marsad").joinpath("data", "lexicon", "dates.toml").read_text(encoding="utf-8")
    with pytest.raises(DataError, match="fortnights"):
        parse_table(f"{text}\n[fortnights]\n1 = []\n", DateTable, where="dates.toml")
