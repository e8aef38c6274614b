"""Which place each name of a report means.

A report is written as its names, separated by « ، », each as `[relation:][noun/]name[@index of the name that contains
it]`: «near:بلدة/سراقب», «كفرنوران@1».
"""

from __future__ import annotations

import re

import pytest

from marsad.gazetteer import Gazetteer, Hints, Named, Resolution, resolve
from marsad.text.folding import fold_word

_NOTATION = re.compile(
    r"(?:(?P<relation>near|part|between):)?(?:(?P<noun>[^/@]+)/)?(?P<name>[^/@]+)(?:@(?P<within>\d+))?"
)


def named(notation: str) -> Named:
    found = _NOTATION.fullmatch(notation)
    assert found, notation
    name, within = found["name"], found["within"]
    return Named(
        text=name,
        folded=fold_word(name),
        noun=found["noun"],
        relation=found["relation"],
        within=int(within) if within else None,
    )


def report(line: str) -> list[Named]:
    return [named(part.strip()) for part in line.split("،")]


def settled(gazetteer: Gazetteer, names: str, hints: Hints | None = None) -> tuple[Resolution, ...]:
    return resolve(report(names), gazetteer=gazetteer, hints=hints or Hints())


@pytest.mark.parametrize(
    ("names", "country", "admin1"),
    [
        # دوما: beside Damascus, or south of Nablus
        ("دوما ، نابلس ، الضفة الغربية", "PS", "الضفة الغربية"),
        ("قرية/دوما ، قصرة ، جالود", "PS", "الضفة الغربية"),
        ("دوما ، حرستا ، الغوطة الشرقية", "SY", "ريف دمشق"),
        ("دوما@1 ، ريف/دمشق", "SY", "ريف دمشق"),
        # أريحا: Jericho, or in Idlib
        ("أريحا ، سراقب ، معرة النعمان", "SY", "إدلب"),
        ("أريحا ، رام الله ، الأغوار", "PS", "الضفة الغربية"),
        # الخالدية: a town by Ramadi, quarters of Homs and Aleppo, a village of Jordan
        ("الخالدية ، الرمادي ، الفلوجة", "IQ", "الأنبار"),
        ("حي/الخالدية ، حي الوعر ، بابا عمرو", "SY", "حمص"),
        ("حي/الخالدية@1 ، مدينة/حمص", "SY", "حمص"),
        ("الخالدية ، المفرق ، إربد", "JO", "المفرق"),
        # البيضاء, الجوف, صلاح الدين: provinces and towns of two countries
        ("البيضاء ، رداع ، محافظة/مأرب", "YE", "البيضاء"),
        ("البيضاء ، درنة ، شحات", "LY", "الجبل الأخضر"),
        ("الجوف ، مأرب ، صعدة", "YE", "الجوف"),
        ("الجوف ، تبوك ، عرعر", "SA", "الجوف"),
        ("محافظة/صلاح الدين ، تكريت", "IQ", "صلاح الدين"),
        ("حي/صلاح الدين ، حي/سيف الدولة ، حلب", "SY", "حلب"),
        ("صلاح الدين ، عين زارة ، طرابلس", "LY", "طرابلس"),
        # طرابلس, الزاوية, سوسة, البريقة
        ("طرابلس ، بنغازي ، مصراتة", "LY", "طرابلس"),
        ("طرابلس ، باب التبانة ، جبل محسن", "LB", "لبنان الشمالي"),
        ("طرابلس@1 ، شمال لبنان ، لبنان", "LB", "لبنان الشمالي"),
        ("الزاوية ، صبراتة ، ورشفانة", "LY", "الزاوية"),
        ("سوسة ، القيروان ، تونس", "TN", "سوسة"),
        ("البريقة ، أجدابيا ، رأس لانوف", "LY", "الواحات"),
        ("البريقة ، كريتر ، خور مكسر ، عدن", "YE", "عدن"),
        # الروضة, الكرمة, المنصورة, جبلة, العريش, الأشرفية, السليمانية, بئر العبد
        ("الروضة ، العريش ، بئر العبد", "EG", "شمال سيناء"),
        ("الروضة ، عصيفرة ، تعز", "YE", "تعز"),
        ("الكرمة ، الفلوجة ، الصقلاوية", "IQ", "الأنبار"),
        ("المنصورة ، الطبقة ، الرقة", "SY", "الرقة"),
        ("المنصورة ، القاهرة ، دمياط", "EG", "الدقهلية"),
        ("المنصورة ، الشيخ عثمان ، دار سعد", "YE", "عدن"),
        ("جبلة ، اللاذقية ، طرطوس", "SY", "اللاذقية"),
        ("جبلة ، يريم ، محافظة/إب", "YE", "إب"),
        ("العريش ، الشيخ زويد ، رفح", "EG", "شمال سيناء"),
        ("رفح ، خان يونس ، دير البلح", "PS", "قطاع غزة"),
        ("رفح ، الشيخ زويد ، العريش", "EG", "شمال سيناء"),
        ("الأشرفية ، الشيخ مقصود ، حلب", "SY", "حلب"),
        ("الأشرفية ، بيروت ، الضاحية الجنوبية", "LB", "بيروت"),
        ("السليمانية ، أربيل ، دهوك", "IQ", "السليمانية"),
        ("بئر العبد ، حارة حريك ، بيروت", "LB", "جبل لبنان"),
        ("بئر العبد ، العريش ، سيناء", "EG", "شمال سيناء"),
        # namesakes within one country
        ("صوران ، مارع ، اعزاز", "SY", "حلب"),
        ("صوران ، مورك ، طيبة الإمام", "SY", "حماة"),
        ("قرية/سان@1 ، ريف/إدلب", "SY", "إدلب"),
        ("الباب ، منبج ، جرابلس", "SY", "حلب"),
        ("القائم ، البوكمال ، العراق", "IQ", "الأنبار"),
        ("الزهراء ، نبل ، ريف/حلب", "SY", "حلب"),
        ("كفرنوران@1 ، ريف/حلب", "SY", "حلب"),
        ("الأبيض ، بارا ، النهود", "SD", "شمال كردفان"),
        ("الجنينة ، أردمتا ، دارفور", "SD", "غرب دارفور"),
        ("كاس ، نيالا ، الفاشر", "SD", "جنوب دارفور"),
        # countries, and capitals that bear their names
        ("عمان ، إربد ، الزرقاء", "JO", "عمان"),
        ("مدينة/الكويت ، الصوابر", "KW", "العاصمة"),
        ("قرية/بشير ، كركوك ، آمرلي", "IQ", "كركوك"),
    ],
)
def test_a_name_with_namesakes_is_settled_by_the_report(
    gazetteer: Gazetteer, names: str, country: str, admin1: str
) -> None:
    """The first name of the report lies in that country and province, and is located."""
    first = settled(gazetteer, names)[0]
    assert (first.country, first.admin1) == (country, admin1), first.reason
    assert first.latitude is not None


@pytest.mark.parametrize(
    ("names", "kind", "precision"),
    [
        ("إدلب", "settlement", 1),
        ("مدينة/إدلب", "settlement", 1),
        ("محافظة/إدلب", "province", 4),
        ("ريف/إدلب", "province", 3),
        ("part:إدلب", "province", 3),
        ("part:ريف/إدلب", "province", 3),
        ("ريف/سراقب", "settlement", 2),
        ("محيط/سراقب", "settlement", 2),
        ("near:سراقب", "settlement", 2),
        ("between:سراقب", "settlement", 2),
        ("near:محافظة/إدلب", "province", 4),
        ("مطار/كويرس", "base", 1),
        ("مطار/حماة", "base", 1),
        ("مطار/بغداد", "airport", 1),
        ("جبل/الزاوية", "mountain", 3),
        ("معبر/باب الهوى", "crossing", 2),
        ("مخيم/جباليا", "camp", 2),
        ("سوريا", "country", 5),
        ("part:سوريا", "country", 5),
        ("الكويت", "country", 5),
        ("مديرية/المخا", "district", 2),
        ("محافظة/القطيف", "settlement", 2),
        ("منطقة/الحوبان", "settlement", 2),
    ],
)
def test_what_is_said_of_a_place_sets_its_precision(
    gazetteer: Gazetteer, names: str, kind: str, precision: int
) -> None:
    """Noun and relation say which of a town, its province and its surroundings is meant (codebook, "Places")."""
    first = settled(gazetteer, names)[0]
    assert first.entry is not None
    assert (first.entry.kind, first.precision) == (kind, precision), first.reason


@pytest.mark.parametrize(
    ("names", "country", "precision"),
    [
        ("قرية/زعفرانة الوهم@1 ، محافظة/إدلب", "SY", 4),
        ("قرية/زعفرانة الوهم@1 ، ريف/إدلب", "SY", 4),
        ("حي/زعفرانة الوهم@1 ، مدينة/تعز", "YE", 2),
        ("قرية/زعفرانة الوهم@1 ، ناحية/سرمين@2 ، محافظة/إدلب", "SY", 2),
        ("قرية/جالود@1 ، محافظة/تعز", "YE", 4),
        ("سهرة@1 ، محافظة/تعز", "YE", 4),
    ],
)
def test_an_unknown_name_is_placed_where_the_report_puts_it(
    gazetteer: Gazetteer, names: str, country: str, precision: int
) -> None:
    """What no gazetteer knows there takes the coordinates of what contains it, never those of a namesake elsewhere."""
    found = settled(gazetteer, names)
    assert (found[0].country, found[0].precision) == (country, precision), found[0].reason
    assert found[0].latitude is not None
    assert found[0].admin1 == found[1].admin1


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ("زعفرانة الوهم", "no place of that name is known"),
        ("زعفرانة الوهم ، إدلب ، حلب", "no place of that name is known"),
        ("قرية/زعفرانة الوهم@1 ، سوريا", "no place of that name is known"),
        ("الحديثة ، إدلب ، حلب ، حماة ، سراقب", "known only in"),
        ("كريتر ، إدلب ، حلب ، حماة", "known only in YE"),
        ("الخالدية", "nothing decides"),
        ("الأشرفية", "nothing decides"),
    ],
)
def test_a_place_that_cannot_be_told_is_left_unlocated(gazetteer: Gazetteer, names: str, why: str) -> None:
    """No coordinates and no precision without evidence, and the reason says why."""
    first = settled(gazetteer, names)[0]
    assert (first.latitude, first.longitude, first.precision, first.entry) == (None, None, None, None), first
    assert why in first.reason


@pytest.mark.parametrize(
    ("hints", "country"),
    [
        (Hints(countries={"LB": 1.0}), "LB"),
        (Hints(outlet_country="LB"), "LB"),
        (Hints(countries={"LB": 0.8, "JO": 0.2}, outlet_country="JO"), "LB"),
    ],
)
def test_hints_decide_where_the_report_does_not(gazetteer: Gazetteer, hints: Hints, country: str) -> None:
    """The sides of a report, and less so its outlet, speak for a country."""
    assert settled(gazetteer, "الأشرفية", hints)[0].country == country


def test_the_report_outweighs_the_outlet(gazetteer: Gazetteer) -> None:
    """A Saudi newspaper that writes of Taiz means Taiz's quarter, not a Saudi namesake."""
    found = settled(gazetteer, "الروضة ، تعز ، جبل صبر", Hints(outlet_country="SA"))
    assert found[0].country == "YE"


@pytest.mark.parametrize("abroad", ["مطار/بغداد", "موسكو", "أنقرة", "باريس", "دير البلح", "كردستان العراق"])
def test_well_known_and_distinctive_places_may_be_named_out_of_the_blue(gazetteer: Gazetteer, abroad: str) -> None:
    """A capital, an airport or a name of several words is believed beside the places of another country."""
    assert settled(gazetteer, f"{abroad} ، إدلب ، حلب ، سراقب ، حماة")[0].latitude is not None


def test_names_in_a_circle_are_resolved_all_the_same(gazetteer: Gazetteer) -> None:
    """Names said to contain one another, themselves or nothing that is there do not loop."""
    found = settled(gazetteer, "سراقب@1 ، إدلب@0 ، حلب@2 ، حماة@9")
    assert [r.country for r in found] == ["SY"] * 4


def test_no_names_give_no_resolutions(gazetteer: Gazetteer) -> None:
    """A report that names no place has none."""
    assert resolve([], gazetteer=gazetteer) == ()


@pytest.mark.parametrize("line", ["دوما ، نابلس ، قصرة", "صوران ، مورك ، حماة", "بئر العبد ، القاهرة"])
def test_the_order_of_names_does_not_matter(gazetteer: Gazetteer, line: str) -> None:
    """A name means the same wherever in the report it stands."""
    names = report(line)
    forward = {r.entry.id for r in resolve(names, gazetteer=gazetteer) if r.entry}
    backward = {r.entry.id for r in resolve(names[::-1], gazetteer=gazetteer) if r.entry}
    assert forward == backward
