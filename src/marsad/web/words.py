"""The words of the workbench in Arabic and English: the table `words.toml` beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from marsad.errors import DataError
from marsad.export.explain_labels import Labels, load_labels
from marsad.export.naming import place_name, province_name
from marsad.lexicon.names import side_names
from marsad.lexicon.tables import Row, parse_table

TABLE: Final = "words.toml"
REASONS: Final = "reasons.toml"
_HEDGED: Final = re.compile(r"(about|more than|at least|at most) (\d+)")
_BETWEEN: Final = re.compile(r"(\d+) to (\d+)")
LANGUAGES: Final = ("ar", "en")


class WordTable(Row):
    words: dict[str, dict[str, tuple[str, str]]]
    months: tuple[tuple[str, str], ...]


class ReasonRow(Row):
    english: str
    arabic: str


class ReasonTable(Row):
    reason: tuple[ReasonRow, ...]
    groups: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the workbench says: `section.name` to a pair of Arabic and English; sides by their labels likewise."""

    pairs: Mapping[str, tuple[str, str]]
    months: tuple[tuple[str, str], ...]
    sides: Mapping[str, tuple[str, str]]
    labels: Labels
    reasons: tuple[tuple[re.Pattern[str], str], ...]
    groups: Mapping[str, str]

    def say(self, key: str, lang: str) -> str:
        """A text of the table. Raises DataError for a key that it does not hold."""
        try:
            return self.pairs[key][LANGUAGES.index(lang)]
        except KeyError:
            raise DataError(f"no words for {key!r}", where=f"web/{TABLE}", todo="add them there") from None

    def label(self, label: str, lang: str) -> str:
        """A label of the codebook (`more_than`) as a person says it; one that nobody knows as it stands."""
        if f"label.{label}" in self.pairs:
            return self.say(f"label.{label}", lang)
        arabic = self.labels.value(label)[0] or self.labels.field(label)[0]
        return arabic if lang == "ar" and arabic else label.replace("_", " ").capitalize()

    def side(self, label: str, lang: str) -> str:
        """The name of a side; of one outside the registry what its label says."""
        names = self.sides.get(label)
        if names is not None:
            return names[LANGUAGES.index(lang)]
        return self.label(label, lang) if not label.startswith("other:") else label.removeprefix("other:")

    def place(self, id: str | None) -> str | None:
        """The English name of a place of the gazetteer."""
        return place_name(id)

    def province(self, name: str, lang: str) -> str:
        """A province by its Arabic name, or a country by its code, in a language; else as it stands."""
        return province_name(name, lang)

    def rule(self, text: str, lang: str) -> str:
        """A rule or a reason; in English where the tables have no Arabic for it."""
        return (self.labels.rule(text)[0] or self._reason(text) or text) if lang == "ar" else text

    def _reason(self, text: str) -> str:
        said = [self._piece(piece) for piece in text.split("; ")]
        return "؛ ".join(said) if all(said) else ""

    def _piece(self, text: str) -> str:
        for pattern, arabic in self.reasons:
            match = pattern.fullmatch(text)
            if match is not None:
                for n, group in enumerate(match.groups(), 1):
                    arabic = arabic.replace(f"\\{n}", self._group(group))
                return arabic
        return ""

    def _group(self, group: str) -> str:
        """A group of a reason in Arabic: `more than 12`, `20 to 99`, a label, a side."""
        if group in self.groups:
            return self.groups[group]
        hedge = _HEDGED.fullmatch(group)
        if hedge is not None:
            return f"{self.label(hedge[1].replace(' ', '_'), 'ar')} {hedge[2]}"
        between = _BETWEEN.fullmatch(group)
        if between is not None:
            return f"{between[1]}–{between[2]}"
        return self.side(group, "ar") if group in self.sides else self.label(group, "ar") if group.isascii() else group


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The packaged table and the names of all sides. Raises DataError when a table breaks its schema."""
    text = files("marsad.web").joinpath(TABLE).read_text(encoding="utf-8")
    table = parse_table(text, WordTable, where=f"web/{TABLE}")
    pairs = {f"{section}.{name}": pair for section, rows in table.words.items() for name, pair in rows.items()}
    text = files("marsad.web").joinpath(REASONS).read_text(encoding="utf-8")
    found = parse_table(text, ReasonTable, where=f"web/{REASONS}")
    return Words(
        pairs=pairs, months=table.months, sides=side_names(), labels=load_labels(), groups=found.groups,
        reasons=tuple((re.compile(row.english), row.arabic) for row in found.reason),
    )  # fmt: skip
