"""A brief as a Word document: headings, lists and tables that read from right to left where the language does."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, Final

from marsad.brief.needed import needed
from marsad.brief.picturing import png_of
from marsad.brief.record import Block, Brief, Drawing, Items, Paragraph, Run, Table, Words

# Both kinds of letters, on every machine that opens such documents.
FONT: Final = "Arial"
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_WIDTH: Final = 16.5  # centimetres of a drawing
_LANGUAGE: Final[Mapping[str, str]] = {"ar": "ar-SY", "en": "en-GB"}
_SOFT: Final = (0x53, 0x5D, 0x6B)
_ACCENT: Final = (0x0D, 0x5C, 0x63)


def render_docx(brief: Brief) -> bytes:
    """The document. Raises UsageError where a package is not installed, MarsadError without Pango."""
    with needed("python-docx"):
        import docx
    document = docx.Document()
    page = _Page(document, brief)
    page.set_up()
    page.write()
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


class _Page:
    def __init__(self, document: Any, brief: Brief) -> None:
        self._document = document
        self._brief = brief

    def set_up(self) -> None:
        """Letters, margins and direction of the whole document."""
        from docx.shared import Cm, Pt

        self._document.core_properties.title = self._brief.title
        self._document.core_properties.author = "Marsad"
        for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 15), ("Heading 2", 12)):
            style = self._document.styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in list(fonts.attrib):
                if "heme" in key:  # a theme's letters would stand before those that are named
                    del fonts.attrib[key]
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(_qn(f"w:{kind}"), FONT)
            style.element.rPr.append(_element("w:szCs", val=str(size * 2)))
        for section in self._document.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm(2)
            if self._brief.rtl:
                section._sectPr.append(_element("w:bidi"))

    def write(self) -> None:
        """All of the brief, in its order."""
        self._paragraph((Run(text=self._brief.title),), style="Title")
        self._paragraph(self._brief.covers, soft=True)
        for section in self._brief.sections:
            self._paragraph((Run(text=section.title),), style=f"Heading {section.level - 1}")
            for block in section.blocks:
                self._block(block)
        self._paragraph(self._brief.made, soft=True)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block.words, soft=block.note)
        elif isinstance(block, Items):
            self._items(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._drawing(block)

    def _items(self, block: Items) -> None:
        from docx.shared import Cm, Pt

        for item in block.items:
            lead = self._paragraph(item.lead, style="Normal" if item.more else "List Bullet")
            lead.paragraph_format.space_after = Pt(2)
            lead.paragraph_format.keep_with_next = bool(item.more)
            for n, line in enumerate(item.more, 1):
                below = self._paragraph(line, soft=n == len(item.more))
                below.paragraph_format.space_after = Pt(8 if n == len(item.more) else 0)
                below.paragraph_format.left_indent = Cm(0.6)

    def _table(self, block: Table) -> None:
        caption = self._paragraph((Run(text=block.caption, kind="strong"),))
        caption.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=0, cols=len(block.header), style="Light List Accent 1")
        table.style = "Table Grid"
        if self._brief.rtl:
            table._tbl.tblPr.append(_element("w:bidiVisual"))
        for n, words in enumerate((block.header, *block.rows)):
            cells = table.add_row().cells
            for cell, said in zip(cells, words, strict=True):
                bold = tuple(Run(text=run.text, kind="strong") for run in said) if n == 0 else said
                self._fill(cell.paragraphs[0], bold)
        self._document.add_paragraph()

    def _drawing(self, block: Drawing) -> None:
        from docx.shared import Cm

        picture = self._document.add_paragraph()
        self._turn(picture)
        drawn = picture.add_run().add_picture(io.BytesIO(png_of(block.svg)), width=Cm(_WIDTH))
        drawn._inline.docPr.set("descr", block.caption)
        picture.paragraph_format.keep_with_next = True
        said = (Run(text=f"{block.caption}. ", kind="strong"), Run(text=block.more))
        self._paragraph(said if block.more else (Run(text=block.caption, kind="strong"),), soft=True)

    def _paragraph(self, words: Words, *, style: str = "Normal", soft: bool = False) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        self._fill(paragraph, words, soft=soft)
        return paragraph

    def _fill(self, paragraph: Any, words: Words, *, soft: bool = False) -> None:
        from docx.shared import Pt, RGBColor

        self._turn(paragraph)
        heading = paragraph.style.name.startswith(("Heading", "Title"))
        for run in words:
            written = self._linked(paragraph, run) if _outward(run) else paragraph.add_run(run.text)
            written.bold = True if run.kind == "strong" or heading else None
            if soft:
                written.font.size = Pt(9.5)
                written._r.get_or_add_rPr().append(_element("w:szCs", val="19"))
            if soft or heading or _outward(run):
                written.font.color.rgb = RGBColor(*(_SOFT if soft else _ACCENT))
            self._mark(written, run.text)

    def _linked(self, paragraph: Any, run: Run) -> Any:
        """A run inside a link to its address."""
        from docx.text.run import Run as Written

        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link = _element("w:hyperlink")
        link.set(_qn("r:id"), paragraph.part.relate_to(run.href, kind, is_external=True))
        element = _element("w:r")
        link.append(element)
        paragraph._p.append(link)
        written = Written(element, paragraph)
        written.text = run.text
        return written

    def _turn(self, paragraph: Any) -> None:
        if self._brief.rtl:
            paragraph._p.get_or_add_pPr().append(_element("w:bidi"))

    def _mark(self, written: Any, text: str) -> None:
        """Say of a run whether it is read from right to left, and in which language it is."""
        arabic = bool(_ARABIC.search(text))
        properties = written._r.get_or_add_rPr()
        if written.bold:
            properties.append(_element("w:bCs"))
        if arabic or (self._brief.rtl and not _LATIN.search(text)):
            properties.append(_element("w:rtl"))
        if arabic:
            lang = _element("w:lang")
            lang.set(_qn("w:bidi"), _LANGUAGE["ar"])
            properties.append(lang)


def _outward(run: Run) -> bool:
    return run.href is not None and not run.href.startswith("#")


def _element(tag: str, *, val: str | None = None) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag)
    if val is not None:
        element.set(_qn("w:val"), val)
    return element


def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
