"""Which words say something: verbs of saying, of spreading news and of taking a stand."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import CONJUNCTIONS, splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Answers for single words; each answer depends on the word alone."""

    words: ReportingWords

    def says(self, word: str) -> bool:
        """Whether a word is a verb of saying."""
        return _verb_of(word, self.words.verbs)

    def states(self, word: str) -> bool:
        """Whether a word is a verb of demanding, condemning, promising."""
        return _verb_of(word, self.words.stating)

    def takes_no_noun(self, word: str) -> bool:
        """Whether a word is a verb of saying whose only noun is its subject."""
        return _verb_of(word, self.words.no_noun)

    def governs_that(self, word: str) -> bool:
        """Whether a word is a verb of saying that governs "that", so that a noun before it is its subject."""
        return _verb_of(word, self.words.with_that)

    def spreads(self, word: str) -> bool:
        """Whether a word is a verb of spreading news with its object joined ("بثته", "أوردتها")."""
        if not word.endswith(("ه", "ها")):
            return False
        found = (s for s in splits(word) if s.pronoun in ("ه", "ها") and not s.article and not s.preposition)
        return any(s.stem in self.words.spreading for s in found)


def _verb_of(word: str, verbs: frozenset[str]) -> bool:
    """Whether a word is one of some verbs, with a conjunction at most."""
    return word in verbs or (len(word) > 2 and word[0] in CONJUNCTIONS and word[1:] in verbs)


def bare(word: str) -> str:
    """A word without the conjunction joined to it."""
    return word[1:] if word.startswith(("و", "ف")) and len(word) > 3 else word
