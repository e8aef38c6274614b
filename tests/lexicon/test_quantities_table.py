"""How Arabic counts, as the table says it: every number word has one value, every hedge one meaning."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

import pytest

from marsad.errors import DataError
from marsad.lexicon.quantities import QuantityTable, QuantityWords, load_quantities
from marsad.lexicon.tables import parse_table, read_table
from marsad.model import QUALIFIERS
from marsad.text.folding import fold_word

TABLE = read_table("lexicon/quantities.toml", QuantityTable)


@pytest.fixture(scope="module")
def words() -> QuantityWords:
    return load_quantities(fold=fold_word)


@pytest.mark.parametrize(
    ("forms", "value"),
    [
        ("صفر", 0),
        ("واحد واحدة إحدى", 1),
        ("اثنان اثنين اثنتان اثنتين إثنين اثنا اثني اثنتا اثنتي", 2),
        ("ثلاثة ثلاث", 3),
        ("أربعة أربع", 4),
        ("خمسة خمس", 5),
        ("ستة ست", 6),
        ("سبعة سبع", 7),
        ("ثمانية ثماني ثمان", 8),
        ("تسعة تسع", 9),
        ("عشرة عشر", 10),
        ("عشرون عشرين", 20),
        ("ثلاثون ثلاثين", 30),
        ("أربعون أربعين", 40),
        ("خمسون خمسين", 50),
        ("ستون ستين", 60),
        ("سبعون سبعين", 70),
        ("ثمانون ثمانين", 80),
        ("تسعون تسعين", 90),
        ("مئة مائة", 100),
        ("مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي", 200),
        ("ثلاثمئة ثلاثمائة", 300),
        ("أربعمئة أربعمائة", 400),
        ("خمسمئة خمسمائة", 500),
        ("ستمئة ستمائة", 600),
        ("سبعمئة سبعمائة", 700),
        ("ثمانمئة ثمانمائة", 800),
        ("تسعمئة تسعمائة", 900),
        ("ألف", 1000),
        ("ألفان ألفين ألفي", 2000),
        ("مليون", 1_000_000),
        ("مليونان مليونين", 2_000_000),
    ],
)
def test_value_of_a_number_word(words: QuantityWords, forms: str, value: int) -> None:
    """A number word has its value in both genders, all cases and both spellings of the hundred."""
    assert {form: words.numbers.get(fold_word(form)) for form in forms.split()} == dict.fromkeys(forms.split(), value)


def test_no_number_word_has_two_values() -> None:
    """No form stands under two values, but for "ألفا": a thousand in the accusative, two thousand before a genitive."""
    values = defaultdict(set)
    for value, forms in TABLE.numbers.items():
        for form in forms:
            values[fold_word(form)].add(int(value))
    assert {form: sorted(found) for form, found in values.items() if len(found) > 1} == {"الفا": [1000, 2000]}


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("عشرات", 20, 99),
        ("مئات", 200, 999),
        ("المئات", 200, 999),
        ("آلاف", 2000, 9999),
        ("عشرات الآلاف", 20_000, 99_999),
        ("مئات الآلاف", 200_000, 999_999),
        ("عدد من", 2, None),
        ("عدة", 2, None),
    ],
)
def test_value_of_a_vague_amount(words: QuantityWords, phrase: str, low: int, high: int | None) -> None:
    """A vague amount has the values of the codebook ("Figures"), the longer phrase before the shorter."""
    folded = [fold_word(word) for word in phrase.split()]
    assert words.vague.at(folded[0], folded, 0) == (len(folded), (low, high))


@pytest.mark.parametrize(
    ("phrase", "qualifier"),
    [
        ("نحو", "about"),
        ("حوالي", "about"),
        ("قرابة", "about"),
        ("زهاء", "about"),
        ("ما يقارب", "about"),
        ("أكثر من", "more_than"),
        ("ما يزيد على", "more_than"),
        ("ما لا يقل عن", "at_least"),
        ("أقل من", "at_most"),
        ("لا يتجاوز", "at_most"),
    ],
)
def test_meaning_of_a_hedge(words: QuantityWords, phrase: str, qualifier: str) -> None:
    """A hedge before a number is found from its last word back, and means one qualifier of the codebook."""
    backwards = [fold_word(word) for word in phrase.split()][::-1]
    assert words.hedges_before.at(backwards[0], backwards, 0) == (len(backwards), qualifier)


def test_hedges_mean_one_thing() -> None:
    """No phrase is listed under two qualifiers, and each qualifier is one of the codebook's."""
    seen = defaultdict(set)
    for row in TABLE.hedge:
        for phrase in row.before:
            seen[" ".join(map(fold_word, phrase.split()))].add(row.qualifier)
    assert [phrase for phrase, found in seen.items() if len(found) > 1] == []
    assert {row.qualifier for row in TABLE.hedge} <= set(QUALIFIERS)


def test_every_label_can_be_met(words: QuantityWords) -> None:
    """A label is of one or two words: no more are looked at before a number."""
    assert sorted(label for label in words.label_before if label.count(" ") > 1) == []


def test_every_counted_thing_can_be_met(words: QuantityWords) -> None:
    """A noun that is counted and is no people is one word, since one word after the number is looked at."""
    assert sorted(noun for noun in words.counted_other if " " in noun) == []


def test_an_unknown_qualifier_is_refused() -> None:
    """A hedge that means nothing of the codebook's is an error that names the entry."""
    text = files("marsad").joinpath("data", "lexicon", "quantities.toml").read_text(encoding="utf-8")
    with pytest.raises(DataError, match=r"quantities\.toml: .* at hedge › 1 › qualifier"):
        parse_table(text.replace('"about"', '"roughly"', 1), QuantityTable, where="quantities.toml")
