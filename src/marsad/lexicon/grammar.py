"""The folded table `data/lexicon/grammar.toml`: small words that sentences are put together by, a class a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar, get_type_hints

from marsad.errors import DataError
from marsad.lexicon.entries import Fold
from marsad.lexicon.tables import Row, read_table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Texts = tuple[str, ...]
Words = frozenset[str]
Letters = tuple[str, ...]  # beginnings or endings of words, as `str.startswith` takes them
Section = dict[str, Texts | dict[str, Texts]]


class GrammarTable(Row):
    """The sections of the table; the lists of each are the fields of its class below."""

    quantities: Section
    dates: Section
    outcomes: Section
    triggers: Section
    people: Section
    figures: Section
    victims: Section
    causes: Section
    scope: Section
    denials: Section
    arguments: Section
    merging: Section
    completion: Section
    placing: Section
    claimants: Section
    places: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityGrammar:
    """Folded words around numbers."""

    hundred: Words
    scale_only: Words
    of: Words
    thousand_endings: Letters
    million_endings: Letters
    ordinals: Words
    scales: Mapping[str, int]
    fractions: Mapping[str, int]
    two_of: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateGrammar:
    """Folded words around words of time."""

    elatives: Words
    to_day: Words
    past_beginnings: Letters
    plural_beginnings: Letters
    of: Words
    of_year: Words
    before_month: Words
    within: Words
    born: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGrammar:
    """Folded words around outcome words."""

    before_noun: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerGrammar:
    """Folded words around triggers."""

    before_noun: Words
    noun_adjectives: Words
    exposed_beginnings: Letters
    facing: Words
    held: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleGrammar:
    """Folded words around counted people."""

    others: Words
    before_noun: Words
    of: Words
    percent: Words
    units: Words
    most_possible: Words
    years: Words
    closers: Words
    leads_away: Words
    before_ranks: Words
    member_of: Words
    totals: Words
    vehicles: Words
    of_them: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGrammar:
    """Folded words around figures."""

    between_verb: Words
    not_so: Words
    none_of: Words
    or_: Words
    negations: Words
    there_are: Words
    befell: Words
    in_ranks: Words
    several: Words
    along_with: Words
    kunya: Words
    circumstance: Words
    judged: Words
    executions: Words
    purpose: Words
    one_of: Words
    met: Words
    before_other_number: Words
    among: Words
    who: Words
    that: Words
    may: Words
    would: Words
    led_to: Words
    done: Words
    of_wounds_beginnings: Letters
    names_of: Words
    life: Words
    total_nouns: Words
    exceeds: Words
    freed: Words
    to_total: Words
    by_what: Words
    no_name: Words
    no_name_beginnings: Letters
    not_alone: Words
    yielded: Words
    single: Words
    dead: Words

    def may_be(self, words: Sequence[str], at: int) -> bool:
        """ "قد تسفر عن مقتل مدنيين": whether what begins at a word is only said to be possible."""
        return any(words[i] in self.would and words[i - 1] in self.may for i in range(max(at - 3, 1), at))


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimGrammar:
    """Folded words that tell whose people the victims were."""

    members: Words
    of_them: Words
    able: Words
    suspected_beginnings: Letters
    armed_adjectives: Words
    both_sides: Words
    among: Words
    amid: Words
    most: Words
    their_ranks: Words
    feminine: Words
    plural_people: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseGrammar:
    """Folded words that tell who did it."""

    massacre: Words
    commit_beginnings: Letters
    subject_before: Words
    able: Words
    since: Words
    who_were: Words
    admits_beginnings: Letters
    where: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeGrammar:
    """Folded words around the time over which a figure counts."""

    over_time: Words
    since: Words
    opens: Words
    relative: Words
    parts: Words
    one_time: Words
    so_that_rises: Words
    amounts: Words
    campaigns: Words
    goes_on: Words
    its_toll: Words
    toll_nouns: Words
    opposed: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialGrammar:
    """Folded words around denials."""

    object: Words
    untrue: Words
    no_truth: Words
    any_: Words
    civilian: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentGrammar:
    """Folded words around who did it to whom."""

    mutual: Words
    and_between: Words
    partner: Words
    object_next: Words
    leads: Words
    source: Words
    possessions: Words
    people: Words
    belongs: Words
    owned_by: Words
    to_them: Words
    who: Words
    relative: Words
    taking_up: Words
    that: Words
    of_speaker: Words
    weapons: Words
    members: Words
    voices: Words
    quotes: Words
    accuse_beginnings: Letters
    about: Words
    both: Words
    helping: Words
    joint: Words
    unknown_beginnings: Letters
    no_subject_between: Words
    denies_beginnings: Letters
    condemns_beginnings: Letters
    asks_beginnings: Letters
    deeds: Words
    stating_on: Words
    was_done: Words
    takes_up: Words
    when: Words
    aircraft: Words
    attempts: Words
    deeds_or_things: Words
    laid_to: Words
    of_deed_beginnings: Letters

    def of_deed(self, word: str) -> bool:
        """Whether a word may be ب with the verbal noun of what somebody is accused of ("باستهدافها")."""
        return word.startswith(self.of_deed_beginnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergingGrammar:
    """Folded words between two mentions of events."""

    when: Words
    other_time: Words
    by_many: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacingGrammar:
    """Folded words around where an event happened."""

    the_place: Words
    breaks: Words
    opening: Words
    people_of: Words
    from_: Words
    near: Words
    others: Words
    contrast: Words
    exposed_beginnings: Letters
    inside: Words
    parts_of: Words
    speeches: Words
    lies: Words
    arrival_beginnings: Letters
    besides: Words
    took_off: Words
    sites: Words
    fire: Words
    seat_of: Words
    circumstance: Words
    connects: Words
    town_words: Words
    visit_beginnings: Letters
    who: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionGrammar:
    """Folded words around what an event leaves untold."""

    nobody_claims: Words
    blames_beginnings: Letters
    then: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantGrammar:
    """Folded words around claimants."""

    that: Words
    goes_on: Words
    stands_alone: Words
    runs_on: Words
    saying_on: Words
    clause_openers: Words
    already: Words
    deeds: Words
    denials: Words
    who: Words
    subjects: Words
    own_endings: Letters
    itself: Words
    the_sources: Words
    sources: Words
    before_name: Words
    for_his_part: Words
    of_body: Words
    ranks: Words
    after_person: Words
    accuses: Words
    tells: Words
    acts: Words
    relays: Words
    own_people: Words
    one_of: Words
    came: Words
    venues: Words
    name_links: Words
    masculine: Words
    withholds: Words
    withheld: Words
    aside: Words
    no_subject: Words
    of_which: Words
    issues: Words
    saying_nouns: Words
    shows: Words
    voices: Words
    issued: Words
    with_lam: Words
    in_name_of: Words
    governed_beginnings: Letters
    named_beginnings: Letters
    with_lam_beginnings: Letters


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGrammar:
    """Folded words around places."""

    before_place: Words
    before_place_joined: Words
    that: Words
    area_nouns: Words
    division_nouns: Words
    name_builders: Words
    naming_nouns: Words
    list_nouns: Words
    holding_nouns: Words
    within_words: Words
    borders: Words
    border_with: Words
    border_guards: Words
    the_country: Words
    sides_of: Mapping[str, int]
    after_noun: Words
    no_name: Words
    no_name_beginnings: Letters
    within: Words
    kilometres: Words
    two_kilometres: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The folded table, by the part of the reading that uses it."""

    quantities: QuantityGrammar
    dates: DateGrammar
    outcomes: OutcomeGrammar
    triggers: TriggerGrammar
    people: PeopleGrammar
    figures: FigureGrammar
    victims: VictimGrammar
    causes: CauseGrammar
    scope: ScopeGrammar
    denials: DenialGrammar
    arguments: ArgumentGrammar
    merging: MergingGrammar
    completion: CompletionGrammar
    placing: PlacingGrammar
    claimants: ClaimantGrammar
    places: PlaceGrammar


SectionT = TypeVar("SectionT", bound="DataclassInstance")


def load_grammar(*, fold: Fold) -> Grammar:
    """The folded table. Raises DataError."""
    table = read_table("lexicon/grammar.toml", GrammarTable)
    sections = get_type_hints(Grammar).items()
    return Grammar(**{name: _section(section, getattr(table, name), fold) for name, section in sections})


def _section(section: type[SectionT], row: Section, fold: Fold) -> SectionT:
    """The lists of a section, folded: one for each field of its class, and no other."""
    names = {field.name for field in fields(section)}
    if names != row.keys():
        what = f"lacks {sorted(names - row.keys())}, and has {sorted(row.keys() - names)} that nothing reads"
        raise DataError(what, where=f"data/lexicon/grammar.toml, {section.__name__}", todo="put the lists right")
    return section(**{name: _folded(name, lists, fold) for name, lists in row.items()})


def _folded(name: str, value: Texts | Mapping[str, Texts], fold: Fold) -> Words | Letters | Mapping[str, int]:
    """A list as a set of words, as letters to begin or end with, or as the numbers that words stand for."""
    if isinstance(value, Mapping):
        return {fold(form): int(number) for number, forms in value.items() for form in forms}
    folded = tuple(map(fold, value))
    return folded if name.endswith(("beginnings", "endings")) else frozenset(folded)
