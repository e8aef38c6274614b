"""Looking places up: how fast, in how much memory, and how long the gazetteer takes to load.

    python bench/look_up.py [--number N]

One core, processor time. Beside `Gazetteer.find`, which tries looser spellings, stands a look-up in a plain dictionary
of the same folded names, which is the floor: it knows one spelling of a name and no other. Names are asked for as the
table writes them, then in spellings it does not hold (an article put on or off, no hamza).
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence

from marsad.gazetteer import Hints, Named, load_gazetteer, resolve
from marsad.text.folding import fold_word


def main() -> None:
    parser = argparse.ArgumentParser(description="Look-ups in the gazetteer.")
    parser.add_argument("--number", type=int, default=20_000, help="look-ups of each kind")
    asked = parser.parse_args()
    started = time.process_time()
    gazetteer = load_gazetteer()
    print(f"loaded:         {(time.process_time() - started) * 1000:.0f} ms, {len(gazetteer.entries)} places")
    load_gazetteer.cache_clear()
    tracemalloc.start()
    gazetteer = load_gazetteer()
    print(f"memory:         {tracemalloc.get_traced_memory()[0] / 1e6:.1f} MB")
    tracemalloc.stop()
    chance = random.Random(7)
    names = [name for entry in gazetteer.entries for name in entry.names]
    known = [chance.choice(names) for _ in range(asked.number)]
    other = [_otherwise(name) for name in known]
    plain = {fold_word(name): entry for entry in gazetteer.entries for name in entry.names}
    _told("plain dictionary", lambda name: plain.get(fold_word(name)), known)
    _told("find", gazetteer.find, known)
    _told("plain, spelled otherwise", lambda name: plain.get(fold_word(name)), other)
    _told("find, spelled otherwise", gazetteer.find, other)
    reports = [[Named(text=n, folded=fold_word(n)) for n in chance.sample(names, 15)] for _ in range(500)]
    started = time.process_time()
    for report in reports:
        resolve(report, gazetteer=gazetteer, hints=Hints())
    spent = time.process_time() - started
    print(f"resolve:        {len(reports) / spent:8.0f} reports of 15 names/s")


def _told(what: str, look_up: Callable[[str], object], names: Sequence[str]) -> None:
    started = time.process_time()
    found = sum(bool(look_up(name)) for name in names)
    spent = time.process_time() - started
    print(f"{what:26} {len(names) / spent:9.0f} look-ups/s, {found / len(names):.3f} found")


def _otherwise(name: str) -> str:
    """A spelling that newspapers give as well: the article off or on, hamza off."""
    bare = name.removeprefix("ال") if name.startswith("ال") else f"ال{name}" if " " not in name else name
    return bare.replace("ئ", "ي").replace("ؤ", "و")


if __name__ == "__main__":
    main()
