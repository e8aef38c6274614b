"""Links between people and the word that says what they suffered, before them or after them (codebook, "Figures").

The number, the noun it counts and the outcome word stand inside one clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.people import Counting, People
from marsad.extract.sheet import CLAUSE_ENDS, OutcomeMention, Sheet
from marsad.extract.stated import CASUALTIES
from marsad.lexicon.grammar import FigureGrammar
from marsad.text.clitics import heads

_VERB_REACH: Final = 14  # words between a verb and the people it killed
_RIGHT_REACH: Final = 14
_THAT_REACH: Final = 16  # words about the subject of a clause between "that" and its verb
_TOTAL_REACH: Final = 24
_SINGULAR_COUNTED: Final = (
    10  # more people than this are counted in the singular, and their verb may be ("12 شخصا قتل")
)
_KILLED_AND_INJURED: Final = frozenset({"killed", "injured"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLinks:
    """Finds the outcome word of some people."""

    counting: Counting
    grammar: FigureGrammar

    def left(self, sheet: Sheet, p: People, start: int, used: set[int]) -> OutcomeMention | None:
        """The outcome word before people, from token `start` on, that has not had its number yet.

        A verbal noun stands just before them, a verb in their clause. `used` are the tokens of words that have theirs.
        """
        for word in reversed(sheet.outcomes):
            if word.start < start:
                return None
            if word.end > p.start or word.entry.kind == "closing":
                continue
            if self._barred(sheet, p, word):
                return None
            if word.entry.kind == "light" and not self._life(sheet, p, word):
                continue
            return word if self._takes(sheet, p, word, used) else None
        return None

    def _barred(self, sheet: Sheet, p: People, word: OutcomeMention) -> bool:
        """Whether a mark, other people, or what the word asks of its people stand between a word and people."""
        gap = sheet.words[word.end : p.start]
        dated = any(d.end == p.start - 1 for d in sheet.dates) and sheet.words[p.start - 1] in ("،", ",")
        marks = gap[:-1] if dated else gap  # "قتلت الميليشيا الخميس، زعيما قبليا"
        if any(w in CLAUSE_ENDS for w in marks) and not _aside(gap):
            return True
        if self.people_between(sheet, word.end, p.start):
            return True
        told = p.noun is not None or p.sides or p.own or p.others
        return word.entry.people_only and (p.bare or not told)

    def _life(self, sheet: Sheet, p: People, word: OutcomeMention) -> bool:
        """ "أودى بحياة 12 شخصا": the words for their lives just before the people."""
        return p.start - word.end <= 2 and any(w in sheet.words[word.start] for w in self.grammar.life)

    def _takes(self, sheet: Sheet, p: People, word: OutcomeMention, used: set[int]) -> bool:
        """Whether a word of that kind has its people at that distance."""
        distance = p.start - word.end
        if word.entry.kind == "masdar":
            return not (p.bare and distance > 0) and (distance <= 2 or self._total(sheet, word, p))
        if word.entry.kind == "verb":
            near = 1 if p.bare and not _subject(sheet, word, p) else _VERB_REACH
            return word.start not in used and distance <= near
        return word.entry.kind == "light" or self._total(sheet, word, p)

    def _total(self, sheet: Sheet, word: OutcomeMention, p: People) -> bool:
        """ "ارتفع عدد القتلى إلى 35", "بلغت حصيلة القتلى 12": a definite noun, then its number."""
        if p.start - word.end > _TOTAL_REACH:
            return False
        before = sheet.words[max(word.start - 5, 0) : word.start]
        counts = any(any(h.form in self.grammar.total_nouns for h in heads(w)) for w in before)
        leads = sheet.words[p.start - 1] if p.start else ""
        return counts or (word.article and leads in self.grammar.to_total)

    def more_than(self, sheet: Sheet, word: OutcomeMention, p: People) -> bool:
        """ "تجاوز عدد القتلى 1360": whether the verb before a total says that it is more than the number."""
        if p.qualifier != "exact" or word.entry.kind != "noun" or not self._total(sheet, word, p):
            return False
        before = sheet.words[max(word.start - 3, 0) : word.start]
        return any(w.removeprefix("و") in self.grammar.exceeds for w in (*before, sheet.words[p.start - 1]))

    def people_between(self, sheet: Sheet, start: int, end: int) -> bool:
        return any(start <= q.number_start < end and self.counting.counted(sheet, q) for q in sheet.quantities)

    def right(self, sheet: Sheet, p: People, end: int) -> OutcomeMention | None:
        """A verb after its subject: "سبعة جنود ليبيين قتلوا", "12 من مرافقيه لقوا مصرعهم"."""
        for word in sheet.outcomes:
            if word.start < p.end or word.start >= end:
                continue
            if word.start - p.end > _RIGHT_REACH or any(w in (".", "\n", "؛") for w in sheet.words[p.end : word.start]):
                return None
            if self.people_between(sheet, p.end, word.start):
                return None
            if word is after_that(sheet, p.start, end, self.grammar):
                return word
            if _follows(p, word) or self._single(sheet, p, word) or self._befell(sheet, p, word):
                return word
            if word.entry.kind in ("verb", "masdar") and word.conjunction:
                return None
        return None

    def _single(self, sheet: Sheet, p: People, word: OutcomeMention) -> bool:
        """ "طفل استشهد", "المدني الذي قتل": a verb in the singular right after one person, or after "who"."""
        gap = sheet.words[p.end : word.start]
        one = p.low == p.high == 1 and word.form.tense == "perfect" and word.form.number == 1
        if not one or word.entry.kind != "verb" or word.conjunction:
            return False
        return not gap or (gap[-1] in self.grammar.who and not sheet.clause_break(p.end, word.start))

    def _befell(self, sheet: Sheet, p: People, word: OutcomeMention) -> bool:
        """ "40 مدنيا كان التنظيم يحتجزهم": a verb whose pronoun takes up several people told before it."""
        if word.entry.kind != "verb" or not word.entry.active or word.conjunction or p.low == p.high == 1:
            return False
        if word.pronoun not in ("هم", "هن", "هما") or sheet.clause_break(p.end, word.start):
            return False
        gap = sheet.words[p.end : word.start]
        return not gap or gap[0] in self.grammar.who

    def among(self, sheet: Sheet, p: People, start: int) -> OutcomeMention | None:
        """The noun that says whose part people are and what they suffered.

        "بين القتلى أربعة أطفال", "من بين الجرحى", "خمسة أطفال بين القتلى".
        """
        for word in sheet.outcomes:
            if word.entry.kind != "noun" or word.start < start:
                continue
            whose = 0 if word.article else next((m.end - word.end for m in sheet.sides if m.start == word.end), 0)
            if not word.article and not whose:
                continue
            before = start <= word.start < p.start <= word.end + 2 + whose
            after = p.end < word.start <= p.end + 4 and not sheet.clause_break(p.end, word.start)
            leads = sheet.words[word.start - 1] if word.start else ""
            if (before or after) and any(h.form in self.grammar.among for h in heads(leads)):
                return word
        return None


def outcome_of(sheet: Sheet, word: OutcomeMention, p: People, that: frozenset[str]) -> str:
    """The outcome a word gives to its people.

    "مقتل وإصابة عدد", "قتل وأصيب عدد" give casualties; "فقدت البلدة 12" the dead of who lost them.
    """
    if word.entry.lost_by and _loser(sheet, word):
        return word.entry.lost_by
    if word.entry.outcome not in _KILLED_AND_INJURED or word.entry.kind not in ("masdar", "verb"):
        return word.entry.outcome
    for other in sheet.outcomes:
        first, second = (other, word) if other.end == word.start else (word, other)
        joined = first.end == second.start and second.conjunction == "و" and other.entry.kind == word.entry.kind
        joined = joined and not first.pronoun and not _has_subject(sheet, first, that)
        # "قتل وأصيب 5" is one number, "قتلوا وأصيب 5" is the end of one and another.
        several = p.low != 1 and p.start >= second.end and first.form.number == 1
        before = word.entry.kind == "masdar" or several
        if joined and before and {other.entry.outcome, word.entry.outcome} == _KILLED_AND_INJURED:
            return CASUALTIES
    return word.entry.outcome


def _has_subject(sheet: Sheet, verb: OutcomeMention, that: frozenset[str]) -> bool:
    """ "إن امرأة قتلت وأصيب ابنها": whether people of the first verb stand before it."""
    before = sheet.words[verb.start - 2] if verb.start > 1 else ""
    return verb.entry.kind == "verb" and before in that


def _loser(sheet: Sheet, word: OutcomeMention) -> bool:
    """Whether a side or a place follows a verb of losing: whoever lost people."""
    return word.end in {m.start for m in sheet.sides} | {m.start for m in sheet.places}


def after_that(sheet: Sheet, at: int, end: int, grammar: FigureGrammar) -> OutcomeMention | None:
    """ "إن ضابطا في القوة التي دربها الجيش قتل في اشتباكات": the verb of the subject at a token, right after "that".

    Words that tell of him may stand between; after the verb its cause, place or day, or what befell others, so that it
    has no object.
    """
    if not at or sheet.words[at - 1] not in grammar.that or not sheet.words[at].endswith("ا"):
        return None
    verbs = (o for o in sheet.outcomes if at < o.start < min(at + _THAT_REACH, end) and o.entry.kind == "verb")
    verb = next(verbs, None)
    if verb is None or verb.entry.outcome not in _KILLED_AND_INJURED or verb.entry.people_only or verb.pronoun:
        return None
    alone = verb.form.number == 1 and verb.form.tense == "perfect" and not verb.conjunction
    caused = verb.end < end and (
        sheet.words[verb.end] in grammar.by_what
        or any(d.start == verb.end for d in sheet.dates)
        or any(o.start == verb.end and o.conjunction for o in sheet.outcomes)  # "إن شخصا قتل وأصيب 15"
    )
    return verb if alone and caused and not sheet.clause_break(at, verb.start) else None


def missing_after(word: OutcomeMention) -> bool:
    """ "ما زالوا مفقودين", "في عداد المفقودين": words after people that say that they are missing."""
    if word.entry.outcome != "missing" or word.article or word.conjunction:
        return False
    return word.entry.kind in ("closing", "noun")


def right_is_nearer(p: People, left: OutcomeMention, right: OutcomeMention | None) -> bool:
    """Whether people belong to the verb right after them rather than to a word far before them."""
    return right is not None and right.start - p.end <= 3 and p.start - left.end > 3


def _subject(sheet: Sheet, verb: OutcomeMention, p: People) -> bool:
    """ "خطف التنظيم ستة من …": whether only the side that is its subject stands between a verb and people."""
    return verb.entry.active and any(
        m.start == verb.end and m.end == p.start and not m.preposition for m in sheet.sides
    )


def _aside(gap: Sequence[str]) -> bool:
    """Whether the marks in a gap only set off a few words ("قتل، أمس، 3 أشخاص")."""
    marks = [k for k, w in enumerate(gap) if w in ("،", ",")]
    return len(marks) == 2 and marks[1] - marks[0] <= 6 and not any(w in (".", "\n", "؛", ":") for w in gap)


def _follows(p: People, word: OutcomeMention) -> bool:
    """Whether a word can follow the people who suffered it: words of meeting death, a plural verb, "نازحين"."""
    if word.entry.kind == "light":
        return True
    near = word.start - p.end <= 3
    if word.entry.kind == "masdar":
        return near and (word.entry.outcome == "displaced" or (word.entry.id == "surrendering" and bool(word.pronoun)))
    if word.entry.kind != "verb" or word.form.tense != "perfect" or word.conjunction:
        return False
    if word.pronoun in ("ه", "ها") and p.low != 1:
        return False  # "ثلاثة ... اعتقلوه": it befell one told before, and they did it
    families = p.noun is not None and p.noun.several
    counted = word.start == p.end and (p.low or 0) > _SINGULAR_COUNTED and not families
    return word.form.number >= 2 or word.form.text.split()[0].endswith("وا") or counted
