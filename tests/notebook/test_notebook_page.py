"""The notebook of the documentation runs, and its page shows what it gives."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import nbformat

ROOT = Path(__file__).resolve().parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_notebook_page", ROOT / "scripts/make_notebook_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_notebook_runs_and_its_page_is_what_it_gives() -> None:
    """Run from the first cell to the last: no cell fails, and the page is in step (`make examples`)."""
    made = script()
    assert made.PAGE.read_text(encoding="utf-8") == made.page_of(made.NOTEBOOK)


def test_the_notebook_is_kept_without_outputs() -> None:
    """What a cell gives is on the page alone, where it is checked."""
    notebook = nbformat.read(script().NOTEBOOK, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(cells) > 5
    assert [cell.source for cell in cells if cell.outputs or cell.execution_count is not None] == []
