"""A PDF with a text layer: one report, in the order it is read in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from marsad.errors import SourceError, UsageError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.pdf_layout import PageLine, paragraphs_of, without_heads
from marsad.sources.pdf_order import Glyph, glyph_text, in_order, with_brackets_turned
from marsad.sources.problem import Problem, shown
from marsad.sources.record import report_of, too_large
from marsad.text.decoding import frequent_share

_OCR: Final = "run OCR first, for example `ocrmypdf -l ara`"
_NO_LETTERS: Final = ("Cn", "Co", "Cc", "Cs")  # kinds of characters that stand where a layer does not say which letter


def read_pdf(path: Path, intake: Intake) -> Iterator[Report]:
    """The report of a PDF file: its id is the file's stem, its text the paragraphs of all pages, a line each.

    Letters are put in the order of reading by their places, presentation forms become letters, lines are joined into
    paragraphs. What stands at the head or foot of every page is put aside, with a note. The original is kept in the
    archive. A file without a text layer, or under a password, is a problem; so are pages without one.

    Raises UsageError when pypdfium2 is not installed.
    """
    try:
        raw = _bytes(path, limit=intake.settings.max_report_bytes)
        intake.consumed(len(raw))
        pages = _pages(raw)
        _check(pages, path, intake)
        kept, put_aside = without_heads([lines for lines in pages if lines])
        if put_aside:
            what = f"lines at the head or foot of pages, put aside: {put_aside:,}"
            intake.problems(Problem(file=shown(path), line=None, what=what, todo=None, note=True))
        text = "\n".join(map(with_brackets_turned, paragraphs_of(kept)))
        stem = Path(shown(path)).stem
        intake.kept(raw)
        yield report_of({"id": stem, "text": text}, raw=raw, path=path, intake=intake)
    except SourceError as error:
        intake.refuse(error, path=path)


def _bytes(path: Path, *, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", todo="check its name and your rights to it") from error
    if not raw:
        raise SourceError("the file is empty", todo="download it again")
    if len(raw) > limit:
        raise too_large("it is", limit=limit)
    return raw


def _check(pages: Sequence[Sequence[PageLine]], path: Path, intake: Intake) -> None:
    """Raise SourceError where no page has letters that can be told; tell of pages that have none."""
    said = "".join(line.text for page in pages for line in page)
    letters = sum(map(str.isalpha, said))
    if not letters:
        raise SourceError("no text layer: its pages are pictures", todo=_OCR)
    if sum(unicodedata.category(c) in _NO_LETTERS or c == "\ufffd" for c in said) > letters // 4:
        raise SourceError("its text layer does not say which letters are drawn", todo=_OCR)
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if empty:
        what = f"pages without a text layer, not read: {', '.join(empty)}"
        intake.refuse(SourceError(what, todo=f"{_OCR}, unless they are blank"), path=path)


def _pages(raw: bytes) -> list[list[PageLine]]:
    """The lines of each page, read from the right or, where that gives no words, from the left."""
    glyphs = _glyphs(raw)
    right = [[_line(line, from_right=True) for line in page] for page in glyphs]
    left = [[_line(line, from_right=False) for line in page] for page in glyphs]
    best = max((right, left), key=lambda pages: frequent_share(" ".join(line.text for page in pages for line in page)))
    return [[line for line in page if line.text] for page in best]


def _line(glyphs: Sequence[Glyph], *, from_right: bool) -> PageLine:
    text = in_order(glyphs, from_right=from_right)
    return PageLine(
        text=text,
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        bottom=min(glyph.bottom for glyph in glyphs),
        size=max(glyph.size for glyph in glyphs),
        arabic=from_right and any(unicodedata.bidirectional(c) == "AL" for c in text),
    )


def _glyphs(raw: bytes) -> list[list[list[Glyph]]]:
    """Pages, their lines, and the glyphs of each."""
    try:
        import pypdfium2
    except ImportError as error:
        raise UsageError("PDF needs pypdfium2", todo="pip install 'marsad[sources]'") from error
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("it is under a password", todo="save it without one") from error
        raise SourceError(f"no whole PDF: {error}", todo="download it again") from error
    try:
        return [list(_lines(document[number], pypdfium2.raw)) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"a page cannot be read: {error}", todo="save the file anew") from error
    finally:
        document.close()


def _lines(page: Any, raw: Any) -> Iterator[list[Glyph]]:
    """The lines that pdfium sees; letters of one place are one glyph, marks belong to the letter before them."""
    layer = page.get_textpage()
    line: list[Glyph] = []
    held, box, size = "", (0.0, 0.0, 0.0, 0.0), 0.0
    for at in range(layer.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(layer.raw, at))
        generated = raw.FPDFText_IsGenerated(layer.raw, at) == 1
        here = layer.get_charbox(at, loose=True)
        mark = unicodedata.combining(letter) > 0
        if held and not generated and (mark or here == box):
            held += letter
            continue
        if held:
            line.append(Glyph(glyph_text(held), box[0], box[2], box[1], size))
            held = ""
        if letter in "\r\n" and line:
            yield line
            line = []
        if not generated and letter not in "\r\n\0":
            held, box, size = letter, here, raw.FPDFText_GetFontSize(layer.raw, at)
    if held:
        line.append(Glyph(glyph_text(held), box[0], box[2], box[1], size))
    if line:
        yield line
