"""Which words say something: verbs of saying, of spreading news and of taking a stand, remembered word by word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from marsad.extract.remembering import remembered
from marsad.lexicon.reporting import ReportingWords
from marsad.text.clitics import splits


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Answers for single words; each answer depends on the word alone and is kept.

    `says`: a verb of saying. `spreads`: one of spreading news, its object joined ("بثته"). `states`: one of demanding,
    condemning, promising. `takes_no_noun`: one of saying whose only noun is its subject. `governs_that`: one of saying
    that governs "that", so that a noun before it is its subject.
    """

    words: ReportingWords
    says: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    spreads: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    states: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    takes_no_noun: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    governs_that: Callable[[str], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "says", remembered(lambda word: _verb_of(word, self.words.verbs)))
        object.__setattr__(self, "spreads", remembered(self._spreads))
        object.__setattr__(self, "states", remembered(lambda word: _verb_of(word, self.words.stating)))
        object.__setattr__(self, "takes_no_noun", remembered(lambda word: _verb_of(word, self.words.no_noun)))
        object.__setattr__(self, "governs_that", remembered(lambda word: _verb_of(word, self.words.with_that)))

    def _spreads(self, word: str) -> bool:
        """Whether a word is a verb of spreading news with its object joined ("بثته", "أوردتها")."""
        found = (s for s in splits(word) if s.pronoun in ("ه", "ها") and not s.article and not s.preposition)
        return any(s.stem in self.words.spreading for s in found)


def _verb_of(word: str, verbs: frozenset[str]) -> bool:
    """Whether a word is one of some verbs, with a conjunction at most."""
    return any(s.stem in verbs for s in splits(word) if not s.article and not s.preposition and not s.pronoun)


def bare(word: str) -> str:
    """A word without the conjunction joined to it."""
    return word[1:] if word.startswith(("و", "ف")) and len(word) > 3 else word
