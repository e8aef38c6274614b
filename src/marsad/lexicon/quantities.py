"""How Arabic counts: the table `data/lexicon/quantities.toml`, folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from marsad.lexicon.entries import Fold
from marsad.lexicon.index import WordIndex, word_index
from marsad.lexicon.tables import Row, read_table

Qualifier = Literal["about", "more_than", "at_least", "at_most"]


class HedgeRow(Row):
    qualifier: Qualifier
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


class VagueRow(Row):
    low: int
    high: int | None = None
    forms: tuple[str, ...]


class TeensRow(Row):
    ten: tuple[str, ...]
    eleven: tuple[str, ...]
    joined: dict[str, tuple[str, ...]]


class RangeRow(Row):
    between: tuple[str, ...]
    to: tuple[str, ...]


class UnitsRow(Row):
    label_before: tuple[str, ...]
    counted_other: tuple[str, ...]


class QuantityTable(Row):
    numbers: dict[str, tuple[str, ...]]
    teens: TeensRow
    hedge: tuple[HedgeRow, ...]
    vague: tuple[VagueRow, ...]
    range: RangeRow
    units: UnitsRow


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """Folded words of counting. `hedges_before` are keyed by their words from last to first."""

    numbers: Mapping[str, int]
    ten: frozenset[str]
    eleven: frozenset[str]
    hedges_before: WordIndex[Qualifier]
    hedges_after: WordIndex[Qualifier]
    vague: WordIndex[tuple[int, int | None]]
    between: WordIndex[str]
    to: frozenset[str]
    label_before: frozenset[str]
    counted_other: frozenset[str]


def load_quantities(*, fold: Fold) -> QuantityWords:
    """The folded table. Raises DataError."""
    table = read_table("lexicon/quantities.toml", QuantityTable)

    def folded(texts: Iterable[str]) -> list[tuple[str, ...]]:
        return [tuple(fold(w) for w in text.split()) for text in texts]

    numbers = {fold(form): int(value) for value, forms in table.numbers.items() for form in forms}
    numbers |= {fold(form): int(value) for value, forms in table.teens.joined.items() for form in forms}
    return QuantityWords(
        numbers=numbers,
        ten=frozenset(map(fold, table.teens.ten)),
        eleven=frozenset(map(fold, table.teens.eleven)),
        hedges_before=word_index((words[::-1], h.qualifier) for h in table.hedge for words in folded(h.before)),
        hedges_after=word_index((words, h.qualifier) for h in table.hedge for words in folded(h.after)),
        vague=word_index((words, (v.low, v.high)) for v in table.vague for words in folded(v.forms)),
        between=word_index((words, "between") for words in folded(table.range.between)),
        to=frozenset(map(fold, table.range.to)),
        label_before=frozenset(map(fold, table.units.label_before)),
        counted_other=frozenset(map(fold, table.units.counted_other)),
    )
