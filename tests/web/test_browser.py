"""The workbench in a real Chromium: what a coder does in a day, by mouse and by keys, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from marsad.register import IncidentFilter, incident_page, open_register
from marsad.web import Config
from web.conftest import PASSWORD, Opens, Served, served

AXE: Final = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
STANDARDS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_ALL: Final = "() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; }"
ENTER: Final = {"ar": "دخول", "en": "Log in"}
SCREENS: Final = (
    "/", "/incidents", "/incidents?view=map", "/incidents?view=spans", "/charts", "/reports", "/reports/new",
    "/reports/syria-2017-jinah-daily", "/review", "/history", "/me", "/api/v1/docs", "/nowhere", "/people",
)  # fmt: skip


@pytest.fixture
def team(register: Path, accounts: Path) -> Iterator[Served]:
    """A workbench of a team, over a register and accounts of its own."""
    with served(Config(register=str(register), accounts=accounts)) as one:
        yield one


@pytest.fixture(scope="module")
def reading(demo_register: Path) -> Iterator[Served]:
    """A workbench of one user that is only looked at."""
    with served(Config(register=str(demo_register), reviewer="ليلى")) as one:
        yield one


def log_in(page: Page, name: str = "sami") -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(re.compile(r"^(?!.*login)"))


def jinah(register: Path) -> str:
    """The incident of the strike on Jinah, which three reports tell differently."""
    with open_register(register, read_only=True) as opened:
        found = incident_page(opened, IncidentFilter(place="الجينة"), order="most_told", limit=1).incidents
    return found[0].id


def strikes_telling(register: Path, word: str) -> int:
    """How many air strikes of the register are told in reports that hold a word; fewer than there are at all."""
    with open_register(register, read_only=True) as opened:
        strikes, found = (
            incident_page(opened, IncidentFilter(types=("airstrike",), text=text)).total for text in (None, word)
        )
    assert 0 < found < strikes
    return found


def axe(page: Page) -> list[str]:
    """What axe finds wrong."""
    page.evaluate(AXE + "\n;void 0")
    found: list[dict[str, Any]] = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations", STANDARDS
    )
    return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]


def select_words(page: Page, words: str) -> None:
    """Select words of a report on the page, as a mouse would."""
    page.evaluate(
        """words => {
            for (const text of document.querySelectorAll("[data-report]")) {
                const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const at = node.data.indexOf(words);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + words.length);
                    getSelection().removeAllRanges();
                    getSelection().addRange(range);
                    return;
                }
            }
            throw new Error("no such words");
        }""",
        words,
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_day_of_a_coder(team: Served, register: Path, opens: Opens, lang: str) -> None:
    """Log in, filter, open an incident, correct a toll by selecting words, reject a link, take it back, see it in the
    history."""
    page = opens(team, "/incidents", lang=lang)
    log_in(page)
    page.locator("select[name=type]").select_option("airstrike")
    page.wait_for_url(re.compile("type=airstrike"))
    page.locator("input[name=text]").fill("الجينة")
    page.locator("input[name=text]").press("Enter")
    page.wait_for_url(re.compile("text="))
    expect(page.locator("#results tbody tr")).to_have_count(strikes_telling(register, "الجينة"))
    page.locator("#results tbody tr", has_text="الجينة").locator("a").first.click()
    expect(page.locator("h1")).to_contain_text("الجينة")

    mention = page.locator("#mention option", has_text="42").first.get_attribute("value")
    page.locator("#mention").select_option(mention)
    select_words(page, "ثمانية وثلاثين")
    expect(page.locator("[data-chosen]")).to_have_text("ثمانية وثلاثين")
    expect(page.locator("#proposal input[name=value]")).to_have_value("38")
    form = page.locator("form[data-choosing]")
    form.locator("input[name=why]").fill("العدد في النص ثمانية وثلاثون")
    form.locator("button").click()
    expect(page.locator(".said")).to_be_visible()
    expect(page.locator("#history ins").first).to_have_text("38")
    expect(page.locator("#history del").first).to_have_text("42")

    before = page.locator("table:has(details) tbody tr").count()
    row = page.locator("table:has(details) tbody tr").last
    row.locator("summary").click()
    row.locator("input[name=why]").fill("غارة أخرى")
    row.locator("button").click()
    expect(page.locator(".said")).to_be_visible()
    page.goto("/history")
    entry = page.locator("ol.history > li").first
    expect(entry).to_contain_text("غارة أخرى")
    entry.locator("summary").click()
    entry.locator("input[name=why]").fill("بل هي نفسها")
    entry.locator("button").click()
    expect(page.locator(".said")).to_be_visible()
    page.goto(f"/incidents/{jinah(register)}")
    assert page.locator("table:has(details) tbody tr").count() == before
    undone = page.locator("#history li.undone").first
    expect(undone).to_contain_text("غارة أخرى")
    expect(undone).to_contain_text("بل هي نفسها")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_axe_finds_nothing(team: Served, register: Path, opens: Opens, lang: str) -> None:
    """Every screen keeps WCAG 2.2 AA as far as axe can tell."""
    page = opens(team, "/login", lang=lang)
    wrong = {"/login": axe(page)}
    log_in(page, "huda")
    for path in (*SCREENS, f"/incidents/{jinah(register)}"):
        page.goto(path)
        if "view=map" in path:
            page.wait_for_selector("#map[data-ready]")
        page.evaluate(OPEN_ALL)
        wrong[path] = axe(page)
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_page_scrolls_sideways(reading: Served, demo_register: Path, opens: Opens, lang: str) -> None:
    """On a telephone, a tablet and a laptop every page is as wide as the window."""
    page = opens(reading, "/", lang=lang)
    wide = {}
    for path in (
        "/",
        "/incidents",
        "/charts",
        "/reports",
        "/reports/new",
        "/review",
        f"/incidents/{jinah(demo_register)}",
    ):
        page.goto(path)
        for width in (1366, 820, 390):
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                wide[path, width] = over
    assert wide == {}


def test_the_map_and_the_filter_follow_each_other(reading: Served, opens: Opens) -> None:
    """Circles hold all located incidents, each is reached by a click, each layer is drawn, a drawn area filters."""
    page = opens(reading, "/incidents?view=map")
    page.wait_for_selector("#map[data-ready]")
    expect(page.locator(".pin").first).to_be_visible()
    expect(page.locator(".maplabel").first).to_be_visible()
    page.locator(".pin").first.press("Enter")
    expect(page.locator("#at a").first).to_be_visible()
    for layer in ("provinces", "hexagons"):
        with page.expect_response(lambda r, layer=layer: f"layer={layer}" in r.url) as answer:
            page.locator("#layer").select_option(layer)
        assert answer.value.json()["features"]
    cell = page.locator(".pin.cell").first
    expect(cell).to_have_attribute("aria-label", re.compile(r"\d"))
    page.locator("#at").evaluate("at => at.replaceChildren()")
    cell.press("Enter")
    expect(page.locator("#at a").first).to_be_visible()
    page.locator("#own").set_input_files(
        {
            "name": "areas.geojson",
            "mimeType": "application/geo+json",
            "buffer": b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},'
            b'"geometry":{"type":"Polygon","coordinates":[[[35,32],[42,32],[42,38],[35,38],[35,32]]]}}]}',
        }
    )
    expect(page.locator("#layer")).to_have_value("areas")
    page.get_by_role("button", name=re.compile("^A:")).press("Enter")
    expect(page.locator("#at a").first).to_be_visible()
    before = page.locator("[role=status] h2").inner_text()
    page.locator("#draw").click()
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("box=[0-9]"))
    expect(page.locator("[role=status] h2")).not_to_have_text(before)


def test_the_time_line_filters(reading: Served, opens: Opens) -> None:
    """A column of the time line leads to its days, by mouse and by keys; a drag over several sets both ends."""
    page = opens(reading, "/incidents")
    columns = page.locator("svg[data-brush] a")
    columns.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("from=.*to="))
    page.goto("/incidents")
    first, last = page.locator("[data-from]").nth(1).bounding_box(), page.locator("[data-from]").nth(4).bounding_box()
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 40)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 40, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile("from=.*to="))
    assert page.locator("#filter input[name=from]").input_value()


def test_all_by_keys(team: Served, opens: Opens) -> None:
    """From the queue to an accepted incident and on to the next without a mouse; the focus can be seen all the way."""
    page = opens(team, "/review")
    log_in(page, "laila")
    page.goto("/review")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("r")
    page.wait_for_url(re.compile("/incidents/i-"))
    first = page.url
    page.keyboard.press("a")
    page.keyboard.type("القيم تطابق كلمات التقارير")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_be_visible()
    page.locator("body").press("n")
    page.wait_for_url(lambda url: url != first and "/incidents/i-" in url)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_what_is_typed_between_two_pages_reaches_the_next(team: Served, register: Path, opens: Opens) -> None:
    """However slowly the next incident comes, keys typed meanwhile do not judge the one that is being left; they wait
    for the page to come, which the reviewer sees before Enter judges it. An Arabic keyboard writes the same keys."""
    page = opens(team, "/login")
    log_in(page, "laila")
    page.goto("/review")
    page.keyboard.press("r")
    expect(page.locator("[data-key=n]")).to_be_visible()
    first = page.url
    page.route("**/review/next*", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.keyboard.press("n")
    for key in ("a", "s", "o", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(lambda url: url != first and "/incidents/i-" in url)
    expect(page.locator("form:has(input[value=accepted]) input[name=why]")).to_have_value("so")
    with open_register(register, read_only=True) as opened:
        assert list(opened.judgements()) == []
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.locator("body").dispatch_event("keydown", {"key": "ش", "code": "KeyA"})
    assert page.evaluate("document.activeElement.dataset.key") == "a"


def test_two_reviewers_at_once_are_warned(team: Served, register: Path, opens: Opens) -> None:
    """The slower of two sees what the other judged before the own judgement is kept; neither is lost."""
    path = f"/incidents/{jinah(register)}"
    pages = []
    for name in ("laila", "sami"):
        page = opens(team, "/login")
        log_in(page, name)
        page.goto(path)
        pages.append(page)
    first, second = pages
    expect(second.locator("#others")).to_contain_text("laila")
    for page, why in ((first, "مطابقة للنص"), (second, "راجعت المصادر")):
        form = page.locator("form:has(input[value=accepted])")
        form.locator("input[name=why]").fill(why)
        form.locator("button").click()
    expect(second.locator("main")).to_contain_text("مطابقة للنص")
    expect(second.locator("main")).to_contain_text("راجعت المصادر")
    second.locator("main button.main").click()
    expect(second.locator(".said")).to_be_visible()
    with open_register(register, read_only=True) as opened:
        assert [(j.who, j.why) for j in opened.judgements()] == [("laila", "مطابقة للنص"), ("sami", "راجعت المصادر")]


def test_a_second_reader_does_not_see_the_first(team: Served, register: Path, opens: Opens) -> None:
    """What the first reader said is hidden until the second has judged too; then both stand side by side."""
    path = f"/incidents/{jinah(register)}"
    first = opens(team, "/login")
    log_in(first, "laila")
    first.goto(path)
    form = first.locator("form:has(input[value=accepted])")
    form.locator("input[name=why]").fill("رأي القارئة الأولى")
    form.locator("button").click()
    expect(first.locator(".said")).to_be_visible()
    second = opens(team, "/login")
    log_in(second, "sami")
    second.goto("/review?second=true")
    second.locator("tbody a").first.click()
    expect(second.locator("h1")).to_contain_text("الجينة")
    assert "رأي القارئة الأولى" not in second.content()
    form = second.locator("form:has(input[value=accepted])")
    form.locator("input[name=why]").fill("رأي القارئ الثاني")
    form.locator("button").click()
    expect(second.locator("#history")).to_contain_text("رأي القارئة الأولى")


def test_a_pasted_report_is_read_at_once(team: Served, opens: Opens) -> None:
    """What is read from a pasted report is shown before it is kept; kept, it makes an incident."""
    page = opens(team, "/login")
    log_in(page, "laila")
    page.goto("/reports/new")
    page.locator("textarea[name=text]").fill("قتل 5 مدنيين في قصف مدفعي لقوات النظام على بلدة سرمين في ريف إدلب أمس.")
    page.locator("input[name=published]").fill("2020-02-03")
    page.locator("input[name=outlet]").fill("شبكة التجربة")
    page.locator("main form button.main").click()
    expect(page.locator("mark.figure").first).to_be_visible()
    expect(page.locator(".card.figure").first).to_contain_text("5")
    page.locator("button[name=store]").click()
    expect(page.locator(".said")).to_be_visible()
    page.goto("/incidents?outlet=شبكة التجربة")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page.locator("#results tbody tr")).to_contain_text("سرمين")


def test_without_script_all_can_be_done(reading: Served, browser: Any, demo_register: Path) -> None:
    """Filters, time line, incident and review work by links and forms alone."""
    context = browser.new_context(java_script_enabled=False, base_url=reading.url)
    page = context.new_page()
    page.goto("/incidents")
    page.locator("select[name=type]").select_option("airstrike")
    page.locator("form#filter button.main").click()
    assert "type=airstrike" in page.url
    page.locator("svg[data-brush] a").first.click()
    assert "from=" in page.url
    page.goto(f"/incidents/{jinah(demo_register)}")
    expect(page.locator("form:has(input[value=accepted]) button")).to_be_visible()
    context.close()
