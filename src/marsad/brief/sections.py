"""The sections of a brief in their order: each takes what the brief is about and says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.brief.facts import Facts, Judged, Running, Told, added, disputed, whole
from marsad.brief.phrases import Phrases
from marsad.brief.record import Block, Item, Items, Paragraph, Run, Section, Table, Words
from marsad.brief.saying import Saying
from marsad.export import masked_claimant
from marsad.model import OUTCOMES, Claim, finest

MOST_LISTED: Final = 60
MOST_CHANGES: Final = 40
MOST_TOTALS: Final = 25
_SUMMED: Final = ("killed", "injured")
_GRADES: Final = ("confirmed", "fair", "weak", "contested")
UNKNOWN: Final = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What all sections are written from: the facts, the new incidents by gravity, and how things are said."""

    facts: Facts
    phrases: Phrases
    saying: Saying

    @property
    def new(self) -> list[Told]:
        """The new incidents, the gravest first."""
        return sorted((t for t in self.facts.told if t.new and not t.earlier), key=gravity)

    @property
    def listed(self) -> list[Told]:
        """Those of them that are listed one by one."""
        return [t for t in self.new if t.listed][:MOST_LISTED]

    def note(self, key: str, **values: Words | int | str) -> Paragraph:
        """A paragraph in small letters."""
        return Paragraph(words=self.phrases.say(key, **values), note=True)


def gravity(told: Told) -> tuple[object, ...]:
    """A key that puts the gravest first: killed, injured, then day and id."""
    numbers = [0 if toll is None else toll.best or toll.low or 0 for toll in map(told.toll, _SUMMED)]
    return (*(-n for n in numbers), not told.tolls, told.incident.date or "9", told.incident.id)


def province_of(told: Told) -> str:
    """The province of its finest place, else the country; empty where neither is told."""
    place = finest(told.incident.places)
    return UNKNOWN if place is None else place.admin1 or place.country or UNKNOWN


def by_province(told: Sequence[Told]) -> dict[str, list[Told]]:
    """Incidents by province, the province with the most killed first, the unknown last."""
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(province_of(one), []).append(one)
    return dict(sorted(found.items(), key=lambda kv: (kv[0] == UNKNOWN, -_killed(kv[1]), -len(kv[1]), kv[0])))


def _killed(told: Sequence[Told]) -> int:
    return added(whole(told, "killed"))[1]


def summary(desk: Desk) -> Iterator[Section]:
    """What a reader with one minute must know."""
    phrases, new = desk.phrases, desk.new
    lines = [_new_line(desk, new)] if new else [phrases.say("summary.none")]
    sums = [said for outcome in _SUMMED if (said := _sum(desk, new, outcome))]
    if sums:
        lines.append(phrases.say("summary.sum", tolls=phrases.listed(sums)))
    if new and new[0].tolls:
        first = new[0]
        what = (*desk.saying.headline(first), Run(text=": "), *_unstopped(desk.saying.tolls(first)))
        lines.append(phrases.say("summary.gravest", what=what))
    for key, some in (("changed", _changed(desk)), ("disputes", _disputed(desk))):
        if some:
            count = phrases.counted(len(some), "incident", case="genitive")
            lines.append(phrases.say(f"summary.{key}", n=count))
    talk = sum(not t.listed for t in new)
    lines += [phrases.say("summary.talk", n=talk)] if talk else []
    items = tuple(Item(lead=line) for line in lines)
    yield Section(key="summary", title=phrases.text("section.summary"), blocks=(Items(items=items),))


def _new_line(desk: Desk, new: Sequence[Told]) -> Words:
    phrases = desk.phrases
    named = [phrases.province(p) for p in by_province(new) if p != UNKNOWN][:3]
    where = phrases.say("summary.where", provinces=phrases.listed(named)) if named else ()
    return phrases.say("summary.new", incidents=phrases.counted(len(new), "new_incident"), where=where)


def _sum(desk: Desk, told: Sequence[Told], outcome: str) -> Words | None:
    tolls = whole(told, outcome)
    low, best, high = added(tolls)
    if not tolls or not best:
        return None
    said = desk.phrases.counted(best, outcome, words=False)
    if low == best == high:
        return said
    low_words, most = desk.phrases.number(low), high
    if most is None:
        return desk.phrases.say("hedge.tellings_open", said=said, low=low_words)
    return desk.phrases.say("hedge.tellings", said=said, low=low_words, high=desk.phrases.number(most))


def numbers(desk: Desk) -> Iterator[Section]:
    """New incidents by province and by type, in two tables."""
    if desk.new:
        phrases = desk.phrases
        types: dict[str, list[Told]] = {}
        for told in desk.new:
            types.setdefault(told.incident.type, []).append(told)
        ordered = sorted(types.items(), key=lambda kv: (-len(kv[1]), kv[0]))
        named = [(phrases.label("type", kind), some) for kind, some in ordered]
        provinces = [(_province_name(phrases, p), some) for p, some in by_province(desk.new).items()]
        blocks = (_table(desk, "province", provinces), _table(desk, "type", named))
        yield Section(key="table", title=phrases.text("section.table"), blocks=blocks)


def _province_name(phrases: Phrases, province: str) -> str:
    if province == UNKNOWN:
        return phrases.text("place.unknown_group")
    return "".join(run.text for run in phrases.province(province))


def _table(desk: Desk, by: str, named: Sequence[tuple[str, Sequence[Told]]]) -> Table:
    phrases = desk.phrases
    header = (
        phrases.say(f"table.{by}"),
        phrases.say("table.incidents"),
        *(phrases.say(f"outcome.{outcome}") for outcome in _SUMMED),
    )
    rows = [(_strong(name), *_cells(desk, some)) for name, some in named]
    every = [told for _, some in named for told in some]
    rows.append((_strong(phrases.text("table.all")), *_cells(desk, every)))
    return Table(caption=phrases.text(f"table.by_{by}"), header=header, rows=tuple(rows))


def _cells(desk: Desk, some: Sequence[Told]) -> Iterator[Words]:
    yield (desk.phrases.number(len(some)),)
    for outcome in _SUMMED:
        # A toll of which no number is told at all is no nought.
        tolls = [t for t in whole(some, outcome) if (t.low, t.best, t.high) != (None, None, None)]
        yield desk.phrases.band(*(added(tolls) if tolls else (None, None, None)))


def _strong(text: str) -> Words:
    return (Run(text=text, kind="name"),)


def new_incidents(desk: Desk) -> Iterator[Section]:
    """The new incidents, a part for each province."""
    listed = desk.listed
    if not listed:
        return
    yield Section(key="new", title=desk.phrases.text("section.new"), blocks=())
    for n, (province, some) in enumerate(by_province(listed).items(), 1):
        items = Items(items=tuple(map(desk.saying.item, some)))
        yield Section(key=f"new-{n}", title=_province_name(desk.phrases, province), blocks=(items,), level=3)


def earlier_incidents(desk: Desk) -> Iterator[Section]:
    """What happened before and is told now for the first time."""
    told = sorted((t for t in desk.facts.told if t.new and t.earlier and t.listed), key=gravity)
    if told:
        items = Items(items=tuple(map(desk.saying.item, told[:MOST_LISTED])))
        yield Section(key="earlier", title=desk.phrases.text("section.earlier"), blocks=(items,))


def _changed(desk: Desk) -> list[Told]:
    return sorted((t for t in desk.facts.told if not t.new and t.changes), key=gravity)


def changed_tolls(desk: Desk) -> Iterator[Section]:
    """Incidents told before whose tolls differ now, with both numbers and the new claims."""
    phrases, days = desk.phrases, desk.facts.days
    found = _changed(desk)
    items = tuple(Item(lead=desk.saying.headline(t), more=tuple(_change_lines(desk, t))) for t in found)
    how = desk.note("changed.how", since=phrases.day(days.since), until=phrases.day(days.until))
    blocks: tuple[Block, ...] = (how, Items(items=items)) if items else (Paragraph(words=phrases.say("changed.none")),)
    yield Section(key="changed", title=phrases.text("section.changed"), blocks=blocks)


def _change_lines(desk: Desk, told: Told) -> Iterator[Words]:
    phrases = desk.phrases
    for before, after in told.changes:
        outcome = (Run(text=phrases.label("outcome", after.outcome)),)
        now = phrases.band(after.low, after.best, after.high)
        if before is None:
            yield phrases.say("changed.first", outcome=outcome, after=now)
        else:
            was = phrases.band(before.low, before.best, before.high)
            yield phrases.say("changed.was", outcome=outcome, before=was, after=now)
    changed = {after.outcome for _, after in told.changes}
    new = [c for c in told.incident.claims if c.outcome in changed and (c.published or "") > desk.facts.days.since]
    yield from (desk.saying.claim(claim) for claim in _own(new)[:MOST_LISTED])
    yield desk.saying.foot(told)


def _own(claims: Sequence[Claim]) -> list[Claim]:
    return [c for c in claims if c.scope == "incident" and c.part_of is None]


def _disputed(desk: Desk) -> list[Told]:
    return sorted((t for t in desk.facts.told if disputed(t)), key=gravity)


def disputes(desk: Desk) -> Iterator[Section]:
    """Totals on which tellers disagree, side by side."""
    phrases = desk.phrases
    items = tuple(_dispute(desk, told) for told in _disputed(desk))
    blocks: tuple[Block, ...] = (Items(items=items),) if items else (Paragraph(words=phrases.say("disputes.none")),)
    yield Section(key="disputes", title=phrases.text("section.disputes"), blocks=blocks)


def _dispute(desk: Desk, told: Told) -> Item:
    lines: list[Words] = []
    for toll, claims in disputed(told):
        outcome = (Run(text=desk.phrases.label("outcome", toll.outcome), kind="strong"), Run(text=": "))
        lines.append((*outcome, *desk.phrases.band(toll.low, toll.best, toll.high)))
        lines += [desk.saying.claim(claim) for claim in claims]
    return Item(lead=desk.saying.headline(told), more=(*lines, desk.saying.foot(told)))


def running_totals(desk: Desk) -> Iterator[Section]:
    """Totals over stretches of time, as they are told, beside everything that is added up."""
    phrases = desk.phrases
    found = sorted(desk.facts.running, key=lambda r: (OUTCOMES.index(r.figure.outcome), -(r.figure.low or 0), r.report))
    items = [Item(lead=_running(desk, one)) for one in found[:MOST_TOTALS]]
    if len(found) > MOST_TOTALS:
        items.append(Item(lead=phrases.say("item.more_claims", n=len(found) - MOST_TOTALS)))
    none = Paragraph(words=phrases.say("totals.none"))
    blocks = (desk.note("totals.how"), Items(items=tuple(items))) if items else (none,)
    yield Section(key="totals", title=phrases.text("section.totals"), blocks=blocks)


def _running(desk: Desk, one: Running) -> Words:
    phrases, figure = desk.phrases, one.figure
    who = phrases.outlet(one.outlet) if figure.claimant == "report" else phrases.claimant(figure.claimant)
    place = phrases.say("totals.place", place=phrases.place(figure.places[0])) if figure.places else ()
    stretch = phrases.say("totals.place", place=phrases.day(figure.date)) if figure.date else ()
    value = phrases.valued(figure.low, figure.high, figure.qualifier, figure.outcome)
    where = (*place, *stretch)
    said = phrases.say("totals.said", value=value, whose=phrases.whose(figure), place=where, who=who)
    return phrases.say("item.source", said=said, ref=desk.saying.reference(one.report))


def register_changes(desk: Desk) -> Iterator[Section]:
    """Judgements of reviewers, and incidents that were merged or fell away, since the last brief."""
    phrases, facts = desk.phrases, desk.facts
    at = facts.days.entered.replace("+00:00", "").replace("T", " ")
    when = (*phrases.day(at[:10]), Run(text=" "), Run(text=at[11:], kind="number"))
    lines = [_judged_line(desk, judged) for judged in facts.judged]
    lines += [_gone_line(phrases, gone.id, gone.merged_into) for gone in facts.gone]
    items = [Item(lead=line) for line in lines[:MOST_CHANGES]]
    if len(lines) > MOST_CHANGES:
        items.append(Item(lead=phrases.say("register.more", n=len(lines) - MOST_CHANGES)))
    said: Block = Items(items=tuple(items)) if items else Paragraph(words=phrases.say("register.none"))
    blocks = (desk.note("register.since", since=when), said)
    yield Section(key="register", title=phrases.text("section.register"), blocks=blocks)


def _judged_line(desk: Desk, judged: Judged) -> Words:
    phrases, judgement = desk.phrases, judged.entry.judgement
    incident = phrases.say("register.incident", id=judged.incident)
    if judged.taken_back:
        return phrases.say("register.undone", incident=incident)
    if judgement.kind != "value":
        return phrases.say(f"register.{judgement.kind}", incident=incident)
    field = judgement.field or ""
    values = (_corrected(phrases, field, value) for value in (judged.entry.before, judged.entry.after))
    before, after = values
    name: Words = (Run(text=phrases.label("field", field)),)
    return phrases.say("register.value", incident=incident, field=name, before=before, after=after)


def _corrected(phrases: Phrases, field: str, value: str | None) -> Words:
    """A corrected value; a claimant who is a private person is not named."""
    if value in (None, "not told"):
        return phrases.say("register.untold")
    shown = phrases.claimant(value or "") if field == "claimant" else None
    if shown is not None and masked_claimant(value or "") != "report":
        return shown
    section = {"type": "type", "outcome": "outcome", "victims": "victims"}.get(field, "")
    if field in ("by", "group"):
        return phrases.sides([value or ""])
    return (Run(text=phrases.label(section, value or "") if section else value or "", kind="name"),)


def _gone_line(phrases: Phrases, gone: str, kept: str | None) -> Words:
    incident = phrases.say("register.incident", id=gone)
    if kept is None:
        return phrases.say("register.gone", gone=incident)
    return phrases.say("register.merged", gone=incident, kept=phrases.say("register.incident", id=kept))


def sources(desk: Desk) -> Iterator[Section]:
    """Every source with its outlet, day and address."""
    phrases = desk.phrases
    numbered = sorted(desk.saying.numbers.items(), key=lambda pair: pair[1])
    items = tuple(
        Item(lead=(*_number(n), *_source(phrases, desk.facts, report)), anchor=f"source-{n}") for report, n in numbered
    )
    if items:
        blocks = (Items(items=items),)
        yield Section(key="sources", title=phrases.text("section.sources"), blocks=blocks)


def _number(number: int) -> Words:
    return Run(text=f"[{number}]", kind="number"), Run(text=" ")


def _source(phrases: Phrases, facts: Facts, report: str) -> Words:
    source = facts.sources[report]
    day = phrases.day((source.published or "")[:10] or None)
    line = phrases.say("sources.line", outlet=phrases.outlet(source.outlet), day=day)
    if source.url and source.url.startswith(("http://", "https://")):
        return phrases.say("sources.with_url", line=line, url=Run(text=source.url, kind="name", href=source.url))
    return phrases.say("sources.no_url", line=line, report=phrases.say("sources.report", id=report))


def notes(desk: Desk) -> Iterator[Section]:
    """How to read the numbers and the grades, and what was left out."""
    phrases, facts = desk.phrases, desk.facts
    until = phrases.day(facts.days.until)
    meant = [
        phrases.say("notes.grade", grade=(_grade(phrases, g),), means=phrases.say(f"grade_means.{g}")) for g in _GRADES
    ]
    grades = phrases.listed(meant, between="semicolon", last="semicolon")
    lines = [
        phrases.say("notes.ranges"),
        phrases.say("notes.grades", grades=grades),
        phrases.say("notes.state", until=until),
        phrases.say("notes.words"),
    ]
    left: Mapping[str, int] = {
        "undated": facts.undated,
        "discounted": facts.discounted,
        "unlisted": sum(t.listed for t in desk.new) - len(desk.listed),
    }
    told = [phrases.say(f"notes.{key}", n=n) for key, n in left.items() if n]
    if told:
        lines.append(phrases.say("notes.left_out", what=phrases.listed(told)))
    items = tuple(Item(lead=line) for line in lines)
    yield Section(key="notes", title=phrases.text("section.notes"), blocks=(Items(items=items),))


def _grade(phrases: Phrases, grade: str) -> Run:
    return Run(text=phrases.label("grade", grade), kind="strong")


def _unstopped(words: Words) -> Words:
    return words[:-1] if words and words[-1].text == "." else words


SectionMaker = Callable[[Desk], Iterator[Section]]
