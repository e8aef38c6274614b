"""Reports: a list, one with its readings marked, a new one that is read at once."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, UploadFile
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from marsad.errors import MarsadError, UsageError
from marsad.export.explain_html import explain_pieces
from marsad.model import Report
from marsad.pipeline import keep
from marsad.register import ReportFilter, incident_page, report_page, reports_of_original
from marsad.register.filters import IncidentFilter
from marsad.sources import day
from marsad.web.filters import asking
from marsad.web.page import Looking, NotFound, Page, Sent
from marsad.web.uploading import report_in

router = APIRouter()
_PAGE = 50


@router.get("/reports", response_class=HTMLResponse)
def reports(page: Looking) -> Response:
    """The reports of the register, the newest first."""
    asked = asking(page.request.query_params)
    wanted = ReportFilter(
        date_from=asked.wanted.date_from,
        date_to=asked.wanted.date_to,
        outlet=asked.wanted.outlet,
        text=None if page.public else asked.wanted.text,
    )
    found = report_page(page.desk.register, wanted, limit=_PAGE, offset=(asked.number - 1) * _PAGE)
    return page.html(
        "reports.html", asked=asked, reports=found.reports, total=found.total, pages=max(1, -(-found.total // _PAGE))
    )


@router.get("/reports/new", response_class=HTMLResponse)
def new(page: Looking) -> Response:
    """The form for a new report."""
    page.need("add_report")
    return page.html("add_report.html", form={}, error=None)


@router.post("/reports/new", response_class=HTMLResponse)
def read_at_once(
    page: Sent,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=500)] = "",
    outlet: Annotated[str, Form(max_length=200)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
    store: Annotated[str, Form()] = "",
    file: UploadFile | None = None,
) -> Response:
    """What is read from a pasted or uploaded report, shown at once; kept in the register where that was asked."""
    page.need("add_report")
    form = {"text": text, "title": title, "outlet": outlet, "published": published, "url": url}
    try:
        sent = report_in(file.filename, file.file, page.desk.settings) if file and file.filename else None
        report = _report(page, form, sent)
    except MarsadError as error:
        return page.html("add_report.html", status=400, form=form, error=error)
    if store:
        keep([report], register=page.desk.register, reader=page.desk.reader())
        page.desk.rebuilder.ask(wait=page.desk.patience)
        return page.to(_path(report.id), said="report_kept")
    explanation = page.desk.reader().explain(report)
    return page.html("report.html", **_pieces(page, report), draft=form, incidents=(), reading=explanation.reading)


@router.get("/originals/{sha256}")
def original(page: Looking, sha256: str) -> Response:
    """The page a report was read from, as a file to be saved: what a stranger's server sent is never shown as a page
    of the workbench. For whoever has an account."""
    page.who()
    archive = page.desk.archive
    known = re.fullmatch(r"[0-9a-f]{64}", sha256) and reports_of_original(page.desk.register, sha256)
    if not known or archive is None or not archive.has(sha256):
        raise NotFound
    headers = {
        "content-disposition": f'attachment; filename="original-{sha256[:16]}.bin"',
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
    }
    return Response(archive.read(sha256), media_type="application/octet-stream", headers=headers)


@router.get("/reports/{id:path}", response_class=HTMLResponse)
def report(page: Looking, id: str) -> Response:
    """One report as it is read, with the incidents it tells of. Its text is shown to whoever has an account."""
    found = page.desk.register.report(id)
    if found is None:
        raise NotFound
    told = incident_page(page.desk.register, IncidentFilter(report=id), order="oldest", limit=100).incidents
    if page.public:
        return page.html("report_public.html", report=found, incidents=told)
    reading = page.desk.register.reading(id)
    return page.html("report.html", **_pieces(page, found), draft=None, incidents=told, reading=reading)


def _pieces(page: Page, report: Report) -> dict[str, Any]:
    pieces = explain_pieces(page.desk.reader().explain(report))
    names = ("note", "legend", "hint", "text", "lists")
    archive = page.desk.archive
    return {
        "report": report,
        "pieces": {name: Markup(getattr(pieces, name)) for name in names},
        "original": archive is not None and archive.has(report.sha256),
    }


def _path(id: str) -> str:
    return f"/reports/{quote(id, safe='')}"


def _report(page: Page, form: dict[str, str], sent: Report | None) -> Report:
    """The report of a form, or of the file sent with it, of which the form may say more.

    Raises UsageError for an empty one, SourceError for an impossible day.
    """
    if sent is not None:
        form["text"] = sent.text
        form |= {key: form[key].strip() or getattr(sent, key) or "" for key in ("title", "outlet", "published", "url")}
    text = form["text"].replace("\r\n", "\n")
    if not text.strip():
        raise UsageError("there is no text in it", todo="paste the report, or choose a file")
    if len(text.encode()) > page.desk.settings.max_report_bytes:
        raise UsageError("the text is too long", todo="paste one report at a time")
    url = form["url"].strip()
    if url and not url.startswith(("http://", "https://")):
        raise UsageError("the address must begin with http:// or https://", todo="leave it out, or mend it")
    raw = text.encode("utf-8", errors="replace")
    mark = hashlib.sha256(raw).hexdigest() if sent is None else sent.sha256
    published = day(form["published"], today=date.today())
    return Report(
        id=f"desk-{published or 'undated'}-{mark[:10]}", text=text, sha256=mark, title=form["title"].strip() or None,
        outlet=form["outlet"].strip() or None, published=published, published_from=_giver(published, sent),
        url=url or None,
    )  # fmt: skip


def _giver(published: str | None, sent: Report | None) -> str | None:
    """Who gave the day: the file where the day is the one it says, else whoever filled in the form."""
    if published is None:
        return None
    return sent.published_from if sent is not None and sent.published == published else "option"
