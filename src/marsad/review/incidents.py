"""Judgements of a whole incident, said of its mentions, so that they hold whatever becomes of its id."""

from __future__ import annotations

from collections.abc import Collection

from marsad.errors import UsageError
from marsad.model import Incident, Judgement, Parting, printed_parting
from marsad.register import Register
from marsad.review.rules import judge


def accept(register: Register, incident_id: str, *, who: str, why: str) -> Judgement:
    """Say that an incident is right as it stands. It waits again when one of its values changes (`Incident.digest`)."""
    incident = standing(register, incident_id)
    return judge(register, kind="accepted", subject=anchor(incident), value=incident.digest, who=who, why=why)


def discount(register: Register, incident_id: str, *, who: str, why: str) -> Judgement:
    """Say that an incident is not to be counted: it keeps its place in the register with the grade `discounted`."""
    return judge(register, kind="discounted", subject=anchor(standing(register, incident_id)), who=who, why=why)


def annotate(register: Register, incident_id: str, *, who: str, why: str) -> Judgement:
    """Keep a note on an incident; `why` is what it says. Notes never leave in an export."""
    return judge(register, kind="note", subject=anchor(standing(register, incident_id)), who=who, why=why)


def merge(register: Register, incident_id: str, other_id: str, *, who: str, why: str) -> Judgement:
    """Say that two incidents are one happening. Raises UsageError where the two ids name one already."""
    first, second = standing(register, incident_id), standing(register, other_id)
    if first.id == second.id:
        raise UsageError(f"{incident_id} and {other_id} are one incident already", todo="nothing is left to be judged")
    return judge(register, kind="same", subject=anchor(first), other=anchor(second), who=who, why=why)


def split(register: Register, incident_id: str, leaving: Collection[str], *, who: str, why: str) -> Judgement:
    """Say that some tellings of an incident tell of another happening: the two groups never meet again.

    `leaving` are ids of its reports or keys of its mentions. Raises UsageError for one that the incident does not
    have, and where nothing would leave or nothing would stay.
    """
    incident = standing(register, incident_id)
    known = {telling.report_id for telling in incident.tellings} | set(incident.mentions)
    strange = sorted(set(leaving) - known)
    if strange:
        raise UsageError(f"{incident.id} is not told by {strange[0]!r}", todo="name reports or mentions that tell it")
    gone = [k for t in incident.tellings for k in t.mentions if k in leaving or t.report_id in leaving]
    stay = [k for k in incident.mentions if k not in gone]
    if not gone or not stay:
        raise UsageError("a split leaves tellings on both sides", todo="name some of its reports, not all")
    parting = Parting(tuple(gone), tuple(stay))
    value = printed_parting(parting)
    return judge(register, kind="split", subject=gone[0], other=stay[0], value=value, who=who, why=why)


def standing(register: Register, incident_id: str) -> Incident:
    """The incident of an id, or the one it was merged into. Raises UsageError where there is none."""
    incident = register.incident(incident_id)
    if incident is None:
        raise UsageError(f"there is no incident {incident_id!r}", todo="marsad incidents lists them")
    return incident


def anchor(incident: Incident) -> str:
    """The mention by which a judgement speaks of a whole incident: its first. Raises UsageError where it has none."""
    if not incident.mentions:
        raise UsageError(f"the mentions of {incident.id} are not known", todo="run marsad run once more")
    return incident.mentions[0]
