"""Rounds of annotated reports whose texts are not kept beside them: the corpus that holds them is given, not shipped.

A folder of rounds holds `<number>/<id>.json`, annotations by the codebook without the words their spans slice.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.errors import GoldError
from marsad.evaluate.gold import GoldReport, load_gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Reports annotated before the reader had read them, and scored once; `number` is that of the table of scores."""

    number: int
    reports: tuple[GoldReport, ...]


def load_rounds(root: Path) -> tuple[Round, ...]:
    """The rounds of a folder, by number. Raises GoldError where it holds none, or one is not in the codebook's form."""
    folders = sorted((p for p in root.glob("*") if p.is_dir() and p.name.isdecimal()), key=lambda p: int(p.name))
    if not folders:
        raise GoldError("no rounds", where=str(root), todo="give the folder that holds <number>/<id>.json")
    return tuple(Round(number=int(folder.name), reports=load_gold(folder)) for folder in folders)


def picked_records(rounds: Iterable[Round], corpora: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """The records of JSON Lines corpora that the rounds annotate, each published on the day its annotation says.

    An annotation whose day is null was made without knowing it: its record loses what the corpus says. Raises
    GoldError where a corpus cannot be read.
    """
    days = {report.id: report.annotation.published for round_ in rounds for report in round_.reports}
    for corpus in corpora:
        for record in _records(corpus):
            report_id = str(record.get("id"))
            if report_id in days:
                yield record | {"published": days.pop(report_id)}


def _records(corpus: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(corpus) if corpus.suffix == ".gz" else corpus.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                record = json.loads(line) if line.strip() else {}
                if not isinstance(record, dict):
                    raise ValueError(f"line {number} is no object")
                yield record
    except (OSError, EOFError, ValueError) as error:
        raise GoldError(
            f"cannot be read: {error}", where=str(corpus), todo="give a .jsonl or .jsonl.gz corpus"
        ) from error
