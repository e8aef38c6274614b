"""The registry of sides: which names stand for whom, in which forms, and what its files may say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import DataError
from marsad.lexicon.actor_rows import ActorFile, GenericFile
from marsad.lexicon.actors import ActorRegistry, load_actors
from marsad.lexicon.forms import dual_forms, name_forms, nisba_forms, sound_plural_cases
from marsad.lexicon.tables import parse_table, read_table
from marsad.model import ACTOR_LABELS, printed_actor
from marsad.text.folding import fold_word


@pytest.fixture(scope="module")
def registry() -> ActorRegistry:
    return load_actors(fold=fold_word)


def words(text: str) -> tuple[str, ...]:
    return tuple(map(fold_word, text.split()))


def actors_of(registry: ActorRegistry, text: str) -> set[str]:
    return {name.actor for name in registry.names.get(words(text), ())}


# ---- the whole registry


@pytest.mark.parametrize("label", ACTOR_LABELS)
def test_every_label_of_the_codebook_has_an_arabic_and_an_english_name(registry: ActorRegistry, label: str) -> None:
    """Every codebook label is an actor with an English name and at least one Arabic name that finds it."""
    actor = registry.actor(label)
    assert actor.name_en
    assert any(label in actors_of(registry, name.text) for name in actor.names)


def test_every_written_name_finds_its_actor(registry: ActorRegistry) -> None:
    """A name in a file is in the index under its actor, so no name is lost to another."""
    lost = [
        (name.text, actor.id)
        for actor in registry.actors.values()
        for name in actor.names
        if name.kind != "adjective" and not name.composed and actor.id not in actors_of(registry, name.text)
    ]
    assert lost == []


def test_a_name_of_two_actors_is_marked_in_both(registry: ActorRegistry) -> None:
    """No name belongs to two actors unless both say so; and some do."""
    shared = {key: names for key, names in registry.names.items() if len(names) > 1}
    assert shared
    assert all(name.ambiguous for names in shared.values() for name in names)


def test_parents_are_actors_and_never_their_own_descendants(registry: ActorRegistry) -> None:
    """A parent exists, and going up ends."""
    for actor in registry.actors.values():
        seen = {actor.id}
        while actor.parent is not None:
            assert actor.parent not in seen
            actor = registry.actor(actor.parent)
            seen.add(actor.id)


def test_years_go_forward(registry: ActorRegistry) -> None:
    """An actor does not end before it begins."""
    for actor in registry.actors.values():
        begin, end = actor.years
        assert begin is None or end is None or begin <= end, actor.id


def test_every_common_noun_has_a_default_that_is_an_actor(registry: ActorRegistry) -> None:
    """Every generic noun has a default, its candidates are actors, and it is nobody's own name."""
    assert len(registry.generic) > 400
    for key, noun in registry.generic.items():
        assert noun.default in registry.actors, noun.text
        assert all(label in registry.actors for label in noun.labels), noun.text
        assert key not in registry.names, noun.text


def test_the_registry_is_wide(registry: ActorRegistry) -> None:
    """Over three thousand names are written out, framings of many sides among them."""
    written = [n for actor in registry.actors.values() for n in actor.names if not n.composed]
    assert len(written) > 3000
    assert len({n.actor for n in written if n.stance == "framing"}) >= 30


def test_an_id_outside_the_codebook_is_printed_as_other(registry: ActorRegistry) -> None:
    """New actors are printed as `other:<id>`, codebook labels as they are."""
    assert printed_actor("muslim_brotherhood") == "other:muslim_brotherhood"
    assert {printed_actor(a) for a in registry.actors} >= set(ACTOR_LABELS)


# ---- who is meant

NAMES = [
    # Syria
    ("الجيش العربي السوري", "syria_gov"),
    ("قوات الأسد", "syria_gov"),
    ("ميليشيات الأسد", "syria_gov"),
    ("وزارة الدفاع السورية", "syria_gov"),
    ("الجيش الوطني السوري", "opposition"),  # not the institution of the state
    ("الجبهة الوطنية للتحرير", "opposition"),
    ("أحرار الشام", "opposition"),
    ("الفرقة 30", "opposition"),
    ("هيئة تحرير الشام", "hts"),
    ("النصرة", "hts"),
    ("قسد", "sdf"),
    ("وحدات حماية الشعب الكردية", "sdf"),
    ("تنظيم الدولة", "islamic_state"),
    ("الدواعش", "islamic_state"),
    ("الميليشيات الموالية لإيران", "iran_militias"),
    # Turkey
    ("وزارة الدفاع التركية", "turkey"),
    ("الطيران التركي", "turkey"),
    ("المدفعية التركية", "turkey"),
    ("الاحتلال التركي", "turkey"),
    ("أردوغان", "turkey"),
    ("العمال الكردستاني", "pkk"),
    # Yemen
    ("أنصار الله", "houthis"),
    ("المتمردون الحوثيون", "houthis"),
    ("المتمردين الحوثيين", "houthis"),
    ("مليشيا الحوثي", "houthis"),
    ("الميليشيات الحوثية", "houthis"),
    ("عبدالملك الحوثي", "houthis"),
    ("قوات المخلوع صالح", "saleh_forces"),
    ("المقاومة الشعبية", "yemen_resistance"),
    ("الحزام الأمني", "stc"),
    ("التحالف العربي", "saudi_coalition"),
    ("طيران العدوان", "saudi_coalition"),
    # Iraq
    ("الحشد الشعبي", "pmf"),
    ("البشمركة", "kurdistan"),
    ("قوات البيشمركة الكردية", "kurdistan"),
    ("كتائب حزب الله", "iraq_militias"),
    ("جهاز مكافحة الإرهاب", "iraq_gov"),
    ("مقاتلي العشائر", "iraq_tribes"),
    # Palestine, Israel, Lebanon
    ("قوات الاحتلال", "israel"),
    ("العدو الصهيوني", "israel"),
    ("المستوطنين", "israel_settlers"),
    ("كتائب القسام", "hamas"),
    ("سرايا القدس", "islamic_jihad"),
    ("محمود عباس", "fatah_pa"),
    ("الفصائل الفلسطينية", "palestinian_groups"),
    ("حزب الله", "hezbollah"),
    ("الجيش اللبناني", "lebanon_gov"),
    # Egypt, Libya, Sudan, Somalia, the Sahel
    ("ولاية سيناء", "is_sinai"),
    ("الجيش المصري", "egypt_gov"),
    ("الإخوان المسلمين", "muslim_brotherhood"),
    ("قوات حفتر", "lna"),
    ("حكومة الوفاق", "gna"),
    ("فجر ليبيا", "libya_militias"),
    ("حميدتي", "rsf"),
    ("مليشيا الدعم السريع", "rsf"),
    ("الجيش السوداني", "saf"),
    ("حركة العدل والمساواة", "sudan_rebels"),
    ("حركة الشباب المجاهدين", "al_shabaab"),
    ("قوات الاتحاد الإفريقي", "amisom"),
    ("بوكو حرام", "boko_haram"),
    ("الجيش النيجيري", "nigeria_gov"),
    # farther
    ("حركة طالبان", "taliban"),
    ("طالبان الباكستانية", "ttp"),
    ("الحرس الثوري", "iran"),
    ("طهران", "iran"),
    ("الكرملين", "russia"),
    ("الخارجية الروسية", "russia"),
    ("البنتاجون", "usa"),
    ("وزارة الخارجية الأميركية", "usa"),
    ("التحالف الدولي", "intl_coalition"),
    ("القاعدة في جزيرة العرب", "aqap"),
    ("مجلس الأمن", "un"),
    ("القوات الإماراتية", "gulf_states"),
    ("القوات السعودية", "saudi_gov"),
    # of no country
    ("أطفال", "civilians"),
    ("المدنيين", "civilians"),
    ("المستشفى", "infrastructure"),
    ("الجسور", "infrastructure"),
    ("مسلحين مجهولين", "militants"),
    ("مجهولون", "unknown"),
]


@pytest.mark.parametrize(("text", "actor"), NAMES)
def test_who_is_meant(registry: ActorRegistry, text: str, actor: str) -> None:
    """A name, in any case and spelling that outlets use, stands for one actor."""
    assert actors_of(registry, text) == {actor}


@pytest.mark.parametrize(
    ("text", "actor", "kind", "stance"),
    [
        ("هيئة تحرير الشام", "hts", "full", "neutral"),
        ("قوات الاحتلال التركي", "turkey", "full", "framing"),
        ("تنظيم داعش الإرهابي", "islamic_state", "full", "framing"),
        ("العدوان السعودي", "saudi_coalition", "full", "framing"),
        ("نتنياهو", "israel", "leader", "neutral"),
        ("موسكو", "russia", "capital", "neutral"),
        ("روسيا", "russia", "country", "neutral"),
        ("وزير الخارجية الروسي", "russia", "office", "neutral"),
        ("منازل", "civilians", "generic", "neutral"),
    ],
)
def test_kind_and_stance(registry: ActorRegistry, text: str, actor: str, kind: str, stance: str) -> None:
    """A name tells what kind of name it is, and whether it takes sides."""
    (name,) = registry.names[words(text)]
    assert (name.actor, name.kind, name.stance) == (actor, kind, stance)


@pytest.mark.parametrize("text", ["صالح", "هادي", "عباس", "القاعدة", "الحشد", "مالي"])
def test_ordinary_words_are_marked_common(registry: ActorRegistry, text: str) -> None:
    """A name that is also a given name or a word is marked, so that a report about sport names no side by it."""
    assert all(name.common for name in registry.names[words(text)])


@pytest.mark.parametrize(
    ("word", "actor"),
    [
        ("روسي", "russia"), ("روسية", "russia"), ("الروس", "russia"), ("الروسية", "russia"),
        ("تركيا", "turkey"),  # "قصفا تركيا": as an accusative
        ("أتراك", "turkey"), ("إسرائيلية", "israel"), ("إسرائيليين", "israel"), ("إسرائيليتان", "israel"),
        ("حوثي", "houthis"), ("الحوثية", "houthis"), ("إيراني", "iran"), ("أميركية", "usa"), ("أمريكي", "usa"),
        ("الأميركيين", "usa"), ("صهيونية", "israel"), ("سعوديان", "saudi_gov"), ("أسدية", "syria_gov"),
    ],
)  # fmt: skip
def test_adjectives(registry: ActorRegistry, word: str, actor: str) -> None:
    """An adjective in any gender and number, with or without the article, gives a noun its side."""
    assert [name.actor for name in registry.adjectives[fold_word(word)]] == [actor]


# ---- common nouns


@pytest.mark.parametrize(
    ("text", "country", "labels", "default"),
    [
        ("الجيش", "SY", ("syria_gov",), "unknown"),
        ("الجيش", "EG", ("egypt_gov",), "unknown"),
        ("الجيش الوطني", "SY", ("opposition",), "unknown"),
        ("الجيش الوطني", "LY", ("lna",), "unknown"),
        ("المتمردين", "YE", ("houthis",), "militants"),
        ("قوات النظام", "SY", ("syria_gov",), "syria_gov"),
        ("النظام", "SY", ("syria_gov",), "unknown"),
        ("التحالف", "YE", ("saudi_coalition",), "intl_coalition"),
        ("التحالف", "IQ", ("intl_coalition",), "intl_coalition"),
        ("الشرطة", "SE", (), "police_other"),
        ("مسلحون", "SY", (), "militants"),
        ("المقاومة", "PS", ("palestinian_groups", "hamas"), "militants"),
        ("الثوار", "SY", ("opposition",), "opposition"),
    ],
)
def test_common_nouns(registry: ActorRegistry, text: str, country: str, labels: tuple[str, ...], default: str) -> None:
    """A common noun stands for the side at home in a country, or for its default."""
    noun = registry.generic[words(text)]
    assert noun.in_country(country) == labels
    assert noun.default == default


# ---- nouns that count people


@pytest.mark.parametrize(
    ("text", "number", "victims", "age_sex"),
    [
        ("مدني", "singular", "civilian", None),
        ("مدنيا", "singular", "civilian", None),
        ("مدنيون", "plural", "civilian", None),
        ("مدنيين", "plural", "civilian", None),
        ("جنديان", "dual", "military", None),
        ("جنديين", "dual", "military", None),
        ("جنود", "plural", "military", None),
        ("الجنود", "plural", "military", None),
        ("رجلي أمن", "dual", "military", None),
        ("عناصر الشرطة", "plural", "military", None),
        ("مسلحو", "plural", "nonstate", None),
        ("مسلحين", "plural", "nonstate", None),
        ("إرهابيا", "singular", "nonstate", None),
        ("انتحاريان", "dual", "nonstate", None),
        ("طفلتين", "dual", "civilian", "children"),
        ("أطفال", "plural", "civilian", "children"),
        ("امرأتان", "dual", "civilian", "women"),
        ("نساء", "plural", "civilian", "women"),
        ("شخصين", "dual", "unknown", None),
        ("أشخاص", "plural", "unknown", None),
        ("قتلى", "plural", "unknown", None),
        ("آخرين", "plural", "unknown", None),
    ],
)
def test_nouns_that_count_people(
    registry: ActorRegistry, text: str, number: str, victims: str, age_sex: str | None
) -> None:
    """The likeliest reading of a form comes first: its number, class of victims, age and sex."""
    noun = registry.victim_nouns[words(text)][0]
    assert (noun.number, noun.victims, noun.age_sex) == (number, victims, age_sex)
    assert noun.count == {"singular": 1, "dual": 2, "plural": None}[number]


def test_a_sound_plural_in_the_oblique_may_be_a_dual(registry: ActorRegistry) -> None:
    """ "مدنيين" is read as a plural first and offered as a dual too: unvowelled, it is both."""
    assert [noun.number for noun in registry.victim_nouns[words("مدنيين")]] == ["plural", "dual"]


@pytest.mark.parametrize("text", ["عنصر", "مقاتلين", "قيادي", "قتيل", "أشخاص"])
def test_some_nouns_leave_the_class_to_the_side(registry: ActorRegistry, text: str) -> None:
    """A member, a fighter or a dead person is of the class of their side."""
    assert registry.victim_nouns[words(text)][0].side_decides


# ---- forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("المتمردون الحوثيون", {"المتمردون الحوثيون", "المتمردين الحوثيين"}),
        ("مقاتلو المعارضة", {"مقاتلو المعارضة", "مقاتلي المعارضة"}),
        ("أبو عبيدة", {"أبو عبيدة", "أبي عبيدة"}),
        ("عبد الملك", {"عبد الملك", "عبدالملك"}),
        ("بوكو حرام", {"بوكو حرام"}),
        ("الميليشيا", {"الميليشيا", "المليشيا"}),
    ],
)
def test_forms_of_a_name(text: str, forms: set[str]) -> None:
    """A name gives its cases and spellings, and nothing else."""
    spellings = {"ميليشيا": ("ميليشيا", "مليشيا")}
    assert {" ".join(form) for form in name_forms(text, spellings)} == forms


@pytest.mark.parametrize(
    ("singular", "dual"),
    [("جندي", ("جنديان", "جنديين")), ("طفلة", ("طفلتان", "طفلتين")), ("فتى", ("فتيان", "فتيين"))],
)
def test_duals(singular: str, dual: tuple[str, str]) -> None:
    """The dual of a masculine, a feminine and a noun in alef maqsura."""
    assert dual_forms(singular) == dual


def test_cases_of_a_sound_plural_and_of_a_nisba() -> None:
    """A sound plural has two cases and two construct forms; a broken plural and a broken nisba stay as they are."""
    assert sound_plural_cases("مسلحون") == ("مسلحون", "مسلحين", "مسلحو", "مسلحي")
    assert sound_plural_cases("جنود") == ("جنود",)
    assert nisba_forms("أتراك") == ("أتراك",)
    assert {"تركي", "تركية", "تركيان", "تركيين"} <= set(nisba_forms("تركي"))


@given(st.lists(st.text(alphabet="ابتوني", min_size=1, max_size=8), min_size=1, max_size=4))
def test_the_written_form_always_comes_first(parts: list[str]) -> None:
    """Whatever a name is, its forms begin with the name as written and hold no form twice."""
    forms = name_forms(" ".join(parts), {})
    assert forms[0] == tuple(parts)
    assert len(forms) == len(set(forms))


# ---- what the files may not say

ACTOR = '[[actor]]\nid = "x"\nname_ar = "س"\nname_en = "X"\nkind = "state"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ACTOR + 'colour = "red"', "colour"),
        (ACTOR.replace('kind = "state"', 'kind = "army"'), "kind"),
        (ACTOR + 'country = "Syria"', "country"),
        (ACTOR + 'years = "2012"', "years"),
        (ACTOR + '[actor.names]\nfull = [" الجيش"]', "full"),
        (ACTOR + "[actor.names]\nnick = []", "nick"),
        ('[[actor]]\nid = "x"', "name_ar"),
        ("[[actor]", "TOML"),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused_with_file_and_entry(text: str, said: str) -> None:
    """An unknown key, a wrong value or bad TOML is a DataError that names the file and what is wrong in it."""
    with pytest.raises(DataError) as caught:
        parse_table(text, ActorFile, where="data/actors/mine.toml")
    assert "data/actors/mine.toml" in str(caught.value)
    assert said in str(caught.value)


def test_the_error_names_the_entry() -> None:
    """The entry is named by its place and id, so it is found in a long file."""
    with pytest.raises(DataError, match=r"actor › 2 \(y\) › kind"):
        parse_table(ACTOR + ACTOR.replace('"x"', '"y"').replace("state", "army"), ActorFile, where="f.toml")


def test_a_missing_file_is_a_data_error() -> None:
    """A table that is not there says which."""
    with pytest.raises(DataError, match=r"actors/nowhere\.toml"):
        read_table("actors/nowhere.toml", GenericFile)


def test_an_unknown_id_is_a_data_error(registry: ActorRegistry) -> None:
    """Asking for an actor that is none says so."""
    with pytest.raises(DataError, match="nobody"):
        registry.actor("nobody")
