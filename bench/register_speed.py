"""How long the questions of a workbench take in a register with many incidents.

    python bench/register_speed.py [--incidents N] [--register FILE_OR_URL]

Incidents are made up, each told by two reports, over ten years, twenty sides and a thousand villages; the register must
be new. Each question is asked three times and the fastest answer counts: what is measured is the database and not the
disk's first reading.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from marsad.model import (
    ACTOR_LABELS,
    EVENT_TYPES,
    Claim,
    Event,
    Figure,
    Incident,
    Place,
    Reading,
    Report,
    Span,
    Telling,
    Toll,
)
from marsad.register import (
    Box,
    IncidentFilter,
    Register,
    ReportFilter,
    choices,
    incident_dossier,
    incident_page,
    incident_points,
    open_register,
    report_page,
    tolls,
    verify,
)

_BEGIN: Final = date(2010, 1, 1)
_DAYS: Final = 3650
_WORDS: Final = (
    "قال", "ناشطون", "إن", "قصفا", "مدفعيا", "استهدف", "الحي", "الشرقي", "من", "البلدة", "صباح", "اليوم", "وأوقع",
    "ضحايا", "من", "المدنيين", "وأضرارا",
)  # fmt: skip
_NAMES: Final = ("تل", "عين", "كفر", "وادي", "خربة", "دير", "بيت", "جبل", "رأس", "مرج")


def main() -> None:
    parser = argparse.ArgumentParser(description="Questions to a large register.")
    parser.add_argument("--incidents", type=int, default=50_000)
    parser.add_argument("--register", help="a new file, or the URL of an empty database; a temporary file without it")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, open_register(asked.register or Path(folder) / "r.db") as register:
        _fill(register, asked.incidents)
        for name, question in _questions(register):
            print(f"{name:42} {min(_seconds(question) for _ in range(3)) * 1000:9.1f} ms")
        print(f"{'the whole log verified':42} {_seconds(lambda: verify(register)):9.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:.0f} MB")


def _fill(register: Register, number: int) -> None:
    run = register.begin_run(command="bench", version="0", reader_version="bench")
    began = time.perf_counter()
    for first in range(0, number, 1000):
        register.add_readings([r for n in range(first, min(first + 1000, number)) for r in _readings(n)], run=run)
    stored = time.perf_counter()
    register.replace_incidents(_incidents(number), run=run)
    print(f"{2 * number} reports stored in {stored - began:.1f} s, {number} incidents in {_since(stored):.1f} s")


def _incidents(number: int) -> Iterator[Incident]:
    return (_incident(n, random.Random(n)) for n in range(number))


def _readings(n: int) -> Iterator[Reading]:
    chance = random.Random(n)
    for letter in "ab":
        text = " ".join(chance.choices(_WORDS, k=120)) + f" {_village(n)} {n}"
        digest = hashlib.sha256(text.encode()).hexdigest()
        outlet = f"outlet {chance.randrange(40)}"
        report = Report(id=f"{letter}{n:06}", text=text, sha256=digest, published=_day(n), outlet=outlet)
        figure = Figure(
            span=Span(10, 20), outcome="killed", low=n % 30, high=n % 30, qualifier="exact", victims="civilian"
        )
        event = Event(span=Span(0, 9), type="shelling", figures=(0,))
        yield Reading(report=report, figures=(figure,), events=(event,), parts=(("assembly", "1"),))


def _incident(n: int, chance: random.Random) -> Incident:
    sides, dead = chance.sample(ACTOR_LABELS[:20], 2), chance.randrange(30)
    place = Place(
        span=Span(0, 9), name=_village(n), latitude=12 + (n % 997) / 40, longitude=33 + (n % 991) / 40,
        admin1=f"province {n % 60}", country="SY", precision=1 + n % 3,
    )  # fmt: skip
    total = Toll(outcome="killed", low=dead, best=dead, high=dead + 5, rule="", contested=False, claims=(0, 1))
    tellings = [
        Telling(report_id=f"{letter}{n:06}", spans=(Span(0, 9),), events=(0,), figures=(0,), why="one village, one day",
                mentions=(f"{letter}{n:06}#event:0-9", f"{letter}{n:06}#figure:10-20"))
        for letter in "ab"
    ]  # fmt: skip
    return Incident(
        id=f"i-{n:06}", type=EVENT_TYPES[n % 13], date=_day(n), places=(place,), actors=(sides[0],),
        targets=(sides[1],), status="occurred", grade=("confirmed", "fair", "weak", "contested")[n % 4],
        claims=tuple(_claim(t.report_id, dead) for t in tellings),
        tolls=(total, Toll(outcome="killed", low=dead, best=dead, high=dead, rule="", contested=False, claims=(0,),
                           victims="military", group=sides[1])),
        tellings=tuple(tellings),
    )  # fmt: skip


def _claim(report_id: str, dead: int) -> Claim:
    return Claim(
        report_id=report_id, figure=0, span=Span(10, 20), words="قتلى", outcome="killed", low=dead, high=dead,
        qualifier="exact", victims="military", group=None, age_sex=None, scope="incident", part_of=None, by=None,
        claimant="ناشطون", outlet=None, published=None, denied=False, denied_by=None,
    )  # fmt: skip


def _village(n: int) -> str:
    return f"{_NAMES[n % 10]} {_WORDS[n % 17]}{n % 59}"


def _day(n: int) -> str:
    return (_BEGIN + timedelta(days=(n * 7919) % _DAYS)).isoformat()


def _questions(register: Register) -> Iterator[tuple[str, Callable[[], object]]]:
    def page(**wanted: object) -> Callable[[], object]:
        return lambda: incident_page(register, IncidentFilter(**wanted))  # type: ignore[arg-type]

    yield "the newest page", page()
    yield "page 900", lambda: incident_page(register, offset=45_000)
    yield "the deadliest", lambda: incident_page(register, order="deadliest")
    yield "a month", page(date_from="2015-05-01", date_to="2015-05-31")
    yield "a place by name", page(place="عين")
    yield "a piece of the map", page(box=Box(west=35, south=14, east=36, north=15))
    yield "two types, a grade", page(types=("airstrike", "shelling"), grades=("contested",))
    yield "both sides", page(sides=("syria_gov", "hts"))
    yield "at least 25 killed", page(least=25)
    yield "an outlet", page(outlet="outlet 7")
    yield "rare words", page(text="49999")
    yield "frequent words", page(text="ناشطون البلدة")
    yield (
        "month, type, side and words",
        page(date_from="2015-05-01", date_to="2015-05-31", types=("shelling",), sides=("hts",), text="ناشطون"),
    )
    yield "every point of the map", lambda: incident_points(register)
    yield "choices of all", lambda: choices(register)
    yield "choices of a month", lambda: choices(register, IncidentFilter(date_from="2015-05-01", date_to="2015-05-31"))
    yield "tolls by week and side", lambda: tolls(register, by=("week", "side"))
    yield "tolls by province", lambda: tolls(register, by=("province",))
    yield "one incident with all of it", lambda: incident_dossier(register, "i-025000")
    yield "reports of an outlet", lambda: report_page(register, ReportFilter(outlet="outlet 7"))
    yield "reports with words", lambda: report_page(register, ReportFilter(text="ناشطون البلدة"))


def _seconds(question: Callable[[], object]) -> float:
    began = time.perf_counter()
    question()
    return _since(began)


def _since(began: float) -> float:
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
