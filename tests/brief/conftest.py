"""A register of the project's own reports, and registers of reports that a test writes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from briefs import Write, load_script

from marsad.extract import Reader
from marsad.pipeline import run
from marsad.register import Register, open_register
from marsad.settings import Settings
from marsad.sources import Intake, read_manifest


@pytest.fixture(scope="session")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register of all gold reports."""
    with load_script("make_examples").gold_register(tmp_path_factory.mktemp("gold") / "gold.db") as register:
        yield register


@pytest.fixture
def written(tmp_path: Path, reader: Reader) -> Iterator[Write]:
    """Reads reports, given as id: (day, outlet, text), into one register; called again, it adds to it."""
    with open_register(tmp_path / "written.db") as register:

        def write(reports: Mapping[str, tuple[str, str, str]]) -> Register:
            if not reports:
                return register
            folder = tmp_path / f"reports-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            rows = []
            for id, (day, outlet, text) in reports.items():
                (folder / f"{id}.txt").write_text(text, encoding="utf-8")
                rows.append({"id": id, "published": day or None, "outlet": outlet, "url": f"https://example.org/{id}"})
            manifest = folder / "manifest.json"
            manifest.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
            intake = Intake(
                settings=Settings(),
                problems=lambda problem: None if problem.note else pytest.fail(str(problem)),
                published=None,
                outlet=None,
                manifest=read_manifest(manifest, problems=lambda p: pytest.fail(str(p))),
            )
            run([folder], register=register, intake=intake, reader=reader)
            return register

        yield write
