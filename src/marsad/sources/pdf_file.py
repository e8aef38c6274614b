"""A PDF with a text layer: one report, in the order it is read in."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from marsad.errors import SourceError, UsageError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.pdf_glyphs import joined, with_marks
from marsad.sources.pdf_layout import PageLine, paragraphs_of, without_heads
from marsad.sources.pdf_order import Glyph, glyph_text, in_order, with_brackets_turned
from marsad.sources.problem import Problem, shown
from marsad.sources.record import report_of, too_large
from marsad.text.decoding import frequent_share

_OCR: Final = "run OCR first, for example `ocrmypdf -l ara`"
_ONE_AT_A_TIME: Final = threading.Lock()  # pdfium may be in one thread only
_NO_LETTERS: Final = ("Cn", "Co", "Cc", "Cs")  # kinds of characters that stand where a layer does not say which letter


Pages = list[list[list[Glyph]]]


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
        glyphs, blank = _glyphs(raw)
        pages = _pages(glyphs)
        _check(pages, blank, path, intake)
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


def _check(pages: Sequence[Sequence[PageLine]], blank: set[int], path: Path, intake: Intake) -> None:
    """Raise SourceError where no page has letters that can be told; tell of pages on which something else is drawn."""
    said = "".join(line.text for page in pages for line in page)
    letters = sum(map(str.isalpha, said))
    if not letters:
        raise SourceError("no text layer: its pages are pictures", todo=_OCR)
    if sum(unicodedata.category(c) in _NO_LETTERS or c == "\ufffd" for c in said) > letters // 4:
        raise SourceError("its text layer does not say which letters are drawn", todo=_OCR)
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page and number not in blank]
    if empty:
        what = f"pages without a text layer, not read: {', '.join(empty)}"
        intake.refuse(SourceError(what, todo=_OCR), path=path)


def _pages(glyphs: Pages) -> list[list[PageLine]]:
    """The lines of each page, read from the right or, where that gives no words, from the left."""
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
        size=max(glyph.top - glyph.bottom for glyph in glyphs),
        arabic=from_right and any(unicodedata.bidirectional(c) == "AL" for c in text),
    )


def _glyphs(raw: bytes) -> tuple[Pages, set[int]]:
    """Pages, their lines and the glyphs of each; and the numbers of the pages that are blank."""
    try:
        import pypdfium2
    except ImportError as error:
        raise UsageError("PDF needs pypdfium2", todo="pip install 'marsad[sources]'") from error
    with _ONE_AT_A_TIME:
        return _read(pypdfium2, raw)


def _read(pypdfium2: Any, raw: bytes) -> tuple[Pages, set[int]]:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("it is under a password", todo="save it without one") from error
        raise SourceError(f"no whole PDF: {error}", todo="download it again") from error
    try:
        pages = [document[number] for number in range(len(document))]
        blank = {number for number, page in enumerate(pages, start=1) if next(page.get_objects(), None) is None}
        return [list(_lines(page, pypdfium2.raw)) for page in pages], blank
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"a page cannot be read: {error}", todo="save the file anew") from error
    finally:
        document.close()


def _lines(page: Any, raw: Any) -> Iterator[list[Glyph]]:
    """The lines of a page. Spaces that pdfium adds have no place; they tell of which words it sees.

    Letters of one place are one glyph. Vowel marks, which stand above and below the line, go with the letter there.
    """
    layer = page.get_textpage()
    lines: list[list[Glyph]] = [[]]
    marks: list[Glyph] = []
    word, held, box = 0, "", (0.0, 0.0, 0.0, 0.0)
    for at in range(layer.count_chars()):
        letter, here = chr(raw.FPDFText_GetUnicode(layer.raw, at)), layer.get_charbox(at, loose=True)
        placeless = letter in "\r\n\0" or here[2] <= here[0]
        mark = unicodedata.combining(letter) > 0
        if held and here == box and not placeless and not mark:
            held += letter
            continue
        if held and not mark:
            lines[-1].append(_glyph(held, box, word))
            held = ""
        if mark:
            marks.append(_glyph(letter, here, word))
        elif not placeless:
            held, box = letter, here
        elif letter == "\n":
            lines.append([])
        elif letter != "\r":
            word += 1
    if held:
        lines[-1].append(_glyph(held, box, word))
    yield from with_marks(joined([line for line in lines if line]), marks)


def _glyph(letters: str, box: tuple[float, float, float, float], word: int) -> Glyph:
    return Glyph(glyph_text(letters), box[0], box[2], box[1], box[3], word)
