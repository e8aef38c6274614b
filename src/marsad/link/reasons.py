"""Why a telling was gathered into an incident: a sentence in Arabic and one in English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from marsad.lexicon.names import label_names, side_names
from marsad.link.compare import Part
from marsad.link.rules import LinkSettings

_LANGUAGES: Final = ("ar", "en")  # as the pairs of names stand
_LIST: Final = {"en": (", ", "; "), "ar": ("، ", "؛ ")}  # between labels, between reasons


class Why(NamedTuple):
    """One reason in both languages."""

    en: str
    ar: str


def why_with(report_id: str, parts: Sequence[Part], settings: LinkSettings) -> Why:
    """What speaks for and against one happening with a report's telling, field by field."""
    return Why(*(_sentence(report_id, parts, settings.reasons[language], language) for language in Why._fields))


def why_alone(settings: LinkSettings) -> Why:
    """Nothing else tells of it."""
    return Why(*(settings.reasons[language]["alone"] for language in Why._fields))


def why_judged(settings: LinkSettings) -> Why:
    """A reviewer says so, and the machine compared it with none of the others."""
    return Why(*(settings.reasons[language]["judged"] for language in Why._fields))


def _sentence(report_id: str, parts: Sequence[Part], reasons: dict[str, str], language: str) -> str:
    said = [reasons[p.level].format(said=_named(p, language)).strip(" :") for p in parts if p.level in reasons]
    return reasons["with"].format(report=report_id, reasons=_LIST[language][1].join(said))


def _named(part: Part, language: str) -> str:
    """What a part rests on, its labels of types, sides and outcomes by the names people use."""
    if part.level.startswith(("type_", "sides_")):
        return _LIST[language][0].join(_name(label, language) for label in part.said.split(", "))
    if part.level.startswith("words_"):
        return part.said.replace(", ", _LIST[language][0])
    number, _, outcome = part.said.partition(" ") if part.level.startswith("toll_") else ("", "", "")
    return f"{number} {_name(outcome, language)}" if outcome else part.said


def _name(label: str, language: str) -> str:
    """A label as a person says it in a language; one that nobody knows as it stands."""
    pair = side_names().get(label) or label_names().get(label)
    return pair[_LANGUAGES.index(language)] if pair else label.removeprefix("other:")
