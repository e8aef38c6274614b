"""The words of an explanation in Arabic and English: the table `explain_labels.toml` beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from marsad.lexicon.names import label_names
from marsad.lexicon.tables import Row, parse_table

TABLE: Final = "explain_labels.toml"
Pair = tuple[str, str]


class ReasonRow(Row):
    english: str
    arabic: str


class LabelTable(Row):
    page: dict[str, tuple[str, str]]
    layers: dict[str, tuple[str, str]]
    fields: dict[str, tuple[str, str]]
    rules: dict[str, str]
    reason: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Pairs of Arabic and English. What the table does not know has no Arabic, and is its own English."""

    page: Mapping[str, Pair]
    layers: Mapping[str, Pair]
    fields: Mapping[str, Pair]
    rules: Mapping[str, str]
    reasons: tuple[tuple[re.Pattern[str], str], ...]

    def value(self, label: str) -> Pair:
        """A label of the codebook, such as `killed`."""
        return (label_names().get(label, ("", ""))[0], label)

    def field(self, name: str) -> Pair:
        """A field of the codebook, such as `part_of`."""
        return self.fields.get(name, ("", name))

    def rule(self, text: str) -> Pair:
        """A rule, or a reason of the gazetteer."""
        arabic = self.rules.get(text)
        return (self._reason(text) if arabic is None else arabic, text)

    def _reason(self, text: str) -> str:
        said = [self._piece(piece) for piece in text.split("; ")]
        return "؛ ".join(said) if all(said) else ""

    def _piece(self, piece: str) -> str:
        for pattern, arabic in self.reasons:
            match = pattern.fullmatch(piece)
            if match is not None:
                return match.expand(arabic)
        return ""


@lru_cache(maxsize=1)
def load_labels() -> Labels:
    """The packaged table. Raises DataError when it breaks its schema."""
    text = files("marsad.export").joinpath(TABLE).read_text(encoding="utf-8")
    table = parse_table(text, LabelTable, where=f"export/{TABLE}")
    return Labels(
        page=table.page,
        layers=table.layers,
        fields=table.fields,
        rules=table.rules,
        reasons=tuple((re.compile(row.english), row.arabic) for row in table.reason),
    )
