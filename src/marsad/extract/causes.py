"""What caused a toll: the event it belongs to, and the side that did it (codebook, "Figures": by).

In a two-sided clash `by` is null unless the text says who killed them; if two sides are named as causing it, the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.claimed import claimant_at
from marsad.extract.draft import HARMFUL, Draft
from marsad.extract.fighting import fights
from marsad.extract.matching import phrase_in
from marsad.extract.owners import NOBODY, named_sides
from marsad.extract.sheet import Sheet, SideMention
from marsad.extract.speakers import speaking_side
from marsad.extract.stated import Stated
from marsad.extract.victims import NOT_PEOPLE, Victims
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.camps import Camps
from marsad.lexicon.grammar import CauseGrammar
from marsad.lexicon.roles import RoleWords

# The events by which people are captured or driven out; other outcomes are of all that harm but do not hold or drive.
_FITS: Final = {
    "captured": frozenset({"abduction", "arrest", "clash"}),
    "displaced": frozenset({"displacement", "clash", "shelling", "airstrike"}),
}
_OTHERS: Final = HARMFUL - {"arrest", "abduction", "displacement"}
_OWNED_UP: Final = 6  # words from a verb of owning up to the toll
_ANNOUNCED: Final = frozenset({"killed", "injured", "captured", "casualties"})
_HELD: Final = frozenset({"territory_taken", "withdrawal"})  # what is won and left in fights that harm both
_REACH: Final = 120  # words back to an event of a sentence before
_ABLE_REACH: Final = 12  # words from a verb of ability to the verbal noun of what was done
_SINCE_REACH: Final = 3  # words from "since" to the event it names
_BEFORE: Final = 2  # sentences before an event in which its doer may be named
_CLASH_AFTER: Final = 8  # words from a toll to what it is told to be of
_BEGAN: Final = 7  # words from "since" to who began what a toll runs since
_JOINED: Final = 1  # words between two sides that do something together
_SUBJECT_REACH: Final = 7  # words from a subject to the verb after it


def cause_of(sheet: Sheet, s: Stated, k: int, drafts: Sequence[Draft]) -> int | None:
    """The index of the event that figure `k` is a toll of: nearest in its sentence, else the last one before."""
    for n, d in enumerate(drafts):
        if k in d.figures:
            return n
    fits = _FITS.get(s.outcome, _OTHERS)
    if s.people.low == s.people.high == 1 and s.outcome == "killed":
        near = [n for n, d in enumerate(drafts) if d.type == "killing" and abs(d.start - s.start) <= 6]
        if near:
            return near[0]
    here = [
        n
        for n, d in enumerate(drafts)
        if d.type in fits and any(sheet.same_sentence(a, s.start) for a, _ in ((d.start, 0), *d.also))
    ]
    if here:
        return min(here, key=lambda n: min(abs(a - s.start) for a, _ in ((drafts[n].start, 0), *drafts[n].also)))
    low, _ = sheet.sentence(s.start)
    if any(low <= d.start < s.start and d.type in _HELD for d in drafts):
        return None  # "استعادوا القرية، مؤكدا مقتل العشرات": of that fight, and of no attack told before it
    before = [n for n, d in enumerate(drafts) if d.type in fits and 0 < s.start - d.start < _REACH]
    return before[-1] if before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CausedBy:
    """Tells which side caused a toll."""

    roles: RoleWords
    grammar: CauseGrammar
    camps: Camps
    registry: ActorRegistry

    def side(
        self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None, drafts: Sequence[Draft], *, scope: str
    ) -> str | None:
        """The side's label by the words around the figure, else the doer of its event; None in a clash.

        `drafts` are all events: where its own tells no doer, another attack of its sentence may.
        """
        told = self._told(sheet, s, whom, cause, drafts, scope=scope)
        return told or self._announcer(sheet, s, whom)

    def _announcer(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """ "أعلن الجيش مقتل 88 إرهابيا": the side that announces what its enemy's fighters suffered did it."""
        if whom.victims not in ("nonstate", "military") or whom.group is None or s.outcome not in _ANNOUNCED:
            return None
        if s.word is None or s.word.entry.kind != "masdar" or _otherwise(sheet, s):
            return None
        side = speaking_side(sheet, claimant_at(sheet, s.start), s.start)
        label = side.labels[0] if side is not None else None
        if label is None or self.camps.allied(label, whom.group):
            return None
        actor = self.registry.actors[label]
        state = actor.kind == "state" and whom.victims == "military"  # a government tells of its soldiers
        return label if fights(actor) and not state else None

    def _told(
        self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None, drafts: Sequence[Draft], *, scope: str
    ) -> str | None:
        """The side by the words around the figure and its event."""
        told = self._by(sheet, s) or self._agent(sheet, s, whom) or self._massacre(sheet, s)
        if told is not None:
            return told
        if scope != "incident" and self._since(sheet, s, whom):
            return None  # "بلغ عدد القتلى منذ بدء الحرب": of all that was done since, by whomever
        told = self._because(sheet, s)
        if told is not None and told not in (whom.group, *NOT_PEOPLE):
            return told
        if cause is not None and symmetric(cause) and s.outcome == "captured":
            return self._captor(whom, cause)
        if cause is None or symmetric(cause) or _clash_after(sheet, s) or _in_a_fight(sheet, s):
            return None
        here = any(sheet.same_sentence(at, s.start) for at, _ in ((cause.start, 0), *cause.also))
        if _in_their_own(sheet, s, cause) or (not here and self._admitted(sheet, s)):
            return None
        if scope != "incident" and not here:
            return None
        if any(w in self.grammar.since for w in sheet.words[max(cause.start - _SINCE_REACH, 0) : cause.start]):
            return None  # "منذ بدأت القوات هجومها": since it, and not by it
        return self._doer(sheet, s, whom, cause) or self._beside(sheet, s, whom, drafts)

    def _admitted(self, sheet: Sheet, s: Stated) -> bool:
        """ "اعترفت X بفقدان 11 مقاتلا": whether a toll is owned up to."""
        low, _ = sheet.sentence(s.start)
        near = sheet.words[max(low, s.start - _OWNED_UP) : s.start + 1]
        return any(w.removeprefix("و").startswith(self.grammar.admits_beginnings) for w in near)

    def _since(self, sheet: Sheet, s: Stated, whom: Victims) -> bool:
        """Whether a toll runs since something that lasts ("منذ اندلاع التصعيد"), and not since their enemy began it."""
        low, high = sheet.sentence(s.start)
        at = phrase_in(self.roles.since, sheet.words, low, high)
        if at is None:
            return False
        began = any(at < m.start <= at + _BEGAN and m.labels[0] not in NOBODY for m in sheet.sides)
        return whom.group is None or not began

    def _beside(self, sheet: Sheet, s: Stated, whom: Victims, drafts: Sequence[Draft]) -> str | None:
        """The doer of the nearest other attack of the figure's sentence, unless there is fighting in it."""
        fits = _FITS.get(s.outcome, _OTHERS)
        places = ((d, (d.start, *(a for a, _ in d.also))) for d in drafts if d.type in fits)
        here = [d for d, at in places if any(sheet.same_sentence(a, s.start) for a in at)]
        if any(symmetric(d) for d in here):
            return None
        told = (self._doer(sheet, s, whom, d) for d in sorted(here, key=lambda d: abs(d.start - s.start)))
        return next((label for label in told if label is not None), None)

    def _captor(self, whom: Victims, cause: Draft) -> str | None:
        """Prisoners of a fight were taken by the side that fights theirs."""
        if whom.group is None:
            return None
        others = (a for a in cause.roles.actors if a not in NOBODY and not self.camps.allied(a, whom.group))
        return next(others, None)

    # ---- by the words around the figure

    def _by(self, sheet: Sheet, s: Stated) -> str | None:
        """ "على يد X", "من قبل X" after the figure."""
        _, high = sheet.sentence(s.start)
        for mention in sheet.sides:
            if not s.start <= mention.start < high:
                continue
            at = phrase_in(self.roles.by, sheet.words, max(mention.start - 4, s.start), mention.start)
            if at is not None and not sheet.clause_break(at, mention.start):
                return mention.labels[0]
        return None

    def _because(self, sheet: Sheet, s: Stated) -> str | None:
        """ "جراء الرد التركي", "نتيجة القصف التركي": the side in the words that say why."""
        _, high = sheet.sentence(s.start)
        for i in range(s.start, min(s.end + 4, high)):
            if sheet.words[i] in self.roles.because:
                for mention in sheet.sides:
                    if i < mention.start <= i + 4 and not sheet.clause_break(i, mention.start):
                        return None if mention.labels[0] in NOT_PEOPLE else mention.labels[0]
        return None

    def _massacre(self, sheet: Sheet, s: Stated) -> str | None:
        """ "ارتكبت X مجزرة راح ضحيتها 5", "مجزرة ارتكبتها X": who committed what the toll is of, in its sentence."""
        low, _ = sheet.sentence(s.start)
        if not any(w in self.grammar.massacre for w in sheet.words[low : s.start]):
            return None
        for i in range(low, s.start):
            if sheet.words[i].removeprefix("و").startswith(self.grammar.commit_beginnings):
                after = [m for m in sheet.sides if i < m.start <= i + 3 and m.labels[0] not in NOBODY]
                return after[0].labels[0] if after else None
        return None

    # ---- who did what the outcome word says

    def _agent(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """The subject of an active verb, or whoever was able to do what a verbal noun says."""
        word = s.word
        inflicting = self._inflicting(sheet, s, whom)
        if inflicting is not None:
            return inflicting
        if word is None or word.entry.own or s.link in ("right", "closing", "part") or s.people.start < word.start:
            return None
        if word.entry.kind == "masdar":
            return self._able(sheet, word.start, whom)
        if word.entry.kind != "verb" or not word.entry.active:
            return None
        if sheet.words[word.start - 1 : word.start] and sheet.words[word.start - 1] in self.grammar.who_were:
            return None  # "عدد من قتلوا": of those who were killed
        between = [
            m for m in named_sides(sheet, word.end, s.people.start) if m.start <= word.end + 1 and not m.preposition
        ]
        if between:
            return between[0].labels[0]
        before = sheet.words[word.start - 1] if word.start else ""
        takes_subject = (
            self._active(s) or before in self.grammar.subject_before or self._right_before(sheet, word.start)
        )
        return self._subject_before(sheet, word.start, whom) if takes_subject else None

    def _inflicting(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """ "كبد المقاتلون الحرس عددا من القتلى": the subject of a verb of inflicting losses."""
        low, _ = sheet.sentence(s.start)
        for i in range(max(low, s.start - _ABLE_REACH), s.start):
            if sheet.words[i].removeprefix("و") in self.roles.object_verbs:
                named = [m for m in named_sides(sheet, low, s.people.start) if m.labels[0] != whom.group]
                return _first_joined(sheet, named) if named else None
        return None

    @staticmethod
    def _active(s: Stated) -> bool:
        """Whether a verb with people after it can only have another subject.

        "قتلوا 5": a verb before its subject is in the singular; "قتلت 10 مسلحين": and has its gender.
        """
        word = s.word
        assert word is not None
        if word.form.number == 3 and not word.form.text.endswith("ن"):
            return True
        noun = s.people.noun
        feminine = noun is not None and (noun.text.endswith(("ة", "ات")) or noun.age_sex == "women")
        return word.form.feminine and word.form.number == 1 and not feminine

    def _subject_before(self, sheet: Sheet, at: int, whom: Victims) -> str | None:
        """The side named last before a verb, in its sentence, that is not the victims' own; not one in a phrase."""
        low, _ = sheet.sentence(at)
        named = [m for m in named_sides(sheet, low, at) if m.labels[0] != whom.group and not self._place(sheet, m)]
        near = [m for m in named if at - m.end <= _SUBJECT_REACH and not sheet.clause_break(m.end, at)]
        chosen = near or [m for m in named if not m.preposition]
        return _first_joined(sheet, chosen) if chosen else None

    def _place(self, sheet: Sheet, m: SideMention) -> bool:
        """Whether a state or a capital is named as where something is ("في لبنان", "قرب مطار كابول")."""
        before = sheet.words[m.start - 1] if m.start else ""
        return m.kind == "capital" or (m.kind == "country" and (bool(m.preposition) or before in self.grammar.where))

    @staticmethod
    def _right_before(sheet: Sheet, at: int) -> bool:
        """ "التحالف يقتل شخصا": whether a side stands right before a verb, as headlines have it."""
        near = [m for m in sheet.sides if m.end == at and not m.preposition and m.kind not in ("adjective", "capital")]
        return bool(near) and near[0].labels[0] not in NOBODY and not sheet.words[at].startswith("و")

    def _able(self, sheet: Sheet, at: int, whom: Victims) -> str | None:
        """ "تمكنت المقاومة من أسر 11", "نجحت القوات بقتل قيادي": the subject of a verb of ability before."""
        low, _ = sheet.sentence(at)
        for i in range(at - 1, max(low, at - _ABLE_REACH) - 1, -1):
            word = sheet.words[i].removeprefix("و")
            if word in self.grammar.able:
                after = [m for m in named_sides(sheet, i + 1, at) if m.labels[0] != whom.group]
                before = [m for m in named_sides(sheet, low, i) if m.labels[0] != whom.group]
                found = after[:1] or before[-1:]
                return found[0].labels[0] if found else None
        return None

    # ---- by the event

    def _doer(self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft) -> str | None:
        """The first doer of an event that is not the victims' own side."""
        nobody = (whom.group, *NOBODY, *(label for m in s.people.sides for label in m.labels))
        doers = [a for a in cause.roles.actors if a not in nobody and _named_near(sheet, s, cause, a)]
        order = [
            m.labels[0] for m in sheet.sides if m.start >= cause.start and sheet.same_sentence(m.start, cause.start)
        ]
        return min(doers, key=lambda a: order.index(a) if a in order else len(order)) if doers else None


def _named_near(sheet: Sheet, s: Stated, cause: Draft, label: str) -> bool:
    """Whether a doer is named with the toll, with its event, or between them."""
    at = (s.start, cause.start, *(a for a, _ in cause.also))
    first, last = min(map(sheet.sentence_of.__getitem__, at)), max(map(sheet.sentence_of.__getitem__, at))
    first -= _BEFORE
    return any(label in m.labels and first <= sheet.sentence_of[m.start] <= last for m in sheet.sides)


def _in_a_fight(sheet: Sheet, s: Stated) -> bool:
    """ "المعارك انتهت بمقتل 28": a fight between two sides, told before the toll nearer than any attack of one side."""
    low, _ = sheet.sentence(s.start)
    attacks = [t for t in sheet.triggers if t.type in _OTHERS]
    before = [t for t in attacks if low <= t.start < s.start]
    after = [t for t in attacks if s.end <= t.start <= s.end + _CLASH_AFTER and not sheet.clause_break(s.end, t.start)]
    return bool(before) and before[-1].entry.roles == "symmetric" and not after


def _otherwise(sheet: Sheet, s: Stated) -> bool:
    """Whether the sentence of a toll tells a fight, a strike or a bomb: who announces it need not have done it."""
    low, high = sheet.sentence(s.start)
    here = (t for t in sheet.triggers if low <= t.start < high)
    return any(t.entry.roles == "symmetric" or t.type in _OTHERS - {"clash", "killing"} for t in here)


def _in_their_own(sheet: Sheet, s: Stated, cause: Draft) -> bool:
    """ "قتل خمسة منهم أثناء هجومهم على X": an attack after the people that is told as theirs by a pronoun."""
    trigger = cause.trigger
    own = trigger is not None and trigger.pronoun.startswith("هم") and not (trigger.form.tense or trigger.entry.refine)
    return own and 0 < cause.start - s.end <= _CLASH_AFTER and sheet.same_sentence(cause.start, s.start)


def _first_joined(sheet: Sheet, named: Sequence[SideMention]) -> str:
    """The last side of some, or the first of those that و joins into one subject with it ("X وY كبدت …")."""
    at = len(named) - 1
    while at and named[at].conjunction == "و" and named[at].start - named[at - 1].end <= _JOINED:
        if sheet.clause_break(named[at - 1].end, named[at].start):
            break
        at -= 1
    return named[at].labels[0]


def symmetric(cause: Draft) -> bool:
    """Whether an event is fighting between two sides, either of which may have killed."""
    return cause.trigger is not None and cause.trigger.entry.roles == "symmetric"


def _clash_after(sheet: Sheet, s: Stated) -> bool:
    """ "في القصف والاشتباكات": a clash told beside the strike, so that it is not told which of the two did it."""
    return any(
        t.entry.roles == "symmetric"
        and s.end <= t.start <= s.end + _CLASH_AFTER
        and not sheet.clause_break(s.end, t.start)
        for t in sheet.triggers
    )
