"""Which figures are an event's own: one happening's dead are not another's, however near the two are told."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Protocol

from marsad.link.days import days_of
from marsad.link.rules import LinkSettings, rivals
from marsad.model import Event, Figure, Reading, Report, Span
from marsad.text.folding import fold_word

_FAR: Final = 10**9
# Triggers at most this many characters apart are told in one breath ("shelling and air strikes").
_IN_ONE_BREATH: Final = 30
# Before a word with the article: "and", "by", "for", "as".
_DEFINITE: Final = ("ال", "بال", "وال", "لل", "كال", "وبال", "ولل")


def figures_by_event(
    reading: Reading, chosen: Sequence[int], lines: Sequence[int], settings: LinkSettings
) -> dict[int, tuple[int, ...]]:
    """The figures of each chosen event, without those that are another's.

    Of several events with one figure the nearest has it, and those that may be the same happening: told in the figure's
    paragraph, or pointing back at what was told ("the attack"). An event of a rival kind, or one that opens a paragraph
    of its own ("a mine exploded"), has not.
    """
    claimants: defaultdict[int, list[int]] = defaultdict(list)
    for i in chosen:
        for f in reading.events[i].figures:
            figure, event = reading.figures[f], reading.events[i]
            together = _together(figure, event, lines)
            days = settings.limits.day_tolerance if together else 0
            far = not together and gap(_spans(event), _spans(figure)) > settings.limits.far_figure
            if not far and not of_another_time(figure, event, reading.report, days):
                claimants[f].append(i)
    owned: defaultdict[int, list[int]] = defaultdict(list)
    for f, events in claimants.items():
        for i in _owners(reading, reading.figures[f], events, lines, settings):
            owned[i].append(f)
    return {i: tuple(sorted(owned[i])) for i in chosen}


def _owners(
    reading: Reading, figure: Figure, events: Sequence[int], lines: Sequence[int], settings: LinkSettings
) -> list[int]:
    told = [reading.events[i] for i in events]
    nearest = min(told, key=lambda e: gap(_spans(e), _spans(figure)))
    home = {bisect_right(lines, s.start) for s in _spans(figure)}
    kept = []
    for i, event in zip(events, told, strict=True):
        near = bisect_right(lines, event.span.start) in home
        back = points_back(reading.report.text[event.span.start : event.span.end])
        if event is nearest or ((near or back) and not _opposed(event, nearest, settings)):
            kept.append(i)
    return kept


def _together(figure: Figure, event: Event, lines: Sequence[int]) -> bool:
    """Whether a figure stands in its event's paragraph."""
    told, spans = _spans(figure), _spans(event)
    return bool({bisect_right(lines, s.start) for s in spans} & {bisect_right(lines, s.start) for s in told})


def _spans(one: Figure | Event) -> tuple[Span, ...]:
    return (one.span, *one.also)


def _opposed(a: Event, b: Event, settings: LinkSettings) -> bool:
    if settings.groups[a.type] != settings.groups[b.type] or turned(a, b):
        return True
    return rivals(a.type, b.type, settings) and gap((a.span,), (b.span,)) > _IN_ONE_BREATH


def of_another_time(figure: Figure, event: Event, report: Report, tolerance: int) -> bool:
    """Whether a figure is told with a time of its own that is not the event's ("three were killed a year ago").

    Days that are no more than `tolerance` apart are one time.
    """
    if not figure.date_text or figure.date_text == event.date_text or figure.scope != "incident":
        return False
    told, day = days_of(figure.date), days_of(event.date)
    if told is None:
        return figure.date is None and event.date is not None and report.published is not None
    return day is not None and told.apart(day) > tolerance


class Sided(Protocol):
    """What has doers and targets."""

    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def targets(self) -> tuple[str, ...]: ...


def turned(a: Sided, b: Sided) -> bool:
    """Whether the one's doers are the other's targets, and they have no doer in common."""
    doers_a, doers_b = set(a.actors), set(b.actors)
    return not doers_a & doers_b and bool(doers_a & set(b.targets)) and bool(doers_b & set(a.targets))


def points_back(trigger: str) -> bool:
    """Whether a trigger has the article, and so means a happening that was told before ("the attack")."""
    return fold_word(trigger).startswith(_DEFINITE)


def gap(a: Sequence[Span], b: Sequence[Span]) -> int:
    """Characters between the nearest two of the spans; negative where they overlap."""
    return min((max(x.start, y.start) - min(x.end, y.end) for x in a for y in b), default=_FAR)
