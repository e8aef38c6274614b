"""Figures: every statement that a number of people suffered an outcome (codebook, "Figures")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.people import Counting, People
from marsad.extract.sheet import CLAUSE_ENDS, OutcomeMention, Sheet, SideMention
from marsad.lexicon.actors import VictimNoun
from marsad.lexicon.grammar import FigureGrammar
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import heads

_VERB_REACH: Final = 14
_RIGHT_REACH: Final = 14
_CASUALTIES: Final = "casualties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One figure as stated: the people, the outcome, and what linked them.

    `whole` is the index of the one it is part of.
    """

    people: People
    outcome: str
    word: OutcomeMention | None
    start: int
    end: int
    whole: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """Links the people of a sentence to what they suffered."""

    counting: Counting
    roles: RoleWords
    grammar: FigureGrammar

    def report(self, sheet: Sheet) -> list[Stated]:
        """All figures of a report, in the order of the text; parts know the index of their whole."""
        out: list[Stated] = []
        for start, end in sheet.sentences:
            if any(start <= o.start < end for o in sheet.outcomes) or self._has_part(sheet, start, end):
                self._sentence(sheet, start, end, out)
        return out

    def _has_part(self, sheet: Sheet, start: int, end: int) -> bool:
        return any(self._part_marker(sheet.words, i) for i in range(start, end))

    def _sentence(self, sheet: Sheet, start: int, end: int, out: list[Stated]) -> None:
        people = [p for q in sheet.quantities if start <= q.start < end and (p := self.counting.counted(sheet, q))]
        used: set[int] = set()
        first = len(out)
        for person in sorted([*people, *self._implied(sheet, start, end, people)], key=lambda p: p.start):
            stated = self._stated(sheet, person, start, end, out, first, used)
            if stated is not None:
                if stated.word is not None:
                    used.add(stated.word.start)
                out.append(stated)
        for stated in self._named(sheet, start, end, used, out[first:]):
            out.append(stated)
        for stated in self._nouns_alone(sheet, start, end, used, out[first:]):
            out.append(stated)

    # ---- people told without a number

    def _implied(self, sheet: Sheet, start: int, end: int, people: Sequence[People]) -> Iterator[People]:
        """Nouns of people where an outcome or "بينهم" stands beside them and no number does."""
        for i in range(start, end):
            if sheet.masked[i] or any(p.start <= i < max(p.end, p.start + 1) for p in people):
                continue
            noun = self.counting.noun_at(sheet.words, i)
            if noun is None or (i and sheet.words[i - 1] in self.grammar.none_of):
                continue
            if any(o.start == i and o.entry.kind == "noun" for o in sheet.outcomes) or self._doer(sheet, i, noun, end):
                continue
            marker = self._after_marker(sheet.words, i, start)
            beside = any(
                o.end <= i <= o.end + (not o.entry.people_only) and o.entry.kind in ("masdar", "verb")
                for o in sheet.outcomes
            ) or (
                i >= 2
                and sheet.words[i - 1] in self.grammar.one_of
                and any(o.end == i - 1 and o.entry.kind in ("masdar", "verb") for o in sheet.outcomes)
            )
            dual = noun.number == "dual"
            met = (
                i
                and sheet.words[i - 1].removeprefix("و") in self.grammar.met
                and any(o.entry.kind == "light" and i < o.start < min(i + 16, end) for o in sheet.outcomes)
            )
            if marker or beside or met or (dual and self._verb_after(sheet, i, end)):
                found = self.counting.implied(sheet, i)
                if found is not None and i and sheet.words[i - 1] in self.grammar.one_of:
                    found = replace(found, start=i - 1, low=1, high=1, qualifier="exact")  # "أحد المواطنين"
                if found is not None:
                    yield found

    def _doer(self, sheet: Sheet, i: int, noun: VictimNoun, end: int) -> bool:
        """Whether armed people after an active verb are its subject: "قتل مسلحون 3 جنود"."""
        verb = next((o for o in sheet.outcomes if o.end == i and o.entry.kind == "verb" and o.entry.active), None)
        if verb is None or noun.victims not in ("nonstate", "military") or noun.number == "dual":
            return False
        if verb.entry.outcome == "captured" or verb.entry.single:
            return True
        people = (q.number_start for q in sheet.quantities)
        return any(
            i < at <= i + 4
            and not sheet.clause_break(i, at)
            and sheet.words[at - 1] not in self.grammar.before_other_number
            for at in people
        )

    def _verb_after(self, sheet: Sheet, i: int, end: int) -> bool:
        return any(
            i < o.start < min(i + 5, end) and o.entry.kind == "verb" and o.form.number == 2 for o in sheet.outcomes
        )

    # ---- what links people to an outcome

    def _stated(
        self, sheet: Sheet, p: People, start: int, end: int, out: list[Stated], first: int, used: set[int]
    ) -> Stated | None:
        closing = next(
            (o for o in sheet.outcomes if p.end <= o.start < min(p.end + 10, end) and o.entry.kind == "closing"), None
        )
        if closing is not None and not sheet.clause_break(p.end, closing.start):
            whole = self._whole_of(sheet, out, p, closing.entry.outcome) if self._of_them(sheet, p) else None
            return self._made(p, closing.entry.outcome, closing, whole=whole, link="closing")
        among = self._among(sheet, p, start)
        if among is not None:
            whole = self._whole_of(sheet, out, p, among.entry.outcome)
            return self._made(p, among.entry.outcome, among, whole=whole, link="part", own_span=True)
        lives = next(
            (o for o in sheet.outcomes if p.end <= o.start < min(p.end + 8, end) and o.entry.id == "their-lives"), None
        )
        if p.outcome is not None:
            after = self._right(sheet, p, end)
            if (
                after is not None
                and p.outcome.start > p.number_start + 1
                and after.entry.outcome != p.outcome.entry.outcome
            ):
                return self._made(p, after.entry.outcome, after, link="right")
            return self._noun(sheet, p, p.outcome, end, out)
        part = self._after_marker(sheet.words, p.start, start)
        if part and out and self._near_whole(sheet, out, p):
            whole = self._whole(out, p.low or 0)
            word = out[whole].word
            return self._made(
                p, out[whole].outcome, None if word is None else word, whole=whole, link="part", own_span=True
            )
        if lives is not None and self._left(sheet, p, start, used) is not None:
            return self._made(p, "killed", lives, link="left")
        left, right = self._left(sheet, p, start, used), self._right(sheet, p, end)
        if left is not None and not self._right_is_nearer(p, left, right):
            return self._from_word(sheet, p, left, out, first, link="left")
        if right is not None:
            return self._from_word(sheet, p, right, out, first, link="right")
        return self._coordinated(sheet, p, out, first)

    @staticmethod
    def _right_is_nearer(p: People, left: OutcomeMention, right: OutcomeMention | None) -> bool:
        return right is not None and right.start - p.end <= 3 and p.start - left.end > 3

    def _noun(self, sheet: Sheet, p: People, word: OutcomeMention, end: int, out: list[Stated]) -> Stated:
        """ "3 قتلى": the noun is the outcome; "عشرات القتلى والجرحى" is casualties under one number."""
        whole = None
        if (
            self._after_marker(sheet.words, p.start, sheet.sentence(p.start)[0])
            and out
            and self._near_whole(sheet, out, p)
        ):
            whole = self._whole(out)
        second = next(
            (o for o in sheet.outcomes if o.start == word.end and o.conjunction == "و" and o.entry.kind == "noun"), None
        )
        if (
            second is not None
            and {second.entry.outcome, word.entry.outcome} == {"killed", "injured"}
            and not word.article
        ):
            return self._made(replace(p, end=second.end), _CASUALTIES, second, whole=whole, link="noun")
        return self._made(p, word.entry.outcome, word, whole=whole, link="noun")

    def _of_them(self, sheet: Sheet, p: People) -> bool:
        """ "أربعة منهم": a number of those told before."""
        return any(w in self.grammar.of_them for w in sheet.words[p.start : p.end + 2])

    def _among(self, sheet: Sheet, p: People, start: int) -> OutcomeMention | None:
        """ "بين القتلى أربعة أطفال", "من بين الجرحى": the noun says whose part it is and what they suffered."""
        for word in sheet.outcomes:
            if word.entry.kind == "noun" and word.article and start <= word.start < p.start <= word.end + 2:
                before = sheet.words[word.start - 1] if word.start else ""
                if any(h.form in self.grammar.among for h in heads(before)):
                    return word
        return None

    def _whole_of(self, sheet: Sheet, out: Sequence[Stated], p: People, outcome: str) -> int | None:
        """The last figure of that outcome, itself no part, in this sentence or the two before."""
        for k in range(len(out) - 1, -1, -1):
            if sheet.sentence_of[p.start] - sheet.sentence_of[out[k].start] > 2:
                return None
            if out[k].whole is None and out[k].outcome == outcome:
                return k
        return None

    def _from_word(
        self, sheet: Sheet, p: People, word: OutcomeMention, out: list[Stated], first: int, *, link: str
    ) -> Stated:
        outcome = word.entry.outcome
        both = self._joined_outcome(sheet, word)
        if both and outcome in ("killed", "injured"):
            outcome = _CASUALTIES
        return self._made(p, outcome, word, link=link)

    @staticmethod
    def _joined_outcome(sheet: Sheet, word: OutcomeMention) -> bool:
        """ "مقتل وإصابة عدد كبير": two verbal nouns over one number."""
        return any(
            o.start == word.end
            and o.conjunction == "و"
            and o.entry.kind == word.entry.kind == "masdar"
            and {o.entry.outcome, word.entry.outcome} == {"killed", "injured"}
            for o in sheet.outcomes
        ) or any(
            o.end == word.start
            and word.conjunction == "و"
            and o.entry.kind == word.entry.kind == "masdar"
            and {o.entry.outcome, word.entry.outcome} == {"killed", "injured"}
            for o in sheet.outcomes
        )

    def _left(self, sheet: Sheet, p: People, start: int, used: set[int]) -> OutcomeMention | None:
        """The outcome word before people that has not had its number yet.

        A verbal noun stands just before them, a verb in their clause.
        """
        for word in reversed(sheet.outcomes):
            if word.start < start:
                return None
            if word.end > p.start or word.entry.kind in ("closing",):
                continue
            gap = sheet.words[word.end : p.start]
            if any(w in CLAUSE_ENDS for w in gap) and not self._aside(gap):
                return None
            if self._people_between(sheet, word.end, p.start):
                return None
            distance = p.start - word.end
            if word.entry.people_only and (p.bare or (p.noun is None and not p.sides and not p.own)):
                return None
            if word.entry.kind == "masdar":
                if p.bare and distance > 0:
                    return None
                return word if distance <= 2 or self._total(sheet, word, p) else None
            if word.entry.kind == "verb":
                if word.start in used:
                    return None
                if p.bare and distance > 1:
                    return None
                return word if distance <= _VERB_REACH else None
            if word.entry.kind == "light":
                if any(w in sheet.words[word.start] for w in self.grammar.life) and distance <= 2:
                    return word
                continue
            if word.entry.kind == "noun":
                return word if self._total(sheet, word, p) else None
        return None

    def _total(self, sheet: Sheet, word: OutcomeMention, p: People) -> bool:
        """ "ارتفع عدد القتلى إلى 35", "بلغت حصيلة القتلى 12": a definite noun, then its number."""
        if p.start - word.end > 14:
            return False
        before = sheet.words[max(word.start - 5, 0) : word.start]
        counts = any(any(h.form in self.grammar.total_nouns for h in heads(w)) for w in before)
        leads = sheet.words[p.start - 1] if p.start else ""
        return counts or (word.article and leads in self.grammar.to_total)

    @staticmethod
    def _aside(gap: Sequence[str]) -> bool:
        """Whether the marks in a gap only set off a few words ("قتل، أمس، 3 أشخاص")."""
        marks = [k for k, w in enumerate(gap) if w in ("،", ",")]
        return len(marks) == 2 and marks[1] - marks[0] <= 6 and not any(w in (".", "\n", "؛", ":") for w in gap)

    def _people_between(self, sheet: Sheet, start: int, end: int) -> bool:
        return any(start <= q.number_start < end and self.counting.counted(sheet, q) for q in sheet.quantities)

    def _right(self, sheet: Sheet, p: People, end: int) -> OutcomeMention | None:
        """A verb after its subject: "سبعة جنود ليبيين قتلوا", "12 من مرافقيه لقوا مصرعهم"."""
        for word in sheet.outcomes:
            if word.start < p.end or word.start >= end:
                continue
            if word.start - p.end > _RIGHT_REACH or any(w in (".", "\n", "؛") for w in sheet.words[p.end : word.start]):
                return None
            if self._people_between(sheet, p.end, word.start):
                return None
            driven = word.entry.outcome == "displaced" and word.entry.kind == "masdar" and word.start - p.end <= 3
            fits = (
                word.entry.kind == "light"
                or driven
                or (
                    word.entry.kind == "verb"
                    and word.form.tense == "perfect"
                    and word.form.number >= 2
                    and not word.conjunction
                )
            )
            if fits:
                return word
            if word.entry.kind in ("verb", "masdar") and word.conjunction:
                return None
        return None

    def _coordinated(self, sheet: Sheet, p: People, out: list[Stated], first: int) -> Stated | None:
        """ "11 ضابطا … و14 عنصرا": people joined by و to those before them share their outcome, and their whole."""
        if len(out) == first or p.bare:
            return None
        last = out[-1]
        word = sheet.words[p.start]
        joined = (
            word.startswith("و")
            or sheet.words[p.start - 1] == "و"
            or (p.start >= 1 and sheet.words[p.start - 1] in ("،", ","))
        )
        gap = sheet.words[last.people.end : p.start]
        if not joined or len(gap) > 16 or any(w in (".", "\n") for w in gap):
            return None
        if any(last.people.end <= o.start < p.start and o is not last.word for o in sheet.outcomes):
            return None
        return self._made(p, last.outcome, last.word, whole=last.whole, link="coordinated", own_span=True)

    # ---- one person by name

    def _named(self, sheet: Sheet, start: int, end: int, used: set[int], stated: Sequence[Stated]) -> Iterator[Stated]:
        """ "مقتل أصغر باشابور", "اغتيال X": a death whose victim is told by name only."""
        taken = {s.word.start for s in stated if s.word} | used
        for word in sheet.outcomes:
            if not start <= word.start < end or word.start in taken or word.pronoun or sheet.masked[word.start]:
                continue
            naming = word.entry.outcome == "killed" and (
                (word.entry.kind == "masdar" and not word.article) or (word.entry.kind == "verb" and word.entry.single)
            )
            length = self._name_length(sheet, word.end, end) if naming and not word.entry.people_only else 0
            if length < 2:
                continue
            sides = self.counting.sides_after(sheet, word.end + length, word.end + length, member=True)
            sides = sides or self._apposition(sheet, word.end + length, end)
            p = People(
                start=word.end,
                end=word.end + length,
                low=1,
                high=1,
                qualifier="exact",
                sides=sides,
                named=True,
                number_start=word.end,
            )
            yield self._made(p, "killed", word, link="named")

    def _name_length(self, sheet: Sheet, at: int, end: int) -> int:
        """How many words of a person's name begin at a token: words of no table, joined to nothing."""
        n = at
        while n < end and n - at < 5 and sheet.words[n].isalpha() and not self._known(sheet, n):
            n += 1
        return n - at

    def _known(self, sheet: Sheet, i: int) -> bool:
        word = sheet.words[i]
        if (
            word in self.grammar.no_name
            or (len(word) > 3 and word.startswith(self.grammar.no_name_beginnings))
            or (word.startswith("ال") and len(word) > 6)
        ):
            return True
        return sheet.told(i) or self.counting.noun_at(sheet.words, i) is not None

    def _apposition(self, sheet: Sheet, at: int, end: int) -> tuple[SideMention, ...]:
        """ "…، أحد القادة الكبار في فيلق القدس": the side in the words that say who he was."""
        if at >= end or sheet.words[at] not in ("،", ","):
            return ()
        for mention in sheet.sides:
            if at < mention.start <= at + 7 and not sheet.clause_break(at + 1, mention.start):
                return (mention,)
        return ()

    # ---- outcome nouns without a number

    def _nouns_alone(
        self, sheet: Sheet, start: int, end: int, used: set[int], stated: Sequence[Stated]
    ) -> Iterator[Stated]:
        """ "سقوط قتلى وجرحى", "قتيل واحد", "قتيلان": one, two, or at least two."""
        words: list[OutcomeMention | None] = [*(s.word for s in stated), *(s.people.outcome for s in stated)]
        taken = used | {word.start for word in words if word is not None}
        taken |= {i for s in stated for i in range(s.start, s.end)}
        for word in sheet.outcomes:
            if (
                not start <= word.start < end
                or word.start in taken
                or word.entry.kind != "noun"
                or word.entry.needs_number
            ):
                continue
            if word.article or word.pronoun or sheet.masked[word.start] or not self._told_alone(sheet, word):
                continue
            low, high, qualifier = {1: (1, 1, "exact"), 2: (2, 2, "exact")}.get(word.form.number, (2, None, "vague"))
            people = self.counting.implied(sheet, word.end) if word.end < end else None
            tail = self.counting.sides_after(sheet, word.end, word.end)
            p = People(
                start=word.start,
                end=word.end,
                low=low,
                high=high,
                qualifier=qualifier,
                outcome=word,
                noun=people.noun if people and word.form.number != 1 else None,
                sides=tail,
                number_start=word.start,
            )
            yield self._made(p, word.entry.outcome, word, link="noun")

    def _told_alone(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """Whether an outcome noun without a number counts: always more than one, one only after "سقوط" and the like."""
        words = sheet.words
        previous = words[word.start - 1] if word.start else ""
        following = words[word.end] if word.end < len(words) else ""
        if any(h.form in self.grammar.not_alone for h in heads(previous)):
            return False
        if word.form.number > 1:
            return True
        fell = (
            any(o.end == word.start and o.entry.people_only for o in sheet.outcomes) or previous in self.grammar.yielded
        )
        return fell or following in self.grammar.single or (bool(word.conjunction) and previous in self.grammar.dead)

    # ---- parts

    def _part_marker(self, words: Sequence[str], i: int) -> int:
        for head in heads(words[i]):
            hit = None if head.preposition else self.roles.parts.at(head.form, words, i)
            if hit:
                return hit[0]
        return 0

    def _after_marker(self, words: Sequence[str], at: int, start: int) -> bool:
        """Whether "بينهم" (with a word or a coordinated part between) leads to the people at a token."""
        for i in range(max(start, at - 4), at):
            length = self._part_marker(words, i)
            if (
                length
                and i + length <= at <= i + length + 1
                and not any(w in CLAUSE_ENDS for w in words[i + length : at])
            ):
                return True
        return False

    def _near_whole(self, sheet: Sheet, out: Sequence[Stated], p: People) -> bool:
        """Whether the figure a part would break down stands in its sentence or the one before."""
        return 0 <= sheet.sentence_of[p.start] - sheet.sentence_of[out[self._whole(out)].start] <= 1

    @staticmethod
    def _whole(out: Sequence[Stated], least: int = 0) -> int:
        """The figure that a part breaks down: the last one that is itself no part and is not smaller."""
        wholes = [k for k in range(len(out) - 1, -1, -1) if out[k].whole is None]
        big = [
            k
            for k in wholes[:3]
            if (out[k].people.high or out[k].people.low or 0) >= least or out[k].people.high is None
        ]
        return (big or wholes or [len(out) - 1])[0]

    @staticmethod
    def _made(
        p: People,
        outcome: str,
        word: OutcomeMention | None,
        *,
        whole: int | None = None,
        link: str,
        own_span: bool = False,
    ) -> Stated:
        start, end = p.start, p.end
        if word is not None and not own_span:
            start, end = min(start, word.start), max(end, word.end)
        return Stated(
            people=p, outcome=outcome, word=word, start=start, end=max(end, start + 1), whole=whole, link=link
        )


def phrase_in(index: WordIndex[str], words: Sequence[str], start: int, end: int) -> int | None:
    """The first token in `[start, end)` at which a phrase of an index begins, or None."""
    for i in range(max(start, 0), min(end, len(words))):
        for head in heads(words[i]):
            if index.at(head.form, words, i):
                return i
    return None
