"""A workbench over the project's own reports, served on loopback, and a real browser to use it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from marsad.cli.demo import demo_folder
from marsad.cli.options import intake_of
from marsad.extract import Reader
from marsad.pipeline import run
from marsad.register import open_register
from marsad.settings import from_environment
from marsad.web import Config, create_app
from marsad.web.accounts import Accounts

CHROMIUM: Final = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
ARGUMENTS: Final = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-gpu-compositing",
]  # fmt: skip
PASSWORD: Final = "four quiet words here"
PEOPLE: Final = {"qari": "reader", "laila": "coder", "sami": "reviewer", "huda": "admin"}


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A register of the demo's reports; tests that write take a copy of it."""
    path = tmp_path_factory.mktemp("web") / "demo.db"
    folder = demo_folder()
    intake = intake_of(
        settings=from_environment({"MARSAD_WORKERS": "1"}),
        problems=lambda problem: None,
        published=None,
        outlet=None,
        manifest=folder / "manifest.json",
    )
    with open_register(path) as register:
        run([folder / "reports"], register=register, intake=intake, reader=reader)
    return path


@pytest.fixture
def register(demo_register: Path, tmp_path: Path) -> Path:
    """A register of its own for a test that writes."""
    copy = tmp_path / "register.db"
    for ending in ("", "-wal"):
        source = demo_register.with_name(demo_register.name + ending)
        if source.exists():
            shutil.copy(source, copy.with_name(copy.name + ending))
    return copy


@pytest.fixture(scope="session")
def some_accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An account of each role; hashing passwords takes its time, so it is done once."""
    path = tmp_path_factory.mktemp("accounts") / "accounts.json"
    accounts = Accounts(path)
    for name, role in PEOPLE.items():
        accounts.add(name, role=role, password=PASSWORD)
    return path


@pytest.fixture
def accounts(some_accounts: Path, tmp_path: Path) -> Path:
    """A file of accounts of its own."""
    return Path(shutil.copy(some_accounts, tmp_path / "accounts.json"))


@pytest.fixture
def alone(demo_register: Path) -> Iterator[TestClient]:
    """A client of a single-user workbench that is only looked at."""
    with client(Config(register=str(demo_register), reviewer="ليلى")) as one:
        yield one


@contextmanager
def client(config: Config) -> Iterator[TestClient]:
    """A client that calls the application itself, without a server."""
    app = create_app(config)
    app.state.desk.patience = 60.0
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as one:
        yield one


def form_word(one: TestClient, path: str = "/me") -> str:
    """The word that the forms of a page carry."""
    page = one.get(path, follow_redirects=True).text
    return page.split('name="form_word" value="')[1].split('"')[0]


def logged_in(one: TestClient, name: str, password: str = PASSWORD) -> TestClient:
    """The same client after logging in."""
    word = form_word(one, "/login")
    answer = one.post("/login", data={"form_word": word, "name": name, "password": password})
    assert answer.status_code == 303, answer.text
    return one


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A workbench that answers at an address."""

    url: str


@contextmanager
def served(config: Config) -> Iterator[Served]:
    """A workbench on a free port of loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(config)
    app.state.desk.patience = 60.0  # a judgement is felt on the next page, however busy the machine
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started
    try:
        yield Served(url=f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no Chromium here (apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


Opens = Callable[..., Page]


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Open a page of a workbench in a language; what its console says of errors fails the test."""
    contexts = []
    wrong: list[str] = []

    def opened(served: Served, path: str = "/", *, lang: str = "ar") -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 900}, base_url=served.url)
        context.add_cookies([{"name": "marsad_language", "value": lang, "url": served.url}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on(
            "request", lambda r: wrong.append(r.url) if not r.url.startswith((served.url, "data:", "blob:")) else None
        )
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    # An answer that says no is told on the page; the browser notes it as an error too.
    assert [w for w in wrong if "the server responded with a status of 4" not in w] == []
