"""Words around triggers and tolls: the tables `data/lexicon/roles.toml` and `silence.toml`, folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from marsad.lexicon.entries import Fold
from marsad.lexicon.index import WordIndex, word_index
from marsad.lexicon.inflection import imperfect, perfect
from marsad.lexicon.tables import Row, read_table


class LaunchRow(Row):
    perfect: tuple[str, ...]
    imperfect: tuple[str, ...]
    forms: tuple[str, ...]


class HitRow(Row):
    words: tuple[str, ...]


class PhrasesRow(Row):
    phrases: tuple[str, ...]


class SufferRow(Row):
    stems: tuple[str, ...]
    forms: tuple[str, ...]


class PartsRow(Row):
    phrases: tuple[str, ...]
    whole: tuple[str, ...]


class ScopeRow(Row):
    rising: tuple[str, ...]
    total: tuple[str, ...]
    since: tuple[str, ...]
    period: tuple[str, ...]


class DenialRow(Row):
    words: tuple[str, ...]
    none: tuple[str, ...]


class InflictRow(Row):
    object_verbs: tuple[str, ...]
    subject_verbs: tuple[str, ...]
    ranks: tuple[str, ...]


class NounsRow(Row):
    nouns: tuple[str, ...]


class StemsRow(Row):
    stems: tuple[str, ...]


class OwnRow(Row):
    nouns: tuple[str, ...]


class RoleTable(Row):
    launch: LaunchRow
    hit: HitRow
    by: PhrasesRow
    between: PhrasesRow
    with_: PhrasesRow
    suffer: SufferRow
    because: HitRow
    cause: PhrasesRow
    parts: PartsRow
    scope: ScopeRow
    denial: DenialRow
    inflict: InflictRow
    responsible: HitRow
    doing: NounsRow
    civil: HitRow
    facilities: HitRow
    beside: HitRow
    villages: HitRow
    positions: HitRow
    ours: StemsRow
    own: OwnRow


class AccidentRow(Row):
    words: tuple[str, ...]


class SilenceTable(Row):
    subjects: dict[str, tuple[str, ...]]
    accident: AccidentRow
    war: AccidentRow
    weapons: AccidentRow
    martyrs: AccidentRow
    police: AccidentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """Folded words of roles, by the headings of the table."""

    launch: frozenset[str]
    hit: frozenset[str]
    by: WordIndex[str]
    between: WordIndex[str]
    with_: WordIndex[str]
    suffer: frozenset[str]
    because: frozenset[str]
    cause: WordIndex[str]
    parts: WordIndex[str]
    parts_whole: frozenset[str]
    rising: WordIndex[str]
    total: WordIndex[str]
    since: WordIndex[str]
    period: WordIndex[str]
    denial: frozenset[str]
    none: WordIndex[str]
    object_verbs: frozenset[str]
    subject_verbs: frozenset[str]
    ranks: frozenset[str]
    responsible: frozenset[str]
    doing: frozenset[str]
    civil: frozenset[str]
    facilities: frozenset[str]
    beside: frozenset[str]
    villages: frozenset[str]
    positions: frozenset[str]
    ours: frozenset[str]
    own: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceWords:
    """Folded words that speak against armed conflict, and for it."""

    subjects: frozenset[str]
    accident: WordIndex[str]
    war: frozenset[str]
    weapons: frozenset[str]
    martyrs: frozenset[str]
    police: frozenset[str]


def load_roles(*, fold: Fold) -> RoleWords:
    """The folded table of roles. Raises DataError."""
    table = read_table("lexicon/roles.toml", RoleTable)
    words = _folder(fold)
    launch = {fold(f.text) for stem in table.launch.perfect for f in perfect(stem)}
    launch |= {fold(f.text) for stem in table.launch.imperfect for f in imperfect(stem)}
    return RoleWords(
        launch=frozenset(launch | set(map(fold, table.launch.forms))),
        hit=frozenset(map(fold, table.hit.words)),
        by=words(table.by.phrases),
        between=words(table.between.phrases),
        with_=words(table.with_.phrases),
        suffer=frozenset(map(fold, (*table.suffer.stems, *table.suffer.forms))),
        because=frozenset(map(fold, table.because.words)),
        cause=words(table.cause.phrases),
        parts=words(table.parts.phrases),
        parts_whole=frozenset(map(fold, table.parts.whole)),
        rising=words(table.scope.rising),
        total=words(table.scope.total),
        since=words(table.scope.since),
        period=words(table.scope.period),
        denial=frozenset(map(fold, table.denial.words)),
        none=words(table.denial.none),
        object_verbs=frozenset(map(fold, table.inflict.object_verbs)),
        subject_verbs=frozenset(map(fold, table.inflict.subject_verbs)),
        ranks=frozenset(map(fold, table.inflict.ranks)),
        responsible=frozenset(map(fold, table.responsible.words)),
        civil=frozenset(map(fold, table.civil.words)),
        facilities=frozenset(map(fold, table.facilities.words)),
        beside=frozenset(map(fold, table.beside.words)),
        villages=frozenset(map(fold, table.villages.words)),
        positions=frozenset(map(fold, table.positions.words)),
        doing=frozenset(map(fold, table.doing.nouns)),
        ours=frozenset(map(fold, table.ours.stems)),
        own=frozenset(map(fold, table.own.nouns)),
    )


def load_silence(*, fold: Fold) -> SilenceWords:
    """The folded table of silence. Raises DataError."""
    table = read_table("lexicon/silence.toml", SilenceTable)
    subjects: Mapping[str, tuple[str, ...]] = table.subjects
    return SilenceWords(
        subjects=frozenset(fold(w) for group in subjects.values() for w in group),
        accident=_folder(fold)(table.accident.words),
        war=frozenset(map(fold, table.war.words)),
        weapons=frozenset(map(fold, table.weapons.words)),
        martyrs=frozenset(map(fold, table.martyrs.words)),
        police=frozenset(map(fold, table.police.words)),
    )


def _folder(fold: Fold) -> Callable[[Iterable[str]], WordIndex[str]]:
    def words(texts: Iterable[str]) -> WordIndex[str]:
        return word_index((tuple(map(fold, t.split())), t) for t in texts)

    return words
