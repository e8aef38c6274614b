"""People told by a noun without a number where an outcome or a part marker stands beside them (codebook, "Figures").

One named or singular victim and duals are exact; a plain plural is at least two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.linking import after_that, missing_after
from marsad.extract.named import NamedVictims
from marsad.extract.parts import Parts
from marsad.extract.people import AMOUNTS, MORE, Counting, People
from marsad.extract.sheet import OutcomeMention, Sheet
from marsad.lexicon.actors import VictimNoun
from marsad.lexicon.grammar import FigureGrammar

_CLOSING_REACH: Final = 7  # words between a noun and the words that say that its people are missing
_BETWEEN_NAMES: Final = frozenset({"،", ",", "و", ":", "(", "”", "“", "«", "»"})
_VERB_REACH: Final = 4  # words between a noun and the verb after it
_OBJECT_REACH: Final = 9  # words of a subject and a time between an active verb and its object
_CIRCUMSTANCE: Final = 8  # words of where and how between a verb and its subject
_DUAL_REACH: Final = 9  # the same for a dual, which the verb's own dual marks


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedPeople:
    """Finds nouns of people that count without a number."""

    counting: Counting
    named: NamedVictims
    parts: Parts
    grammar: FigureGrammar

    def people(self, sheet: Sheet, start: int, end: int, counted: Sequence[People]) -> Iterator[People]:
        """The people in tokens `[start, end)` told by a noun alone; `counted` are those told with a number."""
        done, ends = start, {p.end for p in counted}
        for i in range(start, end):
            if i < done or sheet.masked[i] or any(p.start <= i < max(p.end, p.start + 1) for p in counted):
                continue
            noun = self.counting.noun_at(sheet.words, i)
            if noun is None and (national := self._national(sheet, i)) is not None:
                yield national
                done = national.end
            if noun is None or (i and sheet.words[i - 1] in self.grammar.none_of):
                continue
            if sheet.words[i] in self.grammar.kunya and i + 1 < end and not self.counting.ends_phrase(sheet, i + 1):
                continue  # "أم عائشة": a name
            if noun.more and sheet.words[i].startswith("ال") and not self._the_other(sheet, i):
                continue  # "القذيفة الرابعة", "الآخرون"
            told = any(o.start == i and o.entry.kind in ("noun", "masdar") for o in sheet.outcomes)
            if told or self._doer(sheet, i, noun, end):
                continue
            if not self._suffers(sheet, i, noun, start, end) and not self._after_others(sheet, i, noun, ends):
                continue
            found = self.counting.implied(sheet, i)
            if found is None:
                continue
            if noun.number == "plural" and self._dual_verb(sheet, i, end):
                found = replace(found, low=2, high=2, qualifier="exact")  # "مرافقين … جرحا"
            if i and sheet.words[i - 1] in self.grammar.one_of:
                found = replace(found, start=i - 1, low=1, high=1, qualifier="exact")  # "أحد المواطنين"
            found = self._with_family(sheet, self._with_names(sheet, found, noun, end), end)
            yield found
            done = found.end
            ends.add(self._named_to(sheet, found, end))

    def _the_other(self, sheet: Sheet, i: int) -> bool:
        """ "وإصابة الثاني بجروح": the other of two, right after what he suffered and at the end of his phrase."""
        harmed = any(o.end == i and o.entry.outcome in ("killed", "injured") for o in sheet.outcomes)
        return harmed and i + 1 < len(sheet.words) and self.counting.ends_phrase(sheet, i + 1)

    def _after_others(self, sheet: Sheet, i: int, noun: VictimNoun, ends: set[int]) -> bool:
        """Whether a noun goes on with other people: joined to them, or first in brackets after them."""
        if i and sheet.words[i - 1] == "(" and i - 1 in ends:
            return True
        return i in ends and self._goes_on(sheet, i, noun)

    def _named_to(self, sheet: Sheet, found: People, end: int) -> int:
        """Where people told by a noun end, with a single one's name and a mark after it ("الجندي فلان، والجندي")."""
        if found.low != 1 or found.high != 1:
            return found.end
        length = self.named.name_length(sheet, found.end, end)
        after = found.end + length if length >= 2 else found.end
        return after + 1 if length >= 2 and after < end and sheet.words[after] in ("،", ",") else after

    def _national(self, sheet: Sheet, i: int) -> People | None:
        """ "قتل فلسطيني", "مقتل سوريين": people told only by their nation right after a word of what they suffered."""
        mention = next((m for m in sheet.sides if m.start == i and m.end == i + 1 and m.kind == "adjective"), None)
        word = sheet.words[i]
        if mention is None or word.startswith(("ال", "و", "ب", "ل")) or word.endswith(("ه", "يا")):
            return None
        told = (
            o for o in sheet.outcomes if o.end == i and not o.entry.people_only and not self._not_so(sheet, o.start)
        )
        if not any(o.entry.kind in ("verb", "masdar") for o in told):
            return None
        low, high, qualifier = MORE if word.endswith(("ين", "ون")) else AMOUNTS[2 if word.endswith("ان") else 1]
        return People(start=i, end=i + 1, low=low, high=high, qualifier=qualifier, sides=(mention,), number_start=i)

    def _with_family(self, sheet: Sheet, found: People, end: int) -> People:
        """ "امرأة وطفلها", "رجل وطفلتيه": people and those who are theirs, told together, are one number."""
        at = found.end
        if at + 1 < end and sheet.words[at].startswith("ال") and sheet.words[at + 1].startswith("و"):
            at += 1  # "والدا الطفل وشقيقه"
        if at >= end or found.low != found.high or not sheet.words[at].startswith("و"):
            return found
        family = self.counting.possessed(sheet.words[at][1:])
        if family is None or family.count is None or found.low is None:
            return found
        total = found.low + family.count
        return replace(found, low=total, high=total, end=at + 1)

    def _with_names(self, sheet: Sheet, found: People, noun: VictimNoun, end: int) -> People:
        """ "المواطنين فلان الفلاني وفلان الفلاني": a plural, or a dual written like it, is as many as its names."""
        if noun.number != "plural" or found.qualifier != "vague":
            return found
        count, at = 0, found.end
        while at < end:
            while at < end and sheet.words[at] in _BETWEEN_NAMES:
                at += 1
            length = self.named.name_length(sheet, at, end)
            if length < 2 or (count and sheet.words[at - 1] not in ("،", ",", "و") and sheet.words[at][0] != "و"):
                break
            count, at = count + 1, at + length
        return replace(found, low=count, high=count, qualifier="exact") if count > 1 else found

    def _goes_on(self, sheet: Sheet, i: int, noun: VictimNoun) -> bool:
        """ "أربعة أطفال وامرأتان": a noun joined by و right after other people, no subject of its own clause."""
        if not sheet.words[i].startswith("و"):
            return False
        of = [m.end for m in sheet.sides if m.start == i or (m.start == i + 1 and m.kind == "adjective")]
        after = max((i + 1, *of))  # "وضابط إيراني"
        if noun.number != "singular" or after >= len(sheet.words):
            return True
        if self.named.name_length(sheet, after, len(sheet.words)) >= 2 and sheet.words[i].startswith("وال"):
            return True  # "والجندي فلان الفلاني"
        wounded = sheet.words[after].startswith(self.grammar.of_wounds_beginnings)
        return wounded or self.counting.ends_phrase(sheet, after)

    def _suffers(self, sheet: Sheet, i: int, noun: VictimNoun, start: int, end: int) -> bool:
        """Whether the noun at a token is told to suffer something: by the words before it or by a verb after it."""
        if self._part(sheet, i, noun, start) or self._beside(sheet, i):
            return True
        if i and sheet.words[i - 1].removeprefix("و") in self.grammar.met:
            near = (o for o in sheet.outcomes if i < o.start < min(i + 16, end))
            if any(o.entry.kind == "light" or (o.entry.id == "killing" and o.pronoun) for o in near):
                return True
        if noun.number == "singular" and after_that(sheet, i, end, self.grammar) is not None:
            return True
        return self._verb_after(sheet, i, noun, end) or (noun.number == "singular" and self._lost(sheet, i, end))

    def _part(self, sheet: Sheet, i: int, noun: VictimNoun, start: int) -> bool:
        """ "بينهم أطفال": a part marker before the noun; a plural with the article counts none."""
        if noun.number == "plural" and sheet.words[i].startswith("ال"):
            return False
        return self.parts.leads_to(sheet, i, start, numbered=False)

    def _beside(self, sheet: Sheet, i: int) -> bool:
        """Whether a verbal noun or a verb of an outcome stands before a token, "أحد" perhaps between them."""
        one_of = i >= 2 and sheet.words[i - 1] in self.grammar.one_of
        also = one_of and sheet.words[i - 2] in self.grammar.between_verb  # "اعتقل أيضا أحد القادة"
        aside = i >= 2 and (sheet.words[i - 1] in self.grammar.between_verb or any(d.end == i for d in sheet.dates))
        for word in sheet.outcomes:
            if word.end == i and self._lives(sheet, word):
                return True
            if word.entry.lost_by and word.entry.kind == "verb" and sheet.words[i].startswith("ال"):
                continue  # "فقد المتمردون السيطرة": whoever lost it
            if word.entry.kind not in ("masdar", "verb") or self._not_so(sheet, word.start):
                continue
            if word.article or word.entry.needs_number:
                continue  # "الأسر المسافرة": a verbal noun with the article has no genitive
            near = word.end == i or (aside and not word.entry.people_only and word.end == i - 1)
            if near or (one_of and word.end == i - 1 - also) or self._object(sheet, word, i - one_of):
                return True
            if self._circumstance(sheet, word, i):
                return True
        return False

    def _lives(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """ "أودى بحياة شقيقين": the words for the lives of the people after them."""
        return word.entry.kind == "light" and any(w in sheet.words[word.start] for w in self.grammar.life)

    def _object(self, sheet: Sheet, word: OutcomeMention, i: int) -> bool:
        """ "اعتقل الجنود شابين": whether only the subject stands between an active verb and the noun at a token."""
        takes_object = word.entry.kind == "verb" and (word.entry.active or word.entry.lost_by)
        if not takes_object or not word.end < i <= word.end + _OBJECT_REACH:
            return False
        sides = {m.end for m in sheet.sides if m.start == word.end and not m.preposition and m.kind != "adjective"}
        subject = self.counting.noun_at(sheet.words, word.end)
        armed = subject is not None and subject.victims in ("military", "nonstate") and subject.number != "dual"
        if armed:  # "خطف عناصر من التنظيم أمس قائدا"
            sides |= {m.end for m in self.counting.sides_after(sheet, word.end + 1, word.end + 1) if m.end <= i}
        noun = self.counting.noun_at(sheet.words, i)
        if noun is not None and noun.victims in ("nonstate", "unknown") and sheet.words[i].endswith("ه"):
            return False  # "مجموعة إرهابية مسلحة": an adjective of the subject
        if i in sides or (armed and i == word.end + 1):
            return True
        return any(end < i and self._described(sheet, end, i) for end in sides)

    @staticmethod
    def _described(sheet: Sheet, start: int, end: int) -> bool:
        """Whether only adjectives of a subject, a day and a mark stand in tokens `[start, end)`."""
        dated = {k for d in sheet.dates for k in range(d.start, d.end)}
        return all(
            w.startswith("ال") or w in ("،", ",") or k in dated for k, w in enumerate(sheet.words[start:end], start)
        )

    def _circumstance(self, sheet: Sheet, word: OutcomeMention, i: int) -> bool:
        """ "قتل في قصف مدفعي شاب": a verb, where or how it was, and then its subject, without the article.

        What stands before the subject ends the phrase between: a name of a place, a day, a word with the article or an
        adjective; a noun there would govern it ("في قصف على حافلة ركاب").
        """
        harms = word.entry.kind == "verb" and word.entry.outcome in ("killed", "injured") and not word.entry.people_only
        single = word.form.number == 1 and word.form.tense == "perfect" and not word.pronoun
        gap = sheet.words[word.end : i]
        if not harms or not single or not 2 <= len(gap) <= _CIRCUMSTANCE or sheet.words[i].startswith(("ال", "و", "ف")):
            return False
        if gap[0] not in self.grammar.circumstance or sheet.clause_break(word.end, i):
            return False
        if any(word.end <= o.start < i for o in sheet.outcomes) or self.counting.people_in(sheet, word.end, i):
            return False
        placed = any(m.end == i for m in sheet.places) or any(d.end == i for d in sheet.dates)
        adjective = gap[-1].endswith("ي") and any(i - 1 <= t.end <= i for t in sheet.triggers)
        return placed or adjective or gap[-1].startswith("ال")

    def _not_so(self, sheet: Sheet, token: int) -> bool:
        """ "نافيا تعمد إصابة مدنيين", "لقتل المدنيين": harm that is denied, feared, avoided or only meant."""
        before = sheet.words[max(token - 2, 0) : token]
        if any(w in self.grammar.not_so for w in before) or self.grammar.may_be(sheet.words, token):
            return True
        word = sheet.words[token]
        return word.startswith("ل") and word[1:] in self.grammar.purpose

    def _doer(self, sheet: Sheet, i: int, noun: VictimNoun, end: int) -> bool:
        """Whether armed people after an active verb are its subject: "قتل مسلحون 3 جنود", "اعتقل الجنود شابين"."""
        verb = next((o for o in sheet.outcomes if o.end == i and o.entry.kind == "verb" and o.entry.active), None)
        if verb is not None and verb.pronoun and not sheet.words[i].endswith("ين"):
            return True  # "الذي قتله المستوطنون": whom they killed is told by the pronoun
        if verb is None or noun.victims not in ("nonstate", "military") or noun.number == "dual":
            return False
        if verb.entry.outcome == "captured" or verb.entry.single:
            return True
        if i + 1 < end and self._plain_object(sheet, i + 1):
            return True
        people = (q.number_start for q in sheet.quantities)
        return any(
            i < at <= i + 4
            and not sheet.clause_break(i, at)
            and not any(i < o.start < at for o in sheet.outcomes)  # "قتل جندي وأصيب خمسة": another verb's people
            and sheet.words[at - 1] not in self.grammar.before_other_number
            for at in people
        )

    def _plain_object(self, sheet: Sheet, i: int) -> bool:
        """Whether people of another kind, joined by nothing, stand at a token: "قتل مسلحون شرطيا"."""
        return not sheet.words[i].startswith(("و", "ف")) and self.counting.noun_at(sheet.words, i) is not None

    def _verb_after(self, sheet: Sheet, i: int, noun: VictimNoun, end: int) -> bool:
        """ "شرطيان قتلا", "المدني الذي استشهد": a verb of the noun's own number after it, with no object."""
        if noun.more:
            return False
        if (noun.number == "dual" or sheet.words[i].endswith("ين")) and self._dual_verb(sheet, i, end):
            return True
        for o in sheet.outcomes:
            if not i < o.start <= min(i + _VERB_REACH, end - 1) or o.entry.kind != "verb" or o.conjunction:
                continue
            fits = o.form.number == (1 if noun.number == "singular" else 3) and o.form.tense == "perfect"
            if fits and not o.pronoun and o.entry.outcome in ("killed", "injured") and not o.entry.people_only:
                return self._directly(sheet, i, o) and not self._has_object(sheet, o, end)
        return False

    @staticmethod
    def _dual_verb(sheet: Sheet, i: int, end: int) -> bool:
        """ "شابان من البلدة قد استشهدا": a verb in the dual after two people, in their clause."""
        near = (o for o in sheet.outcomes if i < o.start < min(i + _DUAL_REACH, end) and o.entry.kind == "verb")
        return any(
            o.form.number == 2 and not o.form.text.endswith("نا") and not sheet.clause_break(i, o.start) for o in near
        )

    def _directly(self, sheet: Sheet, i: int, verb: OutcomeMention) -> bool:
        """Whether only "who" or the noun's own adjective stands between a noun and the verb of its clause."""
        gap = sheet.words[i + 1 : verb.start]
        return not sheet.clause_break(i + 1, verb.start) and (not gap or gap[-1] in self.grammar.who)

    def _has_object(self, sheet: Sheet, verb: OutcomeMention, end: int) -> bool:
        """ "جندي قتل ثلاثة", "المسلح الذي قتل شرطيا": whether people the verb harmed follow it."""
        if not verb.entry.active:
            return False
        near = range(verb.end, min(verb.end + 2, end))
        numbers = {q.number_start for q in sheet.quantities}
        return any(
            i in numbers or self.counting.noun_at(sheet.words, i) is not None or any(m.start == i for m in sheet.sides)
            for i in near
            if sheet.words[i][0].isalnum()
        )

    def _lost(self, sheet: Sheet, i: int, end: int) -> bool:
        """ "ممرضة ما زالت مفقودة": words after the noun that say that she is missing."""
        near = (o for o in sheet.outcomes if i < o.start < min(i + _CLOSING_REACH, end))
        return any(_closes(o) and not sheet.clause_break(i, o.start) for o in near)


def _closes(word: OutcomeMention) -> bool:
    """Words after one person that say that he is missing or dead."""
    return missing_after(word) or (word.entry.kind == "closing" and word.entry.outcome == "killed")
