"""The nouns that a brief counts, with the forms that each number asks for: the table `data/brief/nouns.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pydantic import Field

from marsad.errors import DataError
from marsad.lexicon.tables import Row, read_table

TABLE: Final = "brief/nouns.toml"
LEAST_NUMERAL: Final = 3
_NUMERALS: Final = 8  # from three to ten

Gender = Literal["m", "f"]


class OneRow(Row):
    masculine: str
    masculine_accusative: str
    feminine: str


class NumeralRow(Row):
    one: OneRow
    masculine: tuple[str, ...] = Field(min_length=_NUMERALS, max_length=_NUMERALS)
    feminine: tuple[str, ...] = Field(min_length=_NUMERALS, max_length=_NUMERALS)


class NounRow(Row):
    key: str
    gloss: str
    gender: Gender
    one: str
    one_accusative: str
    two: str
    two_oblique: str
    few: str
    english: tuple[str, str]
    after: str = ""


class NounTable(Row):
    numerals: NumeralRow
    noun: tuple[NounRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A counted noun. `one_accusative` follows 11 to 99, `few` 3 to 10; `after` stands behind it at any number."""

    key: str
    gender: Gender
    one: str
    one_accusative: str
    two: str
    two_oblique: str
    few: str
    english: tuple[str, str]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """All nouns by their keys, and the numerals: `numerals` by the gender of what is counted, from three to ten."""

    nouns: Mapping[str, Noun]
    numerals: Mapping[Gender, tuple[str, ...]]
    one: Mapping[tuple[Gender, bool], str]

    def noun(self, key: str) -> Noun:
        """The noun of a key. Raises DataError for one that the table does not hold."""
        try:
            return self.nouns[key]
        except KeyError:
            raise DataError(f"no noun {key!r}", where=f"data/{TABLE}", todo="add it there, with all forms") from None


@lru_cache(maxsize=1)
def load_nouns() -> Nouns:
    """The packaged table. Raises DataError when it breaks its schema or names a noun twice."""
    table = read_table(TABLE, NounTable)
    nouns: dict[str, Noun] = {}
    for row in table.noun:
        if row.key in nouns:
            raise DataError(f"the noun {row.key!r} stands twice", where=f"data/{TABLE}", todo="keep one of them")
        nouns[row.key] = Noun(**{name: value for name, value in row.model_dump().items() if name != "gloss"})
    one = table.numerals.one
    return Nouns(
        nouns=nouns,
        numerals={"m": table.numerals.masculine, "f": table.numerals.feminine},
        one={
            ("m", False): one.masculine,
            ("m", True): one.masculine_accusative,
            ("f", False): one.feminine,
            ("f", True): one.feminine,
        },
    )
