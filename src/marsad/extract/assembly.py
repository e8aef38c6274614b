"""Assembly: figures and events with everything the codebook asks of them, from what the other components found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from marsad.extract.accidents import Accidents
from marsad.extract.arguments import Roles
from marsad.extract.causes import CausedBy, cause_of
from marsad.extract.claimed import REPORT, claimant_at
from marsad.extract.denials import Denials
from marsad.extract.draft import HARMFUL, Draft
from marsad.extract.enmity import NOBODY
from marsad.extract.events import Drafting
from marsad.extract.figures import Linking
from marsad.extract.repetition import once
from marsad.extract.scope import Scopes, inherited
from marsad.extract.sheet import PlaceMention, Sheet, sheet_of
from marsad.extract.silence import Silence
from marsad.extract.stated import Stated
from marsad.extract.victims import Victims, VictimsOf
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.roles import RoleWords
from marsad.model import Event, Figure, Place, printed_actor
from marsad.text.folding import fold_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The component: writes `sheet.figures` and `sheet.events`."""

    linking: Linking
    drafting: Drafting
    accidents: Accidents
    victims: VictimsOf
    caused_by: CausedBy
    scopes: Scopes
    denials: Denials
    silence: Silence
    roles: RoleWords
    registry: ActorRegistry
    armed: frozenset[str]
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        if not self.silence.conflict(sheet, self.armed):
            return doc
        stated = self.accidents.without(sheet, self.linking.report(sheet))
        drafts = self.drafting.report(sheet, stated)
        if not drafts:
            stated = self.accidents.of_sides(sheet, stated, self.drafting.supports)
        causes = [cause_of(sheet, s, k, drafts) for k, s in enumerate(stated)]
        of_figure = [drafts[c] if c is not None else None for c in causes]
        whom = self.victims.figures(sheet, stated, of_figure)
        _not_their_own(of_figure, whom)
        order, also = once(sheet, stated, whom)
        order = [k for k in order if not _in_flight(stated[k], whom[k])]
        printed = _indexes(order, also)
        for k in order:
            figure = self._figure(sheet, stated[k], whom[k], of_figure[k], drafts, printed)
            figure = replace(figure, also=tuple(sheet.span(stated[j].start, stated[j].end) for j in also.get(k, ())))
            again = (self._by(sheet, stated[j], whom[j], of_figure[j], drafts) for j in also.get(k, ()))
            if figure.by is None:
                figure = replace(figure, by=next((by for by in again if by), None))
            if stated[k].start < sheet.title_end:
                figure = _by_another(sheet, figure, [stated[j] for j in also.get(k, ())])
            if k and stated[k].people.others and sheet.figures:
                figure = _by_the_same(sheet, figure, stated[k - 1 : k + 1])
            figure = inherited(figure, sheet.figures)
            if sheet.figures:
                scope = self.scopes.carried(sheet, stated[k], figure, sheet.figures[-1])
                figure = replace(figure, scope=scope)
            sheet.figures.append(figure)
        own = {printed[k] for k in order if self.scopes.of_its_event(sheet, stated[k], sheet.figures[printed[k]].scope)}
        for n, draft in enumerate(drafts):
            figures = dict.fromkeys(printed[k] for k, c in enumerate(causes) if c == n and k in printed)
            event = _event(sheet, draft, tuple(figures))
            sheet.events.append(replace(event, figures=tuple(f for f in figures if f in own)))
        return doc

    def _figure(
        self,
        sheet: Sheet,
        s: Stated,
        whom: Victims,
        cause: Draft | None,
        drafts: Sequence[Draft],
        printed: Mapping[int, int],
    ) -> Figure:
        """A figure as the codebook prints it; `printed` gives the index under which each stated figure stands."""
        scope = self.scopes.of(sheet, s)
        by = self._by(sheet, s, whom, cause, drafts)
        denied_by = self.denials.of(sheet, s, whom)
        date = next((d for d in sheet.dates if sheet.same_sentence(d.start, s.start)), None)
        return Figure(
            span=sheet.span(s.start, s.end),
            outcome=s.outcome,
            low=s.people.low,
            high=s.people.high,
            qualifier=s.people.qualifier,
            victims=whom.victims,
            group=printed_actor(whom.group) if whom.group else None,
            age_sex=s.people.noun.age_sex if s.people.noun else None,
            part_of=printed.get(s.whole) if s.whole is not None else None,
            scope=scope,
            by=by,
            claimant=claimant_at(sheet, s.start),
            denied=denied_by is not None,
            denied_by=denied_by,
            date=date.edtf if date else None,
            date_text=sheet.text(date.start, date.end) if date else None,
        )

    def _by(self, sheet: Sheet, s: Stated, whom: Victims, cause: Draft | None, drafts: Sequence[Draft]) -> str | None:
        """The side that caused a stated figure, as printed; None where its words tell none."""
        by = self.caused_by.side(sheet, s, whom, cause, drafts, scope=self.scopes.of(sheet, s))
        return printed_actor(by) if by and by != "unknown" else None


def _not_their_own(causes: Sequence[Draft | None], whom: Sequence[Victims]) -> None:
    """An attack whose doer was only supposed, and in which his own people fell, was his enemy's."""
    for cause, victims in zip(causes, whom, strict=True):
        if cause is None or not cause.inherited_actors or cause.mutual or victims.group not in cause.roles.actors:
            continue
        cause.roles = Roles(tuple(t for t in cause.roles.targets if t not in NOBODY), (victims.group,))
        cause.inherited_actors = False


def _by_the_same(sheet: Sheet, figure: Figure, pair: Sequence[Stated]) -> Figure:
    """ "قتلوا خمسة جنود. وقتل جنديان آخران": more of the people told just before suffered it from the same side."""
    before, last = pair[0], sheet.figures[-1]
    near = sheet.sentences_apart(before.start, pair[1].start) <= 1 and last.span == sheet.span(before.start, before.end)
    same = figure.by is None and figure.group == last.group and figure.victims == last.victims
    return replace(figure, by=last.by) if near and same else figure


def _by_another(sheet: Sheet, figure: Figure, again: Sequence[Stated]) -> Figure:
    """What a headline says is whose claim it is in the body."""
    if figure.claimant != REPORT:
        return figure
    others = (claimant_at(sheet, s.start) for s in again)
    return replace(figure, claimant=next((c for c in others if c != REPORT), REPORT))


def _in_flight(s: Stated, whom: Victims) -> bool:
    """ "فر مئات المسلحين": fighters who flee are not displaced."""
    return s.outcome == "displaced" and whom.victims in ("military", "nonstate")


def _indexes(order: Sequence[int], also: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The printed index of each stated figure: its own, or that of the one it states again."""
    printed = {k: n for n, k in enumerate(order)}
    return printed | {j: printed[k] for k, others in also.items() if k in printed for j in others}


def _event(sheet: Sheet, draft: Draft, figures: tuple[int, ...]) -> Event:
    """An event as the codebook prints it; `figures` are the indexes of its tolls, which tell targets not told else."""
    nobody = ("civilians",) if draft.type == "protest" else ("unknown",)
    actors = tuple(map(printed_actor, draft.roles.actors)) or nobody
    targets = tuple(map(printed_actor, draft.roles.targets))
    if draft.type == "displacement" or (draft.type == "humanitarian" and not targets):
        targets = ("civilians",)
    tolls = [sheet.figures[f] for f in figures]
    if draft.type == "killing" and tolls and tolls[0].by and actors == ("unknown",):
        actors = (tolls[0].by,)  # "قتل جنود X فتى": who caused the toll did what it is told by
        targets = (tolls[0].group or "civilians",) if set(targets) <= set(actors) else targets
    if targets == ("infrastructure",) and any(f.victims == "civilian" for f in tolls):
        targets = ("civilians",)  # a market or a school is hit with the people in it
    if (not targets or draft.inherited_targets) and draft.type in HARMFUL:
        hit = [f.group or ("civilians" if f.victims == "civilian" else None) for f in tolls]
        targets = tuple(dict.fromkeys(h for h in hit if h and h not in actors)) or targets
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
        found.setdefault(fold_word(mention.place.name), mention.place)
    return tuple(found.values())
