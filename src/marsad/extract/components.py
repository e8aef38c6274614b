"""The components of the reading, as spaCy factories: one file each, one list, in the order they run."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from spacy.language import Language

from marsad.extract.accidents import Accidents
from marsad.extract.arguments import Arguments
from marsad.extract.assembly import Assembly
from marsad.extract.causes import CausedBy
from marsad.extract.claimants import Claimants
from marsad.extract.completion import Completion
from marsad.extract.containment import Containment
from marsad.extract.dates import Dates
from marsad.extract.deaths import Deaths
from marsad.extract.denials import Denials
from marsad.extract.doers import Doers
from marsad.extract.events import Drafting
from marsad.extract.evidence import Evidence
from marsad.extract.fighting import fights
from marsad.extract.figures import Linking
from marsad.extract.implied import ImpliedPeople
from marsad.extract.judge import Judge
from marsad.extract.linking import OutcomeLinks
from marsad.extract.lists import NameLists
from marsad.extract.matching import Finder
from marsad.extract.merging import Merging
from marsad.extract.named import NamedVictims
from marsad.extract.outcome_nouns import OutcomeNouns
from marsad.extract.outcomes import Outcomes
from marsad.extract.owners import Owners
from marsad.extract.parts import Parts
from marsad.extract.people import Counting
from marsad.extract.place_names import PlaceNames
from marsad.extract.places import Places, place_index
from marsad.extract.placing import Placing
from marsad.extract.quantities import Quantities
from marsad.extract.referred import Referred
from marsad.extract.scope import Scopes
from marsad.extract.sides import Sides, country_names, side_index
from marsad.extract.silence import Silence
from marsad.extract.spoken import Spoken
from marsad.extract.status import Statuses
from marsad.extract.subjects import Subjects
from marsad.extract.support import Supports
from marsad.extract.triggers import EventTriggers
from marsad.extract.victims import VictimsOf
from marsad.gazetteer import Gazetteer, load_gazetteer
from marsad.lexicon.actors import ActorRegistry, load_actors
from marsad.lexicon.camps import load_camps
from marsad.lexicon.dates import load_dates
from marsad.lexicon.entries import Outcome, Trigger, Triggers, load_outcomes, load_triggers
from marsad.lexicon.grammar import Grammar, load_grammar
from marsad.lexicon.index import WordIndex, word_index
from marsad.lexicon.quantities import QuantityWords, load_quantities
from marsad.lexicon.reporting import ReportingWords, load_reporting
from marsad.lexicon.roles import RoleWords, load_roles, load_silence
from marsad.lexicon.weights import load_weights
from marsad.model import VIOLENT
from marsad.settings import from_environment
from marsad.text.folding import fold_word

_NAME: Final = 4  # letters of a faction's one-word name that may be a common word ("حماس")
COMPONENTS: Final = (
    "marsad_quantities",
    "marsad_dates",
    "marsad_sides",
    "marsad_outcomes",
    "marsad_triggers",
    "marsad_places",
    "marsad_claimants",
    "marsad_assembly",
)


@lru_cache(maxsize=1)
def registry() -> ActorRegistry:
    """The sides, loaded once."""
    return load_actors(fold=fold_word)


def gazetteer() -> Gazetteer:
    """The packaged places and those the user has imported."""
    return load_gazetteer(from_environment().gazetteer)


@lru_cache(maxsize=1)
def quantity_words() -> QuantityWords:
    """How Arabic counts, loaded once."""
    return load_quantities(fold=fold_word)


@lru_cache(maxsize=1)
def role_words() -> RoleWords:
    """The words around events and tolls, loaded once."""
    return load_roles(fold=fold_word)


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The small words of sentences, loaded once."""
    return load_grammar(fold=fold_word)


@lru_cache(maxsize=1)
def reporting_words() -> ReportingWords:
    """The words of saying, loaded once."""
    return load_reporting(fold=fold_word)


@lru_cache(maxsize=1)
def trigger_table() -> Triggers:
    """The words that tell of events, loaded once."""
    return load_triggers(fold=fold_word)


def silence() -> Silence:
    """The judge of whole reports."""
    return Silence(words=load_silence(fold=fold_word), violence=_violence(), factions=_factions())


def _factions() -> WordIndex[str]:
    """The names of factions that fight: of two words or more, or of one that is no common word."""
    own = {a.id for a in registry().actors.values() if a.kind == "nonstate" and a.id != "militants"}
    return word_index(
        (words, meant[0].actor)
        for words, meant in registry().names.items()
        if meant[0].actor in own
        and meant[0].kind in ("full", "short")
        and not (meant[0].ambiguous or meant[0].common)
        and (len(words) > 1 or len(words[0]) > _NAME)
    )


def _armed() -> frozenset[str]:
    """The sides that fight."""
    return frozenset(a.id for a in registry().actors.values() if fights(a) and a.id != "militants")


def _violence() -> frozenset[str]:
    """Single words that by themselves tell of violence: of killing, and triggers that no other subject uses."""
    deaths = (p for found in load_outcomes(fold=fold_word).by_first.values() for p in found)
    strong = (p for found in trigger_table().phrases.by_first.values() for p in found)
    words = {
        p.words[0]
        for p in deaths
        if isinstance(p.entry, Outcome)
        and p.entry.outcome == "killed"
        and not p.entry.people_only
        and (len(p.words) == 1 or len(p.words[0]) > 3)  # «في» begins phrases of death, and all else
    }
    words |= {
        p.words[0]
        for p in strong
        if isinstance(p.entry, Trigger)
        and p.entry.type in VIOLENT
        and len(p.words) == 1
        and not (p.entry.weak or p.entry.needs_object or p.entry.needs_before)
    }
    definite = {"ال" + w for w in words}
    return frozenset(words | definite)


@Language.factory("marsad_quantities")
def quantities(nlp: Language, name: str) -> Quantities:
    """Numbers of something, with their hedges: first, for dates and figures count by them."""
    return Quantities(words=quantity_words(), grammar=grammar().quantities)


@Language.factory("marsad_dates")
def dates(nlp: Language, name: str) -> Dates:
    """Words of time, which take the numbers that are theirs."""
    return Dates(
        words=load_dates(fold=fold_word),
        quantities=Quantities(words=quantity_words(), grammar=grammar().quantities),
        grammar=grammar().dates,
    )


@Language.factory("marsad_sides")
def sides(nlp: Language, name: str) -> Sides:
    """Who is named, and what a common noun for a side means in this report."""
    return Sides(
        registry=registry(),
        index=side_index(registry()),
        countries=country_names(gazetteer()),
        ours=role_words().ours,
        voices=grammar().arguments.voices,
        before_place=grammar().places.before_place,
        numbers=quantity_words().numbers,
        tens=quantity_words().ten,
    )


@Language.factory("marsad_outcomes")
def outcomes(nlp: Language, name: str) -> Outcomes:
    """The words that say what people suffered."""
    nouns = {words[0] for words in registry().victim_nouns}
    people = frozenset(nouns | {"ال" + noun for noun in nouns})
    return Outcomes(finder=Finder(table=load_outcomes(fold=fold_word)), grammar=grammar().outcomes, people=people)


@Language.factory("marsad_triggers")
def triggers(nlp: Language, name: str) -> EventTriggers:
    """The words that tell of events, outside the names of sides."""
    return EventTriggers(
        table=trigger_table(),
        finder=Finder(table=trigger_table().phrases),
        grammar=grammar().triggers,
        merging=grammar().merging,
    )


@Language.factory("marsad_places")
def places(nlp: Language, name: str) -> Places:
    """Places named, with the sides in view that say which country is meant."""
    known, words = gazetteer(), grammar().places
    return Places(
        gazetteer=known,
        registry=registry(),
        names=PlaceNames(gazetteer=known, index=place_index(known), grammar=words),
        containment=Containment(gazetteer=known, grammar=words),
    )


@Language.factory("marsad_claimants")
def claimants(nlp: Language, name: str) -> Claimants:
    """Who asserts what."""
    return Claimants(words=reporting_words(), grammar=grammar().claimants)


@Language.factory("marsad_assembly")
def assembly(nlp: Language, name: str) -> Assembly:
    """Figures and events, from all that the others found."""
    counting = Counting(
        registry=registry(),
        nouns=word_index(registry().victim_nouns.items()),
        quantities=quantity_words(),
        roles=role_words(),
        grammar=grammar().people,
    )
    subjects = Subjects(words=role_words(), grammar=grammar().arguments, saying=reporting_words().verbs)
    doers = Doers(words=role_words(), grammar=grammar().arguments, subjects=subjects)
    arguments = Arguments(words=role_words(), grammar=grammar().arguments, subjects=subjects, doers=doers)
    supports = Supports(registry=registry(), words=trigger_table().words)
    roles, words, judge = role_words(), grammar().figures, silence()
    return Assembly(
        linking=_linking(counting),
        drafting=Drafting(
            arguments=arguments,
            statuses=Statuses(words=trigger_table().words),
            supports=supports,
            merging=_merging(),
            judge=Judge(
                evidence=Evidence(supports=supports, spoken=Spoken(words=trigger_table().words), words=_small_words()),
                weights=load_weights(),
            ),
            deaths=Deaths(
                named=NamedVictims(counting=counting, grammar=grammar().figures), words=trigger_table().words
            ),
            registry=registry(),
            that=grammar().claimants.that,
            completion=Completion(
                registry=registry(),
                roles=role_words(),
                camps=load_camps(),
                grammar=grammar().completion,
                placing=grammar().placing,
            ),
            placing=Placing(grammar=grammar().placing),
        ),
        accidents=Accidents(silence=judge, grammar=words),
        victims=VictimsOf(
            registry=registry(),
            counting=counting,
            camps=load_camps(),
            owners=Owners(roles=roles, registry=registry(), camps=load_camps(), grammar=grammar().victims),
            grammar=grammar().victims,
        ),
        caused_by=CausedBy(roles=roles, grammar=grammar().causes, camps=load_camps(), registry=registry()),
        scopes=Scopes(roles=roles, grammar=grammar().scope),
        denials=Denials(roles=roles, grammar=grammar().denials),
        silence=judge,
        roles=roles,
        registry=registry(),
        armed=_armed(),
    )


def _merging() -> Merging:
    """What makes two mentions one event."""
    words = trigger_table().words
    return Merging(
        grammar=grammar().merging, ongoing=words["ongoing_after"], alike=words["alike"], guns=words["artillery"]
    )


def _small_words() -> frozenset[str]:
    """The words of the grammar that speak of an event beside them: those of status, of saying, and prepositions."""
    words, small = trigger_table().words, grammar()
    kinds = (
        "negation",
        "meant",
        "demands",
        "denies",
        "concedes",
        "ongoing_before",
        "ongoing_after",
        "carrying_on",
        "suffered",
        "heard",
        "readying",
    )
    found = frozenset().union(*(words[kind] for kind in kinds))
    return (
        found
        | small.triggers.before_noun
        | small.claimants.that
        | small.people.leads_away
        | small.claimants.clause_openers
    )


def _linking(counting: Counting) -> Linking:
    """The parts that state figures."""
    words = grammar().figures
    parts = Parts(roles=role_words(), of_them_words=grammar().people.of_them)
    named = NamedVictims(counting=counting, grammar=words)
    return Linking(
        counting=counting,
        parts=parts,
        implied=ImpliedPeople(counting=counting, named=named, parts=parts, grammar=words),
        links=OutcomeLinks(counting=counting, grammar=words),
        named=named,
        lists=NameLists(counting=counting, named=named, grammar=words),
        referred=Referred(grammar=words),
        nouns=OutcomeNouns(counting=counting, grammar=words),
    )
