"""Scores the reading against the rounds of annotated reports, given the corpora that hold their texts.

python scripts/score_rounds.py CORPUS [CORPUS …] [--rounds gold/rounds] [--details]

A CORPUS is JSON Lines, `.jsonl` or `.jsonl.gz`, of `id`, `title`, `text`. Only the annotated reports are read. Reports
that no CORPUS holds are left out of their round's row, which says how many it is of.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marsad.errors import MarsadError
from marsad.evaluate.rounds import Round, load_rounds, picked_records
from marsad.evaluate.score import EVENTS, FIGURES, Scores, score_reports
from marsad.pipeline import read_into_memory
from marsad.settings import from_environment
from marsad.sources import Intake, Problem


def readings(rounds: Sequence[Round], corpora: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """What is read in the annotated reports that the corpora hold, by report id."""
    intake = Intake(settings=from_environment(), problems=_refuse)
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "annotated.jsonl"
        records = picked_records(rounds, corpora)
        lines.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
        return read_into_memory([lines], intake=intake) if lines.stat().st_size else {}


def row(round_: Round, read: dict[str, dict[str, Any]]) -> tuple[str, Scores]:
    """The round's line of the table, and its scores."""
    found = [report for report in round_.reports if report.id in read]
    scores = score_reports(found, read)
    figures, events = scores.rows[FIGURES], scores.rows[EVENTS]
    reports = f"{len(found)} of {len(round_.reports)}"
    line = f"| {round_.number} | {reports} | {figures.gold} | {figures.f1:.2f} | {events.gold} | {events.f1:.2f} |"
    return line, scores


def _refuse(problem: Problem) -> None:
    if not problem.note:
        raise MarsadError(problem.what, where=problem.file, todo=problem.todo)


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the reading against the rounds of annotated reports.")
    parser.add_argument("corpora", metavar="CORPUS", nargs="+", type=Path, help="JSON Lines that hold the texts")
    parser.add_argument("--rounds", type=Path, default=Path("gold/rounds"), help="folder of <number>/<id>.json")
    parser.add_argument("--details", action="store_true", help="list every miss and every extra")
    asked = parser.parse_args()
    try:
        rounds = load_rounds(asked.rounds)
        read = readings(rounds, asked.corpora)
        rows = [row(round_, read) for round_ in rounds]
    except MarsadError as error:
        print(error, file=sys.stderr)
        return 1
    print("| round | reports | figures counted | figures F1 | events counted | events F1 |")
    print("| --- | --- | --- | --- | --- | --- |")
    for line, _ in rows:
        print(line)
    if asked.details:
        for _, scores in rows:
            print(*(f"  {detail}" for detail in scores.details), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
