"""The registry of sides: who can do, suffer or say something, and how the outlets call them.

The data stands in `marsad/data/actors`: a file per region with its actors, `generic.toml` with the nouns that only a
report can resolve ("الجيش"), `institutions.toml` with the bodies every state or faction has, `spellings.toml` with
words that are written in several ways, `victim_nouns.toml` with the nouns that count people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from marsad.errors import DataError
from marsad.lexicon.actor_rows import (
    ActorFile,
    ActorRow,
    GenericFile,
    InstitutionFile,
    Kind,
    NameKind,
    NameRow,
    NamesRow,
    NounRow,
    NumberOfNoun,
    SpellingFile,
    VictimNounFile,
)
from marsad.lexicon.forms import definite, dual_forms, name_forms, nisba_forms, sound_plural_cases
from marsad.lexicon.tables import read_table

REGIONS: Final = (
    "syria", "iraq", "yemen", "palestine_israel", "lebanon", "libya", "sudan", "egypt", "somalia", "sahel_nigeria",
    "turkey_pkk", "afghanistan_pakistan", "gulf", "iran", "world",
)  # fmt: skip

# Codebook, "Figures": state forces' dead are military, attackers and fighters nonstate.
_VICTIMS: Final[Mapping[str, str]] = MappingProxyType({
    "state": "military", "nonstate": "nonstate", "civilian": "civilian",
    "international": "military", "infrastructure": "unknown", "unknown": "unknown",
})  # fmt: skip

Words = tuple[str, ...]
Stance = Literal["neutral", "framing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorName:
    """One name of an actor as the outlets write it.

    `kind` is full, short, adjective ("تركي"), generic (a common noun: "منازل"), leader, office ("وزارة الدفاع
    التركية"), capital ("أنقرة") or country ("تركيا"); the last two are a side only where they act as a state does, else
    a place. `stance` is framing where the name takes sides. `years` are those in which it meant this actor, None open.
    `ambiguous`: it belongs to several actors. `common`: it is also a given name or an ordinary word ("صالح"), and is
    this actor only in a report that names the actor otherwise too. `composed`: made of an institution and an adjective;
    it gives way to a written name of another actor.
    """

    actor: str
    text: str
    kind: NameKind
    stance: Stance
    note: str | None = None
    ambiguous: bool = False
    common: bool = False
    years: tuple[int | None, int | None] = (None, None)
    composed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One side. `id` is a codebook label or is printed as `other:<id>`; `victims` the class its dead belong to.

    `country` is the ISO 3166 code of where it is at home, `years` those in which it existed, None open.
    """

    id: str
    name_ar: str
    name_en: str
    kind: Kind
    victims: str
    also_en: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None
    years: tuple[int | None, int | None] = (None, None)
    names: tuple[ActorName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericName:
    """A common noun for a side ("الجيش"): the report decides which.

    `candidates` are pairs of country and label, the likeliest of a country first; `default` is the label where the
    report does not tell. `kind` and `victims` hold whichever it is. `if_named`: it stands for those alone that a report
    names besides ("إرهابيون"), always or where a country has several. `arms`: it is
    what is fought with, so that ب leads to a means and to no side ("بالمدفعية").
    """

    text: str
    kind: Kind
    victims: str
    default: str
    candidates: tuple[tuple[str, str], ...]
    if_named: Literal["always", "of_several"] | None = None
    arms: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label it can stand for, each once, in the order of the data."""
        return tuple(dict.fromkeys(label for _, label in self.candidates))

    def needs_name(self, country: str) -> bool:
        """Whether it stands for a side of a country only where the report names that side besides."""
        return self.if_named == "always" or (self.if_named == "of_several" and len(self.in_country(country)) > 1)

    def in_country(self, country: str) -> tuple[str, ...]:
        """The labels it can stand for in a country (ISO code), the likeliest first; empty where none is known."""
        return tuple(label for code, label in self.candidates if code == country)


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimNoun:
    """One form of a noun that counts people.

    `number` is singular, dual or plural; `victims` and `age_sex` are codebook values. `side_decides`: the class is that
    of the side the person belongs to, where the report tells it ("عنصر" of an army is military); `victims` holds
    otherwise. `several`: one is more than one person ("عائلة"); `more`: more of the people told before ("آخر").
    `companion`: of the side of whoever they were with ("مرافق").
    """

    text: str
    lemma: str
    number: NumberOfNoun
    victims: str
    age_sex: str | None = None
    side_decides: bool = False
    several: bool = False
    more: bool = False
    companion: bool = False

    @property
    def count(self) -> int | None:
        """How many people the form alone tells of: 1, 2, or None for a plural."""
        return None if self.several else {"singular": 1, "dual": 2}.get(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRegistry:
    """All sides and their names; every table is keyed by folded words.

    `names`: each name but the adjectives, with its case and spelling variants. `adjectives`: one folded word, with and
    without the article, to the actors it makes of a noun ("قصف روسي"). `generic` and `victim_nouns` likewise.
    """

    actors: Mapping[str, Actor]
    names: Mapping[Words, tuple[ActorName, ...]]
    adjectives: Mapping[str, tuple[ActorName, ...]]
    generic: Mapping[Words, GenericName]
    victim_nouns: Mapping[Words, tuple[VictimNoun, ...]]

    def actor(self, actor_id: str) -> Actor:
        """The actor of an id. Raises DataError for an id that is not in the registry."""
        try:
            return self.actors[actor_id]
        except KeyError:
            raise DataError(
                f"no actor has the id {actor_id!r}", where="data/actors", todo="add it to a file there"
            ) from None


def load_actors(*, fold: Callable[[str], str]) -> ActorRegistry:
    """The packaged registry; `fold` gives one word the spelling under which it is looked up.

    Raises DataError for a file that breaks its schema, an id given twice, an unknown parent or candidate, a name of two
    actors that is not marked ambiguous, and a common noun that is also an actor's own name.
    """
    spellings = _spellings(read_table("actors/spellings.toml", SpellingFile))
    bodies = read_table("actors/institutions.toml", InstitutionFile)
    actors: dict[str, Actor] = {}
    for region in REGIONS:
        where = f"data/actors/{region}.toml"
        for row in read_table(f"actors/{region}.toml", ActorFile).actor:
            if row.id in actors:
                raise DataError(f"the actor {row.id} is given twice", where=where, todo="merge the two entries")
            actors[row.id] = _actor(row, bodies)
    _check_parents(actors)

    def keys(text: str) -> Iterator[Words]:
        return (tuple(map(fold, words)) for words in name_forms(text, spellings))

    names = _names(actors.values(), keys)
    generic = _generic(read_table("actors/generic.toml", GenericFile), actors, keys)
    for words in names.keys() & generic.keys():
        what = f"{generic[words].text} is a common noun and a name of {names[words][0].actor}"
        raise DataError(what, where="data/actors", todo="leave it to one of the two")
    return ActorRegistry(
        actors=MappingProxyType(actors),
        names=MappingProxyType(names),
        adjectives=MappingProxyType(_adjectives(actors.values(), keys)),
        generic=MappingProxyType(generic),
        victim_nouns=MappingProxyType(_victim_nouns(read_table("actors/victim_nouns.toml", VictimNounFile), keys)),
    )


def _spellings(file: SpellingFile) -> Mapping[str, tuple[str, ...]]:
    return {word: (word, *(w for w in group if w != word)) for group in file.same for word in group}


def _actor(row: ActorRow, bodies: InstitutionFile) -> Actor:
    names = (*_written(row, row.names, "neutral"), *_written(row, row.framing, "framing"))
    if all(name.text != row.name_ar for name in names):
        first = ActorName(actor=row.id, text=row.name_ar, kind="full", stance="neutral", ambiguous=row.ambiguous)
        names = (first, *names)
    written = {name.text for name in names}
    for text in row.common:
        if text not in written:
            raise DataError(
                f"{text} is marked common and is no name of {row.id}", where="data/actors", todo="add it there"
            )
    composed = [n for n in _composed(row, names, bodies) if n.text not in written]
    return Actor(
        id=row.id,
        name_ar=row.name_ar,
        name_en=row.name_en,
        also_en=row.also_en,
        kind=row.kind,
        victims=row.victims or _VICTIMS[row.kind],
        parent=row.parent,
        country=row.country,
        years=_years(row.years),
        names=(*dict.fromkeys(names), *dict.fromkeys(composed)),
    )


def _years(years: tuple[int, ...]) -> tuple[int | None, int | None]:
    padded = (*years, None, None)
    return (padded[0], padded[1])


def _written(actor: ActorRow, rows: NamesRow, stance: Stance) -> Iterator[ActorName]:
    for kind, entries in rows.by_kind():
        for entry in entries:
            row = NameRow(text=entry) if isinstance(entry, str) else entry
            yield ActorName(
                actor=actor.id, text=row.text, kind=kind, stance=stance, note=row.note,
                ambiguous=row.ambiguous, common=row.text in actor.common, years=_years(row.years),
            )  # fmt: skip


def _composed(row: ActorRow, names: Iterable[ActorName], bodies: InstitutionFile) -> Iterator[ActorName]:
    """The bodies that every state or faction has, named with its adjective: "وزارة الدفاع" and "تركي"."""
    if row.institutions is None:
        return
    adjectives = [n for n in names if n.kind == "adjective" and n.text.endswith("ي")]
    for adjective in adjectives:
        masculine = definite(adjective.text)
        for body in bodies.institution:
            if body.of != row.institutions:
                continue
            for nouns, ending in ((body.masculine, ""), (body.feminine, "ة"), (body.people, "ون")):
                for noun in nouns:
                    text = f"{noun} {masculine}{ending}"
                    yield ActorName(
                        actor=row.id, text=text, kind=body.kind, stance=adjective.stance,
                        ambiguous=adjective.ambiguous, composed=True,
                    )  # fmt: skip


def _check_parents(actors: Mapping[str, Actor]) -> None:
    for actor in actors.values():
        if actor.parent is not None and actor.parent not in actors:
            raise DataError(
                f"the actor {actor.id} has the parent {actor.parent}, which is none",
                where="data/actors",
                todo="give the parent an entry or leave it out",
            )


def _names(actors: Iterable[Actor], keys: Callable[[str], Iterator[Words]]) -> dict[Words, tuple[ActorName, ...]]:
    found: dict[Words, tuple[ActorName, ...]] = {}
    names = [name for actor in actors for name in actor.names if name.kind != "adjective"]
    for name in sorted(names, key=lambda n: n.composed):
        texts = (name.text, definite(name.text)) if name.kind == "generic" else (name.text,)
        for text in texts:
            for words in keys(text):
                _add(found, words, name)
    return found


def _add(found: dict[Words, tuple[ActorName, ...]], words: Words, name: ActorName) -> None:
    others = found.get(words, ())
    if any(other.actor == name.actor for other in others) or (others and name.composed):
        return
    for other in others:
        if not (name.ambiguous and other.ambiguous):
            raise DataError(
                f"{name.text} is a name of {other.actor} and of {name.actor}",
                where="data/actors",
                todo="take it from one of them, or mark it ambiguous = true in both",
            )
    found[words] = (*others, name)


def _adjectives(actors: Iterable[Actor], keys: Callable[[str], Iterator[Words]]) -> dict[str, tuple[ActorName, ...]]:
    found: dict[Words, tuple[ActorName, ...]] = {}
    for actor in actors:
        for name in actor.names:
            if name.kind != "adjective":
                continue
            for form in nisba_forms(name.text):
                for text in (form, definite(form)):
                    for words in keys(text):
                        _add(found, words, name)
    return {words[0]: names for words, names in found.items()}


def _generic(
    file: GenericFile, actors: Mapping[str, Actor], keys: Callable[[str], Iterator[Words]]
) -> dict[Words, GenericName]:
    found: dict[Words, GenericName] = {}
    for row in file.generic:
        stands_for = file.stands_for.get(row.stands_for, {})
        candidates = tuple((code, label) for code, labels in stands_for.items() for label in labels)
        for label in (row.default, *(label for _, label in candidates)):
            if label not in actors:
                raise DataError(f"no actor has the id {label!r}", where=f"data/actors/generic.toml, {row.texts[0]}")
        for text in row.texts:
            name = GenericName(
                text=text,
                kind=row.kind,
                victims=row.victims or _VICTIMS[row.kind],
                default=row.default,
                candidates=candidates,
                if_named=row.if_named,
                arms=row.arms,
            )
            for words in keys(text):
                found.setdefault(words, name)
    return found


def _victim_nouns(file: VictimNounFile, keys: Callable[[str], Iterator[Words]]) -> dict[Words, tuple[VictimNoun, ...]]:
    found: dict[Words, tuple[VictimNoun, ...]] = {}
    for row in file.noun:
        forms = tuple(_noun_forms(row))
        # Of a form of both the article means all of them: "مقتل شرطيين" are two, "مقتل الشرطيين" any number.
        both = {text for text, number in forms if row.dual_first and number == "plural"}
        for text, number in forms:
            noun = VictimNoun(
                text=text, lemma=row.lemma, number=number, victims=row.victims,
                age_sex=row.age_sex, side_decides=row.side_decides, several=row.several, more=row.more,
                companion=row.companion,
            )  # fmt: skip
            for written in (text,) if number == "dual" and text in both else (text, definite(text)):
                for words in keys(written):
                    others = found.get(words, ())
                    if all((o.lemma, o.number) != (noun.lemma, noun.number) for o in others):
                        found[words] = (*others, noun)
    return found


def _noun_forms(row: NounRow) -> Iterator[tuple[str, NumberOfNoun]]:
    """Each form with its number; plurals before duals, since "مدنيين" is far oftener the plural, but `dual_first`."""
    for text in row.singular:
        yield text, "singular"
        if " " not in text and not text.endswith(("ة", "اء", "ى")):
            yield text + "ا", "singular"  # counted: "15 جنديا"
    duals = row.dual or tuple(form for one in row.singular if " " not in one for form in dual_forms(one))
    plurals = tuple(text for plural in row.plural for text in sound_plural_cases(plural))
    numbered: tuple[tuple[tuple[str, ...], NumberOfNoun], ...] = ((plurals, "plural"), (duals, "dual"))
    for texts, number in reversed(numbered) if row.dual_first else numbered:
        yield from ((text, number) for text in texts)
