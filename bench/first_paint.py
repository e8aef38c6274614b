"""How long a person waits for each screen: seconds to the first contents on it, and from a filter to its results.

python bench/first_paint.py REGISTER.db [TIMES]

Each screen is opened TIMES times (5) in Chromium; what is printed is the first time and the median of the others. Make
a register of 10,000 incidents with bench/many_incidents.py.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import httpx
from playwright.sync_api import Page, sync_playwright

SCREENS: Final = (
    "/", "/incidents", "/incidents?page=150", "/incidents?text=غارة", "/incidents?view=map", "/incidents?view=spans",
    "/charts", "/reports", "/review", "/history", "INCIDENT",
)  # fmt: skip
ARGUMENTS: Final = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
LONGEST: Final = 120.0


def main() -> None:
    """Serve the register, open everything, print a line for each."""
    register, times = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = "from marsad.cli import main; main()"
    server = subprocess.Popen([sys.executable, "-c", serve, "serve", "--register", str(register), "--port", str(port)])
    try:
        wait_for(url := f"http://127.0.0.1:{port}")
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            page = browser.new_page(base_url=url, viewport={"width": 1366, "height": 900})
            for screen in SCREENS:
                say(screen, [first_paint(page, screen) for _ in range(times)])
            say("a filter", [filtered(page) for _ in range(times)])
            say("all of the map", [drawn(page) for _ in range(times)])
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=90)


def wait_for(url: str) -> None:
    """Until the workbench answers."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            httpx.get(url, timeout=30).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the workbench does not answer")


def first_paint(page: Page, screen: str) -> float:
    """Seconds from the address to the first contents; of the paint entries of the browser."""
    if screen == "INCIDENT":
        page.goto("/incidents?order=most_told")
        screen = page.locator("#results tbody a").first.get_attribute("href") or "/"
    page.goto(screen)
    return until(page, "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0") / 1000


def filtered(page: Page) -> float:
    """Seconds from a changed filter to its results on the page."""
    page.goto("/incidents")
    page.evaluate("document.body.addEventListener('htmx:afterSettle', () => { window.settled = performance.now(); })")
    began: float = page.evaluate("performance.now()")
    page.locator("select[name=type]").select_option("airstrike")
    return (until(page, "window.settled ?? 0") - began) / 1000 - 0.25  # a changed field waits so long for the next


def drawn(page: Page) -> float:
    """Seconds from the address to all circles of the map."""
    page.goto("/incidents?view=map")
    until(page, "document.querySelector('#map[data-ready] .pin') ? 1 : 0")
    elapsed: float = page.evaluate("performance.now()")
    return elapsed / 1000


def until(page: Page, expression: str) -> float:
    """What an expression comes to once it is not 0."""
    end = time.monotonic() + LONGEST
    value: float = 0.0
    while not value and time.monotonic() < end:
        value = page.evaluate(expression)
    return value


def say(name: str, seconds: list[float]) -> None:
    """A line of the table."""
    later = statistics.median(seconds[1:] or seconds)
    print(f"{name:28} first {seconds[0]:.2f} s  then {later:.2f} s", flush=True)


if __name__ == "__main__":
    main()
