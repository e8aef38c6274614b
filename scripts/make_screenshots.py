"""Pictures of every screen of the workbench in both directions, from the project's own reports, for the documentation.

python scripts/make_screenshots.py              into docs/images/workbench
python scripts/make_screenshots.py FOLDER

Needs Chromium. Nothing is fetched; the workbench runs on loopback and ends with the script.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from marsad.cli.demo import demo_folder
from marsad.cli.options import intake_of
from marsad.pipeline import run
from marsad.register import IncidentFilter, incident_page, open_register
from marsad.review import accept, judge
from marsad.settings import from_environment
from marsad.web import Config, create_app

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs/images/workbench"
ARGUMENTS: Final = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
]  # fmt: skip
SCREENS: Final = (
    ("overview", "/", 900),
    ("incidents", "/incidents?from=2017-01-01&to=2019-12-31", 1000),
    ("map", "/incidents?view=map", 1130),
    ("time-line", "/incidents?view=spans&from=2017-01-01&to=2018-12-31", 1000),
    ("incident", "/incidents/{incident}", 1500),
    ("review", "/review", 800),
    ("history", "/history", 620),
    ("reports", "/reports", 800),
    ("report", "/reports/syria-2017-jinah-daily", 1000),
    ("add-report", "/reports/new", 800),
    ("charts", "/charts", 1300),
)


def main() -> None:
    """Make every picture."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        served(Path(place)) as (url, incident),
        sync_playwright() as tried,
    ):
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = tried.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for language in ("ar", "en"):
            for name, path, height in SCREENS:
                picture(
                    browser, url + path.format(incident=incident), language, height, folder / f"{name}-{language}.png"
                )
        browser.close()


def picture(browser: Browser, address: str, language: str, height: int, out: Path) -> None:
    """One screen as it stands when it has settled."""
    context = browser.new_context(
        viewport={"width": 1280, "height": height}, locale=language, timezone_id="UTC", reduced_motion="reduce"
    )
    context.add_cookies([{"name": "marsad_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto(address)
    settled(page)
    page.screenshot(path=out)
    context.close()
    print(out, file=sys.stderr)


def settled(page: Page) -> None:
    """Wait until fonts and map are drawn."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
        page.locator(".pin").first.wait_for()
        page.locator(".pin:not(.many):not(.none)").first.press("Enter")
        page.locator("#at a").first.wait_for()
        page.wait_for_timeout(800)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """A workbench over the demo, with a few judgements; its address, and an incident that is told in several ways."""
    register = folder / "demo.db"
    incident = fill(register)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Config(register=str(register), reviewer="ليلى"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", incident
    server.should_exit = True
    thread.join(timeout=20)


def fill(path: Path) -> str:
    """The demo's register, judged a little; the id of its most told incident."""
    folder = demo_folder()
    intake = intake_of(
        settings=from_environment(),
        problems=lambda problem: None,
        published=None,
        outlet=None,
        manifest=folder / "manifest.json",
    )
    with open_register(path) as register:
        run([folder / "reports"], register=register, intake=intake)
        first = incident_page(register, IncidentFilter(place="الجينة"), order="most_told").incidents[0]
        told = incident_page(register, order="most_told", limit=4).incidents
        mention = next(key for key in first.mentions if "#figure:" in key)
        why = "العدد كما ورد في متن التقرير"
        judge(register, kind="value", subject=mention, field="low", value="38", who="ليلى", why=why)
        others = [i for i in told if i.id != first.id]
        for one, reason in zip(others, ("القيم تطابق كلمات التقارير", "مصادر مستقلة متوافقة"), strict=False):
            accept(register, one.id, who="سامي", why=reason)
        return first.id


if __name__ == "__main__":
    main()
