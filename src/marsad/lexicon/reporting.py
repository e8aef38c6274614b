"""Words of saying: the table `data/lexicon/reporting.toml`, folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.lexicon.entries import Fold
from marsad.lexicon.index import WordIndex, word_index
from marsad.lexicon.inflection import imperfect, perfect
from marsad.lexicon.tables import Row, read_table


class VerbsRow(Row):
    perfect: tuple[str, ...]
    imperfect: tuple[str, ...]
    forms: tuple[str, ...]
    spreading: tuple[str, ...]
    no_noun: tuple[str, ...]
    with_that: tuple[str, ...]
    stating: tuple[str, ...]
    stating_forms: tuple[str, ...]


class CarriedRow(Row):
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]


class ParticlesRow(Row):
    before: tuple[str, ...]
    with_verb: tuple[str, ...]
    nobody: tuple[str, ...]


class NounsRow(Row):
    head: tuple[str, ...]
    end: tuple[str, ...]
    documents: tuple[str, ...]


class ReportingTable(Row):
    verbs: VerbsRow
    carried: CarriedRow
    particles: ParticlesRow
    nouns: NounsRow
    fixed: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingWords:
    """Folded words of saying.

    `spreading`: verbs whose object is the news; `no_noun`: those whose only noun is the subject; `stating`: verbs of
    demanding, condemning, promising. `heads`: first words of a claimant; `ends`: words at which its name
    stops; `documents`: what somebody issues, for whom it speaks. `with_that`: verbs of saying that govern "that".
    """

    verbs: frozenset[str]
    spreading: frozenset[str]
    no_noun: frozenset[str]
    with_that: frozenset[str]
    stating: frozenset[str]
    carried_verbs: frozenset[str]
    carried_nouns: frozenset[str]
    particles: WordIndex[str]
    with_verb: frozenset[str]
    nobody: frozenset[str]
    heads: WordIndex[str]
    ends: frozenset[str]
    documents: frozenset[str]
    fixed: WordIndex[int]


def load_reporting(*, fold: Fold) -> ReportingWords:
    """The folded table. Raises DataError."""
    table = read_table("lexicon/reporting.toml", ReportingTable)

    def phrases(texts: Iterable[str]) -> WordIndex[str]:
        return word_index((tuple(map(fold, t.split())), t) for t in texts)

    def inflected(stems: Iterable[str]) -> Iterable[str]:
        return (fold(f.text) for stem in stems for f in perfect(stem))

    def imperfects(stems: Iterable[str]) -> Iterable[str]:
        return (fold(f.text) for stem in stems for f in imperfect(stem))

    verbs = {*inflected(table.verbs.perfect), *map(fold, table.verbs.forms), *imperfects(table.verbs.imperfect)}
    return ReportingWords(
        verbs=frozenset(verbs),
        spreading=frozenset(map(fold, table.verbs.spreading)),
        no_noun=frozenset({*inflected(table.verbs.no_noun), "يقول", "تقول"}),
        with_that=frozenset(
            {*inflected((*table.verbs.no_noun, *table.verbs.with_that)), *imperfects(table.verbs.imperfect)}
        ),
        stating=frozenset({*inflected(table.verbs.stating), *map(fold, table.verbs.stating_forms)}),
        carried_verbs=frozenset(inflected(table.carried.verbs)),
        carried_nouns=frozenset(map(fold, table.carried.nouns)),
        particles=phrases(table.particles.before),
        with_verb=frozenset(table.particles.with_verb),
        nobody=frozenset(map(fold, table.particles.nobody)),
        heads=phrases(table.nouns.head),
        ends=frozenset(map(fold, table.nouns.end)),
        documents=frozenset(map(fold, table.nouns.documents)),
        fixed=word_index((tuple(map(fold, full.split())), len(short.split())) for full, short in table.fixed.items()),
    )
