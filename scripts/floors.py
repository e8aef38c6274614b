"""Holds the scores of the reading against the floors in GOLD/baseline.json.

python scripts/floors.py gold            fail when a score fell below its floor
python scripts/floors.py gold --raise    lift every floor to its score; nothing is ever lowered
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from marsad.errors import MarsadError
from marsad.evaluate.floors import hold_floors
from marsad.evaluate.score import Scores, score
from marsad.pipeline import read_into_memory
from marsad.settings import from_environment
from marsad.sources import Intake, Problem, read_manifest


def scores_of(gold: Path) -> Scores:
    """The scores of reading the reports of a gold folder. Raises MarsadError when one cannot be read."""
    intake = Intake(
        settings=from_environment(),
        problems=_refuse,
        published=None,
        outlet=None,
        manifest=read_manifest(gold / "manifest.json", problems=_refuse),
    )
    return score(gold, read_into_memory([gold / "reports"], intake=intake))


def _refuse(problem: Problem) -> None:
    if not problem.note:
        raise MarsadError(problem.what, where=problem.file, todo=problem.todo)


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold the scores of the reading against their floors.")
    parser.add_argument("gold", type=Path, help="folder of annotations/, reports/, manifest.json and baseline.json")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to the scores")
    asked = parser.parse_args()
    try:
        fallen = hold_floors(asked.gold / "baseline.json", scores_of(asked.gold), raise_floors=asked.lift)
    except MarsadError as error:
        print(error, file=sys.stderr)
        return 1
    for one in fallen:
        print(f"{asked.gold}: {one}; mend the reading, or lower the floor on purpose and say why", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
