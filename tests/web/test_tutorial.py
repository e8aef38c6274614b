"""The tutorial of the workbench, followed line by line as it stands in the documentation."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

import forked
from marsad.web import Config
from web.conftest import Opens, served
from web.test_browser import select_words

DOC: Final = Path(__file__).resolve().parents[2] / "docs/workbench.md"
TEXT: Final = DOC.read_text(encoding="utf-8")


def named(page: Page, name: str) -> Locator:
    """What can be pressed under a name: the first link, button or fold that is seen."""
    found = page.locator("a:visible, button:visible, summary:visible").filter(
        has_text=re.compile(rf"^\s*{re.escape(name)}\b")
    )
    return found.first


def beside(page: Page, words: str) -> Locator:
    """The table row or form that holds these words."""
    return page.locator("tbody tr:visible, form:visible").filter(has_text=words).first


def field(page: Page | Locator, label: str) -> Locator:
    """The field of a label."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).locator("visible=true").first


def open_path(page: Page, path: str) -> None:
    page.goto(path)


def press(page: Page, name: str) -> None:
    named(page, name).click()


def press_beside(page: Page, name: str, words: str) -> None:
    beside(page, words).get_by_text(name, exact=True).first.click()


def press_button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


def press_for_file(page: Page, name: str, file: str) -> None:
    with page.expect_download() as coming:
        named(page, name).click()
    assert coming.value.suggested_filename == file


def press_key(page: Page, key: str) -> None:
    page.wait_for_load_state("load")
    page.keyboard.press(key)
    page.wait_for_load_state("load")


def choose(page: Page, label: str, value: str) -> None:
    select = field(page, label)
    option = select.locator("option").filter(has_text=value).first.get_attribute("value")
    select.select_option(option)


def write(page: Page, label: str, text: str) -> None:
    field(page, label).fill(text)


def write_beside(page: Page, label: str, button: str, text: str) -> None:
    form = page.locator("form:visible").filter(has=page.get_by_role("button", name=button, exact=True)).first
    field(form, label).fill(text)


def type_words(page: Page, text: str) -> None:
    page.keyboard.type(text)


def stands(page: Page, label: str, value: str) -> None:
    expect(field(page, label)).to_have_value(value, timeout=15_000)


def see(page: Page, words: str) -> None:
    expect(page.get_by_text(words).locator("visible=true").first).to_be_visible(timeout=15_000)


STEPS: Final[tuple[tuple[str, Callable[..., None]], ...]] = (
    (r"Open `(.+)`", open_path),
    (r"Press \*\*(.+?)\*\* and a file `(.+)` comes", press_for_file),
    (r"Press \*\*(.+?)\*\* beside \*\*(.+?)\*\*", press_beside),
    (r"Press the button \*\*(.+?)\*\*", press_button),
    (r"Press the key `(.+)`", press_key),
    (r"Press \*\*(.+?)\*\*", press),
    (r"In \*(.+?)\* choose \*\*(.+?)\*\*", choose),
    (r"In \*(.+?)\* beside \*\*(.+?)\*\* write `(.+)`", write_beside),
    (r"In \*(.+?)\* write `(.+)`", write),
    (r"In \*(.+?)\* stands `(.+)`", stands),
    (r"Write `(.+)`", type_words),
    (r"Select the words «(.+)»", select_words),
    (r"You see \*\*(.+?)\*\*", see),
)


def test_the_tutorial_does_what_it_says(tmp_path: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its commands make the register; each of its steps can be done, in their order, on the pages that they lead to."""
    commands = [shlex.split(line) for line in re.findall(r"^marsad (.+)$", TEXT, flags=re.M)]
    assert [command[0] for command in commands] == ["demo", "serve"]
    monkeypatch.chdir(tmp_path)
    made = forked.run(commands[0], os.environ)
    assert made.returncode == 0, made.stderr
    steps = re.findall(r"^- (.+)$", TEXT, flags=re.M)
    assert len(steps) > 40
    reviewer = commands[1][commands[1].index("--who") + 1]
    with served(Config(register=str(tmp_path / "tutorial.db"), reviewer=reviewer)) as workbench:
        page = opens(workbench, "/")
        for step in steps:
            follow(page, step)


def follow(page: Page, step: str) -> None:
    """Do what a line says."""
    for pattern, act in STEPS:
        match = re.fullmatch(pattern, step)
        if match is not None:
            try:
                act(page, *match.groups())
            except Exception as error:
                raise AssertionError(f"the tutorial says “{step}”, at {page.url}: {error}") from error
            return
    pytest.fail(f"no test knows how to follow “{step}”")
