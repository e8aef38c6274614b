"""The trace of a reading: each mark slices its words out of the source, and names what the reading rests on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.extract import Reader
from marsad.extract.trace import LAYERS, NO_CONFLICT, SILENT, Explanation, Mark, number_label
from marsad.extract.trace_rules import Rule
from marsad.extract.trace_values import Value
from marsad.model import Event, Figure, Report, Span

GOLD = Path(__file__).parents[2] / "gold"
DATA = Path(__file__).parents[2] / "src/marsad/data"
PUBLISHED = {row["id"]: row["published"] for row in json.loads((GOLD / "manifest.json").read_text(encoding="utf-8"))}
REPORTS = sorted(path.stem for path in (GOLD / "reports").glob("*.txt"))
WORDS = (
    *("مقتل", "قتل", "٣", "خمسة", "عشر", "جنديا", "مدنيين", "وإصابة", "آخرين", "في", "قصف", "غارة", "بلدة", "سراقب"),
    *(
        "من",
        "قوات",
        "النظام",
        "أمس",
        "،",
        ".",
        "\n",
        "قالت",
        "وزارة",
        "الدفاع",
        "التركية",
        "بينهم",
        "طفلان",
        "على",
        "يد",
    ),
    *("يد", "ـ", "«", "<b>", "😀"),
)


def explained(reader: Reader, text: str, *, published: str | None = "2020-02-03") -> Explanation:
    return reader.explain(Report(id="report", text=text, sha256="", published=published))


def gold(reader: Reader, name: str) -> Explanation:
    text = (GOLD / "reports" / f"{name}.txt").read_bytes().decode("utf-8-sig")
    return explained(reader, text, published=PUBLISHED[name])


def spans(explanation: Explanation) -> Iterator[Span]:
    for mark in explanation.marks:
        yield mark.span
        for value in mark.values:
            yield from value.spans


def marks(explanation: Explanation, layer: str) -> list[Mark]:
    return [mark for mark in explanation.marks if mark.layer == layer]


def value(mark: Mark, name: str) -> Value:
    return next(v for v in mark.values if v.name == name)


@pytest.mark.parametrize("name", REPORTS)
def test_marks_are_those_of_the_reading(reader: Reader, name: str) -> None:
    """A mark with an index stands where the reading's own entry stands, and says the same."""
    explanation = gold(reader, name)
    reading = explanation.reading
    for mark in explanation.marks:
        assert mark.layer in LAYERS
        if mark.layer in ("figure", "event") and mark.index is not None:
            told: Figure | Event = (reading.figures if mark.layer == "figure" else reading.events)[mark.index]
            assert mark.span == told.span if mark.values else mark.span in told.also
            assert mark.label == (told.outcome if isinstance(told, Figure) else told.type)
        if mark.layer == "side" and mark.index is not None:
            actor = reading.actors[mark.index]
            assert (actor.span, actor.label) == (mark.span, mark.label)
        if mark.layer == "place" and mark.index is not None:
            assert reading.places[mark.index].span == mark.span


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_and_event_tells_all_its_fields(reader: Reader, name: str) -> None:
    """Each entry of the reading has one mark with every field of the codebook, and its values are the reading's."""
    explanation = gold(reader, name)
    for layer, entries in (("figure", explanation.reading.figures), ("event", explanation.reading.events)):
        told = [m for m in marks(explanation, layer) if m.values]
        assert sorted(m.index for m in told if m.index is not None) == list(range(len(entries)))
        for mark in told:
            assert mark.index is not None
            entry = entries[mark.index]
            judged = {"evidence"} if layer == "event" else set()
            assert {v.name for v in mark.values} == {f.name for f in fields(entry)} - {"span", "also"} | judged
            for v in (v for v in mark.values if v.name != "evidence"):
                whole = getattr(entry, v.name)
                if v.name == "places":
                    assert v.value in [p.name for p in whole] or (v.value is None and not whole)
                elif isinstance(whole, tuple):
                    assert v.value in whole or (v.value is None and not whole)
                else:
                    assert v.value == whole


@pytest.mark.parametrize("name", REPORTS)
def test_every_span_slices_words(reader: Reader, name: str) -> None:
    """Marks and values lie inside the report, are not empty, and stand in the order of the text."""
    explanation = gold(reader, name)
    text = explanation.reading.report.text
    for span in spans(explanation):
        assert 0 <= span.start < span.end <= len(text)
        assert explanation.words(span) == text[span.start : span.end]
        assert not explanation.words(span)[0].isspace()
    assert [m.span.start for m in explanation.marks] == sorted(m.span.start for m in explanation.marks)


@pytest.mark.parametrize("name", REPORTS)
def test_entries_name_files_that_are_there(reader: Reader, name: str) -> None:
    """The entry of a mark begins with a file of data (or the gazetteer), and its part is one that the reader has."""
    explanation = gold(reader, name)
    parts = {f"{part} {version}" for part, version in explanation.reading.parts}
    for mark in explanation.marks:
        for entry in (mark.entry, *(v.entry for v in mark.values)):
            for source in entry.split(" + ") if entry else ():
                file = source.partition(":")[0]
                assert file == "gazetteer" or (DATA / file).exists(), entry
        assert mark.layer == "unread" or mark.part in parts


@pytest.mark.parametrize("name", REPORTS)
def test_explaining_changes_no_reading(reader: Reader, name: str) -> None:
    """What is explained is what is read."""
    explanation = gold(reader, name)
    assert explanation.reading == reader.read(explanation.reading.report)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_text_can_be_explained(reader: Reader, words: list[str]) -> None:
    """Whatever stands in a text, its spans slice it."""
    explanation = explained(reader, " ".join(words))
    text = explanation.reading.report.text
    assert all(0 <= span.start < span.end <= len(text) for span in spans(explanation))


@pytest.mark.cases("traces")
def test_a_mark_names_its_entry_and_its_rule(reader: Reader, case: dict[str, Any]) -> None:
    """What was read, from which entry of the data, by which rule."""
    explanation = explained(reader, case["text"])
    found = [[explanation.words(m.span), m.entry, m.rule] for m in marks(explanation, case["layer"])]
    assert [case["words"], *case["expected"]] in found


def test_a_place_gives_the_gazetteers_entry_and_reason(reader: Reader) -> None:
    """The id that a place was resolved to, and why it is that one."""
    explanation = explained(reader, "قصف الجيش التركي بلدة سراقب في ريف إدلب بشمال سوريا أمس.")
    place = explanation.reading.places[0]
    mark = marks(explanation, "place")[0]
    assert place.id is not None
    assert (mark.label, mark.entry, mark.rule) == (place.name, f"gazetteer: {place.name} ({place.id})", place.why)


ACTED = [
    ("قصفت القوات التركية بلدة سراقب أمس.", "القوات التركية", Rule.SUBJECT_AFTER),
    ("شنت القوات التركية غارات على بلدة سراقب أمس.", "القوات التركية", Rule.LAUNCHED),
    ("تعرضت بلدة سراقب لقصف تركي أمس.", "تركي", Rule.ADJECTIVE_OF),
    ("غارات لطائرات الجيش التركي على بلدة سراقب أمس.", "لطائرات الجيش التركي", Rule.GENITIVE),
    ("تعرضت بلدة سراقب لقصف من قبل القوات التركية أمس.", "القوات التركية", Rule.BY_PHRASE),
]


@pytest.mark.parametrize(("text", "words", "rule"), ACTED)
def test_an_actor_shows_how_it_stands_to_its_trigger(reader: Reader, text: str, words: str, rule: str) -> None:
    """Verb and subject, noun and adjective, launching verb, words for the doer."""
    explanation = explained(reader, text)
    actor = value(marks(explanation, "event")[0], "actors")
    assert (actor.value, [explanation.words(s) for s in actor.spans], actor.rule) == ("turkey", [words], rule)


def test_fields_of_a_figure_quote_their_words(reader: Reader) -> None:
    """A number, its hedge, the noun that gives the class, the part and its whole, the claimant and the date."""
    text = "أعلن الدفاع المدني أمس مقتل نحو 12 مدنيا، بينهم 3 أطفال، في غارة روسية على بلدة سراقب."
    explanation = explained(reader, text)
    whole, part = (m for m in marks(explanation, "figure") if m.values)

    def said(mark: Mark, name: str) -> tuple[object, list[str], str]:
        found = value(mark, name)
        return found.value, [explanation.words(s) for s in found.spans], found.rule

    assert said(whole, "low") == (12, ["نحو 12"], Rule.HEDGE_SAYS)
    assert said(whole, "qualifier") == ("about", ["نحو 12"], Rule.HEDGE_SAYS)
    assert said(whole, "victims") == ("civilian", ["نحو 12 مدنيا"], Rule.NOUN_CLASS)
    assert said(whole, "claimant") == ("الدفاع المدني", ["أعلن", "الدفاع المدني"], Rule.SAYING_SUBJECT)
    assert said(whole, "date") == ("2020-02-02", ["أمس"], Rule.IN_SENTENCE)
    assert said(whole, "by")[0] == "russia"
    assert said(part, "age_sex") == ("children", ["3 أطفال"], Rule.NOUN_CLASS)
    assert said(part, "part_of") == (0, ["مقتل نحو 12 مدنيا"], Rule.PART)


def test_an_unread_report_says_why(reader: Reader) -> None:
    """A match tells of no conflict: nothing is marked, and the explanation says what it was judged by."""
    explanation = explained(reader, "فاز الفريق بثلاثة أهداف دون مقابل على ملعبه أمام جمهور كبير.")
    assert explanation.note in (SILENT, NO_CONFLICT)
    assert not marks(explanation, "figure")
    assert not marks(explanation, "event")


def test_a_repeated_passage_is_marked_as_unread(reader: Reader) -> None:
    """A headline that stands again at the end of the page is read once, and the second time shown as left out."""
    once = "قتل سبعة جنود من الجيش السوري في قصف مدفعي نفذته فصائل المعارضة على بلدة نبل في ريف حلب الشمالي أمس الأحد."
    explanation = explained(reader, f"{once}\n\nوقالت مصادر محلية إن القصف استمر ساعات.\n\n{once}\n")
    left_out = marks(explanation, "unread")
    assert [(m.label, m.rule) for m in left_out] == [("repeat", Rule.REPEATED)]
    assert "سبعة جنود" in explanation.words(left_out[0].span)
    assert left_out[0].span in explanation.reading.repeats


NUMBERS = [
    ((27, 27, "exact"), "27"),
    ((27, 27, "about"), "about 27"),
    ((20, None, "more_than"), "20+"),
    ((None, 30, "at_most"), "≤30"),
    ((10, 15, "range"), "10-15"),
    ((None, None, "vague"), "?"),
]


@pytest.mark.parametrize(("number", "shown"), NUMBERS)
def test_a_number_is_one_short_string(number: tuple[int | None, int | None, str], shown: str) -> None:
    """Exact, about, open above, open below, between."""
    assert number_label(*number) == shown
