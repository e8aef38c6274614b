"""FollowTheMoney statements, JSON Lines: incidents as `Event`, sides as organisations, reports as `Article`.

A statement is one value of one property of one entity, in the form of `followthemoney.statement`; its id is made as
that library makes it. Entities are `marsad-<incident id>`, `marsad-actor-<label>` and `marsad-report-<hash of its id>`:
the same register always gives them the same ids. Each entity's statements stand together, and each entity once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final, NamedTuple

import orjson

from marsad.export.content import Content, Sources
from marsad.export.notes import note, outlets
from marsad.export.sides import Side, side
from marsad.export.span_of_days import span_of_days
from marsad.export.whereabouts import Whereabouts, whereabouts
from marsad.model import Incident, finest

DATASET: Final = "marsad"
FIGURES: Final = (
    "numbers stand in each Event's summary, low, best and high as the register derives them; FollowTheMoney has no "
    "property for numbers of victims"
)
_SCHEMA: Final = {"state": "PublicBody", "nonstate": "Organization", "international": "Organization"}
_LANGUAGES: Final = {"ar": "ara", "en": "eng", "fr": "fra", "fa": "fas", "tr": "tur", "he": "heb", "ku": "kur"}
_HASH: Final = 20
_STRANGE: Final = re.compile(r"[^0-9a-zA-Z.]+")


class Value(NamedTuple):
    """A value of a property; `lang` is the code of three letters of a text in one language."""

    prop: str
    value: str
    lang: str | None = None


def write_ftm(content: Content, file: BinaryIO) -> None:
    """Write the statements, streaming: an incident after the sides and reports that it is the first to name."""
    seen: set[str] = set()
    moment = content.origin.as_of
    for incident, sources in content.told():
        for id, schema, values in (*_sides(incident), *_reports(sources), _event(incident, sources)):
            if id not in seen:
                seen.add(id)
                for statement in _statements(id, schema, values, moment):
                    file.write(orjson.dumps(statement, option=orjson.OPT_APPEND_NEWLINE))


Entity = tuple[str, str, Sequence[Value]]


def _event(incident: Incident, sources: Sources) -> Entity:
    return event_id(incident), "Event", tuple(_event_values(incident, sources))


def _event_values(incident: Incident, sources: Sources) -> Iterator[Value]:
    days, where, place = span_of_days(incident.date), whereabouts(incident), finest(incident.places)
    kind = incident.type.replace("_", " ").capitalize()
    yield Value("name", ", ".join(filter(None, (kind, place.name if place else None, incident.date))))
    yield Value("recordId", incident.id)
    yield Value("keywords", incident.type)
    yield Value("keywords", f"grade: {incident.grade}")
    if days:
        yield Value("date" if days.length == 1 else "startDate", days.first.isoformat())
        if days.length > 1:
            yield Value("endDate", days.last.isoformat())
    if place:
        yield Value("location", ", ".join(dict.fromkeys(n for n in (place.name, place.admin1) if n)), "ara")
    if where and where.country:
        yield Value("country", where.country.iso2.lower())
    yield Value("summary", note(incident, where), "eng")
    yield from _coordinates(where)
    for label in dict.fromkeys((*incident.actors, *incident.targets)):
        if side(label).kind in _SCHEMA:
            yield Value("involved", side_id(label))
    for report_id in sorted(sources):
        yield Value("proof", report_entity_id(report_id))
    for outlet in outlets(sources):
        yield Value("publisher", outlet)


def _coordinates(where: Whereabouts | None) -> Iterator[Value]:
    if where:
        precision = f"precision {where.precision} of 5"
        yield Value("notes", f"Located at {where.latitude}, {where.longitude} (WGS84, {precision}).", "eng")


def _sides(incident: Incident) -> Iterator[Entity]:
    for label in dict.fromkeys((*incident.actors, *incident.targets)):
        one = side(label)
        if one.kind in _SCHEMA:
            yield side_id(label), _SCHEMA[one.kind], tuple(_side_values(one))


def _side_values(one: Side) -> Iterator[Value]:
    yield Value("name", one.name, "eng")
    yield Value("keywords", one.label)
    if one.country:
        yield Value("country", one.country.lower())


def _reports(sources: Sources) -> Iterator[Entity]:
    for report_id in sorted(sources):
        yield report_entity_id(report_id), "Article", tuple(_report_values(report_id, sources))


def _report_values(report_id: str, sources: Sources) -> Iterator[Value]:
    source = sources[report_id]
    lang = _LANGUAGES.get(source.language)
    yield Value("fileName", report_id)
    if source.title:
        yield Value("title", source.title, lang)
    if source.published:
        yield Value("publishedAt", source.published)
    if source.outlet:
        yield Value("publisher", source.outlet)
    if source.url and source.url.startswith(("http://", "https://")):
        yield Value("sourceUrl", source.url)
    if lang:
        yield Value("language", lang)


def event_id(incident: Incident) -> str:
    """The id of an incident's entity."""
    return f"{DATASET}-{incident.id}"


def side_id(label: str) -> str:
    """The id of a side's entity; FollowTheMoney takes no underscore in one."""
    return f"{DATASET}-actor-{_STRANGE.sub('-', label.removeprefix('other:')).strip('-')}"


def report_entity_id(report_id: str) -> str:
    """The id of a report's entity; report ids may hold letters that ids of entities must not."""
    return f"{DATASET}-report-{hashlib.sha1(report_id.encode()).hexdigest()[:_HASH]}"


def _statements(id: str, schema: str, values: Sequence[Value], moment: str | None) -> Iterator[Mapping[str, Any]]:
    """The statements of an entity, and at last the one of its `id`, which is a hash of the others'."""
    keys = []
    for value in sorted(set(values), key=lambda v: (v.prop, v.value)):
        key = _key(id, value)
        keys.append(key)
        yield _statement(id, schema, value, moment, key)
    whole = hashlib.sha1("".join((schema, *sorted(keys))).encode()).hexdigest()
    checksum = Value("id", whole)
    yield _statement(id, schema, checksum, moment, _key(id, checksum))


def _statement(id: str, schema: str, value: Value, moment: str | None, key: str) -> Mapping[str, Any]:
    return {
        "canonical_id": id,
        "entity_id": id,
        "prop": value.prop,
        "schema": schema,
        "value": value.value,
        "dataset": DATASET,
        "lang": value.lang,
        "original_value": None,
        "first_seen": moment,
        "last_seen": moment,
        "external": False,
        "origin": None,
        "id": key,
    }


def _key(id: str, value: Value) -> str:
    """As `followthemoney.statement.Statement.make_key`."""
    text = f"{DATASET}.{id}.{value.prop}.{value.value}"
    return hashlib.sha1((f"{text}@{value.lang}" if value.lang else text).encode()).hexdigest()
