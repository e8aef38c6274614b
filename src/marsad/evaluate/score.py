"""How well readings agree with gold: figures and events, found and missed, and their attributes.

Three rows. `figures`: outcome, low and high equal, spans overlapping. `figures, any value`: spans overlapping.
`events`: same type, spans overlapping or at most 40 characters apart. Attributes are accuracies, or F1 for sets, over
the matched pairs only. Gold marked `optional` or `background` neither helps nor hurts; nor does a prediction that
states a gold item a second time, in one of the spans of its `also`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from marsad.errors import GoldError
from marsad.evaluate.annotation import Annotation, GoldEvent, GoldFigure, SpanPair
from marsad.evaluate.gold import GoldReport, load_gold
from marsad.evaluate.likeness import same_name, same_side, set_f1

NEAR: Final = 40
"""Characters between two triggers that may still be one."""

FIGURES, ANY_VALUE, EVENTS = "figures", "figures, any value", "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of scores, each between 0 and 1; `gold` and `predicted` are the numbers of items that count."""

    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int
    attributes: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One gold item that was missed, or one prediction too many."""

    report_id: str
    kind: str
    item: str
    span: SpanPair
    label: str

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind} {self.item} {list(self.span)} {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The three rows by name, and every miss and extra in the order of the reports."""

    rows: Mapping[str, Row]
    details: tuple[Detail, ...]

    def as_json(self) -> dict[str, dict[str, Any]]:
        """The rows as plain dicts, for a program to read."""
        keys = ("precision", "recall", "f1", "gold", "predicted")
        return {
            name: {**{key: getattr(row, key) for key in keys}, "attributes": dict(row.attributes)}
            for name, row in self.rows.items()
        }


def score(gold_dir: Path, predictions: Mapping[str, Mapping[str, Any]] | Path) -> Scores:
    """Score predictions, by report id or as a folder of `<id>.json`, against a folder of gold.

    Raises GoldError where a report of the gold has no prediction, or one has not the form of the codebook.
    """
    gold = load_gold(gold_dir)
    bodies = _read_folder(predictions, [r.id for r in gold]) if isinstance(predictions, Path) else predictions
    missing = [report.id for report in gold if report.id not in bodies]
    if missing:
        raise GoldError(f"no prediction for {', '.join(missing)}", where=str(gold_dir), todo="read these reports too")
    return score_reports(gold, bodies)


def score_reports(gold: Iterable[GoldReport], bodies: Mapping[str, Mapping[str, Any]]) -> Scores:
    """Score predictions, by report id, against annotated reports, each of which has one.

    Raises GoldError where a prediction has not the form of the codebook.
    """
    figures, loose, events = _Tally(), _Tally(), _Tally()
    details: list[Detail] = []
    for report in gold:
        try:
            gold_figures, gold_events = _items(report.annotation)
            found_figures, found_events = _predicted(bodies[report.id])
        except (KeyError, TypeError, ValueError) as error:
            todo = "write it as the codebook says"
            raise GoldError(f"a prediction is malformed: {error!r}", where=report.id, todo=todo) from error
        details += _score_figures(report.id, gold_figures, found_figures, figures)
        _match(gold_figures, found_figures, _overlap, loose)
        details += _score_events(report.id, gold_events, found_events, events)
    rows = {FIGURES: figures.row(), ANY_VALUE: loose.row(), EVENTS: events.row()}
    return Scores(rows=rows, details=tuple(details))


def _read_folder(folder: Path, ids: list[str]) -> dict[str, Mapping[str, Any]]:
    bodies = {}
    for path in (folder / f"{report_id}.json" for report_id in ids):
        if not path.is_file():
            continue
        try:
            bodies[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise GoldError(f"not JSON: {error}", where=str(path), todo="extract the report again") from error
    return bodies


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """A figure or an event, of gold or predicted: its first span, all its spans, and what it says."""

    spans: tuple[SpanPair, ...]
    says: Mapping[str, Any]
    free: bool

    def get(self, key: str) -> Any:
        return self.says.get(key)


def _items(annotation: Annotation) -> tuple[list[_Item], list[_Item]]:
    return [_gold_item(figure) for figure in annotation.figures], [_gold_item(event) for event in annotation.events]


def _gold_item(entry: GoldFigure | GoldEvent) -> _Item:
    return _Item(spans=(entry.span, *entry.also), says=entry.model_dump(), free=entry.optional or entry.background)


def _predicted(body: Mapping[str, Any]) -> tuple[list[_Item], list[_Item]]:
    figures, events = (
        [_Item(spans=(_pair(entry["span"]),), says=entry, free=False) for entry in body.get(key, ())]
        for key in ("figures", "events")
    )
    for event in events:
        if "type" not in event.says:
            raise KeyError("type")
    return figures, events


def _pair(span: Any) -> SpanPair:
    start, end = span
    return int(start), int(end)


Fits = Callable[[_Item, _Item], bool]


def _distance(gold: _Item, found: _Item) -> int:
    """Characters between a prediction and the nearest statement of a gold item; negative where they overlap."""
    start, end = found.spans[0]
    return min(max(s, start) - min(e, end) for s, e in gold.spans)


def _overlap(gold: _Item, found: _Item) -> bool:
    return _distance(gold, found) < 0


def _exact(gold: _Item, found: _Item) -> bool:
    return _overlap(gold, found) and all(gold.get(key) == found.get(key) for key in ("outcome", "low", "high"))


def _near(gold: _Item, found: _Item) -> bool:
    return bool(gold.get("type") == found.get("type")) and _distance(gold, found) <= NEAR


@dataclass(slots=True)
class _Tally:
    """Running counts of one row."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0
    sums: dict[str, tuple[float, int]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        total, n = self.sums.get(name, (0.0, 0))
        self.sums[name] = (total + float(value), n + 1)

    def row(self) -> Row:
        precision = self.hits / self.predicted if self.predicted else 0.0
        recall = self.hits / self.gold if self.gold else 0.0
        both = precision + recall
        return Row(
            precision=precision,
            recall=recall,
            f1=2 * precision * recall / both if both else 0.0,
            gold=self.gold,
            predicted=self.predicted,
            attributes={name: total / n for name, (total, n) in self.sums.items()},
        )


@dataclass(frozen=True, slots=True)
class _Matched:
    """The pairs that count, and the indexes of gold missed and of predictions too many."""

    pairs: list[tuple[int, int]]
    missed: list[int]
    extra: list[int]


def _match(gold: list[_Item], found: list[_Item], fits: Fits, tally: _Tally) -> _Matched:
    """Pair one to one, closest spans first, and count the report into the tally."""
    pairs = list(_closest(gold, found, fits))
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    again = {j for j, p in enumerate(found) if j not in used and any(fits(g, p) and _overlap(g, p) for g in gold)}
    counted = [(i, j) for i, j in pairs if not gold[i].free]
    tally.hits += len(counted)
    tally.gold += sum(not g.free for g in gold)
    tally.predicted += len(found) - len(again) - (len(pairs) - len(counted))
    missed = [i for i, g in enumerate(gold) if i not in hit and not g.free]
    return _Matched(counted, missed, [j for j in range(len(found)) if j not in used | again])


def _closest(gold: list[_Item], found: list[_Item], fits: Fits) -> Iterator[tuple[int, int]]:
    options = sorted((_distance(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(found) if fits(g, p))
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, i, j in options:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield i, j


def _score_figures(report_id: str, gold: list[_Item], found: list[_Item], tally: _Tally) -> list[Detail]:
    matched = _match(gold, found, _exact, tally)
    for i, j in matched.pairs:
        g, p = gold[i], found[j]
        for key in ("qualifier", "victims", "age_sex", "scope"):
            tally.add(key, g.get(key) == p.get(key))
        for key in ("group", "by"):
            tally.add(key, same_side(g.get(key), p.get(key)))
        tally.add("denied", bool(g.get("denied")) == bool(p.get("denied")))
        tally.add("claimant", same_name(g.get("claimant"), p.get("claimant")))
        tally.add("part_of", _same_whole(gold, g.get("part_of"), found, p.get("part_of")))
    return _details(report_id, "figure", gold, found, matched, _figure_label)


def _same_whole(gold: list[_Item], gold_index: int | None, found: list[_Item], found_index: int | None) -> bool:
    if gold_index is None or found_index is None:
        return gold_index is found_index
    return found_index < len(found) and _overlap(gold[gold_index], found[found_index])


def _score_events(report_id: str, gold: list[_Item], found: list[_Item], tally: _Tally) -> list[Detail]:
    matched = _match(gold, found, _near, tally)
    for i, j in matched.pairs:
        g, p = gold[i], found[j]
        for key in ("actors", "targets"):
            tally.add(key, set_f1(g.get(key), p.get(key), same_side))
        names = [place["name"] if isinstance(place, Mapping) else place for place in p.get("places") or ()]
        tally.add("places", set_f1(g.get("places"), names, same_name))
        if g.get("date"):
            tally.add("date", g.get("date") == p.get("date"))
        tally.add("status", g.get("status") == p.get("status"))
        tally.add("claimant", same_name(g.get("claimant"), p.get("claimant")))
    return _details(report_id, "event", gold, found, matched, lambda event: str(event.get("type")))


def _figure_label(figure: _Item) -> str:
    return f"{figure.get('outcome')} {figure.get('low')}..{figure.get('high')}"


def _details(
    report_id: str, item: str, gold: list[_Item], found: list[_Item], matched: _Matched, label: Callable[[_Item], str]
) -> list[Detail]:
    make = partial(Detail, report_id=report_id, item=item)
    missed = [make(kind="missed", span=gold[i].spans[0], label=label(gold[i])) for i in matched.missed]
    extra = [make(kind="extra", span=found[j].spans[0], label=label(found[j])) for j in matched.extra]
    return missed + extra
