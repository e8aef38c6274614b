"""Silence: a report of sport, economy, weather or an accident tells of no armed conflict, whatever its words."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.extract.sheet import Sheet
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import SilenceWords
from marsad.text.clitics import heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Judges whole reports by their words, and sentences of tolls by the accidents they tell.

    `least`: words of war that a report needs; `ratio`: how many words of other subjects each of them outweighs.
    """

    words: SilenceWords
    violence: frozenset[str]
    least: int = 2
    ratio: float = 1.5

    def speaks(self, sheet: Sheet) -> bool:
        """Whether a report may speak of armed conflict: enough words of war, not drowned by those of another subject."""
        war = other = 0
        for word in sheet.words:
            forms = [h.form for h in heads(word)]
            if any(f in self.violence for f in forms):
                war += 2
            elif any(f in self.words.war for f in forms):
                war += 1
            elif any(f in self.words.subjects for f in forms):
                other += 1
        return war >= self.least and (other <= war * self.ratio + 3 or war >= 12)

    def accident(self, sheet: Sheet, token: int) -> bool:
        """Whether the sentence of a token tells an accident, an illness or a match."""
        start, end = sheet.sentence(token)
        return _found(self.words.accident, sheet, start, end)


def _found(index: WordIndex[str], sheet: Sheet, start: int, end: int) -> bool:
    return any(index.at(h.form, sheet.words, i) for i in range(start, end) for h in heads(sheet.words[i]))
