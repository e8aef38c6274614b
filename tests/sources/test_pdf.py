"""PDF text layers: Arabic in the order it is read in, however a program laid its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from hand_pdf import Letter, ltr, pdf, rtl
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive import Archive
from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Intake, Problem, read_source
from marsad.sources.pdf_order import Glyph, in_order

Read = Callable[..., tuple[list[Report], list[Problem]]]

TEXT = "قتل ثلاثة مدنيين في قصف على القرية ولا جرحى"
STYLE = """<html dir=rtl lang=ar><style>
@page { size: A5; margin: 2cm; @top-center { content: "نشرة المرصد" } @bottom-center { content: counter(page) } }
body { font: 13pt 'Noto Naskh Arabic'; text-align: justify } p { margin: 0.6em 0 }</style>"""


def printed(path: Path, body: str) -> Path:
    path.write_bytes(weasyprint.HTML(string=STYLE + body).write_pdf())
    return path


def drawn(path: Path, *pages: list[Letter]) -> Path:
    path.write_bytes(pdf(pages))
    return path


def presented(text: str) -> str:
    """A text in presentation forms, as old typesetters wrote it: each letter's isolated form, lam-alef as one."""
    forms = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFE70, 0xFEFD)}
    return "".join(forms.get(letter, letter) for letter in text.replace("لا", "\ufefb"))


@pytest.mark.parametrize(
    "line",
    [
        rtl(TEXT, 500),
        rtl(TEXT, 500, order=-1),
        rtl(presented(TEXT), 500),
        rtl(presented(TEXT), 500, order=-1),
        ltr(TEXT, 500),
        rtl(TEXT, 500)[::2] + rtl(TEXT, 500)[1::2],
    ],
    ids=["as read", "as seen", "forms as read", "forms as seen", "from the left", "in two rounds"],
)
def test_each_way_to_lay_a_line_gives_its_words(tmp_path: Path, read: Read, line: list[Letter]) -> None:
    """In the order of reading, of what is seen, in presentation forms, or laid the wrong way round."""
    (report,), problems = read(drawn(tmp_path / "خبر.pdf", line))
    assert report.text == TEXT
    assert report.id == "خبر"
    assert problems == []


@pytest.mark.parametrize("ligature", ["لا", "لأ", "الله", "محمد"])
def test_letters_of_one_glyph_are_in_their_order(tmp_path: Path, read: Read, ligature: str) -> None:
    """A ligature is one glyph of several letters: which comes first is not seen from its place."""
    line = [*rtl("قال و", 500), (ligature, 344.0, 500.0), *rtl(" في قصف على المدينة", 500, right=344)]
    (report,), _ = read(drawn(tmp_path / "a.pdf", line))
    assert report.text == f"قال و{ligature} في قصف على المدينة"


@pytest.mark.parametrize(
    "text",
    [
        "قتل 14 مدنيا وأصيب ٢٥ آخرون في 3/2/2020، صباحا.",
        "أعلن الدفاع المدني (White Helmets) انتشال 1,500 جثة منذ 2016.",
        "سقط صاروخ من طراز Grad BM-21 على الحي [شرق المدينة] عند 10:30 فجرا.",
        "قتل «أبو فلان» و 3 من مرافقيه.",
        "انخفض العدد 12.5% عن أيلول الماضي بعد 40 يوما.",
    ],
)
def test_numbers_names_and_brackets_in_a_line(tmp_path: Path, read: Read, text: str) -> None:
    """What is read from the left inside an Arabic line comes out so; brackets open before they close."""
    (report,), _ = read(printed(tmp_path / "a.pdf", f"<p>{text}</p>"), limit=10**6)
    assert report.text.splitlines()[0] == text


def test_lines_become_paragraphs_and_heads_are_put_aside(tmp_path: Path, read: Read) -> None:
    """Paragraphs come out one a line, those that a page breaks too; the head and the number of each page do not."""
    sentences = [f"وفي اليوم {n} سقطت قذائف على الحي الشرقي وأصيب عدد من السكان بجروح." for n in range(1, 40)]
    paragraphs = [" ".join(sentences[n : n + 3]) for n in range(0, 39, 3)]
    body = "<h2>قصف على المدينة</h2>" + "".join(f"<p>{one}</p>" for one in paragraphs)
    (report,), (problem,) = read(printed(tmp_path / "a.pdf", body), limit=10**6)
    assert report.text.split("\n") == ["قصف على المدينة", *paragraphs]
    assert problem.note
    assert "head or foot" in problem.what


@pytest.mark.parametrize("order", [1, -1])
def test_vowel_marks_go_with_their_letters(tmp_path: Path, read: Read, order: int) -> None:
    """A mark is drawn in its own right above its letter, which breaks the line in the layer and not in the text."""
    marks = [("\u064f", 380 - 6 * 2, 508.0), ("\u0650", 380 - 6 * 3, 494.0)]
    line = rtl("وقتل ثلاثة مدنيين في قصف على القرية", 500)
    (report,), _ = read(drawn(tmp_path / "a.pdf", (line[:2] + marks[:1] + line[2:3] + marks[1:] + line[3:])[::order]))
    assert report.text == "وق\u064fت\u0650ل ثلاثة مدنيين في قصف على القرية"


def test_a_file_without_letters_is_told_what_to_do(tmp_path: Path, read: Read) -> None:
    """A scan has no text layer: no report, and the next step."""
    reports, (problem,) = read(drawn(tmp_path / "a.pdf", [], []))
    assert reports == []
    assert "no text layer" in problem.what
    assert "OCR" in (problem.todo or "")


def test_a_page_without_letters_is_named(tmp_path: Path, read: Read) -> None:
    """The other pages are read; a picture is a problem, since it may hold what matters; a blank page is none."""
    picture = [("", 0.0, 0.0)]
    (report,), (problem,) = read(drawn(tmp_path / "a.pdf", rtl(TEXT, 500), picture, [], picture))
    assert report.text == TEXT
    assert problem.what == "pages without a text layer, not read: 2, 4"
    assert not problem.note


def test_a_layer_of_no_letters_is_refused(tmp_path: Path, read: Read) -> None:
    """Where fonts do not say what their glyphs are, what comes out is no text."""
    reports, (problem,) = read(drawn(tmp_path / "a.pdf", rtl("ق" + "\ue001\ue002\ue003" * 8, 500)))
    assert reports == []
    assert "which letters" in problem.what


LOCKED = b"""%%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
3 0 obj
<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>
endobj
trailer << /Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] /Size 4 >>
""" % (b"11" * 32, b"22" * 32)


@pytest.mark.parametrize(
    ("raw", "what"),
    [(b"", "empty"), (b"%PDF-1.7", "no whole PDF"), (LOCKED, "password"), (b"%" * 20_000, "larger than 10,000 bytes")],
    ids=["empty", "cut", "locked", "large"],
)
def test_what_cannot_be_opened_is_told(tmp_path: Path, read: Read, raw: bytes, what: str) -> None:
    """No report, one problem: which file, what it is, what to do."""
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    reports, (problem,) = read(path)
    assert reports == []
    assert what in problem.what
    assert problem.todo


def test_the_original_is_kept(tmp_path: Path) -> None:
    """The file's bytes are in the archive under the report's hash."""
    path = drawn(tmp_path / "a.pdf", rtl(TEXT, 500))
    archive = Archive(folder=tmp_path / "originals")
    problems: list[Problem] = []
    (report,) = read_source(path, Intake(settings=Settings(), problems=problems.append, archive=archive))
    assert archive.read(report.sha256) == path.read_bytes()
    assert len(pypdfium2.PdfDocument(archive.read(report.sha256))) == 1


arabic = st.text("ابتجدرسقلمنهويةى", min_size=1, max_size=6)
numbers = st.from_regex(r"[1-9][0-9]{0,4}|[1-9][0-9]?/[1-9]/20[0-9]{2}", fullmatch=True)
words = st.lists(arabic | numbers, min_size=1, max_size=8).map(" ".join)


@given(words)
def test_any_line_of_words_and_numbers_comes_back(text: str) -> None:
    """Laid out as the bidirectional algorithm lays words and numbers in a line from the right, and read back."""
    at, glyphs = 500.0, []
    for piece in text.replace(" ", "\n \n").split("\n"):
        letters = piece if piece[0].isdigit() else piece[::-1]
        left = at - 6 * len(piece)
        glyphs += [Glyph(letter, left + 6 * n, left + 6 * (n + 1), 0, 12) for n, letter in enumerate(letters)]
        at = left
    alone = not any("\u0621" <= c <= "\u064a" for c in text)
    assert in_order(glyphs, from_right=True) == (" ".join(reversed(text.split())) if alone else text)
