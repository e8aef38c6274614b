"""Whom a figure counts: civilians or fighters, and of which side (codebook, "Figures": victims, group)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import HARMFUL, Draft
from marsad.extract.people import People
from marsad.extract.sheet import Sheet
from marsad.extract.stated import Stated
from marsad.lexicon.actors import ActorRegistry, VictimNoun
from marsad.lexicon.roles import RoleWords
from marsad.text.folding import fold_word

NOT_PEOPLE: Final = frozenset({"civilians", "infrastructure"})
_SUFFERED_REACH: Final = 9  # words between a verb of losing and the people lost


@dataclass(frozen=True, slots=True)
class Victims:
    """Whom a figure counts: the codebook's `victims`, the side as a registry id or None."""

    victims: str
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimsOf:
    """Tells whom the figures of a report count."""

    roles: RoleWords
    registry: ActorRegistry

    def figures(self, sheet: Sheet, stated: Sequence[Stated], causes: Sequence[Draft | None]) -> list[Victims]:
        """The victims of each figure; `causes` are the events that the figures are tolls of."""
        home = self._home(sheet)
        out: list[Victims] = []
        for k, (figure, cause) in enumerate(zip(stated, causes, strict=True)):
            told = self._told(sheet, figure, home) or self._more_of(sheet, stated, k, out)
            out.append(self._in_event(figure, told or self._by_noun(figure.people, home), cause, out))
        return out

    # ---- by their own words

    def _told(self, sheet: Sheet, s: Stated, home: str | None) -> Victims | None:
        """By the side or the noun that the words name."""
        p = s.people
        if self._nationality(p):
            return Victims("civilian", None)
        labels = list(dict.fromkeys(label for m in p.sides for label in m.labels))
        armed = [label for label in labels if label not in (*NOT_PEOPLE, "unknown")]
        armed = [label for label in armed if label != "militants"] or armed  # "مسلحين من تنظيم الدولة"
        if not armed and p.own:
            own = _own(sheet, s)
            armed = [own] if own else []
        civilian_noun = p.noun is not None and p.noun.victims == "civilian"
        if armed and not civilian_noun:
            return self._of_sides(armed)
        if civilian_noun or "civilians" in labels:
            return Victims("civilian", None)
        side = self._suffered(sheet, s) or (self._noun_side(sheet, p.noun) if p.noun is not None else None)
        return Victims(self._class(side), side) if side is not None else None

    def _of_sides(self, armed: Sequence[str]) -> Victims:
        """Of one class, the first side's; of several, mixed and of no side."""
        classes = list(dict.fromkeys(self._class(label) for label in armed))
        if len(classes) == 1:
            return Victims(classes[0], armed[0])
        return Victims("mixed", None)

    def _more_of(self, sheet: Sheet, stated: Sequence[Stated], k: int, done: Sequence[Victims]) -> Victims | None:
        """ "12 آخرين" are of those told just before; parts without a noun are of those of their whole."""
        s = stated[k]
        if (s.people.others or s.people.bare) and k:
            near = sheet.sentence_of[s.start] - sheet.sentence_of[stated[k - 1].start] <= 1
            if near:
                return done[k - 1]
        if s.whole is not None and s.people.noun is None:
            return done[s.whole]
        return None

    @staticmethod
    def _by_noun(p: People, home: str | None) -> Victims:
        """What the noun alone says; soldiers of no named side are of the state at home where the report plays."""
        if p.noun is not None and p.noun.victims == "military":
            return Victims("military", home)
        return Victims(p.noun.victims if p.noun else "unknown", None)

    def _nationality(self, p: People) -> bool:
        """ "عشرة سوريين", "3 فلسطينيين": people counted by nation are not its army."""
        if p.noun is not None or len(p.sides) != 1 or p.sides[0].kind != "adjective":
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

    def _suffered(self, sheet: Sheet, s: Stated) -> str | None:
        """The side whose losses a verb tells: the object of "كبد", the subject of "تكبد" and "خسر"."""
        low, _ = sheet.sentence(s.start)
        for i in range(max(low, s.start - _SUFFERED_REACH), s.start):
            word = sheet.words[i][1:] if sheet.words[i].startswith("و") else sheet.words[i]
            object_, subject = word in self.roles.object_verbs, word in self.roles.subject_verbs
            if not object_ and not subject:
                continue
            after = [m for m in sheet.sides if i < m.start < s.people.start and m.labels[0] not in NOT_PEOPLE]
            before = [
                m for m in sheet.sides if low <= m.start < i and m.labels[0] not in NOT_PEOPLE and m.kind != "adjective"
            ]
            found = after[-1:] if object_ else after[:1] or before[-1:]
            return found[0].labels[0] if found else None
        return None

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

    def _in_event(self, s: Stated, whom: Victims, cause: Draft | None, done: Sequence[Victims]) -> Victims:
        """What the event tells of victims that their noun does not.

        Fighters are of the side it hit; people a strike hit are civilians.
        """
        roles = (*cause.roles.targets, *cause.roles.actors) if cause is not None else ()
        if whom.victims == "nonstate" and whom.group in (None, "militants"):
            factions = [r for r in roles if self.registry.actors[r].kind == "nonstate" and r != "militants"]
            return Victims("nonstate", factions[0]) if len(set(factions)) == 1 else whom
        if whom.victims != "unknown" or whom.group is not None:
            return whom
        if s.outcome == "displaced":
            return Victims("civilian", None)
        if s.whole is not None and s.whole < len(done):
            return done[s.whole]
        armed = [r for r in roles if r in cause.roles.targets and r not in NOT_PEOPLE] if cause is not None else []
        symmetric = cause is not None and cause.trigger is not None and cause.trigger.entry.roles == "symmetric"
        if cause is not None and not armed and not symmetric and cause.type in HARMFUL:
            return Victims("civilian", None)
        return whom


def _own(sheet: Sheet, s: Stated) -> str | None:
    """The side whose own people are meant: the last one named before in the sentence."""
    start, _ = sheet.sentence(s.start)
    before = [
        m
        for m in sheet.sides
        if start <= m.start < s.people.end and m.labels[0] not in NOT_PEOPLE and m.kind != "adjective"
    ]
    return before[0].labels[0] if before else None
