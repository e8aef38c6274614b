"""The forms of a brief: each says all of it, in letters that outside programs read, and runs nothing."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from briefs import DAY, FIRST, Write, brief_of

from marsad.brief import RENDERERS, Renderer, renderer, text_of
from marsad.brief.record import Language
from marsad.errors import MarsadError, UsageError
from marsad.register import Register

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"), "")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES: tuple[Language, ...] = ("ar", "en")
RENDERED = [(one, lang) for one in RENDERERS for lang in LANGUAGES]


class _Text(HTMLParser):
    """What a page says: not its style, nor its drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._within += tag in ("style", "svg", "head")
        if tag in ("p", "li", "div", "td", "th", "tr", "caption", "figcaption", "h1", "h2", "h3"):
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._within -= tag in ("style", "svg", "head")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.said.append(data)


def html_text(content: bytes) -> str:
    parser = _Text()
    parser.feed(content.decode())
    return "".join(parser.said)


def markdown_text(content: bytes) -> str:
    text = re.sub(r"!\[.*\]\(.*\)", "", content.decode()).replace("**", "").replace("|", " ").replace("---", "")
    text = re.sub(r"\\(.)", r"\1", text.translate(ISOLATES))
    return re.sub(r"^\s*(?:#+|-|\*)\s|\*$|[<>]", "", text, flags=re.MULTILINE)


def program(name: str) -> str:
    """An outside program; a test that has none fails: .ci/run installs it."""
    found = shutil.which(name)
    assert found is not None, f"{name} is not installed (see .ci/run)"
    return found


def pdf_text(content: bytes, folder: Path) -> str:
    (folder / "brief.pdf").write_bytes(content)
    done = subprocess.run([program("pdftotext"), str(folder / "brief.pdf"), "-"], check=True, capture_output=True)
    return done.stdout.decode()


def docx_text(content: bytes, folder: Path) -> str:
    """The text that LibreOffice finds in the document."""
    (folder / "brief.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    kind = "txt:Text (encoded):UTF8"
    command = [program("soffice"), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), "brief.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240)
    return (folder / "brief.txt").read_text(encoding="utf-8-sig")


def words(text: str) -> list[str]:
    return re.sub(r"[•\u200b]", " ", text).split()


def missing(said: str, wanted: str) -> list[str]:
    """The lines of a brief that a text does not hold, in their order."""
    flat, at, lost = " ".join(words(said)), 0, []
    for line in wanted.splitlines():
        found = flat.find(" ".join(words(line)), at)
        if found < 0:
            lost.append(line)
        else:
            at = found
    return lost


def letters(text: str) -> list[str]:
    """The letters and digits of each word, sorted: joined letters of a PDF are found in the one order or the other."""
    plain = re.sub(r"[\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    return ["".join(sorted(word)) for word in re.findall(r"\w+", plain)]


@pytest.mark.parametrize(("one", "lang"), RENDERED, ids=lambda v: v if isinstance(v, str) else v.name)
def test_every_form_says_all_of_the_brief(one: Renderer, lang: Language, gold: Register, tmp_path: Path) -> None:
    """Line by line and in order, as outside programs read it; in a PDF every word, by its letters."""
    brief = brief_of(gold, "2017-03-17", lang)
    content = one.render(brief, "brief").content
    if one.name == "pdf":
        found = letters(pdf_text(content, tmp_path))
        lost = [word for word in set(letters(text_of(brief))) if word not in found]
        # A mark over a letter may part a word in the eyes of a reader of PDF.
        assert len(lost) <= 0.1 * len(set(letters(text_of(brief)))), lost
        return
    read = {"md": lambda: markdown_text(content), "html": lambda: html_text(content)}
    said = read.get(one.name, lambda: docx_text(content, tmp_path))()
    assert missing(said, text_of(brief)) == []
    assert missing(said, text_of(brief).replace("42", "43")) != []


def test_there_is_no_other_form() -> None:
    """The error names those that there are."""
    with pytest.raises(UsageError, match="md, html, pdf, docx"):
        renderer("odt")


HOSTILE = 'صحيفة <script>alert(1)</script> [x](javascript:1) | "=cmd"'


@pytest.mark.parametrize("one", RENDERERS, ids=lambda one: one.name)
def test_a_hostile_name_is_only_words(one: Renderer, written: Write) -> None:
    """An outlet that is called like code is printed as it is called, and runs nowhere."""
    brief = brief_of(written({"r1": (DAY, HOSTILE, FIRST["r1"][2])}), DAY)
    content = one.render(brief, "brief").content
    if one.name == "html":
        assert b"<script" not in content
        assert HOSTILE in " ".join(words(html_text(content)))
    elif one.name == "md":
        text = content.decode()
        assert "<script" not in text.replace("\\<", "")
        assert "[x](" not in text.replace("\\[", "").replace("\\]", "")
    else:
        assert content[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_page_needs_nothing_and_runs_nothing(gold: Register) -> None:
    """No address but those of sources, no script, letters inside; right to left in Arabic, left to right in English."""
    for lang, side in (("ar", "rtl"), ("en", "ltr")):
        page = renderer("html").render(brief_of(gold, "2017-03-17", lang), "brief").content.decode()  # type: ignore[arg-type]
        assert f'<html lang="{lang}" dir="{side}">' in page
        assert re.search(r"<script|<link|<img|<iframe|\son\w+=", page) is None
        assert set(re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!data:font/woff2|#)([^\"')\s]+)", page)) == set()
        assert page.count("@font-face") == 4
        assert page.count("<svg") >= 2


def test_drawings_of_markdown_lie_beside_it(gold: Register) -> None:
    """Each picture that the text shows is a file that is written, well-formed, and the other way round."""
    rendered = renderer("md").render(brief_of(gold, "2017-03-17"), "today")
    shown = re.findall(r"!\[.*\]\((.*)\)", rendered.content.decode())
    assert shown == [f"today{added}" for added in rendered.beside]
    assert "today-map.svg" in shown
    for svg in rendered.beside.values():
        assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"


def test_latin_names_do_not_turn_an_arabic_line(written: Write) -> None:
    """In Markdown, which has no marks of direction of its own, a foreign name is isolated."""
    register = written({"r1": (DAY, "The Wire", FIRST["r1"][2])})
    text = renderer("md").render(brief_of(register, DAY), "b").content.decode()
    assert "\u2068The Wire\u2069" in text
    english = renderer("md").render(brief_of(register, DAY, "en"), "b").content.decode()
    assert "\u2068الدفاع المدني\u2069: 3 killed" in english


def test_the_letters_are_inside_the_pdf(gold: Register, tmp_path: Path) -> None:
    """Each font is embedded, those of the brief itself; the pages are of A4."""
    (tmp_path / "b.pdf").write_bytes(renderer("pdf").render(brief_of(gold, "2017-03-17"), "b").content)
    fonts = subprocess.run([program("pdffonts"), "b.pdf"], cwd=tmp_path, check=True, capture_output=True, text=True)
    rows = [line.split() for line in fonts.stdout.splitlines()[2:]]
    assert {row[0].partition("+")[2].rpartition("Semi")[0].strip("-") or row[0].partition("+")[2] for row in rows} == {
        "Brief-Arabic",
        "Brief-Latin",
    }
    assert all(row[-5] == "yes" for row in rows)
    info = subprocess.run([program("pdfinfo"), "b.pdf"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "A4" in info.stdout


def test_the_words_of_the_map_are_whole_words_in_the_pdf(gold: Register, tmp_path: Path) -> None:
    """Arabic letters of drawings join: poppler finds the name of a place on the page of the map."""
    content = renderer("pdf").render(brief_of(gold, "2017-03-17"), "b").content
    page = next(p for p in pdf_text(content, tmp_path).split("\f") if "Natural" in p)
    assert "".join(sorted("تدمر")) in letters(page)


def test_the_document_reads_from_right_to_left(gold: Register) -> None:
    """Every paragraph, table and Arabic run says so; in English no paragraph does, and Arabic names still do."""
    for lang in LANGUAGES:
        content = renderer("docx").render(brief_of(gold, "2017-03-17", lang), "b").content
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            body = ElementTree.fromstring(packed.read("word/document.xml"))
        paragraphs = [p for p in body.iter(f"{WORD}p") if "".join(p.itertext()).strip()]
        turned = [p for p in paragraphs if p.find(f"{WORD}pPr/{WORD}bidi") is not None]
        assert len(turned) == (len(paragraphs) if lang == "ar" else 0)
        tables = list(body.iter(f"{WORD}tbl"))
        assert len(tables) == 2
        assert all((t.find(f"{WORD}tblPr/{WORD}bidiVisual") is not None) is (lang == "ar") for t in tables)
        runs = [r for r in body.iter(f"{WORD}r") if re.search("[\u0621-\u064a]", "".join(r.itertext()))]
        assert runs
        assert all(r.find(f"{WORD}rPr/{WORD}rtl") is not None for r in runs)


@pytest.mark.parametrize(
    ("form", "package"), [("html", "jinja2"), ("pdf", "weasyprint"), ("docx", "docx"), ("docx", "pypdfium2")]
)
def test_a_missing_package_is_named(form: str, package: str, gold: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    from marsad.brief import html

    brief = brief_of(gold, "2017-03-17")
    html._environment.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=r"marsad\[brief\]"):
        renderer(form).render(brief, "b")


def test_a_missing_pango_is_named(gold: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library that lays out pages is not on the machine, the error says how it is installed."""
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)  # type: ignore[arg-type]

    brief = brief_of(gold, "2017-03-17")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MarsadError, match="apt-get install libpango"):
        renderer("pdf").render(brief, "b")
