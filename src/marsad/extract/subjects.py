"""Subjects of verbs: after the verb, before it, in a relative clause, or in the pronoun of the one who speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from marsad.extract.parties import Parties, Party
from marsad.extract.sheet import CLAUSE_ENDS, Sheet, TriggerMention
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import splits
from marsad.text.remembering import remembered

_FAR_AFTER: Final = 6  # words from a verb to its subject, dates left out
_FAR_BEFORE: Final = 14
_SPOKEN: Final = 30
_OF_WEAPON: Final = 6  # words from a verb to the side whose aircraft is its subject
_TO_SPEAKER: Final = 8  # words from a verb of saying to who says it


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A report with its parties and the tokens of its verbs."""

    sheet: Sheet
    parties: tuple[Party, ...]
    verbs: frozenset[int]

    def between(self, low: int, high: int) -> tuple[Party, ...]:
        """The parties that start in tokens `[low, high)`."""
        return tuple(p for p in self.parties if low <= p.start < high)

    def verb_in(self, low: int, high: int) -> bool:
        """Whether a verb stands in tokens `[low, high)`."""
        return any(i in self.verbs for i in range(low, high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Finds the subjects of verbs; `saying` are the verbs of saying."""

    words: RoleWords
    grammar: ArgumentGrammar
    saying: frozenset[str]
    _verb: Callable[[str], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_verb", remembered(self._is_verb))

    def scene(self, sheet: Sheet) -> Scene:
        """A report made ready."""
        verbs = {t.start for t in sheet.triggers if t.entry.kind == "verb"}
        verbs |= {i for i, w in enumerate(sheet.words) if self._verb(w)}
        verbs |= {o.start for o in sheet.outcomes if o.form.tense}
        found = frozenset(verbs).difference(
            *(range(d.start, d.end) for d in sheet.dates)
        )  # "فجر اليوم" blew up nothing
        return Scene(sheet=sheet, parties=Parties(grammar=self.grammar).of(sheet, found), verbs=found)

    def launches(self, word: str) -> bool:
        """Whether a word is a verb of launching, carrying out, trying or being able."""
        return word in self.words.launch or any(
            s.stem in self.words.launch for s in splits(word) if not s.article and not s.preposition
        )

    def _is_verb(self, word: str) -> bool:
        return self.launches(word) or self.says(word) or self._inflicts(word)

    def _inflicts(self, word: str) -> bool:
        return word.removeprefix("و") in self.words.object_verbs

    def says(self, word: str) -> bool:
        """Whether a word is a verb of saying; not "تابع", which is more often what belongs to somebody."""
        if word in self.grammar.belongs:
            return False
        return word in self.saying or (word[:1] in "وف" and word[1:] in self.saying)

    def of_trigger(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """The subject of a verb that tells of an event; None where a strike or a weapon is its subject."""
        if trigger.entry.id.startswith("explo"):
            return None
        owner = self.of_aircraft(scene, trigger.start)
        if owner is not None or self._instrument(scene, trigger):
            return owner
        if self.by_weapon(scene.sheet, trigger):
            return self.of_weapon(scene, trigger.end)
        if self._by_its_own(scene.sheet, trigger):
            before = scene.between(scene.sheet.sentence(trigger.start)[0], trigger.start)
            return next((p for p in reversed(before) if p.bare and not p.passive and p.kind != "adjective"), None)
        plural = trigger.form.number == 3 and trigger.form.text.endswith(("وا", "ون"))
        object_next = scene.sheet.words[trigger.end - 1] in self.grammar.object_next
        return self.of(scene, trigger.start, trigger.end, plural=plural or object_next)

    def of(self, scene: Scene, start: int, end: int, *, plural: bool = False) -> Party | None:
        """The subject of the verb at tokens `[start, end)`; `plural`: one that has it before, if any."""
        return (
            self._spoken(scene, start)
            or self._pronoun(scene, start)
            or self._close(scene, start)
            or (None if plural or self._its_own(scene.sheet, start, end) else self._after(scene, end))
            or self._before(scene, start)
        )

    def _its_own(self, sheet: Sheet, start: int, end: int) -> bool:
        """ "النائب الذي اتهم X": whether the subject stands before the verb of a clause about it, so that none follows.

        "القصف الذي شنه X", "البلدة التي دخل إليها X": of a pronoun that takes up something else the subject follows.
        """
        words = sheet.words
        if not start or words[start - 1] not in self.grammar.relative:
            return False
        verb = next((t for t in sheet.triggers if t.start == start), None)
        joined = verb.pronoun if verb is not None else words[start].endswith(("ه", "ها", "هما", "هم"))
        return not joined and self.grammar.taking_up.isdisjoint(words[start : end + 2])

    def _pronoun(self, scene: Scene, start: int) -> Party | None:
        """ "أحد مقاتلي التنظيم، وهو يتوعد X": the side that a pronoun right before the verb takes up."""
        if not start or scene.sheet.words[start - 1] not in self.grammar.takes_up:
            return None
        before = [p for p in scene.between(scene.sheet.sentence(start)[0], start) if not p.passive]
        return before[-1] if before else None

    def by_weapon(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "ضربت طائرات مسجدا", "هاجمت طائرة حربية": a verb whose subject is aircraft or shells, nobody's at first."""
        last = sheet.words[trigger.end - 1] if trigger.end - trigger.start > 1 else ""
        after = sheet.words[trigger.end] if trigger.end < len(sheet.words) else ""
        return trigger.entry.refine and (last in self.grammar.aircraft or after in self.grammar.aircraft)

    def _by_its_own(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "قصفت طائراتها": a verb whose subject is the aircraft or guns of who was named before."""
        after = sheet.words[trigger.end] if trigger.end < len(sheet.words) else ""
        owned = any(s.pronoun and not s.preposition and s.stem in self.grammar.aircraft for s in splits(after))
        return trigger.entry.refine and owned

    def of_aircraft(self, scene: Scene, start: int) -> Party | None:
        """Whose the aircraft or guns are that stand before their verb: "مسيرة تركية استهدفت", "طائرات للنظام تقصف"."""
        words, low = scene.sheet.words, scene.sheet.sentence(start)[0]
        party = next((p for p in scene.between(low, start) if p.end == start), None)
        if party is None or party.passive or party.lead not in ("", "ل"):
            return None
        whose = party.start - (words[party.start - 1] == "ل")  # لـ"التحالف الدولي"
        for i in range(whose - 1, max(party.start - _OF_WEAPON, low - 1), -1):
            if words[i] in CLAUSE_ENDS or words[i] in self.grammar.leads or i in scene.verbs:
                return None
            if self.grammar_word(words[i], self.grammar.aircraft):
                return party
        return None

    def of_weapon(self, scene: Scene, end: int) -> Party | None:
        """Whose the aircraft is that is the subject of the verb that ends at a token ("طائرات للنظام")."""
        words, (_, high) = scene.sheet.words, scene.sheet.sentence(end - 1)
        for party in scene.between(end, min(high, end + _OF_WEAPON)):
            gap = words[end : party.start]
            led = party.lead in ("", "ل") and not party.passive
            if any(w in CLAUSE_ENDS or w in self.grammar.leads for w in gap) or any(
                self.grammar_word(w, self.grammar.possessions) and w not in self.grammar.aircraft for w in gap
            ):
                return None
            return party if led else None
        return None

    def _instrument(self, scene: Scene, trigger: TriggerMention) -> bool:
        """ "غارة أخرى دمرت", "إن طائرة مسيرة قصفت": the strike or the weapon is the subject, not who made it."""
        words, low = scene.sheet.words, scene.sheet.sentence(trigger.start)[0]
        if words[trigger.start].startswith("و") or trigger.conjunction or words[trigger.start - 1] == "و":
            return False
        noun = {t.end - 1 for t in scene.sheet.triggers if not t.form.tense}
        starts = {p.end for p in scene.parties}
        for i in range(trigger.start - 1, max(trigger.start - 5, low - 1), -1):
            if words[i] in CLAUSE_ENDS or i + 1 in starts or i in scene.verbs:
                return False
            if i in noun or self.grammar_word(words[i], self.grammar.weapons):
                return True
        return False

    def _after(self, scene: Scene, end: int) -> Party | None:
        """The first side after a verb, where nothing leads to it."""
        sheet = scene.sheet
        for party in scene.between(end, sheet.sentence(end - 1)[1]):
            if self.broken(sheet, end, party.start) or scene.verb_in(end, party.start):
                return None
            if party.kind in ("country", "capital") and party.lead:
                continue
            if not party.bare or party.passive or self._distance(sheet, end, party.start) > _FAR_AFTER:
                return None
            gap = sheet.words[end : party.start]
            of_units = gap == ["من"] and self.grammar_word(sheet.words[end - 1], self.grammar.members)
            if gap and gap[0] in self.grammar.no_subject_between and not of_units:
                return None
            if any(w in self.grammar.that or w in self.grammar.of_speaker for w in gap):
                return None  # "واعتبر أن X": what is said begins before the side
            if any(self.grammar_word(w, self.grammar.possessions) for w in gap):
                return None
            return party
        return None

    def close_before(self, scene: Scene, start: int) -> Party | None:
        """The subject right before a verb, or None."""
        return self._close(scene, start)

    def _close(self, scene: Scene, start: int) -> Party | None:
        """ "المقاومة تطرد", "الفصائل التي حاولت": a subject right before its verb."""
        sheet = scene.sheet
        for party in reversed(scene.between(sheet.sentence(start)[0], start)):
            gap = sheet.words[party.end : start]
            topic = party.start > 0 and sheet.words[party.start - 1] in self.grammar.that
            described = topic and len(gap) == 1 and gap[0].startswith("ال")  # "بأن عناصر X الإرهابي هاجمت"
            if len(gap) > 1 or (gap and gap[0] not in self.grammar.who and not described):
                return None
            joined = sheet.words[start].startswith("و") and not gap
            usable = (party.bare or bool(gap)) and party.kind != "adjective" and not party.passive
            if usable and not gap and self.of_relative(scene, party):
                continue
            return party if usable and not joined else None
        return None

    def _before(self, scene: Scene, start: int) -> Party | None:
        """The nearest side before a verb that may be its subject: of its clause, or of the verb it goes on from."""
        sheet = scene.sheet
        low = sheet.sentence(start)[0]
        for party in reversed(scene.between(max(low, start - 40), start)):
            if party.passive or not party.bare or party.kind in ("adjective", "country"):
                continue
            if self.of_relative(scene, party):
                continue
            if sheet.words[start].startswith("و") or sheet.words[start - 1] == "و":
                return self._same(scene, start) or party
            topic = sheet.words[start - 1] in ("،", ",") and not sheet.clause_break(party.end, start - 1)
            topic = topic and any(w in self.grammar.that for w in sheet.words[max(party.start - 6, low) : party.start])
            if self._distance(sheet, party.end, start) > _FAR_BEFORE:
                return None
            if self.broken(sheet, party.end, start) and not topic:
                return None
            told = (i for i in range(party.end, start) if i in scene.verbs and not self.relative(scene.sheet.words[i]))
            return party if next(told, None) is None else None
        return None

    def of_relative(self, scene: Scene, party: Party) -> bool:
        """ "X المدعومون بغارات ينفذها Y انتزعوا": Y is the subject of a clause inside, and of no verb after it."""
        return party.start > 0 and self.relative(scene.sheet.words[party.start - 1])

    def relative(self, word: str) -> bool:
        """Whether a word is a verb of launching with its object joined, as a clause about the object begins."""
        return word.endswith(("ها", "ه")) and self.launches(word)

    def _same(self, scene: Scene, start: int) -> Party | None:
        """The subject of the verb that one joined by و goes on from."""
        low = scene.sheet.sentence(start)[0]
        for i in range(start - 1, low - 1, -1):
            if i in scene.verbs and not self.says(scene.sheet.words[i]):
                inflicts = scene.sheet.words[i].removeprefix("و") in self.words.object_verbs
                return self.of(scene, i, i + 1, plural=inflicts)
        return None

    def _spoken(self, scene: Scene, start: int) -> Party | None:
        """ "أعلن الجيش أنه سيطر", "إن قواتها تتصدى": the pronoun of the one who speaks."""
        words, low = scene.sheet.words, scene.sheet.sentence(start)[0]
        for i in range(start - 1, max(start - 4, low - 1), -1):
            if words[i] in CLAUSE_ENDS:
                break
            if words[i] in self.grammar.of_speaker or self._own(words, i):
                ours = next((p for p in scene.parties if p.start == i), None)  # "إن قواتنا تصدت": whose is known
                speaker = ours or self.speaker(scene, i) or self._possessor(scene, i)
                with_him = next((p for p in scene.between(i + 1, start) if p.joined and speaker is not None), None)
                if speaker is None or with_him is None:
                    return speaker
                return replace(
                    speaker, mentions=(*speaker.mentions, *with_him.mentions)
                )  # "إن مقاتليه والجيش استعادوا"
        return None

    def _possessor(self, scene: Scene, i: int) -> Party | None:
        """ "اتهامات X للتحالف بأن طائراته قصفت": whose, where nobody speaks: the side named last before."""
        if not self._own(scene.sheet.words, i):
            return None
        before = [p for p in scene.between(scene.sheet.sentence(i)[0], i) if not p.passive]
        return before[-1] if before else None

    def _own(self, words: Sequence[str], i: int) -> bool:
        return words[i] in self.words.own and bool(i) and words[i - 1].removeprefix("و") in self.grammar.that

    def speaker(self, scene: Scene, at: int) -> Party | None:
        """The side that speaks before a token: the first after the last verb of saying, else the one before it."""
        low = scene.sheet.sentence(at)[0]
        said = next((i for i in range(at - 1, max(low, at - _SPOKEN) - 1, -1) if self.says(scene.sheet.words[i])), None)
        if said is None:
            return None
        ends = (i for i in range(said + 1, at) if self._told_next(scene.sheet.words[i]))
        inside = [p for p in scene.between(said, min(next(ends, at), said + _TO_SPEAKER)) if not p.passive]
        if inside:
            named = inside[1:2] if inside[0].kind == "generic" and [p.lead for p in inside[1:2]] == ["باسم"] else []
            return (named or inside)[0]  # "الناطق العسكري باسم X": X speaks
        before = [p for p in scene.between(low, said) if not p.passive]
        return before[-1] if before else None

    def _told_next(self, word: str) -> bool:
        """Whether what is said begins at a word ("أن", "إلى")."""
        return word in self.grammar.that or word in self.grammar.of_speaker or word in ("إلى", "عن", ":")

    # ---- small questions

    @staticmethod
    def grammar_word(word: str, table: frozenset[str]) -> bool:
        """Whether a word is in a table, clitics taken off."""
        return any(s.stem in table for s in splits(word) if not s.pronoun)

    @staticmethod
    def _distance(sheet: Sheet, low: int, high: int) -> int:
        """Words in tokens `[low, high)` that are no words of time."""
        return sum(not any(d.start <= i < d.end for d in sheet.dates) for i in range(low, high))

    @staticmethod
    def broken(sheet: Sheet, low: int, high: int) -> bool:
        """Whether a clause ends in tokens `[low, high)`; two commas that set off a few words do not end it."""
        marks = [i for i in range(low, high) if sheet.words[i] in CLAUSE_ENDS]
        aside = len(marks) == 2 and marks[1] - marks[0] <= 8 and all(sheet.words[i] in ("،", ",") for i in marks)
        return bool(marks) and not aside
