"""Figures: every statement that a number of people suffered an outcome (codebook, "Figures").

People told with a number, by a noun, by a name or by an outcome noun alone are each looked for in a module of their
own; here a sentence's people are put in order and given their outcome, and parts their whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.breakdowns import with_breakdowns
from marsad.extract.implied import ImpliedPeople
from marsad.extract.linking import OutcomeLinks, missing_after, outcome_of, right_is_nearer
from marsad.extract.lists import NameLists
from marsad.extract.matching import phrase_in
from marsad.extract.named import NamedVictims
from marsad.extract.outcome_nouns import OutcomeNouns
from marsad.extract.parts import Parts
from marsad.extract.people import Counting, People
from marsad.extract.referred import Referred
from marsad.extract.sheet import CLAUSE_ENDS, OutcomeMention, Sheet
from marsad.extract.stated import CASUALTIES, Stated, stated
from marsad.lexicon.grammar import FigureGrammar
from marsad.text.clitics import heads

__all__ = ["Linking", "Stated", "phrase_in"]

_JUDGED: Final = 4  # words from a court's judgement to the execution it orders
_COUNTED_SINGULAR: Final = 10  # more people than this are counted with a noun in the singular
_GOVERNS: Final = ("more_than", "at_least", "about")  # hedges that govern what is joined to their number
_PART: Final = 10  # words from "بينهم" to the verb of the whole
_AMONG_REACH: Final = 6  # sentences back to the dead or wounded of whom "بين القتلى" tells a part


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence on the table: its tokens `[start, end)`, the tokens of words that have their people.

    `out` are the figures of the report so far, `first` the index of the first that is of this sentence.
    """

    sheet: Sheet
    start: int
    end: int
    out: list[Stated]
    first: int
    used: set[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """Links the people of a sentence to what they suffered."""

    counting: Counting
    implied: ImpliedPeople
    links: OutcomeLinks
    parts: Parts
    named: NamedVictims
    lists: NameLists
    referred: Referred
    nouns: OutcomeNouns

    def report(self, sheet: Sheet) -> list[Stated]:
        """All figures of a report, in the order of the text; parts know the index of their whole."""
        out: list[Stated] = []
        for start, end in sheet.sentences:
            if any(start <= o.start < end for o in sheet.outcomes) or self.parts.among(sheet.words, start, end):
                self._read(_Sentence(sheet, start, end, out, len(out), set()))
        return with_breakdowns(sheet, out)

    def _read(self, s: _Sentence) -> None:
        """Adds the figures of a sentence: of people with and without a number, then of names, then of nouns alone."""
        sheet, start, end = s.sheet, s.start, s.end
        people = [p for q in sheet.quantities if start <= q.start < end and (p := self.counting.counted(sheet, q))]
        people = _under_one_hedge(sheet, people)
        for person in sorted([*people, *self.implied.people(sheet, start, end, people)], key=lambda p: p.start):
            figure = self._figure(s, person)
            if figure is not None and not self._sentenced(s, figure):
                if figure.word is not None:
                    s.used.add(figure.word.start)
                s.out.append(figure)
        s.out[s.first :] = _together(sheet, s.out[s.first :])
        taken = s.used | {f.word.start for f in s.out[s.first :] if f.word is not None}
        s.out.extend(list(self.lists.figures(sheet, start, end, taken, s.out)))
        taken |= {f.word.start for f in s.out[s.first :] if f.word is not None}
        s.out.extend(list(self.named.figures(sheet, start, end, taken)))
        s.out.extend(list(self.referred.figures(sheet, start, end, s.out)))
        s.out.extend(list(self.nouns.figures(sheet, start, end, s.used, s.out, s.first)))

    def _figure(self, s: _Sentence, p: People) -> Stated | None:
        """The figure of some people, by the first of the ways that Arabic links them to an outcome."""
        if any(w in self.links.grammar.freed for w in s.sheet.words[max(p.start - 3, s.start) : p.start]):
            return None
        told = self._told_beside(s, p)
        if told is not None:
            return told
        if p.outcome is not None:
            return self._noun(s, p, p.outcome)
        told = self._part(s, p) or self._linked(s, p)
        return told or self._of_them(s, p) or _coordinated(s.sheet, p, s.out[s.first :], self.links.grammar)

    def _sentenced(self, s: _Sentence, figure: Stated) -> bool:
        """ "حكما يقضي بإعدام": whether a court has only sentenced them."""
        word, grammar = figure.word, self.links.grammar
        if word is None or not any(h.form in grammar.executions for h in heads(s.sheet.words[word.start])):
            return False
        return any(w in grammar.judged for w in s.sheet.words[max(word.start - _JUDGED, s.start) : word.start])

    def _told_beside(self, s: _Sentence, p: People) -> Stated | None:
        """ "أربعة منهم في حال الخطر", "بين القتلى 3": words after the people, or a noun before them, that decide."""
        closing = _after(s, p, 10, lambda o: o.entry.kind == "closing" or missing_after(o))
        if closing is not None and self._belongs(s, p, closing):
            of_them = self.parts.of_them(s.sheet, p) or self.parts.leads_to(s.sheet, p.start, s.start)
            whole = self.parts.whole_of(s.sheet, s.out, p, closing.entry.outcome) if of_them else None
            return stated(p, closing.entry.outcome, closing, whole=whole, link="closing")
        among = self.links.among(s.sheet, p, s.start)
        if among is not None:
            whole = self.parts.whole_of(s.sheet, s.out, p, among.entry.outcome, reach=_AMONG_REACH)
            return stated(p, among.entry.outcome, among, whole=whole, link="part", own_span=True)
        return None

    def _belongs(self, s: _Sentence, p: People, closing: OutcomeMention) -> bool:
        """Whether closing words are of these people: in their clause, and no others are told between."""
        if s.sheet.clause_break(p.end, closing.start):
            return False
        return not self.links.people_between(s.sheet, p.end, closing.start)

    def _of_them(self, s: _Sentence, p: People) -> Stated | None:
        """ "ثلاث منهم نساء": some of those told before, whose outcome they share."""
        if not s.out or not self.parts.of_them(s.sheet, p) or not self.parts.near_whole(s.sheet, s.out, p):
            return None
        whole = self.parts.whole(s.out, p.low or 0)
        return stated(p, s.out[whole].outcome, s.out[whole].word, whole=whole, link="part", own_span=True)

    def _noun(self, s: _Sentence, p: People, word: OutcomeMention) -> Stated:
        """ "3 قتلى": the noun is the outcome; "عشرات القتلى والجرحى" is casualties under one number."""
        after = self.links.right(s.sheet, p, s.end)
        if after is not None and word.start > p.number_start + 1 and after.entry.outcome != word.entry.outcome:
            return stated(p, after.entry.outcome, after, link="right")
        outcome = self._suffered_by(s, p, word)
        marked = self.parts.leads_to(s.sheet, p.start, s.start)
        whole = self.parts.whole(s.out) if marked and s.out and self.parts.near_whole(s.sheet, s.out, p) else None
        if whole is None and word.entry.id == "bodies":
            whole = self.parts.whole_of(s.sheet, s.out, p, outcome)
        second = next(
            (o for o in s.sheet.outcomes if o.start == word.end and o.conjunction == "و" and o.entry.kind == "noun"),
            None,
        )
        both = second is not None and {second.entry.outcome, word.entry.outcome} == {"killed", "injured"}
        if second is not None and both and second.form.number != 2 and not word.article:
            return stated(replace(p, end=second.end), CASUALTIES, second, whole=whole, link="noun")
        return stated(p, outcome, word, whole=whole, link="noun")

    @staticmethod
    def _suffered_by(s: _Sentence, p: People, word: OutcomeMention) -> str:
        """ "وفاة 3 جرحى": the wounded who died are dead."""
        before = next((o for o in s.sheet.outcomes if o.end == p.start and o.entry.kind == "masdar"), None)
        return before.entry.outcome if before is not None and not before.entry.people_only else word.entry.outcome

    def _part(self, s: _Sentence, p: People) -> Stated | None:
        """ "بينهم 3 أطفال": the outcome of the whole, where a whole stands near."""
        inside = self.parts.in_brackets(s.sheet, p, s.out)
        marked = self.parts.leads_to(s.sheet, p.start, s.start)
        if inside is None and (not marked or not s.out or not self.parts.near_whole(s.sheet, s.out, p)):
            return None
        whole = inside if inside is not None else self.parts.whole(s.out, p.low or 0)
        return stated(p, s.out[whole].outcome, s.out[whole].word, whole=whole, link="part", own_span=True)

    def _linked(self, s: _Sentence, p: People) -> Stated | None:
        """By the outcome word before the people or the verb after them, whichever is theirs."""
        left = self.links.left(s.sheet, p, s.start, s.used)
        lives = _after(s, p, 8, lambda o: o.entry.id == "their-lives")
        if lives is not None and left is not None:
            return stated(p, "killed", lives, link="left")
        right = self.links.right(s.sheet, p, s.end) or self._behind_part(s, p)
        if left is not None and not right_is_nearer(p, left, right):
            if self.links.more_than(s.sheet, left, p):
                p = replace(p, high=None, qualifier="more_than")
            return stated(p, outcome_of(s.sheet, left, p, self.links.grammar.that), left, link="left")
        return (
            stated(p, outcome_of(s.sheet, right, p, self.links.grammar.that), right, link="right")
            if right is not None
            else None
        )

    def _behind_part(self, s: _Sentence, p: People) -> OutcomeMention | None:
        """ "13 شخصا، بينهم ستة أطفال، قتلوا": the verb of people of whom a part is told first, right after them."""
        words, at = s.sheet.words, p.end
        hedge = self.counting.quantities.hedges_after.at(words[at], words, at) if at < s.end else None
        at += hedge[0] if hedge is not None else 0  # "13 شخصا على الأقل بينهم"
        marker = next((i for i in range(at, min(at + 2, s.end)) if self.parts.marker(words, i)), None)
        if marker is None or any(w not in CLAUSE_ENDS for w in words[at:marker]):
            return None
        verb = next((o for o in s.sheet.outcomes if o.start > marker), None)
        if verb is None or verb.start - marker > _PART or verb.entry.kind not in ("verb", "light"):
            return None
        return self.links.right(s.sheet, replace(p, end=verb.start - 1), s.end)


def _together(sheet: Sheet, figures: Sequence[Stated]) -> list[Stated]:
    """ "استشهاد العريف فلان والجندي فلان", "إصابة امرأة ورجل": single people of one class are one number."""
    out: list[Stated] = []
    for s in figures:
        last = out[-1] if out else None
        if last is not None and _same_count(sheet, last, s):
            continue
        if last is not None and _one_more(last, s):
            people = replace(
                last.people, low=(last.people.low or 0) + 1, high=(last.people.low or 0) + 1, end=s.people.end
            )
            noun = people.noun
            if noun is not None and s.people.noun is not None and noun.age_sex != s.people.noun.age_sex:
                people = replace(people, noun=replace(noun, age_sex=None))
            out[-1] = replace(last, people=people, end=max(last.end, s.end))
        else:
            out.append(s)
    return out


def _same_count(sheet: Sheet, a: Stated, b: Stated) -> bool:
    """ "150 شابا ورجلا": a noun joined to a counted one in its case is counted by the same number."""
    counted = (a.people.low or 0) > _COUNTED_SINGULAR and b.people.low == b.people.high == 1
    return counted and b.people.start == a.people.end and sheet.words[b.people.start].endswith("ا")


def _one_more(a: Stated, b: Stated) -> bool:
    """Whether a single person is told under the word of single people told right before him, and is of their class."""
    one = b.people.low == b.people.high == 1 and a.people.qualifier == b.people.qualifier == "exact"
    if not one or a.word is not b.word or a.whole is not None or b.whole is not None or b.people.others:
        return False
    first, second = a.people.noun, b.people.noun
    if first is None or second is None or first.number != "singular" or second.number != "singular":
        return False
    return first.victims == second.victims or "unknown" in (first.victims, second.victims)


def _under_one_hedge(sheet: Sheet, people: Sequence[People]) -> list[People]:
    """ "أكثر من 80 قتيلا و120 جريحا": a hedge before a number governs the one joined to it right after its noun."""
    out: list[People] = []
    for p in people:
        last = out[-1] if out else None
        hedged = last is not None and last.qualifier in _GOVERNS and last.start < last.number_start
        between = sheet.words[last.end : p.start + 1] if last is not None else ()
        joined = 1 <= len(between) <= 2 and between[0].startswith("و") and (len(between) == 1 or between[0] == "و")
        if last is not None and hedged and joined and p.qualifier == "exact" and p.outcome and last.outcome:
            high = p.low if last.qualifier == "about" else None
            p = replace(p, high=high, qualifier=last.qualifier)
        out.append(p)
    return out


def _after(s: _Sentence, p: People, reach: int, fits: Callable[[OutcomeMention], bool]) -> OutcomeMention | None:
    """The first fitting outcome word that begins within so many tokens after people, in their sentence."""
    return next((o for o in s.sheet.outcomes if p.end <= o.start < min(p.end + reach, s.end) and fits(o)), None)


def _along(sheet: Sheet, p: People, grammar: FigureGrammar) -> bool:
    """ "برفقة سبعة عناصر", "إلى جانب 12 طفلا": whether words that join others to them stand before people."""
    last = sheet.words[max(p.start - 2, 0) : p.start]
    return bool(last) and (last[-1] in grammar.along_with or " ".join(last) in grammar.along_with)


def _coordinated(sheet: Sheet, p: People, before: Sequence[Stated], grammar: FigureGrammar) -> Stated | None:
    """ "11 ضابطا … و14 عنصرا": people joined by و to those before them share their outcome, and their whole."""
    if not before or p.bare:
        return None
    last = before[-1]
    previous = sheet.words[p.start - 1]
    joined = sheet.words[p.start].startswith("و") or previous in ("و", "،", ",") or _along(sheet, p, grammar)
    gap = sheet.words[last.people.end : p.start]
    if not joined or len(gap) > 16 or any(w in (".", "\n") for w in gap):
        return None
    if any(last.people.end <= o.start < p.start and o is not last.word for o in sheet.outcomes):
        return None
    return stated(p, last.outcome, last.word, whole=last.whole, link="coordinated", own_span=True)
