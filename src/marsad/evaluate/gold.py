"""A gold folder: reports with the annotation a person made by the codebook, and the incidents they tell of.

A gold folder holds `reports/<id>.txt`, `annotations/<id>.json`, `manifest.json` and `incidents.json`. A folder of
nothing but annotation files can be loaded and scored against too; there the texts are unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import GoldError
from marsad.evaluate.annotation import (
    Annotation,
    GoldIncident,
    GoldToll,
    Incidents,
    ManifestRow,
    Problem,
    SpanPair,
    read_as,
)
from marsad.evaluate.edtf import stretch
from marsad.evaluate.rules import annotation_problems
from marsad.model import EVENT_TYPES

ANNOTATIONS = "annotations"
REPORTS = "reports"
DIFFERENCES = ("agree", "update", "disagreement", "scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """One annotated report; `text` is None where the folder holds annotations alone."""

    id: str
    text: str | None
    annotation: Annotation


def load_gold(directory: Path) -> tuple[GoldReport, ...]:
    """The annotated reports of a gold folder, or of a folder of annotation files, by name of file.

    Raises GoldError where the folder holds none, or one is not in the form of the codebook.
    """
    loaded = []
    for path in annotation_files(directory):
        annotation, problems = read_as(Annotation, path, file=path.name)
        if annotation is None:
            raise GoldError(f"{problems[0].entry} {problems[0].what}".strip(), where=str(path), todo=problems[0].todo)
        loaded.append(GoldReport(id=path.stem, text=_text(directory, path.stem), annotation=annotation))
    return tuple(loaded)


def annotation_files(directory: Path) -> tuple[Path, ...]:
    """The annotation files of a gold folder, or of a folder of annotation files, sorted.

    Raises GoldError where there are none.
    """
    inner = directory / ANNOTATIONS
    folder = inner if inner.is_dir() else directory
    found = tuple(sorted(folder.glob("*.json")))
    if not found:
        raise GoldError("no annotation files", where=str(folder), todo="give the folder that holds <report>.json files")
    return found


def validate_gold(root: Path) -> tuple[Problem, ...]:
    """Everything in a gold folder that breaks the codebook or its own cross-references; empty when all is well.

    Raises GoldError where the folder holds no annotation at all, or a report that is not UTF-8.
    """
    found: list[Problem] = []
    rows, problems = read_as(tuple[ManifestRow, ...], root / "manifest.json", file="manifest.json")
    found.extend(problems)
    known = {row.id: row for row in rows or ()}
    annotations: dict[str, Annotation] = {}
    for path in annotation_files(root):
        annotation, problems = read_as(Annotation, path, file=f"{ANNOTATIONS}/{path.name}")
        found.extend(problems)
        if annotation is not None:
            annotations[path.stem] = annotation
            found.extend(_report_problems(root, path.stem, annotation, known.get(path.stem)))
    found.extend(_manifest_problems(root, rows or ()))
    found.extend(_unannotated(root))
    linked, problems = read_as(Incidents, root / "incidents.json", file="incidents.json")
    found.extend(problems)
    found.extend(_incidents_problems(root, linked.incidents if linked else (), annotations))
    return tuple(found)


def _text(root: Path, report_id: str) -> str | None:
    path = root / REPORTS / f"{report_id}.txt"
    if not path.is_file():
        return None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoldError("is not UTF-8", where=str(path), todo="save the report as UTF-8") from error


def _report_problems(root: Path, stem: str, annotation: Annotation, row: ManifestRow | None) -> Iterator[Problem]:
    file = f"{ANNOTATIONS}/{stem}.json"
    if annotation.id != stem:
        what = f"id {annotation.id!r} is not the file's name"
        yield Problem(file=file, entry="id", what=what, todo=f"write {stem!r}")
    if row is None:
        yield Problem(file=file, entry="", what="the manifest has no row for it", todo=f"add a row with id {stem!r}")
    elif row.published != annotation.published:
        what = f"published {annotation.published}, the manifest says {row.published}"
        yield Problem(file=file, entry="published", what=what, todo="make them one")
    text = _text(root, stem)
    if text is None:
        yield Problem(file=file, entry="", what="has no report", todo=f"write {REPORTS}/{stem}.txt")
    else:
        yield from annotation_problems(annotation, text=text, file=file)


def _manifest_problems(root: Path, rows: Iterable[ManifestRow]) -> Iterator[Problem]:
    counts = Counter(row.id for row in rows)
    for report_id, count in counts.items():
        if count > 1:
            what = f"{count} rows have this id"
            yield Problem(file="manifest.json", entry=report_id, what=what, todo="keep one row per report")
        if _text(root, report_id) is None:
            what = f"there is no {REPORTS}/{report_id}.txt"
            yield Problem(file="manifest.json", entry=report_id, what=what, todo="write the report or drop the row")


def _unannotated(root: Path) -> Iterator[Problem]:
    for path in sorted((root / REPORTS).glob("*.txt")):
        if not (root / ANNOTATIONS / f"{path.stem}.json").is_file():
            file = f"{REPORTS}/{path.name}"
            yield Problem(file=file, entry="", what="has no annotation", todo=f"write {ANNOTATIONS}/{path.stem}.json")


def _incidents_problems(
    root: Path, incidents: tuple[GoldIncident, ...], annotations: dict[str, Annotation]
) -> Iterator[Problem]:
    ids = Counter(incident.id for incident in incidents)
    for incident in incidents:
        complaints = [*_incident_complaints(incident, ids), *_passage_complaints(root, incident, annotations)]
        for what, todo in complaints:
            yield Problem(file="incidents.json", entry=incident.id, what=what, todo=todo)


def _incident_complaints(incident: GoldIncident, ids: Counter[str]) -> Iterator[tuple[str, str]]:
    if ids[incident.id] > 1:
        yield "two incidents have this id", "give each its own"
    if incident.type not in EVENT_TYPES:
        yield f"type {incident.type!r} is no label", f"use one of {', '.join(EVENT_TYPES)}"
    if incident.difference not in DIFFERENCES:
        yield f"difference {incident.difference!r} is no label", f"use one of {', '.join(DIFFERENCES)}"
    if incident.date is not None and stretch(incident.date) is None:
        yield f"date {incident.date!r} is no EDTF of the codebook", "use 2020-02-03 or 2020-03-04/2020-03-05"
    if not (-90 <= incident.latitude <= 90 and -180 <= incident.longitude <= 180):
        yield "latitude and longitude are no place on earth", "write WGS84 degrees, latitude first"
    for outcome, toll in (("killed", incident.killed), ("injured", incident.injured)):
        if toll is not None and not _in_order(toll):
            yield f"{outcome} is not low <= best <= high", "put the three in order"
    for other in incident.confusable_with:
        if other == incident.id or other not in ids:
            yield f"confusable_with names {other!r}, no other incident", "name one that is in the file"


def _coded(annotation: Annotation) -> list[SpanPair]:
    figures = [span for figure in annotation.figures for span in (figure.span, *figure.also)]
    return figures + [span for event in annotation.events for span in (event.span, *event.also)]


def _in_order(toll: GoldToll) -> bool:
    stated = [n for n in (toll.low, toll.best, toll.high) if n is not None]
    return stated == sorted(stated) and all(n >= 0 for n in stated)


def _passage_complaints(
    root: Path, incident: GoldIncident, annotations: dict[str, Annotation]
) -> Iterator[tuple[str, str]]:
    tellers = {passage.report_id for passage in incident.reports}
    # Told once, an incident still teaches a linker something when another one looks like it.
    if not tellers or (len(tellers) == 1 and not incident.confusable_with):
        yield (
            "fewer than two reports tell of it",
            "link two, or name in confusable_with what it must be kept apart from",
        )
    for passage in incident.reports:
        annotation, text = annotations.get(passage.report_id), _text(root, passage.report_id)
        if annotation is None or text is None:
            yield f"report {passage.report_id!r} is not annotated here", "name a report of this folder"
            continue
        start, end = passage.span
        if not 0 <= start < end <= len(text):
            yield f"span {[start, end]} is not inside report {passage.report_id}", "find the offsets again"
        elif passage.words is not None and passage.words != text[start:end]:
            yield f"words of {passage.report_id} are not what the span slices", "find the offsets again"
        elif not any(start < last and first < end for first, last in _coded(annotation)):
            yield f"the passage of {passage.report_id} holds no coded event or figure", "draw it around them"
