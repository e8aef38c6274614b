"""Copies of one text are one teller."""

from __future__ import annotations

from tellings import raid

from marsad.link import link, load_link_settings
from marsad.link.agencies import agency_of
from marsad.link.words import content_words, likeness, passage_of, signature
from marsad.model import Span

WIRE = (
    "قالت وكالة الأنباء إن طائرات حربية قصفت صباح الثلاثاء سوقا شعبيا وسط بلدة سرمدا في ريف إدلب الشمالي "
    "ما أدى إلى سقوط اثني عشر قتيلا وعشرات الجرحى نقلوا إلى مشاف قريبة من الحدود"
)
OTHER = "شيع أهالي سرمدا ضحايا القصف الذي طال سوق البلدة يوم الثلاثاء وأوقع قتلى من عائلة واحدة"


def test_ten_copies_are_one_claim() -> None:
    """One agency text in ten outlets is one claim that names the nine others, against an outlet that counted itself."""
    copies = [raid(f"w{n}", 12, text=WIRE if n % 2 else f"{WIRE} ظهر اليوم") for n in range(10)]
    (incident,) = link([*copies, raid("z", 11, text=OTHER)])
    assert [(c.report_id, c.low, len(c.copies)) for c in incident.claims] == [("w0", 12, 9), ("z", 11, 0)]
    assert len(incident.tellings) == 11


def test_copies_do_not_outvote() -> None:
    """Ten copies weigh as one witness: two outlets that counted for themselves outnumber them."""
    copies = [raid(f"w{n}", 12, text=WIRE) for n in range(10)]
    second = "سرمدا شهدت مجزرة راح ضحيتها مدنيون بعد أن أغار الطيران على السوق"
    (incident,) = link([*copies, raid("y", 11, text=second), raid("z", 11, text=OTHER)])
    toll = incident.toll("killed")
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (11, 11, 12)
    assert toll.rule == "most independent claimants: 2 of 3"


def test_copies_alone_are_weak() -> None:
    """A happening told only by copies of one text has one claimant."""
    assert [i.grade for i in link([raid(f"w{n}", 12, text=WIRE) for n in range(3)])] == ["weak"]
    assert [i.grade for i in link([raid("w", 12, text=WIRE), raid("z", 12, text=OTHER)])] == ["fair"]


def test_copies_have_the_name_of_their_agency() -> None:
    """What is printed under one agency's name is that agency's, however it was cut; a body that quotes it is not."""
    under = f"سرمدا (رويترز) - {WIRE}"
    copies = [raid("a", 12, text=under), raid("b", 12, text=f"{under} أمس")]
    (incident,) = link([*copies, raid("z", 11, text=OTHER)])
    assert {c.teller for c in incident.claims} == {"report@copies of رويترز", "report@outlet of z"}
    rules = load_link_settings()
    assert agency_of(f"{WIRE} وقد أكدت مصادر طبية في المنطقة ذلك لمراسل (أ ف ب)", rules) == "فرانس برس"
    assert agency_of(WIRE, rules) is None


def test_likeness_of_texts() -> None:
    """The same passage in other orthography is wholly alike; another text on the same happening is not."""

    def sign(text: str) -> bytes:
        return signature(passage_of(text, [Span(0, 10)], 400), shingle=3)

    assert likeness(sign(WIRE), sign(WIRE.replace("أ", "ا").replace("إ", "ا"))) == 1.0
    assert likeness(sign(WIRE), sign(OTHER)) < 0.2


def test_content_words() -> None:
    """Words are kept without article and conjunction, so that they meet in other sentences."""
    assert content_words("والسوق في البلده للمدنيين") == {"سوق", "بلده", "مدنيين"}


def test_passage_keeps_to_its_lines() -> None:
    """A passage is what stands around the trigger in its own paragraph, and near passages are one."""
    text = "عنوان\nقصف على سرمدا اليوم\nرياضة"
    assert passage_of(text, [Span(6, 9), Span(13, 18)], 300) == "قصف علي سرمدا اليوم"
