"""The small tables beside the gazetteer: place nouns, directions, adjectives of places, homographs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from marsad.errors import DataError
from marsad.gazetteer.entries import load_schema
from marsad.lexicon.tables import Row, read_table
from marsad.text.folding import fold_word

Relation = Literal["near", "part", "between"]
_NOUNS: Final = "gazetteer/place_nouns.toml"
_HOMOGRAPHS: Final = "gazetteer/homographs.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNoun:
    """A noun that stands before the name of a place.

    `kinds` are the kinds of entry it speaks of, most likely first; empty when it says nothing of them. With
    `part_of_name` the noun belongs to the name (مطار كويرس). `relation` says that not the named place itself is meant
    but one near it or a part of it, `precision` how finely that is told (codebook, "Places"). `evidence` is false for
    nouns that stand before other things than places as often (طريق, سوق): they do not make a homograph a place.
    """

    word: str
    kinds: tuple[str, ...]
    part_of_name: bool
    relation: str | None
    precision: int | None
    evidence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A word of direction: `bearing` in degrees from north; `adjective` when it follows the noun (الجنوبي)."""

    word: str
    bearing: float
    adjective: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Homograph:
    """A name of a place that is mostly something else: `sense` is `word`, `person`, `actor` or `other`."""

    name: str
    sense: str


class _Noun(Row):
    word: str
    forms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    part_of_name: bool = False
    relation: Relation | None = None
    precision: Annotated[int, Field(ge=1, le=5)] | None = None
    evidence: bool = True


class _Direction(Row):
    bearing: float
    before: tuple[str, ...]
    after: tuple[str, ...]


class _Adjective(Row):
    of: str
    forms: tuple[str, ...]


class _NounTable(Row):
    noun: tuple[_Noun, ...]
    direction: tuple[_Direction, ...]
    adjective: tuple[_Adjective, ...]


class _HomographTable(Row):
    word: tuple[str, ...]
    person: tuple[str, ...]
    actor: tuple[str, ...]
    other: tuple[str, ...]


def load_place_nouns() -> tuple[Mapping[str, PlaceNoun], Mapping[str, Direction]]:
    """Place nouns and directions by folded form. Raises DataError for an unknown kind or a form that stands twice."""
    table = read_table(_NOUNS, _NounTable)
    kinds = frozenset(load_schema().kinds)
    nouns: dict[str, PlaceNoun] = {}
    for row in table.noun:
        if unknown := set(row.kinds) - kinds:
            raise DataError(
                f"unknown kinds {sorted(unknown)} at {row.word}", where=f"data/{_NOUNS}", todo="see schema.toml"
            )
        noun = PlaceNoun(
            word=row.word, kinds=row.kinds, part_of_name=row.part_of_name, relation=row.relation,
            precision=row.precision, evidence=row.evidence,
        )  # fmt: skip
        for form in (row.word, *row.forms):
            if nouns.setdefault(fold_word(form), noun) is not noun:
                raise DataError(f"the form {form} stands twice", where=f"data/{_NOUNS}", todo="keep one of them")
    return nouns, _directions(table)


def load_adjectives() -> Mapping[str, str]:
    """The folded name of the place that each adjective is of, by the adjective's folded masculine form."""
    table = read_table(_NOUNS, _NounTable)
    return {fold_word(form): fold_word(row.of) for row in table.adjective for form in row.forms}


def _directions(table: _NounTable) -> Mapping[str, Direction]:
    found: dict[str, Direction] = {}
    for row in table.direction:
        for adjective, forms in ((False, row.before), (True, row.after)):
            for form in forms:
                found[fold_word(form)] = Direction(word=form, bearing=row.bearing, adjective=adjective)
    return found


def load_homographs() -> Mapping[str, Homograph]:
    """Names that count as places only with evidence, by folded spelling."""
    table = read_table(_HOMOGRAPHS, _HomographTable)
    return {
        fold_word(name): Homograph(name=name, sense=sense)
        for sense in ("word", "person", "actor", "other")
        for name in getattr(table, sense)
    }
