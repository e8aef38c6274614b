"""A record with fields into a report: the same checks whether a line, a row or a message held it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.problem import shown

FIELDS: Final = ("id", "title", "text", "published", "outlet", "url")


def report_of(record: Mapping[str, Any], *, raw: bytes, path: Path, intake: Intake, line: int | None = None) -> Report:
    """The report of a record with the fields `id, title, text, published, outlet, url`, of which `raw` are the bytes.

    Its text is the title, a blank line and the text, or the text alone where there is no title. The manifest's row
    outranks the record, the record outranks the caller. Raises SourceError where id or text is missing or a field is
    no text; a date that cannot be is a problem at `line` and leaves the report undated.
    """
    report_id, text, title = id_of(record), words(record, "text"), words(record, "title")
    if text is None:
        raise SourceError("no `text`", todo="put the report's words in the field `text`")
    row = intake.manifest.get(report_id)
    outlet, url = words(record, "outlet"), words(record, "url")
    published, giver = intake.dated(report_id, path=path, line=line, record=record.get("published"))
    return Report(
        id=report_id,
        text=text if title is None else f"{title}\n\n{text}",
        sha256=hashlib.sha256(raw).hexdigest(),
        title=title,
        outlet=row.outlet or outlet or intake.outlet,
        published=published,
        published_from=giver,
        path=shown(path),
        url=row.url or url,
    )


def id_of(record: Mapping[str, Any]) -> str:
    """The record's own id. Raises SourceError where it has none, or one that cannot be printed."""
    value = record.get("id")
    report_id = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not report_id:
        raise SourceError("no `id`", todo="give each report an id of its own")
    if any(character < " " for character in report_id):
        raise SourceError(f"the id {report_id!r} holds control characters", todo="give it another id")
    return report_id


def second(report_id: str) -> SourceError:
    """What is said where a source has two reports of one id."""
    return SourceError(f"a second report with the id {report_id!r}; the first one stands", todo="give it another id")


def too_large(what: str, *, limit: int) -> SourceError:
    """What is said of a record that is larger than a report can be."""
    return SourceError(
        f"{what} larger than {limit:,} bytes, more than one report can be",
        todo="split it into reports, or raise MARSAD_MAX_REPORT_BYTES",
    )


def words(record: Mapping[str, Any], field: str) -> str | None:
    """The text of a field; None for a blank. Raises SourceError for what is no text, or holds a NUL character."""
    value = record.get(field)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise SourceError(f"`{field}` is no text but {type(value).__name__}", todo=f"write `{field}` as a string")
    if "\0" in value:
        raise SourceError(f"`{field}` holds a NUL character", todo="remove it")
    return value
