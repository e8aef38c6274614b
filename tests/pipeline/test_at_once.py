"""Runs and reviewers at work in one register at the same time lose nothing and double nothing, on either store."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

import forked
from forked import Started
from marsad.model import Incident, Reading
from marsad.register import open_register, verify
from marsad.review import judge, undo
from servers import Server

PLACES = ("الموصل", "الرقة", "الفلوجة", "تكريت", "الرمادي", "سنجار", "تدمر", "منبج")
NUMBERS = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية")
REVIEWS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Where two registers of one kind can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "one.db"), str(tmp_path / "shared.db")
    server: Server = request.getfixturevalue("server")
    return server.url(server.new_database()), server.url(server.new_database())


def source(path: Path, numbers: range) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for n in numbers:
            place, number, day = PLACES[n % 8], NUMBERS[n % 6], 1 + n // 8
            text = f"أعلن الجيش مقتل {number} من عناصر تنظيم داعش في قصف جوي على مدينة {place} اليوم.\\nالخبر {n}."
            file.write(f'{{"id": "r{n:03}", "text": "{text}", "published": "2016-03-{day:02}"}}\n')
    return path


def started(*arguments: str | Path) -> Started:
    return forked.start([str(a) for a in arguments], {**os.environ, "MARSAD_WORKERS": "1", "MARSAD_BATCH": "5"})


def review_meanwhile(target: str, who: str) -> None:
    """Notes on whatever incident is there, an undo of every third: what a team does while reports come in."""
    with open_register(target) as register:
        for n in range(REVIEWS):
            reading = next(iter(register.readings_with_mentions()))
            key = f"{reading.report.id}#event:{reading.events[0].span.start}-{reading.events[0].span.end}"
            made = judge(register, kind="note", subject=key, who=who, why=f"ملاحظة {n}")
            if n % 3 == 0:
                undo(register, made.id, who=who, why="خطأ")
            time.sleep(0.02)


def read(reading: Reading) -> Reading:
    """A reading without the file it came from: where two runs bring one report, that says which was first."""
    return replace(reading, report=replace(reading.report, path=None))


def told(incident: Incident) -> str:
    """All of an incident but its id, which says which run was first."""
    return repr(replace(incident, id=""))


def ended(process: Started) -> None:
    done = process.ended()
    assert done.returncode == 0, done.stderr


def test_two_runs_and_two_reviewers_at_once(places: tuple[str, str], tmp_path: Path) -> None:
    """The register is that of one run over both sources; every judgement is there once; the audit log is whole."""
    whole, shared = places
    first, second = source(tmp_path / "a.jsonl", range(50)), source(tmp_path / "b.jsonl", range(30, 80))
    ended(started("run", source(tmp_path / "start.jsonl", range(5)), "--register", shared))
    runs = [started("run", path, "--register", shared) for path in (first, second)]
    reviewers = [forked.process(review_meanwhile, shared, who) for who in ("هدى", "سامر")]
    for reviewer in reviewers:
        reviewer.start()
    for process in runs:
        ended(process)
    for reviewer in reviewers:
        reviewer.join(forked.LONGEST)
        assert reviewer.exitcode == 0
    ended(started("run", first, second, "--register", whole))
    with open_register(whole) as alone, open_register(shared) as together:
        assert list(map(read, together.readings())) == list(map(read, alone.readings()))
        assert sorted(map(told, together.incidents())) == sorted(map(told, alone.incidents()))
        made = [j for j in together.judgements() if j.kind == "note"]
        assert sorted((j.who, j.why) for j in made) == sorted(
            (who, f"ملاحظة {n}") for who in ("هدى", "سامر") for n in range(REVIEWS)
        )
        assert sum(j.undone_by is not None for j in made) == 2 * len(range(0, REVIEWS, 3))
        assert verify(together).faults == ()
        assert all(run.ended for run in together.runs())


def test_of_two_who_take_back_one_judgement_the_second_is_told(places: tuple[str, str], tmp_path: Path) -> None:
    """Two reviewers undo the same judgement at once: one does, the other hears that it was taken back already."""
    _, shared = places
    ended(started("run", source(tmp_path / "a.jsonl", range(2)), "--register", shared))
    with open_register(shared) as register:
        made = register.add_judgement(kind="note", subject="r000#event:0-4", who="هدى", why="راجع الصورة")
    both = [
        started("judge", "undo", made.id, "--who", who, "--why", "خطأ", "--register", shared) for who in ("هدى", "سامر")
    ]
    done = [process.ended() for process in both]
    assert sorted(one.returncode for one in done) == [0, 1]
    assert sum("taken back already" in one.stderr for one in done) == 1
    with open_register(shared) as register:
        assert len(register.judgements()) == 2
        assert verify(register).faults == ()
