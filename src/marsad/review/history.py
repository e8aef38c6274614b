"""What was judged of an incident, by whom, when and why, and what each judgement changed."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.model import Judgement
from marsad.model.mention import parse_mention_key
from marsad.register import Register
from marsad.review.incidents import standing
from marsad.review.rules import KINDS, in_force

UNTOLD = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One judgement of an incident's history.

    `undone` is the judgement that took it back, `counts` whether it is in force now: not taken back, and not replaced
    by a later one on the same question. For a corrected value, `before` is what was read and `after` what was set.
    """

    judgement: Judgement
    undone: Judgement | None
    counts: bool
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What two readers of an incident say on one question; `agree` when they say the same."""

    question: str
    first: Judgement
    second: Judgement
    agree: bool


def judgements_of(register: Register, incident_id: str) -> tuple[Judgement, ...]:
    """Every judgement that speaks of a mention of the incident, oldest first, without the undos.

    Raises UsageError where there is no such incident.
    """
    mentions = set(standing(register, incident_id).mentions)
    return tuple(j for j in register.judgements() if j.kind in KINDS and mentions.intersection(j.mentions))


def history(register: Register, incident_id: str, *, reader: str | None = None) -> tuple[Entry, ...]:
    """The judgements of an incident, oldest first, each with what it changed and what took it back.

    With `reader`, those of others are left out while that reader has not judged it (a second reader who does not see
    the first). Raises UsageError where there is no such incident.
    """
    said = judgements_of(register, incident_id)
    every = register.judgements()
    standing_now = {j.id for j in in_force(every)}
    by_id = {j.id: j for j in every}
    if reader is not None and not any(j.who == reader and j.kind != "note" and j.id in standing_now for j in said):
        said = tuple(j for j in said if j.who == reader)
    return tuple(
        Entry(
            judgement=j,
            undone=by_id.get(j.undone_by) if j.undone_by else None,
            counts=j.id in standing_now,
            before=_read(register, j) if j.kind == "value" else None,
            after=(UNTOLD if j.value is None else j.value) if j.kind == "value" else None,
        )
        for j in said
    )


def newer(register: Register, incident_id: str, *, than: str | None, who: str) -> tuple[Judgement, ...]:
    """What others than `who` have judged of an incident since the judgement `than`, or ever: to warn two at once."""
    last = int(than) if than and than.isdecimal() else 0
    return tuple(j for j in judgements_of(register, incident_id) if j.who != who and int(j.id) > last)


def opinions(register: Register, incident_id: str) -> tuple[Opinion, ...]:
    """Where two readers answered one question on an incident: each later answer beside the first of another reader."""
    found: list[Opinion] = []
    first: dict[tuple[str, ...], Judgement] = {}
    for judgement in judgements_of(register, incident_id):
        if judgement.undone_by is not None or judgement.kind == "note":
            continue
        question = _question(judgement)
        earlier = first.setdefault(question, judgement)
        if earlier.who != judgement.who:
            agree = (earlier.kind, earlier.value) == (judgement.kind, judgement.value)
            found.append(Opinion(question=" ".join(question), first=earlier, second=judgement, agree=agree))
    return tuple(found)


def _question(judgement: Judgement) -> tuple[str, ...]:
    if judgement.kind == "value":
        return ("value", judgement.subject, judgement.field or "")
    if judgement.kind in ("same", "not_same"):
        return ("same", *sorted((judgement.subject, judgement.other or "")))
    if judgement.kind == "split":
        return ("split", judgement.subject)
    return ("whole incident",)


def _read(register: Register, judgement: Judgement) -> str:
    """What the reader read in the place of a corrected value."""
    ref = parse_mention_key(judgement.subject)
    read = [c for c in register.claims(judgement.subject, closed=True) if c.field == judgement.field]
    if ref is None or not read:
        return UNTOLD
    value = read[-1].value
    return UNTOLD if value is None else str(value)
