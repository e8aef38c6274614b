"""Which of the places of a sentence an event happened in (codebook, "Events": the finest told, the province too)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from marsad.extract.draft import PLACED
from marsad.extract.sheet import CLAUSE_ENDS, SENTENCE_ENDS, PlaceMention, Sheet, TriggerMention
from marsad.extract.subjects import Scene
from marsad.lexicon.grammar import PlacingGrammar
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_TO: Final = fold_word("إلى")
_TALKS: Final = frozenset({"meeting", "call", "agreement", "statement", "sanction"})
_AGREED: Final = frozenset({"meeting", "agreement"})  # what are named by where they were held
_STRIKES: Final = frozenset({"airstrike", "drone_strike", "shelling"})
_MOVES: Final = frozenset({"deployment", "withdrawal", "arrest", "abduction"})
_TAKEN_OFF: Final = 8  # words from "took off" to where from
_LONG: Final = 40  # words from an event to its places
_RECKONED: Final = 12  # words from a place to the one from which it is reckoned
_PARTS: Final = 4  # words from "areas of" over their adjectives to the town they are parts of
_ARRIVAL: Final = 3  # words from arriving to where
_JOINED: Final[tuple[list[str], ...]] = ([], ["،"], ["وسط"])  # between a place and what it is joined to
_SPEECH: Final = 4  # words from a speech to where it was held
_ENDS: Final = 4  # words from "that connects" to the two places it connects
_PROVINCE: Final = (3, 4)
_COUNTRY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Finds the places of events."""

    grammar: PlacingGrammar

    def of(self, scene: Scene, trigger: TriggerMention, stretch: tuple[int, int]) -> tuple[PlaceMention, ...]:
        """The places told with a trigger: after it in its clause, else before it, else elsewhere in the sentence."""
        low, high = scene.sheet.sentence(trigger.start)
        told = [p for p in scene.sheet.places if low <= p.start < high]
        here = self._without(scene.sheet, told, lambda p: self._of_people(scene.sheet, p))
        homes = [p for p in told if p not in here]
        if trigger.type in _TALKS:
            return self._of_talk(scene.sheet, trigger, here)
        here = [p for p in here if not self._connected(scene.sheet, trigger, p)]
        here = self._without(scene.sheet, here, lambda p: self._away(scene.sheet, trigger, p))
        here = [p for p in here if not p.border] or here
        after = [p for p in here if trigger.start <= p.start < stretch[1]]
        before = [p for p in here if low <= p.start < trigger.start]
        suffered = self._suffered(scene.sheet, trigger)
        near = self._back(scene, trigger, before) if suffered else []
        near = near or self._clause(scene, trigger.end, after) or self._back(scene, trigger, before)
        near = near or self._clause(scene, trigger.end, after, wide=True)
        chosen = near or self._clause(scene, trigger.start, self._nearest(scene, trigger, here))
        opened = [p for p in here if p.start < trigger.start and self._opens(scene.sheet, low, p)]
        if opened and not any(p in chosen for p in opened) and self._holds(opened[-1], chosen):
            chosen = [*chosen, opened[-1]]
        # Where the victims are from is where it happened, if nothing else is told.
        return tuple(self._finest(scene.sheet, chosen or homes))

    @staticmethod
    def _without(
        sheet: Sheet, places: Sequence[PlaceMention], elsewhere: Callable[[PlaceMention], bool]
    ) -> list[PlaceMention]:
        """The places that are not elsewhere, nor joined to one that is ("إلى قريتي X وY", "من سكان X وسط Y")."""
        kept: list[PlaceMention] = []
        last: PlaceMention | None = None
        for place in places:
            joined = last is not None and sheet.words[last.end : place.start] in _JOINED
            lands = {p.place.country for p in (last, place) if p is not None} - {None}
            abroad = len(lands) > 1  # "من الأراضي Y بمنطقة X"
            if elsewhere(place) or (joined and not abroad):
                last = place
            else:
                kept.append(place)
        return kept

    def _away(self, sheet: Sheet, trigger: TriggerMention, place: PlaceMention) -> bool:
        """ "نقلوا إلى أربيل", "قصف من قلعة X": where people or fire went to or came from, not where it happened."""
        before = sheet.words[place.start - 1] if place.start else ""
        if trigger.type not in _MOVES and self._taken_off(sheet, place):
            return True
        if any(t.end == place.start and t.type in _AGREED for t in sheet.triggers):
            return True  # "بعد محادثات آستانة"
        inside = before in self.grammar.inside and sheet.words[place.start - 2] == "من"  # "قذيفة من داخل X"
        if trigger.type in _STRIKES and (before == "من" or inside) and place.start >= trigger.end:
            parts = sheet.words[max(place.start - _PARTS, trigger.end) : place.start - 1]
            return not any(h.form in self.grammar.parts_of for w in parts for h in heads(w))
        return trigger.type in PLACED - _MOVES and before == _TO and not self._reached(sheet, trigger, place)

    def _connected(self, sheet: Sheet, trigger: TriggerMention, place: PlaceMention) -> bool:
        """ "الطريق الواصل بين X وY": the places that something connects are not where an event is."""
        before = sheet.words[max(place.start - _ENDS, trigger.end) : place.start]
        return any(w in self.grammar.connects for w in before)

    def _taken_off(self, sheet: Sheet, place: PlaceMention) -> bool:
        """ "انطلقت من قاعدة في X", "مصادر إطلاق القذائف في X": where aircraft and shells come from."""
        words, low = sheet.words, max(place.start - _TAKEN_OFF, 0)
        starts = (i for i in range(low, place.start) if words[i].removeprefix("و") in self.grammar.took_off)
        sites = (
            i
            for i in range(low + 1, place.start)
            if words[i] in self.grammar.fire and words[i - 1] in self.grammar.sites
        )
        off = next(chain(starts, sites), None)
        return off is not None and not any(off < p.start < place.start for p in sheet.places)

    def _reached(self, sheet: Sheet, trigger: TriggerMention, place: PlaceMention) -> bool:
        """ "عند وصولها إلى X", "تقدمت إلى X", "تسللوا إلى X وأحرقوا": whether it happened where it led to."""
        if place.start < trigger.start:
            return True
        words = sheet.words[max(place.start - _ARRIVAL, 0) : place.start]
        if any(w.removeprefix("و").startswith(self.grammar.arrival_beginnings) for w in words):
            return True
        if sheet.words[max(place.start - 2, 0)] in self.grammar.besides:
            return True
        first = not any(trigger.end <= p.start < place.start for p in sheet.places)
        return first and (trigger.type == "territory_taken" or place.start - trigger.end <= _ARRIVAL)

    def _suffered(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "تعرضت قرى X لقصف": what was hit stands before the word."""
        return any(
            w.removeprefix("و").startswith(self.grammar.exposed_beginnings)
            for w in sheet.words[max(trigger.start - 2, 0) : trigger.start]
        )

    @staticmethod
    def _nearest(scene: Scene, trigger: TriggerMention, places: Sequence[PlaceMention]) -> list[PlaceMention]:
        """The places of the sentence to which no other event is nearer."""
        others = [t.start for t in scene.sheet.triggers if t.start != trigger.start]
        return [p for p in places if all(abs(p.start - trigger.start) <= abs(p.start - o) for o in others)]

    def _clause(
        self, scene: Scene, start: int, places: Sequence[PlaceMention], *, wide: bool = False
    ) -> list[PlaceMention]:
        """The places from a token on until another verb, another event or the end of what is said of this one.

        `wide`: an event told as a circumstance of this one stands at its place ("اعتقلت شبانا بعد دهم منازل في X").
        """
        out: list[PlaceMention] = []
        at = start
        for place in places:
            gap = scene.sheet.words[at : place.start]
            ends = SENTENCE_ENDS | (self.grammar.breaks - self.grammar.circumstance if wide else self.grammar.breaks)
            if place.start - start > _LONG or any(w in ends for w in gap):
                break
            if self._new_event(scene, at, place.start, first=not out, wide=wide):
                break
            out.append(place)
            at = max(place.end, at)
        return out

    def _new_event(self, scene: Scene, low: int, high: int, *, first: bool, wide: bool) -> bool:
        """Whether another event begins in tokens `[low, high)`; "targeted" leads on to the first place."""
        for trigger in scene.sheet.triggers:
            if low <= trigger.start < high:
                refines = trigger.entry.refine and not trigger.conjunction
                relative = scene.sheet.words[trigger.start - 1] in self.grammar.who
                governed = wide and (relative or not trigger.form.tense) and not trigger.conjunction
                if not (first and (refines or governed)):
                    return True
        others = (i for i in range(low, high) if i in scene.verbs)
        return not first and any(True for _ in others)

    def _back(self, scene: Scene, trigger: TriggerMention, before: Sequence[PlaceMention]) -> list[PlaceMention]:
        """The places right before a trigger, the last one with those it stands in a list or a chain with."""
        out: list[PlaceMention] = []
        end = trigger.start
        for place in reversed(before):
            gap = scene.sheet.words[place.end : end]
            if len(gap) > 8 or any(w in SENTENCE_ENDS or w in self.grammar.contrast for w in gap):
                break
            if any(t.start >= place.end and t.end <= end and t != trigger for t in scene.sheet.triggers):
                break
            out.insert(0, place)
            end = place.start
        return out

    def _of_talk(
        self, sheet: Sheet, trigger: TriggerMention, places: Sequence[PlaceMention]
    ) -> tuple[PlaceMention, ...]:
        """Where people talk: a place that "في" leads to near the word, or that opens the sentence ("ومن واشنطن")."""
        low, _ = sheet.sentence(trigger.start)
        opened = [p for p in places if p.start < trigger.start and self._opens(sheet, low, p)]
        if trigger.type == "statement" and not opened:
            opened = [p for p in places if self._held_at(sheet, p)]
        if opened or trigger.type in ("statement", "call"):
            return tuple(opened[:1])
        forms = [h.form for w in _words(sheet, trigger) for h in heads(w)]
        visit = any(form.startswith(self.grammar.visit_beginnings) for form in forms)
        found = [
            p
            for p in places
            if trigger.end <= p.start <= trigger.end + 30
            and ((self._led(sheet, p) and p.place.precision in (1, 2)) or (visit and self._gone_to(sheet, p)))
            and not any(w in SENTENCE_ENDS or w in self.grammar.breaks for w in sheet.words[trigger.end : p.start])
            and "ثم" not in sheet.words[trigger.end : p.start]
        ]
        return tuple(found[:1])

    def _held_at(self, sheet: Sheet, place: PlaceMention) -> bool:
        """ "في كلمة ألقاها في مدينة X": whether a speech was held at a place."""
        before = sheet.words[max(place.start - _SPEECH, 0) : place.start]
        return self._led(sheet, place) and any(h.form in self.grammar.speeches for w in before for h in heads(w))

    def _led(self, sheet: Sheet, place: PlaceMention) -> bool:
        """Whether "في" or ب leads to a place, "the capital" perhaps between ("في العاصمة أنقرة")."""
        at = place.start - 1 if sheet.words[place.start - 1] in self.grammar.town_words else place.start
        before = sheet.words[at - 1] if at else ""
        return before == "في" or any(h.preposition == "ب" for h in heads(sheet.words[at]))

    @staticmethod
    def _gone_to(sheet: Sheet, place: PlaceMention) -> bool:
        """ "زيارة إلى الكاميرون", "زيارته لقطر": where a visit leads."""
        before = sheet.words[place.start - 1] if place.start else ""
        return before == _TO or any(h.preposition == "ل" for h in heads(sheet.words[place.start]))

    def _opens(self, sheet: Sheet, low: int, place: PlaceMention) -> bool:
        """Whether a place opens its sentence: "وفي مأرب …", "ومن واشنطن …"."""
        first = sheet.words[low].removeprefix("و")
        return place.start - low <= 3 and first in self.grammar.opening

    @staticmethod
    def _holds(frame: PlaceMention, chosen: Sequence[PlaceMention]) -> bool:
        """Whether the place that opens a sentence may hold those told in it."""
        admin = frame.place.admin1
        return all(p.place.admin1 in (admin, None) for p in chosen)

    def _of_people(self, sheet: Sheet, place: PlaceMention) -> bool:
        """ "من سكان مخيم X": where people are from, not where it happened."""
        before = sheet.words[place.start - 1] if place.start else ""
        source = sheet.words[place.start - 2] if place.start > 1 else ""
        return before in self.grammar.people_of and source in self.grammar.from_

    def _finest(self, sheet: Sheet, places: Sequence[PlaceMention]) -> list[PlaceMention]:
        """The places without those that only tell near what another lies, and countries beside finer ones."""
        kept: list[PlaceMention] = []
        fine = [p for p in places if p.place.precision is not None and p.place.precision != _COUNTRY]
        for n, place in enumerate(places):
            if (place.border or place.place.precision == _COUNTRY) and any(p != place and not p.border for p in fine):
                continue
            if n and (self._only_near(sheet, places[n - 1 : n + 2]) or self._only_from(sheet, places[n - 1], place)):
                continue
            if n and sheet.words[place.start] in self.grammar.near and sheet.words[place.start - 1] == "(":
                continue  # "محافظة لحج (شمالي عدن)": said for the reader who does not know it
            kept.append(place)
        return kept

    def _only_from(self, sheet: Sheet, before: PlaceMention, place: PlaceMention) -> bool:
        """ "بلدة X على بعد 70 كلم جنوب Y", "X إلى الشمال من Y": Y is that from which X is reckoned."""
        gap = sheet.words[before.end : place.name_start]
        if len(gap) > _RECKONED or place.place.precision == _COUNTRY or place.preposition == "ب":
            return False
        last = max((i for i, w in enumerate(gap) if w in CLAUSE_ENDS), default=-1)
        return any(w in self.grammar.lies for w in gap[last + 1 :])

    def _only_near(self, sheet: Sheet, three: Sequence[PlaceMention]) -> bool:
        """ "قرية X جنوب مدينة Y في ريف Z", "قرى أخرى بريف Y": Y only tells near what X lies."""
        before, place = three[0], three[1]
        gap = sheet.words[before.end : place.name_start]
        if any(w in ("،", ",") for w in gap) or len(gap) > 4:
            return False
        if any(w in self.grammar.others for w in gap):
            return True
        if before.place.latitude is None:
            return False  # what tells near what it lies is all that is known of where it is
        held = len(three) > 2 and three[2].place.precision in _PROVINCE and three[2].start - place.end <= 2
        held = held and sheet.words[place.end] not in self.grammar.seat_of  # "Y مركز محافظة Z"
        return held and any(h.form in self.grammar.near for w in gap for h in heads(w))


def _words(sheet: Sheet, trigger: TriggerMention) -> Sequence[str]:
    return sheet.words[trigger.start : trigger.end]
