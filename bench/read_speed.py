"""Speed and memory of reading, beside an Aho-Corasick pass over the same vocabulary and beside dateparser.

    python bench/read_speed.py CORPUS [--limit N]

One core, processor time. CORPUS is a JSON Lines file or a folder of texts. The first pass over a real archive is what
counts: a small set read again and again finds every word known already and shows a speed no archive will ever see.
Given the project's own `gold` folder, this says so.

The Aho-Corasick pass looks up every place name, actor name, trigger and outcome word in the folded texts and does
nothing with what it finds: the floor under any reader that knows this vocabulary. The ratio says what the rest costs.

dateparser's `search_dates`, told that the texts are Arabic, looks for dates and nothing else; slow, it gets a few
of the same reports, taken evenly (`--dated`).
"""

from __future__ import annotations

import argparse
import itertools
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import ahocorasick_rs
from corpus import reports_of
from dateparser.search import search_dates

from marsad.extract import build_reader
from marsad.gazetteer import load_gazetteer
from marsad.lexicon.actors import load_actors
from marsad.lexicon.entries import load_outcomes, load_triggers
from marsad.model import Report
from marsad.pipeline.engine import keep_what_stands
from marsad.text.folding import fold, fold_word

MEGABYTE = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed and memory of reading.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, help="read no more reports than this")
    parser.add_argument("--dated", type=int, default=40, help="reports given to dateparser")
    asked = parser.parse_args()
    started = time.process_time()
    reader = build_reader()
    built = time.process_time() - started
    reports = reports_of(asked.corpus, limit=asked.limit)
    if not reports:
        sys.exit(f"{asked.corpus}: no reports")
    before = _peak()
    size = sum(len(report.text.encode()) for report in reports) / MEGABYTE
    print(f"{len(reports)} reports, {size:.1f} MB, from {asked.corpus.name}")
    if asked.corpus.is_dir():
        print("few reports: NOT representative; give an archive in JSON Lines for a figure worth quoting")
    print(f"reader built in {built:.2f} s")
    keep_what_stands()
    reading, grown = 0.0, [_peak()]
    for quarter in _quarters(reports):
        reading += _seconds(reader.read, quarter)
        grown.append(_peak())
    print(f"reading:       {len(reports) / reading:8.0f} reports/s  {size / reading:7.2f} MB/s")
    names = _vocabulary()
    look_up = _look_up(names, [fold(report.text).text for report in reports])
    print(
        f"Aho-Corasick:  {len(reports) / look_up:8.0f} reports/s  {size / look_up:7.2f} MB/s  over {len(names)} names"
    )
    print(f"ratio:         reading takes {reading / look_up:.0f} times as long")
    sample = reports[:: max(1, len(reports) // max(1, asked.dated))]
    dated = _seconds(_search_dates, sample) / len(sample)
    print(f"dateparser:    {1 / dated:8.1f} reports/s  over {len(sample)} reports")
    print(f"ratio:         reading takes {reading / len(reports) / dated:.4f} of the time of search_dates")
    quarters = ", ".join(f"{after - ahead:.0f}" for ahead, after in itertools.pairwise(grown))
    print(
        f"memory:        {before:.0f} MB before the first report, with the reports; their quarters added {quarters} MB"
    )


def _seconds(read: object, reports: Iterable[Report]) -> float:
    assert callable(read)
    started = time.process_time()
    for report in reports:
        read(report)
    return time.process_time() - started


def _quarters(reports: Sequence[Report]) -> list[Sequence[Report]]:
    """The reports in four parts, in their order: what memory grows by in the last one is what an archive would cost."""
    cuts = [len(reports) * n // 4 for n in range(5)]
    return [reports[start:end] for start, end in itertools.pairwise(cuts)]


def _search_dates(report: Report) -> object:
    return search_dates(report.text, languages=["ar"])


def _look_up(names: Sequence[str], texts: Iterable[str]) -> float:
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    started = time.process_time()
    for text in texts:
        automaton.find_matches_as_indexes(text)
    return time.process_time() - started


def _vocabulary() -> list[str]:
    """Every folded name or form that the reader looks for, once."""
    found = {" ".join(words) for words in load_gazetteer().names}
    found |= {" ".join(words) for words in load_actors(fold=fold_word).names}
    for table in (load_outcomes(fold=fold_word), load_triggers(fold=fold_word).phrases):
        found |= {" ".join(phrase.words) for phrases in table.by_first.values() for phrase in phrases}
    return sorted(found)


def _peak() -> float:
    """Peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak * 1024 / MEGABYTE


if __name__ == "__main__":
    main()
