"""What an exporter is given: incidents as they stream from a register, their sources, and where it all comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from marsad import __version__
from marsad.export.masking import masked
from marsad.model import Incident

if TYPE_CHECKING:
    from marsad.register import Citation, IncidentFilter, Register

_BATCH: Final = 200

Sources = Mapping[str, "Citation"]
Check = Callable[[Incident], str | None]


def _no_sources(report_ids: Collection[str]) -> Sources:
    return {}


def _no_account() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an export comes from: the program's version, the register's last change (ISO, UTC), the head of its log
    at that time, and the filter by which incidents were chosen, without what it leaves open."""

    version: str = __version__
    as_of: str | None = None
    head: str | None = None
    filter: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The incidents of one export, to be gone through once, in their order.

    `sources` gives what is known of reports by their ids. In `public` mode the incidents are masked already, and
    nothing else that may name a private person (the title of a report) is to be printed. `account` is what the export
    says of itself (`marsad.export.about`), with the numbers of what was gone through when it is called.
    """

    incidents: Iterable[Incident]
    sources: Callable[[Collection[str]], Sources] = _no_sources
    origin: Origin = Origin()
    public: bool = False
    account: Callable[[], Mapping[str, Any]] = _no_account

    def told(self, incidents: Iterable[Incident] | None = None) -> Iterator[tuple[Incident, Sources]]:
        """Each incident with the sources of the reports that tell of it; `_BATCH` in memory at a time."""
        stream = iter(self.incidents if incidents is None else incidents)
        while batch := tuple(islice(stream, _BATCH)):
            found = self.sources({telling.report_id for incident in batch for telling in incident.tellings})
            shown = {id: replace(s, title=None) for id, s in found.items()} if self.public else found
            for incident in batch:
                yield incident, {t.report_id: shown[t.report_id] for t in incident.tellings if t.report_id in shown}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an export holds: how many incidents, and how many were left out for which reason."""

    incidents: int
    left_out: Mapping[str, int] = field(default_factory=dict)


class Sieve:
    """Lets incidents through that no check refuses, and counts both kinds."""

    def __init__(self, incidents: Iterable[Incident], checks: Sequence[Check] = ()) -> None:
        self._incidents = incidents
        self._checks = checks
        self._kept = 0
        self._refused: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Incident]:
        for incident in self._incidents:
            reason = next((why for check in self._checks if (why := check(incident)) is not None), None)
            if reason is None:
                self._kept += 1
                yield incident
            else:
                self._refused[reason] += 1

    @property
    def written(self) -> Written:
        """What came through so far."""
        return Written(incidents=self._kept, left_out=dict(sorted(self._refused.items())))


def content_of(register: Register, wanted: IncidentFilter, *, public: bool = False) -> Content:
    """The incidents of a register that fit; in `public` mode without private persons' names."""
    found: Iterable[Incident] = register.incidents(wanted)
    moment = register.moment()
    asked = {key: value for key, value in asdict(wanted).items() if value not in (None, ())}
    return Content(
        incidents=map(masked, found) if public else found,
        sources=register.sources,
        origin=Origin(as_of=moment.at, head=moment.head, filter=asked),
        public=public,
    )


def discounted(incident: Incident) -> str | None:
    """Why a file without grades leaves an incident out: a reviewer did not count it."""
    return "discounted by a reviewer" if incident.grade == "discounted" else None


def did_not_happen(incident: Incident) -> str | None:
    """Why a file of what happened leaves an incident out."""
    return {"planned": "planned only", "denied": "denied"}.get(incident.status)
