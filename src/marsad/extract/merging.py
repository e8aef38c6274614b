"""Two words for one event, and events told again, made one (codebook, "Figures": stated more than once)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from marsad.extract.arguments import Roles
from marsad.extract.draft import RANK, Draft
from marsad.extract.sheet import DateMention, PlaceMention, Sheet
from marsad.lexicon.grammar import MergingGrammar
from marsad.text.folding import fold_word

_STRIKE: Final = frozenset({"airstrike", "drone_strike", "shelling", "clash", "suicide_attack", "ied"})
_FROM_AFAR: Final = frozenset({"airstrike", "shelling", "drone_strike", "ied", "suicide_attack"})
_AGAIN: Final = frozenset((*RANK, "meeting", "agreement"))  # told again by a definite noun alone
_REACH: Final = 400  # words over which a definite mention can stand for an event
_BESIDE: Final = 2  # words after a mention that are part of it, and from a verb to its subject
_TOLD_OF: Final = 7  # words after a mention in which its own place and day stand
_ALIKE: Final = 3
_MEANS: Final = 20  # words from a verb of striking to what it is done by
_COUNTRY: Final = 5
_AMOUNT: Final = 4  # words from "with a number of" to the shells


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Joins drafts that tell one event; `ongoing`, `alike` and `guns` are words of `data/lexicon/triggers.toml`."""

    grammar: MergingGrammar
    ongoing: frozenset[str]
    alike: frozenset[str]
    guns: frozenset[str]

    def joined(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        """ "غارات … استهدفت X" and "هجوم بسيارة مفخخة" are one event each."""
        out: list[Draft] = []
        for draft in drafts:
            self._liken(sheet, draft, out)
            last = out[-1] if out else None
            if last is not None and self._told_by(sheet, last, draft):
                _told(last, draft)
            elif last is not None and self._one(sheet, last, draft):
                _take(last, draft)
            elif last is not None and _sent(sheet, last, draft):
                _absorb(last, draft)
            else:
                out.append(draft)
        return out

    def told_once(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        """The headline's event is the body's; a definite mention with nothing new is one told before."""
        out: list[Draft] = []
        for draft in (d for d in drafts if d.start >= sheet.title_end):
            earlier = next((d for d in reversed(out) if self._same(sheet, d, draft)), None)
            if earlier is None:
                out.append(draft)
            else:
                _absorb(earlier, draft)
        for draft in (d for d in drafts if d.start < sheet.title_end):
            told = next((d for d in out if d.start >= sheet.title_end and _headline(d, draft)), None)
            if told is None:
                out.append(draft)
            else:
                _absorb(told, draft)
        return sorted(out, key=lambda d: d.start)

    # ---- two words of one sentence

    def _liken(self, sheet: Sheet, draft: Draft, before: Sequence[Draft]) -> None:
        """ "هجوم مماثل", "وقصفت أهدافا أخرى": of the type of the attack told before it."""
        if any(w in self.alike for w in sheet.words[draft.end : draft.end + _ALIKE]):
            last = next((d for d in reversed(before) if d.type in RANK), None)
            if last is not None and _covers(draft, last):
                draft.type = last.type
        last = before[-1] if before else None
        if last is not None and self._goes_on(sheet, last, draft):
            draft.type = last.type

    def _goes_on(self, sheet: Sheet, a: Draft, b: Draft) -> bool:
        """Whether a verb of striking has the aircraft of the raid before it as its subject: "… غارة، وقصفت موقعا"."""
        if b.trigger is None or not b.trigger.entry.refine or not b.trigger.form.tense or b.trigger.conjunction != "و":
            return False
        if a.type not in ("airstrike", "drone_strike") or not sheet.same_sentence(a.start, b.start):
            return False
        after = sheet.words[b.end : b.end + _ALIKE]
        own = any(m.start == b.end for m in sheet.sides) or any(w in self.guns for w in after)
        return not own and not (b.end < len(sheet.words) and sheet.words[b.end].startswith("ال"))

    def _told_by(self, sheet: Sheet, a: Draft, b: Draft) -> bool:
        """ "في هجوم منفصل … عندما انفجرت قنبلة": what is named first is told by the clause after it."""
        if a.trigger is None or a.trigger.form.tense or not _covers(a, b) or not sheet.same_sentence(a.start, b.start):
            return False
        return any(w in self.grammar.when for w in sheet.words[a.end : b.start])

    def _one(self, sheet: Sheet, a: Draft, b: Draft) -> bool:
        """Whether two drafts of a sentence, one after the other, are one event."""
        if a.trigger is None or b.trigger is None or not sheet.same_sentence(a.start, b.start):
            return False
        if a.type not in (*RANK, "repelled") or b.type not in RANK:
            return False
        between = sheet.words[a.end : b.start]
        at_times = (w for before, w in pairwise(("", *between)) if before != "من")  # "من قبل X" is no "before"
        if any(w in self.grammar.other_time for w in at_times):
            return False
        gap = len(between)
        if a.trigger.type == "repelled":
            return gap <= 2 and b.type == "clash"
        if self._by_means(sheet, a, b) and gap <= _MEANS and not sheet.clause_break(a.end, b.start):
            return True  # "استهدفت القوات بقصف مدفعي"
        if _struck_by(a, b):
            return True  # "استهدفت إحدى الغارات تجمعا"
        conjunction = b.trigger.conjunction == "و" or between[-1:] == ["و"]
        if a.type == b.type == "clash" and b.trigger.entry.roles == "symmetric" and a.roles.actors and gap <= 20:
            sides = {*a.roles.actors, *a.roles.targets}
            if b.roles.actors and sides.issuperset(b.roles.actors) and len(sides) > 1:
                return True  # "هاجمت X مقرا لـY ووقعت اشتباكات بينهما"
        if b.trigger.entry.refine and b.trigger.form.tense and not conjunction and gap <= 14:
            return a.type in _STRIKE and not any(w in (".", "\n") for w in between)
        near = gap <= 3 and not conjunction and not sheet.clause_break(a.end, b.start)
        return near and not b.definite and (a.type != b.type or a.type in _STRIKE)

    def _by_means(self, sheet: Sheet, a: Draft, b: Draft) -> bool:
        """A verb of striking and what it is done with: "استهدفت … بقصف", "… بعدد من قذائف المدفعية"."""
        if not _striking(a, b) or b.trigger is None:
            return False
        amount = sheet.words[max(b.start - _AMOUNT, a.end) : b.start]
        return b.trigger.preposition == "ب" or any(w in self.grammar.by_many for w in amount)

    # ---- an event told again

    def _same(self, sheet: Sheet, a: Draft, b: Draft) -> bool:
        """Whether a later mention is an event told before: a definite noun of a type it can stand for, nothing new."""
        if b.trigger is None or not b.definite or b.trigger.form.tense or b.start - a.start >= _REACH:
            return False
        covers = _covers(b, a)
        if not covers and (a.type != b.type or a.type not in _AGAIN):
            return False
        dated = (
            a.date is None or b.date is None or a.said_date or a.date.edtf == b.date.edtf or not _near(sheet, b, b.date)
        )
        goes_on = [*sheet.words[max(b.start - 2, 0) : b.start], *sheet.words[b.end : b.end + 3]]
        if not dated or any(w in self.ongoing for w in goes_on):
            return False
        if b.trigger.article and self._bare(sheet, b):
            return True
        placed = any(_near(sheet, b, p) for p in b.places)
        same_place, same_doer = bool(_names(b) & _names(a)), bool(set(a.roles.actors) & set(b.roles.actors))
        return (same_place or (same_doer and not placed)) and _sides_agree(a, b)

    @staticmethod
    def _bare(sheet: Sheet, b: Draft) -> bool:
        """Whether a definite mention says nothing more: no side, place, or adjective of its own beside it."""
        starts = (*(m.start for m in sheet.sides), *(m.start for m in sheet.places))
        near = any(b.end <= start <= b.end + _BESIDE for start in starts)
        following = sheet.words[b.end] if b.end < len(sheet.words) else ""
        return not near and not following.startswith("ال")


def _struck_by(a: Draft, b: Draft) -> bool:
    """A verb of striking whose subject is the strike: "استهدفت الغارات"; not what it is done with ("بقذائف")."""
    beside = b.start - a.end <= _BESIDE
    return _striking(a, b) and beside and not (b.trigger and b.trigger.preposition)


def _striking(a: Draft, b: Draft) -> bool:
    """A verb of striking before a noun of a strike."""
    if a.trigger is None or b.trigger is None or b.trigger.form.tense:
        return False
    return bool(a.trigger.entry.refine and a.trigger.form.tense) and b.type in _FROM_AFAR


def _sent(sheet: Sheet, a: Draft, b: Draft) -> bool:
    """A verb of sending and the reinforcements that it sends: "وصلت التعزيزات"."""
    if a.type != "deployment" or b.type != "deployment" or a.trigger is None or a.trigger.entry.kind != "verb":
        return False
    near = b.start - a.end <= _ALIKE and sheet.same_sentence(a.start, b.start)
    return near and not sheet.clause_break(a.end, b.start) and not (b.trigger and b.trigger.conjunction)


def _told(a: Draft, b: Draft) -> None:
    """Makes the named event the one of the clause that tells it: its type, sides and place."""
    a.also.append((a.start, a.end))
    a.start, a.end, a.type, a.trigger = b.start, b.end, b.type, b.trigger
    a.roles, a.places, a.mutual = b.roles, b.places or a.places, b.mutual


def _take(a: Draft, b: Draft) -> None:
    """Makes one event of two words: the more specific type, the sides and places of both."""
    if _struck_by(a, b):
        a.also.append((a.start, a.end))
        a.start, a.end = b.start, b.end
    else:
        a.also.append((b.start, b.end))
    if a.type == "repelled":
        a.roles = Roles(a.roles.actors, a.roles.targets or b.roles.actors)
        return
    if _struck_by(a, b):
        a.type, a.trigger, a.definite = b.type, b.trigger, b.definite  # "واستهدفت الغارات": the raids told before
        hit = dict.fromkeys((*a.roles.actors, *a.roles.targets))
        a.roles = Roles(b.roles.actors, tuple(label for label in hit if label not in b.roles.actors))
    if _striking(a, b):
        a.type = b.type if a.type == "clash" else a.type
    elif RANK[b.type] < RANK[a.type] and not (b.trigger and b.trigger.entry.refine):
        a.type = b.type
    actors = a.roles.actors or b.roles.actors
    targets = a.roles.targets or tuple(t for t in b.roles.targets if t not in actors)
    a.roles = Roles(actors, targets)
    a.places = tuple(dict.fromkeys((*a.places, *b.places)))


def _headline(body: Draft, title: Draft) -> bool:
    """Whether an event of the body is the one of a headline, which leaves out most and names places loosely."""
    return (body.type == title.type or _covers(title, body)) and _sides_agree(body, title)


def _covers(later: Draft, earlier: Draft) -> bool:
    """Whether a word may stand for an event of another type: "الهجوم" for a suicide attack."""
    return later.trigger is not None and earlier.type in later.trigger.entry.covers


def _sides_agree(a: Draft, b: Draft) -> bool:
    return not a.roles.actors or not b.roles.actors or bool(set(a.roles.actors) & set(b.roles.actors))


def _names(draft: Draft) -> set[str]:
    """The names of an event's places in one spelling."""
    return {fold_word(p.place.name) for p in draft.places}


def _near(sheet: Sheet, draft: Draft, mention: PlaceMention | DateMention) -> bool:
    """Whether a place or a date stands right after a trigger, so that it is told of that event itself."""
    at = mention.start
    return draft.end <= at <= draft.end + _TOLD_OF and not sheet.clause_break(draft.end, at)


def _absorb(a: Draft, b: Draft) -> None:
    """Takes up an event told again in the one told before."""
    a.also.append((b.start, b.end))
    a.also.extend(b.also)
    a.figures.extend(b.figures)
    if not a.roles.actors or not a.roles.targets:
        a.roles = Roles(a.roles.actors or b.roles.actors, a.roles.targets or b.roles.targets)
    # "The attack is the latest of this month": a whole month is when the others were, not when this one was.
    whole = b.date is not None and not b.date.period and "/" in (b.date.edtf or "")
    if not whole and (a.date is None or (a.said_date and b.date is not None and not b.said_date)):
        a.date, a.said_date = b.date, b.said_date
    if not a.places:
        a.places = tuple(p for p in b.places if p.place.precision != _COUNTRY)  # a country is told beside anything
