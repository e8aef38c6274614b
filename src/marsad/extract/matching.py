"""Finding the forms of a phrase table in a report, clitics and all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from marsad.extract.sheet import Sheet
from marsad.lexicon.entries import Outcome, Phrase, PhraseTable
from marsad.lexicon.index import WordIndex
from marsad.text.clitics import Split, heads, splits
from marsad.text.remembering import remembered

_COMMAS: Final = ("،", ",")
_ASIDE: Final = 7  # words from one comma of an aside to the other


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at tokens `[start, end)`, with the clitics of its first word."""

    start: int
    end: int
    phrase: Phrase
    split: Split


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Finds the forms of a phrase table."""

    table: PhraseTable
    _fitting: Callable[[str], tuple[tuple[Phrase, Split], ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fitting", remembered(self._fits))

    def matches(self, sheet: Sheet) -> Iterator[tuple[Match, ...]]:
        """At each token where any begin: the phrases that fit, the longest first."""
        words, fitting = sheet.words, self._fitting
        for i in sheet.where(fitting):
            if sheet.masked[i]:
                continue
            pairs = fitting(words[i])
            found = tuple(Match(i, end, p, s) for p, s in pairs if (end := _end(p, words, i)))
            if any(m.split.pronoun == "ه" for m in found) and _ends_in_taa_marbuta(sheet, i):
                found = tuple(m for m in found if m.split.pronoun != "ه")
            if found:
                yield found

    def _fits(self, word: str) -> tuple[tuple[Phrase, Split], ...]:
        """The phrases that a word may begin, with the clitics joined to it: the longest first, then the plainest."""
        pairs = [(p, s) for s in splits(word) for p in self.table.by_first.get(s.stem, ()) if _allowed(p, s)]
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0].words), _clitics(pair[1]))))


def _ends_in_taa_marbuta(sheet: Sheet, token: int) -> bool:
    """Whether a word that folds to a final ه is written with taa marbuta in the source, whatever marks follow it."""
    return sheet.report.text[sheet.folded.offset(sheet.offsets[token][1] - 1)] in "ةۃ"


def _end(phrase: Phrase, words: Sequence[str], i: int) -> int:
    """The token after a phrase whose first word stands at token `i`, 0 where the others do not follow it.

    A few words between two commas may stand inside it: "القبض، أمس، على".
    """
    at = i + 1
    for word in phrase.words[1:]:
        if at < len(words) and words[at] in _COMMAS:
            at = next((k + 1 for k in range(at + 2, min(at + _ASIDE, len(words))) if words[k] in _COMMAS), len(words))
        if at >= len(words) or words[at] != word:
            return 0
        at += 1
    return at


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
