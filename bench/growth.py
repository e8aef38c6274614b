"""Seconds and memory of `marsad run` as an archive grows: 1, 2, 4 and 8 copies of the same days, moved in time.

    python bench/growth.py CORPUS [--limit N] [--apart DAYS]

Each number of copies is read into a new register by a process of its own, the copies one after another; then one more
day's reports come in. The publication days are moved, the texts are not: what a text dates by itself stays where it is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import orjson
from corpus import reports_of

from marsad.model import Report
from marsad.pipeline import run
from marsad.register import open_register
from marsad.settings import from_environment
from marsad.sources import Intake

COPIES: Final = (1, 2, 4, 8)


def main() -> None:
    parser = argparse.ArgumentParser(description="Seconds and memory as an archive grows.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, help="take no more reports than this of the corpus")
    parser.add_argument("--apart", type=int, default=30, help="days between two copies")
    asked = parser.parse_args()
    reports = reports_of(asked.corpus, limit=asked.limit)
    print(f"{len(reports)} reports a copy, from {asked.corpus.name}")
    print("copies  incidents  ms a report  ms a report of 50 late ones  peak MB")
    for copies in COPIES:
        here, there = multiprocessing.get_context("spawn").Pipe()
        child = multiprocessing.get_context("spawn").Process(target=grow, args=(reports, copies, asked.apart, there))
        child.start()
        incidents, first, late, peak = here.recv()
        child.join()
        print(f"{copies:6}  {incidents:9}  {first:11.1f}  {late:27.1f}  {peak:7.0f}", flush=True)


def grow(reports: list[Report], copies: int, apart: int, tell: Connection) -> None:
    """Read so many copies, then fifty reports of the last one again under new ids; tell what it took."""
    intake = Intake(settings=replace(from_environment(), workers=1), problems=lambda problem: None)
    with TemporaryDirectory() as folder, open_register(Path(folder) / "r.db") as register:
        first = 0.0
        for copy in range(copies):
            path = _written(Path(folder), reports, copy, apart, "c")
            began = time.perf_counter()
            run([path], register=register, intake=intake)
            first += time.perf_counter() - began
        late = _written(Path(folder), reports[:50], copies - 1, apart, "late")
        began = time.perf_counter()
        run([late], register=register, intake=intake)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        incidents = register.counts().incidents
    tell.send((incidents, 1000 * first / (copies * len(reports)), 1000 * seconds / len(reports[:50]), peak))


def _written(folder: Path, reports: list[Report], copy: int, apart: int, name: str) -> Path:
    path = folder / f"{name}{copy}.jsonl"
    with path.open("wb") as file:
        for report in reports:
            published = report.published and str(date.fromisoformat(report.published) + timedelta(days=apart * copy))
            record = {"id": f"{name}{copy}-{report.id}", "text": report.text, "title": report.title}
            record |= {"outlet": report.outlet, "published": published}
            given = {key: value for key, value in record.items() if value is not None}
            file.write(orjson.dumps(given, option=orjson.OPT_APPEND_NEWLINE))
    return path


if __name__ == "__main__":
    main()
