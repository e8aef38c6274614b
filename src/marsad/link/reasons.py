"""Why a telling was gathered into an incident: a sentence in Arabic and one in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.link.compare import Part
from marsad.link.rules import LinkSettings


class Why(NamedTuple):
    """One reason in both languages."""

    en: str
    ar: str


def why_with(report_id: str, parts: Sequence[Part], settings: LinkSettings) -> Why:
    """What speaks for and against one happening with a report's telling, field by field."""
    return Why(*(_sentence(report_id, parts, settings.reasons[language]) for language in Why._fields))


def why_alone(settings: LinkSettings) -> Why:
    """Nothing else tells of it."""
    return Why(*(settings.reasons[language]["alone"] for language in Why._fields))


def why_judged(settings: LinkSettings) -> Why:
    """A reviewer says so, and the machine compared it with none of the others."""
    return Why(*(settings.reasons[language]["judged"] for language in Why._fields))


def _sentence(report_id: str, parts: Sequence[Part], reasons: dict[str, str]) -> str:
    said = [reasons[p.level].format(said=p.said).strip(" :") for p in parts if p.level in reasons]
    separator = "؛ " if reasons["alone"].isascii() is False else "; "
    return reasons["with"].format(report=report_id, reasons=separator.join(said))
