"""The words of the codebook as frozen dataclasses. No I/O."""

from marsad.model.incident import Claim, Difference, Incident, Telling, Toll
from marsad.model.judgement import Judgement, Parting, printed_parting, read_parting
from marsad.model.labels import (
    ACTOR_LABELS,
    AGE_SEX,
    EVENT_TYPES,
    GRADES,
    OUTCOMES,
    QUALIFIERS,
    SCOPES,
    STATUSES,
    TYPE_FAMILY,
    VICTIMS,
    VIOLENT,
    printed_actor,
)
from marsad.model.reading import (
    ActorMention,
    Event,
    Figure,
    Place,
    Reading,
    finest,
    reading_from_json,
    reading_to_json,
)
from marsad.model.report import Report, Span

__all__ = [
    "ACTOR_LABELS",
    "AGE_SEX",
    "EVENT_TYPES",
    "GRADES",
    "OUTCOMES",
    "QUALIFIERS",
    "SCOPES",
    "STATUSES",
    "TYPE_FAMILY",
    "VICTIMS",
    "VIOLENT",
    "ActorMention",
    "Claim",
    "Difference",
    "Event",
    "Figure",
    "Incident",
    "Judgement",
    "Parting",
    "Place",
    "Reading",
    "Report",
    "Span",
    "Telling",
    "Toll",
    "finest",
    "printed_actor",
    "printed_parting",
    "read_parting",
    "reading_from_json",
    "reading_to_json",
]
