"""Who fights beside whom: the table `data/lexicon/camps.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.lexicon.tables import Row, read_table


class CampRow(Row):
    country: str
    labels: tuple[str, ...]


class TogetherRow(Row):
    labels: tuple[str, str]
    years: tuple[int, int]


class CampTable(Row):
    camp: tuple[CampRow, ...]
    together: tuple[TogetherRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camps:
    """Alliances by label."""

    camps: tuple[frozenset[str], ...]
    together: tuple[TogetherRow, ...]

    def allied(self, a: str, b: str) -> bool:
        """Whether two labels stand in one camp, in any of the wars."""
        return a == b or any(a in camp and b in camp for camp in self.camps)

    def as_one(self, labels: Sequence[str]) -> tuple[str, ...]:
        """The labels, the second of two forces that reports name as one left out where both stand."""
        second = {row.labels[1] for row in self.together if set(row.labels) <= set(labels)}
        return tuple(label for label in labels if label not in second)

    def partner(self, label: str, year: int | None) -> str | None:
        """The force that reports of that year name together with a label as one, or None."""
        for row in self.together:
            if label in row.labels and (year is None or row.years[0] <= year <= row.years[1]):
                return row.labels[1] if label == row.labels[0] else row.labels[0]
        return None


def load_camps() -> Camps:
    """The table. Raises DataError."""
    table = read_table("lexicon/camps.toml", CampTable)
    return Camps(camps=tuple(frozenset(row.labels) for row in table.camp), together=table.together)
