"""A brief as PDF, laid out from its HTML: the same words, letters and drawings, on pages of A4."""

from __future__ import annotations

from typing import Any, Final

from marsad.brief.html import render_html
from marsad.brief.lifting import lifted
from marsad.brief.needed import needed
from marsad.brief.record import Brief
from marsad.errors import MarsadError

PANGO: Final = "install Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# The width of a page of A4 between its margins, as the page's style sets them.
BETWEEN_MARGINS: Final = 178.0


def render_pdf(brief: Brief) -> bytes:
    """The pages, with their letters inside. Raises UsageError without WeasyPrint, MarsadError without Pango."""
    return pdf_of(render_html(brief, drawn=lambda one: lifted(one.svg, millimetres=BETWEEN_MARGINS)))


def pdf_of(page: str) -> bytes:
    """A page of HTML as PDF; what it names outside itself is not fetched."""
    weasyprint, fetcher = _weasyprint()
    inside = fetcher(allowed_protocols=["data"], allow_redirects=False)
    return bytes(weasyprint.HTML(string=page, url_fetcher=inside).write_pdf())


def _weasyprint() -> tuple[Any, Any]:
    with needed("weasyprint", why="a brief as PDF or DOCX"):
        try:
            import weasyprint
            from weasyprint.urls import URLFetcher
        except OSError as error:  # a library of the system that it draws with
            raise MarsadError("pages are laid out by Pango, which is not on this machine", todo=PANGO) from error
    return weasyprint, URLFetcher
