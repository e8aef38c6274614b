"""Runs docs/notebooks/first-look.ipynb and writes docs/first-look.md: its cells, with what they give.

python scripts/make_notebook_page.py            write the page
python scripts/make_notebook_page.py --check    fail when the page is not what would be written

The notebook itself is kept without outputs.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

ROOT: Final = Path(__file__).resolve().parent.parent
NOTEBOOK: Final = ROOT / "docs/notebooks/first-look.ipynb"
PAGE: Final = ROOT / "docs/first-look.md"
HEAD: Final = "<!-- Written by scripts/make_notebook_page.py; change the notebook and run `make examples`. -->"
SECONDS: Final = 300
_CELL: Final = re.compile(r"<t[hd].*?>(.*?)</t[hd]>", flags=re.DOTALL)


def page_of(notebook: Path) -> str:
    """The notebook, run from its first cell to its last, as Markdown. Raises CellExecutionError where a cell fails."""
    cells = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(cells, timeout=SECONDS, kernel_name="python3").execute()
    parts = [HEAD, *(part for cell in cells.cells for part in _cell(cell))]
    return "\n\n".join([*parts, f"The notebook is `{notebook.relative_to(ROOT).as_posix()}`."]) + "\n"


def _cell(cell: Any) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield cell.source
        return
    yield f"```python\n{cell.source}\n```"
    yield from (said for output in cell.outputs if (said := _output(output)))


def _output(output: Any) -> str:
    if output.output_type == "stream":
        text = output.text.rstrip()
        return text if text.startswith("|") else f"```text\n{text}\n```"
    data = output.get("data", {})
    if "text/html" in data:
        return _table(data["text/html"])
    return f"```text\n{data.get('text/plain', '').rstrip()}\n```"


def _table(page: str) -> str:
    """A frame's table of HTML as one of Markdown."""
    rows = re.findall(r"<tr.*?>(.*?)</tr>", page, flags=re.DOTALL)
    told = [
        [html.unescape(c).strip() for c in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", r, flags=re.DOTALL)] for r in rows
    ]
    header, *body = told
    lines = [header, ["---"] * len(header), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the page of the notebook.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page would change")
    check: bool = parser.parse_args().check
    page = page_of(NOTEBOOK)
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    if check:
        print(f"{PAGE.relative_to(ROOT)} is not what would be written; run: make examples", file=sys.stderr)
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
