"""Finding the forms of a phrase table in a report, clitics and all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.extract.sheet import Sheet
from marsad.lexicon.entries import Outcome, Phrase, PhraseTable
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import Split, heads, splits


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at tokens `[start, end)`, with the clitics of its first word."""

    start: int
    end: int
    phrase: Phrase
    split: Split


def matches(sheet: Sheet, table: PhraseTable) -> Iterator[tuple[Match, ...]]:
    """At each token where any begin: the phrases that fit, the longest first."""
    for i in range(len(sheet.words)):
        if not sheet.masked[i]:
            found = _at(sheet.words, i, table)
            if any(m.split.pronoun == "ه" for m in found) and sheet.text(i, i + 1).endswith("ة"):
                found = tuple(m for m in found if m.split.pronoun != "ه")
            if found:
                yield found


def _at(words: Sequence[str], i: int, table: PhraseTable) -> tuple[Match, ...]:
    found: list[Match] = []
    for split in splits(words[i]):
        for phrase in table.by_first.get(split.stem, ()):
            length = len(phrase.words)
            if length > 1 and tuple(words[i + 1 : i + length]) != phrase.words[1:]:
                continue
            if _allowed(phrase, split):
                found.append(Match(i, i + length, phrase, split))
    return tuple(sorted(found, key=lambda m: (m.start - m.end, _clitics(m.split))))


def _clitics(split: Split) -> int:
    return len(split.conjunction) + len(split.preposition) + 2 * split.article + 3 * bool(split.pronoun)


def _allowed(phrase: Phrase, split: Split) -> bool:
    """Whether a word of that kind takes those clitics: verbs no article and no ب, nouns no س."""
    form, entry = phrase.form, phrase.entry
    if len(phrase.words) > 1:
        return not split.pronoun
    if form.tense:
        if split.article or split.preposition in ("ب", "ك") or split.pronoun in ("ي", "ك", "نا", "كم"):
            return False
        return not split.preposition or (form.tense == "imperfect" and split.preposition in ("س", "ل"))
    if split.preposition == "س":
        return False
    if isinstance(entry, Outcome) and entry.kind in ("noun", "light", "closing"):
        return not split.pronoun
    return not (split.article and form.construct)


def phrase_in(index: WordIndex[str], words: Sequence[str], start: int, end: int) -> int | None:
    """The first token in `[start, end)` at which a phrase of an index begins, or None."""
    for i in range(max(start, 0), min(end, len(words))):
        for head in heads(words[i]):
            if index.at(head.form, words, i):
                return i
    return None
