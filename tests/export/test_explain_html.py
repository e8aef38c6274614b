"""The page of an explanation: the report's own words, marked and escaped, with links that lead somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad import model
from marsad.export.explain_html import explain_html
from marsad.export.explain_labels import load_labels
from marsad.export.explain_rows import field_rows
from marsad.export.nesting import nested
from marsad.extract import Reader
from marsad.extract.trace import LAYERS, NO_CONFLICT, SILENT, Explanation, Mark
from marsad.extract.trace_rules import Rule
from marsad.lexicon.names import label_names
from marsad.model import Reading, Report, Span

GOLD = Path(__file__).parents[2] / "gold" / "reports"
NAMES = ("syria-2018-hamouria-monitor", "lebanon-2024-kfour-daily", "sport-cairo-derby")
VOID = ("meta", "input", "br")


class Page(HTMLParser):
    """What a browser makes of a page: its text inside `<div class="text">`, its ids and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.titles: list[str] = []
        self.text = ""
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update(name for name, _ in attrs)
        given_ = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in given_:
            self.ids.append(given_["id"])
        if "href" in given_:
            self.links.append(given_["href"])
        if tag == "mark" and "title" in given_:
            self.titles.append(given_["title"])
        if tag not in VOID:
            assert not (tag == "a" and any(t == "a" for t, _ in self._open)), "a link inside a link"
            self._open.append((tag, given_.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if ("div", "text") in self._open:
            self.text += data


def made(reader: Reader, text: str, *, title: str | None = None) -> str:
    return explain_html(reader.explain(Report(id="r", text=text, sha256="", published="2020-02-03", title=title)))


@pytest.mark.parametrize("name", NAMES)
def test_the_text_of_the_page_is_the_report(reader: Reader, name: str) -> None:
    """Marks add nothing to the words and take nothing away; elements nest."""
    text = (GOLD / f"{name}.txt").read_bytes().decode("utf-8-sig")
    assert Page(made(reader, text)).text == text


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_an_element_of_the_page(reader: Reader, name: str) -> None:
    """Each id stands once, each link names one, and nothing is fetched from elsewhere."""
    html = made(reader, (GOLD / f"{name}.txt").read_bytes().decode("utf-8-sig"))
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert re.findall(r"(?:src|href)=.(?!#)|@import|url\(|<script|<link", html) == []
    assert 'lang="ar" dir="rtl"' in html
    assert "default-src 'none'" in html


def test_what_a_report_says_is_escaped(reader: Reader) -> None:
    """A script in a title, in the text or in a claimant's name is shown as text and never as an element."""
    bad = '<script>alert("1")</script>'
    text = f"قتل 3 جنود في قصف على سراقب، بحسب المرصد{bad} السوري.\n{bad} & <b onclick='x'>"
    html = made(reader, text, title=f"{bad}عاجل")
    page = Page(html)
    assert "script" not in page.tags
    assert "onclick" not in page.attributes
    assert html.count("&lt;script&gt;") >= 4
    assert page.text == text


def test_dollar_signs_of_a_report_are_its_own(reader: Reader) -> None:
    """A text that looks like the template's own placeholders comes out as it went in."""
    text = "قتل 3 جنود في قصف على سراقب، بحسب مصدر طلب $title و ${text} دولار."
    assert Page(made(reader, text)).text == text


def test_a_mark_says_why_to_whoever_rests_on_it(reader: Reader) -> None:
    """The tooltip has the layer, the label, the rule in both languages, the entry and the part."""
    titles = "\n".join(Page(made(reader, "قتل 3 جنود في قصف للجيش التركي على سراقب.")).titles)
    assert "figure F1: قتلى (killed)" in titles
    assert "معدود بعد الفعل · counted noun after the verb" in titles
    assert "lexicon/outcomes.toml: kill" in titles
    assert "turkey" in titles


def test_an_unread_report_shows_its_note(reader: Reader) -> None:
    """Silence is explained, in both languages."""
    html = made(reader, "فاز الفريق بثلاثة أهداف دون مقابل على ملعبه أمام جمهور كبير.")
    assert 'class="note"' in html
    assert "فلم يُ" in html


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda p: Span(min(p), max(p))), max_size=8)


@given(spans=SPANS)
def test_overlapping_marks_nest(spans: list[Span]) -> None:
    """Opened and closed like brackets; the text is whole; each character lies in just the marks whose spans hold it."""
    opened: list[int] = []
    firsts: list[int] = []
    covered: dict[int, set[int]] = {}
    for piece in nested(12, spans):
        if piece.kind == "open":
            opened.append(piece.mark)
            firsts += [piece.mark] * piece.first
        elif piece.kind == "close":
            assert opened.pop() == piece.mark
        else:
            assert piece.inside == tuple(opened)
            for at in range(*piece.span):
                assert at not in covered
                covered[at] = set(opened)
    assert opened == []
    assert covered == {at: {k for k, s in enumerate(spans) if s.start <= at < s.end} for at in range(12)}
    assert sorted(firsts) == [k for k, s in enumerate(spans) if s.start < s.end]


def test_crossing_marks_are_split() -> None:
    """Of two marks that cross, the one that goes on is closed and opened again, once."""
    steps = [(p.kind, p.mark, tuple(p.span)) for p in nested(6, [Span(0, 4), Span(2, 6)])]
    assert steps == [
        ("open", 0, (0, 0)), ("text", -1, (0, 2)), ("open", 1, (0, 0)), ("text", -1, (2, 4)), ("close", 1, (0, 0)),
        ("close", 0, (0, 0)), ("open", 1, (0, 0)), ("text", -1, (4, 6)), ("close", 1, (0, 0)),
    ]  # fmt: skip


def test_a_mark_past_the_end_marks_nothing() -> None:
    """A span that no text has is left out rather than written askew."""
    report = Report(id="r", text="قصف", sha256="")
    mark = Mark(span=Span(1, 9), layer="event", label="shelling", part="", entry="", rule="", index=0)
    assert Page(explain_html(Explanation(reading=Reading(report=report), marks=(mark,)))).text == "قصف"


def test_everything_that_can_be_shown_has_arabic() -> None:
    """Layers, fields, labels of the codebook and rules: none is shown in English alone."""
    labels = load_labels()
    assert set(LAYERS) == set(labels.layers)
    said = (*model.OUTCOMES, *model.QUALIFIERS, *model.VICTIMS, *model.AGE_SEX, *model.SCOPES, *model.STATUSES)
    assert [label for label in (*said, *model.EVENT_TYPES) if label not in label_names()] == []
    assert {*map(str, Rule), SILENT, NO_CONFLICT} == set(labels.rules)


def test_every_field_has_a_name(reader: Reader) -> None:
    """Each row and each unset field of figures and events is named in Arabic."""
    labels = load_labels()
    text = (GOLD / f"{NAMES[0]}.txt").read_bytes().decode("utf-8-sig")
    explanation = reader.explain(Report(id="r", text=text, sha256="", published="2018-02-20"))
    shown = [field_rows(mark) for mark in explanation.marks if mark.values]
    assert {name for rows in shown for name in (*(r.name for r in rows.rows), *rows.unset)} <= set(labels.fields)


REASONS = [
    ("the only place of that name", "المكان الوحيد بهذا الاسم"),
    ("lies in إدلب, as the report says", "يقع في إدلب كما يقول التقرير"),
    ("the best known of 3 places of that name", "أشهر 3 أمكنة بهذا الاسم"),
    ("the only place of that name; only its province is known", "المكان الوحيد بهذا الاسم؛ لا يُعرف منه إلا محافظته"),
    ("a reason that is new", ""),
]


@pytest.mark.parametrize(("english", "arabic"), REASONS)
def test_the_gazetteers_reasons_are_told_in_arabic(english: str, arabic: str) -> None:
    """Piece by piece; a reason that the table does not know stays English."""
    assert load_labels().rule(english) == (arabic, english)
