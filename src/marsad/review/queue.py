"""What waits for a reviewer, and what a second reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.errors import UsageError
from marsad.link import link
from marsad.model import Incident, Judgement, Reading
from marsad.register import Register
from marsad.review.history import judgements_of
from marsad.review.incidents import standing
from marsad.review.rules import in_force

ORDERS: Final = ("review", "toll", "newest", "oldest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """One page of the incidents that wait, and how many wait in all."""

    incidents: tuple[Incident, ...]
    total: int


def queue(
    register: Register,
    *,
    order: str = "review",
    reader: str | None = None,
    second: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> Queue:
    """The incidents that wait for a reader.

    First readings: nobody has judged the incident, or what was accepted has changed since. With `second` they are those
    that one other than `reader` has judged. `review` puts contested incidents first, then weak ones, of
    equals those with the higher toll, then the newest; `toll`, `newest` and `oldest` say what they order by. Discounted
    incidents do not wait.

    Raises UsageError for another order.
    """
    if order not in ORDERS:
        raise UsageError(f"{order!r} is no order of the queue", todo=f"one of: {', '.join(ORDERS)}")
    return Queue(
        incidents=register.waiting(order=order, reader=reader, second=second, limit=limit, offset=offset),
        total=register.count_waiting(reader=reader, second=second),
    )


def unread(register: Register, incident_id: str, *, reader: str) -> Incident:
    """An incident as it would stand without the judgements of others on it: what a second reader is shown.

    The reports that tell of it are gathered anew, by the judgements of `reader` alone; where they make several
    incidents, it is the one that holds most of its mentions. Raises UsageError where there is no such incident.
    """
    incident = standing(register, incident_id)
    readings = (register.reading(telling.report_id) for telling in incident.tellings)
    return _blind(incident, [r for r in readings if r is not None], _own(register, reader))


def may_see(register: Register, incident_id: str, *, reader: str) -> bool:
    """Whether a second reader has judged the incident too, and so may see what the first one said."""
    return any(j.who == reader and j.kind != "note" for j in in_force(judgements_of(register, incident_id)))


def _own(register: Register, reader: str) -> list[Judgement]:
    return [j for j in in_force(register.judgements()) if j.who == reader]


def _blind(incident: Incident, readings: list[Reading], judgements: list[Judgement]) -> Incident:
    mentions = set(incident.mentions)
    found = link(readings, judgements=judgements)
    best = max(found, key=lambda i: (len(mentions & set(i.mentions)), i.id), default=incident)
    return best if mentions & set(best.mentions) else incident
