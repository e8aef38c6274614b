"""Silence: a report of sport, economy, weather or an accident tells of no armed conflict, whatever its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from marsad.extract.remembering import beginning_in, remembered
from marsad.extract.sheet import Sheet
from marsad.extract.support import by_weapon
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import SilenceWords
from marsad.model import VIOLENT
from marsad.text.clitics import Head, heads, splits

_LONG = (120, 300)  # words over which a report needs one more word of war
_DROWNED = 0.7  # words of other subjects for each piece of evidence: wars stay under 0.4, epidemics and matches over 1
_AT_WAR = 5  # words of strikes and the like that no other subject drowns: strikes on smugglers are full of drugs


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
    _weight: Callable[[str], int] = field(init=False, repr=False, compare=False)
    _subject: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _heads: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_weight", remembered(self._weighed))
        object.__setattr__(self, "_subject", remembered(self._of_subject))
        object.__setattr__(self, "_heads", beginning_in(self.factions.by_first))

    def speaks(self, sheet: Sheet) -> bool:
        """Whether a report may speak of armed conflict: enough words of war, not drowned by another subject's."""
        read = [word for word, hidden in zip(sheet.words, sheet.masked, strict=True) if not hidden]
        weights = list(map(self._weight, read))
        war, other = sum(w for w in weights if w > 0) + 2 * self._factions(read), weights.count(-1)
        least = self.least - sheet.brief + sum(len(weights) > length for length in _LONG)
        return war >= least and (other <= war * self.ratio + 3 or war >= 12)

    def _factions(self, words: Sequence[str]) -> int:
        """How often the words name a faction that fights."""
        return sum(
            any(self.factions.at(h.form, words, i) for h in found)
            for i, word in enumerate(words)
            if (found := self._heads(word))
        )

    def _weighed(self, word: str) -> int:
        """2 for a word of violence or a weapon, 1 for one of war, -1 for one of another subject, else 0."""
        forms = {h.form for h in heads(word)}
        if not forms.isdisjoint(self.violence) or not forms.isdisjoint(self.words.weapons):
            return 2
        if any(s.pronoun and not s.article and s.stem in self.violence for s in splits(word)):
            return 2  # "قصفهما"
        if not forms.isdisjoint(self.words.war):
            return 1
        return 0 if forms.isdisjoint(self.words.subjects) else -1

    def martyrs(self, word: str) -> bool:
        """Whether a word says that people are martyrs, as the dead of a war are called."""
        return any(h.form in self.words.martyrs for h in heads(word))

    def _weapon(self, word: str) -> bool:
        """Whether a word is of a weapon that no other subject has."""
        return any(h.form in self.words.weapons for h in heads(word))

    def _police(self, word: str) -> bool:
        """Whether a side is the police, which acts in every crime."""
        return any(h.form in self.words.police for h in heads(word))

    def _of_subject(self, word: str) -> bool:
        return any(h.form in self.words.subjects for h in heads(word))

    def conflict(self, sheet: Sheet, armed: frozenset[str]) -> bool:
        """Whether what was found in a report is armed conflict: an armed side named, or weapons of war at work.

        `armed` are the labels of states' forces and factions. A robbery has gunmen, a match has attacks; neither has
        both a side and a weapon.
        """
        named = (m for m in sheet.sides if m.labels[0] in armed and m.kind in ("full", "short", "generic"))
        sides = sum(not self._police(sheet.words[m.start]) for m in named)
        strong = sum(t.type in VIOLENT and not t.entry.weak and not t.entry.political for t in sheet.triggers)
        read = [w for w, hidden in zip(sheet.words, sheet.masked, strict=True) if not hidden]
        other = sum(map(self._subject, read))
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
