"""Documentation that fails when it is wrong."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from marsad import model

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CODEBOOK = (DOCS / "codebook.md").read_text(encoding="utf-8")
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
LABELS = {
    "EVENT_TYPES": model.EVENT_TYPES,
    "OUTCOMES": model.OUTCOMES,
    "QUALIFIERS": model.QUALIFIERS,
    "VICTIMS": model.VICTIMS,
    "AGE_SEX": model.AGE_SEX,
    "SCOPES": model.SCOPES,
    "STATUSES": model.STATUSES,
    "GRADES": model.GRADES,
    "ACTOR_LABELS": model.ACTOR_LABELS,
}


def make_reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "scripts/make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


COMMANDS: dict[str, Any] = make_reference().commands()


def options(command: Any) -> Iterator[str]:
    yield from (name for p in command.params for name in p.opts if name.startswith("-"))


def marsad_lines(page: Path) -> Iterator[list[str]]:
    """The command lines that begin with `marsad` in the code of a page."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```[a-z]*\n(.*?)```", text, flags=re.DOTALL) + re.findall(r"`(marsad [^`\n]+)`", text)
    lines = (line.strip() for block in blocks for line in block.splitlines())
    yield from (shlex.split(line)[1:] for line in lines if line.startswith("marsad "))


def test_the_reference_is_what_would_be_written() -> None:
    """Commands and data changed, the reference did not: run `make reference`."""
    stale = [p.name for p, text in make_reference().pages().items() if p.read_text(encoding="utf-8") != text]
    assert stale == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    """The reference has a section for the command, and in it each of its options."""
    page = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## marsad ([^\n]+)\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL))
    assert name in sections
    named = set(re.findall(r"`(--?[a-z-]+)", sections[name]))
    assert set(options(COMMANDS[name])) - {"--help"} - named == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_commands_of_a_page_exist(page: Path) -> None:
    """Each `marsad …` line of a page names a command, with options that it has."""
    for first, *rest in marsad_lines(page):
        if first.startswith("-") or first == "COMMAND":
            continue
        if rest and f"{first} {rest[0]}" in COMMANDS:
            first = f"{first} {rest[0]}"
        assert first in COMMANDS, f"{page.name}: marsad {first}"
        used = {word.split("=")[0] for word in rest if word.startswith("--")}
        assert used - set(options(COMMANDS[first])) - {"--help"} == set(), f"{page.name}: marsad {first}"


@pytest.mark.parametrize("kind", LABELS)
def test_every_label_stands_in_the_codebook(kind: str) -> None:
    """What can be printed can be looked up."""
    assert [label for label in LABELS[kind] if f"`{label}`" not in CODEBOOK] == []


def test_the_codebook_quotes_the_projects_own_reports() -> None:
    """Each Arabic quotation of two words and more stands in a report of gold/ or in a table of words."""
    own = [p.read_text(encoding="utf-8") for p in (ROOT / "gold/reports").glob("*.txt")]
    own += [p.read_text(encoding="utf-8") for p in (ROOT / "src/marsad/data/lexicon").glob("*.toml")]
    quoted = re.findall(r'"([\u0600-\u06ff][^"]* [^"]*)"', CODEBOOK)
    assert quoted
    assert [words for words in quoted if not any(words in text for text in own)] == []


def test_every_setting_is_documented() -> None:
    """Each MARSAD_ variable that the code reads stands in the reference, and no other."""
    page = (DOCS / "reference/settings.md").read_text(encoding="utf-8")
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/marsad").rglob("*.py"))
    assert set(re.findall(r"MARSAD_[A-Z_]+", page)) == set(re.findall(r"MARSAD_[A-Z_]+", code))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """A relative link names a file that is there."""
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [t for t in targets if not re.match(r"[a-z]+:", t)]
    if page.name == "data.md":
        local = []  # its texts are the READMEs of other folders, whose links are theirs
    assert [t for t in local if not (page.parent / t).exists()] == []


def test_every_page_is_in_the_contents() -> None:
    """A page that the contents do not name is found by nobody; examples are files, to which a page leads."""
    named = set(re.findall(r"[\w./-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    pages = {p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md") if p.parent.name != "examples"}
    assert pages - named == set()
    leading = "".join(p.read_text(encoding="utf-8") for p in DOCS.rglob("how-to/*.md"))
    assert [p.name for p in (DOCS / "examples").glob("*.html") if f"examples/{p.name}" not in leading] == []


def test_every_folder_of_data_says_what_it_holds() -> None:
    """The README of a folder of data names each of its files; a region's file of actors stands for the others."""
    data = ROOT / "src/marsad/data"
    for readme in data.rglob("README.md"):
        text = readme.read_text(encoding="utf-8")
        files = {p.name for p in readme.parent.iterdir() if p.is_file() and p.name != "README.md"}
        if readme.parent.name == "actors":
            files = {name for name in files if "[[actor]]" not in (readme.parent / name).read_text(encoding="utf-8")}
        assert {name for name in files if name not in text} == set(), readme.parent.name


def test_make_has_what_the_readme_says() -> None:
    """`make …` of README and CONTRIBUTING names a target."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    used = {t for page in PAGES for t in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M)}
    assert used
    assert used - targets == set()


def test_the_changelog_tells_of_this_version() -> None:
    """The version of pyproject.toml has its section."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
