"""Every field of a figure and of an event, as the codebook names them, with its words and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.matching import phrase_in
from marsad.extract.sheet import OutcomeMention, Sheet, SideMention, TriggerMention
from marsad.extract.stated import Stated
from marsad.extract.trace_rules import Because, Rule, Tables, actor_entry, attribution, claimant_span, noun_entry
from marsad.lexicon.index import WordIndex
from marsad.model import Event, Figure, Place, Span, printed_actor
from marsad.text.clitics import heads, splits

Said = str | int | bool | None
_REFINED_BY: Final = {
    "airstrike": "air", "drone_strike": "drone", "shelling": "artillery", "ied": "ied", "suicide_attack": "suicide",
    "chemical_attack": "chemical", "equipment_loss": "equipment",
}  # fmt: skip
_TOLD: Final = 6  # features of a verdict that are shown
_REFINING_REACH: Final = (3, 9)  # words before and after a trigger in which its weapon is told
_STATUS: Final = {"planned": "planned_before", "failed": "failed_before", "ongoing": "ongoing_before"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a field. A field of several (actors, places) has one Value each, one of none has a Value of None.

    `spans` are the words it was read from, empty where it has none of its own; `entry` and `rule` as in a mark.
    """

    name: str
    value: Said
    spans: tuple[Span, ...] = ()
    entry: str = ""
    rule: str = ""


# ---- figures


def figure_values(sheet: Sheet, figure: Figure, told: Stated | None, tables: Tables) -> tuple[Value, ...]:
    """The fields of a figure. `told` is how it was stated, None where that cannot be said any more."""
    at = sheet.token_at(figure.span.start)
    return (
        _outcome(sheet, figure, told),
        *_number(sheet, figure, told),
        _victims(sheet, figure, told, tables),
        _group(sheet, figure, told, tables),
        _age_sex(sheet, figure, told),
        _part_of(sheet, figure),
        _scope(sheet, figure, at, tables),
        _by(sheet, figure, at, tables),
        _claimant(sheet, figure.claimant, at, tables),
        *_denial(sheet, figure),
        *_placed(figure.places),
        *_dated(sheet, figure, at),
        _means(figure),
    )


def _outcome(sheet: Sheet, figure: Figure, told: Stated | None) -> Value:
    if told is None or told.word is None:
        return Value(name="outcome", value=figure.outcome, spans=(figure.span,))
    word = told.word
    entry = f"lexicon/outcomes.toml: {word.entry.id}"
    return Value(name="outcome", value=figure.outcome, spans=(sheet.span(word.start, word.end),), entry=entry)


def _number(sheet: Sheet, figure: Figure, told: Stated | None) -> Iterator[Value]:
    spans: tuple[Span, ...] = ()
    rule = Rule.FORM_SAYS
    if told is not None:
        number = next((q for q in sheet.quantities if q.number_start == told.people.number_start), None)
        if number is not None:
            spans = (sheet.span(number.start, number.end),)
            rule = Rule.NUMBER_SAYS if figure.qualifier in ("exact", "range", "vague") else Rule.HEDGE_SAYS
        else:
            spans = (sheet.span(told.people.start, max(told.people.end, told.people.start + 1)),)
            rule = Rule.NAMED_VICTIM if told.people.named else rule
    for name in ("low", "high", "qualifier"):
        yield Value(name=name, value=getattr(figure, name), spans=spans, rule=rule)


def _victims(sheet: Sheet, figure: Figure, told: Stated | None, tables: Tables) -> Value:
    noun = told.people.noun if told else None
    if told is not None and noun is not None and noun.victims == figure.victims and not noun.side_decides:
        span = sheet.span(told.people.start, max(told.people.end, told.people.start + 1))
        return Value(name="victims", value=figure.victims, spans=(span,), entry=noun_entry(noun), rule=Rule.NOUN_CLASS)
    actor = tables.registry.actors.get((figure.group or "").removeprefix("other:"))
    if actor is not None and actor.victims == figure.victims:
        entry = actor_entry(actor.id, tables)
        return Value(name="victims", value=figure.victims, entry=entry, rule=Rule.SIDE_CLASS)
    if figure.victims == "unknown":
        return Value(name="victims", value="unknown", rule=Rule.NOT_TOLD)
    if figure.part_of is not None and sheet.figures[figure.part_of].victims == figure.victims:
        whole = sheet.figures[figure.part_of]
        return Value(name="victims", value=figure.victims, spans=(whole.span,), rule=Rule.AS_WHOLE)
    return Value(name="victims", value=figure.victims, rule=Rule.WORKED_OUT)


def _group(sheet: Sheet, figure: Figure, told: Stated | None, tables: Tables) -> Value:
    if figure.group is None:
        return Value(name="group", value=None, rule=Rule.NOT_TOLD)
    beside = [m for m in (told.people.sides if told else ()) if figure.group in map(printed_actor, m.labels)]
    if beside:
        return _named("group", figure.group, sheet, beside[:1], tables, Rule.BESIDE)
    if told is not None and told.people.own:
        low, _ = sheet.sentence(told.start)
        before = [m for m in _naming(sheet, figure.group) if low <= m.start < told.people.end]
        if before:
            return _named("group", figure.group, sheet, before[:1], tables, Rule.OWN_PEOPLE)
    if figure.part_of is not None and sheet.figures[figure.part_of].group == figure.group:
        span = sheet.figures[figure.part_of].span
        return Value(name="group", value=figure.group, spans=(span,), rule=Rule.AS_WHOLE)
    near = _nearest(_naming(sheet, figure.group), sheet.token_at(figure.span.start))
    return _named("group", figure.group, sheet, near, tables, Rule.NEAREST if near else Rule.WORKED_OUT)


def _age_sex(sheet: Sheet, figure: Figure, told: Stated | None) -> Value:
    noun = told.people.noun if told else None
    if figure.age_sex is None:
        return Value(name="age_sex", value=None, rule=Rule.NOT_TOLD)
    if told is None or noun is None or noun.age_sex != figure.age_sex:
        return Value(name="age_sex", value=figure.age_sex, rule=Rule.WORKED_OUT)
    span = sheet.span(told.people.start, max(told.people.end, told.people.start + 1))
    return Value(name="age_sex", value=figure.age_sex, spans=(span,), entry=noun_entry(noun), rule=Rule.NOUN_CLASS)


def _part_of(sheet: Sheet, figure: Figure) -> Value:
    if figure.part_of is None:
        return Value(name="part_of", value=None)
    return Value(name="part_of", value=figure.part_of, spans=(sheet.figures[figure.part_of].span,), rule=Rule.PART)


def _scope(sheet: Sheet, figure: Figure, at: int, tables: Tables) -> Value:
    if figure.scope == "incident":
        return Value(name="scope", value="incident", rule=Rule.ONE_INCIDENT)
    low, high = sheet.sentence(at)
    running = figure.scope == "cumulative"
    roles = tables.roles
    indexes = (roles.rising, roles.since, roles.total) if running else (roles.period,)
    found = ((words, phrase_in(words, sheet.words, low, high)) for words in indexes)
    words, hit = next(((w, h) for w, h in found if h is not None), (roles.period, None))
    if hit is not None:
        span = sheet.span(hit, hit + _length(words, sheet.words, hit))
        rule = Rule.RUNNING if running else Rule.PERIOD
        return Value(name="scope", value=figure.scope, spans=(span,), entry="lexicon/roles.toml: scope", rule=rule)
    stretch = [d for d in sheet.dates if d.period and low <= d.start < high]
    if stretch and not running:
        span = sheet.span(stretch[0].start, stretch[0].end)
        return Value(name="scope", value=figure.scope, spans=(span,), rule=Rule.PERIOD)
    if figure.part_of is not None and sheet.figures[figure.part_of].scope == figure.scope:
        span = sheet.figures[figure.part_of].span
        return Value(name="scope", value=figure.scope, spans=(span,), rule=Rule.AS_WHOLE)
    return Value(name="scope", value=figure.scope, rule=Rule.WORKED_OUT)


def _by(sheet: Sheet, figure: Figure, at: int, tables: Tables) -> Value:
    if figure.by is None:
        return Value(name="by", value=None, rule=Rule.NOT_TOLD)
    _, high = sheet.sentence(at)
    naming = _naming(sheet, figure.by)
    for mention in (m for m in naming if at <= m.start < high):
        if phrase_in(tables.roles.by, sheet.words, max(mention.start - 4, at), mention.start) is not None:
            return _named("by", figure.by, sheet, [mention], tables, Rule.BY_PHRASE)
        lead = range(max(mention.start - 4, at), mention.start)
        if any(sheet.words[i] in tables.roles.because and not sheet.clause_break(i, mention.start) for i in lead):
            return _named("by", figure.by, sheet, [mention], tables, Rule.BECAUSE)
    n = sheet.figures.index(figure)
    for event in (e for e in sheet.events if n in e.figures):
        rule = Rule.DOER if figure.by in event.actors else Rule.OTHER_SIDE if figure.by in event.targets else None
        if rule is not None:
            near = _nearest(naming, sheet.token_at(event.span.start))
            value = _named("by", figure.by, sheet, near, tables, rule)
            return Value(name="by", value=figure.by, spans=(*value.spans, event.span), entry=value.entry, rule=rule)
    return _named("by", figure.by, sheet, _nearest(naming, at), tables, Rule.NEAREST if naming else Rule.WORKED_OUT)


def _denial(sheet: Sheet, figure: Figure) -> Iterator[Value]:
    yield Value(name="denied", value=figure.denied, rule=Rule.DENIED if figure.denied else "")
    if figure.denied_by is not None:
        at = sheet.report.text.find(figure.denied_by, figure.span.end)
        spans = (Span(at, at + len(figure.denied_by)),) if at >= 0 else ()
        yield Value(name="denied_by", value=figure.denied_by, spans=spans, rule=Rule.DENIED)
    else:
        yield Value(name="denied_by", value=None)


# ---- events


def trigger_because(sheet: Sheet, event: Event) -> Because:
    """The entry of the word that tells of an event; for a death told as the event, of the outcome word."""
    trigger = _trigger(sheet, event)
    if trigger is not None:
        rule = Rule.TRIGGER if trigger.entry.type == event.type else Rule.REFINED
        return Because(f"lexicon/triggers.toml: {trigger.entry.id}", rule)
    word = _death(sheet, event)
    return Because(f"lexicon/outcomes.toml: {word.entry.id}" if word else "", Rule.DEATH if word else Rule.WORKED_OUT)


def event_values(sheet: Sheet, event: Event, tables: Tables) -> tuple[Value, ...]:
    """The fields of an event."""
    at = sheet.token_at(event.span.start)
    return (
        _type(sheet, event, tables), *_roles(sheet, event, "actors", tables), *_roles(sheet, event, "targets", tables),
        *_placed(event.places), *_dated(sheet, event, at), _means(event), _status(sheet, event, tables),
        _claimant(sheet, event.claimant, at, tables), _background(sheet, event), *_figures(sheet, event),
        *_evidence(sheet, event, tables),
    )  # fmt: skip


def _evidence(sheet: Sheet, event: Event, tables: Tables) -> Iterator[Value]:
    """How far the event lies above the cut, and the features that told most."""
    verdict = next((v for v in sheet.verdicts if sheet.span(v.start, v.end) == event.span), None)
    if verdict is not None:
        told = ", ".join(f"{name} {weight:+}" for name, weight in tables.weights.telling(verdict.features, _TOLD))
        entry = f"lexicon/evidence.toml: {told}" if told else ""
        yield Value(name="evidence", value=verdict.margin, entry=entry, rule=Rule.WEIGHED)


def _trigger(sheet: Sheet, event: Event) -> TriggerMention | None:
    return next((t for t in sheet.triggers if sheet.span(t.start, t.end) == event.span), None)


def _death(sheet: Sheet, event: Event) -> OutcomeMention | None:
    return next((o for o in sheet.outcomes if sheet.span(o.start, o.end) == event.span), None)


def _type(sheet: Sheet, event: Event, tables: Tables) -> Value:
    because, trigger, kind = trigger_because(sheet, event), _trigger(sheet, event), _REFINED_BY.get(event.type)
    spans = [event.span]
    if because.rule == Rule.REFINED and trigger is not None and kind is not None:
        low, high = sheet.sentence(trigger.start)
        back, forth = _REFINING_REACH
        after = range(trigger.end, min(trigger.end + forth, high))
        near = (*after, *reversed(range(max(trigger.start - back, low), trigger.start)))
        word = next((i for i in near if _in(sheet.words[i], tables.refining[kind])), None)
        if word is not None:
            spans.append(sheet.span(word, word + 1))
    return Value(name="type", value=event.type, spans=tuple(spans), entry=because.entry, rule=because.rule)


def _roles(sheet: Sheet, event: Event, role: str, tables: Tables) -> Iterator[Value]:
    labels: tuple[str, ...] = getattr(event, role)
    if not labels:
        yield Value(name=role, value=None, rule=Rule.NOT_TOLD)
    for label in labels:
        if label == "unknown":
            yield Value(name=role, value=label, rule=Rule.NOT_TOLD)
        else:
            yield _role(sheet, event, role, label, tables)


def _role(sheet: Sheet, event: Event, role: str, label: str, tables: Tables) -> Value:
    """Where the side of a role is named, and how that stands to the trigger."""
    at = sheet.token_at(event.span.start)
    naming = _naming(sheet, label)
    told = [sheet.token_at(span.start) for span in (event.span, *event.also)]
    here = [m for m in naming if any(sheet.same_sentence(m.start, token) for token in told)]
    if here:
        near = _nearest(here, at)
        return _named(role, label, sheet, near, tables, _stands(sheet, event, near[0], role, tables))
    tolls = [sheet.figures[n] for n in event.figures]
    hit = [f.span for f in tolls if label == (f.group or ("civilians" if f.victims == "civilian" else None))]
    if hit and role == "targets":
        return Value(name=role, value=label, spans=(hit[0],), rule=Rule.FROM_TOLL)
    near = _nearest(naming, at)
    return _named(role, label, sheet, near, tables, Rule.ELSEWHERE if near else Rule.WORKED_OUT)


def _stands(sheet: Sheet, event: Event, mention: SideMention, role: str, tables: Tables) -> Rule:
    """How a side stands to the trigger of its event: what can be seen in the sentence, no more."""
    trigger = _trigger(sheet, event)
    if trigger is None:
        return Rule.IN_SENTENCE
    lead = range(max(mention.start - 5, trigger.end), mention.start)
    if phrase_in(tables.roles.by, sheet.words, lead.start, lead.stop) is not None:
        return Rule.BY_PHRASE
    between_them = phrase_in(tables.roles.between, sheet.words, trigger.end, mention.start)
    if trigger.entry.roles == "symmetric" and between_them is not None:
        return Rule.BETWEEN
    if role == "targets":
        return _struck(sheet, trigger, mention, tables)
    if mention.start < trigger.start:
        launched = any(_in(w, tables.roles.launch) for w in sheet.words[max(mention.start - 3, 0) : trigger.start])
        return Rule.LAUNCHED if launched else Rule.SUBJECT_BEFORE if trigger.form.tense else Rule.OBJECT_BEFORE
    between = sheet.words[trigger.end : mention.start]
    if any(_in(w, tables.roles.launch) for w in between):
        return Rule.LAUNCHED
    if mention.kind == "adjective" and len(between) <= 2:
        return Rule.ADJECTIVE_OF
    if trigger.form.tense or trigger.entry.kind == "verb":
        return Rule.SUBJECT_AFTER
    joined = len(between) <= 1 and not sheet.clause_break(trigger.end, mention.start)
    return Rule.GENITIVE if joined else Rule.OBJECT_AFTER


def _struck(sheet: Sheet, trigger: TriggerMention, mention: SideMention, tables: Tables) -> Rule:
    led = sheet.words[max(mention.start - 4, trigger.end) : mention.start]
    if any(_in(w, tables.roles.hit) for w in led) or any(w in ("مع", "ضد") for w in led):
        return Rule.AGAINST
    return Rule.OBJECT_AFTER if mention.start >= trigger.start else Rule.OBJECT_BEFORE


def _status(sheet: Sheet, event: Event, tables: Tables) -> Value:
    trigger, kind = _trigger(sheet, event), _STATUS.get(event.status)
    if kind is None:
        rule = Rule.AS_IT_STANDS if event.status == "occurred" else Rule.WORKED_OUT
        return Value(name="status", value=event.status, rule=rule)
    at = sheet.token_at(event.span.start)
    low, high = sheet.sentence(at)
    end = trigger.end if trigger else at + 1
    near = [*range(max(low, at - 4), at), *range(end, min(end + 2, high))]
    word = next((i for i in near if _in(sheet.words[i], tables.refining[kind])), None)
    if word is not None:
        span, entry = sheet.span(word, word + 1), f"lexicon/triggers.toml: words.{kind}"
        return Value(name="status", value=event.status, spans=(span,), entry=entry, rule=Rule.STATUS_WORD)
    if trigger is not None and trigger.form.tense == "imperfect":
        return Value(name="status", value=event.status, spans=(event.span,), rule=Rule.IMPERFECT)
    return Value(name="status", value=event.status, rule=Rule.WORKED_OUT)


def _background(sheet: Sheet, event: Event) -> Value:
    if not event.background:
        return Value(name="background", value=False)
    spans = [sheet.span(d.start, d.end) for d in sheet.dates if d.edtf == event.date and not d.recent]
    return Value(
        name="background", value=True, spans=tuple(spans[:1]), rule=Rule.RECALLED if spans else Rule.WORKED_OUT
    )


def _figures(sheet: Sheet, event: Event) -> Iterator[Value]:
    if not event.figures:
        yield Value(name="figures", value=None)
    for n in event.figures:
        yield Value(name="figures", value=n, spans=(sheet.figures[n].span,), rule=Rule.CAUSED)


# ---- what figures and events share


def _claimant(sheet: Sheet, claimant: str, at: int, tables: Tables) -> Value:
    start, end = sheet.sentence(at)
    here = [a for a in sheet.attributions if start <= a.start < end and a.claimant == claimant]
    if claimant == "report" or not here:
        return Value(name="claimant", value=claimant, rule=Rule.OWN_VOICE if claimant == "report" else Rule.WORKED_OUT)
    found = min(here, key=lambda a: abs(a.start - at))
    word, named = sheet.span(found.start, found.start + 1), claimant_span(sheet, found)
    because = attribution(sheet, found, tables, named=named)
    spans = (word,) if named is None or found.kind == "carried" else tuple(sorted({word, named}))
    return Value(name="claimant", value=claimant, spans=spans, entry=because.entry, rule=because.rule)


def _placed(places: Sequence[Place]) -> Iterator[Value]:
    if not places:
        yield Value(name="places", value=None, rule=Rule.NOT_TOLD)
    for found in places:
        entry = f"gazetteer: {found.name} ({found.id})" if found.id else f"gazetteer: {found.name} (no entry)"
        yield Value(name="places", value=found.name, spans=(found.span,), entry=entry, rule=found.why or "")


def _dated(sheet: Sheet, told: Figure | Event, at: int) -> Iterator[Value]:
    spans, rule = _date_words(sheet, told, at)
    yield Value(name="date", value=told.date, spans=spans, rule=rule)
    yield Value(name="date_text", value=told.date_text, spans=spans if told.date_text else ())


def _date_words(sheet: Sheet, told: Figure | Event, at: int) -> tuple[tuple[Span, ...], str]:
    if told.date is None and told.date_text is None:
        return (), Rule.NOT_TOLD
    same = [d for d in sheet.dates if d.edtf == told.date]
    if told.date_text is not None:
        same = [d for d in same if sheet.text(d.start, d.end) == told.date_text]
        near = min(same, key=lambda d: abs(d.start - at), default=None)
        return ((sheet.span(near.start, near.end),), Rule.IN_SENTENCE) if near else ((), Rule.WORKED_OUT)
    before = [d for d in same if d.start <= at] or same
    return ((sheet.span(before[-1].start, before[-1].end),), Rule.DAY_HOLDS) if before else ((), Rule.WORKED_OUT)


def _means(told: Figure | Event) -> Value:
    return Value(name="means", value=told.means, rule=Rule.NOT_TOLD if told.means is None else Rule.WORKED_OUT)


# ---- small questions


def _naming(sheet: Sheet, label: str) -> list[SideMention]:
    """Where a side is named, by its printed label."""
    return [m for m in sheet.sides if label in map(printed_actor, m.labels)]


def _nearest(mentions: Sequence[SideMention], at: int) -> list[SideMention]:
    return sorted(mentions, key=lambda m: abs(m.start - at))[:1]


def _named(name: str, value: str, sheet: Sheet, mentions: Sequence[SideMention], tables: Tables, rule: Rule) -> Value:
    spans = tuple(sheet.span(m.start, m.end) for m in mentions)
    return Value(
        name=name, value=value, spans=spans, entry=actor_entry(value.removeprefix("other:"), tables), rule=rule
    )


def _in(word: str, table: frozenset[str]) -> bool:
    return word in table or any(s.stem in table for s in splits(word) if not s.pronoun)


def _length(index: WordIndex[str], words: Sequence[str], at: int) -> int:
    """How many words the phrase of an index takes that begins at a word."""
    hits = (index.at(head.form, words, at) for head in heads(words[at]))
    return next((hit[0] for hit in hits if hit), 1)
