"""Every rule of the codebook that one annotation can be held against, given its report's text or without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from marsad.evaluate.annotation import Annotation, GoldEvent, GoldFigure, Problem, SpanPair
from marsad.evaluate.edtf import stretch
from marsad.model import ACTOR_LABELS, AGE_SEX, EVENT_TYPES, OUTCOMES, QUALIFIERS, SCOPES, STATUSES, VICTIMS
from marsad.text.folding import fold_word

VAGUE: Final = ((2, None), (20, 99), (200, 999), (2000, 9999), (20000, 99999), (200000, 999999))
"""Codebook, "Figures": a plain plural, tens, hundreds, thousands, tens of thousands, hundreds of thousands."""

_OTHER = re.compile(r"other:[A-Za-z][A-Za-z0-9 _'-]*")
_MEANS = re.compile(r"[a-z][a-z0-9_]*")
_SPACES = re.compile(r"\s+")

Complaint = tuple[str, str]
"""What is wrong, and what to do."""


def annotation_problems(annotation: Annotation, *, text: str | None, file: str) -> tuple[Problem, ...]:
    """Everything in an annotation that breaks the codebook, read against the report's text.

    Without a text (None), what needs it is not asked: that spans end inside it, and that names stand in it.
    """
    found: list[Problem] = []
    folded = None if text is None else _plain(text)

    def note(entry: str, complaints: Iterator[Complaint]) -> None:
        found.extend(Problem(file=file, entry=entry, what=what, todo=todo) for what, todo in complaints)

    note("published", _published(annotation))
    for key in ("repeats", "boilerplate"):
        for i, span in enumerate(getattr(annotation, key)):
            note(f"{key}[{i}]", _span(span, text))
    for i, figure in enumerate(annotation.figures):
        note(f"figures[{i}]", _figure(annotation, i, figure, text, folded))
    for i, event in enumerate(annotation.events):
        note(f"events[{i}]", _event(annotation, i, event, text, folded))
    return tuple(found)


def _figure(
    annotation: Annotation, index: int, figure: GoldFigure, text: str | None, folded: str | None
) -> Iterator[Complaint]:
    yield from _label("outcome", figure.outcome, OUTCOMES)
    yield from _label("qualifier", figure.qualifier, QUALIFIERS)
    yield from _label("victims", figure.victims, VICTIMS)
    yield from _label("scope", figure.scope, SCOPES)
    if figure.age_sex is not None:
        yield from _label("age_sex", figure.age_sex, AGE_SEX)
    yield from _actors("group", (figure.group,))
    yield from _actors("by", (figure.by,))
    yield from _bounds(figure)
    yield from _part(annotation, index, figure)
    yield from _denial(figure, folded)
    yield from _shared(annotation, figure, text, folded)
    yield from _date(figure.date, annotation.published, planned=False)
    twins = [i for i, other in enumerate(annotation.figures[:index]) if _key(other) == _key(figure)]
    for twin in twins:
        yield f"same span and outcome as figures[{twin}]", "keep one; further spans of one statement go to `also`"


def _event(
    annotation: Annotation, index: int, event: GoldEvent, text: str | None, folded: str | None
) -> Iterator[Complaint]:
    yield from _label("type", event.type, EVENT_TYPES)
    yield from _label("status", event.status, STATUSES)
    yield from _actors("actors", event.actors)
    yield from _actors("targets", event.targets)
    yield from _shared(annotation, event, text, folded)
    yield from _date(event.date, annotation.published, planned=event.status == "planned")
    for figure in event.figures:
        if not 0 <= figure < len(annotation.figures):
            yield f"figures names {figure}, and there are {len(annotation.figures)}", "give the index of a figure"
    here = (event.span, event.type, event.actors)
    for i, other in enumerate(annotation.events[:index]):
        if (other.span, other.type, other.actors) == here:
            yield f"same span, type and actors as events[{i}]", "keep one; further spans of one event go to `also`"


def _key(figure: GoldFigure) -> tuple[SpanPair, str]:
    return figure.span, figure.outcome


def _shared(
    annotation: Annotation, entry: GoldFigure | GoldEvent, text: str | None, folded: str | None
) -> Iterator[Complaint]:
    yield from _span(entry.span, text)
    for span in entry.also:
        yield from _span(span, text)
        if span == entry.span:
            yield f"`also` holds the entry's own span {list(span)}", "keep only the further spans"
    if text is not None and entry.words is not None and text[slice(*entry.span)] != entry.words:
        yield f"words are {entry.words!r}, the span slices {text[slice(*entry.span)]!r}", "find the offsets again"
    for key in ("repeats", "boilerplate"):
        if any(_inside(entry.span, span) for span in getattr(annotation, key)):
            yield f"stands inside {key}", "code a passage once, outside site chrome"
    if entry.claimant != "report":
        yield from _told("claimant", entry.claimant, folded)
    for name in entry.places:
        yield from _told("place", name, folded)
    if entry.date_text is not None:
        yield from _told("date_text", entry.date_text, folded)
    if entry.means is not None and not _MEANS.fullmatch(entry.means):
        yield f"means {entry.means!r} is no label", "write it like `car_bomb`"


def _span(span: SpanPair, text: str | None) -> Iterator[Complaint]:
    start, end = span
    if not 0 <= start < end:
        yield f"span {list(span)} is not inside the text: it must begin before it ends", "find the offsets again"
    elif text is None:
        return
    elif end > len(text):
        yield f"span {list(span)} is not inside the text of {len(text)} characters", "find the offsets again"
    elif text[start:end] != text[start:end].strip():
        yield f"span {list(span)} begins or ends with white space", "draw it around the words alone"


def _inside(span: SpanPair, outer: SpanPair) -> bool:
    return outer[0] <= span[0] and span[1] <= outer[1]


def _label(key: str, value: str, known: tuple[str, ...]) -> Iterator[Complaint]:
    if value not in known:
        yield f"{key} {value!r} is no label", f"use one of {', '.join(known)}"


def _actors(key: str, labels: tuple[str | None, ...]) -> Iterator[Complaint]:
    for label in labels:
        if label is not None and label not in ACTOR_LABELS and not _OTHER.fullmatch(label):
            yield f"{key} {label!r} is no actor label", "use one of the codebook's or other:<short English label>"
    if len(set(labels)) < len(labels):
        yield f"{key} names one side twice", "name each side once"


def _bounds(figure: GoldFigure) -> Iterator[Complaint]:
    low, high = figure.low, figure.high
    if any(bound is not None and bound < 1 for bound in (low, high)):
        yield f"{low}..{high} counts nobody", "a zero claim is no figure: drop it, or mark the figure it denies"
    if low is not None and high is not None and low > high:
        yield f"low {low} is more than high {high}", "put the smaller number first"
    fits = _FITS.get(figure.qualifier)
    if fits and not fits(low, high):
        yield f"{low}..{high} does not fit qualifier {figure.qualifier}", _BOUNDS_OF[figure.qualifier]


_FITS: Final[dict[str, Callable[[int | None, int | None], bool]]] = {
    "exact": lambda low, high: low is not None and low == high,
    "about": lambda low, high: low is not None and low == high,
    "more_than": lambda low, high: low is not None and high is None,
    "at_least": lambda low, high: low is not None and high is None,
    "at_most": lambda low, high: low is None and high is not None,
    "range": lambda low, high: low is not None and high is not None and low < high,
    "vague": lambda low, high: (low, high) in VAGUE,
}
_BOUNDS_OF: Final = {
    "exact": "low and high are both the number",
    "about": "low and high are both the number",
    "more_than": "low is the number, high null",
    "at_least": "low is the number, high null",
    "at_most": "low is null, high the number",
    "range": "low is the smaller, high the greater number",
    "vague": "use " + ", ".join(f"{low}..{high}" for low, high in VAGUE),
}


def _part(annotation: Annotation, index: int, figure: GoldFigure) -> Iterator[Complaint]:
    if figure.part_of is None:
        return
    if not 0 <= figure.part_of < len(annotation.figures) or figure.part_of == index:
        yield f"part_of {figure.part_of} is no other figure", "give the index of the figure it breaks down"
        return
    whole = annotation.figures[figure.part_of]
    if figure.outcome != whole.outcome and not (
        whole.outcome == "casualties" and figure.outcome in ("killed", "injured")
    ):
        yield f"{figure.outcome} is part of {whole.outcome}", "a part has the outcome of its whole"
    if figure.low is not None and whole.high is not None and figure.low > whole.high:
        yield f"a part of {figure.low} is more than its whole of {whole.high}", "check the numbers, or the whole"
    if index in _wholes(annotation, index):
        yield "is a part of itself, through other figures", "let the total stand without part_of"


def _wholes(annotation: Annotation, index: int) -> set[int]:
    above: set[int] = set()
    at = annotation.figures[index].part_of
    while at is not None and 0 <= at < len(annotation.figures) and at not in above:
        above.add(at)
        at = annotation.figures[at].part_of
    return above


def _denial(figure: GoldFigure, folded: str | None) -> Iterator[Complaint]:
    if figure.denied and figure.denied_by is None:
        yield "denied, and denied_by is null", "say who denies it, as the text names them"
    if not figure.denied and figure.denied_by is not None:
        yield f"not denied, and denied_by is {figure.denied_by!r}", "set denied, or clear denied_by"
    if figure.denied_by not in (None, "report"):
        yield from _told("denied_by", figure.denied_by or "", folded)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", fold_word(text))


def _told(key: str, words: str, folded: str | None) -> Iterator[Complaint]:
    """The words stand in the text, if it is known; `لل` may stand there for the article after a preposition."""
    name = _plain(words)
    joined = "لل" + name.removeprefix("ال") if name.startswith("ال") else name
    if not name or (folded is not None and name not in folded and joined not in folded):
        yield f"{key} {words!r} does not stand in the text", "write it as the text does"


def _published(annotation: Annotation) -> Iterator[Complaint]:
    days = stretch(annotation.published) if annotation.published is not None else None
    if annotation.published is not None and (days is None or days.first != days.last):
        yield f"{annotation.published!r} is no day", "write it like 2020-02-03, or null"


def _date(when: str | None, published: str | None, *, planned: bool) -> Iterator[Complaint]:
    if when is None:
        return
    days = stretch(when)
    if days is None:
        yield f"date {when!r} is no EDTF of the codebook", "use 2020-02-03, 2020-02, 2020-03~ or 2020-03-04/2020-03-05"
        return
    printed = stretch(published) if published is not None else None
    if printed and not planned and max(days.bounds) > printed.last:
        yield f"date {when} is after the report was published ({published})", "check the year, or the status `planned`"
