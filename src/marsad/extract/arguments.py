"""Arguments of an event: who did it to whom, as Arabic orders them.

A verb is followed by its subject, then its object (VSO) or preceded by its subject; a verbal noun takes its doer as a
genitive or an adjective ("قصف القوات التركية", "قصف روسي"), or in a clause after it ("هجوم شنته X على Y");
prepositions tell the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.sheet import CLAUSE_ENDS, Sheet, SideMention, TriggerMention
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import heads, splits

_FAR_SUBJECT: Final = 9
_FAR_TARGET: Final = 14
_FAR_BETWEEN: Final = 18
_TALKS: Final = frozenset({"meeting", "call", "agreement"})
_PASSIVE_TYPES: Final = frozenset({"civilians", "infrastructure"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Labels of who did it, and of whom or what was hit, in the order of the text."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The sides around a trigger: those before and after it inside its stretch of the sentence."""

    before: tuple[SideMention, ...]
    after: tuple[SideMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Finds roles; `words` are the role words of the lexicon."""

    words: RoleWords
    grammar: ArgumentGrammar

    def of(self, sheet: Sheet, trigger: TriggerMention, stretch: tuple[int, int]) -> Roles:
        """The roles of a trigger, looked for in tokens `stretch` of its sentence."""
        window = _window(sheet, trigger, stretch)
        if trigger.type in _TALKS:
            return self._talkers(window)
        following = sheet.words[trigger.end] if trigger.end < len(sheet.words) else ""
        if trigger.entry.roles == "symmetric" or following in self.grammar.mutual:
            return self._symmetric(sheet, trigger, window)
        if trigger.entry.roles == "object_only":
            return self._object_only(sheet, trigger, window)
        if trigger.entry.roles == "subject_only":
            return Roles(_labels(self._doers(sheet, trigger, window)), ())
        doers = self._doers(sheet, trigger, window)
        targets = self._targets(sheet, trigger, window, doers)
        return Roles(_labels(doers), _labels(targets, without=_labels(doers)))

    # ---- two sides of one clash

    def _symmetric(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> Roles:
        """ "اشتباكات بين X وY", "اشتبكت X مع Y": both are actors and both are targets."""
        between = self._between(sheet, trigger, window)
        if len(set(_labels(between))) >= 2:
            chosen = between
        else:
            partner = between or self._partner(sheet, trigger, window)
            others = [m for m in window.before if _is_side(m) and not self._led(sheet, m)]
            genitive = [m for m in window.after if m.start - trigger.end <= 1 and m not in partner and _is_side(m)][:1]
            chosen = [*(genitive or others[-1:]), *partner]
        labels = _labels(chosen)
        return Roles(labels, labels if len(labels) > 1 else ())

    def _between(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """The sides that "بين" joins: the first after it, and those that و or "وبين" adds, over asides."""
        sides = [m for m in window.after if _is_side(m)]
        for i in range(trigger.end, min(trigger.end + _FAR_BETWEEN, len(sheet.words))):
            if sheet.words[i] in (".", "\n"):
                break
            if not self._phrase(self.words.between, sheet.words, i):
                continue
            out: list[SideMention] = []
            for mention in (m for m in sides if m.start > i):
                gap = sheet.words[out[-1].end : mention.start] if out else ()
                joined = mention.conjunction == "و" or any(w in self.grammar.and_between for w in gap)
                if out and (not joined or len(gap) > 16) and not (mention.kind == "adjective" and not gap):
                    break
                if mention.kind != "adjective" or not out:
                    out.append(mention)
            return out
        return []

    def _partner(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """ "اشتبكت … مع X", "معارك ضد X"."""
        for mention in window.after:
            before = sheet.words[max(mention.start - 3, trigger.end) : mention.start]
            if _is_side(mention) and any(w in self.grammar.partner for w in before):
                return self._and(sheet, mention, window.after)
        return []

    @staticmethod
    def _talkers(window: Window) -> Roles:
        """Who meets, telephones or agrees: the sides named around the word, states by their adjectives too."""
        near = [*window.before[-3:], *window.after[:4]]
        labels = _labels([m for m in near if _is_side(m) and m.labels[0] != "militants"])
        return Roles(labels[:3], ())

    # ---- one does, another is hit

    def _object_only(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> Roles:
        by = self._by(sheet, trigger, window)
        partner = [] if by else self._partner(sheet, trigger, window)
        others = [m for m in window.after if m not in by and m not in partner and m.start - trigger.end <= _FAR_TARGET]
        return Roles(_labels(by or partner), _labels(others[:1]))

    def _doers(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        by = self._by(sheet, trigger, window)
        if by:
            return by
        adjective = [
            m for m in window.after if m.kind == "adjective" and m.start <= trigger.end + 2 and not m.preposition
        ]
        if adjective and not trigger.form.tense:
            return self._and(sheet, adjective[0], window.after)
        launched = self._launched(sheet, trigger, window)
        if launched:
            return launched
        if trigger.entry.kind == "verb":
            return self._subject(sheet, trigger, window)
        return self._genitive(sheet, trigger, window) or self._striker(sheet, trigger, window)

    def _striker(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """The side after aircraft or guns, before the strike: "إلقاء مروحيات النظام براميل"."""
        if trigger.type not in ("airstrike", "shelling", "drone_strike"):
            return []
        for mention in reversed(window.before):
            lead = sheet.words[max(mention.start - 4, 0) : mention.start + 1]
            if any(s.stem in self.words.doing for w in lead for s in splits(w) if not s.pronoun):
                return [mention] if not sheet.clause_break(mention.end, trigger.start) else []
        return []

    def _by(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """ "من قبل X", "على يد X" after the trigger."""
        for mention in window.after:
            for i in range(max(trigger.end, mention.start - 5), mention.start):
                hit = self._phrase(self.words.by, sheet.words, i)
                if (
                    hit
                    and not any(w in CLAUSE_ENDS for w in sheet.words[i : mention.start])
                    and mention.start - i - hit <= 3
                ):
                    return self._and(sheet, mention, window.after)
        return []

    def _launched(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """ "غارات شنتها X", "شنت X غارات": the subject of the verb that launches it, or the side before that verb."""
        words, (low, high) = sheet.words, sheet.sentence(trigger.start)
        for i in range(trigger.end, min(trigger.end + 6, high)):
            if words[i] in CLAUSE_ENDS:
                break
            if self._launch(words[i]):
                after = [m for m in window.after if i < m.start <= i + 5 and not m.preposition]
                if after:
                    return self._and(sheet, after[0], window.after)
        for i in range(trigger.start - 1, max(trigger.start - 12, low - 1), -1):
            if self._launch(words[i]):
                between = [m for m in window.before if m.start > i and not m.preposition]
                if between:
                    return self._and(sheet, between[0], window.before)
                subject = [m for m in window.before if m.end <= i and i - m.end <= 6 and _is_side(m)]
                return subject[-1:] if subject else []
        return []

    def _subject(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """The first side after a verb that no preposition leads; else the side before it."""
        last = window.before[-1] if window.before else None
        if (
            last is not None
            and last.end == trigger.start
            and _is_side(last)
            and last.kind != "adjective"
            and not self._led(sheet, last)
        ):
            return [last]  # "المقاومة تطرد …": a subject right before its verb
        # "ألقت القبض على", "سيطر على": what follows is its object.
        object_next = sheet.words[trigger.end - 1] in self.grammar.object_next
        for mention in () if object_next else window.after:
            if mention.start - trigger.end > _FAR_SUBJECT or sheet.clause_break(trigger.end, mention.start):
                break
            if self._led(sheet, mention) or mention.labels[0] in _PASSIVE_TYPES:
                break
            if mention.kind == "adjective" and mention.start - trigger.end > 2:
                continue
            return self._and(sheet, mention, window.after)
        before = [m for m in window.before if _is_side(m) and m.kind != "adjective"]
        near = [m for m in before if not self._led(sheet, m)]
        return near[-1:] if near else []

    def _genitive(self, sheet: Sheet, trigger: TriggerMention, window: Window) -> list[SideMention]:
        """The genitive after a noun ("هجوم داعش", "غارات لطائرات التحالف"); none where that is the object."""
        object_first = trigger.entry.kind == "masdar" and trigger.entry.type in (
            "clash",
            "killing",
            "territory_taken",
            "equipment_loss",
            "abduction",
            "arrest",
        )
        for mention in window.after:
            gap = mention.start - trigger.end
            if gap > 3 or sheet.clause_break(trigger.end, mention.start):
                break
            if mention.preposition == "ل" or (gap <= 1 and not mention.preposition and not self._led(sheet, mention)):
                if object_first and mention.kind != "adjective":
                    break
                if mention.labels[0] in _PASSIVE_TYPES:
                    break
                return self._and(sheet, mention, window.after)
        able = any(
            s.stem.startswith(self.grammar.able_beginnings)
            for w in sheet.words[max(trigger.start - 4, 0) : trigger.start]
            for s in splits(w)
        )
        if trigger.pronoun or able:
            before = [m for m in window.before if _is_side(m) and not self._led(sheet, m)]
            return before[-1:]
        return []

    def _targets(
        self, sheet: Sheet, trigger: TriggerMention, window: Window, doers: Sequence[SideMention]
    ) -> list[SideMention]:
        rest = [m for m in window.after if m not in doers and m.start - trigger.end <= _FAR_TARGET]
        rest = [m for m in rest if m.kind != "adjective" or m.start <= trigger.end + 3]
        led = [m for m in rest if self._hit(sheet, m)]
        if led:
            return self._and(sheet, led[0], rest)
        if trigger.entry.kind == "noun":
            return []
        open_ = [m for m in rest if m.kind not in ("adjective", "capital", "country") and not self._source(sheet, m)]
        if trigger.entry.kind == "verb" and not trigger.pronoun:
            return (
                self._and(sheet, open_[0], rest)
                if open_ and not sheet.clause_break(trigger.end, open_[0].start)
                else []
            )
        return self._and(sheet, open_[0], rest) if open_ and open_[0].start - trigger.end <= 5 else []

    # ---- small questions

    def _hit(self, sheet: Sheet, mention: SideMention) -> bool:
        """Whether "على", "ضد", "لمواقع" leads to a side."""
        for i in range(max(mention.start - 4, 0), mention.start):
            leads = any(h.form in self.words.hit for h in heads(sheet.words[i]) if not h.preposition)
            if leads and not sheet.clause_break(i + 1, mention.start):
                return True
        return mention.preposition == "ل"

    def _led(self, sheet: Sheet, mention: SideMention) -> bool:
        """Whether a preposition leads to a side, so that it is no subject."""
        if mention.preposition:
            return True
        word = sheet.words[mention.start - 1] if mention.start else ""
        return word in self.grammar.leads_to_no_subject or self._hit_noun(sheet, mention)

    def _hit_noun(self, sheet: Sheet, mention: SideMention) -> bool:
        """ "مواقع النظام", "تجمعات لهم": what a side has is what is hit."""
        word = sheet.words[mention.start - 1] if mention.start else ""
        return any(s.stem in self.grammar.possessions for s in splits(word) if not s.pronoun)

    def _source(self, sheet: Sheet, mention: SideMention) -> bool:
        word = sheet.words[mention.start - 1] if mention.start else ""
        return word in self.grammar.source

    def _launch(self, word: str) -> bool:
        return word in self.words.launch or any(
            s.stem in self.words.launch for s in splits(word) if not s.article and not s.preposition
        )

    def _and(self, sheet: Sheet, first: SideMention, mentions: Sequence[SideMention]) -> list[SideMention]:
        """A side with those joined to it by و: "قوات النظام والمسلحين الموالين لها"."""
        out, end = [first], first.end
        for mention in mentions:
            if mention.start < end:
                continue
            if mention.conjunction == "و" and mention.start - end <= 3 and not sheet.clause_break(end, mention.start):
                out.append(mention)
                end = mention.end
            elif mention.start - end <= 1 and mention.kind == "adjective":
                end = mention.end
            else:
                break
        return out

    @staticmethod
    def _phrase(index: WordIndex[str], words: Sequence[str], i: int) -> int:
        for head in heads(words[i]):
            hit = None if head.preposition else index.at(head.form, words, i)
            if hit:
                return hit[0]
        return 0


def _window(sheet: Sheet, trigger: TriggerMention, stretch: tuple[int, int]) -> Window:
    low, high = stretch
    return Window(
        tuple(m for m in sheet.sides if low <= m.start and m.end <= trigger.start),
        tuple(m for m in sheet.sides if trigger.end <= m.start < high or m.start < trigger.end < m.end),
    )


def _is_side(mention: SideMention) -> bool:
    return mention.labels[0] not in _PASSIVE_TYPES


def _labels(mentions: Sequence[SideMention], *, without: Sequence[str] = ()) -> tuple[str, ...]:
    found = dict.fromkeys(label for m in mentions for label in m.labels)
    return tuple(label for label in found if label not in without)
