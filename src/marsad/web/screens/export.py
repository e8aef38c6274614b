"""The filtered incidents as a file, in every format that `marsad export` knows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from marsad.export import EXPORTERS, masked
from marsad.web.filters import asking
from marsad.web.page import Looking, NotFound

router = APIRouter()
_TYPES: Final = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "geojson": "application/geo+json"}
_CHUNK: Final = 64 * 1024


@router.get("/export/{name}")
def export(page: Looking, name: str) -> Response:
    """The incidents that fit. Judgements, their reasons and notes are in none of the formats."""
    page.need("export")
    exporter = next((one for one in EXPORTERS if one.name == name), None)
    if exporter is None:
        raise NotFound
    found = page.desk.register.incidents(asking(page.request.query_params).wanted)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed when the last of it is sent
    exporter.write(map(masked, found) if page.public else found, file)
    file.seek(0)

    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    headers = {"content-disposition": f'attachment; filename="marsad.{name}"'}
    return StreamingResponse(chunks(), media_type=_TYPES.get(name, "application/octet-stream"), headers=headers)
