"""The schema of the files under `marsad/data/actors`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from marsad.lexicon.tables import Row

Kind = Literal["state", "nonstate", "civilian", "international", "infrastructure", "unknown"]
NameKind = Literal["full", "short", "adjective", "generic", "leader", "office", "capital", "country"]
NumberOfNoun = Literal["singular", "dual", "plural"]
Victims = Literal["civilian", "military", "nonstate", "mixed", "unknown"]
AgeSex = Literal["children", "women", "women_and_children"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Field(pattern=r"^\S+( \S+)*$")]
Years = Annotated[tuple[int, ...], Field(max_length=2)]


class NameRow(Row):
    """A name with more to say than its text. `years`: [from] or [from, to]."""

    text: Text
    note: str | None = None
    ambiguous: bool = False
    years: Years = ()


Names = tuple[Text | NameRow, ...]


class NamesRow(Row):
    """The names of an actor by kind."""

    full: Names = ()
    short: Names = ()
    adjective: Names = ()
    generic: Names = ()
    leader: Names = ()
    office: Names = ()
    capital: Names = ()
    country: Names = ()

    def by_kind(self) -> Iterator[tuple[NameKind, Names]]:
        """Each kind with its names."""
        yield "full", self.full
        yield "short", self.short
        yield "adjective", self.adjective
        yield "generic", self.generic
        yield "leader", self.leader
        yield "office", self.office
        yield "capital", self.capital
        yield "country", self.country


class ActorRow(Row):
    """One actor.

    `institutions`: its adjectives make names with the bodies of a state or of a faction. `common`: those of its names
    that are also a given name or an ordinary word.
    """

    id: Id
    name_ar: Text
    name_en: str
    also_en: tuple[str, ...] = ()
    kind: Kind
    victims: Victims | None = None
    parent: Id | None = None
    country: Country | None = None
    years: Years = ()
    institutions: Literal["state", "faction"] | None = None
    ambiguous: bool = False
    common: tuple[Text, ...] = ()
    names: NamesRow = NamesRow()
    framing: NamesRow = NamesRow()


class ActorFile(Row):
    """A file of a region."""

    actor: tuple[ActorRow, ...]


class InstitutionRow(Row):
    """Nouns that an adjective turns into a name: after a masculine, a feminine, or a plural of people."""

    of: Literal["state", "faction"]
    kind: NameKind
    masculine: tuple[Text, ...] = ()
    feminine: tuple[Text, ...] = ()
    people: tuple[Text, ...] = ()


class InstitutionFile(Row):
    """`institutions.toml`."""

    institution: tuple[InstitutionRow, ...]


class SpellingFile(Row):
    """`spellings.toml`: groups of words that are one word."""

    same: tuple[tuple[Text, ...], ...]


class GenericRow(Row):
    """Nouns resolved by the report; `stands_for` names a table of the file."""

    texts: tuple[Text, ...]
    kind: Kind
    victims: Victims | None = None
    default: Id
    stands_for: str = ""
    if_named: Literal["always", "of_several"] | None = None
    arms: bool = False


class GenericFile(Row):
    """`generic.toml`."""

    stands_for: dict[str, dict[Country, tuple[Id, ...]]]
    generic: tuple[GenericRow, ...]


class NounRow(Row):
    """A noun that counts people. Duals are made from the singular where none is given.

    `several`: one of them is more than one person (a family). `more`: more of the people told before ("آخر", "ثالث").
    `companion`: of the same side as the person they were with ("مرافق").
    """

    lemma: Text
    victims: Victims
    age_sex: AgeSex | None = None
    side_decides: bool = False
    several: bool = False
    more: bool = False
    companion: bool = False
    dual_first: bool = False
    singular: tuple[Text, ...] = ()
    dual: tuple[Text, ...] = ()
    plural: tuple[Text, ...] = ()


class VictimNounFile(Row):
    """`victim_nouns.toml`."""

    noun: tuple[NounRow, ...]
