"""An incident told in plain English from its values, for columns that ask for a text. No word of a report is in it."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.export.content import Sources
from marsad.export.sides import side
from marsad.export.whereabouts import Whereabouts
from marsad.model import OUTCOMES, Incident, Toll


def note(incident: Incident, where: Whereabouts | None) -> str:
    """When, what, where, who, the tolls with their claimants, and how sure the register is."""
    return " ".join(_sentences(incident, where))


def outlets(sources: Sources) -> tuple[str, ...]:
    """The outlets of reports, each once, in order of name."""
    return tuple(sorted({source.outlet for source in sources.values() if source.outlet}))


def claimants(incident: Incident) -> tuple[str, ...]:
    """Who stated the incident's numbers, each once, in order of name; reports that spoke for themselves are not among
    them."""
    return tuple(sorted({claim.claimant for claim in incident.claims if claim.claimant != "report"}))


def _sentences(incident: Incident, where: Whereabouts | None) -> Iterator[str]:
    place = f" at {where.told}" if where else ""
    if where and where.admin1 and where.admin1 != where.name:
        place += f" ({where.admin1})"
    by = f" by {_names(incident.actors)}" if incident.actors else ""
    against = f" against {_names(incident.targets)}" if incident.targets else ""
    kind = incident.type.replace("_", " ")
    status = "" if incident.status == "occurred" else f", {incident.status}"
    yield f"On {incident.date or 'an untold day'}: {kind}{by}{against}{place}{status}."
    for outcome in OUTCOMES:
        toll = incident.toll(outcome)
        if toll is not None:
            yield f"{outcome.capitalize()}: {numbers(toll)}."
    if named := claimants(incident):
        yield f"According to {', '.join(named)}."
    yield f"Grade: {incident.grade}. Marsad incident {incident.id}."


def numbers(toll: Toll) -> str:
    """`3`, `3 to 5 (best 4)`, `at least 3`, `at most 5`; `not told` where no end is."""
    if toll.low is not None and toll.low == toll.high:
        return str(toll.low)
    best = f" (best {toll.best})" if toll.best is not None else ""
    if toll.low is None and toll.high is None:
        return "not told"
    if toll.high is None:
        return f"at least {toll.low}{best}"
    return f"at most {toll.high}{best}" if toll.low is None else f"{toll.low} to {toll.high}{best}"


def _names(labels: tuple[str, ...]) -> str:
    return ", ".join(side(label).name for label in labels)
