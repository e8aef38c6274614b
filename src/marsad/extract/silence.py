"""Silence: a report of sport, economy, weather or an accident tells of no armed conflict, whatever its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import not_
from typing import NamedTuple

from marsad.extract.sheet import Sheet
from marsad.extract.support import by_weapon
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import SilenceWords
from marsad.model import VIOLENT
from marsad.text.clitics import PRONOUNS, heads, heads_in, splits_in
from marsad.text.remembering import remembered

_KEPT = 1 << 17  # words: every word of every report is asked for, those of silent reports too
_LONG = (120, 300)  # words over which a report needs one more word of war
_DROWNED = 0.7  # words of other subjects for each piece of evidence: wars stay under 0.4, epidemics and matches over 1
_AT_WAR = 5  # words of strikes and the like that no other subject drowns: strikes on smugglers are full of drugs


class _Told(NamedTuple):
    """What a word tells of its report: its weight, whether it is one of another subject, and the forms of it that begin
    names of factions."""

    weight: int
    other: bool
    factions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Judges whole reports by their words, and sentences of tolls by the accidents they tell.

    `violence`: words that tell of it; `factions`: the names of those who fight and are no state. `least`: words of war
    that a report needs, of which a brief needs one less; `ratio`: how many words of other subjects each outweighs.
    """

    words: SilenceWords
    violence: frozenset[str]
    factions: WordIndex[str]
    least: int = 2
    ratio: float = 1.5
    _told: Callable[[str], _Told | None] = field(init=False, repr=False, compare=False)
    _known: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_told", remembered(self._tells, kept=_KEPT))
        words = self.words
        known = self.violence.union(words.weapons, words.war, words.subjects, self.factions.by_first)
        object.__setattr__(self, "_known", known)

    def speaks(self, sheet: Sheet) -> bool:
        """Whether a report may speak of armed conflict: enough words of war, not drowned by another subject's."""
        words = list(compress(sheet.words, map(not_, sheet.masked))) if True in sheet.masked else sheet.words
        telling = [(i, told) for i, told in enumerate(map(self._told, words)) if told]
        weights = [told.weight for _, told in telling]
        factions = sum(any(self.factions.at(f, words, i) for f in told.factions) for i, told in telling)
        war, other = sum(w for w in weights if w > 0) + 2 * factions, weights.count(-1)
        least = self.least - sheet.brief + sum(len(words) > length for length in _LONG)
        return war >= least and (other <= war * self.ratio + 3 or war >= 12)

    def _tells(self, word: str) -> _Told | None:
        """What a word says of the subject of its report; of most words nothing."""
        forms = [h.form for h in heads_in(self._known, word)]
        weight = self._weighed(word, forms)
        if not weight and not forms:
            return None
        other = any(f in self.words.subjects for f in forms)
        return _Told(weight, other, tuple(f for f in forms if f in self.factions.by_first))

    def _weighed(self, word: str, forms: Sequence[str]) -> int:
        """2 for a word of violence or a weapon, 1 for one of war, -1 for one of another subject, else 0."""
        if any(f in self.violence or f in self.words.weapons for f in forms) or self._done_to(word):
            return 2
        if any(f in self.words.war for f in forms):
            return 1
        return -1 if any(f in self.words.subjects for f in forms) else 0

    def _done_to(self, word: str) -> bool:
        """ "قصفهما": whether a word is one of violence with a pronoun."""
        return word.endswith(PRONOUNS) and any(s.pronoun and not s.article for s in splits_in(self.violence, word))

    def martyrs(self, word: str) -> bool:
        """Whether a word says that people are martyrs, as the dead of a war are called."""
        return any(h.form in self.words.martyrs for h in heads(word))

    def _weapon(self, word: str) -> bool:
        """Whether a word is of a weapon that no other subject has."""
        return any(h.form in self.words.weapons for h in heads(word))

    def _police(self, word: str) -> bool:
        """Whether a side is the police, which acts in every crime."""
        return any(h.form in self.words.police for h in heads(word))

    def conflict(self, sheet: Sheet, armed: frozenset[str]) -> bool:
        """Whether what was found in a report is armed conflict: an armed side named, or weapons of war at work.

        `armed` are the labels of states' forces and factions. A robbery has gunmen, a match has attacks; neither has
        both a side and a weapon.
        """
        named = (m for m in sheet.sides if m.labels[0] in armed and m.kind in ("full", "short", "generic"))
        sides = sum(not self._police(sheet.words[m.start]) for m in named)
        strong = sum(t.type in VIOLENT and not t.entry.weak and not t.entry.political for t in sheet.triggers)
        told = ((self._told(sheet.words[i]), i) for i in sheet.where(self._told))
        other = sum(t.other for t, i in told if t and not sheet.masked[i])
        evidence = sides + 2 * strong + (sheet.brief and self._deadly(sheet))
        drowned = other > _DROWNED * evidence and strong < _AT_WAR
        return (sides >= 1 or strong >= 2 or sheet.brief) and evidence >= 1 and not drowned

    def _deadly(self, sheet: Sheet) -> bool:
        """Whether a brief tells of martyrs, dead and violence, people hurt by shells, or of a weapon of war at work."""
        violent = [t for t in sheet.triggers if t.type in VIOLENT]
        outcomes = {o.entry.outcome for o in sheet.outcomes}
        if any(o.entry.outcome == "killed" and self.martyrs(sheet.words[o.start]) for o in sheet.outcomes):
            return True
        if violent and any(map(self._weapon, sheet.words)):
            return True
        shelled = "injured" in outcomes and any(t.type == "shelling" for t in violent)
        return bool(violent and "killed" in outcomes) or shelled or any(map(by_weapon, violent))

    def accident(self, sheet: Sheet, token: int) -> bool:
        """Whether the sentence of a token tells an accident, an illness or a match."""
        start, end = sheet.sentence(token)
        return _found(self.words.accident, sheet, start, end)


def _found(index: WordIndex[str], sheet: Sheet, start: int, end: int) -> bool:
    read = (i for i in range(start, end) if not sheet.masked[i])
    return any(index.at(h.form, sheet.words, i) for i in read for h in heads(sheet.words[i]))
