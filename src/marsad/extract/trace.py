"""The trace of a reading: what was read in each passage of a report, and why.

Which part read it, which entry of the data it stands in, by which rule. Nothing is read here: the marks are made from
what the parts wrote on the sheet, and say no more than stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from spacy.language import Language

from marsad.extract import trace_rules as why
from marsad.extract.assembly import Assembly
from marsad.extract.claimants import Claimants
from marsad.extract.dates import Dates
from marsad.extract.figures import Linking
from marsad.extract.quantities import Quantities
from marsad.extract.sheet import Sheet
from marsad.extract.sides import Sides
from marsad.extract.stated import Stated
from marsad.extract.trace_rules import Rule, Tables
from marsad.extract.trace_values import Value, event_values, figure_values, trigger_because
from marsad.extract.triggers import EventTriggers
from marsad.lexicon.actor_rows import ActorFile
from marsad.lexicon.actors import REGIONS
from marsad.lexicon.tables import read_table
from marsad.model import Figure, Reading, Span, printed_actor

LAYERS: Final = ("figure", "event", "claimant", "side", "place", "date", "number", "outcome", "unread")
SILENT: Final = "the words of the report are not those of armed conflict (lexicon/silence.toml), so nothing was read"
NO_CONFLICT: Final = (
    "no armed side and no weapon of war is told, or other subjects outweigh them (lexicon/silence.toml), so no figure "
    "and no event was made of what was found"
)
_PREFIX: Final = "marsad_"  # of the components' names in the pipeline
_ORDER: Final = {layer: n for n, layer in enumerate(LAYERS)}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One reading of one passage.

    `layer` is one of LAYERS, `label` what was read there (an outcome, an event type, a side's label, a place's name,
    EDTF, a claimant). `part` is the part with its version, `entry` the entry of the data as `file: entry` ("" where the
    reading rests on none), `rule` how it was read. `index` is the place in the reading's list of that layer, None where
    it has none. `values` are every field of a figure or an event, in the order of the codebook.
    """

    span: Span
    layer: str
    label: str
    part: str
    entry: str
    rule: str
    index: int | None = None
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A reading and its marks, in the order of the text.

    `note` says why a whole report was left unread. `names` are the Arabic and the English name of each side that a mark
    or a value has for its label.
    """

    reading: Reading
    marks: tuple[Mark, ...]
    note: str | None = None
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.reading.report.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracer:
    """Makes the marks of sheets that one reader has filled."""

    tables: Tables
    linking: Linking
    parts: Mapping[str, str]

    def marks_of(self, sheet: Sheet) -> tuple[Mark, ...]:
        """The marks of a sheet on which all parts have written, in the order of the text, wholes before their parts."""
        stated = _stated_of(sheet, self.linking.report(sheet))
        marks = (
            *self._figures(sheet, stated), *self._words_of_figures(sheet, stated), *self._events(sheet),
            *self._claimants(sheet), *self._sides(sheet), *self._places(sheet), *self._dates(sheet),
        )  # fmt: skip
        return in_order(marks)

    def _part(self, name: str) -> str:
        """A part with its version: `sides 1-2f0c9a1b`."""
        return f"{name} {self.parts.get(name, '')}".strip()

    # ---- figures and events

    def _figures(self, sheet: Sheet, stated: Sequence[Stated | None]) -> Iterator[Mark]:
        part = self._part("assembly")
        for n, (figure, told) in enumerate(zip(sheet.figures, stated, strict=True)):
            because = why.stated(told) if told else why.Because("", Rule.FIGURE)
            values = figure_values(sheet, figure, told, self.tables)
            yield Mark(
                span=figure.span, layer="figure", label=figure.outcome, part=part, entry=because.entry,
                rule=because.rule, index=n, values=values,
            )  # fmt: skip
            for span in figure.also:
                yield Mark(
                    span=span, layer="figure", label=figure.outcome, part=part, entry="", rule=Rule.AGAIN, index=n
                )

    def _words_of_figures(self, sheet: Sheet, stated: Sequence[Stated | None]) -> Iterator[Mark]:
        """The numbers and the outcome words of the figures, each once."""
        told = [s for s in stated if s is not None]
        words = {s.word.start: s.word for s in told if s.word is not None}
        for word in words.values():
            because = why.outcome(word)
            yield Mark(
                span=sheet.span(word.start, word.end), layer="outcome", label=word.entry.outcome,
                part=self._part("outcomes"), entry=because.entry, rule=because.rule,
            )  # fmt: skip
        counted = {s.people.number_start for s in told}
        for found in sheet.quantities:
            if found.number_start in counted:
                because = why.quantity(sheet, found, self.tables)
                yield Mark(
                    span=sheet.span(found.start, found.end), layer="number", part=self._part("quantities"),
                    label=number_label(found.low, found.high, found.qualifier), entry=because.entry, rule=because.rule,
                )  # fmt: skip

    def _events(self, sheet: Sheet) -> Iterator[Mark]:
        for n, event in enumerate(sheet.events):
            because = trigger_because(sheet, event)
            yield Mark(
                span=event.span, layer="event", label=event.type, part=self._part("assembly"), index=n,
                entry=because.entry, rule=because.rule, values=event_values(sheet, event, self.tables),
            )  # fmt: skip
            for span in event.also:
                yield Mark(
                    span=span, layer="event", label=event.type, part=self._part("assembly"), entry="",
                    rule=Rule.AGAIN, index=n,
                )  # fmt: skip

    # ---- the parts that name things

    def _sides(self, sheet: Sheet) -> Iterator[Mark]:
        listed: dict[tuple[Span, str], int] = {}
        for mention in sheet.sides:
            if mention.kind not in ("adjective", "capital", "country"):
                for label in mention.labels:
                    listed.setdefault((sheet.span(mention.start, mention.end), label), len(listed))
        for mention in sheet.sides:
            because, span = why.side(sheet, mention, self.tables), sheet.span(mention.start, mention.end)
            for label in mention.labels:
                yield Mark(
                    span=span, layer="side", label=printed_actor(label), part=self._part("sides"),
                    entry=because.entry, rule=because.rule, index=listed.get((span, label)),
                )  # fmt: skip

    def _places(self, sheet: Sheet) -> Iterator[Mark]:
        for n, (span, mention) in enumerate(_first_of((m.place.span, m) for m in sheet.places).items()):
            because = why.place(mention)
            yield Mark(
                span=span, layer="place", label=mention.place.name, part=self._part("places"),
                entry=because.entry, rule=because.rule, index=n,
            )  # fmt: skip

    def _dates(self, sheet: Sheet) -> Iterator[Mark]:
        for mention in sheet.dates:
            because = why.date(sheet, mention, self.tables)
            yield Mark(
                span=sheet.span(mention.start, mention.end), layer="date", label=mention.edtf or "unknown",
                part=self._part("dates"), entry=because.entry, rule=because.rule,
            )  # fmt: skip

    def _claimants(self, sheet: Sheet) -> Iterator[Mark]:
        for found in sheet.attributions:
            named = why.claimant_span(sheet, found)
            because = why.attribution(sheet, found, self.tables, named=named)
            span = named if named is not None and found.kind != "carried" else sheet.span(found.start, found.start + 1)
            yield Mark(
                span=span, layer="claimant", label=found.claimant, part=self._part("claimants"),
                entry=because.entry, rule=because.rule,
            )  # fmt: skip


def tracer(nlp: Language, *, parts: Mapping[str, str]) -> Tracer:
    """A tracer over the tables of a reader's pipeline; `parts` are the versions that the reader prints.

    Raises DataError when a table of actors cannot be read.
    """
    sides, assembly = _pipe(nlp, "sides", Sides), _pipe(nlp, "assembly", Assembly)
    tables = Tables(
        registry=sides.registry, quantities=_pipe(nlp, "quantities", Quantities).words,
        dates=_pipe(nlp, "dates", Dates).words, reporting=_pipe(nlp, "claimants", Claimants).words,
        roles=assembly.roles, refining=_pipe(nlp, "triggers", EventTriggers).table.words, files=actor_files(),
        weights=assembly.drafting.judge.weights,
    )  # fmt: skip
    versions = {name.removeprefix(_PREFIX): version for name, version in parts.items()}
    return Tracer(tables=tables, linking=assembly.linking, parts=versions)


@lru_cache(maxsize=1)
def actor_files() -> Mapping[str, str]:
    """The file of `data/actors` in which each actor stands, without its ending. Raises DataError."""
    return MappingProxyType(
        {row.id: region for region in REGIONS for row in read_table(f"actors/{region}.toml", ActorFile).actor}
    )


def _pipe(nlp: Language, name: str, kind: type[T]) -> T:
    part = nlp.get_pipe(_PREFIX + name)
    assert isinstance(part, kind)
    return part


def explanation(reading: Reading, sheet: Sheet, *, nlp: Language, spoken: bool) -> Explanation:
    """The marks of a reading. `spoken` is false where the whole report was judged to be no news of conflict."""
    unread = tuple(_unread(reading))
    if not spoken:
        return Explanation(reading=reading, marks=in_order(unread), note=SILENT)
    assembly = _pipe(nlp, "assembly", Assembly)
    marks = in_order((*tracer(nlp, parts=dict(reading.parts)).marks_of(sheet), *unread))
    silent = not assembly.silence.conflict(sheet, assembly.armed)
    said = {m.label for m in marks} | {v.value for m in marks for v in m.values}
    actors = assembly.registry.actors.values()
    names = {printed_actor(a.id): (a.name_ar, a.name_en) for a in actors if printed_actor(a.id) in said}
    return Explanation(reading=reading, marks=marks, note=NO_CONFLICT if silent else None, names=names)


def _unread(reading: Reading) -> Iterator[Mark]:
    """Passages that are never read: said twice, or printed by the page."""
    for n, span in enumerate(reading.repeats):
        yield Mark(
            span=span, layer="unread", label="repeat", part="text.repeats", entry="", rule=Rule.REPEATED, index=n
        )
    for n, span in enumerate(reading.boilerplate):
        yield Mark(
            span=span, layer="unread", label="boilerplate", part="text.chrome", entry="chrome.toml", rule=Rule.CHROME,
            index=n,
        )  # fmt: skip


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text; of those that begin together the longest first, then in the order of LAYERS."""
    return tuple(sorted(marks, key=lambda m: (m.span.start, -m.span.end, _ORDER[m.layer])))


def number_label(low: int | None, high: int | None, qualifier: str) -> str:
    """A number as one short string: `27`, `about 27`, `2+`, `≤30`, `10-15`, `?`."""
    if low is None:
        return "?" if high is None else f"≤{high}"
    if high is None:
        return f"{low}+"
    if low == high:
        return f"about {low}" if qualifier == "about" else str(low)
    return f"{low}-{high}"


def _stated_of(sheet: Sheet, stated: Sequence[Stated]) -> list[Stated | None]:
    """For each figure of the sheet, what was stated: the same words, outcome and number."""

    def key(figure: Figure) -> tuple[object, ...]:
        return figure.span, figure.outcome, figure.low, figure.high

    found: dict[tuple[object, ...], Stated] = {}
    for s in stated:
        found.setdefault((sheet.span(s.start, s.end), s.outcome, s.people.low, s.people.high), s)
    return [found.get(key(figure)) for figure in sheet.figures]


def _first_of(pairs: Iterable[tuple[Span, T]]) -> dict[Span, T]:
    found: dict[Span, T] = {}
    for span, value in pairs:
        found.setdefault(span, value)
    return found
