"""What a brief says in Arabic and English: the table `data/brief/words.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pydantic import Field

from marsad.brief.record import Language
from marsad.errors import DataError
from marsad.lexicon.tables import Row, read_table

TABLE: Final = "brief/words.toml"
LANGUAGES: Final = ("ar", "en")
_MONTHS: Final = 12


class MonthRow(Row):
    levant: tuple[str, ...] = Field(min_length=_MONTHS, max_length=_MONTHS)
    egypt: tuple[str, ...] = Field(min_length=_MONTHS, max_length=_MONTHS)
    english: tuple[str, ...] = Field(min_length=_MONTHS, max_length=_MONTHS)


class WordTable(Row):
    months: MonthRow
    words: dict[str, dict[str, tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefWords:
    """`section.name` to a text in Arabic and in English, and the months in each style."""

    pairs: Mapping[str, tuple[str, str]]
    months: Mapping[str, tuple[str, ...]]

    def say(self, key: str, lang: Language) -> str:
        """A text. Raises DataError for a key that the table does not hold."""
        try:
            return self.pairs[key][LANGUAGES.index(lang)]
        except KeyError:
            raise DataError(f"no words for {key!r}", where=f"data/{TABLE}", todo="add them there") from None

    def has(self, key: str) -> bool:
        """Whether the table holds a text of this key."""
        return key in self.pairs


@lru_cache(maxsize=1)
def load_words() -> BriefWords:
    """The packaged table. Raises DataError when it breaks its schema."""
    table = read_table(TABLE, WordTable)
    pairs = {f"{section}.{name}": pair for section, rows in table.words.items() for name, pair in rows.items()}
    months = table.months
    both = tuple(f"{levant}/{egypt}" for levant, egypt in zip(months.levant, months.egypt, strict=True))
    styles = {"both": both, "levant": months.levant, "egypt": months.egypt, "english": months.english}
    return BriefWords(pairs=pairs, months=styles)
