"""Writes docs/reference: commands.md from the commands, data.md from the data folders, exports.md from the exporters.

python scripts/make_reference.py            write the pages
python scripts/make_reference.py --check    fail when a page is not what would be written
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import typer

from marsad.cli.app import app
from marsad.export import EXPORTERS, acled, exporter, ged, geopackage, hxl
from marsad.export.tables import TABLES

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = ROOT / "src/marsad/data"
FOLDERS: Final = (DATA, DATA / "lexicon", DATA / "actors", DATA / "gazetteer", DATA / "brief", ROOT / "gold")
SOURCE: Final = "<!-- Written by scripts/make_reference.py; change the source and run `make reference`. -->"


def pages() -> dict[Path, str]:
    """Every generated page, by its path, as it should stand."""
    folder = ROOT / "docs/reference"
    return {
        folder / "commands.md": commands_page(),
        folder / "data.md": data_page(),
        folder / "exports.md": exports_page(),
    }


def commands_page() -> str:
    """The page of the command line: every command with its arguments and options."""
    head = (
        f"{SOURCE}\n\n# Commands\n\nEvery command prints its own help: `marsad COMMAND --help`. "
        "What a program may read goes to stdout; progress and problems go to stderr.\n\n"
        "The exit code is 0 when all went well, 1 when an input could not be used (the others were) or the work could "
        "not be done, 2 when the command was asked wrongly.\n"
    )
    return "\n".join([head, *(_command(name, one) for name, one in commands().items())])


def commands() -> dict[str, Any]:
    """Every command by its words: `run`, and `gazetteer find` of a group."""
    found: dict[str, Any] = {}
    for name, one in getattr(typer.main.get_command(app), "commands", {}).items():
        parts: Mapping[str, Any] = getattr(one, "commands", {})
        found |= {f"{name} {part}": command for part, command in parts.items()} if parts else {name: one}
    return found


def _command(name: str, command: Any) -> str:
    arguments = [p for p in command.params if not p.opts[0].startswith("-")]
    options = [p for p in command.params if p.opts[0].startswith("-") and p.name != "help"]
    usage = " ".join(["marsad", name, *(p.metavar or p.name.upper() for p in arguments), "[OPTIONS]"])
    lines = [f"## marsad {name}", "", f"```\n{usage}\n```", "", _plain(inspect.cleandoc(command.help or "")), ""]
    hints = get_type_hints(command.callback)
    if arguments:
        rows = ((f"`{p.metavar or p.name.upper()}`", _plain(p.help or ""), _more(p, hints)) for p in arguments)
        lines += _table(("argument", "what", ""), rows)
    if options:
        rows = ((_option_names(p), _plain(p.help or ""), _more(p, hints)) for p in options)
        lines += _table(("option", "what", ""), rows)
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Help text as Markdown: `<stem>.json` is no HTML."""
    return text.replace("<", "&lt;")


def _option_names(option: Any) -> str:
    value = f" {option.metavar}" if option.metavar else ""
    return ", ".join(f"`{name}{value}`" if name == option.opts[0] else f"`{name}`" for name in option.opts)


def _more(parameter: Any, hints: Mapping[str, Any]) -> str:
    """What a reader of the table asks next: choices, the default, whether it must be given."""
    said = []
    choices = _choices(hints.get(parameter.name))
    if choices:
        said.append("one of " + ", ".join(f"`{choice}`" for choice in choices))
    if parameter.required:
        said.append("must be given")
    default = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
    if isinstance(default, str):
        said.append(f"`{default}` without it")
    if parameter.envvar:
        said.append(f"or set `{parameter.envvar}`")
    return "; ".join(said)


def _choices(hint: Any) -> list[str]:
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return [str(member.value) for member in kind]
    return []


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    names = list(header)
    lines = [_row(names), _row(["---"] * len(names))]
    return [*lines, *(_row(row) for row in rows), ""]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def data_page() -> str:
    """The page of the data files: the README of every folder of data."""
    head = f"{SOURCE}\n\n# Data files\n\nWhat Marsad knows of language, sides and places is data, beside the code.\n"
    return "\n".join([head, *(_folder(folder) for folder in FOLDERS)])


def _folder(folder: Path) -> str:
    text = (folder / "README.md").read_text(encoding="utf-8").strip()
    lowered = re.sub(r"^(#+ )", r"#\1", text, flags=re.MULTILINE)
    title, _, body = lowered.partition("\n")
    return f"{title}\n\n`{folder.relative_to(ROOT).as_posix()}/`\n{body}\n"


def exports_page() -> str:
    """The page of the export formats: what each is, the rule of its figures, and its columns."""
    lines = [f"{SOURCE}\n\n# Exports\n\n`marsad export FORMAT`. The how-to pages have a worked command for each.\n"]
    lines += ["## Formats", ""]
    shown = ((f"`{e.name}`", e.what, "yes" if e.same_bytes else "no", e.extra or "") for e in EXPORTERS)
    lines += _table(("format", "what", "same bytes for the same incidents", "extra to install"), shown)
    for title, name, columns in (("ACLED", "acled", acled.COLUMNS), ("GED", "ged", ged.COLUMNS)):
        one = exporter(name)
        lines += [f"## {title}", "", f"Numbers of people: {one.figures}", "", "Left empty:", ""]
        lines += [*(f"- {column}: {why}" for column, why in one.empty), ""]
        lines += _table(("column", "what"), ((f"`{column}`", what) for column, what in columns.items()))
    lines += ["## HXL", ""]
    lines += _table(("column", "hashtag"), ((f"`{c}`", f"`{tag}`") for c, tag in hxl.COLUMNS.items()))
    lines += ["## Tables", "", "The tidy tables of Parquet, DuckDB and the Excel workbook.", ""]
    for table in TABLES:
        lines += [f"### {table.name}", "", f"In the workbook: {table.name_ar}.", ""]
        lines += _table(("column", "values", "what"), ((f"`{c.name}`", c.kind, c.what) for c in table.columns))
    lines += ["The layer of the GeoPackage has the columns of `incidents`, and:", ""]
    more = geopackage.COLUMNS[len(TABLES[0].columns) :]
    lines += _table(("column", "values", "what"), ((f"`{c.name}`", c.kind, c.what) for c in more))
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/reference.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page would change")
    check: bool = parser.parse_args().check
    stale = [p for p, text in pages().items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"{path.relative_to(ROOT)} is not what would be written; run: make reference", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
