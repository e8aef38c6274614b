"""Whom a figure counts: civilians or fighters, and of which side (codebook, "Figures": victims, group)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.draft import HARMFUL, Draft
from marsad.extract.owners import Owners, named_sides
from marsad.extract.people import Counting, People
from marsad.extract.sheet import Sheet, SideMention
from marsad.extract.stated import Stated
from marsad.lexicon.actors import ActorRegistry, VictimNoun
from marsad.lexicon.camps import Camps
from marsad.lexicon.grammar import VictimGrammar
from marsad.text.folding import fold_word

NOT_PEOPLE: Final = frozenset({"civilians", "infrastructure"})
_CIVILIAN: Final = "مدني"  # the lemma of who is a civilian and nothing more
_PARTS: Final = ("part", "closing", "coordinated")  # links that say that a figure is part of another
_SUSPECTED: Final = 6  # words after people in which they are said to be suspects
_FIGHTERS: Final = frozenset({"military", "nonstate"})


@dataclass(frozen=True, slots=True)
class Victims:
    """Whom a figure counts: the codebook's `victims`, the side as a registry id or None."""

    victims: str
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimsOf:
    """Tells whom the figures of a report count."""

    registry: ActorRegistry
    counting: Counting
    owners: Owners
    camps: Camps
    grammar: VictimGrammar

    def figures(self, sheet: Sheet, stated: Sequence[Stated], causes: Sequence[Draft | None]) -> list[Victims]:
        """The victims of each figure; `causes` are the events that the figures are tolls of."""
        home = self._home(sheet)
        out: list[Victims] = []
        for k, (figure, cause) in enumerate(zip(stated, causes, strict=True)):
            told = self._told(sheet, figure) or self._more_of(sheet, stated, k, out)
            if told is not None and told.group == "militants" and figure.whole is not None:
                told = out[figure.whole] if out[figure.whole].group and figure.whole < k else told
            out.append(self._in_event(sheet, figure, told or self._by_noun(sheet, figure, home), cause, out))
        return self._with_parts(sheet, stated, out)

    # ---- by their own words

    def _told(self, sheet: Sheet, s: Stated) -> Victims | None:
        """By the side or the noun that the words name."""
        p = s.people
        if any(w in self.grammar.both_sides for w in sheet.words[p.start : s.end + 3]):
            return None
        if self._nationality(p):
            return Victims("civilian", None)
        sides = p.sides or self._of_total(sheet, s) or self._lost_to(sheet, p)
        labels = list(dict.fromkeys(label for m in sides for label in m.labels))
        armed = [label for label in labels if label not in (*NOT_PEOPLE, "unknown")]
        armed = [label for label in armed if label != "militants"] or armed  # "مسلحين من تنظيم الدولة"
        if not armed:
            own = self.owners.of(sheet, s)
            armed = [own] if own else []
        civilian_noun = p.noun is not None and p.noun.victims == "civilian" and not self._armed(sheet, p)
        if armed and not civilian_noun:
            return self._of_sides(armed)
        if civilian_noun or "civilians" in labels or self._said_civilian(sheet, s):
            return Victims("civilian", None)
        side = self._noun_side(sheet, p.noun) if p.noun is not None else None
        return Victims(self._class(side), side) if side is not None else None

    def _armed(self, sheet: Sheet, p: People) -> bool:
        """ "ثلاث نساء مسلحات"."""
        return any(w in self.grammar.armed_adjectives for w in sheet.words[p.start : p.end + 1]) and not p.others

    @staticmethod
    def _lost_to(sheet: Sheet, p: People) -> tuple[SideMention, ...]:
        """ "سقط للنظام عشرات العناصر": the side to whom people right after it were lost."""
        return tuple(m for m in sheet.sides if m.end == p.start and m.preposition == "ل" and m.kind != "adjective")

    def _of_total(self, sheet: Sheet, s: Stated) -> tuple[SideMention, ...]:
        """ "عدد قتلى القوات … بلغ 60 عنصرا": the sides right after the noun of a total, whose number follows."""
        if s.word is None or s.word.entry.kind != "noun" or s.people.start <= s.word.end:
            return ()
        after = self.counting.sides_after(sheet, s.word.end, s.word.end)
        return tuple(m for m in after if m.start <= s.word.end + 1 and m.end <= s.people.start)

    def _said_civilian(self, sheet: Sheet, s: Stated) -> bool:
        """ "عدد القتلى المدنيين بلغ 844", "22 قتيلا مدنيا", "ضحايا في صفوف المدنيين"."""
        ends = {s.people.end, s.end, *((s.word.end,) if s.word is not None else ())}
        for end in ends:
            after = list(range(end, min(end + 3, len(sheet.words))))
            while after and sheet.words[after[0]] in self.grammar.among:
                after.pop(0)
            noun = self.counting.noun_at(sheet.words, after[0]) if after else None
            if noun is not None and noun.lemma == _CIVILIAN:
                return True
        return False

    def _of_sides(self, armed: Sequence[str]) -> Victims:
        """Of one class, the first side's; of several, mixed and of no side."""
        armed = self.camps.as_one(armed)
        classes = list(dict.fromkeys(self._class(label) for label in armed))
        if len(classes) == 1:
            return Victims(classes[0], armed[0])
        together = all(self.camps.allied(armed[0], label) or label == "militants" for label in armed)
        return Victims("mixed", armed[0] if together else None)

    def _more_of(self, sheet: Sheet, stated: Sequence[Stated], k: int, done: Sequence[Victims]) -> Victims | None:
        """ "12 آخرين" are of those told just before; parts without a noun are of those of their whole."""
        s = stated[k]
        ahead = stated[k + 1] if k + 1 < len(stated) else None
        if s.people.bare and ahead is not None and self._shares(sheet, s, ahead):
            return self._told(sheet, ahead)
        if k and sheet.same_sentence(stated[k - 1].start, s.start) and self._beside(s, stated[k - 1], done[k - 1]):
            return done[k - 1]
        if (s.people.others or s.people.bare) and k:
            near = sheet.sentences_apart(stated[k - 1].start, s.start) <= 1
            if near:
                return done[k - 1]
        if s.whole is not None and s.link in _PARTS and (s.people.noun is None or self._ranked(s, done[s.whole])):
            return done[s.whole]
        return None

    @staticmethod
    def _shares(sheet: Sheet, s: Stated, ahead: Stated) -> bool:
        """ "قتل 16 وجرح 30 من الثوار": a bare number, and right after it one whose noun is of both."""
        word = ahead.word
        joined = word is not None and word.conjunction == "و" and word.start == s.people.end
        return joined and not ahead.people.bare and not ahead.people.others

    @staticmethod
    def _beside(s: Stated, before: Stated, whom: Victims) -> bool:
        """Whether people are of those told before them in their sentence.

        "القيادي فلان وأربعة من مرافقيه": companions of one person; "42 مسلحا من الميليشيا … أسر 11 مسلحا".
        """
        noun, first = s.people.noun, before.people.noun
        if noun is None or s.people.sides:
            return False
        if noun.companion:
            return before.people.low == before.people.high == 1
        told = bool(before.people.sides) or (before.people.own and whom.group is not None)
        return first is not None and noun.lemma == first.lemma and noun.side_decides and told

    @staticmethod
    def _ranked(s: Stated, whole: Victims) -> bool:
        """ "ثلاثين متمردا بينهم ضابطان", "31 جنديا بينهم قائد": leaders and officers are of those they are among."""
        noun = s.people.noun
        return noun is not None and whole.victims in _FIGHTERS and noun.victims in _FIGHTERS

    def _by_noun(self, sheet: Sheet, s: Stated, home: str | None) -> Victims:
        """What the noun alone says; soldiers of no named side are of the army named near, else of the state at home."""
        noun = s.people.noun
        if noun is not None and noun.victims == "military":
            return Victims("military", self._army(sheet, s) or home)
        return Victims(noun.victims if noun else "unknown", None)

    def _army(self, sheet: Sheet, s: Stated) -> str | None:
        """The state whose army speaks in the sentence of its dead ("قال الجيش إن خمسة جنود قتلوا")."""
        low, _ = sheet.sentence(s.start)
        saying = [a for a in sheet.attributions if low <= a.start < s.start and a.kind == "verb" and not a.denies]
        for m in named_sides(sheet, saying[-1].start, s.start)[:1] if saying else ():
            if self.registry.actors[m.labels[0]].kind == "state" and m.kind in ("generic", "full", "short", "office"):
                return m.labels[0]
        return None

    def _nationality(self, p: People) -> bool:
        """ "عشرة سوريين", "10 أشخاص من التابعية السورية": people counted by nation are not its army."""
        if len(p.sides) != 1 or p.sides[0].kind != "adjective" or p.own:
            return False
        if p.noun is not None and p.noun.victims != "unknown":
            return False
        return self.registry.actors[p.sides[0].labels[0]].kind == "state"

    def _noun_side(self, sheet: Sheet, noun: VictimNoun) -> str | None:
        """The side that a noun of people names itself: "حوثي", "انقلابي", "داعشي"."""
        names = self.registry.adjectives.get(fold_word(noun.lemma))
        if names and self.registry.actors[names[0].actor].kind == "nonstate":
            return names[0].actor
        generic = self.registry.generic.get((fold_word(noun.lemma + "ون"),))
        if generic is not None and generic.candidates:
            named = Counter(label for m in sheet.sides for label in m.labels if label in generic.labels)
            return named.most_common(1)[0][0] if named else None
        return None

    def _class(self, label: str) -> str:
        """The class of victims that a side's people are."""
        actor = self.registry.actors[label]
        if label in ("militants", "unknown"):
            return "nonstate" if label == "militants" else "unknown"
        return actor.victims

    # ---- by the report

    def _home(self, sheet: Sheet) -> str | None:
        """The state at whose home the report plays: for soldiers and policemen of no named side."""
        votes: Counter[str] = Counter(p.place.country for p in sheet.places if p.place.country)
        if not votes:
            return None
        country = votes.most_common(1)[0][0]
        states = [a.id for a in self.registry.actors.values() if a.country == country and a.kind == "state"]
        named = Counter(label for m in sheet.sides for label in m.labels if label in states)
        return named.most_common(1)[0][0] if named else (states[0] if len(states) == 1 else None)

    def _in_event(
        self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None, done: Sequence[Victims]
    ) -> Victims:
        """What the event tells of victims that their noun does not.

        Fighters are of the side it hit; people a strike hit are civilians; the dead of a battle are of both sides.
        """
        if self._suspected(sheet, s, whom):
            return self._suspects(sheet, s)
        if whom.victims == "nonstate" and whom.group in (None, "militants"):
            return self._faction(sheet, s, whom, cause)
        if whom.victims != "unknown" or whom.group is not None:
            return whom
        if s.outcome == "displaced":
            return Victims("civilian", None)
        if s.whole is not None and s.whole < len(done) and s.link in _PARTS:
            return done[s.whole]
        if cause is None or cause.type not in HARMFUL:
            return Victims("civilian", None) if self._lived_in(sheet, s) else whom
        symmetric = cause.trigger is not None and cause.trigger.entry.roles == "symmetric"
        armed = [r for r in cause.roles.targets if r not in (*NOT_PEOPLE, "unknown")]
        if symmetric:
            return self._of_both(sheet, s, armed) or whom
        if armed:  # "أشخاص" where fighters were hit may be anybody; "قتلى" are theirs
            return self._of_sides(armed) if self._dead(s) or s.people.bare else whom
        return Victims("civilian", None)

    def _lived_in(self, sheet: Sheet, s: Stated) -> bool:
        """Whether homes, a market, a mosque or the like are told in the sentence of people of whom no event is told."""
        low, high = sheet.sentence(s.start)
        return any({w, w[1:]} & self.owners.roles.civil for w in sheet.words[low:high])

    def _faction(self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None) -> Victims:
        """The side of fighters of no named one: the enemy of who took them, or the only one that their event names."""
        roles = (*cause.roles.targets, *cause.roles.actors) if cause is not None else ()
        if s.word is not None and s.word.entry.active:  # "قتلت الميليشيا زعيما": its subject is not the victim's side
            subject = {m.labels[0] for m in sheet.sides if s.word.end <= m.start < s.people.start}
            roles = tuple(r for r in roles if r not in subject)
        noun = s.people.noun
        if noun is not None and noun.side_decides and s.people.low == s.people.high == 1 and whom.group is None:
            hit = {r for r in cause.roles.targets if r not in (*NOT_PEOPLE, "unknown")} if cause is not None else set()
            if len(hit) == 1 and hit <= set(roles):
                return self._of_sides(tuple(hit))  # "استهدفوا غرفة عمليات X وقتلوا القيادي"
        enemy = self._enemy(sheet, s)
        if enemy is not None:
            return Victims("nonstate", enemy)
        struck = self._struck(sheet, s, cause) if whom.group is None else None
        if struck is not None:
            return struck
        factions = [r for r in roles if self.registry.actors[r].kind == "nonstate" and r != "militants"]
        return Victims("nonstate", factions[0]) if len(set(factions)) == 1 else whom

    def _struck(self, sheet: Sheet, s: Stated, cause: Draft | None) -> Victims | None:
        """ "استهدفت X حاجزا لـY ما أدى إلى مقتل سبعة عناصر": men of the side that was hit."""
        noun = s.people.noun
        if cause is None or cause.trigger is None or noun is None or not noun.side_decides:
            return None
        both = any(w in self.grammar.both_sides for w in sheet.words[s.people.start : s.end + 3])
        hit = [r for r in cause.roles.targets if r not in (*NOT_PEOPLE, "unknown", *cause.roles.actors)]
        if both or not hit or cause.trigger.entry.roles == "symmetric":
            return None
        struck = self._of_sides(hit)
        member = fold_word(noun.lemma) in self.grammar.members
        return struck if member or struck.victims == "nonstate" else None

    def _enemy(self, sheet: Sheet, s: Stated) -> str | None:
        """ "تمكنت المقاومة من أسر 11 مسلحا": of whom the side that took or killed them fights in this report."""
        low, _ = sheet.sentence(s.start)
        before = named_sides(sheet, low, s.start)
        able = any(w.removeprefix("و") in self.grammar.able for w in sheet.words[low : s.start])
        if not able or not before or before[-1].preposition:
            return None
        named = Counter(label for m in sheet.sides for label in m.labels if label != "militants")
        foes = [a for a in named if self.registry.actors[a].kind == "nonstate" and a != before[-1].labels[0]]
        foes = [a for a in foes if not self.camps.allied(before[-1].labels[0], a)]
        return max(foes, key=lambda a: named[a]) if foes else None

    def _suspected(self, sheet: Sheet, s: Stated, whom: Victims) -> bool:
        """Whether people of whom no more is known are held or killed as suspects of fighting."""
        if whom.victims != "unknown" or whom.group is not None or s.outcome not in ("captured", "killed"):
            return False
        low, high = sheet.sentence(s.start)
        near = sheet.words[max(s.start - 2, low) : min(s.end + _SUSPECTED, high)]
        return any(w.startswith(self.grammar.suspected_beginnings) for w in near)

    def _suspects(self, sheet: Sheet, s: Stated) -> Victims:
        """The side that suspects are said to be of, else gunmen of no named side."""
        high = sheet.sentence(s.start)[1]
        near = named_sides(sheet, s.end, min(s.end + 2 * _SUSPECTED, high))
        factions = [m.labels[0] for m in near if self.registry.actors[m.labels[0]].kind == "nonstate"]
        return Victims("nonstate", factions[0] if factions else "militants")

    @staticmethod
    def _dead(s: Stated) -> bool:
        """Whether people are told only as the dead or the wounded, by a noun of their outcome."""
        noun = s.people.noun
        by_outcome = noun is None or (s.people.outcome is not None and noun.victims == "unknown")
        return by_outcome and (s.people.outcome is not None or (s.word is not None and s.word.entry.kind == "noun"))

    def _of_both(self, sheet: Sheet, s: Stated, armed: Sequence[str]) -> Victims | None:
        """The dead of a battle, where they are told as fighters' ("عشرات القتلى من الجانبين"): of no side."""
        dead = self._dead(s)
        both = any(w in self.grammar.both_sides for w in sheet.words[s.start : s.end + 3])
        classes = {self._class(label) for label in armed}
        if not (dead or both) or not classes or (len(armed) < 2 and not both):
            return None
        return Victims(classes.pop() if len(classes) == 1 else "mixed", None)

    def _with_parts(self, sheet: Sheet, stated: Sequence[Stated], whom: Sequence[Victims]) -> list[Victims]:
        """Wholes whose parts tell of others too are mixed: "9 أشخاص بينهم 5 مدنيين"; and so not who else was hurt."""
        out = list(whom)
        for k, s in enumerate(stated):
            noun = s.people.noun
            named = bool(s.people.sides) and not self._nationality(s.people)
            told = named or (noun is not None and noun.victims != "unknown")
            if told or out[k].victims in _FIGHTERS:
                continue
            parts = [j for j, part in enumerate(stated) if part.whole == k]
            classes = {whom[j].victims for j in parts if stated[j].people.noun is not None}
            civilians = any(self._are_civilians(stated[j]) for j in parts) or self._mostly_civilian(sheet, s)
            if len(classes & {"civilian", *_FIGHTERS}) > 1 or civilians:
                out[k] = Victims("mixed", None)
                out = [self._not_told(stated, j, k, v) for j, v in enumerate(out)]
        return out

    def _are_civilians(self, part: Stated) -> bool:
        return part.people.noun is not None and part.people.noun.lemma == _CIVILIAN

    def _mostly_civilian(self, sheet: Sheet, s: Stated) -> bool:
        """ "42 شخصا، معظمهم مدنيون": and some are not."""
        for i in range(s.people.end, min(s.people.end + 3, len(sheet.words) - 2)):
            if sheet.words[i] in self.grammar.most:
                at = i + 1 + (sheet.words[i + 1] in self.grammar.among)
                noun = self.counting.noun_at(sheet.words, at)
                return noun is not None and noun.lemma == _CIVILIAN
        return False

    @staticmethod
    def _not_told(stated: Sequence[Stated], j: int, whole: int, whom: Victims) -> Victims:
        """Others hurt beside mixed people: who they were is not told."""
        beside = stated[j].people.others and j > whole and stated[j].whole is None
        near = all(stated[i].whole == whole for i in range(whole + 1, j))
        return replace(whom, victims="unknown", group=None) if beside and near else whom
