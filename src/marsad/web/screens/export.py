"""The filtered incidents as a file, in every format that `marsad export` knows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Final

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from marsad.errors import UsageError
from marsad.export import EXPORTERS, about_bytes, content_of
from marsad.web.filters import asking
from marsad.web.page import Looking, NotFound

router = APIRouter()
_CHUNK: Final = 64 * 1024
_NOT_INSTALLED: Final = 501


@router.get("/export/{name}")
def export(page: Looking, name: str) -> Response:
    """The incidents that fit. Judgements, their reasons and notes are in none of the formats."""
    return _answer(page, name, account=False)


@router.get("/export/{name}/about")
def export_about(page: Looking, name: str) -> Response:
    """What that export says of itself: the rule of its figures, what was left out, whose data are in it."""
    return _answer(page, name, account=True)


def _answer(page: Looking, name: str, *, account: bool) -> Response:
    page.need("export")
    exporter = next((one for one in EXPORTERS if one.name == name), None)
    if exporter is None:
        raise NotFound
    content = content_of(page.desk.register, asking(page.request.query_params).wanted, public=page.public)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed when the last of it is sent
    try:
        written = exporter.export(content, file)
    except UsageError as error:
        file.close()
        return Response(f"{error}\n", status_code=_NOT_INSTALLED, media_type="text/plain")
    if account:
        file.close()
        return Response(about_bytes(exporter, content, written), media_type="application/json")
    headers = {"content-disposition": f'attachment; filename="marsad.{exporter.ending}"'}
    return StreamingResponse(_pieces(file), media_type=exporter.media_type, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
