"""Reviewers' judgements brought to the mentions they speak of; they outrank the machine (codebook, "Incidents")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product
from typing import Any, Final, TypeVar

from marsad.errors import UsageError
from marsad.link.cluster import Bonds, Pair
from marsad.link.mentions import Mention
from marsad.model import Event, Figure, Incident, Judgement, Reading, Span, read_parting
from marsad.model.mention import MentionRef, parse_mention_key

# A reader of another version may find the words elsewhere in the sentence; farther off it is another mention.
_NEAR: Final = 120
_NUMBERS: Final = ("low", "high")
_ONE_NUMBER: Final = ("exact", "about")
_Told = TypeVar("_Told", Figure, Event)


class Bench:
    """The judgements that stand, oldest first: of two on one question the later one counts."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._standing = sorted(
            (j for j in judgements if j.undone_by is None), key=lambda j: (j.made_at, len(j.id), j.id)
        )
        self._values: defaultdict[str, list[tuple[MentionRef, Judgement]]] = defaultdict(list)
        for judgement in self._standing:
            ref = parse_mention_key(judgement.subject)
            if judgement.kind == "value" and ref:
                self._values[ref.report_id].append((ref, judgement))

    def corrected(self, reading: Reading) -> Reading:
        """The reading with the values that reviewers gave to its figures and events.

        A mention is known by its words: the figure or event that overlaps the judged span most. A number corrected on
        an exact figure is both its bounds, unless both were judged. Raises UsageError when a number is none.
        """
        judged = self._values.get(reading.report.id)
        if not judged:
            return reading
        figures = _corrected(reading.figures, [j for ref, j in judged if ref.kind == "figure"])
        events = _corrected(reading.events, [j for ref, j in judged if ref.kind == "event"])
        return replace(reading, figures=figures, events=_of_their_events(events, figures, reading.figures))

    def bonds(self, mentions: Sequence[Mention], among: Sequence[Mention] | None = None) -> Bonds:
        """Pairs of mentions, by index, bound by `same` and `not_same`; a `split` binds each pair of its two groups.

        Where `mentions` are not all of their reports, `among` are: what was judged is sought among these.
        """
        find = Finder(mentions, among)
        kinds: dict[Pair, str] = {}
        for judgement in self._standing:
            for kind, subject, other in _bound_pairs(judgement):
                a, b = find(subject), find(other)
                if a is not None and b is not None and a != b:
                    kinds[min(a, b), max(a, b)] = kind
        return Bonds(
            same=tuple(sorted(p for p, kind in kinds.items() if kind == "same")),
            not_same=tuple(sorted(p for p, kind in kinds.items() if kind == "not_same")),
        )

    def discounted(self, mentions: Sequence[Mention], among: Sequence[Mention] | None = None) -> frozenset[int]:
        """Indexes of the mentions whose incident a reviewer discounted; `among` as in `bonds`."""
        find = Finder(mentions, among)
        found = (find(j.subject) for j in self._standing if j.kind == "discounted")
        return frozenset(i for i in found if i is not None)


def _bound_pairs(judgement: Judgement) -> Iterator[tuple[str, str, str]]:
    """What a judgement says of pairs of mention keys: kind, first and second."""
    if judgement.kind in ("same", "not_same") and judgement.other is not None:
        yield judgement.kind, judgement.subject, judgement.other
    parting = read_parting(judgement.value) if judgement.kind == "split" else None
    if parting:
        yield from (("same", first, second) for first, second in pairwise(parting.leaving))
        yield from (("not_same", first, second) for first, second in product(parting.leaving, parting.staying))


class Finder:
    """Mentions by the keys of their events and figures; of mentions that are only among them no index is given."""

    def __init__(self, mentions: Sequence[Mention], among: Sequence[Mention] | None = None) -> None:
        place = {(mention.report_id, mention.ordinal): index for index, mention in enumerate(mentions)}
        self._by_report: defaultdict[str, list[tuple[Mention, int]]] = defaultdict(list)
        for mention in mentions if among is None else among:
            self._by_report[mention.report_id].append((mention, place.get((mention.report_id, mention.ordinal), -1)))

    def __call__(self, key: str) -> int | None:
        """The index of the mention that holds what a key names, or of the nearest of its report.

        None when the report has no mention within 120 characters: what was judged is no longer read there.
        """
        ref = parse_mention_key(key)
        if ref is None:
            return None
        told = self._by_report.get(ref.report_id, ())
        near = [(_gap(ref.span, m.spans), m.key != key, m.ordinal, i) for m, i in told]
        gap, _, _, index = min(near, default=(_NEAR + 1, True, 0, -1))
        return index if gap <= _NEAR and index >= 0 else None


def _gap(span: Span, spans: Sequence[Span]) -> int:
    """Characters between the span and the nearest other; negative by how much they overlap."""
    return min(max(span.start, s.start) - min(span.end, s.end) for s in spans)


def _spans(told: Figure | Event) -> tuple[Span, ...]:
    return (told.span, *told.also)


def _corrected(told: Sequence[_Told], judgements: Sequence[Judgement]) -> tuple[_Told, ...]:
    values: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    spans = [_spans(one) for one in told]
    for judgement in judgements:
        ref = parse_mention_key(judgement.subject)
        near = [(_gap(ref.span, said), i) for i, said in enumerate(spans)] if ref else []
        gap, index = min(near, default=(0, -1))
        if gap < 0 and judgement.field:
            values[index][judgement.field] = _value(judgement)
    return tuple(replace(t, **_complete(t, values[i])) if i in values else t for i, t in enumerate(told))


def _of_their_events(events: Sequence[Event], now: Sequence[Figure], read: Sequence[Figure]) -> tuple[Event, ...]:
    """The events without the figures that a reviewer calls totals of a longer time: no event caused those."""
    longer = {n for n, (a, b) in enumerate(zip(now, read, strict=True)) if a.scope != b.scope and a.scope != "incident"}
    return tuple(replace(e, figures=tuple(f for f in e.figures if f not in longer)) for e in events)


def _value(judgement: Judgement) -> str | int | None:
    if judgement.field not in _NUMBERS or judgement.value is None:
        return judgement.value
    if not judgement.value.isdecimal():
        what = f"judgement {judgement.id} sets {judgement.field} to {judgement.value!r}, no number"
        raise UsageError(what, todo="undo it or judge again")
    return int(judgement.value)


def _complete(told: Figure | Event, values: dict[str, Any]) -> dict[str, Any]:
    given = [name for name in _NUMBERS if name in values]
    if isinstance(told, Figure) and len(given) == 1 and values.get("qualifier", told.qualifier) in _ONE_NUMBER:
        return {**values, **dict.fromkeys(_NUMBERS, values[given[0]])}
    return values


def discount(incident: Incident) -> Incident:
    """The incident with the grade a reviewer gave it."""
    return replace(incident, grade="discounted")
