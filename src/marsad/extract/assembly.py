"""Assembly: figures and events with everything the codebook asks of them, from what the other components found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc

from marsad.extract.claimants import claimant_at
from marsad.extract.draft import ATTACK, Draft
from marsad.extract.events import Drafting
from marsad.extract.figures import Linking
from marsad.extract.matching import phrase_in
from marsad.extract.people import People
from marsad.extract.sheet import CLAUSE_ENDS, PlaceMention, Sheet, SideMention, sheet_of
from marsad.extract.silence import Silence
from marsad.extract.stated import Stated
from marsad.lexicon.actors import ActorRegistry, VictimNoun
from marsad.lexicon.grammar import AssemblyGrammar
from marsad.lexicon.roles import RoleWords
from marsad.model import Event, Figure, Place, printed_actor
from marsad.text.clitics import splits
from marsad.text.folding import fold_word

_ATTACKS: Final = frozenset((*ATTACK, "killing", "repelled", "riot", "abduction", "arrest", "displacement"))
_FITS: Final = {
    "captured": frozenset({"abduction", "arrest", "clash"}),
    "displaced": frozenset({"displacement", "clash", "shelling", "airstrike"}),
}
_NOT_PEOPLE: Final = frozenset({"civilians", "infrastructure"})


@dataclass(frozen=True, slots=True)
class Victims:
    """Whom a figure counts: the codebook's `victims`, the side as a registry id or None."""

    victims: str
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The component: writes `sheet.figures` and `sheet.events`."""

    linking: Linking
    drafting: Drafting
    silence: Silence
    roles: RoleWords
    registry: ActorRegistry
    armed: frozenset[str]
    grammar: AssemblyGrammar
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        if not self.silence.conflict(sheet, self.armed):
            return doc
        stated = self._kept(sheet, self.linking.report(sheet))
        drafts = self.drafting.report(sheet, stated)
        causes = [self._cause(sheet, s, k, drafts) for k, s in enumerate(stated)]
        whom = self._victims(sheet, stated, [drafts[c] if c is not None else None for c in causes])
        order, also = self._once(sheet, stated, whom)
        place_in = {k: n for n, k in enumerate(order)}
        for k in order:
            cause = causes[k]
            draft = drafts[cause] if cause is not None else None
            figure = self._inherited(self._figure(sheet, stated, k, whom[k], draft, place_in, also), sheet.figures)
            if sheet.figures and self._same_period(sheet, figure, sheet.figures[-1]):
                figure = replace(figure, scope="period")
            sheet.figures.append(figure)
        merged = {j: k for k, others in also.items() for j in others}
        for n, draft in enumerate(drafts):
            figures = [
                place_in[merged.get(k, k)] for k, c in enumerate(causes) if c == n and merged.get(k, k) in place_in
            ]
            sheet.events.append(
                self._event(sheet, draft, tuple(dict.fromkeys(figures)), [sheet.figures[f] for f in figures])
            )
        return doc

    # ---- what is kept

    def _kept(self, sheet: Sheet, stated: Sequence[Stated]) -> list[Stated]:
        """Without accidents and illness; indexes of wholes follow."""
        keep = [k for k, s in enumerate(stated) if not self._accident(sheet, s)]
        new = {k: n for n, k in enumerate(keep)}
        out: list[Stated] = []
        for k in keep:
            s = stated[k]
            whole = new.get(s.whole) if s.whole is not None else None
            out.append(
                Stated(
                    people=s.people, outcome=s.outcome, word=s.word, start=s.start, end=s.end, whole=whole, link=s.link
                )
            )
        return out

    def _accident(self, sheet: Sheet, s: Stated) -> bool:
        died = s.word is not None and s.word.entry.id == "die"
        if not died and not self.silence.accident(sheet, s.start):
            return False
        start, end = sheet.sentence(s.start)
        if died and any(w.startswith(self.grammar.of_wounds_beginnings) for w in sheet.words[start:end]):
            return False
        return not any(start <= t.start < end and not t.entry.weak and not t.entry.political for t in sheet.triggers)

    # ---- whom

    def _victims(self, sheet: Sheet, stated: Sequence[Stated], causes: Sequence[Draft | None]) -> list[Victims]:
        home = self._home(sheet)
        out: list[Victims] = []
        for k, s in enumerate(stated):
            out.append(self._in_event(s, self._whom(sheet, stated, k, s, out, home), causes[k], out))
        return out

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
        armed = [r for r in roles if r in cause.roles.targets and r not in _NOT_PEOPLE] if cause is not None else []
        symmetric = cause is not None and cause.trigger is not None and cause.trigger.entry.roles == "symmetric"
        if cause is not None and not armed and not symmetric and cause.type in _ATTACKS:
            return Victims("civilian", None)
        return whom

    def _whom(
        self, sheet: Sheet, stated: Sequence[Stated], k: int, s: Stated, done: Sequence[Victims], home: str | None
    ) -> Victims:
        p = s.people
        labels = list(dict.fromkeys(label for m in p.sides for label in m.labels))
        armed = [label for label in labels if label not in _NOT_PEOPLE]
        if not armed and p.own:
            own = self._own(sheet, s)
            armed = [own] if own else []
        civilian_noun = p.noun is not None and p.noun.victims == "civilian"
        if self._nationality(p):
            return Victims("civilian", None)
        if armed and not civilian_noun:
            classes = list(dict.fromkeys(self._class(label) for label in armed))
            if len(classes) > 1:
                homes = {self.registry.actors[a].country for a in armed}
                return Victims("mixed", armed[0] if len(homes) == 1 and not self._enemies(sheet, p) else None)
            return Victims(classes[0], armed[0])
        if civilian_noun or "civilians" in labels:
            return Victims("civilian", None)
        suffered = self._suffered(sheet, s)
        if suffered is not None:
            return Victims(self._class(suffered), suffered)
        noun_side = self._noun_side(sheet, p.noun) if p.noun is not None else None
        if noun_side is not None:
            return Victims(self._class(noun_side), noun_side)
        if p.others or p.bare:
            earlier = self._earlier(sheet, stated, k, s)
            if earlier is not None:
                return done[earlier]
        if s.whole is not None and p.noun is None:
            return done[s.whole]
        if p.noun is not None and p.noun.victims == "military":
            return Victims("military", home)
        return Victims(p.noun.victims if p.noun else "unknown", None)

    def _nationality(self, p: People) -> bool:
        """ "عشرة سوريين", "3 فلسطينيين": people counted by nation are not its army."""
        if p.noun is not None or len(p.sides) != 1 or p.sides[0].kind != "adjective":
            return False
        return self.registry.actors[p.sides[0].labels[0]].kind == "state"

    @staticmethod
    def _enemies(sheet: Sheet, p: People) -> bool:
        """Whether two sides of one war are counted together ("من قوات النظام والفصائل")."""
        return len({label for m in p.sides for label in m.labels}) > 1

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
        actor = self.registry.actors[label]
        if label in ("militants", "unknown"):
            return "nonstate" if label == "militants" else "unknown"
        return actor.victims

    @staticmethod
    def _earlier(sheet: Sheet, stated: Sequence[Stated], k: int, s: Stated) -> int | None:
        """The figure before, whose people "آخرين" are more of."""
        if k and sheet.sentence_of[s.start] - sheet.sentence_of[stated[k - 1].start] <= 1:
            return k - 1
        return None

    def _suffered(self, sheet: Sheet, s: Stated) -> str | None:
        """The side whose losses a verb tells: the object of "كبد", the subject of "تكبد" and "خسر"."""
        low, _ = sheet.sentence(s.start)
        for i in range(max(low, s.start - 9), s.start):
            word = sheet.words[i][1:] if sheet.words[i].startswith("و") else sheet.words[i]
            object_, subject = word in self.roles.object_verbs, word in self.roles.subject_verbs
            if not object_ and not subject:
                continue
            after = [m for m in sheet.sides if i < m.start < s.people.start and m.labels[0] not in _NOT_PEOPLE]
            before = [
                m
                for m in sheet.sides
                if low <= m.start < i and m.labels[0] not in _NOT_PEOPLE and m.kind != "adjective"
            ]
            found = after[-1:] if object_ else after[:1] or before[-1:]
            return found[0].labels[0] if found else None
        return None

    def _own(self, sheet: Sheet, s: Stated) -> str | None:
        """The side whose own people are meant: the last one named before in the sentence."""
        start, _ = sheet.sentence(s.start)
        before = [
            m
            for m in sheet.sides
            if start <= m.start < s.people.end and m.labels[0] not in _NOT_PEOPLE and m.kind != "adjective"
        ]
        return before[0].labels[0] if before else None

    def _home(self, sheet: Sheet) -> str | None:
        """The state at whose home the report plays: for soldiers and policemen of no named side."""
        votes: Counter[str] = Counter(p.place.country for p in sheet.places if p.place.country)
        if not votes:
            return None
        country = votes.most_common(1)[0][0]
        states = [a.id for a in self.registry.actors.values() if a.country == country and a.kind == "state"]
        named = Counter(label for m in sheet.sides for label in m.labels if label in states)
        return named.most_common(1)[0][0] if named else (states[0] if len(states) == 1 else None)

    # ---- what caused it

    def _cause(self, sheet: Sheet, s: Stated, k: int, drafts: Sequence[Draft]) -> int | None:
        """The event that a toll belongs to: nearest in its sentence, else the last one before."""
        for n, d in enumerate(drafts):
            if k in d.figures:
                return n
        fits = _FITS.get(s.outcome, _ATTACKS - {"arrest", "abduction", "displacement"})
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
        before = [n for n, d in enumerate(drafts) if d.type in fits and 0 < s.start - d.start < 120]
        return before[-1] if before else None

    # ---- once

    def _once(
        self, sheet: Sheet, stated: Sequence[Stated], whom: Sequence[Victims]
    ) -> tuple[list[int], dict[int, list[int]]]:
        """Indexes of figures to print, and for each the indexes that state it again (headline, summary, repetition)."""
        order: list[int] = []
        also: dict[int, list[int]] = {}
        body = [k for k, s in enumerate(stated) if s.start >= sheet.title_end]
        for k in body:
            earlier = next((j for j in order if self._again(sheet, stated, whom, j, k)), None)
            if earlier is None:
                order.append(k)
            else:
                also.setdefault(earlier, []).append(k)
        for k in (k for k, s in enumerate(stated) if s.start < sheet.title_end):
            told = next(
                (j for j in order if self._headline(stated[j], stated[k]) and self._sides_agree(whom[j], whom[k])), None
            )
            if told is None:
                order.append(k)
            else:
                also.setdefault(told, []).append(k)
        order.sort(key=lambda k: stated[k].start)
        return order, also

    @staticmethod
    def _agrees(a: Stated, b: Stated) -> bool:
        if a.outcome != b.outcome:
            return False
        exact = (a.people.low, a.people.high) == (b.people.low, b.people.high)
        return exact or (a.people.low or a.people.high) == (b.people.low or b.people.high) != 2

    def _headline(self, body: Stated, title: Stated) -> bool:
        """A headline states a figure of the body: the same number, or a bare plural for one told exactly."""
        bare = title.people.low == 2 and title.people.high is None
        return self._agrees(body, title) or (bare and body.outcome == title.outcome and (body.people.low or 0) >= 2)

    @staticmethod
    def _sides_agree(a: Victims, b: Victims) -> bool:
        return a.group is None or b.group is None or a.group == b.group

    def _again(self, sheet: Sheet, stated: Sequence[Stated], whom: Sequence[Victims], j: int, k: int) -> bool:
        """Whether a figure of the body states an earlier one again: the same people in another sentence."""
        a, b = stated[j], stated[k]
        if not self._agrees(a, b) or not self._sides_agree(whom[j], whom[k]) or sheet.same_sentence(a.start, b.start):
            return False
        if (a.whole is None) != (b.whole is None):
            return False
        number = a.people.low or a.people.high or 0
        if a.people.qualifier == "vague":
            return (
                a.people.low == 2
                and a.people.noun is not None
                and b.people.noun is not None
                and a.people.noun.lemma == b.people.noun.lemma
            )
        if number == 1:
            return (
                a.people.noun is not None and b.people.noun is not None and a.people.noun.lemma == b.people.noun.lemma
            )
        if b.people.others or a.people.others:
            return False
        known = whom[j].group is not None and whom[j].group == whom[k].group
        return number >= 13 or known or (sheet.sentence_of[b.start] - sheet.sentence_of[a.start] > 1 and number >= 4)

    # ---- print

    def _figure(
        self,
        sheet: Sheet,
        stated: Sequence[Stated],
        k: int,
        whom: Victims,
        cause: Draft | None,
        place_in: dict[int, int],
        also: dict[int, list[int]],
    ) -> Figure:
        s = stated[k]
        by = self._by(sheet, s, whom, cause)
        denied_by = self._denied(sheet, s)
        date = next((d for d in sheet.dates if sheet.same_sentence(d.start, s.start)), None)
        merged = {j: i for i, others in also.items() for j in others}
        whole = merged.get(s.whole, s.whole) if s.whole is not None else None
        return Figure(
            span=sheet.span(s.start, s.end),
            outcome=s.outcome,
            low=s.people.low,
            high=s.people.high,
            qualifier=s.people.qualifier,
            victims=whom.victims,
            group=printed_actor(whom.group) if whom.group else None,
            age_sex=s.people.noun.age_sex if s.people.noun else None,
            part_of=place_in.get(whole) if whole is not None else None,
            scope=self._scope(sheet, s, cause),
            by=printed_actor(by) if by else None,
            claimant=claimant_at(sheet, s.start),
            denied=denied_by is not None,
            denied_by=denied_by,
            date=date.edtf if date else None,
            date_text=sheet.text(date.start, date.end) if date else None,
            also=tuple(sheet.span(stated[j].start, stated[j].end) for j in also.get(k, ())),
        )

    @staticmethod
    def _inherited(figure: Figure, before: Sequence[Figure]) -> Figure:
        """A part has the cause and the scope of its whole."""
        if figure.part_of is None or figure.part_of >= len(before):
            return figure
        whole = before[figure.part_of]
        return replace(figure, by=figure.by or whole.by, scope=whole.scope)

    @staticmethod
    def _same_period(sheet: Sheet, figure: Figure, before: Figure) -> bool:
        """The same claimant goes on counting over the stretch he named: no other time is told in between."""
        if figure.scope != "incident" or before.scope != "period" or figure.date is not None:
            return False
        near = (
            sheet.sentence_of[sheet.token_at(figure.span.start)] - sheet.sentence_of[sheet.token_at(before.span.start)]
        )
        return 0 <= near <= 1 and figure.claimant == before.claimant != "report"

    def _by(self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None) -> str | None:
        """Who caused it: "على يد X", the subject of an active verb, the doer of the strike; nobody in a clash."""
        _, high = sheet.sentence(s.start)
        for mention in sheet.sides:
            if not s.start <= mention.start < high:
                continue
            at = phrase_in(self.roles.by, sheet.words, max(mention.start - 4, s.start), mention.start)
            if at is not None and not any(w in CLAUSE_ENDS for w in sheet.words[at : mention.start]):
                return mention.labels[0]
        told = self._because(sheet, s)
        if told is not None and told not in (whom.group, *_NOT_PEOPLE):
            return told
        subject = self._active_subject(sheet, s, whom)
        if subject:
            return subject
        if cause is None or (cause.trigger is not None and cause.trigger.entry.roles == "symmetric"):
            return None
        if any(
            t.entry.roles == "symmetric" and s.end <= t.start <= s.end + 8 and not sheet.clause_break(s.end, t.start)
            for t in sheet.triggers
        ):
            return None  # "في القصف والاشتباكات": not told which of the two
        doers = [
            a
            for a in (*cause.roles.actors, *self._answer(cause, whom))
            if a not in (whom.group, *_NOT_PEOPLE, "unknown")
        ]
        return doers[0] if doers else None

    def _because(self, sheet: Sheet, s: Stated) -> str | None:
        """ "جراء الرد التركي", "نتيجة القصف التركي": the side in the words that say why."""
        _, high = sheet.sentence(s.start)
        for i in range(s.start, min(s.end + 4, high)):
            if sheet.words[i] in self.roles.because:
                for mention in sheet.sides:
                    if i < mention.start <= i + 4 and not sheet.clause_break(i, mention.start):
                        return None if mention.labels[0] in _NOT_PEOPLE else mention.labels[0]
        return None

    @staticmethod
    def _answer(cause: Draft, whom: Victims) -> tuple[str, ...]:
        """Attackers' dead are the defenders' doing."""
        return cause.roles.targets if whom.group is not None and whom.group in cause.roles.actors else ()

    def _active_subject(self, sheet: Sheet, s: Stated, whom: Victims) -> str | None:
        """The side between an active verb and its object, or its pronoun's.

        "قتلت قوات الأمن المئات", "أعلنت القوات أنها قتلت ثمانية".
        """
        word = s.word
        if word is None or word.entry.kind != "verb" or not word.entry.active or word.entry.own:
            return None
        if word.start and sheet.words[word.start - 1] in self.grammar.subject_before and word.form.number != 2:
            low, _ = sheet.sentence(word.start)
            named = [m for m in sheet.sides if low <= m.start < word.start and m.kind != "adjective"]
            if named and named[0].labels[0] not in (whom.group, *_NOT_PEOPLE):
                return named[0].labels[0]
        between = [
            m
            for m in sheet.sides
            if word.end <= m.start <= word.end + 1 and m.end <= s.people.start and m.kind != "adjective"
        ]
        return between[0].labels[0] if between and between[0].labels[0] not in _NOT_PEOPLE else None

    def _scope(self, sheet: Sheet, s: Stated, cause: Draft | None) -> str:
        low, high = sheet.sentence(s.start)
        clause = max((i + 1 for i in range(low, s.start) if sheet.words[i] in CLAUSE_ENDS), default=low)
        end = min((i for i in range(s.end, high) if sheet.words[i] in CLAUSE_ENDS), default=high)
        running = phrase_in(self.roles.cumulative, sheet.words, clause, end)
        if running is not None and not self._of_one_event(sheet, clause, end):
            return "cumulative"
        if phrase_in(self.roles.period, sheet.words, clause, end) is not None:
            return "period"
        if any(d.period and clause <= d.start < end for d in sheet.dates):
            return "period"
        if (
            cause is not None
            and cause.date is not None
            and cause.date.period
            and sheet.same_sentence(cause.start, s.start)
        ):
            return "period"
        return "incident"

    def _of_one_event(self, sheet: Sheet, start: int, end: int) -> bool:
        """Whether the toll that rises is that of one strike ("حصيلة قتلى الغارة"), not of a stretch of time."""
        if any(w in self.grammar.over_time for w in sheet.words[start:end]):
            return False
        return any(
            start <= t.start < end and t.article and t.form.number == 1 and t.type in _ATTACKS for t in sheet.triggers
        )

    def _denied(self, sheet: Sheet, s: Stated) -> str | None:
        """Who denies the claim in words after it in its sentence ("في حصيلة نفاها النظام")."""
        _, high = sheet.sentence(s.start)
        for i in range(s.end, min(high, s.end + 30)):
            if (
                any(sp.stem in self.roles.denial for sp in splits(sheet.words[i]) if not sp.article)
                or sheet.words[i] in self.roles.denial
            ):
                after = next((m for m in sheet.sides if i < m.start <= i + 3), None)
                before = next((m for m in reversed(sheet.sides) if s.end <= m.start and m.end <= i), None)
                chosen = before if before is not None and i - before.end <= 1 else after or before
                return sheet.text(chosen.start, chosen.end) if chosen else sheet.text(i, i + 1)
        return None

    def _event(self, sheet: Sheet, draft: Draft, figures: tuple[int, ...], tolls: Sequence[Figure]) -> Event:
        nobody = ("civilians",) if draft.type == "protest" else ("unknown",)
        actors = tuple(map(printed_actor, draft.roles.actors)) or nobody
        targets = tuple(map(printed_actor, draft.roles.targets))
        if not targets and draft.type in _ATTACKS:
            hit = [f.group or ("civilians" if f.victims == "civilian" else None) for f in tolls]
            targets = tuple(dict.fromkeys(h for h in hit if h and h not in actors))
        return Event(
            span=sheet.span(draft.start, draft.end),
            type=draft.type,
            actors=actors,
            targets=targets,
            places=_places(draft.places),
            date=draft.date.edtf if draft.date else None,
            date_text=sheet.text(draft.date.start, draft.date.end) if draft.date and not draft.inherited_date else None,
            status=draft.status,
            claimant=draft.claimant,
            background=draft.background,
            figures=figures,
            also=tuple(sheet.span(*a) for a in draft.also),
        )


def _places(mentions: Sequence[PlaceMention]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for mention in mentions:
        found.setdefault(mention.place.name, mention.place)
    return tuple(found.values())


def sides_in(sheet: Sheet, start: int, end: int) -> list[SideMention]:
    """The sides named in tokens `[start, end)`."""
    return [m for m in sheet.sides if start <= m.start < end]
