"""A place is found under every spelling that newspapers give it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.gazetteer import Gazetteer, load_gazetteer
from marsad.gazetteer.spelling import loose, variants
from marsad.text.folding import fold_word


@pytest.mark.parametrize(
    ("spelling", "english"),
    [
        ("إدلب", "Idlib"),
        ("ادلب", "Idlib"),
        ("كفرنوران", "Kafar Noran"),
        ("كفر نوران", "Kafar Noran"),
        ("خان العسل", "Khan Al Assal"),
        ("خان عسل", "Khan Al Assal"),
        ("تل عفر", "Tall ‘Afar"),
        ("تلعفر", "Tall ‘Afar"),
        ("أتارب", "Al Atārib"),
        ("الأتارب", "Al Atārib"),
        ("مأرب", "Ma'rib"),
        ("مارب", "Ma'rib"),
        ("كوباني", "‘Ayn al ‘Arab"),
        ("عين العرب", "‘Ayn al ‘Arab"),
        ("مطار كويرس العسكري", "Kuweires Air Base"),
        ("طريق إم 5", "M5 highway"),
        ('طريق "إم 5"', "M5 highway"),
        ("إم – فايف", "M5 highway"),
        ("بلدة سراقب", "Saraqib"),
        ("تعز المدينة", "Taiz"),
        ("محافظة الأنبار", "Anbar"),
        ("مخيم اليرموك", "al-Yarmūk"),
        ("عين الأسد", "Ain al-Asad Air Base"),
        ("قاعدة العند الجوية", "Al Anad Air Base"),
        ("ذُباب", "Dhubāb"),
    ],
)
def test_a_place_is_found_under_its_spellings(gazetteer: Gazetteer, spelling: str, english: str) -> None:
    """The spelling finds the place of that English name."""
    assert english in {entry.english for entry in gazetteer.find(spelling)}


@pytest.mark.parametrize("word", ["", "   ", "زززز", "قرية", "بلدة زززز"])
def test_what_is_no_place_finds_nothing(gazetteer: Gazetteer, word: str) -> None:
    """No name, no such name, or a place noun alone finds nothing."""
    assert gazetteer.find(word) == ()


@pytest.mark.parametrize(
    ("noun_and_name", "kind"),
    [
        ("محافظة حلب", "province"),
        ("مدينة حلب", "settlement"),
        ("محافظة صلاح الدين", "province"),
        ("مديرية المخا", "district"),
    ],
)
def test_a_place_noun_before_the_name_chooses_the_kind(gazetteer: Gazetteer, noun_and_name: str, kind: str) -> None:
    """With its noun in front, a name finds only what the noun speaks of."""
    assert {entry.kind for entry in gazetteer.find(noun_and_name)} == {kind}


@pytest.mark.parametrize(
    "name",
    ["سان", "بشير", "الباب", "عين", "الشيخ سعيد", "القائم", "الجديدة", "النور", "الوحدة", "الثورة", "إب", "بلد", "حجة"],
)
def test_words_and_persons_are_homographs(gazetteer: Gazetteer, name: str) -> None:
    """A name that is mostly a common word or a person, or is very short, needs evidence."""
    assert gazetteer.is_homograph(fold_word(name))


@pytest.mark.parametrize(
    "name", ["سراقب", "تعز", "بنغازي", "الموصل", "الفاشر", "خان يونس", "العند", "السعودية", "دوما"]
)
def test_names_that_are_places_are_no_homographs(gazetteer: Gazetteer, name: str) -> None:
    """A name that is mostly the place needs no evidence."""
    assert not gazetteer.is_homograph(fold_word(name))


@pytest.mark.parametrize(("form", "word"), [("بلدتي", "بلدة"), ("محافظتا", "محافظة"), ("قرى", "قرية"), ("ريفي", "ريف")])
def test_a_place_noun_is_known_in_its_forms(gazetteer: Gazetteer, form: str, word: str) -> None:
    """Duals and plurals are the same noun."""
    assert gazetteer.place_nouns[fold_word(form)].word == word


@pytest.mark.parametrize(
    ("word", "bearing"), [("شمال", 0), ("الشرقي", 90), ("جنوب غربي", 225), ("الشمالية الغربية", 315)]
)
def test_directions_have_bearings(gazetteer: Gazetteer, word: str, bearing: float) -> None:
    """A direction is told in degrees from north."""
    assert gazetteer.directions[fold_word(word)].bearing == bearing


def test_the_names_for_a_matcher_hold_joined_and_split_spellings(gazetteer: Gazetteer) -> None:
    """`names` is keyed by folded words, compounds joined and apart."""
    joined, split = gazetteer.names[("كفرنوران",)], gazetteer.names[("كفر", "نوران")]
    assert set(joined) == set(split) != set()


@given(st.sampled_from(range(len(load_gazetteer().entries))), st.data())
def test_every_name_finds_its_entry(index: int, data: st.DataObject) -> None:
    """Every name of every entry finds the entry again, as written and in each variant spelling."""
    gazetteer = load_gazetteer()
    entry = gazetteer.entries[index]
    name = data.draw(st.sampled_from(entry.names))
    for spelling in (name, *variants(fold_word(name))):
        assert entry in gazetteer.find(spelling)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ ", max_size=24))
def test_loose_spelling_is_settled_and_keeps_joining(name: str) -> None:
    """The loose key of two words equals that of the words joined, when neither carries an article or a dropped end."""
    words = [word for word in name.split() if not word.startswith("ال") and word[-1] not in "اه"]
    if all(len(loose(word)) for word in words):
        assert loose(" ".join(words)) == "".join(loose(word) for word in words)


def test_districts_of_syria_and_provinces_of_the_region_are_there(gazetteer: Gazetteer) -> None:
    """All 14 governorates and 272 subdistricts of Syria, Yemen's 22 governorates, Iraq's 19, Libya's 22, Sudan's 18."""
    count = {
        country: sum(e.kind == "province" and e.country == country for e in gazetteer.entries)
        for country in ("SY", "YE", "IQ", "LY", "SD")
    }
    assert count == {"SY": 14, "YE": 22, "IQ": 19, "LY": 22, "SD": 18}
    assert sum(e.kind == "subdistrict" and e.country == "SY" for e in gazetteer.entries) == 272


def test_every_coordinate_from_memory_says_so(gazetteer: Gazetteer) -> None:
    """A place whose coordinates nothing but memory backs is never told with precision 1."""
    assert all(entry.precision != 1 for entry in gazetteer.entries if entry.source == "memory")


def test_every_place_with_a_province_names_one_that_is_known(gazetteer: Gazetteer) -> None:
    """The province of a place is the first name of a province of its country."""
    provinces = {(e.country, e.name) for e in gazetteer.entries if e.kind == "province"}
    assert {(e.country, e.admin1) for e in gazetteer.entries if e.admin1} <= provinces
