"""Readings and incidents of made-up reports, and what a register holds, as plain values that can be compared."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import create_engine, select

from marsad.model import (
    ActorMention,
    Claim,
    Difference,
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
from marsad.register import Register, open_register
from marsad.register.dialect import address
from marsad.register.schema import claims, mentions, readings, reports

VILLAGES = ("تل الرمان", "عين الزيتون", "كفر النهر", "وادي الصفصاف")


def report(id: str, text: str, *, published: str | None = "2016-05-02", outlet: str | None = "وكالة المثال") -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(id=id, text=text, sha256=digest, published=published, outlet=outlet, path=f"in/{id}.txt")


def shelling(id: str, dead: int, *, village: str = VILLAGES[0], **source: str | None) -> Reading:
    """The reading of a report that tells of shelling and its dead."""
    text = f"قصف مدفعي على {village}\n\nقال ناشطون إن {dead} مدنيين قتلوا أمس في {village}"
    where = Span(text.rindex(village), len(text))
    place = Place(span=where, name=village, latitude=35.5, longitude=36.25, admin1="إدلب", country="SY", precision=1)
    toll = Span(text.index(str(dead)), text.index(" أمس"))
    figure = Figure(
        span=toll,
        outcome="killed",
        low=dead,
        high=dead,
        qualifier="exact",
        victims="civilian",
        claimant="ناشطون",
        places=(place,),
        date="2016-05-01",
        date_text="أمس",
    )
    event = Event(
        span=Span(0, 9),
        type="shelling",
        actors=("unknown",),
        targets=("civilians",),
        places=(place,),
        date="2016-05-01",
        figures=(0,),
        also=(Span(4, 9),),
    )
    return Reading(
        report=report(id, text, **source),
        actors=(ActorMention(span=toll, label="civilians", as_named="مدنيين"),),
        places=(place,),
        figures=(figure,),
        events=(event,),
        parts=(("assembly", "f1"), ("dates", "d1"), ("quantities", "q1")),
    )


def silent(id: str) -> Reading:
    """The reading of a report with nothing to code."""
    return Reading(report=report(id, "افتتح المعرض السنوي للكتاب في العاصمة"), parts=(("assembly", "e1"),))


def incident(
    id: str,
    *,
    date: str | None = "2016-05-01",
    type: str = "shelling",
    place: str = VILLAGES[0],
    actors: tuple[str, ...] = ("syria_gov",),
    targets: tuple[str, ...] = ("civilians",),
    report_id: str = "a",
    killed: int = 4,
) -> Incident:
    claim = Claim(
        report_id=report_id,
        figure=0,
        span=Span(30, 44),
        words="مدنيين قتلوا",
        outcome="killed",
        low=killed,
        high=None,
        qualifier="at_least",
        victims="civilian",
        group=None,
        age_sex=None,
        scope="incident",
        part_of=None,
        by="syria_gov",
        claimant="ناشطون",
        outlet="وكالة المثال",
        published="2016-05-02",
        denied=False,
        denied_by=None,
        copies=("a2",),
    )
    difference = Difference(kind="update", first=0, second=0, why="the same claimant, later")
    total = Toll(
        outcome="killed", low=killed, best=killed, high=None, rule="one claimant", contested=False, claims=(0,)
    )
    of_civilians = Toll(
        outcome="killed",
        low=killed,
        best=killed,
        high=None,
        rule="one claimant",
        contested=True,
        claims=(0,),
        victims="civilian",
        differences=(difference,),
    )
    return Incident(
        id=id,
        type=type,
        date=date,
        places=(Place(span=Span(60, 70), name=place, admin1="إدلب", country="SY", precision=1),),
        actors=actors,
        targets=targets,
        status="occurred",
        grade="weak",
        claims=(claim,),
        tolls=(total, of_civilians),
        tellings=(
            Telling(
                report_id=report_id,
                spans=(Span(0, 9), Span(4, 9)),
                events=(0,),
                figures=(0,),
                why="one village",
                mentions=(f"{report_id}#event:0-9",),
            ),
        ),
    )


def contents(target: str | Path) -> dict[str, list[Any]]:
    """All that a register says of the reports, whatever runs it took to say it: what stands, and what was closed."""
    with open_register(target, create=False) as register:
        standing = [orjson.dumps(asdict(r), default=list) for r in register.readings()]
        gathered = [orjson.dumps(asdict(i), default=list) for i in register.incidents()]
    return {"readings": standing, "incidents": gathered, "claims": claim_rows(target)}


def claim_rows(target: str | Path) -> list[tuple[Any, ...]]:
    """Every claim ever stored, without the numbers of runs and rows."""
    columns = [c for c in claims.c if c.name not in ("reading", "run", "closed_run")]
    wanted = (
        select(reports.c.report_id, reports.c.fingerprint, mentions.c.key, *columns, claims.c.closed_run.is_(None))
        .join_from(claims, readings, readings.c.id == claims.c.reading)
        .join(reports, reports.c.id == readings.c.report)
        .join(
            mentions,
            (mentions.c.reading == claims.c.reading)
            & (mentions.c.kind == claims.c.kind)
            & (mentions.c.ordinal == claims.c.ordinal),
        )
    )
    engine = create_engine(address(target))
    try:
        with engine.connect() as connection:
            return sorted(tuple(row) for row in connection.execute(wanted))
    finally:
        engine.dispose()


def filled(register: Register, *batches: list[Reading], reader_version: str = "reader-1") -> int:
    """Store batches in a run of their own; the run's id."""
    run = register.begin_run(command="run", version="0.1.0", reader_version=reader_version)
    for batch in batches:
        register.add_readings(batch, run=run)
    return run
