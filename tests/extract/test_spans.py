"""Every value leads back to its words, and signs that nobody sees change nothing of what is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.model import Event, Figure, Reading, Span
from marsad.text.folding import fold

Read = Callable[..., Reading]

GOLD = Path(__file__).parents[2] / "gold"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
SIGNS = MARKS + "\u200b\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069\ufeff"
SEEDS = st.integers(0, 2**32)
SHARES = st.sampled_from([0.02, 0.2, 0.9])
PUBLISHED = {row["id"]: row["published"] for row in json.loads((GOLD / "manifest.json").read_text(encoding="utf-8"))}
REPORTS = sorted(path.stem for path in (GOLD / "reports").glob("*.txt"))


def text_of(name: str) -> str:
    return (GOLD / "reports" / f"{name}.txt").read_bytes().decode("utf-8-sig")


def sprinkled(text: str, seed: int, share: float) -> str:
    """The text with an invisible sign or a mark before some of its characters, and at its end.

    None stands behind a taa marbuta: `test_marks_on_a_final_taa_marbuta` says why.
    """
    random = Random(seed)
    pairs = zip(" " + text, text, strict=False)
    signed = (random.choice(SIGNS) * (random.random() < share and before != "ة") + c for before, c in pairs)
    return "".join(signed) + random.choice(SIGNS)


def spans(reading: Reading) -> Iterator[Span]:
    """Every span of a reading."""
    yield from (*reading.repeats, *reading.boilerplate)
    yield from (named.span for named in (*reading.actors, *reading.places))
    for mention in (*reading.figures, *reading.events):
        yield mention.span
        yield from mention.also
        yield from (place.span for place in mention.places)


def words(reading: Reading, mention: Figure | Event) -> list[str]:
    """The folded words of all spans of a mention."""
    return [fold(reading.report.text[span.start : span.end]).text for span in (mention.span, *mention.also)]


def figures_said(reading: Reading) -> list[tuple[object, ...]]:
    """What each figure says, with its words."""
    return [(f.outcome, f.low, f.high, f.qualifier, f.victims, words(reading, f)) for f in reading.figures]


def events_said(reading: Reading) -> list[tuple[object, ...]]:
    """What each event says, with its words."""
    return [(e.type, e.actors, e.targets, e.date, e.status, words(reading, e)) for e in reading.events]


@pytest.mark.parametrize("name", REPORTS)
def test_every_span_slices_its_text(read: Read, name: str) -> None:
    """Every span of every report of the gold stands inside its text, is not empty, and begins and ends with a word."""
    text = text_of(name)
    for span in spans(read(text, published=PUBLISHED[name])):
        assert 0 <= span.start < span.end <= len(text)
        words = text[span.start : span.end]
        assert words == words.strip()


@pytest.mark.parametrize("name", REPORTS)
def test_a_claimant_is_in_the_words_of_the_text(read: Read, name: str) -> None:
    """Who asserts and who denies a thing is named as the text names them, or it is the report itself."""
    text = text_of(name)
    reading = read(text, published=PUBLISHED[name])
    for mention in (*reading.figures, *reading.events):
        assert mention.claimant == "report" or mention.claimant in text
    for figure in reading.figures:
        assert figure.denied_by is None or (figure.denied and figure.denied_by in text)


@settings(max_examples=40)
@given(name=st.sampled_from(REPORTS), seed=SEEDS, share=SHARES)
def test_signs_change_no_figure(read: Read, name: str, seed: int, share: float) -> None:
    """Marks, tatweel, zero-width and direction marks anywhere in a report: the same figures over the same words."""
    text, published = text_of(name), PUBLISHED[name]
    marked = read(sprinkled(text, seed, share), published=published)
    assert figures_said(marked) == figures_said(read(text, published=published))


@settings(max_examples=40)
@given(name=st.sampled_from(REPORTS), seed=SEEDS, share=SHARES)
@example(name="eg-sheikh-zuweid", seed=0, share=0.2)
def test_signs_change_no_event(read: Read, name: str, seed: int, share: float) -> None:
    """Marks, tatweel, zero-width and direction marks anywhere in a report: the same events over the same words."""
    text, published = text_of(name), PUBLISHED[name]
    marked = read(sprinkled(text, seed, share), published=published)
    assert events_said(marked) == events_said(read(text, published=published))


@pytest.mark.parametrize("mark", ["\u064b", "\u064d", "\u064c", "\u200f"])
def test_marks_on_a_final_taa_marbuta(read: Read, mark: str) -> None:
    """ "أسرةً" is a family, with or without its mark, never "captured him"."""
    text = "قصفت قوات النظام أطراف البلدة بالمدفعية، واستهدفت غارات منزلا تسكنه أسرة{} واحدة، ونجت الأسرة كلها."
    assert figures_said(read(text.format(mark))) == figures_said(read(text.format(""))) == []


@settings(max_examples=20)
@given(name=st.sampled_from(REPORTS), published=st.sampled_from([None, "2015-08-01", "2024-02-29"]))
def test_the_day_of_publication_moves_only_dates(read: Read, name: str, published: str | None) -> None:
    """The day of publication anchors words of time; it changes no figure's number and no event's words."""
    text = text_of(name)
    one, other = read(text, published=PUBLISHED[name]), read(text, published=published)
    assert [(f.outcome, f.low, f.high, f.span) for f in one.figures] == [
        (f.outcome, f.low, f.high, f.span) for f in other.figures
    ]
    assert [f.date_text for f in one.figures] == [f.date_text for f in other.figures]


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from(
            [
                *" \n.،:؛()«»\"'0123456789²½/-",
                "قتل",
                "قتيلا",
                "ثلاثة",
                "جنود",
                "في",
                "أمس",
                "قصف",
                "بين",
                "و",
                "نفى",
                "قال",
            ]
        )
    )
)
def test_no_text_breaks_the_reading(read: Read, pieces: list[str]) -> None:
    """Whatever stands in a text, it is read, and its spans are inside it."""
    text = "اشتباكات وغارات ومعارك. " + " ".join(pieces)
    assert all(0 <= s.start < s.end <= len(text) for s in spans(read(text, published="2020-02-03")))
