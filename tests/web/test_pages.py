"""Every page, in both languages, says what it has to say."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from fastapi.testclient import TestClient

from marsad.register import open_register
from marsad.web.words import load_words

PAGES: Final = (
    "/", "/?since=2017-01-01", "/incidents", "/incidents?view=map", "/incidents?view=spans",
    "/incidents?text=قصف&type=shelling&order=deadliest", "/incidents?from=2017-01-01&to=2017-12-31&side=syria_gov",
    "/charts", "/charts?place=حلب", "/reports", "/reports?text=غارة", "/reports/new", "/reports/so-zobe-third-day",
    "/review", "/review?second=true", "/history", "/me", "/api/v1/docs",
)  # fmt: skip
WEB: Final = Path(__file__).resolve().parents[2] / "src/marsad/web"
VOID: Final = {"meta", "link", "input", "br", "rect", "line", "circle", "path", "img", "hr"}


class Balance(HTMLParser):
    """Notes elements that are closed out of order, and scripts and styles that stand in the page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "style" or "style" in names or (tag == "script" and not names.get("src")):
            self.wrong.append(f"inline {tag}")
        self.wrong += [f"handler {name}" for name in names if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"closed </{tag}>")


def check(html: str, lang: str) -> None:
    """Well nested, nothing inline, and in the direction of the language."""
    page = Balance()
    page.feed(html)
    assert page.wrong == []
    assert page.open == []
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(alone: TestClient, path: str, lang: str) -> None:
    """Each page answers in its language, well nested, without a script or a style of its own."""
    alone.cookies.set("marsad_language", lang)
    answer = alone.get(path)
    assert answer.status_code == 200, answer.text
    check(answer.text, lang)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_incident_has_its_page(alone: TestClient, lang: str) -> None:
    """Each incident of the demo is told with its tolls, whichever way it is put together."""
    alone.cookies.set("marsad_language", lang)
    for one in alone.get("/api/v1/incidents?limit=500").json()["items"]:
        answer = alone.get(f"/incidents/{one['id']}")
        assert answer.status_code == 200
        check(answer.text, lang)


def test_a_claim_stands_beside_its_words(alone: TestClient) -> None:
    """The page of an incident quotes each of its claims in the words of the report."""
    first = alone.get("/api/v1/incidents?order=most_told&limit=1").json()["items"][0]
    whole = alone.get(f"/api/v1/incidents/{first['id']}").json()
    page = alone.get(f"/incidents/{first['id']}").text
    assert whole["claims"]
    assert [c["words"] for c in whole["claims"] if c["words"].strip() not in page] == []


def test_digits_are_the_readers_choice(alone: TestClient) -> None:
    """With Arabic-Indic digits every number of a page is written in them; the words of reports stay as they are."""
    alone.cookies.set("marsad_digits", "arab")
    page = alone.get("/").text
    assert "٩" in page
    shown = re.findall(r'<bdi class="best">([^<]*)</bdi>', page)
    assert shown
    assert [n for n in shown if re.search("[0-9]", n)] == []


def test_every_text_of_a_template_is_in_the_table() -> None:
    """No template names words that are missing, and no words stand there that nothing says."""
    pairs = load_words().pairs
    sources = "".join(p.read_text(encoding="utf-8") for p in (*WEB.rglob("*.html"), *WEB.rglob("*.py")))
    named = set(re.findall(r"""(?:\bt|say|plain)\(\s*['"]([a-z_]+\.[a-z_0-9]+)['"]""", sources))
    assert {key for key in named if not key.endswith("_")} - set(pairs) == set()
    # Names that are put together from a label: all of these sections.
    built = {"label", "kind", "role", "relation", "order", "queue", "said", "error", "chart", "charts", "filter", "nav"}
    built |= {"place", "overview", "incidents", "map", "people"}
    assert {key for key in pairs if key.partition(".")[0] not in built} - named == set()


def test_every_text_is_in_both_languages() -> None:
    """Arabic words in Arabic letters, English ones without; the same names to be filled in both."""
    for key, (arabic, english) in load_words().pairs.items():
        assert re.search("[\u0621-\u064a]", arabic), key
        assert english.strip(), key
        assert not re.search("[\u0621-\u064a]", english), key
        assert set(re.findall(r"{\w+}", arabic)) == set(re.findall(r"{\w+}", english)), key


def test_styles_know_no_left_and_right() -> None:
    """One sheet serves both directions: it says start and end, never left and right."""
    sheets = (Path(__file__).resolve().parents[2] / "web-assets/src").glob("*.css")
    found = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sheets
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if re.search(r"(margin|padding|border|inset|float|text-align)[a-z-]*(-left|-right|:\s*(left|right))", line)
    ]
    assert found == []


def test_rules_and_differences_are_said_in_arabic(demo_register: Path) -> None:
    """No rule of a toll, difference between claims or reason of a link of the demo is left in English."""
    words = load_words()
    with open_register(demo_register, read_only=True) as register:
        incidents = list(register.incidents())
    said = {toll.rule for i in incidents for toll in i.tolls}
    said |= {d.why for i in incidents for toll in i.tolls for d in toll.differences}
    assert len(said) > 10
    arabic = [words.rule(text, "ar") for text in said]
    assert [text for text in arabic if re.search("[a-z]{3,}", text)] == []
    assert [t.why_ar for i in incidents for t in i.tellings if not re.search("[\u0621-\u064a]", t.why_ar)] == []
