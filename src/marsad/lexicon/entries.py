"""The tables of outcomes and triggers: every inflected form, ready to be looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from marsad.lexicon import inflection
from marsad.lexicon.inflection import Form
from marsad.lexicon.tables import Row, read_table

Fold = Callable[[str], str]


class Inflected(Row):
    """What the loader inflects; see the heads of the TOML files."""

    id: str
    gloss: str
    perfect: tuple[str, ...] = ()
    perfect_weak: tuple[str, ...] = ()
    imperfect: tuple[str, ...] = ()
    singular: tuple[str, ...] = ()
    dual: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    present: tuple[str, ...] = ()

    def inflected(self) -> Iterator[Form]:
        """Every written form of this entry, with phrases as they are."""
        makers: tuple[tuple[tuple[str, ...], Callable[[str], Iterable[Form]]], ...] = (
            (self.perfect, inflection.perfect),
            (self.perfect_weak, inflection.perfect_weak),
            (self.imperfect, inflection.imperfect),
            (self.singular, inflection.noun),
            (self.sound, inflection.sound),
            (self.dual, inflection.dual),
            (self.plural, inflection.plural),
        )
        for stems, make in makers:
            for stem in stems:
                yield from make(stem)
        for form in self.forms:
            yield Form(form, "perfect", 3 if form.endswith("وا") else 1)
        for phrase in self.phrases:
            yield Form(phrase, "", 1)
        for phrase in self.present:
            yield Form(phrase, "imperfect", 1)


class Outcome(Inflected):
    """A word that says what people suffered (codebook, "Figures": outcome)."""

    outcome: Literal["killed", "injured", "missing", "captured", "displaced", "casualties"]
    kind: Literal["verb", "masdar", "noun", "light", "closing"]
    active: bool = False
    own: bool = False
    single: bool = False
    needs_number: bool = False
    people_only: bool = False
    natural: bool = False
    lost_by: Literal["killed"] | None = None
    doubtful: tuple[str, ...] = ()
    alone_as: Literal["injured", "casualties"] | None = None


class Trigger(Inflected):
    """A word that tells of an event (codebook, "Events": type)."""

    type: str
    kind: Literal["verb", "masdar", "noun"]
    roles: Literal["subject_object", "symmetric", "object_only", "subject_only"] = "subject_object"
    weak: bool = False
    refine: bool = False
    political: bool = False
    covers: tuple[str, ...] = ()
    turns: Literal["clash"] | None = None
    needs_before: Literal["advancing", "fired"] | None = None
    status: Literal["ongoing", "planned", "failed"] | None = None
    needs_object: (
        Literal[
            "equipment",
            "settlement",
            "blame",
            "ground",
            "fighters",
            "home",
            "charges",
            "aid",
            "accord",
            "supply",
            "wanted",
            "troops",
        ]
        | None
    ) = None


class TriggerWords(Row):
    """Words beside a trigger that refine its type or its status."""

    air: tuple[str, ...]
    drone: tuple[str, ...]
    without: tuple[str, ...]
    guns: tuple[str, ...]
    artillery: tuple[str, ...]
    ied: tuple[str, ...]
    suicide: tuple[str, ...]
    chemical: tuple[str, ...]
    equipment: tuple[str, ...]
    aircraft: tuple[str, ...]
    dropped: tuple[str, ...]
    charges: tuple[str, ...]
    accord: tuple[str, ...]
    supply: tuple[str, ...]
    troops: tuple[str, ...]
    wanted: tuple[str, ...]
    home: tuple[str, ...]
    aid: tuple[str, ...]
    ground: tuple[str, ...]
    on_it: tuple[str, ...]
    fighters: tuple[str, ...]
    fired: tuple[str, ...]
    settlement: tuple[str, ...]
    blame: tuple[str, ...]
    crowd: tuple[str, ...]
    alike: tuple[str, ...]
    concedes: tuple[str, ...]
    towards: tuple[str, ...]
    at_him: tuple[str, ...]
    strikes_at: tuple[str, ...]
    figurative: tuple[str, ...]
    planned_before: tuple[str, ...]
    prepares: tuple[str, ...]
    readying: tuple[str, ...]
    heard: tuple[str, ...]
    to_and: tuple[str, ...]
    held_by: tuple[str, ...]
    will: tuple[str, ...]
    failed_before: tuple[str, ...]
    failed_after: tuple[str, ...]
    ongoing_before: tuple[str, ...]
    ongoing_after: tuple[str, ...]
    carrying_on: tuple[str, ...]
    advancing: tuple[str, ...]
    entering: tuple[str, ...]
    its_day: tuple[str, ...]
    before_subjunctive: tuple[str, ...]
    meant: tuple[str, ...]
    conditions: tuple[str, ...]
    demands: tuple[str, ...]
    denies: tuple[str, ...]
    suffered: tuple[str, ...]
    negation: tuple[str, ...]
    shot: tuple[str, ...]
    says_must: tuple[str, ...]
    says_never: tuple[str, ...]
    says_blame: tuple[str, ...]
    says_praise: tuple[str, ...]
    says_told: tuple[str, ...]
    speaks_official: tuple[str, ...]
    speaks_teller: tuple[str, ...]


class OutcomeTable(Row):
    entry: tuple[Outcome, ...]


class TriggerTable(Row):
    entry: tuple[Trigger, ...]
    words: TriggerWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One written form of an entry, as folded words."""

    words: tuple[str, ...]
    form: Form
    entry: Outcome | Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseTable:
    """Forms by their first folded word, longest first."""

    by_first: Mapping[str, tuple[Phrase, ...]]


def phrase_table(entries: Iterable[Outcome | Trigger], *, fold: Fold) -> PhraseTable:
    """Every form of the entries, folded and keyed by its first word."""
    found: dict[str, dict[tuple[tuple[str, ...], str], Phrase]] = defaultdict(dict)
    for entry in entries:
        for form in entry.inflected():
            words = tuple(fold(word) for word in form.text.split())
            found[words[0]].setdefault((words, entry.id), Phrase(words=words, form=form, entry=entry))
    return PhraseTable(by_first={k: tuple(sorted(v.values(), key=lambda p: -len(p.words))) for k, v in found.items()})


def load_outcomes(*, fold: Fold) -> PhraseTable:
    """The table `data/lexicon/outcomes.toml`. Raises DataError."""
    return phrase_table(read_table("lexicon/outcomes.toml", OutcomeTable).entry, fold=fold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """The triggers of events and the words that refine them, folded."""

    phrases: PhraseTable
    words: Mapping[str, frozenset[str]]


def load_triggers(*, fold: Fold) -> Triggers:
    """The table `data/lexicon/triggers.toml`. Raises DataError."""
    table = read_table("lexicon/triggers.toml", TriggerTable)
    words = {name: frozenset(fold(w) for w in getattr(table.words, name)) for name in TriggerWords.model_fields}
    return Triggers(phrases=phrase_table(table.entry, fold=fold), words=words)
