"""Parties: the sides of a sentence as they stand in it, one or several joined by و, with what leads to them.

"مواقع تابعة لقوات النظام" names what a side has, "متحدث باسم الجيش" one who speaks for it, "على قوات النظام" whom
something is done to; a side that nothing leads to may be a subject, an object or a genitive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.sheet import CLAUSE_ENDS, Sheet, SideMention
from marsad.lexicon.actors import GenericName
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.text.clitics import heads, splits

PASSIVE: Final = frozenset({"civilians", "infrastructure"})
UNRESOLVED: Final = frozenset({"unknown", "militants"})
VOICE: Final = "بحسب"  # what leads to the side that a voice speaks for
_JOINED: Final = 3  # words between a side and one joined to it
_LED: Final = 5  # words from what leads to a side to the side


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Sides joined, as tokens `[start, end)`.

    `lead` is the preposition that leads to them, "" where none does; `owner`: what is named is what they have.
    """

    start: int
    end: int
    mentions: tuple[SideMention, ...]
    lead: str
    owner: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """Their labels, each once."""
        return tuple(dict.fromkeys(label for m in self.mentions for label in m.labels))

    @property
    def kind(self) -> str:
        """How the first of them is named."""
        return self.mentions[0].kind

    @property
    def joined(self) -> bool:
        """Whether و joins them to what stands before."""
        return self.mentions[0].conjunction == "و"

    @property
    def bare(self) -> bool:
        """Whether they may be a subject or an object: nothing leads to them."""
        return not self.lead and not self.owner

    @property
    def passive(self) -> bool:
        """Whether they are people or things that only suffer."""
        return self.mentions[0].labels[0] in PASSIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Finds the parties of a report."""

    grammar: ArgumentGrammar

    def of(self, sheet: Sheet, verbs: frozenset[int]) -> tuple[Party, ...]:
        """The parties in the order of the text; `verbs` are tokens of verbs, over which nothing is joined."""
        return tuple(self._grouped(sheet, verbs))

    def _grouped(self, sheet: Sheet, verbs: frozenset[int]) -> Iterator[Party]:
        party: Party | None = None
        weapons = {i for t in sheet.triggers if t.type == "shelling" for i in range(t.start + 1, t.end)}
        for mention in sheet.sides:
            if isinstance(mention.name, GenericName) and weapons.issuperset(range(mention.start, mention.end)):
                continue  # "قذائف المدفعية": the guns of a strike are nobody
            if party is not None:
                wider = self._with(sheet, party, mention, verbs)
                if wider is not None:
                    party = wider
                    continue
                yield party
            lead, owner = self._lead(sheet, mention)
            party = Party(start=mention.start, end=mention.end, mentions=(mention,), lead=lead, owner=owner)
        if party is not None:
            yield party

    def _with(self, sheet: Sheet, party: Party, mention: SideMention, verbs: frozenset[int]) -> Party | None:
        """A party with one more side: joined to it, or telling whose it is; None where the side stands apart."""
        gap = sheet.words[party.end : mention.start]
        if any(w in CLAUSE_ENDS for w in gap) or not verbs.isdisjoint(range(party.end, mention.start)):
            return None
        people = party.mentions[-1].kind == "adjective" and not sheet.words[party.end - 1].startswith("ال")
        nation = people and mention.kind != "adjective"  # "عشرة سوريين وحزب الله": people of a nation, and a side
        if len(gap) <= _JOINED and self._joins(gap, mention) and not nation:
            if isinstance(mention.name, GenericName) and self._their_own(sheet.words, mention.end):
                return replace(party, end=mention.end)  # "قوات النظام والميليشيات التابعة لها"
            return replace(party, end=mention.end, mentions=(*party.mentions, mention))
        if mention.conjunction or party.passive:
            return None
        named = party.mentions[-1].kind in ("leader", "capital", "country")
        if mention.kind == "adjective" and len(gap) <= 1 and not mention.preposition and not named:
            return replace(party, end=mention.end)
        common = party.mentions[-1].name
        owned = (
            mention.kind in ("leader", "short") and isinstance(common, GenericName) and not common.text.startswith("ال")
        )
        if owned and len(gap) <= 2 and not mention.preposition and not any(w in self.grammar.leads for w in gap):
            return self._belonging(party, mention)  # "ميليشيات مجرم الحرب حفتر"
        last = party.mentions[-1].labels
        of_them = tuple(gap) == ("من",) and (last[0] in UNRESOLVED or last == mention.labels)
        # "الوحدات الخاصة في قوات سوريا الديمقراطية": forces in a force are its own.
        of_them = of_them or (tuple(gap) == ("في",) and isinstance(common, GenericName) and mention.kind == "full")
        some = isinstance(common, GenericName) and common.kind == "state" and not common.text.startswith("ال")
        of_them = of_them or (some and tuple(gap) == ("من",) and mention.kind == "full")  # "وحدات خاصة من قوات X"
        belongs = len(gap) <= _JOINED and any(self._word(w, self.grammar.belongs) for w in gap)
        told = gap[:-1] if tuple(gap[-1:]) == ("ل",) else gap  # "موالية لـ «X»"
        if of_them or (belongs and not any(w in self.grammar.leads or self._possession(w) for w in told)):
            return self._belonging(party, mention)
        return None

    def _joins(self, gap: Sequence[str], mention: SideMention) -> bool:
        if not gap:
            return mention.conjunction == "و"
        if mention.conjunction == "و":
            return not any(w in self.grammar.leads for w in gap)
        opener = next((k for k, w in enumerate(gap) if w.startswith("و")), None)
        if opener is None:
            return False
        return gap[opener] == "و" or any(w.removeprefix("و") in self.grammar.people for w in gap[opener:])

    def _their_own(self, words: Sequence[str], end: int) -> bool:
        """Whether a side is said to be of the one before it: "التابعة لها", "الموالين له"."""
        if end < len(words) and words[end] in self.grammar.to_them:
            return self._word(words[end - 1], self.grammar.belongs)
        of_it = end + 1 < len(words) and self._word(words[end], self.grammar.belongs)
        return of_it and words[end + 1] in self.grammar.to_them

    @staticmethod
    def _belonging(party: Party, mention: SideMention) -> Party:
        """ "مسلحين تابعين لتنظيم الدولة", "نقطة عسكرية تابعة للجيش": those of no name are of whom they belong to."""
        last = party.mentions[-1]
        common = last.name if isinstance(last.name, GenericName) else None
        owned = mention.kind in ("leader", "short") and not mention.preposition
        if common is not None and (last.labels[0] in UNRESOLVED or common.kind == "state" or owned):
            last = replace(last, labels=mention.labels)
        return replace(party, end=mention.end, mentions=(*party.mentions[:-1], last))

    # ---- what leads to a side

    def _lead(self, sheet: Sheet, mention: SideMention) -> tuple[str, bool]:
        """The preposition that leads to a side, and whether it is named as the owner of something."""
        words, at = sheet.words, mention.start
        if words[at].removeprefix("و") in self.grammar.voices:
            return VOICE, False  # "مصدر عسكري"
        if mention.kind == "ours":
            owns = any(s.pronoun == "نا" and s.stem in self.grammar.possessions for s in splits(words[at]))
            return (words[at - 1] if at and words[at - 1] in self.grammar.leads else mention.preposition), owns
        if mention.preposition == "ل":
            if at and words[at - 1].removeprefix("و").removeprefix("ال").startswith("موالي"):
                return words[at - 1], False  # "قريتين مواليتين للنظام"
            thing = self._thing(sheet, at)
            return (self._before(words, thing), True) if thing is not None else ("ل", False)
        if mention.preposition == "ب" and at and words[at - 1] in self.grammar.owned_by:
            return "", True  # "39 عربة خاصة بالإرهابيين"
        if mention.preposition:
            return mention.preposition, False
        for i in range(at - 1, max(at - 1 - _LED, -1), -1):
            word = words[i]
            if word in CLAUSE_ENDS:
                break
            if word in self.grammar.quotes:
                continue
            if word in self.grammar.voices:
                return VOICE, False
            lead = self._leading(word)
            if lead:
                member = i > 0 and lead == "من" and self._word(words[i - 1], self.grammar.members)
                return ("" if member else lead), False
            if self._possession(word):
                if i == at - 1 and word in self.grammar.attempts:
                    return "", False  # "بعد محاولة X شن هجوم"
                if i == at - 1 and word in self.grammar.deeds_or_things and i and words[i - 1] in self.grammar.when:
                    return "", False  # "عندما تسلل مسلحون": the verb, of which they are the subject
                return self._before(words, i), True
            if not self._word(word, self.grammar.people) and not word.isdigit():
                return _joined_to(word, self.grammar.people), False
        return "", False

    def _leading(self, word: str) -> str:
        """The word of a side's lead, "" where it is none; "ومن", "ففي" lead like "من", "في"."""
        if word in self.grammar.leads:
            return word
        return word[1:] if word[:1] in ("و", "ف") and word[1:] in self.grammar.leads and len(word) > 2 else ""

    def _before(self, words: Sequence[str], i: int) -> str:
        """What leads to the noun at a token: a preposition joined to it, or the word before it."""
        joined = _joined_to(words[i], self.grammar.possessions)
        if joined:
            return joined
        return words[i - 1] if i and words[i - 1] in self.grammar.leads else ""

    def _thing(self, sheet: Sheet, at: int) -> int | None:
        """The thing that ل says a side has: "تجمعا للحوثيين", "نقطة عسكرية تابعة للجيش"."""
        for i in range(at - 1, max(at - 1 - _LED, -1), -1):
            if sheet.words[i] in CLAUSE_ENDS or sheet.words[i] in self.grammar.leads:
                return None
            if self._possession(sheet.words[i]):
                return i
            if any(t.end == i + 1 and t.type == "shelling" for t in sheet.triggers):
                return None  # "ترافقت مع اشتباكات وقصف لـX": what X has is the deed
        return None

    def _possession(self, word: str) -> bool:
        return any(s.stem in self.grammar.possessions for s in splits(word) if not s.pronoun)

    @staticmethod
    def _word(word: str, table: frozenset[str]) -> bool:
        return word in table or any(s.stem in table for s in splits(word) if not s.pronoun and not s.preposition)


def _joined_to(word: str, table: frozenset[str]) -> str:
    """The preposition joined to a word of a table, "" where none is."""
    return next((h.preposition for h in heads(word) if h.preposition and h.form in table), "")
