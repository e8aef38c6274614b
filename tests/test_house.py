"""The house: what is pinned, packed and laid out as it is said to be."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SHARED = ROOT.parent / "shared"
LONGEST_MODULE = 450
RUNNING_WORDS = 9
# Written by hand or made by hand-run scripts; not what tools leave behind.
OURS = ("src", "tests", "docs", "gold", "bench", "scripts", ".ci")
ENDINGS = (".py", ".md", ".toml", ".csv", ".tsv", ".json", ".txt", ".yml", ".css", ".lock")


def our_files() -> Iterator[Path]:
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.suffix in ENDINGS)
    for folder in OURS:
        yield from (p for p in sorted((ROOT / folder).rglob("*")) if p.is_file() and p.suffix in (*ENDINGS, ""))


def required(requirements: Iterable[str]) -> set[str]:
    names = (re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0] for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_the_lock_pins_packages_and_names_no_place_to_get_them() -> None:
    """Each line is `name==version` or a comment: no index, no address, no path of a machine."""
    lines = [line for line in LOCK.splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+!]*", line)] == []


def test_the_lock_holds_every_package_the_project_names() -> None:
    """Whoever adds a dependency and forgets `make lock` is told so here."""
    project = PROJECT["project"]
    named = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    assert required(named) - required(LOCK.splitlines()) == set()


def test_the_wheel_holds_the_data(tmp_path: Path) -> None:
    """An installed Marsad has every table, the migrations, the reports of the demo and the mark of typed code."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src/marsad"
    tables = {p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert {f"marsad/{p.relative_to(package).as_posix()}" for p in tables} - packed == set()
    reports = {f"marsad/data/demo/reports/{p.name}" for p in (ROOT / "gold/reports").iterdir()}
    assert (reports | {"marsad/py.typed", "marsad/data/demo/manifest.json"}) - packed == set()


def test_every_part_has_its_layer() -> None:
    """A package or module of marsad that import-linter does not know would be free to import anything."""
    contract = PROJECT["tool"]["importlinter"]["contracts"][0]
    assert contract["exhaustive"] is True
    layers = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    package = ROOT / "src/marsad"
    parts = {p.stem for p in package.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert parts - {"__init__", "__main__"} == layers


def test_no_module_outgrows_a_reader() -> None:
    """The guide is 400 lines, one kind of thing in one file; what is well beyond it must be split."""
    long = {
        p.relative_to(ROOT).as_posix(): lines
        for p in (ROOT / "src").rglob("*.py")
        if (lines := len(p.read_text(encoding="utf-8").splitlines())) >= LONGEST_MODULE
    }
    assert long == {}


def test_nothing_speaks_of_one_machine() -> None:
    """No file holds the path of somebody's home or workplace."""
    path = re.compile(r"(?<![\w.])/(?:home|root|work|Users|tmp|opt)/\w")
    found = {
        p.relative_to(ROOT).as_posix(): match.group()
        for p in our_files()
        if (match := path.search(p.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


def word_runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[\u0621-\u064a]+|[A-Za-z]+", text)
    return (tuple(words[i : i + RUNNING_WORDS]) for i in range(len(words) - RUNNING_WORDS + 1))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared newspapers are not here")
def test_no_sentence_of_an_outlet_is_in_the_project() -> None:
    """No nine running Arabic words of a real report stand in a report, a test or a table of this project."""
    ours: dict[tuple[str, ...], str] = {}
    for path in our_files():
        if "places.tsv" not in path.name:
            text = path.read_text(encoding="utf-8", errors="replace")
            ours |= dict.fromkeys((r for r in word_runs(text) if any(w[0] >= "\u0621" for w in r)), path.name)
    copied = {(ours[run], " ".join(run)) for text in shared_texts() for run in word_runs(text) if run in ours}
    assert copied == set()


def shared_texts() -> Iterator[str]:
    import gzip

    for path in sorted((*SHARED.glob("seeds/*.txt"), *SHARED.glob("news/*.txt"))):
        yield path.read_text(encoding="utf-8", errors="replace")
    for path in SHARED.glob("corpora/*.jsonl.gz"):
        import orjson

        with gzip.open(path) as lines:
            yield from (f"{r.get('title')}\n{r.get('text')}" for r in map(orjson.loads, lines))
