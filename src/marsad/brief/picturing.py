"""A drawing as a picture of dots, for documents that hold no SVG."""

from __future__ import annotations

import io
from typing import Final

from marsad.brief.html import FAMILIES, fonts
from marsad.brief.lifting import lifted
from marsad.brief.needed import needed
from marsad.brief.pdf import pdf_of

_MILLIMETRES: Final = 165.0
_DOTS_PER_POINT: Final = 220 / 72


def png_of(svg: str) -> bytes:
    """The drawing on white, 220 dots to the inch at the width of a page's text.

    Raises UsageError where a package is not installed, MarsadError without Pango.
    """
    with needed("pypdfium2", why="a brief as DOCX"):
        import pypdfium2
    pages = pypdfium2.PdfDocument(pdf_of(_page(svg)))
    try:
        picture = pages[0].render(scale=_DOTS_PER_POINT).to_pil()
    finally:
        pages.close()
    content = io.BytesIO()
    picture.save(content, format="PNG", optimize=True)
    return content.getvalue()


def _page(svg: str) -> str:
    drawing = lifted(svg, millimetres=_MILLIMETRES)
    high = drawing.partition("height:")[2].partition("mm")[0]
    letters = "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};src:url({data}) format("woff2")}}'
        for (family, weight), data in fonts().items()
    )
    style = (
        f"{letters}@page{{size:{_MILLIMETRES}mm {high}mm;margin:0}}body{{margin:0;font-family:{FAMILIES}}}"
        ".drawn{position:relative}.drawn span{position:absolute;white-space:pre;line-height:1.4}"
    )
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{drawing}"
