"""Writes the example briefs of docs/examples from the project's own reports.

python scripts/make_examples.py            write the files
python scripts/make_examples.py --check    fail when a file is not what would be written
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from marsad.brief import Style, days_between, make_brief, renderer
from marsad.pipeline import run
from marsad.register import Register, open_register
from marsad.settings import from_environment
from marsad.sources import Intake, Problem, read_manifest

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs/examples"
GOLD: Final = ROOT / "gold"
# A day with an attack that three outlets tell of, and the day after it, when its toll has changed.
DAYS: Final = ("2017-03-17", "2017-03-18")
LANGUAGES: Final = ("ar", "en")
FORMS: Final = ("md", "html")
MADE: Final = "2017-03-19"


def gold_register(path: Path) -> Register:
    """A register of the project's own reports."""
    manifest = read_manifest(GOLD / "manifest.json", problems=_refuse)
    intake = Intake(settings=from_environment(), problems=_refuse, published=None, outlet=None, manifest=manifest)
    register = open_register(path)
    run([GOLD / "reports"], register=register, intake=intake)
    return register


def examples(register: Register) -> Iterator[tuple[Path, bytes]]:
    """Every file with its content."""
    for day in DAYS:
        for lang in LANGUAGES:
            style = Style(lang="ar" if lang == "ar" else "en")
            brief = make_brief(register, days_between(day, None), style, made=MADE, name="gold")
            stem = f"brief-{day}.{lang}"
            for form in FORMS:
                rendered = renderer(form).render(brief, stem)
                yield FOLDER / f"{stem}.{form}", rendered.content
                yield from ((FOLDER / f"{stem}{added}", content) for added, content in rendered.beside.items())


def _refuse(problem: Problem) -> None:
    if not problem.note:
        raise SystemExit(str(problem))


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the example briefs of docs/examples.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file would change")
    check: bool = parser.parse_args().check
    with TemporaryDirectory() as folder, gold_register(Path(folder) / "gold.db") as register:
        files = dict(examples(register))
    stale = [p for p, content in files.items() if not p.exists() or p.read_bytes() != content]
    stale += [p for p in FOLDER.glob("brief-*") if p not in files]
    for path in stale:
        if check:
            print(f"{path.relative_to(ROOT)} is not what would be written; run: make examples", file=sys.stderr)
        elif path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
        else:
            path.unlink()
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
